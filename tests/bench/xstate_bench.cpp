// What XState takes for the very events our two engines answer, where Node is there to run it (bench/xstate/), and how
// many times faster ours are. Like is `transition()`: a state and an event in, the next state out. An actor keeps its
// state and is XState's fastest way; it is told too.
#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <nlohmann/json.hpp>
#include <sstream>
#include <string>

#include "bench/steps.h"
#include "codegen/compiled.h"
#include "support/walk.h"

namespace guichet::procedures::stationnement {
const codegen::Compiled& compiled();
}

namespace guichet {
namespace {

using Json = nlohmann::json;

constexpr std::size_t kKinds = 61;
constexpr double kLimit = 1000;

Json to_json(const expr::Value& value) {
  return value.kind() == expr::Kind::text ? Json(value.as_text()) : Json(value.as_integer());
}

// [{data: {plaque: ...}, events: [["deposer", "titulaire"], ...]}, ...]
Json cases_as_json(const model::Procedure& procedure, const bench::Cases& cases) {
  const engine::ReferenceStepper reference{procedure.main()};
  Json all = Json::array();
  for (const bench::Question& question : cases.questions) {
    if (question.state.index == 0) {
      Json data;
      for (const model::Datum& datum : procedure.data) data[datum.name] = to_json(question.slots[datum.slot]);
      all.push_back({{"data", data}, {"events", Json::array()}});
    }
    expr::Frame frame;
    frame.slots = question.slots;
    const model::TransitionId taken = reference.step(question.state, question.on, frame).transition;
    const model::StateId to = *procedure.main().transitions[taken.index].to;
    all.back()["events"].push_back({procedure.trigger_name(question.on), procedure.main().states[to.index].name});
  }
  return all;
}

std::string said_by(const std::string& command) {
  std::string said;
  std::FILE* const pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) return said;
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) said += static_cast<char>(c);
  return ::pclose(pipe) == 0 ? said : std::string{};
}

int compare() {
  const auto procedure = bench::ten_states();
  const bench::Cases cases = bench::walk_cases(procedure->main(), kKinds);
  const std::string folder = GUICHET_XSTATE_FOLDER;
  const std::string file = folder + "-cases.json";
  std::ofstream{file} << cases_as_json(*procedure, cases);
  const std::string said =
      said_by(fmt::format("'{}/tests/bench/xstate/measure' '{}' '{}'", GUICHET_SOURCE_DIR, folder, file));
  if (said.starts_with("skipped")) {
    fmt::print("XState: {}", said);
    return EXIT_SUCCESS;
  }
  std::istringstream words{said};
  std::string version;
  double theirs = 0;
  double actor = 0;
  if (!(words >> version >> theirs >> actor)) {
    fmt::print("XState: it did not answer as the reference does\n");
    return EXIT_FAILURE;
  }
  const engine::ReferenceStepper reference{procedure->main()};
  const double interpreted = bench::cost(cases, engine::AnyStepper{reference});
  const double compiled = bench::cost(cases, procedures::stationnement::compiled().steppers.at(0));
  fmt::print("step, {} kinds of case, nanoseconds: XState {} transition() {:.0f}, actor {:.0f}; reference {:.2f}; Boost.MSM {:.2f}\n",
             kKinds, version, theirs, actor, interpreted, compiled);
  fmt::print("times faster than transition(): reference {:.0f}, Boost.MSM {:.0f} (limit {:.0f}); than an actor: {:.0f}, {:.0f}\n",
             theirs / interpreted, theirs / compiled, kLimit, actor / interpreted, actor / compiled);
  return EXIT_SUCCESS;
}

}  // namespace
}  // namespace guichet

int main() { return guichet::compare(); }
