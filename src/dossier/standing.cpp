#include "dossier/standing.h"

#include <algorithm>

namespace guichet::dossier {
namespace {

struct Place {
  const engine::Position* position;
  model::MachineId machine;
};

Place place_of(const CaseRecord& record, engine::Member member) {
  const engine::CaseState& state = record.state;
  if (!member) return {&state.main, model::MachineId{0}};
  return {&std::ranges::find(state.children, *member, &engine::Child::member)->position, *state.children_of};
}

// The words ticked in the purpose's choice list.
std::vector<std::string> chosen_for(const CaseRecord& record, const model::Purpose& purpose) {
  std::vector<std::string> chosen;
  if (purpose.agreement != model::Agreement::choice) return chosen;
  const model::Datum& choice = record.procedure()[purpose.choice];
  const expr::Value& ticked = record.state.slots[choice.slot];
  if (ticked.is_absent()) return chosen;
  for (std::size_t i = 0; i < choice.values->size(); ++i)
    if ((ticked.as_members() >> i & 1u) != 0) chosen.push_back((*choice.values)[i]);
  return chosen;
}

}  // namespace

Standing::Standing(const CaseRecord& record, const model::Agencies& agencies, engine::Member member, base::Instant now)
    : record_{record}, agencies_{agencies}, now_{now} {
  const model::Procedure& procedure = record.procedure();
  const engine::Driver& driver = record.definition->driver;
  for (std::uint16_t i = 0; i < procedure.purposes.size(); ++i) {
    const engine::Consent& consent = record.state.consents[i];
    decisions_.push_back({static_cast<privacy::Decision::State>(consent.state), consent.notice,
                          driver.agreed_until(record.state, {i})});
    const RightsAsked asked = i < record.rights.size() ? record.rights[i] : RightsAsked{};
    limits_.push_back({.restricted = asked.restricted.has_value(),
                       .objected = asked.objected.has_value() && !asked.overridden.has_value(),
                       .retained_until = driver.retained_until(record.state, {i})});
  }
  present_.reset(new bool[procedure.data.size()]);
  for (std::size_t i = 0; i < procedure.data.size(); ++i)
    present_[i] = !record.state.slots[slot_of(procedure.data[i], member)].is_absent();
}

privacy::Context Standing::context() const {
  privacy::Context context;
  context.procedure = &record_.procedure();
  context.agencies = &agencies_;
  context.decisions = decisions_;
  context.limits = limits_;
  context.present = {present_.get(), record_.procedure().data.size()};
  context.now = now_;
  return context;
}

const model::Exchange* exchange_at(const CaseRecord& record, engine::Member member, std::uint32_t visit) {
  const engine::CaseState& state = record.state;
  const engine::Position* position = &state.main;
  const model::Machine* machine = &record.procedure().main();
  if (member) {
    const auto child = std::ranges::find(state.children, *member, &engine::Child::member);
    if (child == state.children.end() || !state.children_of) return nullptr;
    position = &child->position;
    machine = &record.procedure()[*state.children_of];
  }
  if (position->visit != visit || position->exchange_over) return nullptr;
  const auto& exchange = machine->states[position->state.index].exchange;
  return exchange ? &*exchange : nullptr;
}

std::variant<privacy::Permit, privacy::Denied> ask_gate(const CaseRecord& record, const model::Agencies& agencies,
                                                        engine::Member member, base::Instant now) {
  const model::Procedure& procedure = record.procedure();
  const Place here = place_of(record, member);
  const model::Exchange& exchange = *procedure[here.machine].states[here.position->state.index].exchange;
  const privacy::Request request{
      .exchange = &exchange,
      .consumer = privacy::agency_id(procedure[exchange.by]),
      .provider = exchange.with_member ? member_name(record, member) : privacy::agency_id(procedure[exchange.with]),
      .send = exchange.send,
      .receive = exchange.receive,
      .identity = record.row.identity};
  const Standing standing{record, agencies, member, now};
  privacy::Context context = standing.context();
  if (exchange.purpose.index < procedure.purposes.size())
    context.chosen = chosen_for(record, procedure[exchange.purpose]);
  return privacy::decide(request, context);
}

std::variant<privacy::StoragePermit, privacy::Denied> ask_to_keep(const CaseRecord& record,
                                                                  const model::Agencies& agencies,
                                                                  model::DatumId datum, base::Instant now) {
  return privacy::decide_storage(datum, Standing{record, agencies, {}, now}.context());
}

std::variant<privacy::StoragePermit, privacy::Denied> ask_to_keep(const CaseRecord& record,
                                                                  const model::Agencies& agencies,
                                                                  model::PurposeId purpose, base::Instant now) {
  return privacy::decide_storage(purpose, Standing{record, agencies, {}, now}.context());
}

std::variant<privacy::StoragePermit, privacy::Denied> ask_to_tell(const CaseRecord& record,
                                                                  const model::Agencies& agencies,
                                                                  const model::Letter& letter, base::Instant now) {
  return privacy::decide_letter(letter, Standing{record, agencies, {}, now}.context());
}

}  // namespace guichet::dossier
