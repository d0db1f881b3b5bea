#include "interop/traces.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <set>

#include "conformance/twins.h"
#include "interop/promela_language.h"
#include "interop/rows.h"

namespace guichet::interop {

using conformance::Move;
using model::Trigger;
namespace effect = engine::effect;

namespace {

constexpr base::Instant kStart{base::kMinutesPerDay * 20'514 + 9 * 60};  // 2026-03-02T09:00

class Walker {
 public:
  Walker(const model::Procedure& procedure, std::uint64_t seed)
      : procedure_{procedure}, references_{references(procedure)}, driver_{procedure, any(references_), base::metropolitan_france()},
        chance_{procedure, seed} {}

  void walk_case(Traces& traces, std::size_t moves) {
    trace_ = {};
    trace_.attributes = chance_.attributes();
    effects_.clear();
    state_ = driver_.open(kStart, trace_.attributes, effects_);
    clock_.reset();
    for (std::size_t i = 0; i < moves && !state_.main.ended; ++i) make(chance_.next(state_), traces);
    trace_.ended = state_.main.ended;
    traces.all.push_back(trace_);
    traces.transitions = taken_.size();
  }

 private:
  static std::vector<engine::ReferenceStepper> references(const model::Procedure& procedure) {
    std::vector<engine::ReferenceStepper> all;
    for (const model::Machine& machine : procedure.machines) all.emplace_back(machine);
    return all;
  }
  static std::vector<engine::AnyStepper> any(const std::vector<engine::ReferenceStepper>& steppers) {
    std::vector<engine::AnyStepper> all;
    for (const auto& stepper : steppers) all.emplace_back(stepper);
    return all;
  }

  // As of that day, with what was just told written where guards read it.
  void tell_clock(base::Date today, const std::vector<Told>& told, engine::CaseState as) {
    for (const Told& one : told) as.slots[one.slot] = one.value;
    Clock clock{.today = today, .passed = {}};
    for (std::uint16_t d = 0; d < procedure_.deadlines.size(); ++d) {
      const expr::Value passed = driver_.passed(as, {d}, today);
      clock.passed.push_back(passed.is_error() ? std::nullopt : std::optional{passed.is_true()});
    }
    if (clock_ == clock) return;
    clock_ = clock;
    trace_.steps.emplace_back(clock);
  }

  void happened(model::TriggerId on, engine::Member member, std::vector<Told> carries, bool stands, Traces& traces) {
    Happened one{.on = on, .member = member, .carries = std::move(carries), .stands = {}};
    if (stands) {
      one.stands = Happened::Stands{.main = state_.main.state, .children = {}};
      for (const engine::Child& child : state_.children) one.stands->children.emplace_back(child.member, child.position.state);
    }
    trace_.steps.emplace_back(std::move(one));
    ++traces.events;
  }

  void fire(base::Instant now, Traces& traces) {
    for (;;) {
      const engine::CaseState before = state_;
      effects_.clear();
      if (!driver_.fire_next(state_, now, effects_)) return;
      const auto* fired = std::get_if<effect::ClockFired>(&effects_.front().what);
      if (fired == nullptr || refused() != nullptr) {    // a rule that follows is undetermined: the clock is spent
        ++traces.left_out;
        continue;
      }
      note(traces);
      tell_clock(base::date_of(effects_.front().at), {}, before);
      happened(fired->deadline ? procedure_.trigger_of(*fired->deadline) : model::trigger(Trigger::after), fired->member, {}, true,
               traces);
    }
  }

  [[nodiscard]] const effect::Refused* refused() const {
    for (const engine::Effect& one : effects_)
      if (const auto* found = std::get_if<effect::Refused>(&one.what)) return found;
    return nullptr;
  }

  void note(Traces& traces) {
    for (const engine::Effect& one : effects_)
      if (const auto* moved = std::get_if<effect::Moved>(&one.what)) {
        taken_.emplace(moved->machine, moved->by);
        ++traces.moved;
      }
  }

  // Was it one of the branches of the very state and trigger that could not be decided?
  [[nodiscard]] bool at_once(const engine::CaseState& before, const effect::Refused& why) const {
    if (why.why == engine::Refusal::not_expected || why.why == engine::Refusal::no_branch) return true;
    if (why.why != engine::Refusal::undetermined) return false;
    const model::Machine* machine = &procedure_.main();
    model::StateId here = before.main.state;
    if (why.member && before.children_of) {
      for (const engine::Child& child : before.children)
        if (child.member == *why.member && children_hear(before, why.on)) {
          machine = &procedure_[*before.children_of];
          here = child.position.state;
        }
    }
    const auto row = machine->row(here, why.on);
    return before.children.empty() && why.step.transition.index >= row.first && why.step.transition.index < row.first + row.count;
  }
  [[nodiscard]] bool children_hear(const engine::CaseState& before, model::TriggerId on) const {
    return children_listen(procedure_, procedure_.main().states[before.main.state.index], on);
  }

  void make(const Move& move, Traces& traces) {
    const base::Instant now{state_.now.minutes + move.minutes};
    fire(now, traces);
    if (state_.main.ended) return;
    const engine::CaseState before = state_;
    effects_.clear();
    model::TriggerId on;
    engine::Member member;
    switch (move.kind) {
      case Move::Kind::act:
        on = procedure_.trigger_of(move.event);
        member = move.member && children_hear(before, on) ? move.member : std::nullopt;
        driver_.act(state_, {.event = move.event, .by = move.by, .by_member = move.by_member, .member = move.member,
                             .data = move.data, .identity = move.identity}, now, effects_);
        break;
      case Move::Kind::answer: {
        const bool for_child = move.child >= 0 && move.child < static_cast<int>(state_.children.size());
        const std::uint32_t visit = for_child ? state_.children[static_cast<std::size_t>(move.child)].position.visit : state_.main.visit;
        on = model::trigger(move.outcome);
        if (for_child) member = state_.children[static_cast<std::size_t>(move.child)].member;
        driver_.answer(state_, {.visit = visit - std::min(visit, move.late), .member = member, .outcome = move.outcome, .data = move.data},
                       now, effects_);
        break;
      }
      case Move::Kind::consent: driver_.consent(state_, {move.purpose, move.consent, "1"}, now, effects_); break;
      case Move::Kind::wait: state_.now = std::max(state_.now, now); break;
    }
    tell(move, before, on, member, base::date_of(std::max(now, before.now)), traces);
    fire(now, traces);
  }

  void tell(const Move& move, const engine::CaseState& before, model::TriggerId on, engine::Member member, base::Date today, Traces& traces) {
    std::vector<Told> told;
    for (const engine::Given& one : move.data) {
      const model::Datum& datum = procedure_[one.datum];
      const engine::Member whose = one.member ? one.member : member;
      told.push_back({static_cast<std::uint16_t>(datum.slot + (datum.width > 1 ? whose.value_or(0) : 0)), one.value});
    }
    std::size_t stopped = 0;
    Erased erased;
    const effect::Refused* why = nullptr;
    for (const engine::Effect& one : effects_) {
      if (const auto* gone = std::get_if<effect::Erased>(&one.what))
        erased.slots.push_back(static_cast<std::uint16_t>(procedure_[gone->datum].slot + gone->member.value_or(0)));
      if (const auto* end = std::get_if<effect::ExchangeStopped>(&one.what)) stopped += end->withdrawn ? 1 : 0;
      if (const auto* no = std::get_if<effect::Refused>(&one.what); no != nullptr && why == nullptr && stopped == 0) why = no;
    }
    const bool dropped = std::ranges::any_of(effects_, [](const auto& e) { return std::holds_alternative<effect::AnswerDropped>(e.what); });
    const bool is_event = (move.kind == Move::Kind::act || move.kind == Move::Kind::answer) && !dropped;
    const bool carried = is_event && (why == nullptr || at_once(before, *why));
    // What a refused stop of an exchange left undone is nobody's to follow.
    const bool odd = stopped > 0 && refused() != nullptr && why != refused();
    note(traces);
    if (!erased.slots.empty()) trace_.steps.emplace_back(erased);
    if (is_event && !carried) ++traces.left_out;
    if (carried) {
      tell_clock(today, told, before);
      happened(on, member, std::move(told), stopped == 0, traces);
    }
    std::size_t told_stops = 0;
    for (const engine::Effect& one : effects_) {
      const auto* end = std::get_if<effect::ExchangeStopped>(&one.what);
      if (end == nullptr || !end->withdrawn) continue;
      tell_clock(today, {}, state_);
      happened(model::trigger(Trigger::refused), end->member, {}, ++told_stops == stopped && !odd, traces);
    }
  }

  const model::Procedure& procedure_;
  std::vector<engine::ReferenceStepper> references_;
  engine::Driver driver_;
  conformance::Chance chance_;
  engine::CaseState state_;
  engine::Effects effects_;
  Trace trace_;
  std::optional<Clock> clock_;
  std::set<std::pair<model::MachineId, model::TransitionId>> taken_;
};

using Json = nlohmann::ordered_json;

Json shown(const expr::Value& value, const expr::Type& type) {
  using expr::Kind;
  switch (value.kind()) {
    case Kind::boolean: return value.is_true();
    case Kind::number:
    case Kind::money: return value.as_integer();
    case Kind::date: return base::to_iso(value.as_date());
    case Kind::duration: return base::to_text(value.as_duration());
    case Kind::enumeration: return (*type.values)[static_cast<std::size_t>(value.as_integer())];
    case Kind::list: {
      Json words = Json::array();
      for (std::size_t i = 0; i < type.values->size(); ++i)
        if ((value.as_members() >> i & 1U) != 0) words.push_back((*type.values)[i]);
      return words;
    }
    default: return std::string{value.as_text()};
  }
}

}  // namespace

Traces walk(const model::Procedure& procedure, std::uint64_t seed, std::size_t cases, std::size_t moves_per_case) {
  Traces traces;
  const auto walker = std::make_shared<Walker>(procedure, seed);
  for (std::size_t i = 0; i < cases; ++i) walker->walk_case(traces, moves_per_case);
  traces.texts = walker;
  return traces;
}

std::string as_json(const model::Procedure& procedure, const Traces& traces) {
  const auto word_of = [&](std::uint16_t member, model::StateId main) {
    return members(procedure, procedure.main().states[main.index])[member];
  };
  std::string text = "[";
  for (const Trace& trace : traces.all) {
    Json attributes = Json::object();
    for (std::size_t i = 0; i < trace.attributes.size(); ++i)
      if (!trace.attributes[i].is_absent())
        attributes[procedure.attributes[i].name] = shown(trace.attributes[i], procedure.attributes[i].type);
    Json steps = Json::array();
    model::StateId main{0};
    for (const auto& step : trace.steps) {
      if (const auto* clock = std::get_if<Clock>(&step)) {
        Json passed = Json::object();
        for (std::size_t d = 0; d < clock->passed.size(); ++d)
          if (clock->passed[d]) passed[procedure.deadlines[d].name] = *clock->passed[d];
        steps.push_back({{"today", base::to_iso(clock->today)}, {"passed", passed}});
      } else if (const auto* erased = std::get_if<Erased>(&step)) {
        Json names = Json::array();
        for (const std::uint16_t slot : erased->slots) names.push_back(slot_path(procedure, slot));
        steps.push_back({{"erased", names}});
      } else {
        const auto& happened = std::get<Happened>(step);
        Json carries = Json::object();
        for (const Told& told : happened.carries)
          carries[slot_path(procedure, told.slot)] = shown(told.value, procedure[*procedure.datum_of_slot(told.slot)].type);
        Json one{{"event", procedure.trigger_name(happened.on)}, {"carries", carries}};
        if (happened.member) one["member"] = word_of(*happened.member, main);
        if (happened.stands) {
          main = happened.stands->main;
          one["state"] = procedure.main().states[main.index].name;
          Json children = Json::object();
          for (const auto& [member, state] : happened.stands->children)
            children[word_of(member, main)] = procedure[procedure.main().states[main.index].each->children].states[state.index].name;
          one["children"] = children;
        }
        steps.push_back(one);
      }
    }
    text += (text.size() > 1 ? ",\n" : "\n") + Json{{"attributes", attributes}, {"steps", steps}}.dump();
  }
  return text + "\n]\n";
}

Replay as_replay(const model::Procedure& procedure, const Traces& traces) {
  const PromelaNames names{procedure};
  std::map<std::string, std::int64_t, std::less<>> others;    // texts of the outside, ranked after the procedure's own
  const auto number = [&](const expr::Value& value) -> std::optional<std::int64_t> {
    if (value.kind() == expr::Kind::duration) {    // worked and clear days are not carried
      const base::DelayUnit unit = base::normalised(value.as_duration()).unit;
      if (unit != base::DelayUnit::days && unit != base::DelayUnit::months) return std::nullopt;
    }
    if (const auto known = names.number(value)) return known;
    if (value.kind() != expr::Kind::text && value.kind() != expr::Kind::file) return std::nullopt;
    const auto rank = static_cast<std::int64_t>(names.texts().size() + others.size());
    return others.emplace(std::string{value.as_text()}, rank).first->second;
  };
  const auto place = [&](std::uint16_t slot) { return std::ranges::lower_bound(names.read(), slot) - names.read().begin(); };
  // "1 slot value" for each datum the model reads; nothing when one does not fit.
  const auto tell = [&](const char* how, const std::vector<Told>& values) -> std::optional<std::string> {
    std::string text;
    for (const Told& one : values) {
      if (!names.is_read(one.slot)) continue;
      const auto known = number(one.value);
      if (!known) return std::nullopt;
      text += fmt::format("{} {} {}\n", how, place(one.slot), *known);
    }
    return text;
  };
  Replay replay;
  for (const Trace& trace : traces.all) {
    std::vector<Told> attributes;
    for (std::size_t i = 0; i < trace.attributes.size(); ++i) attributes.push_back({procedure.attributes[i].slot, trace.attributes[i]});
    const auto opened = tell("1", attributes);
    if (!opened) continue;
    replay.told += "3\n" + *opened;
    for (const auto& step : trace.steps) {
      if (const auto* clock = std::get_if<Clock>(&step)) {
        replay.told += fmt::format("0 {}", clock->today.days);
        for (const auto& passed : clock->passed) replay.told += fmt::format(" {}", passed ? std::int64_t{*passed} : kPromelaAbsent);
        replay.told += "\n";
      } else if (const auto* erased = std::get_if<Erased>(&step)) {
        for (const std::uint16_t slot : erased->slots)
          if (names.is_read(slot)) replay.told += fmt::format("1 {} {}\n", place(slot), kPromelaAbsent);
      } else {
        const auto& happened = std::get<Happened>(step);
        const auto carried = tell("5", happened.carries);
        if (!carried) break;
        replay.told += *carried + fmt::format("2 {} {}\n", happened.on.index, happened.member ? int{*happened.member} : -1);
        ++replay.events;
        if (!happened.stands) continue;
        replay.told += "6\n";
        std::string line = fmt::format("stands {}", happened.stands->main.index);
        for (std::uint16_t s = 0; s < procedure.main().states.size(); ++s) {
          const model::State& state = procedure.main().states[s];
          if (!state.each) continue;
          for (std::uint16_t m = 0; m < members(procedure, state).size(); ++m) {
            const auto& children = happened.stands->children;
            const auto child = std::ranges::find(children, m, &std::pair<std::uint16_t, model::StateId>::first);
            const bool here = happened.stands->main.index == s && child != children.end();
            line += fmt::format(" {}", here ? child->second.index + 1 : 0);
          }
        }
        replay.wanted += line + "\n";
      }
    }
  }
  replay.told += "4\n";
  return replay;
}

}  // namespace guichet::interop
