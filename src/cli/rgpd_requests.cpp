// What waits for an answer: reviews by a person, requests of rights, and by when (GDPR art. 12(3), 22(3)).
#include <charconv>

#include "base/shown.h"
#include "cli/rgpd.h"
#include "rights/review.h"

namespace guichet::cli {

namespace {
using Json = nlohmann::ordered_json;
}

int rgpd_review(RgpdCall& call) {
  auto bureau = Bureau::open(call.session, call.world, call.request, true);
  if (!bureau.ok()) return world_failed(call.session, bureau.failure());
  std::vector<dossier::CaseRecord> cases;
  if (const auto code = find_cases(call, **bureau, cases)) return *code;
  rights::Desk& desk = (*bureau)->desk();
  Document document;
  document.title = call.tr(N_("Review by a person, for {person} (GDPR art. 22(3))"), {{"person", call.word(0)}});
  document.facts = {{"person", call.word(0)}, {"requests", Json::array()}};
  auto& section = document.section("");
  for (const dossier::CaseRecord& record : cases) {
    const auto review = rights::review_offered(desk, record);
    if (!review.ok()) return world_failed(call.session, review.failure());
    if (review->offered < 0) continue;
    const auto request = rights::open_request(
        desk, call.word(0), "revision", call.tr(N_("case {number}"), {{"number", std::to_string(record.row.id)}}));
    if (!request.ok()) return world_failed(call.session, request.failure());
    section.items.push_back(
        call.tr(N_("case {number}, refused by a machine alone (line {line}): request {request}, waiting for a person"),
                {{"number", std::to_string(record.row.id)},
                 {"line", std::to_string(review->offered)},
                 {"request", std::to_string(*request)}}));
    document.facts["requests"].push_back(
        {{"case", record.row.id}, {"offered", review->offered}, {"request", *request}});
  }
  if (section.items.empty()) {
    complain(call.session,
             {.id = N_("no refusal of '{person}' was decided by a machine alone: there is nothing to review"),
              .args = {{"person", call.word(0)}}});
    return kWrong;
  }
  section.sentences.push_back(
      call.tr(N_("`guichet rgpd answer NUMBER yes|no --reason ...` is the person's answer; `guichet rgpd requests` "
                 "shows by when.")));
  print(call.session, call.request, document);
  return kFine;
}

namespace {

std::optional<std::int64_t> number_in(const std::string& word) {
  std::int64_t number = 0;
  const auto read = std::from_chars(word.data(), word.data() + word.size(), number);
  if (read.ec != std::errc{} || read.ptr != word.data() + word.size()) return std::nullopt;
  return number;
}

// The request of that number, or the exit code of what is wrong with it.
std::optional<int> wrong_request(RgpdCall& call, Bureau& bureau, std::optional<std::int64_t> number) {
  if (number) {
    const auto row = bureau.desk().office.rows().find(*number);
    if (!row.ok()) return world_failed(call.session, row.failure());
    if (*row && (**row).procedure == rights::kRequests) return std::nullopt;
  }
  return misused(call.session, {.id = N_("'{word}' is the number of no request"), .args = {{"word", call.word(0)}}},
                 base::Message{.id = N_("`guichet rgpd requests` lists them")});
}

}  // namespace

int rgpd_requests(RgpdCall& call) {
  auto bureau = Bureau::open(call.session, call.world, call.request, false);
  if (!bureau.ok()) return world_failed(call.session, bureau.failure());
  rights::Desk& desk = (*bureau)->desk();
  const auto pending = rights::pending_requests(desk);
  if (!pending.ok()) return world_failed(call.session, pending.failure());
  Document document;
  document.title = call.tr(N_("Requests not yet answered (GDPR art. 12(3))"));
  document.facts = {{"at", base::to_iso(desk.at)}, {"requests", Json::array()}};
  auto& section = document.section("");
  DocumentTable table{"",
                      {call.tr(N_("Request")), call.tr(N_("Person")), call.tr(N_("Right exercised")),
                       call.tr(N_("Object")), call.tr(N_("Received")), call.tr(N_("To be answered by"))},
                      {}};
  for (const rights::Pending& one : *pending) {
    const auto record = desk.office.read(one.request);
    if (!record.ok()) return world_failed(call.session, record.failure());
    const dossier::Narrator narrator = (*bureau)->narrator(record->procedure());
    std::string due = one.due ? base::show_due(*one.due, call.lang()) : call.tr(N_("once the person has answered"));
    if (one.due && desk.at >= *one.due) due += " · " + call.tr(N_("too late"));
    table.rows.push_back({std::to_string(one.request), one.citizen,
                          one.right.empty() ? "" : narrator.value("demande.droit", one.right), one.object,
                          base::show_moment(one.received, call.lang()), due});
    Json fact{{"request", one.request},
              {"person", one.citizen},
              {"right", one.right},
              {"object", one.object},
              {"received", base::to_iso(one.received)},
              {"state", one.state}};
    if (one.due) fact["due"] = base::to_iso(*one.due), fact["late"] = desk.at >= *one.due;
    document.facts["requests"].push_back(std::move(fact));
  }
  if (table.rows.empty()) {
    section.sentences.push_back(call.tr(N_("none: every request is answered")));
  } else {
    section.tables.push_back(std::move(table));
  }
  print(call.session, call.request, document);
  return kFine;
}

int rgpd_answer(RgpdCall& call) {
  const std::string answer = call.word(1), reason = call.request.value("--reason");
  if ((answer != "yes" && answer != "no") || reason.empty())
    return misused(call.session, {.id = N_("an answer is yes or no, with its reason")},
                   base::Message{.id = N_("write: answer NUMBER yes, or answer NUMBER no, and why with --reason")});
  auto bureau = Bureau::open(call.session, call.world, call.request, true);
  if (!bureau.ok()) return world_failed(call.session, bureau.failure());
  const auto number = number_in(call.word(0));
  if (const auto code = wrong_request(call, **bureau, number)) return *code;
  if (const auto done = rights::answer_request((*bureau)->desk(), *number, answer == "yes", reason); !done.ok()) {
    complain(call.session, done.failure().sentence);
    return kWrong;
  }
  Document document;
  document.title = call.tr(N_("Request {number} answered"), {{"number", call.word(0)}});
  document.facts = {{"request", *number}, {"granted", answer == "yes"}, {"reason", reason}};
  auto& section = document.section("");
  section.sentences.push_back(answer == "yes" ? call.tr(N_("Granted: {reason}"), {{"reason", reason}})
                                              : call.tr(N_("Refused: {reason}"), {{"reason", reason}}));
  if (answer == "no")
    section.sentences.push_back(call.tr(N_("The person may complain to the CNIL and go to court (GDPR art. 12(4)).")));
  print(call.session, call.request, document);
  return kFine;
}

int rgpd_extend(RgpdCall& call) {
  const std::string reason = call.request.value("--reason");
  if (reason.empty()) return misused(call.session, {.id = N_("an extension is told with its reason: --reason")});
  auto bureau = Bureau::open(call.session, call.world, call.request, true);
  if (!bureau.ok()) return world_failed(call.session, bureau.failure());
  const auto number = number_in(call.word(0));
  if (const auto code = wrong_request(call, **bureau, number)) return *code;
  if (const auto done = rights::extend_request((*bureau)->desk(), *number, reason); !done.ok()) {
    complain(call.session, done.failure().sentence);
    return kWrong;
  }
  return rgpd_requests(call);
}

}  // namespace guichet::cli
