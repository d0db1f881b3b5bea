// The schéma événements-résultats (SER, the MCT of Merise) of one flow: the domain is the administration in charge, its
// operations begin on events (synchronised by OU when there are several) and emit results by rules. What the other
// actors do among themselves is outside the domain and is not drawn.
#pragma once

#include "diagram/figure.h"

namespace guichet::diagram {

struct Ser {
  layout::Graph graph;
  struct Mark {
    bool final = false;  // a result that ends the case
    bool clock = false;  // an event that is a delay
    std::string letter;  // of a connector
  };
  std::vector<Mark> marks;   // by node of the graph
  std::vector<bool> ghosts;  // by link: somebody outside reacts
};

// `domain`: the lane's index in the flow.
[[nodiscard]] Ser ser_of(const Flow& flow, int domain, base::Lang lang);
[[nodiscard]] int domain_of(const Flow& flow, const model::Procedure& procedure);
[[nodiscard]] Figure ser_figure(const Ser& ser, const layout::Drawing& drawing, const std::string& id);

}  // namespace guichet::diagram
