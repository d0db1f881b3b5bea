// What registers cost a scenario: 10 ms at most for fresh ones, since `guichet run all` has a second.
#include <benchmark/benchmark.h>

#include "agency/world.h"

namespace guichet::agency {
namespace {

void load_population(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(RegisterTemplate::load(test::kCitizens).ok());
}
BENCHMARK(load_population)->Unit(benchmark::kMillisecond);

void fresh_registers(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(Registers::fresh(test::population()).ok());
}
BENCHMARK(fresh_registers)->Unit(benchmark::kMillisecond);

void reset_registers(benchmark::State& state) {
  test::World world;
  for (auto _ : state) benchmark::DoNotOptimize(world.registers.reset(test::population()).ok());
}
BENCHMARK(reset_registers)->Unit(benchmark::kMillisecond);

void one_exchange(benchmark::State& state) {
  test::World world;
  int key = 0;
  for (auto _ : state)
    benchmark::DoNotOptimize(world.extract("fc-0001", "SS-001-AA", std::to_string(++key)));
}
BENCHMARK(one_exchange)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace guichet::agency

BENCHMARK_MAIN();
