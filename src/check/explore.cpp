#include "check/explore.h"

#include <algorithm>
#include <utility>

#include "check/expressions.h"
#include "check/member_moves.h"

namespace guichet::check {

namespace {

// Does an event or a clock of the case itself look at its members, or at what each holds?
bool reads_children(const model::Procedure& procedure) {
  const auto looks = [&](const expr::Expression& expression) {
    bool found = std::ranges::any_of(expression.reads(), [&](std::uint16_t slot) {
      const auto datum = procedure.datum_of_slot(slot);
      return datum && procedure[*datum].each.known();
    });
    const auto visit = [&](const expr::Node& node) { found = found || node.op >= expr::Op::children_all; };
    each_node(expression.root(), visit);
    return found;
  };
  return std::ranges::any_of(procedure.main().transitions, [&](const model::Transition& t) {
    return t.on != model::trigger(model::Trigger::children_done) && t.guard && looks(*t.guard);
  });
}

class Explorer {
  auto meets() {
    return [this](const Move& move, const Turned& turned, const Byte* next) { meet(move, turned, next); };
  }
 public:
  explicit Explorer(const Model& model)
      : model_{model},
        shape_{model.shape},
        found_{shape_.width(), model.procedure},
        moves_{model, found_.visited},
        members_{model, moves_},
        held_by_case_{shape_.children_max() > 0 ? shape_.child(0) : shape_.width()},
        asks_children_{reads_children(model.procedure)},
        stand_alone_{members_stand_alone(model)} {}

  Exploration explore() {
    moves_.open([&](const Turned& turned, const Byte* row) {
      const auto [number, is_new] = found_.states.add(row);
      if (is_new) found_.parent.push_back(number);
      note(number, {.kind = Move::Kind::act, .what = 0xFFFF}, turned);
    });
    for (from_ = 0; from_ < found_.states.size(); ++from_) {
      if (found_.states.size() >= model_.options.states_max || found_.rounds >= model_.options.rounds_max)
        return std::move(found_);
      found_.first_edge.push_back(found_.edges.size());
      row_ = found_.states[from_];
      const bool dispatches = shape_.children_max() > 0 && row_[shape_.child(0)] != 0;
      if (dispatches && !asks_children_) {
        from_dispatch();
      } else {
        moves_.each(row_, Moves::Part::all, meets());
      }
      add_met();
    }
    found_.first_edge.push_back(found_.edges.size());
    found_.complete = true;
    return std::move(found_);
  }
 private:
  // What leaves the dispatch comes to the same whatever its members have come to.
  void from_dispatch() {
    const auto [held, is_new] = held_by_case_.add(row_);
    if (is_new) {
      moves_.each(row_, Moves::Part::leaving, meets());
      add_met();
      left_.emplace_back(found_.edges.begin() + static_cast<std::ptrdiff_t>(found_.first_edge.back()), found_.edges.end());
    } else {
      found_.edges.insert(found_.edges.end(), left_[held].begin(), left_[held].end());
    }
    if (!stand_alone_) return moves_.each(row_, Moves::Part::staying, meets());
    moves_.each_of_case(row_, Moves::Part::staying, meets());
    int busy = 0;
    for (int i = 0; i < shape_.children_max() && row_[shape_.child(i)] != 0; ++i) busy += is_over(i) ? 0 : 1;
    for (int i = 0; i < shape_.children_max() && row_[shape_.child(i)] != 0; ++i) {
      if (is_over(i)) continue;
      const bool moved = busy == 1 ? last_member(i) : member(held, i);
      if (moved && !model_.options.interleave) return;
    }
  }
  [[nodiscard]] bool is_over(int child) const {
    return (row_[shape_.child(child) + Shape::kChildFlags] & kEnded) != 0;
  }
  // With the last one the dispatch may end.
  bool last_member(int child) {
    bool moved = false;
    const std::vector<Move> here = moves_.list(row_, child);
    for (const Move& move : here)
      moves_.turn(row_, move, [&](const Move& which, const Turned& turned, const Byte* next) {
        moved = moved || std::memcmp(next, row_, shape_.width()) != 0;
        meet(which, turned, next);
      });
    return moved;
  }
  bool member(std::uint32_t held, int child) {
    const auto& turns = members_.of(held, row_, child, [&](const Move& move, const Turned& turned) { note(from_, move, turned); });
    found_.rounds += turns.rounds;
    found_.transitions += turns.count;
    for (std::size_t t = turns.first; t < turns.first + turns.count; ++t) {
      const MemberMoves::Turn& turn = members_.turn(t);
      Byte* next = room();
      members_.put(turn, next, child);
      if (turn.changes) shape_.arrange(next);
      found_of(turn.move);
    }
    return turns.changes;
  }

  void meet(const Move& move, const Turned& turned, const Byte* next) {
    ++found_.rounds;
    note(from_, move, turned);
    const bool changed = turned.kind == Turned::Kind::taken || std::memcmp(next, row_, shape_.width()) != 0;
    if (!changed) return;
    ++found_.transitions;
    std::memcpy(room(), next, shape_.width());
    found_of(move);
  }
  void note(std::uint32_t from, const Move& move, const Turned& turned) {
    if (turned.kind == Turned::Kind::undetermined)
      found_.undetermined.try_emplace({turned.machine.index, turned.by.index, turned.slot}, Undetermined{from, move, turned});
  }

  // ---- rows met from this state, to be added together: a copy of it to write in, then what led there
  Byte* room() {
    if (met_.size() < (waiting_.size() + 1) * shape_.width()) met_.resize((waiting_.size() + 1) * shape_.width() * 2);
    Byte* next = met_.data() + waiting_.size() * shape_.width();
    std::memcpy(next, row_, shape_.width());
    return next;
  }
  void found_of(const Move& move) {
    const std::uint64_t hash = found_.states.hash(met_.data() + waiting_.size() * shape_.width());
    found_.states.fetch_place(hash);
    waiting_.push_back({hash, by_somebody(move) ? 0 : Exploration::kNobody, move.kind != Move::Kind::withdraw});
  }
  void add_met() {
    for (const Waiting& one : waiting_) found_.states.fetch_row(one.hash);
    const Byte* next = met_.data();
    for (const Waiting& one : waiting_) {
      const auto [to, is_new] = found_.states.add(next, one.hash);
      if (is_new) found_.parent.push_back(from_);
      if (one.is_edge) found_.edges.push_back(to | one.nobody);
      next += shape_.width();
    }
    waiting_.clear();
  }

  const Model& model_;
  const Shape& shape_;
  Exploration found_;
  Moves moves_;
  MemberMoves members_;
  States held_by_case_;
  std::vector<std::vector<std::uint32_t>> left_;  // by what the case itself holds: edges that leave
  bool asks_children_;
  bool stand_alone_;

  std::uint32_t from_ = 0;
  const Byte* row_ = nullptr;
  struct Waiting {
    std::uint64_t hash;
    std::uint32_t nobody;
    bool is_edge;
  };
  std::vector<Byte> met_;
  std::vector<Waiting> waiting_;
};

}  // namespace

Exploration explore(const Model& model) { return Explorer{model}.explore(); }

std::vector<std::uint32_t> Exploration::way_to(std::uint32_t state) const {
  std::vector<std::uint32_t> way{state};
  while (parent[way.back()] != way.back()) way.push_back(parent[way.back()]);
  std::ranges::reverse(way);
  return way;
}

}  // namespace guichet::check
