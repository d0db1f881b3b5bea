#include "rights/breach.h"

#include <algorithm>

#include "privacy/gate.h"
#include "privacy/rules.h"

namespace guichet::rights {

namespace {

using audit::Kind;

// Only these lines say that data moved or were handled; the others are not even decoded. Inside a text a quote is escaped:
// this is found where the member is.
bool may_concern(std::string_view envelope) {
  constexpr std::string_view kMember = R"(kind":")";
  const std::size_t at = envelope.find(kMember);
  if (at == std::string_view::npos) return false;
  const std::string_view kind = envelope.substr(at + kMember.size());
  return kind.starts_with(R"(exchange-sent")") || kind.starts_with(R"(exchange-answered")") ||
         kind.starts_with(R"(event-accepted")");
}

class Finder {
 public:
  Finder(Desk& desk, std::string agency, base::Instant since) : desk_{desk}, agency_{std::move(agency)}, since_{since} {}

  base::Outcome see(const audit::Log::Told& told) {
    const audit::Line& line = told.line;
    if (line.at < since_.minutes) return base::Done{};
    const auto procedure = procedure_of(line);
    if (!procedure.ok()) return procedure.failure();
    if (*procedure == nullptr) return base::Done{};
    const auto actor = (*procedure)->find_actor(line.actor);
    const bool by_it = actor && (**procedure)[*actor].role == model::Role::agency &&
                       privacy::agency_id((**procedure)[*actor]) == agency_;
    if (line.kind == Kind::event_accepted) return by_it ? handled(line, **procedure) : base::Outcome{base::Done{}};
    if (!by_it && line.recipient != agency_) return base::Done{};
    const std::string other = by_it ? line.recipient : actor ? privacy::agency_id((**procedure)[*actor]) : line.actor;
    note(line, **procedure, line.fields, other);
    return base::Done{};
  }
  [[nodiscard]] Breach take() { return std::move(breach_); }

 private:
  base::Result<const model::Procedure*> procedure_of(const audit::Line& line) {
    const auto known = procedures_.find(line.policy);
    if (known != procedures_.end()) return known->second;
    const auto record = desk_.office.read(line.dossier);
    if (!record.ok()) return record.failure();
    return procedures_[line.policy] = &record->procedure();
  }

  // Who handles a case sees what it holds.
  base::Outcome handled(const audit::Line& line, const model::Procedure& procedure) {
    const auto rows = desk_.office.rows().data(line.dossier);
    if (!rows.ok()) return rows.failure();
    std::vector<std::string> names;
    for (const store::DatumRow& row : *rows)
      if (std::ranges::find(names, row.name) == names.end()) names.push_back(row.name);
    note(line, procedure, names, "");
    return base::Done{};
  }

  void note(const audit::Line& line, const model::Procedure& procedure, const std::vector<std::string>& fields,
            const std::string& other) {
    if (breach_.lines++ == 0) breach_.first = {line.at};
    breach_.last = {line.at};
    add(breach_.persons[line.subject], line, fields);
    if (!other.empty()) add(breach_.recipients[other], line, fields);
    for (const std::string& field : fields)
      if (const auto id = procedure.find_datum(field))
        breach_.special = breach_.special || procedure[*id].special || privacy::is_offence(procedure[*id]);
  }

  static void add(Breach::Touched& touched, const audit::Line& line, const std::vector<std::string>& fields) {
    touched.data.insert(fields.begin(), fields.end());
    touched.cases.insert(line.dossier);
    ++touched.lines;
  }

  Desk& desk_;
  std::string agency_;
  base::Instant since_;
  std::map<std::string, const model::Procedure*> procedures_;
  Breach breach_;
};

}  // namespace

base::Result<Breach> breach(Desk& desk, const std::string& agency, base::Instant since) {
  Finder finder{desk, agency, since};
  const auto done =
      desk.office.log().scan(0, may_concern, [&](const audit::Log::Told& told) { return finder.see(told); });
  if (!done.ok()) return done.failure();
  return finder.take();
}

}  // namespace guichet::rights
