// What a guard costs beside the same condition written by hand on the same slots.
#include <benchmark/benchmark.h>

#include "toy.h"

namespace guichet::expr {
namespace {

bool same(std::string_view a, std::string_view b) { return a == b; }

bool text_by_hand(const Value* slots) {
  const Value& status = slots[0];
  if (status.is_absent() || (status.as_integer() != 0 && status.as_integer() != 1)) return false;
  const Value& here = slots[1];
  const Value& there = slots[2];
  return !here.is_absent() && !there.is_absent() && same(here.as_text(), there.as_text());
}

bool numbers_by_hand(const Value* slots) {
  const Value& count = slots[3];
  const Value& paid = slots[8];
  if (!count.is_absent() && count.as_integer() > 5) return true;
  if (paid.is_absent() || paid.is_true()) return false;
  const Value& fine = slots[4];
  return !fine.is_absent() && fine.as_integer() >= 10'000;
}

void by_hand(benchmark::State& state, bool (*guard)(const Value*)) {
  toy::Case c;
  toy::fill(c);
  for (auto _ : state) {
    const Value* slots = c.slots.data();
    benchmark::DoNotOptimize(slots);
    benchmark::ClobberMemory();
    bool answer = guard(slots);
    benchmark::DoNotOptimize(answer);
  }
}

void compiled(benchmark::State& state, const char* text) {
  toy::Case c;
  toy::fill(c);
  base::Diagnostics diagnostics;
  const auto guard = compile(text, {}, toy::scope(), {.kind = Kind::boolean}, diagnostics);
  base::ensure(guard.has_value(), "the guard compiles");
  const Frame frame = c.frame();
  for (auto _ : state) {
    benchmark::ClobberMemory();
    bool answer = guard->evaluate(frame).is_true();
    benchmark::DoNotOptimize(answer);
  }
}

BENCHMARK_CAPTURE(by_hand, words_and_texts, text_by_hand);
BENCHMARK_CAPTURE(compiled, words_and_texts,
                  "siv.statut in ['titulaire', 'cotitulaire'] && siv.commune == ville.commune");
BENCHMARK_CAPTURE(by_hand, numbers, numbers_by_hand);
BENCHMARK_CAPTURE(compiled, numbers, "demande.nombre > 5 || !avis.payee && avis.montant >= money('100.00')");
BENCHMARK_CAPTURE(compiled, one_boolean, "avis.automatise");
BENCHMARK_CAPTURE(compiled, dates, "today() <= avis.date + duration('2 months')");

}  // namespace
}  // namespace guichet::expr

BENCHMARK_MAIN();
