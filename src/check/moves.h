// What can happen next to a case, and what becomes of its row of bytes: the rules of docs/semantics.md over abstract
// data. Written apart from the engine on purpose, so that replaying a way on the engine means something. It keeps no
// state it has seen.
#pragma once

#include <cstdint>
#include <cstring>
#include <optional>
#include <vector>

#include "check/evaluate.h"

namespace guichet::check {

struct Move {
  enum class Kind : std::uint8_t { act, answer, after, deadline, withdraw } kind = Kind::act;
  std::int8_t child = kMainPlace;  // who it is for
  std::uint16_t what = 0;          // event, outcome (model::Trigger), deadline or purpose
  auto operator<=>(const Move&) const = default;
};

// Did a person do it, or did it come about by itself?
[[nodiscard]] inline bool by_somebody(const Move& move) {
  return move.kind == Move::Kind::act || move.kind == Move::Kind::withdraw;
}

// What one round of a move came to.
struct Turned {
  enum class Kind : std::uint8_t { taken, no_branch, undetermined } kind = Kind::taken;
  model::MachineId machine = {};  // of the transition taken first, or of the branch that has no value
  model::TransitionId by = {};
  std::uint16_t slot = 0;  // undetermined: what was absent
  expr::Fault fault = expr::Fault::absent_slot;
};

// What the whole exploration met; first: the index of the state it happened in.
struct Visited {
  explicit Visited(const model::Procedure& procedure);
  struct Machine {
    std::vector<bool> entered;       // by state
    std::vector<bool> tried, fired;  // by transition
  };
  std::vector<Machine> machines;
};

// The way of one round, for whoever makes the case again with real values. `values`: what was given and settled, in
// order; a datum given is kPresent or kMaybe and has no child when it is for the case.
struct Trail {
  struct Gift {
    model::DatumId datum;
    int child = kMainPlace;
    bool optional = false;
  };
  struct Tried {
    model::MachineId machine;
    model::TransitionId by;
    bool fired = false;
    auto operator<=>(const Tried&) const = default;
  };
  std::vector<Gift> gifts;
  std::vector<Settled> settled;
  std::vector<Tried> tried;  // branches, in order: asked, and again when taken
};

class Moves {
 public:
  Moves(const Model& model, Visited& visited);

  // The ways a case can open.
  template <class Visit>
  void open(Visit visit) {
    for (std::size_t s = 0; s < model_.domains.situations().size(); ++s) {
      Choices choices;
      do {
        row_.assign(model_.shape.width(), 0);
        const Turned turned = open_once(static_cast<Byte>(s), choices);
        visit(turned, row_.data());
      } while (choices.next());
    }
  }

  // What leaves a dispatch with all its members comes to the same whatever each of them has come to: it need not be
  // done again for every state of theirs.
  enum class Part : std::uint8_t { all, leaving, staying };

  // Everything that can happen in this state, each with every way it can turn out: `visit(move, turned, row)`. Members
  // share nothing that matters to each other, so their orders all come to the same: they move one after the other,
  // the next when the one before can do no more; unless every order is asked for.
  template <class Visit>
  void each(const Byte* from, Part part, Visit visit) {
    each_of_case(from, part, visit);
    if (part == Part::leaving || (from[Shape::kFlags] & kEnded) != 0) return;
    bool moved = false;
    const auto watch = [&](const Move& move, const Turned& turned, const Byte* row) {
      moved = moved || std::memcmp(row, from, model_.shape.width()) != 0;
      visit(move, turned, row);
    };
    for (int i = 0; i < model_.shape.children_max() && from[model_.shape.child(i)] != 0; ++i) {
      for (const Move& move : list(from, i)) turn(from, move, watch);
      if (moved && !model_.options.interleave) return;
    }
  }
  // Of the case itself only.
  template <class Visit>
  void each_of_case(const Byte* from, Part part, Visit visit) {
    for (const Move& move : list(from, kMainPlace))
      if (part == Part::all || leaves(from, move) == (part == Part::leaving)) turn(from, move, visit);
  }
  template <class Visit>
  void turn(const Byte* from, const Move& move, Visit visit, Trail* trail = nullptr) {
    Choices choices;
    do {
      std::memcpy(row_.data(), from, row_.size());
      if (trail != nullptr) *trail = {};
      const Turned turned = once(move, choices, trail);
      visit(move, turned, row_.data());
    } while (choices.next());
  }

  // The same for one member, as if others were still busy: the dispatch does not end with it, nobody changes places.
  template <class Visit>
  void turn_alone(const Byte* from, const Move& move, Visit visit) {
    alone_ = true;
    turn(from, move, visit);
    alone_ = false;
  }

  // What can happen here, in the order of the file, whoever it is for.
  const std::vector<Move>& list(const Byte* from);
  // Does every branch of it leave the state of the case?
  [[nodiscard]] bool leaves(const Byte* from, const Move& move) const;
  // Of one place only.
  const std::vector<Move>& list(const Byte* from, int child) {
    moves_.clear();
    list_of(from, child);
    return moves_;
  }
 private:
  void list_of(const Byte* from, int child);  // added to moves_
  Turned open_once(Byte situation, Choices& choices);
  Turned once(const Move& move, Choices& choices, Trail* trail);

  // moves_turn.cpp: false when something on the way has no value, or no branch is true
  bool choose(int child, model::TriggerId on, model::TransitionId& chosen);
  bool take(int child, model::TransitionId by);
  bool enter(int child, model::StateId to);
  bool assign(int child, const model::Transition& transition);
  bool start_children();
  bool finish_children();
  void leave(int child);
  void mark(const std::vector<model::MilestoneId>& milestones);
  void tell(const std::vector<model::Letter>& letters);
  bool charge(int child, const model::Event& event, model::TransitionId by);

  // monitors.cpp: what the properties of the procedure have seen so far
  void meet(int child, const model::Moment& moment);
  void hold_conditions();
  void hold(std::size_t property, int child);
  void give(model::DatumId datum, int child, bool optional, Trail* trail);
  void withdraw(model::PurposeId purpose);

  [[nodiscard]] const model::Machine& machine(int child) const;
  [[nodiscard]] model::MachineId machine_id(int child) const;
  [[nodiscard]] Byte& state(int child);
  [[nodiscard]] Byte& flags(int child);
  bool fail(const Evaluator::Answer& answer, int child, model::TransitionId by);

  const Model& model_;
  Visited* visited_;
  Evaluator evaluator_;
  std::vector<Byte> row_;
  std::vector<Byte> before_;
  std::vector<Byte> values_;
  std::vector<Move> moves_;
  std::vector<model::DatumId> of_identity_;  // what FranceConnect says of the person
  Turned turned_;
  Trail* trail_ = nullptr;
  bool first_taken_ = false;
  int chain_ = 0;
  bool starting_children_ = false;
  bool alone_ = false;
};

}  // namespace guichet::check
