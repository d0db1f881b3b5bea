// The layout engine "couloirs": nodes on a grid whose rows belong to lanes, links routed in the channels between them,
// a local search over where nodes stand, labels where they hide nothing. A pure function: same graph and options, same
// bytes on any machine. Effort is capped by a number of evaluations, never by time.
#pragma once

#include <string>
#include <vector>

#include "base/result.h"
#include "layout/drawing.h"
#include "layout/graph.h"

namespace guichet::layout {

// Fails, with a sentence for whoever wrote the graph, when it is too large to be read, refers to what does not exist,
// or holds text that cannot be measured (not UTF-8, right to left).
[[nodiscard]] base::Result<Drawing> lay_out(const Graph& graph, const Options& options);

// Both orientations; the one that is read most easily on the page (either way round) of `options`.
[[nodiscard]] base::Result<Drawing> lay_out_best(const Graph& graph, const Options& options);

// From geometry alone: shares no code with what made the drawing.
[[nodiscard]] Metrics measure(const Drawing& drawing, const Graph& graph);

// A letter in a circle where a link leaves a page, and the same letter where it enters another.
struct Connector {
  int link = 0;
  std::string letter;  // A, B, ... Z, AA, ...
  Point centre;        // in the page's coordinates
  bool leaves = false;
};

// A page shows the drawing between `from` and `to` along time (x, or y when vertical), after the lane heads, which
// every page repeats: a point at `from` stands at `offset` on the page.
struct Page {
  int from = 0, to = 0;
  int offset = 0;
  int width = 0, height = 0;
  std::vector<Connector> connectors;
};

// Cuts a drawing too long for the page where few links, no label and no node are cut. One page when it fits.
[[nodiscard]] std::vector<Page> split(const Drawing& drawing, int page_width, int page_height);

// A drawing and its pages: one when its text stays readable there, else as many as let it.
struct Paged {
  Drawing drawing;
  std::vector<Page> pages;
};

// Each page is that of `options`. `least_pt`: tenths of pt, of the body text; pages are added until it is reached, as
// long as they help: lanes too many for the page's other side keep the text smaller.
[[nodiscard]] base::Result<Paged> lay_out_pages(const Graph& graph, const Options& options, int least_pt = 80);

}  // namespace guichet::layout
