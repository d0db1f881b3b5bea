#include "bench/steps.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "expr/value.h"
#include "support/walk.h"

namespace guichet::bench {
namespace {

using engine::Step;
using expr::Value;

enum State : std::uint16_t { saisie, titulaire, domicile, pieces, instruction, paiement, edition, active };
enum Slot : std::uint16_t { plaque, duree, statut, commune, rfr, note, verse, du, annee };
enum On : std::uint16_t {
  deposer = model::kFixedTriggers, completer, accepter, refuser, payer, editer, renouveler, archiver
};

// What the interpreter answers, written out: transitions are numbered in the order of the file.
class ByHand {
 public:
  explicit ByHand(const model::Machine& machine) {
    for (std::uint16_t state = 0; state <= active; ++state) {
      for (std::uint16_t on = 0; on < machine.triggers; ++on) first_[state][on] = machine.row({state}, {on}).first;
    }
  }

  [[nodiscard]] Step step(model::StateId state, model::TriggerId on, const expr::Frame& frame) const {
    const Value* s = frame.slots;
    const std::uint16_t first = first_[state.index][on.index];
    switch (state.index) {
      case saisie:
        if (on.index != deposer) return {};
        if (s[plaque].is_absent()) return {.kind = Step::Kind::no_branch};
        if (s[duree].is_absent()) return absent(first, duree);
        if (s[duree].as_integer() <= 0) return {.kind = Step::Kind::no_branch};
        return to(first);
      case titulaire:
        if (on.index > 3) return {};
        if (on.index != 0) return to(first);
        if (s[statut].is_absent()) return absent(first, statut);
        if (s[statut].as_integer() > 1) return to(first, 1);
        if (s[commune].is_absent()) return absent(first, commune);
        return to(first, s[commune].as_text() == "Lyon" ? 0 : 1);
      case domicile:
        if (on.index > 3) return {};
        if (on.index != 0) return to(first);
        if (s[rfr].is_absent()) return absent(first, rfr);
        return to(first, s[rfr].as_integer() < 20'000 ? 0 : 1);
      case pieces: return on.index == completer ? to(first) : Step{};
      case instruction:
        if (on.index == refuser) return to(first);
        if (on.index != accepter) return {};
        if (s[note].is_absent()) return absent(first, note);
        return to(first, s[note].as_integer() >= 10 ? 0 : 1);
      case paiement:
        if (on.index != payer) return {};
        if (s[verse].is_absent()) return absent(first, verse);
        if (s[du].is_absent()) return absent(first, du);
        if (s[verse].as_integer() != s[du].as_integer()) return {.kind = Step::Kind::no_branch};
        return to(first);
      case edition: return on.index == editer ? to(first) : Step{};
      case active:
        if (on.index == archiver) return to(first);
        if (on.index != renouveler) return {};
        if (s[annee].is_absent()) return absent(first, annee);
        return to(first, s[annee].as_integer() < 3 ? 0 : 1);
      default: return {};
    }
  }

 private:
  static Step to(std::uint16_t first, int branch = 0) {
    return {.kind = Step::Kind::moved, .transition = {static_cast<std::uint16_t>(first + branch)}};
  }
  static Step absent(std::uint16_t first, std::uint16_t slot) {
    return {.kind = Step::Kind::undetermined, .transition = {first}, .fault = expr::Fault::absent_slot, .slot = slot};
  }
  std::array<std::array<std::uint16_t, archiver + 1>, active + 1> first_{};
};

// Nanoseconds of one question, the smallest of many rounds; `sum` keeps the answers.
template <class Ask>
double cost_of(const Cases& cases, Ask ask, std::uint64_t& sum) {
  double best = 1e9;
  for (int round = 0; round < 400; ++round) {
    sum = 0;
    const auto begin = std::chrono::steady_clock::now();
    for (const Question& question : cases.questions) {
      expr::Frame frame;
      frame.slots = question.slots;
      sum += ask(question.state, question.on, frame).transition.index;
    }
    const std::chrono::duration<double, std::nano> spent = std::chrono::steady_clock::now() - begin;
    best = std::min(best, spent.count() / static_cast<double>(cases.questions.size()));
  }
  return best;
}

}  // namespace

Cases walk_cases(const model::Machine& machine, std::size_t kinds) {
  const ByHand by_hand{machine};
  constexpr std::array<std::uint16_t, active + 1> kNext{deposer, 0, 0, completer, accepter, payer, editer, renouveler};
  Cases cases;
  std::uint32_t chance = 12345;
  const auto draw = [&](std::uint32_t below) {
    chance = chance * 1664525U + 1013904223U;
    return (chance >> 16) % below;
  };
  for (std::size_t i = 0; i < kinds; ++i) {
    const bool only = kinds == 1;
    std::vector<Value> row(annee + 1);
    row[plaque] = Value::text("AB-123-CD");
    row[duree] = Value::number(12);
    row[statut] = Value::enumeration(only ? 0 : draw(3));
    row[commune] = Value::text(only || draw(3) != 0 ? "Lyon" : "Paris");
    row[rfr] = Value::number(only ? 15'000 : draw(40'000));
    row[note] = Value::number(only ? 15 : draw(20));
    row[verse] = row[du] = Value::money(4500);
    row[annee] = Value::number(3);
    cases.rows.push_back(std::move(row));
  }
  for (std::size_t n = 0; n < 4096 / 6; ++n) {
    const Value* slots = cases.rows[n % kinds].data();
    model::StateId state{saisie};
    while (state.index <= active) {
      const model::TriggerId on{kNext[state.index]};
      cases.questions.push_back({state, on, slots});
      expr::Frame frame;
      frame.slots = slots;
      state = *machine.transitions[by_hand.step(state, on, frame).transition.index].to;
    }
  }
  return cases;
}

double cost(const Cases& cases, const engine::AnyStepper& stepper) {
  std::uint64_t sum = 0;
  return cost_of(
      cases,
      [&](model::StateId state, model::TriggerId on, const expr::Frame& frame) { return stepper.step(state, on, frame); },
      sum);
}

std::shared_ptr<const model::Procedure> ten_states() {
  std::ifstream file{std::string{GUICHET_SOURCE_DIR} + "/tests/conformance/toys/stationnement.yaml", std::ios::binary};
  return support::toy({std::istreambuf_iterator<char>{file}, {}});
}

int compare_steps(const model::Procedure& procedure, std::string_view name, const engine::AnyStepper& other) {
  const model::Machine& machine = procedure.main();
  const ByHand by_hand{machine};
  const engine::ReferenceStepper reference{machine};
  double worst[2] = {};
  for (const std::size_t kinds : {std::size_t{1}, std::size_t{61}}) {
    const Cases cases = walk_cases(machine, kinds);
    const auto asking = [](const auto& stepper) {
      return [&stepper](model::StateId state, model::TriggerId on, const expr::Frame& frame) {
        return stepper.step(state, on, frame);
      };
    };
    std::uint64_t sums[3] = {};
    const double hand = cost_of(cases, asking(by_hand), sums[0]);
    const double interpreted = cost_of(cases, asking(reference), sums[1]);
    const double others = cost_of(cases, asking(other), sums[2]);
    if (sums[0] != sums[1] || sums[0] != sums[2]) {
      fmt::print("the answers differ\n");
      return EXIT_FAILURE;
    }
    fmt::print("step, {:2} kinds of case: switch {:.2f} ns; reference {:.2f} ns, ratio {:.2f}; {} {:.2f} ns, ratio {:.2f}\n",
               kinds, hand, interpreted, interpreted / hand, name, others, others / hand);
    worst[0] = std::max(worst[0], interpreted / hand);
    worst[1] = std::max(worst[1], others / hand);
  }
  fmt::print("step ratio: reference {:.2f}, {} {:.2f} (limit 3)\n", worst[0], name, worst[1]);
  return EXIT_SUCCESS;
}

}  // namespace guichet::bench
