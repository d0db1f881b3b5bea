// When a drawing is good enough for a sheet, and the search for one.
#pragma once

#include <deque>
#include <future>
#include <mutex>

#include "base/result.h"
#include "layout/layout.h"

namespace guichet::diagram {

// Hides nothing, is read at 9 pt on its page, and crosses no link when it is small: what a sheet should show.
[[nodiscard]] bool is_clean(const layout::Drawing& drawing);
// Of a drawing made in a hurry: whether a better one of the same graph may well be clean. When none is wanted, this is
// enough for a sheet.
[[nodiscard]] bool is_promising(const layout::Drawing& hasty);

// The first of a few seeds that is clean; else the one that hides least. What was laid out once is remembered: whoever
// chooses sheets by what fits on them lays the same graph out several times, and so do several views. Several threads may
// ask at once: who comes second waits.
class Drawings {
 public:
  [[nodiscard]] base::Result<layout::Drawing> lay_out_clean(const layout::Graph& graph, const layout::Options& options);
 private:
  struct Known {
    layout::Graph graph;
    layout::Options options;
    std::shared_future<base::Result<layout::Drawing>> drawing;
  };
  std::mutex mutex_;
  std::deque<Known> known_;
};

}  // namespace guichet::diagram
