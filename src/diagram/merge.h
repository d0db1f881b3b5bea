// Two flows as one picture: everything that either has, each thing once where both have it, so that both are drawn with the
// same geometry and differ only in what changed.
#pragma once

#include <set>
#include <string>

#include "diagram/flow.h"
#include "layout/drawing.h"
#include "layout/graph.h"

namespace guichet::diagram {

// A node is the same in both when its id, its kind, its lane and what it hangs on are; a link when its id and its ends are.
// Else it is one that went, whose id ends with kWent, and one that came. The three flows have the same nodes and links, at
// the same indices; only words differ: the longer of the two in `both`, which is laid out.
struct Merged {
  Flow both, before, after;
  std::set<std::string, std::less<>> went, came;  // ids of nodes and links
};
inline constexpr std::string_view kWent = "~before";
[[nodiscard]] Merged merge(const Flow& before, const Flow& after);
[[nodiscard]] std::string without_mark(std::string id);  // the id it has in its own flow

// What was laid out for `graph`, with the words of `other`, which differs from it in words only: each text fills anew the
// place it has, without moving anything.
[[nodiscard]] layout::Drawing with_words_of(const layout::Graph& other, const layout::Graph& graph, layout::Drawing drawing);

}  // namespace guichet::diagram
