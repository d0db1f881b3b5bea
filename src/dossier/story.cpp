#include "dossier/story.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "dossier/lines.h"
#include "expr/codec.h"

namespace guichet::dossier {

namespace {

// A tells B, B tells A: `check` refuses such cycles, a run-away one stops here.
constexpr int kMessagesMax = 64;

// Names one exchange over its attempts: the X-Request-ID of the provider's log and of ours.
std::string trace_of(std::int64_t dossier, std::uint32_t visit) { return fmt::format("{}-{}", dossier, visit); }

std::string value_text(const CaseRecord& record, model::DatumId id, engine::Member member) {
  const model::Datum& datum = record.procedure()[id];
  return expr::to_text(record.state.slots[slot_of(datum, member)], datum.type);
}

std::string member_word(const model::Procedure& procedure, const model::Datum& datum, engine::Member member) {
  return datum.width > 1 ? (*procedure[datum.each].values)[*member] : "";
}

// Whether an effect gives or takes the value of that slot.
bool changes(const CaseRecord& record, const engine::Effect& effect, std::uint16_t slot) {
  const auto is_it = [&](model::DatumId datum, engine::Member member) {
    return slot_of(record.procedure()[datum], member) == slot;
  };
  if (const auto* stored = std::get_if<engine::effect::Stored>(&effect.what)) return is_it(stored->datum, stored->member);
  if (const auto* erased = std::get_if<engine::effect::Erased>(&effect.what)) return is_it(erased->datum, erased->member);
  return false;
}

// No open case, and that procedure does not start on this event: refused, said in the sender's story.
audit::Line undelivered(std::int64_t from, base::Instant at, const std::string& event, const std::string& procedure) {
  audit::Line line;
  line.kind = audit::Kind::event_refused;
  line.at = at.minutes;
  line.dossier = from;
  line.event = event;
  line.recipient = procedure;
  line.decision = "no";
  line.reason = refusal_code(engine::Refusal::not_expected);
  return line;
}

bool starts_on(const model::Procedure& procedure, const std::string& event) {
  const auto id = procedure.find_event(event);
  return id && procedure.main().row(model::StateId{0}, procedure.trigger_of(*id)).count > 0;
}

// When something next happens to this case by itself.
std::optional<std::int64_t> next_due(const CaseRecord& record, std::span<const store::OutboxRow> outbox) {
  std::optional<std::int64_t> next;
  const auto earlier = [&](std::int64_t at) { next = next ? std::min(*next, at) : at; };
  if (const auto due = record.definition->driver.next_due(record.state)) earlier(due->minutes);
  for (const store::OutboxRow& row : outbox)
    earlier(row.state == store::OutboxRow::State::waiting ? row.leave_at : row.arrives_at);
  return next;
}

}  // namespace

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
                                                        engine::Member member) {
  const model::Procedure& procedure = record.procedure();
  const engine::CaseState& state = record.state;
  const engine::Position* position = &state.main;
  model::MachineId machine{0};
  if (member) {
    position = &std::ranges::find(state.children, *member, &engine::Child::member)->position;
    machine = *state.children_of;
  }
  const model::Exchange& exchange = *procedure[machine].states[position->state.index].exchange;

  std::vector<privacy::Decision> decisions;
  for (const engine::Consent& consent : state.consents)
    decisions.push_back({static_cast<privacy::Decision::State>(consent.state), consent.notice});
  const std::unique_ptr<bool[]> present{new bool[procedure.data.size()]};
  for (std::size_t i = 0; i < procedure.data.size(); ++i)
    present[i] = !state.slots[slot_of(procedure.data[i], member)].is_absent();

  privacy::Request request{.exchange = &exchange,
                           .consumer = privacy::agency_id(procedure[exchange.by]),
                           .provider = exchange.with_member ? member_name(record, member)
                                                            : privacy::agency_id(procedure[exchange.with]),
                           .send = exchange.send,
                           .receive = exchange.receive,
                           .identity = record.row.identity};
  privacy::Context context{.procedure = &procedure,
                           .agencies = &agencies,
                           .decisions = decisions,
                           .present = {present.get(), procedure.data.size()},
                           .chosen = {}};
  const model::Purpose& purpose = procedure[exchange.purpose];
  if (purpose.agreement == model::Agreement::choice) {
    const model::Datum& choice = procedure[purpose.choice];
    const expr::Value& ticked = state.slots[choice.slot];
    if (!ticked.is_absent())
      for (std::size_t i = 0; i < choice.values->size(); ++i)
        if ((ticked.as_members() >> i & 1u) != 0) context.chosen.push_back((*choice.values)[i]);
  }
  return privacy::decide(request, context);
}

base::Result<Office::Story> Office::Story::begin(Office& office) {
  auto transaction = store::Transaction::begin(office.world_.database);
  if (!transaction.ok()) return transaction.failure();
  return Story{office, std::move(*transaction)};
}

Office::Story::Story(Office& office, store::Transaction transaction)
    : office_{&office}, transaction_{std::move(transaction)} {}

base::Outcome Office::Story::line(const audit::Line& line) {
  const auto seq = office_->log_.append(line, office_->world_.machine_clock());
  if (!seq.ok()) return seq.failure();
  return base::Done{};
}

base::Outcome Office::Story::tell(CaseRecord& record, engine::Effects& effects,
                                  std::optional<model::MachineId> before, const std::string& event) {
  // By index: performing one effect may append others.
  for (std::size_t i = 0; i < effects.size(); ++i) {
    const engine::Effect effect = effects[i];
    if (const auto* told = std::get_if<engine::effect::Told>(&effect.what)) {
      audit::Line letter = line_of(effect, record, before, event);
      auto carried = values_then(record, std::span{effects}.subspan(i), told->letter->carries, told->member);
      if (!carried.ok()) return carried.failure();
      letter.payload = std::move(*carried);
      for (const model::DatumId id : told->letter->carries)
        if (const std::string& name = record.procedure()[id].name; letter.payload.contains(name))
          letter.fields.push_back(name);
      letter.basis = privacy::basis_code(record.procedure()[told->letter->purpose]);
      if (const auto done = tell_letter(record, *told, effect.at, letter.payload); !done.ok()) return done;
      if (const auto done = line(letter); !done.ok()) return done;
    } else if (!std::holds_alternative<engine::effect::ExchangeWanted>(effect.what)) {
      if (const auto done = line(line_of(effect, record, before, event)); !done.ok()) return done;
    }
    if (const auto done = perform(record, effect, effects); !done.ok()) return done;
  }
  return base::Done{};
}

base::Outcome Office::Story::perform(CaseRecord& record, const engine::Effect& effect, engine::Effects& effects) {
  namespace e = engine::effect;
  if (const auto* stored = std::get_if<e::Stored>(&effect.what))
    return store_datum(record, stored->datum, stored->member, stored->value);
  if (const auto* erased = std::get_if<e::Erased>(&effect.what))
    return store_datum(record, erased->datum, erased->member, {});
  if (const auto* wanted = std::get_if<e::ExchangeWanted>(&effect.what))
    return want_exchange(record, *wanted, effect.at, effects);
  if (const auto* stopped = std::get_if<e::ExchangeStopped>(&effect.what)) return stop_exchange(record, *stopped);
  return base::Done{};
}

base::Outcome Office::Story::store_datum(CaseRecord& record, model::DatumId id, engine::Member member,
                                         const expr::Value& value) {
  const model::Datum& datum = record.procedure()[id];
  const std::string word = member_word(record.procedure(), datum, member);
  if (value.is_absent()) return office_->dossiers_.erase_datum(record.row.id, datum.name, word);
  return office_->dossiers_.put_datum(record.row.id, {datum.name, word, expr::to_text(value, datum.type)});
}

base::Result<std::map<std::string, std::string>> Office::Story::values_then(const CaseRecord& record,
                                                                             std::span<const engine::Effect> to_come,
                                                                             std::span<const model::DatumId> ids,
                                                                             engine::Member member) {
  std::map<std::string, std::string> values;
  for (const model::DatumId id : ids) {
    const model::Datum& datum = record.procedure()[id];
    const std::uint16_t slot = slot_of(datum, member);
    if (std::ranges::none_of(to_come, [&](const engine::Effect& effect) { return changes(record, effect, slot); })) {
      if (!record.state.slots[slot].is_absent()) values[datum.name] = value_text(record, id, member);
      continue;
    }
    // The case already holds a later value; the rows follow the effects one by one.
    const auto rows = office_->dossiers_.data(record.row.id);
    if (!rows.ok()) return rows.failure();
    const std::string word = member_word(record.procedure(), datum, member);
    for (const store::DatumRow& row : *rows)
      if (row.name == datum.name && row.member == word) values[datum.name] = row.value;
  }
  return values;
}

base::Outcome Office::Story::want_exchange(CaseRecord& record, const engine::effect::ExchangeWanted& wanted,
                                           base::Instant at, engine::Effects& effects) {
  const model::Procedure& procedure = record.procedure();
  const model::Exchange& exchange = *procedure[wanted.machine].states[wanted.state.index].exchange;
  auto verdict = ask_gate(record, office_->world_.reference.agencies, wanted.member);
  audit::Line line = line_about(record, audit::Kind::exchange_permitted, at);
  line.member = member_name(record, wanted.member);
  line.actor = procedure[exchange.by].name;
  line.api = exchange.api;
  line.trace = trace_of(record.row.id, wanted.visit);
  line.recipient = exchange.with_member ? line.member : privacy::agency_id(procedure[exchange.with]);
  if (exchange.purpose.known()) {
    line.purpose = procedure[exchange.purpose].name;
    line.basis = privacy::basis_code(procedure[exchange.purpose]);
  }
  if (const auto* denied = std::get_if<privacy::Denied>(&verdict)) {
    line.kind = audit::Kind::exchange_denied;
    line.decision = "no";
    line.reason = privacy::reason_code(denied->reason);
    if (denied->datum.known()) line.fields = {procedure[denied->datum].name};
    if (const auto done = this->line(line); !done.ok()) return done;
    record.definition->driver.answer(
        record.state, {.visit = wanted.visit, .member = wanted.member, .outcome = model::Trigger::refused, .data = {}},
        at, effects);
    return base::Done{};
  }
  const auto& permit = std::get<privacy::Permit>(verdict);
  line.decision = "yes";
  line.notice = permit.notice();
  for (const privacy::Field& field : permit.send()) line.fields.push_back(procedure[field.datum].name);
  if (const auto done = this->line(line); !done.ok()) return done;
  const auto row = office_->dossiers_.insert_outbox(
      {.dossier = record.row.id,
       .member = member_name(record, wanted.member),
       .visit = wanted.visit,
       .leave_at = at.minutes,
       .key = fmt::format("{}/{}/1", record.row.id, wanted.visit),
       .trace = trace_of(record.row.id, wanted.visit)});
  if (!row.ok()) return row.failure();
  return base::Done{};
}

base::Outcome Office::Story::stop_exchange(CaseRecord& record, const engine::effect::ExchangeStopped& stopped) {
  auto rows = office_->dossiers_.open_outbox(record.row.id);
  if (!rows.ok()) return rows.failure();
  for (store::OutboxRow& row : *rows) {
    if (row.visit != stopped.visit || row.state != store::OutboxRow::State::waiting) continue;
    row.state = store::OutboxRow::State::cancelled;
    if (const auto done = office_->dossiers_.update_outbox(row); !done.ok()) return done;
  }
  return base::Done{};
}

base::Outcome Office::Story::tell_letter(CaseRecord& record, const engine::effect::Told& told, base::Instant at,
                                         const std::map<std::string, std::string>& data) {
  const model::Procedure& procedure = record.procedure();
  const model::Letter& letter = *told.letter;
  const model::Actor& to = procedure[letter.to];
  if (to.role != model::Role::case_)
    return office_->dossiers_.insert_letter({.dossier = record.row.id,
                                             .at = at.minutes,
                                             .recipient = to.name,
                                             .title = letter.title.text,
                                             .data = nlohmann::json(data).dump()});
  messages_.push_back({.from = record.row.id,
                       .procedure = to.procedure,
                       .sender = procedure.id,
                       .event = letter.event,
                       .key_datum = procedure[to.key].name,
                       .key = value_text(record, to.key, told.member),
                       .data = data,
                       .citizen = record.row.citizen,
                       .places = record.places,
                       .at = at});
  return base::Done{};
}

base::Outcome Office::Story::keep(CaseRecord& record) {
  const engine::CaseState& state = record.state;
  const model::State& place = record.procedure().main().states[state.main.state.index];
  record.row.state = place.name;
  record.row.now = state.now.minutes;
  record.row.closed = state.closed ? std::optional{state.closed->minutes} : std::nullopt;
  record.row.outcome = state.closed ? std::string{outcome_word(place.outcome)} : "";
  auto outbox = office_->dossiers_.open_outbox(record.row.id);
  if (!outbox.ok()) return outbox.failure();
  record.row.next_due = next_due(record, *outbox);
  record.row.standing = write_standing(record);
  if (const auto done = office_->dossiers_.update(record.row); !done.ok()) return done;
  while (!messages_.empty()) {
    base::ensure(++handed_over_ <= kMessagesMax, "cases stop telling each other");
    const Message message = std::move(messages_.front());
    messages_.pop_front();
    if (const auto done = hand_over(message); !done.ok()) return done;
  }
  return base::Done{};
}

base::Outcome Office::Story::hand_over(const Message& message) {
  const auto id = office_->dossiers_.find_open(message.procedure, message.key_datum, message.key);
  if (!id.ok()) return id.failure();
  std::int64_t dossier = id->value_or(0);
  if (dossier == 0) {
    const Definition* definition = office_->world_.definitions.current(message.procedure);
    if (definition == nullptr || !starts_on(definition->procedure, message.event))
      return line(undelivered(message.from, message.at, message.event, message.procedure));
    const auto opened = office_->open_within(
        *this, {.procedure = message.procedure, .citizen = message.citizen, .places = message.places, .at = message.at});
    if (!opened.ok()) return opened.failure();
    dossier = *opened;
  }
  const auto taken = office_->act_within(*this, dossier,
                                         {.event = message.event,
                                          .by = message.sender,
                                          .member = {},
                                          .data = message.data,
                                          .identity = {},
                                          .at = message.at});
  if (!taken.ok()) return taken.failure();
  return base::Done{};
}

base::Outcome Office::Story::conclude(CaseRecord& record, const store::OutboxRow& row, engine::Member member,
                                      model::Trigger outcome, std::span<const engine::Given> data, base::Instant at) {
  if (const auto done = office_->dossiers_.update_outbox(row); !done.ok()) return done;
  engine::Effects effects;
  const auto before = record.state.children_of;
  record.definition->driver.answer(
      record.state, {.visit = static_cast<std::uint32_t>(row.visit), .member = member, .outcome = outcome, .data = data},
      at, effects);
  if (const auto done = tell(record, effects, before, ""); !done.ok()) return done;
  if (const auto done = keep(record); !done.ok()) return done;
  return commit();
}

base::Outcome Office::Story::commit() { return transaction_.commit(); }

}  // namespace guichet::dossier
