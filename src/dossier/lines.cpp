#include "dossier/lines.h"

#include <fmt/format.h>

#include <array>

#include "expr/codec.h"
#include "privacy/gate.h"

namespace guichet::dossier {

namespace {

using audit::Kind;
using audit::Line;
namespace effect = engine::effect;

// Fills the part of a line that depends on what happened; the rest is common to all.
class Teller {
 public:
  Teller(const CaseRecord& record, std::optional<model::MachineId> before, Line& line)
      : record_{record}, procedure_{record.procedure()}, before_{before}, line_{line} {}

  void operator()(const effect::Accepted& e) {
    start(Kind::event_accepted, e.member);
    line_.event = procedure_[e.event].name;
    line_.actor = event_actor(e.event, e.member);
    line_.decision = "yes";
  }
  void operator()(const effect::Refused& e) {
    start(e.why == engine::Refusal::undetermined ? Kind::rule_undetermined : Kind::event_refused, e.member);
    line_.event = procedure_.trigger_name(e.on);
    line_.decision = "no";
    line_.reason = refusal_code(e.why);
    if (e.datum.known()) line_.fields = {procedure_[e.datum].name};
    if (e.why == engine::Refusal::undetermined)
      line_.fields = {std::string{procedure_.slot_name(e.step.slot)}};
  }
  void operator()(const effect::Stored& e) {
    start(Kind::datum_stored, e.member);
    const model::Datum& datum = procedure_[e.datum];
    line_.fields = {datum.name};
    line_.purpose = procedure_[datum.purposes.front()].name;
    if (e.computed) line_.rule = "set";
    line_.payload[datum.name] = expr::to_text(e.value, datum.type);
  }
  void operator()(const effect::Erased& e) {
    start(Kind::datum_erased, e.member);
    line_.fields = {procedure_[e.datum].name};
  }
  void operator()(const effect::Moved& e) {
    start(Kind::transition, e.member);
    const model::Machine& machine = procedure_[e.machine];
    line_.from = machine.states[e.from.index].name;
    if (e.to) line_.to = machine.states[e.to->index].name;
    line_.rule = rule_name(procedure_, machine, e.by);
  }
  void operator()(const effect::Entered& e) {
    start(Kind::state_entered, e.member);
    line_.to = procedure_[e.machine].states[e.state.index].name;
  }
  void operator()(const effect::Marked& e) {
    start(Kind::milestone_marked, {});
    line_.rule = procedure_.milestones[e.milestone.index];
  }
  void operator()(const effect::Told& e) {
    const bool to_case = procedure_[e.letter->to].role == model::Role::case_;
    start(to_case ? Kind::case_told : Kind::letter_told, e.member);
    line_.recipient = procedure_[e.letter->to].name;
    line_.event = e.letter->event;
    line_.rule = e.letter->title.text;
    line_.purpose = procedure_[e.letter->purpose].name;
  }
  void operator()(const effect::Charged& e) {
    start(Kind::fee_charged, e.member);
    // The state may be a child's; `before_` when its parent left on the same act.
    const auto children = before_ ? before_ : record_.state.children_of;
    const model::MachineId machine = e.member && children ? *children : model::MachineId{0};
    line_.from = procedure_[machine].states[e.state.index].name;
    line_.payload["amount"] = expr::to_text(expr::Value::money(e.cents), {expr::Kind::money, nullptr});
  }
  // The exchange itself is told by the shell, when the gate has spoken.
  void operator()(const effect::ExchangeWanted& e) { start(Kind::state_entered, e.member); }
  void operator()(const effect::ExchangeStopped& e) {
    start(Kind::exchange_stopped, e.member);
    line_.trace = fmt::format("{}-{}", record_.row.id, e.visit);
    line_.reason = e.withdrawn ? "consent-withdrawn" : "state-left";
  }
  void operator()(const effect::AnswerDropped& e) {
    start(Kind::answer_dropped, e.member);
    line_.trace = fmt::format("{}-{}", record_.row.id, e.visit);
    line_.reason = "state-left";
  }
  void operator()(const effect::ClockSet& e) { clock(Kind::deadline_set, e.deadline, e.member, e.due); }
  void operator()(const effect::ClockCancelled& e) { clock(Kind::deadline_cancelled, e.deadline, e.member, {}); }
  void operator()(const effect::ClockSuspended& e) { clock(Kind::deadline_suspended, e.deadline, {}, {}); }
  void operator()(const effect::ClockResumed& e) { clock(Kind::deadline_resumed, e.deadline, {}, e.due); }
  void operator()(const effect::ClockFired& e) { clock(Kind::deadline_fired, e.deadline, e.member, e.due); }
  void operator()(const effect::ChildStarted& e) { start(Kind::child_started, e.member); }
  void operator()(const effect::ChildEnded& e) {
    start(Kind::child_ended, e.member);
    const auto machine = before_ ? before_ : record_.state.children_of;
    if (machine) line_.to = procedure_[*machine].states[e.state.index].name;
    if (e.by_parent) line_.reason = "parent-left";
  }
  void operator()(const effect::ConsentGiven& e) {
    static constexpr std::array kKinds{Kind::agreement_given, Kind::agreement_given, Kind::agreement_declined,
                                       Kind::agreement_withdrawn};
    start(kKinds[static_cast<std::size_t>(e.act)], {});
    const model::Purpose& purpose = procedure_[e.purpose];
    line_.purpose = purpose.name;
    line_.notice = record_.state.consents[e.purpose.index].notice;
    line_.basis = privacy::basis_code(purpose);
  }
  void operator()(const effect::Closed& e) {
    start(Kind::dossier_closed, {});
    line_.to = procedure_.main().states[e.state.index].name;
    line_.reason = outcome_word(e.outcome);
  }

 private:
  void start(Kind kind, engine::Member member) {
    line_.kind = kind;
    if (!member) return;
    const auto machine = record_.state.children_of ? record_.state.children_of : before_;
    if (machine) line_.member = member_name(procedure_, *machine, member);
  }

  std::string event_actor(model::EventId event, engine::Member member) const {
    const model::ActorId by = procedure_[event].by;
    return by.known() ? procedure_[by].name : member_name(record_, member);
  }

  void clock(Kind kind, std::optional<model::DeadlineId> deadline, engine::Member member, base::Instant due) {
    start(kind, member);
    line_.rule = deadline ? procedure_[*deadline].name : "after";
    line_.due = due.minutes;
  }

  const CaseRecord& record_;
  const model::Procedure& procedure_;
  std::optional<model::MachineId> before_;
  Line& line_;
};

}  // namespace

std::string_view outcome_word(model::OutcomeKind outcome) {
  static constexpr std::array<std::string_view, 7> kWords{"granted", "rejected", "withdrawn", "expired",
                                                          "void",    "failed",   "done"};
  return kWords[static_cast<std::size_t>(outcome)];
}

std::string_view refusal_code(engine::Refusal refusal) {
  static constexpr std::array<std::string_view, 8> kCodes{
      "not-expected", "no-branch", "undetermined", "wrong-actor", "bad-data", "no-member", "identity", "closed"};
  return kCodes[static_cast<std::size_t>(refusal)];
}

std::string rule_name(const model::Procedure& procedure, const model::Machine& machine,
                      model::TransitionId transition) {
  const model::Transition& t = machine.transitions[transition.index];
  const model::Machine::Row row = machine.row(t.from, t.on);
  return fmt::format("{}/{}/{}", machine.states[t.from.index].name, procedure.trigger_name(t.on),
                     transition.index - row.first + 1);
}

audit::Line line_about(const CaseRecord& record, audit::Kind kind, base::Instant at) {
  audit::Line line;
  line.kind = kind;
  line.at = at.minutes;
  line.dossier = record.row.id;
  line.subject = record.row.citizen;
  line.policy = record.procedure().digest;
  return line;
}

audit::Line line_of(const engine::Effect& effect, const CaseRecord& record,
                    std::optional<model::MachineId> before, std::string_view event) {
  audit::Line line = line_about(record, Kind::event_accepted, effect.at);
  line.event = event;
  std::visit(Teller{record, before, line}, effect.what);
  return line;
}

}  // namespace guichet::dossier
