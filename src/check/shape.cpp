#include "check/shape.h"

#include <algorithm>
#include <array>
#include <cstring>
#include <optional>
#include <set>

#include "check/expressions.h"
#include "check/recourse.h"

namespace guichet::check {

namespace {

using model::DatumId;
using model::Machine;
using model::Procedure;
using model::StateId;
using model::Transition;

// What a place may still ask: data, then deadlines.
using Wants = std::set<std::size_t>;

class Liveness {
 public:
  explicit Liveness(const Procedure& procedure) : procedure_{procedure} {
    for (const Machine& machine : procedure.machines) live_.emplace_back(machine.states.size());
    for (bool grew = true; grew;) {
      grew = false;
      for (std::size_t m = procedure.machines.size(); m-- > 0;)
        for (std::size_t s = 0; s < procedure.machines[m].states.size(); ++s) grew = flow(m, s) || grew;
    }
  }
  [[nodiscard]] const Wants& at(std::size_t machine, std::size_t state) const { return live_[machine][state]; }
 private:
  bool flow(std::size_t m, std::size_t s) {
    Wants wants = live_[m][s];
    const std::size_t before = wants.size();
    const Machine& machine = procedure_.machines[m];
    const model::State& state = machine.states[s];
    if (state.fee) read(state.fee->amount, wants);
    if (state.each) {
      wants.insert(state.each->members.index);
      for (const Wants& inside : live_[state.each->children.index]) wants.insert(inside.begin(), inside.end());
    }
    for (std::size_t d = 0; d < procedure_.deadlines.size(); ++d) {
      const model::Deadline& deadline = procedure_.deadlines[d];
      if (std::ranges::find(deadline.in, StateId{static_cast<std::uint16_t>(s)}) != deadline.in.end() && m == 0)
        want_clock(d, wants);
    }
    for (const Transition& transition : machine.transitions)
      if (transition.from.index == s) follow(m, transition, wants);
    for (const model::Property& property : procedure_.properties)
      if (property.condition && concerns(property, m, s)) read(*property.condition, wants);
    const bool grew = wants.size() > before;
    live_[m][s] = std::move(wants);
    return grew;
  }

  static bool concerns(const model::Property& property, std::size_t m, std::size_t s) {
    if (property.first.empty()) return m == 0;
    return std::ranges::any_of(property.first, [&](const model::Moment& one) {
      return one.kind == model::Moment::Kind::event || (one.machine.index == m && one.state.index == s);
    });
  }

  void follow(std::size_t m, const Transition& transition, Wants& wants) {
    Wants asked = live_[m][transition.to.value_or(transition.from).index];
    for (const model::Assignment& one : transition.set)
      if (procedure_[one.datum].width == 1) asked.erase(one.datum.index);
    for (const model::Assignment& one : transition.set) read(one.value, asked);
    if (transition.guard) read(*transition.guard, asked);
    const std::size_t event = transition.on.index - model::kFixedTriggers;
    // Given or not, what stood there before is one of the values it can then have: no need to remember which.
    const auto given = [&](const std::vector<DatumId>& data) {
      for (const DatumId carried : data)
        if (procedure_[carried].width == 1) asked.erase(carried.index);
    };
    if (transition.on.index >= model::kFixedTriggers && event < procedure_.events.size()) {
      given(procedure_.events[event].carries);
      given(procedure_.events[event].may_carry);
    }
    const auto& exchange = procedure_.machines[m].states[transition.from.index].exchange;
    if (exchange && transition.on == model::trigger(model::Trigger::answered)) given(exchange->receive);
    wants.insert(asked.begin(), asked.end());
  }

  void read(const expr::Expression& expression, Wants& wants) {
    for (const std::uint16_t slot : expression.reads())
      if (const auto datum = procedure_.datum_of_slot(slot)) wants.insert(datum->index);
    const auto passed = [&](const expr::Node& node) {
      if (node.op == expr::Op::passed) want_clock(node.index, wants);
    };
    each_node(expression.root(), passed);
  }

  void want_clock(std::size_t d, Wants& wants) {
    const model::Deadline& deadline = procedure_.deadlines[d];
    wants.insert(procedure_.data.size() + d);
    if (deadline.datum.known()) wants.insert(deadline.datum.index);
    if (deadline.at)
      for (const std::uint16_t slot : deadline.at->reads())
        if (const auto datum = procedure_.datum_of_slot(slot)) wants.insert(datum->index);
  }

  const Procedure& procedure_;
  std::vector<std::vector<Wants>> live_;
};

bool is_asked(const Procedure& procedure, model::DeadlineId id) {
  if (procedure[id].to) return true;
  bool asked = false;
  const auto passed = [&](const expr::Node& node) {
    asked = asked || (node.op == expr::Op::passed && node.index == id.index);
  };
  each_asked(procedure,
                  [&](const expr::Expression& expression, DatumId) { each_node(expression.root(), passed); });
  return asked;
}

}  // namespace

Shape::Shape(const Procedure& procedure, const Domains& domains, const Options& options) : procedure_{&procedure} {
  for (std::size_t i = 0; i < procedure.purposes.size(); ++i) {
    const model::Purpose& purpose = procedure.purposes[i];
    const bool withdrawn = std::ranges::any_of(procedure.events, [&](const model::Event& event) {
      return event.purpose.index == i && event.consent == model::ConsentAct::withdraws;
    });
    if (purpose.basis == model::Basis::consent || purpose.agreement == model::Agreement::required || withdrawn)
      asking_.push_back({static_cast<std::uint16_t>(i)});
  }
  first_members_.resize(procedure.data.size());
  for (const Machine& machine : procedure.machines)
    for (const model::State& state : machine.states) {
      if (!state.each) continue;
      auto& first = first_members_[state.each->members.index];
      first.assign(32, 0);
      for (std::size_t m = procedure[state.each->members].values->size(); m-- > 0;)
        first[domains.class_of(state.each->members, static_cast<std::uint16_t>(m))] = static_cast<std::uint16_t>(m);
    }
  place_bytes(domains, options);
  find_listeners();
  find_live();
  find_ways();
  find_ends();
}

void Shape::place_bytes(const Domains& domains, const Options& options) {
  const Procedure& p = *procedure_;
  std::size_t at = kWay + 1;
  for (std::size_t i = 0; i < p.deadlines.size(); ++i)
    clock_.push_back(is_asked(p, {static_cast<std::uint16_t>(i)}) ? at++ : npos);
  for (std::size_t i = 0; i < p.milestones.size(); ++i) {
    const bool kept = std::ranges::any_of(p.purposes, [&](const model::Purpose& purpose) {
      return purpose.retention && purpose.retention->since == model::Retention::Since::milestone &&
             purpose.retention->milestone.index == i;
    });
    milestone_.push_back(kept ? at++ : npos);
  }
  for (std::size_t i = 0; i < p.data.size(); ++i)
    datum_.push_back(domains.is_read({static_cast<std::uint16_t>(i)}) ? at++ : npos);
  properties_ = at;
  at += p.properties.size();
  child_width_ = kChildFlags + 1;
  for (std::size_t i = 0; i < p.data.size(); ++i)
    child_datum_.push_back(datum_[i] != npos && p.data[i].each.known() ? child_width_++ : npos);
  children_ = at;
  if (p.machines.size() > 1) children_max_ = options.members_max;
  width_ = at + static_cast<std::size_t>(children_max_) * child_width_;
  for (std::size_t i = kWay + 1; i < width_; ++i) {
    const bool watched = i >= properties_ && i < properties_ + p.properties.size();
    if (!watched && std::ranges::find(milestone_, i) == milestone_.end()) dead_at_the_end_.push_back(i);
  }
  order_ = !options.interleave ? Order::ended_first : options.symmetry ? Order::sorted : Order::as_they_stand;
}

void Shape::find_listeners() {
  const Procedure& p = *procedure_;
  for (std::size_t m = 0; m < p.machines.size(); ++m) {
    const Machine& machine = p.machines[m];
    listeners_.emplace_back(machine.states.size());
    for (std::uint16_t s = 0; s < machine.states.size(); ++s) {
      for (std::uint16_t e = 0; e < p.events.size(); ++e)
        if (machine.row({s}, p.trigger_of(model::EventId{e})).count > 0) listeners_[m][s].events.push_back({e});
      for (std::uint16_t d = 0; d < p.deadlines.size(); ++d)
        if (p.deadlines[d].to && machine.row({s}, p.trigger_of(model::DeadlineId{d})).count > 0)
          listeners_[m][s].deadlines.push_back({d});
    }
  }
}

void Shape::find_live() {
  const Procedure& p = *procedure_;
  const Liveness live{p};
  for (std::size_t s = 0; s < p.main().states.size(); ++s) {
    std::vector<std::size_t> dead;
    const Wants& wants = live.at(0, s);
    for (std::size_t d = 0; d < p.data.size(); ++d)
      if (datum_[d] != npos && !wants.contains(d)) dead.push_back(datum_[d]);
    for (std::size_t d = 0; d < p.deadlines.size(); ++d)
      if (clock_[d] != npos && !wants.contains(p.data.size() + d)) dead.push_back(clock_[d]);
    dead_.push_back(std::move(dead));
  }
  for (std::size_t m = 0; m < p.machines.size(); ++m) {
    child_dead_.emplace_back(p.machines[m].states.size());
    for (std::size_t s = 0; m > 0 && s < p.machines[m].states.size(); ++s)
      for (std::size_t d = 0; d < p.data.size(); ++d)
        if (child_datum_[d] != npos && !live.at(m, s).contains(d)) child_dead_[m][s].push_back(child_datum_[d]);
  }
}

// How a refusal came about is asked only where no letter at the end, no way to contest, settles it.
void Shape::find_ways() {
  for (const model::State& state : procedure_->main().states) {
    if (state.kind != model::StateKind::outcome || state.outcome != model::OutcomeKind::rejected) continue;
    tracks_human_ = tracks_human_ || !has_human_review(state);
    tracks_motive_ = tracks_motive_ || std::ranges::none_of(state.tell, [&](const model::Letter& letter) {
                       return tells_motive(*procedure_, letter);
                     });
  }
}

void Shape::find_ends() {
  std::set<std::size_t> named;
  const auto visit = [&](const expr::Node& node) {
    if (node.op >= expr::Op::children_all) named.insert(node.index);
  };
  each_asked(*procedure_, [&](const expr::Expression& expression, DatumId) { each_node(expression.root(), visit); });
  for (const Machine& machine : procedure_->machines) {
    auto& ends = ended_as_.emplace_back();
    std::optional<Byte> other;
    for (std::size_t s = 0; s < machine.states.size(); ++s) {
      const auto here = static_cast<Byte>(s);
      const bool alike = machine.states[s].kind == model::StateKind::outcome && !named.contains(s);
      if (alike && !other) other = here;
      ends.push_back(alike ? *other : here);
    }
  }
}

void Shape::forget(Byte* row) const {
  if ((row[kFlags] & kEnded) != 0) {  // where it ended, and how it came there, is all that is left
    for (const std::size_t i : dead_at_the_end_) row[i] = 0;
    return;
  }
  for (const std::size_t i : dead_[row[kState]]) row[i] = 0;
  const model::State& state = procedure_->main().states[row[kState]];
  if (!state.each) return;
  const auto& dead = child_dead_[state.each->children.index];
  for (int i = 0; i < children_max_ && row[child(i)] != 0; ++i) {
    Byte* block = row + child(i);
    for (const std::size_t at : dead[block[kChildState]]) block[at] = 0;
    if ((block[kChildFlags] & kEnded) == 0) continue;
    block[0] = 1;  // whoever it was
    block[kChildState] = ended_as_[state.each->children.index][block[kChildState]];
    std::memset(block + kChildFlags + 1, 0, child_width_ - kChildFlags - 1);
  }
}

// Insertion sort of a few short blocks.
void Shape::arrange(Byte* row) const {
  if (order_ == Order::as_they_stand || children_max_ < 2 || row[child(1)] == 0) return;
  std::array<Byte, 256> held{};
  const auto before = [&](const Byte* a, const Byte* b) {
    if (order_ == Order::sorted) return std::memcmp(a, b, child_width_) < 0;
    const bool ended_a = (a[kChildFlags] & kEnded) != 0;
    const bool ended_b = (b[kChildFlags] & kEnded) != 0;
    if (ended_a != ended_b) return ended_a;
    return ended_a && std::memcmp(a, b, child_width_) < 0;
  };
  for (int i = 1; i < children_max_ && row[child(i)] != 0; ++i) {
    if (!before(row + child(i), row + child(i - 1))) continue;
    std::memcpy(held.data(), row + child(i), child_width_);
    int j = i;
    for (; j > 0 && before(held.data(), row + child(j - 1)); --j)
      std::memcpy(row + child(j), row + child(j - 1), child_width_);
    std::memcpy(row + child(j), held.data(), child_width_);
  }
}

}  // namespace guichet::check
