#include "conformance/steps.h"

#include <fmt/format.h>

#include <algorithm>
#include <random>
#include <vector>

#include "conformance/values.h"
#include "expr/codec.h"

namespace guichet::conformance {

using engine::Step;
using expr::Value;

namespace {

// What a guard may ask besides the slots.
struct Surroundings {
  base::Date today;
  std::uint16_t member = 0;
  std::vector<std::uint16_t> children;
  std::vector<Value> passed;  // by deadline
};

class Questioner {
 public:
  Questioner(const model::Procedure& procedure, model::MachineId machine, const engine::AnyStepper& one,
             const engine::AnyStepper& other, std::uint64_t limit)
      : procedure_{procedure}, id_{machine}, one_{one}, other_{other}, limit_{limit}, values_{procedure} {
    collect_surroundings();
  }

  Compared compare() {
    const model::Machine& machine = procedure_[id_];
    result_.taken.resize(machine.transitions.size());
    for (std::uint16_t state = 0; state < machine.states.size(); ++state) {
      for (std::uint16_t on = 0; on < machine.triggers && result_.difference.empty(); ++on) ask_all({state}, {on});
    }
    return result_;
  }

 private:
  void collect_surroundings() {
    const std::uint16_t width = widest();
    std::uint16_t child_states = 1;
    for (std::size_t i = 1; i < procedure_.machines.size(); ++i) {
      child_states = std::max(child_states, static_cast<std::uint16_t>(procedure_.machines[i].states.size()));
    }
    const Value passed[] = {Value::boolean(false), Value::boolean(true), Value::error(expr::Fault::absent_slot, 1)};
    std::size_t turn = 0;
    for (const std::size_t children : {0U, 1U, 3U, 32U}) {
      for (const base::Date day : values_.days()) {
        Surroundings around{.today = day, .member = static_cast<std::uint16_t>(turn % width), .children = {}, .passed = {}};
        for (std::size_t i = 0; i < procedure_.deadlines.size(); ++i) around.passed.push_back(passed[chance_() % 3]);
        for (std::size_t i = 0; i < children; ++i) {
          around.children.push_back(static_cast<std::uint16_t>(turn % 3 == 0 ? turn % child_states : (turn + i) % child_states));
        }
        surroundings_.push_back(around);
        ++turn;
      }
    }
  }

  [[nodiscard]] std::uint16_t widest() const {
    std::uint16_t width = 1;
    for (const model::Datum& datum : procedure_.data) width = std::max(width, datum.width);
    return width;
  }

  void ask_all(model::StateId state, model::TriggerId on) {
    std::vector<std::uint16_t> slots;
    const auto [first, count] = procedure_[id_].row(state, on);
    for (std::uint16_t i = first; i < first + count; ++i) {
      const auto& guard = procedure_[id_].transitions[i].guard;
      if (guard) read_slots(guard->root(), slots);
    }
    std::vector<std::vector<Value>> pools;
    double combinations = 1;
    for (const std::uint16_t slot : slots) {
      pools.push_back(values_.of_slot(slot));
      combinations *= static_cast<double>(pools.back().size());
    }
    // Few valuations are asked in all surroundings, many in one each.
    const bool every = combinations * static_cast<double>(surroundings_.size()) <= static_cast<double>(limit_);
    const bool drawn = combinations > static_cast<double>(limit_);
    const auto rounds = drawn ? limit_ : static_cast<std::uint64_t>(combinations);
    for (std::uint64_t round = 0; round < rounds && result_.difference.empty(); ++round) {
      std::vector<Value> row(procedure_.slots + std::size_t{1});
      // Drawn one by one, no two data would ever be equal: every other time they all take the same place of their list.
      const bool alike = drawn && round % 2 == 0;
      const std::uint64_t theme = chance_();
      std::uint64_t rest = round;
      for (std::size_t i = 0; i < slots.size(); ++i) {
        const std::size_t size = pools[i].size();
        const std::uint64_t place = alike ? place_of(pools[i].back().kind(), theme) : drawn ? chance_() : rest;
        rest /= size;
        for (std::uint16_t k = 0; k < width_of(slots[i]); ++k) row[std::size_t{slots[i]} + k] = pools[i][place % size];
      }
      const std::size_t last = every ? surroundings_.size() : 1;
      for (std::size_t i = 0; i < last; ++i) {
        ask(state, on, row, surroundings_[every ? i : chance_() % surroundings_.size()]);
      }
    }
  }

  [[nodiscard]] std::uint16_t width_of(std::uint16_t slot) const {
    const auto datum = procedure_.datum_of_slot(slot);
    return datum ? procedure_[*datum].width : std::uint16_t{1};
  }

  void ask(model::StateId state, model::TriggerId on, const std::vector<Value>& row, const Surroundings& around) {
    expr::Frame frame;
    frame.slots = row.data();
    frame.member = around.member;
    frame.today = around.today;
    frame.children = around.children;
    frame.passed = [](const void* owner, std::uint16_t deadline) { return static_cast<const Value*>(owner)[deadline]; };
    frame.owner = around.passed.data();
    frame.calendar = &base::metropolitan_france();
    const Step a = one_.step(state, on, frame);
    const Step b = other_.step(state, on, frame);
    ++result_.questions;
    if (a.kind == Step::Kind::moved) {
      ++result_.moved;
      result_.taken[a.transition.index] = true;
    }
    if (a.kind == Step::Kind::undetermined) ++result_.undetermined;
    if (!(a == b) && result_.difference.empty()) result_.difference = describe(state, on, row, around, a, b);
  }

  [[nodiscard]] std::string describe(model::StateId state, model::TriggerId on, const std::vector<Value>& row,
                                     const Surroundings& around, const Step& a, const Step& b) const {
    const auto told = [](const Step& step) {
      return fmt::format("kind {} transition {} fault {} slot {}", static_cast<int>(step.kind), step.transition.index,
                         static_cast<int>(step.fault), step.slot);
    };
    std::string text = fmt::format("{} on {} ({} children, {}): {} against {}\n", procedure_[id_].states[state.index].name,
                                   procedure_.trigger_name(on), around.children.size(), base::to_iso(around.today), told(a), told(b));
    for (const model::Datum& datum : procedure_.data) {
      const Value& value = row[datum.slot];
      if (!value.is_absent()) text += fmt::format("  {} = {}\n", datum.name, expr::to_text(value, datum.type));
    }
    return text;
  }

  const model::Procedure& procedure_;
  model::MachineId id_;
  const engine::AnyStepper& one_;
  const engine::AnyStepper& other_;
  std::uint64_t limit_;
  Values values_;
  std::vector<Surroundings> surroundings_;
  std::mt19937_64 chance_{20260302};
  Compared result_;
};

}  // namespace

Compared compare_steps(const model::Procedure& procedure, model::MachineId machine, const engine::AnyStepper& one,
                       const engine::AnyStepper& other, std::uint64_t limit) {
  return Questioner{procedure, machine, one, other, limit}.compare();
}

}  // namespace guichet::conformance
