#include "conformance/walks.h"

#include <set>
#include <utility>
#include <variant>

#include "conformance/twins.h"

namespace guichet::conformance {

namespace {

constexpr std::uint64_t kMovesPerCase = 60;

using Taken = std::set<std::pair<model::MachineId, model::TransitionId>>;

void note_taken(const engine::Effects& effects, Taken& taken) {
  for (const engine::Effect& one : effects) {
    if (const auto* moved = std::get_if<engine::effect::Moved>(&one.what)) taken.emplace(moved->machine, moved->by);
  }
}

}  // namespace

Walked walk_all(const model::Procedure& procedure, const std::vector<engine::AnyStepper>& compiled, std::uint64_t limit) {
  Walked walked;
  Twins twins{procedure, compiled};
  Chance chance{procedure, 7};
  const Values values{procedure};    // the texts of the moves are its own
  const std::vector<Move> moves = alphabet(procedure, values);
  std::vector<std::pair<engine::CaseState, engine::CaseState>> level;
  for (int i = 0; i < 3; ++i) {
    twins.open(chance.attributes());
    level.push_back(twins.stand());
    if (procedure.attributes.empty()) break;
  }
  while (!level.empty() && walked.moves < limit) {
    ++walked.length;
    std::vector<std::pair<engine::CaseState, engine::CaseState>> next;
    for (const auto& start : level) {
      for (const Move& move : moves) {
        if (walked.moves >= limit) return walked;
        twins.stand(start);
        ++walked.moves;
        if (!twins.apply(move)) {
          walked.difference = twins.difference();
          return walked;
        }
        ++(twins.accepted() ? walked.accepted : walked.refused);
        if (twins.accepted() && !twins.state().main.ended) next.push_back(twins.stand());
      }
    }
    level = std::move(next);
  }
  return walked;
}

Walked walk_at_random(const model::Procedure& procedure, const std::vector<engine::AnyStepper>& compiled, std::uint64_t seed,
                      std::uint64_t moves) {
  Walked walked;
  Twins twins{procedure, compiled};
  Chance chance{procedure, seed};
  Taken taken;
  std::uint64_t left = 0;
  while (walked.moves < moves) {
    if (left == 0) {
      twins.open(chance.attributes());
      left = kMovesPerCase;
      ++walked.cases;
    }
    --left;
    // A few moves into a closed case, then another one.
    if (twins.state().main.ended && left > 3) left = 3;
    ++walked.moves;
    if (!twins.apply(chance.next(twins.state()))) {
      walked.difference = twins.difference();
      return walked;
    }
    ++(twins.accepted() ? walked.accepted : walked.refused);
    note_taken(twins.effects(), taken);
    walked.taken = taken.size();
  }
  return walked;
}

}  // namespace guichet::conformance
