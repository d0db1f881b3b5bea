// Properties of the procedure held against the explored graph: the shortest ways on which one does not hold, for the
// engine to go.
#include <algorithm>
#include <array>
#include <map>

#include "check/monitors.h"
#include "check/suspicion.h"

namespace guichet::check {

namespace {

using model::Moment;
using model::Property;
using Pattern = Property::Pattern;

constexpr std::size_t kWaysMax = 12;  // tried for one property, each from another state of the case

std::string name_of(const model::Procedure& procedure, const std::vector<Moment>& moments) {
  std::string text;
  for (const Moment& one : moments) {
    if (!text.empty()) text += ", ";
    text += one.kind == Moment::Kind::event ? procedure[one.event].name
                                            : procedure[one.machine].states[one.state.index].name;
  }
  return text;
}

base::Message sentence(const model::Procedure& procedure, const Property& property, const std::string& state) {
  base::Args args{{"name", property.name}, {"first", name_of(procedure, property.first)}};
  if (property.condition) args.emplace_back("condition", property.condition->text());
  switch (property.pattern) {
    case Pattern::never:
      if (property.condition)
        return {.id = N_("'{name}' does not hold: a case can come to '{first}' while {condition}"), .args = args};
      return {.id = N_("'{name}' does not hold: a case can come to '{first}'"), .args = args};
    case Pattern::always:
      args.emplace_back("state", state);
      return {.id = N_("'{name}' does not hold: a case can be in '{state}' without {condition}"), .args = args};
    case Pattern::before:
      args.emplace_back("second", name_of(procedure, property.second));
      return {.id = N_("'{name}' does not hold: a case can come to '{second}' without '{first}' before it"), .args = args};
    case Pattern::leads_to:
      args.emplace_back("second", name_of(procedure, property.second));
      args.emplace_back("state", state);
      if (property.within) {
        args.emplace_back("delay", base::to_text(*property.within));
        return {.id = N_("'{name}' does not hold: {delay} after '{first}', a case can still be in '{state}' without '{second}'"),
                .args = args};
      }
      return {.id = N_("'{name}' does not hold: after '{first}', a case can end in '{state}' without '{second}'"), .args = args};
    case Pattern::at_most:
      args.emplace_back("count", std::to_string(property.count));
      return {.id = N_("'{name}' does not hold: a case can come to '{first}' more than {count} times"), .args = args};
  }
  return {};
}

// ---- time: how long a case can go on before the second comes --------------------------------------------------------

// Months and days apart, since a month is 28 to 31 days. Upper bounds.
struct Length {
  int months = 0;
  int days = 0;
};

Length at_most(const base::Delay& delay) {
  using enum base::DelayUnit;
  const int rolled = delay.roll ? 5 : 0;
  switch (delay.unit) {
    case minutes:
      return {0, delay.count / (24 * 60) + 1};
    case hours:
      return {0, delay.count / 24 + 1};
    case working_hours:
      return {0, delay.count / 24 * 7 / 5 + 12};
    case days:
      return {0, delay.count + rolled};
    case weeks:
      return {0, delay.count * 7 + rolled};
    case working_days:
      return {0, delay.count * 7 / 5 + delay.count / 20 + 8};
    case business_days:
      return {0, delay.count * 7 / 6 + delay.count / 20 + 8};
    case clear_days:
      return {0, delay.count + 6};
    case months:
      return {delay.count, rolled};
    case clear_months:
      return {delay.count, 6};
    case years:
      return {delay.count * 12, rolled};
  }
  return {};
}

constexpr int kMonthsDays[] = {31, 62, 92, 123, 153, 184, 215, 245, 276, 306, 337, 366};
int days_at_most(int months) { return months / 12 * 366 + (months % 12 > 0 ? kMonthsDays[months % 12 - 1] : 0); }
int days_at_least(int months) { return months / 12 * 365 + months % 12 * 30 - (months % 12 > 0 ? 2 : 0); }

// Can it be longer than the delay, from whatever day?
bool can_exceed(const Length& length, const base::Delay& delay) {
  const base::Delay asked = base::normalised(delay);
  const bool in_months = asked.unit == base::DelayUnit::months;
  const int months = length.months - (in_months ? asked.count : 0);
  const int days = length.days - (in_months ? 0 : asked.count);
  return (months > 0 ? days_at_most(months) : -days_at_least(-months)) + days > 0;
}

class Slowness {
 public:
  Slowness(const Model& model, const Exploration& explored, std::size_t property)
      : model_{model}, explored_{explored}, at_{model.shape.property(property)}, property_{model.procedure.properties[property]} {}

  // Ways on which the second may come too late, and where they begin to be slow.
  std::vector<Suspicion::Way> find() {
    for (std::uint32_t i = 0; i < explored_.states.size(); ++i) {
      if (!is_pending(i) || (explored_.parent[i] != i && is_pending(explored_.parent[i]))) continue;
      latest_[i] = steps_.size();
      steps_.push_back({i, SIZE_MAX, {}});
    }
    std::vector<Suspicion::Way> ways;
    for (std::size_t next = 0; next < steps_.size() && next < kStepsMax && ways.size() < kWaysMax; ++next) {
      const Waited here = steps_[next];
      const auto stay = longest_stay(here.state);
      const Length then = stay ? Length{here.length.months + stay->months, here.length.days + stay->days} : Length{};
      if (!stay || can_exceed(then, *property_.within)) {
        ways.push_back(way_to(next));
        if (!stay) continue;
      }
      for (std::uint64_t e = explored_.first_edge[here.state]; e < explored_.first_edge[here.state + 1]; ++e) {
        const std::uint32_t to = explored_.edges[e] & ~Exploration::kNobody;
        if (!is_pending(to)) continue;
        const Length there = goes_on(here.state, to) ? here.length : then;
        const auto [known, is_new] = latest_.try_emplace(to, steps_.size());
        if (!is_new && !longer(there, steps_[known->second].length)) continue;
        known->second = steps_.size();
        steps_.push_back({to, next, there});
      }
    }
    return ways;
  }
 private:
  static constexpr std::size_t kStepsMax = 2'000'000;
  // The case can have waited that long in all when it comes there, by this way.
  struct Waited {
    std::uint32_t state = 0;
    std::size_t from = SIZE_MAX;  // the step before
    Length length;
  };
  [[nodiscard]] bool is_pending(std::uint32_t i) const {
    const Byte* row = explored_.states[i];
    return row[at_] == kSeen && (row[Shape::kFlags] & kEnded) == 0;
  }
  // Something happened that left the case where it stood: its clocks run on. Not sure when it may have come back at once.
  [[nodiscard]] bool goes_on(std::uint32_t from, std::uint32_t to) const {
    const Byte state = explored_.states[from][Shape::kState];
    return state == explored_.states[to][Shape::kState] && !comes_back(state);
  }
  [[nodiscard]] bool comes_back(Byte state) const {
    const model::Machine& machine = model_.procedure.main();
    std::vector<std::uint16_t> open{state};
    std::vector<bool> seen(machine.states.size());
    while (!open.empty()) {
      const std::uint16_t at = open.back();
      open.pop_back();
      for (const model::Transition& t : machine.transitions) {
        if (t.from.index != at || !t.to) continue;
        if (t.to->index == state) return true;
        const bool at_once = machine.states[t.to->index].kind == model::StateKind::decide ||
                             machine.states[t.to->index].kind == model::StateKind::each;
        if (!at_once || seen[t.to->index]) continue;
        seen[t.to->index] = true;
        open.push_back(t.to->index);
      }
    }
    return false;
  }
  static bool longer(const Length& a, const Length& b) {
    return days_at_most(a.months) + a.days > days_at_most(b.months) + b.days;
  }
  // Nothing: no clock ends it.
  [[nodiscard]] std::optional<Length> longest_stay(std::uint32_t i) const {
    const Byte* row = explored_.states[i];
    const model::Procedure& p = model_.procedure;
    const model::State& here = p.main().states[row[Shape::kState]];
    std::optional<Length> least;
    const auto take = [&](const Length& one) {
      if (!least || longer(*least, one)) least = one;
    };
    if (here.after && (row[Shape::kFlags] & kAfterOver) == 0) take(at_most(here.after->delay));
    for (const model::DeadlineId id : model_.shape.listeners({0}, {row[Shape::kState]}).deadlines)
      if (row[model_.shape.clock(id)] == kRunning && p[id].kind != model::Deadline::Kind::at)
        take(at_most(p[id].delay));
    return least;
  }
  [[nodiscard]] Suspicion::Way way_to(std::size_t step) const {
    std::vector<std::uint32_t> slow;
    for (; step != SIZE_MAX; step = steps_[step].from) slow.push_back(steps_[step].state);
    Suspicion::Way way{.states = explored_.way_to(slow.back())};
    way.late_from = way.states.size() - 1;
    way.states.insert(way.states.end(), slow.rbegin() + 1, slow.rend());
    return way;
  }

  const Model& model_;
  const Exploration& explored_;
  std::size_t at_;
  const Property& property_;
  std::vector<Waited> steps_;
  std::map<std::uint32_t, std::size_t> latest_;  // by state: the longest wait known
};

}  // namespace

void find_broken(const Model& model, const Exploration& explored, Suspicions& out) {
  const model::Procedure& p = model.procedure;
  for (std::size_t i = 0; i < p.properties.size(); ++i) {
    const Property& property = p.properties[i];
    std::vector<Suspicion::Way> ways;
    std::vector<std::pair<Byte, Byte>> told;  // where it breaks, and where it comes from
    for (std::uint32_t s = 0; s < explored.states.size() && ways.size() < kWaysMax; ++s) {
      const Byte* row = explored.states[s];
      const Byte* before = explored.states[explored.parent[s]];
      const std::size_t at = model.shape.property(i);
      const bool unanswered =
          property.pattern == Pattern::leads_to && row[at] == kSeen && (row[Shape::kFlags] & kEnded) != 0;
      if (row[at] != kBroken && !unanswered) continue;
      if (row[at] == kBroken && explored.parent[s] != s && before[at] == kBroken) continue;
      const std::pair<Byte, Byte> place{row[Shape::kState], before[Shape::kState]};
      if (std::ranges::find(told, place) != told.end()) continue;
      told.push_back(place);
      ways.push_back({explored.way_to(s)});
    }
    if (ways.empty() && property.within) ways = Slowness{model, explored, i}.find();
    if (ways.empty()) continue;
    const Byte state = explored.states[ways.front().states.back()][Shape::kState];
    out.push_back({.finding = {Kind::property_broken, property.span, sentence(p, property, p.main().states[state].name),
                               Proof::undecided, {}},
                   .property = i,
                   .ways = std::move(ways)});
  }
}

}  // namespace guichet::check
