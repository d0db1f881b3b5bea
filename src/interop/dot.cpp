// Graphviz DOT: a cluster per lane, time to the right.
#include "interop/flow_text.h"
#include "interop/flow_words.h"

namespace guichet::interop {

using diagram::NodeKind;
using fmt::format;

namespace {

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"' || c == '\\') out += '\\';
    out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return out + "\"";
}

const char* look(NodeKind kind) {
  switch (kind) {
    case NodeKind::gateway: return "shape=diamond";
    case NodeKind::end: return "shape=doublecircle";
    case NodeKind::task:
    case NodeKind::pool: return "shape=box style=rounded";
    case NodeKind::subprocess: return "shape=box3d";
    case NodeKind::timer:
    case NodeKind::error:
    case NodeKind::message: return "shape=ellipse style=dashed";
    default: return "shape=ellipse";
  }
}

}  // namespace

base::Result<std::string> to_dot(const model::Procedure& procedure, const model::Reference& reference, base::Lang lang) {
  const diagram::Mapping mapping = diagram::map_procedure(procedure, reference, lang);
  std::string text = format("digraph {} {{\n  label={}; rankdir=LR; newrank=true; fontname=\"sans-serif\";\n  node [fontname=\"sans-serif\" fontsize=10];"
                            " edge [fontname=\"sans-serif\" fontsize=9];\n", quoted(procedure.id), quoted(procedure.title.in(lang)));
  for (const diagram::Flow& flow : mapping.flows) {
    for (std::size_t l = 0; l < flow.lanes.size(); ++l) {
      text += format("  subgraph cluster_{}_{} {{ label={};\n", flow.machine.index, l, quoted(flow.lanes[l].title));
      for (std::size_t n = 0; n < flow.nodes.size(); ++n)
        if (flow.nodes[n].lane == static_cast<int>(l))
          text += format("    {} [label={} {}];\n", node_name(flow, static_cast<int>(n)), quoted(flow.nodes[n].text), look(flow.nodes[n].kind));
      text += "  }\n";
    }
    for (std::size_t n = 0; n < flow.nodes.size(); ++n)
      if (flow.nodes[n].attached_to >= 0)
        text += format("  {} -> {} [dir=none style=dotted];\n", node_name(flow, flow.nodes[n].attached_to), node_name(flow, static_cast<int>(n)));
    for (const diagram::FlowLink& link : flow.links)
      text += format("  {} -> {} [label={}{}];\n", node_name(flow, link.from), node_name(flow, link.to), quoted(words_on(flow, link)),
                     link.exchanges.empty() ? "" : " style=dashed");
  }
  return text + "}\n";
}

}  // namespace guichet::interop
