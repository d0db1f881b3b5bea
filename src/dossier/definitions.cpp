#include "dossier/definitions.h"

#include <ranges>

namespace guichet::dossier {

namespace {

std::vector<engine::ReferenceStepper> reference_of(const model::Procedure& procedure) {
  std::vector<engine::ReferenceStepper> steppers;
  steppers.reserve(procedure.machines.size());
  for (const model::Machine& machine : procedure.machines) steppers.emplace_back(machine);
  return steppers;
}

std::vector<engine::AnyStepper> any_of(const std::vector<engine::ReferenceStepper>& steppers) {
  std::vector<engine::AnyStepper> any;
  for (const engine::ReferenceStepper& stepper : steppers) any.emplace_back(stepper);
  return any;
}

}  // namespace

Definition::Definition(model::Procedure p, const base::Calendar& calendar, const Machines& machines)
    : procedure{std::move(p)},
      reference{reference_of(procedure)},
      compiled{machines ? machines(procedure) : std::vector<engine::AnyStepper>{}},
      driver{procedure, compiled.empty() ? any_of(reference) : compiled, calendar} {}

Definitions::Definitions(const base::Calendar& calendar, Reader reader, Machines machines)
    : calendar_{&calendar}, reader_{std::move(reader)}, machines_{std::move(machines)} {}

const Definition& Definitions::add(model::Procedure procedure) {
  if (const Definition* known = by_digest(procedure.digest)) return *known;
  return *all_.emplace_back(std::make_unique<Definition>(std::move(procedure), *calendar_, machines_));
}

const Definition* Definitions::current(std::string_view procedure) const {
  for (const auto& definition : all_ | std::views::reverse)
    if (definition->procedure.id == procedure) return definition.get();
  return nullptr;
}

const Definition* Definitions::by_digest(std::string_view digest) const {
  for (const auto& definition : all_)
    if (definition->procedure.digest == digest) return definition.get();
  return nullptr;
}

base::Result<const Definition*> Definitions::restore(const std::string& id, const std::string& digest,
                                                     const std::string& text) {
  if (const Definition* known = by_digest(digest)) return known;
  base::Result<model::Procedure> procedure = reader_(id, text);
  if (!procedure.ok()) return procedure.failure();
  // In front: a restored text must not become what new cases start on.
  auto& added = *all_.insert(all_.begin(), std::make_unique<Definition>(std::move(*procedure), *calendar_, machines_));
  return added.get();
}

}  // namespace guichet::dossier
