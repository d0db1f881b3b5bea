// What goes and what stays: erasure at the person's request, the end of retention; and what a stolen key touches.
#include <algorithm>

#include "base/delay.h"
#include "base/shown.h"
#include "cli/rgpd.h"
#include "rights/breach.h"
#include "rights/erasing.h"

namespace guichet::cli {

namespace {

using Json = nlohmann::ordered_json;

void add_certificate(RgpdCall& call, const rights::Erasing& erasing, Document& document) {
  std::vector<std::string> keys, lines;
  for (const std::int64_t key : erasing.keys) keys.push_back(std::to_string(key));
  for (const std::int64_t line : erasing.lines) lines.push_back(std::to_string(line));
  document.facts["certificate"] = {
      {"keys", keys}, {"count", keys.size()}, {"lines", erasing.lines}, {"checkpoint", erasing.checkpoint}};
  if (keys.empty()) return;
  auto& section = document.section(call.tr(N_("Certificate of erasure")));
  section.sentences = {
      base::tr(call.lang(),
               base::counted("{count} key was destroyed: what it sealed cannot be read any more, in this database and "
                             "in every copy of it.",
                             "{count} keys were destroyed: what they sealed cannot be read any more, in this database "
                             "and in every copy of it.",
                             static_cast<std::int64_t>(keys.size()), {{"count", std::to_string(keys.size())}})),
      call.tr(N_("Keys: {keys}"), {{"keys", fmt::format("{}", fmt::join(keys, ", "))}}),
      call.tr(N_("Lines of the log: {lines}"), {{"lines", fmt::format("{}", fmt::join(lines, ", "))}})};
  section.tables.push_back({call.tr(N_("The log as it was signed then")), {call.tr(N_("Checkpoint"))}, {}});
  std::string line;
  for (const char c : erasing.checkpoint)
    if (c == '\n') {
      if (!line.empty()) section.tables.back().rows.push_back({line});
      line.clear();
    } else {
      line += c;
    }
}

void add_told(RgpdCall& call, const rights::Erasing& erasing, const dossier::Narrator& narrator, Document& document) {
  document.facts["told"] = erasing.told;
  if (erasing.told.empty()) return;
  std::string told;
  for (const std::string& agency : erasing.told) told += (told.empty() ? "" : ", ") + narrator.agency(agency);
  document.section("").sentences.push_back(
      call.tr(N_("Told to those who had received the data (GDPR art. 19): {agencies}"), {{"agencies", told}}));
}

}  // namespace

int rgpd_erase(RgpdCall& call) {
  auto bureau = Bureau::open(call.session, call.world, call.request, true);
  if (!bureau.ok()) return world_failed(call.session, bureau.failure());
  std::vector<dossier::CaseRecord> cases;
  if (const auto code = find_cases(call, **bureau, cases)) return *code;
  rights::Desk& desk = (*bureau)->desk();
  const auto request = rights::open_request(desk, call.word(0), "effacement", call.request.value("--reason"));
  if (!request.ok()) return world_failed(call.session, request.failure());
  const auto erasing = rights::erase(desk, cases, call.request.value("--purpose"), "art-17");
  if (!erasing.ok()) return world_failed(call.session, erasing.failure());
  const bool any = std::ranges::any_of(erasing->parts, [](const auto& part) { return part.reason.empty(); });
  const auto answered = rights::answer_request(
      desk, *request, any,
      any ? call.tr(N_("Erased but for what the law keeps")) : call.tr(N_("The law keeps all of it")));
  if (!answered.ok()) return world_failed(call.session, answered.failure());

  Document document;
  document.title = call.tr(N_("Erasure for {person} (GDPR art. 17)"), {{"person", call.word(0)}});
  document.facts = {{"person", call.word(0)}, {"request", *request}, {"parts", Json::array()}};
  DocumentTable gone{"", {call.tr(N_("Purpose")), call.tr(N_("Case"))}, {}};
  DocumentTable stays{"", {call.tr(N_("Purpose")), call.tr(N_("Case")), call.tr(N_("Why"))}, {}};
  for (const rights::Erasing::Part& part : erasing->parts) {
    const auto record = std::ranges::find(cases, part.dossier, [](const auto& one) { return one.row.id; });
    const std::string purpose = (*bureau)->narrator(record->procedure()).purpose(part.purpose);
    if (part.reason.empty()) {
      gone.rows.push_back({purpose, std::to_string(part.dossier)});
    } else {
      stays.rows.push_back({purpose, std::to_string(part.dossier), why(call, part.reason)});
    }
    document.facts["parts"].push_back(
        {{"case", part.dossier}, {"purpose", part.purpose}, {"erased", part.reason.empty()}, {"reason", part.reason}});
  }
  if (!gone.rows.empty()) document.section(call.tr(N_("Erased"))).tables.push_back(std::move(gone));
  if (!stays.rows.empty()) document.section(call.tr(N_("Kept"))).tables.push_back(std::move(stays));
  add_told(call, *erasing, (*bureau)->narrator(cases.front().procedure()), document);
  add_certificate(call, *erasing, document);
  document.section("").sentences.push_back(request_sentence(call, *request, **bureau));
  print(call.session, call.request, document);
  return any ? kFine : kWrong;
}

int rgpd_retention(RgpdCall& call) {
  const bool run = call.word(0) == "run";
  if (!run && !call.word(0).empty())
    return misused(call.session,
                   {.id = N_("`guichet rgpd retention` has no verb '{word}'"), .args = {{"word", call.word(0)}}},
                   base::Message{.id = N_("alone it shows what would go; `retention run` erases it")});
  auto bureau = Bureau::open(call.session, call.world, call.request, run);
  if (!bureau.ok()) return world_failed(call.session, bureau.failure());
  rights::Desk& desk = (*bureau)->desk();
  const auto plan = rights::retention_plan(desk);
  if (!plan.ok()) return world_failed(call.session, plan.failure());
  rights::Erasing erasing;
  if (run) {
    auto done = rights::retention_run(desk, *plan);
    if (!done.ok()) return world_failed(call.session, done.failure());
    erasing = std::move(*done);
  }
  Document document;
  document.title = run ? call.tr(N_("Retention: what went")) : call.tr(N_("Retention: what would go"));
  document.facts = {{"at", base::to_iso(desk.at)}, {"run", run}, {"kept", Json::array()}};
  DocumentTable goes{"", {call.tr(N_("Purpose")), call.tr(N_("Case")), call.tr(N_("Until"))}, {}};
  DocumentTable stays{"", {call.tr(N_("Purpose")), call.tr(N_("Case")), call.tr(N_("Until")), call.tr(N_("Why"))}, {}};
  for (const rights::Kept& kept : *plan) {
    const auto record = desk.office.read(kept.dossier);
    if (!record.ok()) return world_failed(call.session, record.failure());
    const std::string purpose = (*bureau)->narrator(record->procedure()).purpose(kept.purpose);
    const std::string until = kept.until ? base::show_due(*kept.until, call.lang()) : "";
    if (kept.goes) {
      goes.rows.push_back({purpose, std::to_string(kept.dossier), until});
    } else {
      stays.rows.push_back({purpose, std::to_string(kept.dossier), until, why(call, kept.reason)});
    }
    Json fact{{"case", kept.dossier},
              {"procedure", kept.procedure},
              {"purpose", kept.purpose},
              {"goes", kept.goes},
              {"reason", kept.reason}};
    if (kept.until) fact["until"] = base::to_iso(*kept.until);
    document.facts["kept"].push_back(std::move(fact));
  }
  auto& first = document.section(run ? call.tr(N_("Erased")) : call.tr(N_("Would go")));
  if (goes.rows.empty()) {
    first.sentences.push_back(call.tr(N_("nothing: no retention is over")));
  } else {
    first.tables.push_back(std::move(goes));
  }
  if (!stays.rows.empty()) document.section(call.tr(N_("Kept"))).tables.push_back(std::move(stays));
  if (run) add_certificate(call, erasing, document);
  print(call.session, call.request, document);
  return kFine;
}

namespace {

std::vector<std::string> sorted(const std::set<std::string>& words) { return {words.begin(), words.end()}; }

void add_draft(RgpdCall& call, const rights::Breach& found, const std::string& agency, base::Instant since,
               base::Instant aware, Document& document) {
  const base::Instant limit{aware.minutes + 72 * 60};
  document.facts["aware"] = base::to_iso(aware);
  document.facts["notify-by"] = base::to_iso(limit);
  document.facts["high-risk"] = found.special;
  auto& clock = document.section(call.tr(N_("The clock of 72 hours")));
  clock.sentences.push_back(call.tr(
      N_("Known on {aware}: the CNIL is notified by {limit}; later, with the reasons of the delay (GDPR art. 33(1))."),
      {{"aware", base::show_moment(aware, call.lang())}, {"limit", base::show_moment(limit, call.lang())}}));
  clock.sentences.push_back(
      found.special ? call.tr(N_("Sensitive data or offences are among them: the risk is high, the persons are told "
                                 "without delay (GDPR art. 34)."))
                    : call.tr(N_("The persons are told when the risk is high (GDPR art. 34): somebody judges it.")));
  auto& draft = document.section(call.tr(N_("Draft notification (GDPR art. 33(3))")));
  std::set<std::string> data;
  for (const auto& [person, touched] : found.persons) data.insert(touched.data.begin(), touched.data.end());
  draft.items = {
      call.tr(
          N_("Nature: the key of “{agency}” was in other hands since {since}; {lines} lines of the log are concerned."),
          {{"agency", agency},
           {"since", base::show_moment(since, call.lang())},
           {"lines", std::to_string(found.lines)}}),
      call.tr(N_("Persons: about {persons}. Categories of data: {data}."),
              {{"persons", std::to_string(found.persons.size())}, {"data", fmt::format("{}", fmt::join(data, ", "))}}),
      call.tr(N_("Contact: the data protection officer of the controller (to be filled in).")),
      call.tr(
          N_("Likely consequences: disclosure of these data; exchanges made in the agency's name (to be completed).")),
      call.tr(N_("Measures: key revoked, exchanges of this agency refused, log verified with guichet-verify (to be "
                 "completed)."))};
}

}  // namespace

int rgpd_breach(RgpdCall& call) {
  const std::string since_text = call.request.value("--since");
  if (since_text.empty())
    return misused(call.session, {.id = N_("since when was the key in other hands? --since DATE")});
  const std::string agency = call.word(0);
  const auto known = [&] {
    std::vector<std::string> names;
    for (const model::Agency& one : call.world.reference.agencies.all) names.push_back(one.name);
    return names;
  }();
  auto bureau = Bureau::open(call.session, call.world, call.request, false);
  if (!bureau.ok()) return world_failed(call.session, bureau.failure());
  rights::Desk& desk = (*bureau)->desk();
  const base::Instant since = *base::parse_instant(since_text);
  const auto found = rights::breach(desk, agency, since);
  if (!found.ok()) return world_failed(call.session, found.failure());
  if (found->lines == 0 && std::ranges::find(known, agency) == known.end())
    return misused(call.session, {.id = N_("unknown agency '{name}'"), .args = {{"name", agency}}},
                   base::expected_one_of(agency, known));
  const model::Agency* named = call.world.reference.agencies.find(agency);
  const std::string title = named == nullptr || named->title.empty() ? agency : named->title.in(call.lang());

  Document document;
  document.title = call.tr(N_("Breach drill: the key of “{agency}” stolen on {date} (GDPR art. 33)"),
                           {{"agency", title}, {"date", base::show_moment(since, call.lang())}});
  document.facts = {{"agency", agency},
                    {"since", base::to_iso(since)},
                    {"lines", found->lines},
                    {"persons", Json::array()},
                    {"recipients", Json::array()}};
  DocumentTable persons{
      "", {call.tr(N_("Person")), call.tr(N_("Data")), call.tr(N_("Cases")), call.tr(N_("Lines"))}, {}};
  for (const auto& [person, touched] : found->persons) {
    const auto data = sorted(touched.data);
    persons.rows.push_back({person.empty() ? call.tr(N_("persons erased since: nobody can name them")) : person,
                            fmt::format("{}", fmt::join(data, ", ")), fmt::format("{}", fmt::join(touched.cases, ", ")),
                            std::to_string(touched.lines)});
    document.facts["persons"].push_back(
        {{"person", person}, {"data", data}, {"cases", touched.cases}, {"lines", touched.lines}});
  }
  DocumentTable recipients{
      "", {call.tr(N_("Other side of the exchange")), call.tr(N_("Data")), call.tr(N_("Lines"))}, {}};
  for (const auto& [other, touched] : found->recipients) {
    const auto data = sorted(touched.data);
    const model::Agency* side = call.world.reference.agencies.find(other);
    recipients.rows.push_back({side == nullptr || side->title.empty() ? other : side->title.in(call.lang()),
                               fmt::format("{}", fmt::join(data, ", ")), std::to_string(touched.lines)});
    document.facts["recipients"].push_back({{"agency", other}, {"data", data}, {"lines", touched.lines}});
  }
  auto& section = document.section(call.tr(N_("Persons concerned")));
  if (persons.rows.empty()) {
    section.sentences.push_back(call.tr(N_("nobody: no line of the log concerns this agency since then")));
    print(call.session, call.request, document);
    return kFine;
  }
  section.tables.push_back(std::move(persons));
  if (!recipients.rows.empty())
    document.section(call.tr(N_("Through which exchanges"))).tables.push_back(std::move(recipients));
  add_draft(call, *found, title, since, desk.at, document);
  print(call.session, call.request, document);
  return kFine;
}

}  // namespace guichet::cli
