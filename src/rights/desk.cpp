#include "rights/desk.h"

#include <algorithm>

#include "expr/codec.h"

namespace guichet::rights {

namespace {

base::Outcome act(Desk& desk, std::int64_t request, const std::string& by, const std::string& event,
                  std::map<std::string, std::string> data) {
  const auto taken = desk.office.act(
      request,
      {.event = event, .by = by, .member = {}, .data = std::move(data), .identity = {}, .at = desk.at});
  if (!taken.ok()) return taken.failure();
  if (taken->accepted) return base::Done{};
  return base::Failure{{N_("request {number} cannot be answered so now: {reason}"),
                        {{"number", std::to_string(request)}, {"reason", taken->reason}}}};
}

std::string value_of(const dossier::CaseRecord& record, std::string_view name) {
  const auto id = record.procedure().find_datum(name);
  if (!id) return {};
  const model::Datum& datum = record.procedure()[*id];
  const expr::Value& value = record.state.slots[datum.slot];
  return value.is_absent() ? std::string{} : expr::to_text(value, datum.type);
}

}  // namespace

base::Result<std::vector<dossier::CaseRecord>> cases_of(Desk& desk, const std::string& citizen) {
  const auto rows = desk.office.rows().of_citizen(citizen);
  if (!rows.ok()) return rows.failure();
  if (rows->empty())
    return base::Failure{{N_("nothing is held about '{person}' here, or nothing any more"), {{"person", citizen}}}};
  std::vector<dossier::CaseRecord> cases;
  for (const store::DossierRow& row : *rows) {
    auto record = desk.office.read(row.id);
    if (!record.ok()) return record.failure();
    cases.push_back(std::move(*record));
  }
  return cases;
}

base::Result<std::int64_t> open_request(Desk& desk, const std::string& citizen, const std::string& right,
                                        const std::string& object) {
  const auto opened =
      desk.office.open({.procedure = kRequests, .citizen = citizen, .places = {}, .at = desk.at});
  if (!opened.ok()) return opened;
  std::map<std::string, std::string> data{{"demande.droit", right}};
  if (!object.empty()) data["demande.objet"] = object;
  if (const auto done = act(desk, *opened, "personne", "demander", std::move(data)); !done.ok()) return done.failure();
  return opened;
}

base::Outcome answer_request(Desk& desk, std::int64_t request, bool granted, const std::string& text) {
  return granted ? act(desk, request, "responsable", "satisfaire", {{"reponse.texte", text}})
                 : act(desk, request, "responsable", "refuser", {{"reponse.motif", text}});
}

base::Outcome extend_request(Desk& desk, std::int64_t request, const std::string& why) {
  return act(desk, request, "responsable", "prolonger", {{"prolongation.motif", why}});
}

base::Result<std::vector<Pending>> pending_requests(Desk& desk) {
  const auto rows = desk.office.rows().all();
  if (!rows.ok()) return rows.failure();
  std::vector<Pending> pending;
  for (const store::DossierRow& row : *rows) {
    if (row.procedure != kRequests || !row.outcome.empty()) continue;
    const auto record = desk.office.read(row.id);
    if (!record.ok()) return record.failure();
    Pending one{.request = row.id,
                .citizen = row.citizen,
                .right = value_of(*record, "demande.droit"),
                .object = value_of(*record, "demande.objet"),
                .state = row.state,
                .received = {row.opened},
                .due = {}};
    const auto clock = record->procedure().find_deadline(row.state == "prolongee" ? "reponse-prolongee" : "reponse");
    if (clock && row.state != "redaction") one.due = record->definition->driver.due(record->state, *clock);
    pending.push_back(std::move(one));
  }
  std::ranges::stable_sort(pending, {}, [](const Pending& one) { return one.due.value_or(base::Instant{INT64_MAX}); });
  return pending;
}

}  // namespace guichet::rights
