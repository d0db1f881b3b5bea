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

// What the gate refused: its line says why and keeps nothing.
audit::Line refused(audit::Line line, audit::Kind kind, const privacy::Denied& denied) {
  line.kind = kind;
  line.payload.clear();
  line.decision = "no";
  line.reason = privacy::reason_code(denied.reason);
  return line;
}

bool is_time(const model::Procedure& procedure, model::TriggerId on) {
  return on == model::trigger(model::Trigger::after) || on.index >= procedure.trigger_of(model::DeadlineId{0}).index;
}
bool is_rule(model::TriggerId on) { return on == model::trigger(model::Trigger::decide); }

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

base::Result<Office::Story> Office::Story::begin(Office& office) {
  auto transaction = store::Transaction::begin(office.world_.database);
  if (!transaction.ok()) return transaction.failure();
  return Story{office, std::move(*transaction)};
}

Office::Story::Story(Office& office, store::Transaction transaction)
    : office_{&office}, transaction_{std::move(transaction)} {}

base::Outcome Office::Story::line(const audit::Line& line, const std::source_location& call) {
  const auto seq = office_->log_.append(line, office_->world_.machine_clock(), call);
  if (!seq.ok()) return seq.failure();
  return base::Done{};
}

base::Outcome Office::Story::tell(CaseRecord& record, engine::Effects& effects,
                                  std::optional<model::MachineId> before, const std::string& event) {
  // By index: performing one effect may append others.
  for (std::size_t i = 0; i < effects.size(); ++i) {
    const engine::Effect effect = effects[i];
    if (!std::holds_alternative<engine::effect::ExchangeWanted>(effect.what))
      if (const auto done = tell_one(record, std::span{effects}.subspan(i), line_of(effect, record, before, event));
          !done.ok())
        return done;
    if (const auto done = perform(record, effect, effects); !done.ok()) return done;
  }
  return base::Done{};
}

// The line of the first effect `to_come`, and what is kept with it: where the gate speaks, they go together.
base::Outcome Office::Story::tell_one(CaseRecord& record, std::span<const engine::Effect> to_come, audit::Line line) {
  namespace e = engine::effect;
  const engine::Effect& effect = to_come.front();
  if (const auto* told = std::get_if<e::Told>(&effect.what))
    return tell_letter(record, *told, effect.at, std::move(line), to_come);
  if (const auto* stored = std::get_if<e::Stored>(&effect.what))
    return keep_datum(record, stored->datum, stored->member, stored->value, std::move(line));
  if (std::holds_alternative<e::Charged>(effect.what)) return tell_charge(record, std::move(line));
  if (const auto* moved = std::get_if<e::Moved>(&effect.what)) {
    const model::Machine& machine = record.procedure()[moved->machine];
    by_time_ = is_time(record.procedure(), machine.transitions[moved->by.index].on) ||
               (by_time_ && is_rule(machine.transitions[moved->by.index].on));
  }
  if (const auto* closed = std::get_if<e::Closed>(&effect.what))
    if (closed->outcome == model::OutcomeKind::rejected)
      if (const auto done = offer_review(record, effect.at); !done.ok()) return done;
  if (const auto done = this->line(line); !done.ok()) return done;
  if (const auto* entered = std::get_if<e::Entered>(&effect.what)) return ask_agreements(record, *entered, effect.at);
  return base::Done{};
}

base::Outcome Office::Story::perform(CaseRecord& record, const engine::Effect& effect, engine::Effects& effects) {
  namespace e = engine::effect;
  if (const auto* erased = std::get_if<e::Erased>(&effect.what))
    return erase_datum(record, erased->datum, erased->member);
  if (const auto* wanted = std::get_if<e::ExchangeWanted>(&effect.what))
    return want_exchange(record, *wanted, effect.at, effects);
  if (const auto* stopped = std::get_if<e::ExchangeStopped>(&effect.what)) return stop_exchange(record, *stopped);
  return base::Done{};
}

// Kept under the purpose that may hold it, or not at all: then the case goes on without it.
base::Outcome Office::Story::keep_datum(CaseRecord& record, model::DatumId id, engine::Member member,
                                        const expr::Value& value, audit::Line line) {
  base::ensure(!value.is_absent(), "what is stored has a value");
  const model::Datum& datum = record.procedure()[id];
  const auto verdict = ask_to_keep(record, office_->world_.reference.agencies, id, base::Instant{line.at});
  if (const auto* denied = std::get_if<privacy::Denied>(&verdict)) {
    record.state.slots[slot_of(datum, member)] = {};
    if (const auto done = this->line(refused(std::move(line), audit::Kind::datum_refused, *denied)); !done.ok()) return done;
    return erase_datum(record, id, member);
  }
  const auto& permit = std::get<privacy::StoragePermit>(verdict);
  line.purpose = permit.purpose();
  line.permit = permit;
  if (const auto done = this->line(line); !done.ok()) return done;
  return office_->dossiers_.put_datum(
      record.row.id, {datum.name, member_word(record.procedure(), datum, member), expr::to_text(value, datum.type)},
      permit);
}

base::Outcome Office::Story::erase_datum(CaseRecord& record, model::DatumId id, engine::Member member) {
  const model::Datum& datum = record.procedure()[id];
  return office_->dossiers_.erase_datum(record.row.id, datum.name, member_word(record.procedure(), datum, member));
}

// The amount belongs to the case's own purpose, the first of the file.
base::Outcome Office::Story::tell_charge(CaseRecord& record, audit::Line line) {
  const auto verdict =
      ask_to_keep(record, office_->world_.reference.agencies, model::PurposeId{0}, base::Instant{line.at});
  if (const auto* permit = std::get_if<privacy::StoragePermit>(&verdict)) {
    line.permit = *permit;
  } else {
    line.payload.clear();
    line.reason = privacy::reason_code(std::get<privacy::Denied>(verdict).reason);
  }
  return this->line(line);
}

base::Outcome Office::Story::ask_agreements(const CaseRecord& record, const engine::effect::Entered& entered,
                                            base::Instant at) {
  const model::Procedure& procedure = record.procedure();
  const model::Machine& machine = procedure[entered.machine];
  for (std::uint16_t i = 0; i < procedure.events.size(); ++i) {
    const model::Event& event = procedure.events[i];
    if (event.consent != model::ConsentAct::agrees || !event.purpose.known()) continue;
    if (machine.row(entered.state, procedure.trigger_of(model::EventId{i})).count == 0) continue;
    if (record.state.consents[event.purpose.index].state == engine::Consent::State::agreed) continue;
    audit::Line line = line_about(record, audit::Kind::agreement_asked, at);
    line.event = event.name;
    line.purpose = procedure[event.purpose].name;
    line.basis = privacy::basis_code(procedure[event.purpose]);
    line.notice = event.notice;
    if (const auto done = this->line(line); !done.ok()) return done;
  }
  return base::Done{};
}

// GDPR art. 22(3), loi 1978 art. 47: who was refused by a machine alone may have a person look at it, and is told so
// before the case closes. Silence that rejects is no decision of a machine.
base::Outcome Office::Story::offer_review(const CaseRecord& record, base::Instant at) {
  if (by_time_) return base::Done{};
  const auto lines = office_->log_.of_dossier(record.row.id);
  if (!lines.ok()) return lines.failure();
  const model::Procedure& procedure = record.procedure();
  for (const audit::Log::Told& told : *lines) {
    if (told.line.kind != audit::Kind::event_accepted) continue;
    const auto actor = procedure.find_actor(told.line.actor);
    if (!actor || procedure[*actor].role == model::Role::agency) return base::Done{};
  }
  audit::Line line = line_about(record, audit::Kind::review_offered, at);
  line.to = procedure.main().states[record.state.main.state.index].name;
  return this->line(line);
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
  auto verdict = ask_gate(record, office_->world_.reference.agencies, wanted.member, at);
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
                                         audit::Line line, std::span<const engine::Effect> to_come) {
  line.basis = privacy::basis_code(record.procedure()[told.letter->purpose]);
  const auto verdict = ask_to_tell(record, office_->world_.reference.agencies, *told.letter, at);
  if (const auto* denied = std::get_if<privacy::Denied>(&verdict))
    return this->line(refused(std::move(line), audit::Kind::letter_refused, *denied));
  const auto& permit = std::get<privacy::StoragePermit>(verdict);
  auto carried = values_then(record, to_come, told.letter->carries, told.member);
  if (!carried.ok()) return carried.failure();
  line.payload = std::move(*carried);
  line.permit = permit;
  for (const model::DatumId id : told.letter->carries)
    if (const std::string& name = record.procedure()[id].name; line.payload.contains(name)) line.fields.push_back(name);
  if (const auto done = send_letter(record, told, at, line.payload, permit); !done.ok()) return done;
  return this->line(line);
}

base::Outcome Office::Story::send_letter(CaseRecord& record, const engine::effect::Told& told, base::Instant at,
                                         const std::map<std::string, std::string>& data,
                                         const privacy::StoragePermit& permit) {
  const model::Procedure& procedure = record.procedure();
  const model::Letter& letter = *told.letter;
  const model::Actor& to = procedure[letter.to];
  if (to.role != model::Role::case_)
    return office_->dossiers_.insert_letter({.dossier = record.row.id,
                                             .at = at.minutes,
                                             .recipient = to.name,
                                             .title = letter.title.text,
                                             .data = nlohmann::json(data).dump()},
                                            permit);
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
      return this->line(undelivered(message.from, message.at, message.event, message.procedure));
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
