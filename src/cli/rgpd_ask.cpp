// What a person asks about the processing itself: consent, restriction, objection, correction.
#include <algorithm>

#include "base/shown.h"
#include "cli/rgpd.h"
#include "rights/consents.h"
#include "rights/forms.h"
#include "store/vault.h"

namespace guichet::cli {

namespace {

using Json = nlohmann::ordered_json;

const char* moment_word(rights::ConsentMoment::State state) {
  using State = rights::ConsentMoment::State;
  switch (state) {
    case State::asked:
      return "asked";
    case State::given:
      return "given";
    case State::renewed:
      return "renewed";
    case State::declined:
      return "declined";
    case State::withdrawn:
      return "withdrawn";
    case State::expired:
      return "expired";
  }
  return "";
}

std::string moment_sentence(const RgpdCall& call, const rights::ConsentMoment& moment) {
  using State = rights::ConsentMoment::State;
  const base::Args notice{{"notice", moment.notice}};
  switch (moment.state) {
    case State::asked:
      return call.tr(N_("asked, with notice {notice}"), notice);
    case State::given:
      return call.tr(N_("given, to notice {notice}"), notice);
    case State::renewed:
      return call.tr(N_("given again, to notice {notice}"), notice);
    case State::declined:
      return call.tr(N_("declined"));
    case State::withdrawn:
      return call.tr(N_("withdrawn"));
    case State::expired:
      return call.tr(N_("expired: it must be asked again"));
  }
  return {};
}

// Records for the controller, receipts for the person: one JSON-LD document each, in one list.
int print_forms(RgpdCall& call, Bureau& bureau, const std::vector<dossier::CaseRecord>& cases,
                const std::vector<rights::ConsentLife>& lives) {
  const auto form = call.request.has("--receipt") ? rights::ConsentForm::receipt : rights::ConsentForm::record;
  Json forms = Json::array();
  for (const rights::ConsentLife& life : lives) {
    const auto at = std::ranges::find(cases, life.dossier, [](const auto& record) { return record.row.id; });
    forms.push_back(rights::consent_form(form, *at, life, bureau.desk().database.vault().origin(), bureau.desk().at));
  }
  call.session.out << forms.dump(2) << '\n' << std::flush;
  return kFine;
}

int tell_consents(RgpdCall& call, Bureau& bureau, const std::vector<dossier::CaseRecord>& cases,
                  const std::string& done) {
  const auto lives = rights::consent_lives(bureau.desk(), cases);
  if (!lives.ok()) return world_failed(call.session, lives.failure());
  if (call.request.value("--format") == "jsonld") return print_forms(call, bureau, cases, *lives);
  Document document;
  document.title = call.tr(N_("Consents and agreements of {person}"), {{"person", call.word(0)}});
  document.facts = {{"person", call.word(0)}, {"lives", Json::array()}};
  if (!done.empty()) document.section("").sentences.push_back(done);
  for (const rights::ConsentLife& life : *lives) {
    const auto at = std::ranges::find(cases, life.dossier, [](const auto& record) { return record.row.id; });
    const dossier::Narrator narrator = bureau.narrator(at->procedure());
    auto& section =
        document.section(call.tr(N_("Case {number}: {title}"), {{"number", std::to_string(life.dossier)},
                                                                {"title", narrator.purpose(life.purpose)}}));
    Json facts{{"case", life.dossier}, {"purpose", life.purpose}, {"moments", Json::array()}};
    for (const rights::ConsentMoment& moment : life.moments) {
      section.items.push_back(
          labelled(call.lang(), base::show_moment(moment.at, call.lang()), moment_sentence(call, moment)));
      Json fact{{"state", moment_word(moment.state)}, {"at", base::to_iso(moment.at)}};
      if (!moment.notice.empty()) fact["notice"] = moment.notice;
      if (moment.seq >= 0) fact["line"] = moment.seq;
      facts["moments"].push_back(std::move(fact));
    }
    if (life.moments.empty()) section.sentences.push_back(call.tr(N_("never asked yet")));
    document.facts["lives"].push_back(std::move(facts));
  }
  if (lives->empty())
    document.section("").sentences.push_back(call.tr(N_("Nothing here rests on the person's consent or agreement.")));
  print(call.session, call.request, document);
  return kFine;
}

}  // namespace

int rgpd_consent(RgpdCall& call) {
  const std::string verb = call.word(0);
  call.words.erase(call.words.begin());
  const bool changes = verb == "give" || verb == "withdraw";
  if (!changes && verb != "history")
    return misused(call.session, {.id = N_("`guichet rgpd consent` has no verb '{word}'"), .args = {{"word", verb}}},
                   base::expected_one_of(verb, std::vector<std::string>{"give", "withdraw", "history"}));
  auto bureau = Bureau::open(call.session, call.world, call.request, true);
  if (!bureau.ok()) return world_failed(call.session, bureau.failure());
  std::vector<dossier::CaseRecord> cases;
  if (const auto code = find_cases(call, **bureau, cases)) return *code;
  if (!changes) return tell_consents(call, **bureau, cases, "");

  std::erase_if(cases, [&](const dossier::CaseRecord& record) {
    const auto id = record.procedure().find_purpose(call.word(1));
    return !id || !rights::asks_the_person(record.procedure()[*id]);
  });
  if (cases.empty())
    return misused(call.session,
                   {.id = N_("no case of '{person}' asks her for the purpose '{purpose}'"),
                    .args = {{"person", call.word(0)}, {"purpose", call.word(1)}}},
                   base::Message{.id = N_("`guichet rgpd consent history` lists those that do")});
  if (cases.size() > 1)
    return misused(call.session, {.id = N_("several cases of '{person}' do: name one with --case"),
                                  .args = {{"person", call.word(0)}}});
  rights::Desk& desk = (*bureau)->desk();
  const auto act = verb == "give" ? model::ConsentAct::agrees : model::ConsentAct::withdraws;
  if (const auto done = desk.office.consent(cases.front().row.id, call.word(1), act, desk.at); !done.ok())
    return world_failed(call.session, done.failure());
  const auto request =
      log_request(call, **bureau, "consentement", true,
                  verb == "give" ? call.tr(N_("Consent recorded")) : call.tr(N_("Withdrawal recorded")));
  if (!request.ok()) return world_failed(call.session, request.failure());
  return tell_consents(call, **bureau, cases, request_sentence(call, *request, **bureau));
}

namespace {

int exercise(RgpdCall& call, const std::string& right, dossier::RightAct act, const char* title) {
  auto bureau = Bureau::open(call.session, call.world, call.request, true);
  if (!bureau.ok()) return world_failed(call.session, bureau.failure());
  std::vector<dossier::CaseRecord> cases;
  if (const auto code = find_cases(call, **bureau, cases)) return *code;
  rights::Desk& desk = (*bureau)->desk();
  const std::string purpose = call.request.value("--purpose");
  Document document;
  document.title = call.tr(title, {{"person", call.word(0)}});
  document.facts = {{"person", call.word(0)}, {"right", right}, {"purposes", Json::array()}};
  DocumentTable table{"", {call.tr(N_("Purpose")), call.tr(N_("Case")), call.tr(N_("Effect"))}, {}};
  bool any = false;
  std::vector<std::string> told;
  for (const dossier::CaseRecord& record : cases) {
    if (record.procedure().id == rights::kRequests) continue;  // a request stays what it is
    if (!purpose.empty() && !record.procedure().find_purpose(purpose)) continue;
    const auto taken = desk.office.exercise(record.row.id, purpose, act, desk.at);
    if (!taken.ok()) return world_failed(call.session, taken.failure());
    const dossier::Narrator narrator = (*bureau)->narrator(record.procedure());
    for (const dossier::RightTaken& one : *taken) {
      any = any || one.reason.empty();
      table.rows.push_back({narrator.purpose(one.purpose), std::to_string(record.row.id),
                            one.reason.empty()
                                ? call.tr(N_("in effect from now on"))
                                : call.tr(N_("without effect: {reason}"), {{"reason", why(call, one.reason)}})});
      document.facts["purposes"].push_back(
          {{"case", record.row.id}, {"purpose", one.purpose}, {"effect", one.reason.empty()}, {"reason", one.reason}});
    }
    if (act == dossier::RightAct::restrict_) {
      const auto notified = desk.office.tell_recipients(record.row.id, {}, "restricted", desk.at);
      if (!notified.ok()) return world_failed(call.session, notified.failure());
      for (const std::string& agency : *notified) told.push_back(narrator.agency(agency));
    }
  }
  if (table.rows.empty())
    return misused(call.session, {.id = N_("no case of '{person}' has the purpose '{purpose}'"),
                                  .args = {{"person", call.word(0)}, {"purpose", purpose}}});
  const auto request = log_request(call, **bureau, right, any,
                                   any ? call.tr(N_("Done")) : call.tr(N_("No purpose is open to this right")));
  if (!request.ok()) return world_failed(call.session, request.failure());
  document.facts["request"] = *request;
  auto& section = document.section("");
  section.tables.push_back(std::move(table));
  if (!told.empty())
    section.sentences.push_back(call.tr(N_("Told to those who had received the data (GDPR art. 19): {agencies}"),
                                        {{"agencies", fmt::format("{}", fmt::join(told, ", "))}}));
  section.sentences.push_back(request_sentence(call, *request, **bureau));
  print(call.session, call.request, document);
  return kFine;
}

}  // namespace

int rgpd_restrict(RgpdCall& call) {
  return call.request.has("--lift")
             ? exercise(call, "limitation", dossier::RightAct::lift, N_("Restriction lifted for {person}"))
             : exercise(call, "limitation", dossier::RightAct::restrict_,
                        N_("Processing restricted for {person} (GDPR art. 18)"));
}

int rgpd_object(RgpdCall& call) {
  return call.request.has("--override")
             ? exercise(call, "opposition", dossier::RightAct::override_,
                        N_("Compelling grounds against the objection of {person} (GDPR art. 21(1))"))
             : exercise(call, "opposition", dossier::RightAct::object, N_("Objection of {person} (GDPR art. 21)"));
}

int rgpd_rectify(RgpdCall& call) {
  const std::string given = call.word(1);
  const std::size_t equals = given.find('=');
  if (equals == std::string::npos)
    return misused(call.session, {.id = N_("'{word}' is no correction"), .args = {{"word", given}}},
                   base::Message{.id = N_("write DATUM=VALUE: demande.plaque=AB-123-CD")});
  const std::string name = given.substr(0, equals), value = given.substr(equals + 1);
  auto bureau = Bureau::open(call.session, call.world, call.request, true);
  if (!bureau.ok()) return world_failed(call.session, bureau.failure());
  std::vector<dossier::CaseRecord> cases;
  if (const auto code = find_cases(call, **bureau, cases)) return *code;
  std::erase_if(cases,
                [&](const dossier::CaseRecord& record) { return !record.procedure().find_datum(name).has_value(); });
  if (cases.empty())
    return misused(call.session, {.id = N_("no case of '{person}' has the datum '{datum}'"),
                                  .args = {{"person", call.word(0)}, {"datum", name}}});
  if (cases.size() > 1)
    return misused(call.session, {.id = N_("several cases of '{person}' do: name one with --case"),
                                  .args = {{"person", call.word(0)}}});
  rights::Desk& desk = (*bureau)->desk();
  const dossier::CaseRecord& record = cases.front();
  const auto rectified = desk.office.rectify(record.row.id, name, value, desk.at);
  if (!rectified.ok()) return misused(call.session, rectified.failure().sentence);
  const bool granted = rectified->reason.empty();
  const auto request = log_request(call, **bureau, "rectification", granted,
                                   granted ? call.tr(N_("Data corrected")) : why(call, rectified->reason));
  if (!request.ok()) return world_failed(call.session, request.failure());
  const dossier::Narrator narrator = (*bureau)->narrator(record.procedure());
  Document document;
  document.title = call.tr(N_("Correction for {person} (GDPR art. 16)"), {{"person", call.word(0)}});
  document.facts = {{"person", call.word(0)},      {"case", record.row.id},   {"datum", name},      {"done", granted},
                    {"reason", rectified->reason}, {"told", rectified->told}, {"request", *request}};
  auto& section = document.section("");
  section.sentences.push_back(granted
                                  ? call.tr(N_("{datum} is now: {value}"),
                                            {{"datum", narrator.data({name})}, {"value", narrator.value(name, value)}})
                                  : call.tr(N_("Not corrected: {reason}"), {{"reason", why(call, rectified->reason)}}));
  std::string told;
  for (const std::string& agency : rectified->told) told += (told.empty() ? "" : ", ") + narrator.agency(agency);
  if (!told.empty())
    section.sentences.push_back(
        call.tr(N_("Told to those who had received the data (GDPR art. 19): {agencies}"), {{"agencies", told}}));
  section.sentences.push_back(call.tr(N_("What was decided on the old value stands until somebody decides again.")));
  section.sentences.push_back(request_sentence(call, *request, **bureau));
  print(call.session, call.request, document);
  return granted ? kFine : kWrong;
}

}  // namespace guichet::cli
