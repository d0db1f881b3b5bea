// What the reference interpreter costs: a step (see bench/steps.h), then a whole case through the driver.
#include <fmt/format.h>

#include <algorithm>
#include <chrono>
#include <vector>

#include "base/ensure.h"
#include "bench/steps.h"
#include "support/walk.h"

namespace guichet {
namespace {

using expr::Value;

// A whole case through the driver: data, clocks, effects and all.
void drive(const std::shared_ptr<const model::Procedure>& procedure) {
  const engine::ReferenceStepper reference{procedure->main()};
  const engine::Driver driver{*procedure, {engine::AnyStepper{reference}}, base::metropolitan_france()};
  const base::Instant start = base::parse_instant("2026-03-02T09:00").value();
  const auto event = [&](const char* name) { return procedure->find_event(name).value(); };
  const auto datum = [&](const char* name) { return procedure->find_datum(name).value(); };
  const model::ActorId usager = procedure->find_actor("usager").value();
  const model::ActorId ville = procedure->find_actor("ville").value();
  const std::vector<engine::Given> deposit{{datum("plaque"), Value::text("AB-123-CD")},
                                           {datum("duree"), Value::number(12)},
                                           {datum("du"), Value::money(4500)},
                                           {datum("annee"), Value::number(1)}};
  const std::vector<engine::Given> owner{{datum("statut"), Value::enumeration(0)}, {datum("commune"), Value::text("Lyon")}};
  const std::vector<engine::Given> income{{datum("rfr"), Value::number(15'000)}};
  const std::vector<engine::Given> paid{{datum("verse"), Value::money(4500)}};
  engine::Effects effects;
  engine::CaseState state = driver.open(start, {}, effects);
  constexpr int kRounds = 20'000;
  double best = 1e9;
  for (int attempt = 0; attempt < 5; ++attempt) {
    const auto begin = std::chrono::steady_clock::now();
    for (int round = 0; round < kRounds; ++round) {
      effects.clear();
      bool fine = driver.act(state, {.event = event("deposer"), .by = usager, .data = deposit}, start, effects);
      fine &= driver.answer(state, {.visit = state.main.visit, .data = owner}, start, effects);
      fine &= driver.answer(state, {.visit = state.main.visit, .data = income}, start, effects);
      fine &= driver.act(state, {.event = event("payer"), .by = usager, .data = paid}, start, effects);
      fine &= driver.act(state, {.event = event("editer"), .by = ville}, start, effects);
      fine &= driver.act(state, {.event = event("renouveler"), .by = usager}, start, effects);
      base::ensure(fine, "a happy case");
    }
    const std::chrono::duration<double, std::nano> spent = std::chrono::steady_clock::now() - begin;
    best = std::min(best, spent.count() / (6.0 * kRounds));
  }
  fmt::print("driver: {:.0f} ns an event, {} effects for 6 events\n", best, effects.size());
}

}  // namespace
}  // namespace guichet

int main() {
  const auto procedure = guichet::bench::ten_states();
  guichet::drive(procedure);
  const guichet::engine::ReferenceStepper reference{procedure->main()};
  return guichet::bench::compare_steps(*procedure, "chosen at run time", guichet::engine::AnyStepper{reference});
}
