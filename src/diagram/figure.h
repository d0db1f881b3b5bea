// A flow as a figure: what the layout engine needs to place it, and the items of what it placed. Views choose the
// direction and what stands on the links; pages put figures on paper.
#pragma once

#include <cstdint>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "base/result.h"
#include "diagram/canvas.h"
#include "diagram/flow.h"
#include "diagram/views.h"
#include "layout/layout.h"

namespace guichet::diagram {

// What compare marks: Ink::added, removed or changed, by the id of a node or a link.
using Marks = std::map<std::string, Ink, std::less<>>;
[[nodiscard]] std::string sign_of(Ink ink);  // "+", "−", "≠"

struct Look {
  bool numbers = false;  // of exchanges, in discs
  bool bases = false;    // rgpd: ink, dash and sigle of the legal basis of each message, sequence flows held back
  bool ser = false;      // schéma événements-résultats instead of BPMN
  Marks marks = {};
  std::set<std::string, std::less<>> hidden = {};  // compare: ids of what has its place and is not there
};

// Something left empty for pupils, with its letter; on the key, what was to be written.
struct Hole {
  enum class Kind : std::uint8_t { message, task, question, lane } kind = Kind::message;
  int index = 0;  // of a link, a node or a lane of the flow
  std::string letter;
  std::string answer;
};

struct Figure {
  Group group;  // from (0, 0)
  double width = 0, height = 0;
  layout::Metrics metrics;
};

// Of each legal basis; with its ink and sigle, three ways to tell the same.
[[nodiscard]] std::vector<double> dash_of(Ink ink);

[[nodiscard]] layout::Graph graph_of(const Flow& flow, const model::Procedure& procedure, base::Lang lang,
                                     const Look& look, const std::vector<Hole>& holes = {});

[[nodiscard]] Figure figure_of(const Flow& flow, const model::Procedure& procedure, base::Lang lang, const Look& look,
                               const layout::Graph& graph, const layout::Drawing& drawing,
                               const std::vector<Hole>& holes = {}, bool with_answers = false);

// "4 actors: ... Steps: ...": what somebody hears instead of the picture.
[[nodiscard]] std::string description_of(const Flow& flow, base::Lang lang);

}  // namespace guichet::diagram
