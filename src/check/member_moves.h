// What one member of a dispatch can do depends on what the case itself holds and on what the member holds, on nothing
// else: it is found out once for each such pair, then only put in place, whatever the other members have come to.
#pragma once

#include <vector>

#include "check/moves.h"
#include "check/states.h"

namespace guichet::check {

// Does every member stand alone? Not where something said of one is asked of another, or of all.
[[nodiscard]] bool members_stand_alone(const Model& model);

class MemberMoves {
 public:
  // All outlive it. Precondition: members_stand_alone(model).
  MemberMoves(const Model& model, Moves& moves);

  struct Turn {
    Move move;               // for whoever it is asked
    std::size_t at = 0;      // of its bytes: what the case then holds, what the member holds
    bool changes = false;    // anything
    bool moves_case = false; // what the case holds too
    bool ends = false;       // the member
  };
  // Of one pair. What comes to nothing is only counted.
  struct Turns {
    std::size_t first = 0, count = 0;  // of turns()
    std::uint64_t rounds = 0;
    bool changes = false;  // any of them
  };

  // `note(move, turned)`: every way it turns out, the first time this pair is met.
  template <class Note>
  const Turns& of(std::uint32_t held_by_case, const Byte* row, int child, Note note) {
    std::memcpy(key_.data(), &held_by_case, sizeof held_by_case);
    std::memcpy(key_.data() + sizeof held_by_case, row + model_.shape.child(child), model_.shape.child_width());
    const auto [pair, is_new] = pairs_.add(key_.data());
    if (is_new) find(row, child, note);
    return found_[pair];
  }
  [[nodiscard]] const Turn& turn(std::size_t number) const { return turns_[number]; }
  // What this turn makes of the row, of which it is the member's.
  void put(const Turn& turn, Byte* row, int child) const {
    const std::size_t before = model_.shape.child(0);
    if (turn.moves_case) std::memcpy(row, bytes_.data() + turn.at, before);
    std::memcpy(row + model_.shape.child(child), bytes_.data() + turn.at + before, model_.shape.child_width());
  }
 private:
  template <class Note>
  void find(const Byte* row, int child, Note note) {
    Turns turns{.first = turns_.size()};
    const std::vector<Move> here = moves_.list(row, child);
    for (const Move& move : here)
      moves_.turn_alone(row, move, [&](const Move& which, const Turned& turned, const Byte* next) {
        ++turns.rounds;
        note(which, turned);
        keep(row, child, which, turned, next, turns);
      });
    turns.count = turns_.size() - turns.first;
    found_.push_back(turns);
  }
  void keep(const Byte* row, int child, const Move& move, const Turned& turned, const Byte* next, Turns& turns);

  const Model& model_;
  Moves& moves_;
  States pairs_;
  std::vector<Byte> key_;
  std::vector<Turns> found_;  // by pair
  std::vector<Turn> turns_;
  std::vector<Byte> bytes_;
};

}  // namespace guichet::check
