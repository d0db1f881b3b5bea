// Engines written by others run every procedure that ships, and a toy with one of everything, on thousands of events drawn
// at random: they must stand where the reference stands after each. Their packages come from npm (tests/interop/package.json)
// and from Debian; `make test-long PART=peers` fetches the first.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "check/check.h"
#include "interop/bpmn.h"
#include "interop/flow_text.h"
#include "interop/promela.h"
#include "interop/promela_language.h"
#include "interop/promela_properties.h"
#include "interop/rows.h"
#include "interop/scxml.h"
#include "interop/subjects.h"
#include "interop/traces.h"
#include "interop/xml_text.h"
#include "interop/xstate.h"
#include "load/load.h"
#include "scenario/world.h"

namespace guichet::interop {
namespace {

namespace fs = std::filesystem;
const fs::path kFolder = GUICHET_PEERS_FOLDER;    // where npm installed them
const std::string kSource = GUICHET_SOURCE_DIR;

void write(const fs::path& path, const std::string& text) { std::ofstream{path, std::ios::binary} << text; }

// What the command printed; the test fails unless it succeeded.
std::string run(const std::string& command) {
  const std::string output = (kFolder / "output.txt").string();
  const int failed = std::system(fmt::format("cd '{}' && {} >'{}' 2>&1", kFolder.string(), command, output).c_str());
  std::string text = read_file(output);
  EXPECT_EQ(failed, 0) << command << "\n" << text;
  return text;
}

// What the ids of the document stand for: {id: [state, member]}.
std::string names_of(const model::Procedure& procedure) {
  nlohmann::ordered_json all;
  for (const model::State& state : procedure.main().states) {
    all[xml_name(state.name)] = nlohmann::ordered_json::array_t{state.name};
    if (!state.each) continue;
    for (const std::string& member : members(procedure, state))
      for (const model::State& child : procedure[state.each->children].states)
        all[fmt::format("{}__{}__{}", xml_name(state.name), xml_name(member), xml_name(child.name))] =
            nlohmann::ordered_json::array_t{child.name, member};
  }
  return all.dump();
}

// The packages, our scripts and what the exports need, side by side.
void prepare_folder() {
  fs::create_directories(kFolder);
  for (const char* file : {"package.json", "package-lock.json", "run_xstate.mjs", "run_scxml.mjs", "check_bpmn.mjs"})
    fs::copy_file(kSource + "/tests/interop/" + file, kFolder / file, fs::copy_options::overwrite_existing);
  for (const char* file : {"xstate.mjs", "prelude.js"})
    fs::copy_file(kSource + "/src/interop/" + file, kFolder / file, fs::copy_options::overwrite_existing);
  if (!fs::exists(kFolder / "node_modules/.package-lock.json")) run("npm ci --no-audit --no-fund");
}

// "1234" of "1234 states, stored": what SPIN saw.
std::string states_of(const std::string& said) {
  const std::size_t end = said.find(" states, stored");
  if (end == std::string::npos) return "?";
  const std::size_t start = said.rfind(' ', end - 1) + 1;
  return said.substr(start, end - start);
}

class Peers : public testing::TestWithParam<std::string> {
 protected:
  static void SetUpTestSuite() { prepare_folder(); }
  void SetUp() override {
    procedure_ = GetParam() == "toy" ? toy_canteen() : shipped(GetParam());
    id_ = procedure_->id;
  }
  // The random events of this procedure, written for the scripts; each walk must go somewhere.
  std::string walked(std::size_t cases) {
    const Traces traces = walk(*procedure_, 1, cases, 60);
    EXPECT_GT(traces.events, 1000u);
    EXPECT_GT(traces.moved * 6, traces.events) << "a walk that goes nowhere proves nothing";
    write(kFolder / (id_ + ".traces.json"), as_json(*procedure_, traces));
    return fmt::format("{} events\n", traces.events);
  }

  std::shared_ptr<const model::Procedure> procedure_;
  std::string id_;
};

TEST_P(Peers, XState) {
  const std::string events = walked(3000);
  write(kFolder / (id_ + ".xstate.json"), to_xstate(*procedure_, base::Lang::fr));
  EXPECT_EQ(run(fmt::format("node run_xstate.mjs ./xstate.mjs {0}.xstate.json {0}.traces.json", id_)), events);
}

TEST_P(Peers, Scion) {
  const std::string events = walked(700);
  write(kFolder / (id_ + ".scxml"), to_scxml(*procedure_, base::Lang::fr));
  write(kFolder / (id_ + ".names.json"), names_of(*procedure_));
  EXPECT_EQ(run(fmt::format("node run_scxml.mjs {0}.scxml {0}.traces.json {0}.names.json", id_)), events);
}

// Simulated by SPIN, which reads what happened and prints where the case stands.
TEST_P(Peers, SpinFollows) {
  const Traces traces = walk(*procedure_, 1, 120, 60);
  const Replay replay = as_replay(*procedure_, traces);
  EXPECT_GT(replay.events, 300u);
  write(kFolder / (id_ + ".pml"), to_promela(*procedure_, base::Lang::fr));
  write(kFolder / (id_ + ".told"), replay.told);
  const std::string said = run(fmt::format("spin -T -DREPLAY {0}.pml <{0}.told", id_));
  std::string stands;
  std::size_t line = 0;
  for (std::size_t at = 0; at < said.size(); at = line + 1) {
    line = std::min(said.find('\n', at), said.size());
    const std::size_t word = said.find("stands ", at);
    if (word < line) stands += said.substr(word, line - word) + "\n";
  }
  ASSERT_EQ(std::ranges::count(stands, '\n'), std::ranges::count(replay.wanted, '\n')) << said.substr(0, 2000);
  std::size_t number = 0;
  for (std::size_t at = 0; at < stands.size(); at = stands.find('\n', at) + 1, ++number) {
    // Lines of the same number begin at the same place as long as all before are equal.
    const std::size_t end = stands.find('\n', at);
    ASSERT_EQ(stands.substr(at, end - at), replay.wanted.substr(at, replay.wanted.find('\n', at) - at)) << "line " << number;
  }
}

// Read, linted, opened, drawn and followed by the tools of others; valid by the schema of the standard.
TEST_P(Peers, Modellers) {
  static const auto reference = load::load_reference(kSource + "/data");
  ASSERT_TRUE(reference.ok());
  const auto drawing = to_bpmn(*procedure_, reference->reference, base::Lang::fr);
  ASSERT_TRUE(drawing.ok());
  write(kFolder / (id_ + ".bpmn"), *drawing);
  run(fmt::format("xmllint --noout --schema node_modules/bpmn-moddle/resources/bpmn/xsd/BPMN20.xsd {}.bpmn", id_));
  EXPECT_NE(run(fmt::format("node check_bpmn.mjs {}.bpmn", id_)).find(" nodes followed\n"), std::string::npos);
  write(kFolder / (id_ + ".dot"), *to_dot(*procedure_, reference->reference, base::Lang::fr));
  EXPECT_EQ(run(fmt::format("dot -Tsvg -o {0}.dot.svg {0}.dot", id_)), "");
}

// Verified by SPIN: the states it can reach are those the checker reaches: in a procedure that ships, every one.
TEST_P(Peers, SpinReachesTheSameStates) {
  const std::string model = to_promela(*procedure_, base::Lang::fr);
  write(kFolder / "verify.pml", model);
  run("spin -a verify.pml && gcc -O1 -w -DBITSTATE -DVECTORSZ=8192 -o pan pan.c");
  for (const model::State& state : procedure_->main().states) {
    const PromelaNames names{*procedure_};
    const auto id = static_cast<std::uint16_t>(&state - procedure_->main().states.data());
    const std::string said = run(fmt::format("timeout 120 ./pan -a -m100000 -w24 -N never_{}", names.state({0}, {id})));
    const bool reached = said.find("errors: 1") != std::string::npos;
    EXPECT_TRUE(reached || said.find("errors: 0") != std::string::npos) << said;
    EXPECT_EQ(reached, state.name != "oubliee") << state.name;
  }
}

// One verdict a property, from two programs: SPIN on the formula of the export, the checker on the sentence of the file.
// What the checker did not prove, SPIN may still not break.
TEST_P(Peers, SpinSaysTheSameOfProperties) {
  using Kind = check::Answer::Kind;
  static std::vector<load::FaultyFile> faulty;
  static const auto world = scenario::open_world(kSource, faulty);
  ASSERT_TRUE(world.ok());
  const check::Checked checked = check::check(*procedure_, id_, *world, nullptr, {});
  ASSERT_EQ(checked.properties.size(), procedure_->properties.size());
  const PromelaNames names{*procedure_};
  const PromelaProperties carried{*procedure_, names};
  write(kFolder / "verify.pml", to_promela(*procedure_, base::Lang::fr));
  run("spin -a verify.pml && gcc -O1 -w -DBITSTATE -DVECTORSZ=8192 -o pan pan.c");
  int broken = 0;
  for (std::size_t i = 0; i < checked.properties.size(); ++i) {
    const model::Property& property = procedure_->properties[i];
    if (carried.formula(i).empty()) continue;
    // A procedure that ships has more states than this sees: then the search found nothing against it, and says so.
    const std::string said =
        run(fmt::format("(timeout -s INT 30 ./pan -a -m200000 -w28 -N {} || test $? = 124)", carried.formula(i)));
    const bool breaks = said.find("errors: 1") != std::string::npos;
    ASSERT_TRUE(breaks || said.find("errors: 0") != std::string::npos) << said;
    broken += breaks ? 1 : 0;
    const bool only_late = property.within && !breaks;    // the formula has no delay
    if (!only_late) {
      EXPECT_EQ(breaks, checked.properties[i].kind == Kind::broken)
          << property.name << ": " << property.text << " (the checker: " << static_cast<int>(checked.properties[i].kind) << ")\n" << said;
    }
    std::cout << id_ << ": " << property.name << (breaks ? " is broken, " : " holds, ") << states_of(said) << " states"
              << (said.find("Interrupted") != std::string::npos ? " of more" : "") << "\n";
  }
  EXPECT_EQ(broken, id_ == "cantine" ? 5 : 0);
}

// The comparison must be able to fail: this machine lost one condition.
TEST(Spoilt, IsSeen) {
  prepare_folder();
  const auto toy = toy_canteen();
  write(kFolder / "spoilt.traces.json", as_json(*toy, walk(*toy, 1, 50, 60)));
  std::string machine = to_xstate(*toy, base::Lang::fr);
  const std::string guard = "any(children, 'faite')";
  const std::size_t at = machine.find(guard);
  ASSERT_NE(at, std::string::npos);
  machine.replace(at, guard.size(), "true");
  write(kFolder / "spoilt.xstate.json", machine);
  EXPECT_NE(std::system(fmt::format("cd '{}' && node run_xstate.mjs ./xstate.mjs spoilt.xstate.json spoilt.traces.json >spoilt.txt 2>&1",
                                    kFolder.string()).c_str()), 0);
  EXPECT_NE(read_file((kFolder / "spoilt.txt").string()).find("\"wanted\""), std::string::npos) << "it failed for another reason";
}

std::vector<std::string> subjects() {
  std::vector<std::string> all = shipped_ids();
  all.insert(all.begin(), "toy");
  return all;
}
std::string name_of(const testing::TestParamInfo<std::string>& info) {
  std::string name = info.param;
  std::ranges::replace(name, '-', '_');
  return name;
}
INSTANTIATE_TEST_SUITE_P(All, Peers, testing::ValuesIn(subjects()), name_of);

}  // namespace
}  // namespace guichet::interop
