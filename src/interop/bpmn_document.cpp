// The only user of pugixml, which knows no entity but XML's five and opens nothing.
#include "interop/bpmn_document.h"

#include <algorithm>
#include <pugixml.hpp>
#include <string_view>

#include "interop/bpmn_import.h"

namespace guichet::interop {

namespace {

// Prefixes differ from tool to tool: bpmn:, bpmn2:, semantic:, none.
std::string_view local(const char* name) {
  const std::string_view whole{name};
  const std::size_t colon = whole.find(':');
  return colon == std::string_view::npos ? whole : whole.substr(colon + 1);
}
std::string_view local(const pugi::xml_node& node) { return local(node.name()); }

std::string attribute(const pugi::xml_node& node, const char* name) { return node.attribute(name).value(); }

// Bytes of the character a text begins with; 0: none that a procedure may hold.
std::size_t character_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  if (byte(0) < 0x80) return byte(0) < 0x20 || byte(0) == 0x7F ? 0 : 1;
  const std::size_t length = byte(0) >= 0xF0 ? 4 : byte(0) >= 0xE0 ? 3 : byte(0) >= 0xC2 ? 2 : 0;
  if (length == 0 || text.size() < length) return 0;
  for (std::size_t i = 1; i < length; ++i)
    if ((byte(i) & 0xC0U) != 0x80U) return 0;
  const bool overlong = (byte(0) == 0xE0 && byte(1) < 0xA0) || (byte(0) == 0xF0 && byte(1) < 0x90);
  const bool surrogate = byte(0) == 0xED && byte(1) >= 0xA0;
  const bool control = byte(0) == 0xC2 && byte(1) < 0xA0;                                     // C1
  const bool beyond = byte(0) > 0xF4 || (byte(0) == 0xF4 && byte(1) >= 0x90);
  const bool separator = byte(0) == 0xE2 && byte(1) == 0x80 && (byte(2) == 0xA8 || byte(2) == 0xA9);
  const bool none = byte(0) == 0xEF && byte(1) >= 0xBB;    // byte order mark, non-characters and their neighbours
  return overlong || surrogate || control || beyond || separator || none ? 0 : length;
}

std::string trimmed(std::string_view text) {
  const auto first = text.find_first_not_of(" \t\r\n");
  if (first == std::string_view::npos) return "";
  text = text.substr(first, text.find_last_not_of(" \t\r\n") - first + 1);
  std::string out;
  // Labels are broken by hand in modellers; what is no UTF-8 or no character for people becomes a space too.
  for (std::size_t i = 0, count = 0; i < text.size() && count < kBpmnTextMax; ++count) {
    const std::size_t length = character_length(text.substr(i));
    if (length > 0) out += text.substr(i, length);
    else if (!out.empty() && out.back() != ' ') out += ' ';
    i += std::max<std::size_t>(length, 1);
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

base::Span place(const base::Source& source, std::ptrdiff_t offset) {
  base::Span span;
  const auto end = std::min(source.text.size(), static_cast<std::size_t>(std::max<std::ptrdiff_t>(offset, 0)));
  for (std::size_t i = 0; i < end; ++i) {
    const auto byte = static_cast<unsigned char>(source.text[i]);
    if (byte == '\n') span = {span.line + 1, 1, 1};
    else if ((byte & 0xC0U) != 0x80U) ++span.column;
  }
  return span;
}

bool is_activity(std::string_view type) {
  return type == "task" || type.ends_with("Task") || type == "callActivity" || type == "subProcess" || type == "transaction" ||
         type == "adHocSubProcess";
}
bool is_flow_node(std::string_view type) {
  return is_activity(type) || type.ends_with("Gateway") || type == "startEvent" || type == "endEvent" || type == "boundaryEvent" ||
         type == "intermediateCatchEvent" || type == "intermediateThrowEvent";
}

class Reader {
 public:
  Reader(const base::Source& source, base::Diagnostics& diagnostics) : source_{source}, diagnostics_{diagnostics} {}

  BpmnDocument read() {
    if (source_.text.size() > kBpmnBytesMax) return fail({}, {.id = N_("the file is too large: {count} bytes at most"), .args = {{"count", std::to_string(kBpmnBytesMax)}}});
    if (const std::ptrdiff_t at = too_deep(); at >= 0)
      return fail(place(source_, at), {.id = N_("more than {count} elements inside one another"), .args = {{"count", std::to_string(kBpmnDepthMax)}}});
    pugi::xml_document xml;
    const auto parsed = xml.load_buffer(source_.text.data(), source_.text.size(), pugi::parse_default | pugi::parse_doctype);
    if (!parsed) return fail(place(source_, parsed.offset), {.id = N_("this is not well-formed XML")});
    for (const pugi::xml_node& top : xml.children())
      if (top.type() == pugi::node_doctype)
        return fail(place(source_, top.offset_debug()), {.id = N_("a document type is refused: its entities could hide anything")},
                    base::Message{.id = N_("modelling tools write none; delete the <!DOCTYPE ...>")});
    const pugi::xml_node root = xml.document_element();
    if (local(root) != "definitions")
      return fail(place(source_, root.offset_debug()), {.id = N_("this is not a BPMN file: its first element is <{name}>"), .args = {{"name", root.name()}}},
                  base::Message{.id = N_("a BPMN 2.0 file begins with <definitions>")});
    return read_definitions(root);
  }

 private:
  BpmnDocument fail(base::Span span, base::Message message, std::optional<base::Message> hint = std::nullopt) {
    diagnostics_.error(span, std::move(message), std::move(hint));
    return {};
  }

  // Before any tree is built: where nesting goes beyond the limit, or -1. Texts may hold no '<'.
  [[nodiscard]] std::ptrdiff_t too_deep() const {
    const std::string_view text = source_.text;
    int depth = 0;
    for (std::size_t i = 0; i + 1 < text.size(); ++i) {
      if (text[i] != '<') continue;
      if (text.compare(i, 4, "<!--") == 0 || text.compare(i, 9, "<![CDATA[") == 0) {
        const std::size_t end = text.find(text[i + 2] == '-' ? "-->" : "]]>", i);
        if (end == std::string_view::npos) return -1;    // the parser tells
        i = end + 1;
        continue;
      }
      if (text[i + 1] == '/') --depth;
      else if (text[i + 1] != '!' && text[i + 1] != '?') {
        char quote = 0;
        std::size_t end = i + 1;
        for (; end < text.size() && (quote != 0 || text[end] != '>'); ++end) {
          if (quote != 0) quote = text[end] == quote ? '\0' : quote;
          else if (text[end] == '"' || text[end] == '\'') quote = text[end];
        }
        if (end < text.size() && text[end - 1] != '/' && ++depth > kBpmnDepthMax) return static_cast<std::ptrdiff_t>(i);
        i = end;
      }
    }
    return -1;
  }

  BpmnDocument read_definitions(const pugi::xml_node& root) {
    BpmnDocument document;
    // The process that is drawn most; ours says which one is the procedure.
    pugi::xml_node chosen;
    std::size_t most = 0;
    for (const pugi::xml_node& process : root.children()) {
      if (local(process) != "process") continue;
      std::size_t count = 0;
      for (const pugi::xml_node& node : process.children()) count += is_flow_node(local(node)) ? 1 : 0;
      if (!own(process, "procedure").empty()) count = kBpmnNodesMax + 1;
      if (chosen.empty() || count > most) {
        chosen = process;
        most = count;
      }
    }
    if (chosen.empty())
      return fail(place(source_, root.offset_debug()), {.id = N_("no process is drawn in this file")},
                  base::Message{.id = N_("a choreography or a conversation cannot be imported")});
    document.title = attribute(chosen, "name");
    for (const pugi::xml_node& collaboration : root.children()) {
      if (local(collaboration) != "collaboration") continue;
      for (const pugi::xml_node& part : collaboration.children()) {
        if (local(part) == "messageFlow") ++document.message_flows;
        if (local(part) != "participant") continue;
        const std::string reference{local(part.attribute("processRef").value())};
        if (reference == attribute(chosen, "id") && !attribute(part, "name").empty()) document.title = trimmed(attribute(part, "name"));
        else if (reference != attribute(chosen, "id")) document.other_pools.push_back(trimmed(attribute(part, "name")));
      }
    }
    if (trimmed(document.title).empty()) document.title = trimmed(attribute(root, "name"));
    for (const pugi::xml_node& child : chosen.children())
      if (local(child) == "laneSet") read_lanes(child, document);
    for (const pugi::xml_node& child : chosen.children()) read_node(child, document);
    if (document.nodes.size() > kBpmnNodesMax)
      return fail(place(source_, chosen.offset_debug()), {.id = N_("more than {count} tasks, events and gateways"), .args = {{"count", std::to_string(kBpmnNodesMax)}}});
    if (document.nodes.empty()) return fail(place(source_, chosen.offset_debug()), {.id = N_("no process is drawn in this file")});
    for (const pugi::xml_node& child : chosen.children()) read_flow(child, document);
    return document;
  }

  [[nodiscard]] static std::string own(const pugi::xml_node& node, std::string_view name) {
    for (const pugi::xml_attribute& one : node.attributes())
      if (std::string_view{one.name()}.starts_with("guichet:") && local(one.name()) == name) return one.value();
    return "";
  }

  // Lanes inside lanes: the innermost hold the nodes.
  void read_lanes(const pugi::xml_node& set, BpmnDocument& document) {
    for (const pugi::xml_node& lane : set.children()) {
      if (local(lane) != "lane") continue;
      BpmnLane one{.id = attribute(lane, "id"), .name = trimmed(attribute(lane, "name")), .actor = own(lane, "actor"), .nodes = {}};
      bool has_lanes = false;
      for (const pugi::xml_node& child : lane.children()) {
        if (local(child) == "flowNodeRef") one.nodes.push_back(trimmed(child.text().get()));
        if (local(child) == "childLaneSet") {
          read_lanes(child, document);
          has_lanes = true;
        }
      }
      if (!has_lanes) document.lanes.push_back(std::move(one));
    }
  }

  static void read_node(const pugi::xml_node& child, BpmnDocument& document) {
    const std::string_view type = local(child);
    if (!is_flow_node(type)) {
      const bool said = type == "dataObjectReference" || type == "dataStoreReference" || type == "textAnnotation";
      std::string name = trimmed(attribute(child, "name"));
      for (const pugi::xml_node& text : child.children())
        if (local(text) == "text") name = trimmed(text.text().get());
      if (said && !name.empty()) document.ignored.push_back(name);
      return;
    }
    BpmnNode node;
    node.id = attribute(child, "id");
    node.type = type;
    node.name = trimmed(attribute(child, "name"));
    node.attached_to = local(child.attribute("attachedToRef").value());
    node.interrupting = attribute(child, "cancelActivity") != "false";
    for (const char* name : {"state", "part", "delay", "outcome"})
      if (const std::string value = own(child, name); !value.empty()) node.own.emplace(name, value);
    for (const pugi::xml_node& part : child.children()) {
      const std::string_view what = local(part);
      if (what == "documentation") node.documentation = trimmed(part.text().get());
      if (what.ends_with("LoopCharacteristics")) node.repeated = true;
      if (is_flow_node(what)) node.has_content = true;
      if (!what.ends_with("EventDefinition")) continue;
      node.definition = what.substr(0, what.size() - std::string_view{"EventDefinition"}.size());
      for (const pugi::xml_node& time : part.children())
        if (local(time) == "timeDuration") node.duration = trimmed(time.text().get());
    }
    document.nodes.push_back(std::move(node));
  }

  static void read_flow(const pugi::xml_node& child, BpmnDocument& document) {
    if (local(child) != "sequenceFlow") return;
    const std::string from{local(child.attribute("sourceRef").value())}, to{local(child.attribute("targetRef").value())};
    const auto source = std::ranges::find(document.nodes, from, &BpmnNode::id);
    const auto target = std::ranges::find(document.nodes, to, &BpmnNode::id);
    if (source == document.nodes.end() || target == document.nodes.end()) return;
    source->outgoing.push_back(to);
    source->answers.push_back(trimmed(attribute(child, "name")));
  }

  const base::Source& source_;
  base::Diagnostics& diagnostics_;
};

}  // namespace

BpmnDocument read_bpmn(const base::Source& source, base::Diagnostics& diagnostics) { return Reader{source, diagnostics}.read(); }

}  // namespace guichet::interop
