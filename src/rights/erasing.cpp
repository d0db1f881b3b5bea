#include "rights/erasing.h"

#include <algorithm>
#include <set>

#include "privacy/rules.h"

namespace guichet::rights {

namespace {

std::optional<base::Instant> end_of_retention(const dossier::CaseRecord& record, model::PurposeId purpose) {
  return record.definition->driver.retained_until(record.state, purpose);
}

bool is_over(const dossier::CaseRecord& record, model::PurposeId purpose, base::Instant at) {
  const auto until = end_of_retention(record, purpose);
  return until && at >= *until;
}

// What one case holds for these purposes goes, in one erasure per purpose.
base::Outcome shred(Desk& desk, const dossier::CaseRecord& record, const std::vector<model::PurposeId>& going,
                    const std::string& reason, Erasing& erasing) {
  if (going.empty()) return base::Done{};
  auto told = desk.office.tell_recipients(record.row.id, {}, "erased", desk.at);
  if (!told.ok()) return told.failure();
  for (std::string& agency : *told)
    if (std::ranges::find(erasing.told, agency) == erasing.told.end()) erasing.told.push_back(std::move(agency));
  if (const auto done = spare_shared(desk, record, going); !done.ok()) return done;
  for (const model::PurposeId id : going) {
    const std::string& purpose = record.procedure()[id].name;
    const auto erased = audit::erase(desk.database, desk.office.log(),
                                     {.subject = record.row.citizen,
                                      .dossier = record.row.id,
                                      .purpose = purpose,
                                      .reason = reason,
                                      .at = desk.at.minutes},
                                     {}, desk.recorded);
    if (!erased.ok()) return erased.failure();
    erasing.keys.insert(erasing.keys.end(), erased->keys.begin(), erased->keys.end());
    erasing.lines.insert(erasing.lines.end(), {erased->requested, erased->done});
    erasing.parts.push_back({record.row.id, purpose, ""});
  }
  return base::Done{};
}

// What stays is said in the log, too.
base::Outcome say_held(Desk& desk, const dossier::CaseRecord& record, const Erasing::Part& part) {
  auto transaction = store::Transaction::begin(desk.database);
  if (!transaction.ok()) return transaction.failure();
  audit::Line line;
  line.kind = audit::Kind::erasure_held;
  line.at = desk.at.minutes;
  line.dossier = part.dossier;
  line.subject = record.row.citizen;
  line.purpose = part.purpose;
  line.reason = part.reason;
  if (const auto seq = desk.office.log().append(line, desk.recorded); !seq.ok()) return seq.failure();
  return transaction->commit();
}

// A log in memory has no signer: nobody keeps a certificate of what ends with the program.
base::Outcome sign(Desk& desk, Erasing& erasing) {
  if (!desk.office.log().is_signed()) return base::Done{};
  auto checkpoint = desk.office.log().checkpoint();
  if (!checkpoint.ok()) return checkpoint.failure();
  erasing.checkpoint = std::move(*checkpoint);
  return base::Done{};
}

}  // namespace

std::optional<std::string> held_because(const dossier::CaseRecord& record, model::PurposeId id, base::Instant at,
                                        bool asked_by_person) {
  const model::Purpose& purpose = record.procedure()[id];
  const dossier::RightsAsked asked =
      id.index < record.rights.size() ? record.rights[id.index] : dossier::RightsAsked{};
  // Art. 18(1)(b) and (c): who had it restricted asked that it be kept.
  if (asked.restricted) return "processing-restricted";
  if (is_over(record, id, at)) return std::nullopt;  // art. 17(1)(a)
  if (!asked_by_person) return "not-over";
  switch (purpose.regime) {
    case model::Regime::police_justice:
      return "police-justice";
    case model::Regime::outside:
      return "outside-gdpr";
    case model::Regime::rgpd:
      break;
  }
  switch (purpose.basis) {
    case model::Basis::consent:  // art. 17(1)(b): asking is withdrawing
    case model::Basis::none:     // art. 17(1)(d)
      return std::nullopt;
    case model::Basis::contract:
      if (record.state.closed) return std::nullopt;
      return "contract";
    case model::Basis::vital_interest:
      if (record.state.closed) return std::nullopt;
      return "vital-interest";
    case model::Basis::legitimate_interest:  // art. 17(1)(c)
      if (asked.objected && !asked.overridden) return std::nullopt;
      return "legitimate-interest";
    case model::Basis::legal_obligation:  // art. 17(3)(b)
      return "legal-obligation";
    case model::Basis::public_task:
      return "public-task";
  }
  return "unknown";
}

base::Outcome spare_shared(Desk& desk, const dossier::CaseRecord& record, const std::vector<model::PurposeId>& going) {
  const model::Procedure& procedure = record.procedure();
  dossier::Standing standing{record, desk.reference.agencies, {}, desk.at};
  for (const model::PurposeId id : going) standing.rule_out(id);
  const auto rows = desk.office.rows().data(record.row.id);
  if (!rows.ok()) return rows.failure();
  auto transaction = store::Transaction::begin(desk.database);
  if (!transaction.ok()) return transaction.failure();
  for (const store::DatumRow& row : *rows) {
    const auto id = procedure.find_datum(row.name);
    if (!id) continue;
    const auto verdict = privacy::decide_storage(*id, standing.context());
    if (const auto* permit = std::get_if<privacy::StoragePermit>(&verdict))
      if (const auto done = desk.office.rows().put_datum(record.row.id, row, *permit); !done.ok()) return done;
  }
  return transaction->commit();
}

base::Result<Erasing> erase(Desk& desk, const std::vector<dossier::CaseRecord>& cases, const std::string& purpose,
                            const std::string& reason) {
  Erasing erasing;
  for (const dossier::CaseRecord& record : cases) {
    std::vector<model::PurposeId> going;
    for (std::uint16_t i = 0; i < record.procedure().purposes.size(); ++i) {
      const std::string& name = record.procedure().purposes[i].name;
      if (!purpose.empty() && name != purpose) continue;
      const auto held = held_because(record, {i}, desk.at, true);
      if (!held) {
        going.push_back({i});
        continue;
      }
      erasing.parts.push_back({record.row.id, name, *held});
      if (const auto done = say_held(desk, record, erasing.parts.back()); !done.ok()) return done.failure();
    }
    if (const auto done = shred(desk, record, going, reason, erasing); !done.ok()) return done.failure();
  }
  if (const auto done = sign(desk, erasing); !done.ok()) return done.failure();
  return erasing;
}

base::Result<std::vector<Kept>> retention_plan(Desk& desk) {
  const auto rows = desk.office.rows().all();
  if (!rows.ok()) return rows.failure();
  std::vector<Kept> plan;
  for (const store::DossierRow& row : *rows) {
    const auto record = desk.office.read(row.id);
    if (!record.ok()) return record.failure();
    // What was erased for good is not planned again: a purpose without any key of this case holds nothing.
    std::set<std::string> holding;
    for (const store::Vault::Key& key : desk.database.vault().keys_of(desk.database.vault().known_ref(row.citizen)))
      if (key.hold.dossier == row.id) holding.insert(key.hold.purpose);
    for (std::uint16_t i = 0; i < record->procedure().purposes.size(); ++i) {
      const model::Purpose& purpose = record->procedure().purposes[i];
      if (!holding.contains(purpose.name)) continue;
      Kept kept{.dossier = row.id,
                .procedure = row.procedure,
                .purpose = purpose.name,
                .until = end_of_retention(*record, {i}),
                .goes = false,
                .reason = {}};
      if (!purpose.retention) {
        kept.reason = "no-retention";
      } else if (!kept.until) {
        kept.reason = record->state.closed ? "not-begun" : "case-open";
      } else {
        const auto held = held_because(*record, {i}, desk.at, false);
        kept.goes = !held;
        kept.reason = held.value_or("");
      }
      plan.push_back(std::move(kept));
    }
  }
  return plan;
}

base::Result<Erasing> retention_run(Desk& desk, const std::vector<Kept>& plan) {
  Erasing erasing;
  for (std::size_t i = 0; i < plan.size();) {
    const std::int64_t dossier = plan[i].dossier;
    const auto record = desk.office.read(dossier);
    if (!record.ok()) return record.failure();
    std::vector<model::PurposeId> going;
    for (; i < plan.size() && plan[i].dossier == dossier; ++i)
      if (const auto id = record->procedure().find_purpose(plan[i].purpose); plan[i].goes && id) going.push_back(*id);
    if (const auto done = shred(desk, *record, going, "retention", erasing); !done.ok()) return done.failure();
  }
  if (const auto done = sign(desk, erasing); !done.ok()) return done.failure();
  return erasing;
}

}  // namespace guichet::rights
