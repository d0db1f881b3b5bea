// PlantUML: a rectangle per lane, tasks inside, questions as ellipses. Its activity diagrams with lanes are structured and
// would need shared ends written twice.
#include "interop/flow_text.h"
#include "interop/flow_words.h"

namespace guichet::interop {

using diagram::NodeKind;
using fmt::format;

namespace {

std::string plain(const std::string& text) {
  std::string out;
  for (const char c : text) out += c == '"' ? '\'' : static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  return out;
}

const char* keyword(NodeKind kind) {
  switch (kind) {
    case NodeKind::gateway: return "usecase";
    case NodeKind::task:
    case NodeKind::subprocess: return "rectangle";
    case NodeKind::pool: return "folder";
    default: return "circle";
  }
}

}  // namespace

base::Result<std::string> to_plantuml(const model::Procedure& procedure, const model::Reference& reference, base::Lang lang) {
  const diagram::Mapping mapping = diagram::map_procedure(procedure, reference, lang);
  std::string text = format("@startuml\ntitle {}\nleft to right direction\nskinparam monochrome true\n", plain(procedure.title.in(lang)));
  for (const diagram::Flow& flow : mapping.flows) {
    for (std::size_t l = 0; l < flow.lanes.size(); ++l) {
      text += format("rectangle \"{}\" as l{}_{} {{\n", plain(flow.lanes[l].title), flow.machine.index, l);
      for (std::size_t n = 0; n < flow.nodes.size(); ++n)
        if (flow.nodes[n].lane == static_cast<int>(l))
          text += format("  {} \"{}\" as {}\n", keyword(flow.nodes[n].kind), flow.nodes[n].text.empty() ? " " : plain(flow.nodes[n].text),
                         node_name(flow, static_cast<int>(n)));
      text += "}\n";
    }
    for (std::size_t n = 0; n < flow.nodes.size(); ++n)
      if (flow.nodes[n].attached_to >= 0) text += format("{} .. {}\n", node_name(flow, flow.nodes[n].attached_to), node_name(flow, static_cast<int>(n)));
    for (const diagram::FlowLink& link : flow.links) {
      const std::string words = plain(words_on(flow, link));
      text += format("{} {} {}{}\n", node_name(flow, link.from), link.exchanges.empty() ? "-->" : "..>", node_name(flow, link.to),
                     words.empty() ? "" : " : " + words);
    }
  }
  return text + "@enduml\n";
}

}  // namespace guichet::interop
