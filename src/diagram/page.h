// A flow on paper: title, figure, legend, table of exchanges or exercise, footer. The paper lies the way that shows the
// figure largest; what does not fit below a figure goes on sheets of its own.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "diagram/clean.h"
#include "diagram/figure.h"
#include "diagram/table.h"

namespace guichet::diagram {

struct PageLook {
  const model::Procedure& procedure;
  const Settings& settings;
  Look look;
  bool vertical = false;   // columns
  std::string what;        // "Diagramme de processus"
  std::shared_ptr<Drawings> drawings;  // laid out to choose the sheets, or to draw them
};

// Whether a page shows a part well; at a glance, whether it may.
[[nodiscard]] bool page_shows(const Flow& part, const PageLook& look, bool at_a_glance);

// A part alone, as large as it is: its drawing, and the same question.
[[nodiscard]] base::Result<layout::Drawing> lay_out_bare(const layout::Graph& graph, const PageLook& look,
                                                         layout::Effort effort);
[[nodiscard]] bool bare_shows(const Flow& part, const PageLook& look, bool at_a_glance);

// Every flow, on as many sheets as it takes.
[[nodiscard]] base::Result<Picture> pages_of(const std::vector<Flow>& parts, const PageLook& look);

// A table on as many sheets as it takes, under a title and a line.
[[nodiscard]] std::vector<Sheet> table_sheets(const Table& table, const std::string& title, const std::string& under,
                                              const Settings& settings);
[[nodiscard]] double inner_width(Paper paper);  // of a sheet that lies

// What a part is about: its phases, else its first activity.
[[nodiscard]] std::string name_of_part(const Flow& part);

}  // namespace guichet::diagram
