// What a pass over the graph or the file suspects: a finding before it was replayed. Each pass is one function and
// knows nothing of the others.
#pragma once

#include <optional>
#include <vector>

#include "check/explore.h"
#include "check/finding.h"

namespace guichet::check {

struct Suspicion {
  Finding finding;
  std::optional<std::uint32_t> state = std::nullopt;  // the way there is the counter-example
  std::optional<Undetermined> then = std::nullopt;    // and this move after it

  // Of a property: ways that may break it, the first that does is the counter-example.
  struct Way {
    std::vector<std::uint32_t> states;
    std::size_t late_from = SIZE_MAX;  // from there on, acts come at the last moment
  };
  std::optional<std::size_t> property = std::nullopt;
  std::vector<Way> ways = {};
};
using Suspicions = std::vector<Suspicion>;

// ---- over the graph (graph_passes.cpp)
void find_dead_ends(const Model& model, const Exploration& explored, Suspicions& out);    // and cannot_end
void find_unreachable(const Model& model, const Exploration& explored, Suspicions& out);  // states, branches, guards
void find_loops(const Model& model, const Exploration& explored, Suspicions& out);
void find_undetermined(const Model& model, const Exploration& explored, Suspicions& out);
void find_refusals(const Model& model, const Exploration& explored, Suspicions& out);  // motive, automation
void find_unkept(const Model& model, const Exploration& explored, Suspicions& out);    // retention never begun
void find_broken(const Model& model, const Exploration& explored, Suspicions& out);    // properties (property_passes.cpp)

// ---- over the file (file_passes.cpp, data_passes.cpp)
void find_unheard(const model::Procedure& procedure, Suspicions& out);
void find_waits(const model::Procedure& procedure, Suspicions& out);
void find_silence(const model::Procedure& procedure, Suspicions& out);
void find_races(const model::Procedure& procedure, const base::Calendar& calendar, Suspicions& out);
void find_recourse(const model::Procedure& procedure, Suspicions& out);
void find_unused_data(const model::Procedure& procedure, Suspicions& out);
void find_exchanges(const model::Procedure& procedure, const model::Reference& reference, Suspicions& out);
void find_bases(const model::Procedure& procedure, Suspicions& out);  // purposes, consent

}  // namespace guichet::check
