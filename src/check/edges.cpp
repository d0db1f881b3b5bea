#include "check/edges.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>

namespace guichet::check {

namespace {

// What can make a difference to how the thing turns out, and what it came to.
class Signature {
 public:
  explicit Signature(const Model& model) : model_{model} {}

  std::string of(const Byte* before, const Move& move, const Turned& turned, const Trail& trail) {
    text_.clear();
    const Shape& shape = model_.shape;
    add(move.child == kMainPlace ? 0 : 1);
    add(before[Shape::kSituation]);
    add(before[Shape::kState]);
    if (move.child != kMainPlace) {
      add(before[shape.child(move.child)]);
      add(before[shape.child(move.child) + Shape::kChildState]);
    }
    add(static_cast<unsigned>(move.kind));
    add(move.what);
    add(static_cast<unsigned>(turned.kind));
    std::set<std::uint16_t> asked;
    for (const Trail::Tried& one : trail.tried) {
      add(one.machine.index);
      add(one.by.index);
      add(one.fired ? 1 : 0);
      const auto& guard = model_.procedure[one.machine].transitions[one.by.index].guard;
      if (guard && !one.fired) asked.insert(guard->reads().begin(), guard->reads().end());
    }
    for (const Settled& one : trail.settled) {
      add(one.datum.index);
      add(one.byte);
    }
    for (const std::uint16_t slot : asked)
      if (const auto datum = model_.procedure.datum_of_slot(slot); datum && shape.datum(*datum) != Shape::npos) {
        const bool own = move.child != kMainPlace && shape.child_datum(*datum) != Shape::npos;
        add(before[own ? shape.child(move.child) + shape.child_datum(*datum) : shape.datum(*datum)]);
      }
    return text_;
  }
 private:
  void add(unsigned value) {
    text_ += static_cast<char>(value & 0xFF);
    text_ += static_cast<char>(value >> 8);
  }
  const Model& model_;
  std::string text_;
};

}  // namespace

Edges edges_of(const Model& model, const Exploration& explored, std::size_t most) {
  Edges edges;
  Visited ignored{model.procedure};
  Moves moves{model, ignored};
  Signature signature{model};
  std::set<std::string> known;
  // The rows are all known already: this only finds their numbers again.
  States states{model.shape.width()};
  for (std::uint32_t i = 0; i < explored.states.size(); ++i) states.add(explored.states[i]);
  for (std::uint32_t from = 0; from < explored.states.size(); ++from) {
    const Byte* row = explored.states[from];
    const std::vector<Move> here = moves.list(row);
    for (const Move& move : here) {
      Trail trail;
      moves.turn(
          row, move,
          [&](const Move& which, const Turned& turned, const Byte* next) {
            if (!known.insert(signature.of(row, which, turned, trail)).second) return;
            if (edges.all.size() == most) {
              edges.complete = false;
              return;
            }
            Edge edge{from, which, turned, trail};
            if (turned.kind == Turned::Kind::taken) {
              const auto [to, is_new] = states.add(next);
              if (to >= explored.states.size()) return;  // another order of the members
              edge.to = to;
            }
            edges.all.push_back(std::move(edge));
          },
          &trail);
    }
  }
  return edges;
}

std::vector<std::uint32_t> way_out(const Exploration& explored, std::uint32_t from) {
  std::map<std::uint32_t, std::uint32_t> parent{{from, from}};
  std::vector<std::uint32_t> open{from};
  std::uint32_t end = from;
  for (std::size_t next = 0; next < open.size(); ++next) {
    const std::uint32_t at = open[next];
    if ((explored.states[at][Shape::kFlags] & kEnded) != 0) {
      end = at;
      break;
    }
    for (std::uint64_t e = explored.first_edge[at]; e < explored.first_edge[at + 1]; ++e) {
      const std::uint32_t to = explored.edges[e] & ~Exploration::kNobody;
      if (parent.try_emplace(to, at).second) open.push_back(to);
    }
  }
  std::vector<std::uint32_t> way{end};
  while (way.back() != from) way.push_back(parent.at(way.back()));
  std::ranges::reverse(way);
  return way;
}

}  // namespace guichet::check
