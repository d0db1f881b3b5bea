// How fast the checker explores, beside SPIN on the very same model: five members of a dispatch, each on its own way, in
// every order and with none taken for another. SPIN reads the Promela this program exports, and counts the same states,
// its own few at the ends of the process apart. Then more than ten million states, for their memory.
#include <fmt/format.h>
#include <sys/resource.h>
#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>

#include "base/ensure.h"
#include "check/seen.h"
#include "interop/promela.h"
#include "load/procedure.h"

namespace guichet::check {
namespace {

namespace fs = std::filesystem;

// A member goes up its steps, is sent back, waits too long; at the last it is done or refused.
std::string dispatch(unsigned steps) {
  std::string text = R"yaml(procedure: banc
version: 1
title: Banc d'essai
actors:
  usager: {role: citizen, title: Usager}
  ville:  {role: agency, title: Ville}
purposes:
  dossier: {title: Traiter la demande, controller: ville, basis: public-task, law: [choice], retention: {delay: 12 months, since: closed, source: choice}}
data:
  choix: {type: list, category: request, values: {a: A, b: B, c: C, d: D, e: E}, title: Services}
events:
  deposer:  {by: usager, carries: [choix], title: Demande}
  avancer:  {by: ville, title: Étape faite}
  renvoyer: {by: ville, title: Renvoi au début}
states:
  saisie: {actor: usager, when: {deposer: [{if: "size(choix) == 5", to: suivi}, {to: fin}]}}
  suivi:
    each: choix
    as: service
    when: {done: [{if: "children.all('faite')", to: tout}, {to: fin}]}
    states:
)yaml";
  for (unsigned i = 0; i < steps; ++i)
    text += fmt::format("      etape-{}: {{actor: ville, when: {{avancer: {}, renvoyer: etape-0}}, after: {{delay: 1 month, to: {}, source: choice}}}}\n", i,
                        i + 1 == steps ? "faite" : fmt::format("etape-{}", i + 1), i % 4 == 3 ? "refusee" : fmt::format("etape-{}", i / 2));
  return text + R"yaml(      faite:   {outcome: done}
      refusee: {outcome: rejected, recourse: [gracieux]}
  tout: {outcome: done}
  fin:  {outcome: void}
)yaml";
}

model::Procedure load(unsigned steps, const scenario::World& world) {
  const base::Source source{"banc.yaml", dispatch(steps)};
  auto loaded = load::load_procedure(source, world.reference);
  if (!loaded.procedure) fmt::print(stderr, "{}", base::render(loaded.diagnostics, source, base::Lang::en));
  return std::move(loaded.procedure.value());
}

double megabytes_at_most() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  return static_cast<double>(usage.ru_maxrss) / 1024;
}

struct Measured {
  double states = 0, seconds = 0, megabytes = 0;
  [[nodiscard]] double rate() const { return states / seconds / 1e6; }
};

Measured ours(const model::Procedure& procedure, const scenario::World& world, bool symmetry) {
  Options options{.states_max = 1U << 26, .rounds_max = 1ULL << 40, .members_max = 5};
  options.interleave = true;
  options.symmetry = symmetry;
  const Domains domains{procedure, world.reference, options};
  const Shape shape{procedure, domains, options};
  const Model model{procedure, domains, shape, world.calendar, options};
  const double before = megabytes_at_most();
  const auto begin = std::chrono::steady_clock::now();
  const Exploration explored = explore(model);
  const std::chrono::duration<double> spent = std::chrono::steady_clock::now() - begin;
  base::ensure(explored.complete, "the limits are far");
  return {static_cast<double>(explored.states.size()), spent.count(), megabytes_at_most() - before};
}

// The number beside a label: before it on its line, or right after it.
double number(const std::string& said, const std::string& label, bool stands_before) {
  const std::size_t at = said.find(label);
  if (at == std::string::npos) return 0;
  if (!stands_before) return std::strtod(said.c_str() + at + label.size(), nullptr);
  return std::strtod(said.c_str() + said.rfind('\n', at) + 1, nullptr);
}

std::string said_by(const std::string& command) {
  std::string said;
  std::FILE* const pipe = ::popen(command.c_str(), "r");
  if (pipe == nullptr) return said;
  for (int c = std::fgetc(pipe); c != EOF; c = std::fgetc(pipe)) said += static_cast<char>(c);
  ::pclose(pipe);
  return said;
}

Measured theirs(const model::Procedure& procedure) {
  const fs::path folder = fs::temp_directory_path() / fmt::format("guichet-spin-{}", ::getpid());
  fs::create_directories(folder);
  std::ofstream{folder / "model.pml"} << interop::to_promela(procedure, base::Lang::fr);
  const std::string said = said_by(fmt::format(
      "cd '{}' && spin -a model.pml >/dev/null && gcc -O2 -w -DSAFETY -DNOCLAIM -DNOREDUCE -DVECTORSZ=4096 -o pan pan.c && ./pan -m2000000 -w24 -E 2>&1",
      folder.string()));
  std::error_code ignored;
  fs::remove_all(folder, ignored);
  return {number(said, "states, stored", true), number(said, "pan: elapsed time ", false), number(said, "total actual memory usage", true)};
}

int compare() {
  std::vector<load::FaultyFile> faulty;
  const auto world = scenario::open_world(GUICHET_SOURCE_DIR, faulty);
  if (!world.ok()) return EXIT_FAILURE;
  const model::Procedure procedure = load(14, *world);
  const Measured we = ours(procedure, *world, false);
  fmt::print("5 members of 16 states: {:.0f} states in {:.2f} s, {:.2f} M states/s, {:.0f} MB (limit 1 M/s)\n", we.states, we.seconds, we.rate(), we.megabytes);
  const Measured they = theirs(procedure);
  if (they.states == 0)
    fmt::print("SPIN is not there\n");
  else
    fmt::print("SPIN: {:.0f} states in {:.2f} s, {:.2f} M states/s, {:.0f} MB; ours {:.1f} times its speed (limit 1), {:.2f} times its memory (limit 2)\n",
               they.states, they.seconds, they.rate(), they.megabytes, we.rate() / they.rate(), we.megabytes / they.megabytes);
  const Measured alike = ours(procedure, *world, true);
  fmt::print("members that hold the same taken for each other: {:.0f} states in {:.3f} s\n", alike.states, alike.seconds);
  const Measured many = ours(load(24, *world), *world, false);
  fmt::print("5 members of 26 states: {:.0f} states in {:.2f} s, {:.2f} M states/s, {:.0f} MB in all (limit 2048)\n", many.states, many.seconds, many.rate(), megabytes_at_most());
  return EXIT_SUCCESS;
}

}  // namespace
}  // namespace guichet::check

int main() { return guichet::check::compare(); }
