// Mermaid flowchart: a subgraph per lane. Texts are between quotes, their own quotes as entities.
#include "interop/flow_text.h"
#include "interop/flow_words.h"

namespace guichet::interop {

using diagram::NodeKind;
using fmt::format;

namespace {

std::string quoted(const std::string& text) {
  std::string out = "\"";
  for (const char c : text) {
    if (c == '"') out += "#quot;";
    else if (c == '#') out += "#35;";
    else if (c == '<') out += "#lt;";
    else out += static_cast<unsigned char>(c) < 0x20 ? ' ' : c;
  }
  return out + "\"";
}

std::string shape(const diagram::FlowNode& node) {
  const std::string text = quoted(node.text.empty() ? " " : node.text);
  switch (node.kind) {
    case NodeKind::start:
    case NodeKind::phase:
    case NodeKind::receipt:
    case NodeKind::off_page: return "([" + text + "])";
    case NodeKind::end: return "(((" + text + ")))";
    case NodeKind::gateway: return "{" + text + "}";
    case NodeKind::timer:
    case NodeKind::error:
    case NodeKind::message: return "((" + text + "))";
    case NodeKind::subprocess: return "[[" + text + "]]";
    case NodeKind::task:
    case NodeKind::pool: break;
  }
  return "[" + text + "]";
}

}  // namespace

base::Result<std::string> to_mermaid(const model::Procedure& procedure, const model::Reference& reference, base::Lang lang) {
  const diagram::Mapping mapping = diagram::map_procedure(procedure, reference, lang);
  std::string text = format("---\ntitle: {}\n---\nflowchart LR\n", quoted(procedure.title.in(lang)));
  for (const diagram::Flow& flow : mapping.flows) {
    for (std::size_t l = 0; l < flow.lanes.size(); ++l) {
      text += format("  subgraph l{}_{}[{}]\n", flow.machine.index, l, quoted(flow.lanes[l].title));
      for (std::size_t n = 0; n < flow.nodes.size(); ++n)
        if (flow.nodes[n].lane == static_cast<int>(l)) text += format("    {}{}\n", node_name(flow, static_cast<int>(n)), shape(flow.nodes[n]));
      text += "  end\n";
    }
    for (std::size_t n = 0; n < flow.nodes.size(); ++n)
      if (flow.nodes[n].attached_to >= 0) text += format("  {} -.- {}\n", node_name(flow, flow.nodes[n].attached_to), node_name(flow, static_cast<int>(n)));
    for (const diagram::FlowLink& link : flow.links) {
      const std::string words = words_on(flow, link);
      text += format("  {} {}{} {}\n", node_name(flow, link.from), link.exchanges.empty() ? "-->" : "-.->",
                     words.empty() ? "" : "|" + quoted(words) + "|", node_name(flow, link.to));
    }
  }
  return text;
}

}  // namespace guichet::interop
