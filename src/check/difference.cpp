#include "check/difference.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "check/perform.h"
#include "dossier/lines.h"
#include "expr/codec.h"

namespace guichet::check {

namespace {

using model::Procedure;
namespace effect = engine::effect;

std::string names_of(const Procedure& procedure, const std::vector<model::DatumId>& data) {
  std::vector<std::string> names;
  for (const model::DatumId datum : data) names.push_back(procedure[datum].name);
  std::ranges::sort(names);
  return fmt::format("[{}]", fmt::join(names, ", "));
}

class EffectTeller {
 public:
  explicit EffectTeller(const Procedure& procedure) : p_{procedure} {}

  std::string operator()(const effect::Refused& e) const {
    const std::string about = e.why == engine::Refusal::undetermined ? std::string{p_.slot_name(e.step.slot)}
                              : e.datum.known()                     ? p_[e.datum].name
                                                                    : std::string{};
    return fmt::format("{} refused: {} {}", p_.trigger_name(e.on), dossier::refusal_code(e.why), about);
  }
  std::string operator()(const effect::Accepted& e) const { return p_[e.event].name + " accepted"; }
  std::string operator()(const effect::Stored& e) const {
    return fmt::format("{} = {}", p_[e.datum].name, expr::to_text(e.value, p_[e.datum].type));
  }
  std::string operator()(const effect::Erased& e) const { return p_[e.datum].name + " erased"; }
  std::string operator()(const effect::Moved& e) const {
    const model::Machine& machine = p_[e.machine];
    return machine.states[e.from.index].name + " -> " + (e.to ? machine.states[e.to->index].name : "");
  }
  std::string operator()(const effect::Entered& e) const { return "in " + p_[e.machine].states[e.state.index].name; }
  std::string operator()(const effect::Marked& e) const { return p_.milestones[e.milestone.index] + " marked"; }
  std::string operator()(const effect::Told& e) const {
    return fmt::format("letter to {}: {} {} {}", p_[e.letter->to].name,
                       e.letter->title.empty() ? e.letter->event : e.letter->title.text,
                       names_of(p_, e.letter->carries), purpose(e.letter->purpose));
  }
  std::string operator()(const effect::Charged& e) const {
    return fmt::format("charged {}", expr::to_text(expr::Value::money(e.cents), {expr::Kind::money, nullptr}));
  }
  std::string operator()(const effect::ExchangeWanted& e) const {
    const model::Exchange& exchange = *p_[e.machine].states[e.state.index].exchange;
    return fmt::format("{} asks {}: {} sends {} keeps {} {}", p_[exchange.by].name,
                       exchange.with_member ? "the member" : p_[exchange.with].name, exchange.api,
                       names_of(p_, exchange.send), names_of(p_, exchange.receive), purpose(exchange.purpose));
  }
  std::string operator()(const effect::ExchangeStopped& e) const {
    return e.withdrawn ? "exchange stopped: withdrawn" : "exchange stopped";
  }
  std::string operator()(const effect::AnswerDropped&) const { return "answer dropped"; }
  std::string operator()(const effect::ClockSet& e) const { return clock(e.deadline) + " due " + base::to_iso(e.due); }
  std::string operator()(const effect::ClockCancelled& e) const { return clock(e.deadline) + " cancelled"; }
  std::string operator()(const effect::ClockSuspended& e) const { return clock(e.deadline) + " suspended"; }
  std::string operator()(const effect::ClockResumed& e) const {
    return clock(e.deadline) + " resumed, due " + base::to_iso(e.due);
  }
  std::string operator()(const effect::ClockFired& e) const { return clock(e.deadline) + " fired"; }
  std::string operator()(const effect::ChildStarted&) const { return "member started"; }
  std::string operator()(const effect::ChildEnded& e) const {
    return e.by_parent ? "member ended by the case" : "member ended";
  }
  std::string operator()(const effect::ConsentGiven& e) const {
    static constexpr std::array kActs{"none", "agreed", "declined", "withdrawn"};
    return fmt::format("{}: {}", p_[e.purpose].name, kActs[static_cast<std::size_t>(e.act)]);
  }
  std::string operator()(const effect::Closed& e) const {
    const model::State& state = p_.main().states[e.state.index];
    return fmt::format("closed: {} {}", dossier::outcome_word(e.outcome), fmt::join(state.recourse, ", "));
  }
 private:
  [[nodiscard]] std::string purpose(model::PurposeId id) const {
    return id.known() ? "for " + p_[id].name : std::string{};
  }
  [[nodiscard]] std::string clock(std::optional<model::DeadlineId> id) const {
    return id ? p_[*id].name : std::string{"after"};
  }
  const Procedure& p_;
};

// The lines of one that the other has not.
std::vector<std::string> only_in(const std::vector<std::string>& lines, std::vector<std::string> others) {
  std::vector<std::string> only;
  for (const std::string& line : lines) {
    const auto at = std::ranges::find(others, line);
    if (at == others.end()) {
      only.push_back(line);
    } else {
      others.erase(at);
    }
  }
  return only;
}

// A driver on the reference, and what is true of the places of a situation, whichever procedure it was found in.
class Ground {
 public:
  explicit Ground(const Seen& seen) : seen_{seen}, procedure_{seen.model.procedure} {
    std::vector<engine::AnyStepper> any;
    steppers_.reserve(procedure_.machines.size());
    for (const model::Machine& machine : procedure_.machines) {
      steppers_.emplace_back(machine);
      any.emplace_back(steppers_.back());
    }
    driver_.emplace(procedure_, std::move(any), seen.model.calendar);
  }
  [[nodiscard]] const engine::Driver& driver() const { return *driver_; }
  // The situation with the same places; the nearest there is otherwise.
  [[nodiscard]] std::span<const expr::Value> attributes(const Situation& situation) const {
    for (const Situation& one : seen_.domains.situations())
      if (one.places == situation.places) return one.attributes;
    return seen_.domains.situations().front().attributes;
  }
  [[nodiscard]] const Procedure& procedure() const { return procedure_; }
 private:
  const Seen& seen_;
  const Procedure& procedure_;
  std::vector<engine::ReferenceStepper> steppers_;
  std::optional<engine::Driver> driver_;
};

// Days from what was played, where guards on dates usually turn; between two that turn out differently, the day it turns
// is looked for.
constexpr std::array kDays{-30'000, -10'000, -6'600, -400, -120, -93, -63, -32, -20, -1, 0, 1, 20, 32, 63, 93, 120, 184, 330, 367, 400, 800};

bool asks_days(const expr::Node& node) {
  const bool is_date = node.op == expr::Op::slot && node.type.kind == expr::Kind::date;
  return is_date || node.op == expr::Op::today || node.op == expr::Op::passed || std::ranges::any_of(node.children, asks_days);
}

// One way done in both, and again on other days.
class Pair {
 public:
  Pair(const Ground& one, const Ground& two, const Seen& seen, const Situation& situation)
      : one_{one}, two_{two}, of_{seen.model.procedure}, left_{one.attributes(situation)}, right_{two.attributes(situation)} {}

  // The first thing that does not come out the same.
  [[nodiscard]] std::optional<Difference> differ(Played played, bool in_second) {
    const Performed left = perform(one_.driver(), left_, played, of_);
    const Performed right = perform(two_.driver(), right_, played, of_);
    signs_ = signs(left.effects) + signs(right.effects);
    for (std::size_t act = 0; act < left.effects.size(); ++act) {
      const auto here = describe(one_.procedure(), left.effects[act]);
      const auto there = describe(two_.procedure(), right.effects[act]);
      if (here == there) continue;
      if (act < played.acts.size()) {  // nothing after it is needed
        played.acts.resize(act);
        played.until.reset();
      }
      const auto due = one_.driver().next_due(perform(one_.driver(), left_, played, of_).end);
      const auto other = two_.driver().next_due(perform(two_.driver(), right_, played, of_).end);
      const auto then = due && other ? std::min(due, other) : due ? due : other;
      return Difference{std::move(played), in_second, act, only_in(here, there), only_in(there, here), then};
    }
    return std::nullopt;
  }
  // The last act on other days, then each date given as another.
  [[nodiscard]] std::optional<Difference> differ_on_other_days(const Played& played, bool in_second) {
    if (played.acts.empty()) return std::nullopt;
    std::optional<Difference> found;
    const Act& last = played.acts.back();
    if (last.move.kind != Move::Kind::after && last.move.kind != Move::Kind::deadline) {
      Played before = played;
      before.acts.pop_back();
      before.until.reset();
      const base::Instant from = before.acts.empty() ? before.start : before.acts.back().at;
      const auto due = one_.driver().next_due(perform(one_.driver(), left_, before, of_).end);
      const auto days = [](base::Instant a, base::Instant b) {
        return static_cast<int>((b.minutes - a.minutes) / base::kMinutesPerDay);
      };
      const int least = -days(from, last.at);
      const int most = due ? days(last.at, {due->minutes - 1}) : kDays.back();
      found = turn(played, in_second, least, most, [&](Played& other, int shift) {
        other.acts.back().at.minutes += shift * base::kMinutesPerDay;
      });
    }
    for (std::size_t a = 0; a < played.acts.size() && !found; ++a)
      for (std::size_t d = 0; d < played.acts[a].data.size() && !found; ++d) {
        if (played.acts[a].data[d].value.kind() != expr::Kind::date) continue;
        found = turn(played, in_second, kDays.front(), kDays.back(), [&](Played& other, int shift) {
          expr::Value& value = other.acts[a].data[d].value;
          value = expr::Value::date(base::add_days(value.as_date(), shift));
        });
      }
    return found;
  }
 private:
  template <class Change>
  std::optional<Difference> turn(const Played& played, bool in_second, int least, int most, Change change) {
    std::optional<Difference> found;
    const auto at = [&](int shift) {
      Played other = played;
      change(other, shift);
      if (!found) found = differ(std::move(other), in_second);
      return signs_;
    };
    std::vector<int> days{least, most};
    for (const int day : kDays)
      if (day > least && day < most) days.push_back(day);
    std::ranges::sort(days);
    std::string before = at(days.front());
    for (std::size_t i = 1; i < days.size() && !found; ++i) {
      int low = days[i - 1];
      int high = days[i];
      const std::string after = at(high);
      for (std::string here = before; here != after && high - low > 1 && !found;) {
        const int middle = low + (high - low) / 2;
        const std::string sign = at(middle);
        if (sign == here) {
          low = middle;
        } else {
          high = middle;
        }
      }
      before = after;
    }
    return found;
  }
  // Which branches were taken.
  static std::string signs(const std::vector<engine::Effects>& all) {
    std::string text;
    for (const engine::Effects& effects : all) {
      text += ';';
      for (const engine::Effect& one : effects) {
        if (const auto* moved = std::get_if<effect::Moved>(&one.what)) text += std::to_string(moved->machine.index * 1000 + moved->by.index) + ',';
        if (std::holds_alternative<effect::Refused>(one.what)) text += 'r';
      }
    }
    return text;
  }

  const Ground& one_;
  const Ground& two_;
  const Procedure& of_;
  std::span<const expr::Value> left_, right_;
  std::string signs_;
};

// Does a branch tried there ask what day it is, or a date?
bool is_dated(const Procedure& procedure, const Edge& edge) {
  return std::ranges::any_of(edge.trail.tried, [&](const Trail::Tried& one) {
    const auto& guard = procedure[one.machine].transitions[one.by.index].guard;
    return guard && asks_days(guard->root());
  });
}

}  // namespace

std::vector<std::string> describe(const Procedure& procedure, const engine::Effects& effects) {
  std::vector<std::string> lines;
  for (const engine::Effect& effect : effects) lines.push_back(std::visit(EffectTeller{procedure}, effect.what));
  return lines;
}

Compared compare(const Seen& first, const Edges& edges, const Seen& second, const Concerns& concerns) {
  const Ground one{first};
  const Ground two{second};
  Compared compared;
  compared.complete = first.explored.complete && second.explored.complete;
  for (const bool in_second : {false, true}) {
    const Seen& seen = in_second ? second : first;
    Replay replay{seen.model, seen.explored};
    const Edges others = in_second ? edges_of(seen.model, seen.explored) : Edges{};
    const Edges& all = in_second ? others : edges;
    compared.complete = compared.complete && all.complete;
    for (const Edge& edge : all.all) {
      if (concerns && !concerns(seen, edge)) continue;
      auto way = seen.explored.way_to(edge.from);
      if (compared.difference && way.size() >= compared.difference->played.acts.size()) break;  // none shorter follows
      auto played = replay.play({.way = std::move(way), .then = {}, .last = &edge});
      if (!played) {
        ++compared.unplayed;
        continue;
      }
      ++compared.ways;
      const Situation& situation = seen.domains.situations()[played->situation];
      Pair pair{one, two, seen, situation};
      auto difference = pair.differ(*played, in_second);
      if (!difference && is_dated(seen.model.procedure, edge)) difference = pair.differ_on_other_days(*played, in_second);
      if (difference) compared.difference = std::move(difference);
    }
  }
  return compared;
}

}  // namespace guichet::check
