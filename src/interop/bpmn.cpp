#include "interop/bpmn.h"

#include <fmt/format.h>

#include <algorithm>

#include "diagram/figure.h"
#include "diagram/flow.h"
#include "interop/xml_text.h"
#include "layout/layout.h"

namespace guichet::interop {

using diagram::Flow;
using diagram::FlowNode;
using diagram::NodeKind;
using fmt::format;
using layout::PlacedLabel;
using layout::Rect;

std::string iso_8601(const base::Delay& delay) {
  if (delay.roll) return "";
  switch (delay.unit) {
    case base::DelayUnit::minutes: return format("PT{}M", delay.count);
    case base::DelayUnit::hours: return format("PT{}H", delay.count);
    case base::DelayUnit::days: return format("P{}D", delay.count);
    case base::DelayUnit::weeks: return format("P{}W", delay.count);
    case base::DelayUnit::months: return format("P{}M", delay.count);
    case base::DelayUnit::years: return format("P{}Y", delay.count);
    default: return "";
  }
}

namespace {

constexpr int kLeft = 190, kTop = 80, kPoolHead = 30, kGap = 60;

class FlowWriter {
 public:
  FlowWriter(const model::Procedure& procedure, const Flow& flow, const layout::Drawing& drawing, int top, base::Lang lang)
      : procedure_{procedure}, flow_{flow}, drawing_{drawing}, top_{top}, lang_{lang}, suffix_{flow.machine.index == 0 ? "" : "." + xml_name(flow.id)} {}

  [[nodiscard]] std::string participant() const {
    return format("    <participant id=\"pool{0}\" name=\"{1}\" processRef=\"process{0}\"/>\n", suffix_, xml_escaped(flow_.title));
  }

  [[nodiscard]] std::string process_element() const {
    std::string text = format("  <process id=\"process{}\" name=\"{}\" isExecutable=\"false\" guichet:{}=\"{}\">\n", suffix_, xml_escaped(flow_.title),
                              flow_.machine.index == 0 ? "procedure" : "each", xml_escaped(flow_.id));
    text += format("    <laneSet id=\"lanes{}\">\n", suffix_);
    for (std::size_t l = 0; l < flow_.lanes.size(); ++l) {
      text += format("      <lane id=\"{}\" name=\"{}\" guichet:actor=\"{}\">\n", lane_id(l), xml_escaped(flow_.lanes[l].title), xml_escaped(flow_.lanes[l].id));
      for (const FlowNode& node : flow_.nodes)
        if (node.lane == static_cast<int>(l) && !is_note(node)) text += format("        <flowNodeRef>{}</flowNodeRef>\n", xml_name(node.id));
      text += "      </lane>\n";
    }
    text += "    </laneSet>\n";
    for (std::size_t n = 0; n < flow_.nodes.size(); ++n)
      if (!is_note(flow_.nodes[n])) text += node(n);
    for (std::size_t l = 0; l < flow_.links.size(); ++l)
      if (!is_association(l)) text += sequence(l);
    for (const FlowNode& one : flow_.nodes)
      if (is_note(one)) text += format("    <textAnnotation id=\"{}\">\n      <text>{}</text>\n    </textAnnotation>\n", xml_name(one.id), xml_escaped(one.text));
    for (std::size_t l = 0; l < flow_.links.size(); ++l)
      if (is_association(l))
        text += format("    <association id=\"{}\" sourceRef=\"{}\" targetRef=\"{}\" associationDirection=\"One\">{}</association>\n", link_id(l),
                       xml_name(at(flow_.links[l].from).id), xml_name(at(flow_.links[l].to).id), documented(told(l), ""));
    for (std::size_t g = 0; g < flow_.groups.size(); ++g)
      if (!flow_.groups[g].nodes.empty()) text += format("    <group id=\"{0}\" categoryValueRef=\"{0}.value\"/>\n", group_id(g));
    return text + "  </process>\n";
  }

  [[nodiscard]] std::string categories() const {
    std::string text;
    for (std::size_t g = 0; g < flow_.groups.size(); ++g)
      if (!flow_.groups[g].nodes.empty())
        text += format("  <category id=\"{0}.category\">\n    <categoryValue id=\"{0}.value\" value=\"{1}\"/>\n  </category>\n", group_id(g),
                       xml_escaped(flow_.groups[g].title));
    return text;
  }

  [[nodiscard]] std::string picture() const {
    Rect pool{0, 0, 0, 0};
    for (const layout::PlacedLane& lane : drawing_.lanes) {
      if (pool.w == 0) pool = lane.box;
      pool.w = std::max(pool.right(), lane.box.right()) - pool.x;
      pool.h = std::max(pool.bottom(), lane.box.bottom()) - pool.y;
    }
    std::string text = shape(format("pool{}", suffix_), {pool.x - kPoolHead, pool.y, pool.w + kPoolHead, pool.h}, " isHorizontal=\"true\"", "");
    for (std::size_t l = 0; l < drawing_.lanes.size(); ++l) text += shape(lane_id(l), drawing_.lanes[l].box, " isHorizontal=\"true\"", "");
    for (std::size_t g = 0; g < flow_.groups.size(); ++g) text += group(g);
    // What stands on a border is drawn over its task.
    for (const bool attached : {false, true})
      for (std::size_t n = 0; n < flow_.nodes.size(); ++n)
        if ((flow_.nodes[n].attached_to >= 0) == attached)
          text += shape(xml_name(flow_.nodes[n].id), is_note(flow_.nodes[n]) ? note_box(drawing_.nodes[n].box) : drawing_.nodes[n].box,
                        flow_.nodes[n].kind == NodeKind::gateway ? " isMarkerVisible=\"true\"" : "", label(PlacedLabel::Kind::node, n));
    for (std::size_t l = 0; l < flow_.links.size(); ++l) text += edge(l);
    return text;
  }

 private:
  [[nodiscard]] const FlowNode& at(int node) const { return flow_.nodes[static_cast<std::size_t>(node)]; }
  [[nodiscard]] std::string lane_id(std::size_t lane) const { return "lane" + suffix_ + "." + xml_name(flow_.lanes[lane].id); }
  [[nodiscard]] std::string group_id(std::size_t group) const { return "phase" + suffix_ + "." + xml_name(flow_.groups[group].id); }
  [[nodiscard]] std::string link_id(std::size_t link) const { return xml_name(flow_.links[link].id); }
  // What is told and leads nowhere: a note beside the process, not a branch of it.
  [[nodiscard]] bool is_note(const FlowNode& node) const {
    if (node.kind != NodeKind::receipt && node.kind != NodeKind::pool) return false;
    return std::ranges::none_of(flow_.links, [&](const diagram::FlowLink& link) { return &at(link.from) == &node; });
  }
  [[nodiscard]] bool is_association(std::size_t link) const { return is_note(at(flow_.links[link].from)) || is_note(at(flow_.links[link].to)); }

  // What is told on a link: number, title, data, purpose and law.
  [[nodiscard]] std::string told(std::size_t link) const {
    std::string text;
    for (const int index : flow_.links[link].exchanges) {
      const diagram::FlowExchange& exchange = flow_.exchanges[static_cast<std::size_t>(index)];
      std::string data;
      for (const model::DatumId id : exchange.data)
        data += (data.empty() ? " : " : ", ") + (procedure_[id].title.empty() ? procedure_[id].name : procedure_[id].title.in(lang_));
      text += format("{}{}. {}{}", text.empty() ? "" : "\n", exchange.number, exchange.title, data);
      if (!exchange.purpose.known()) continue;
      const model::Purpose& purpose = procedure_[exchange.purpose];
      text += format(" ({}", purpose.title.in(lang_));
      for (const std::string& law : purpose.law) text += ", " + law;
      text += ")";
    }
    return text;
  }

  [[nodiscard]] static std::string documented(const std::string& text, const std::string& margin) {
    if (text.empty()) return "";
    const std::string content = "<documentation>" + xml_escaped(text) + "</documentation>";
    return margin.empty() ? content : margin + content + "\n";
  }

  // Modellers draw the icon of a task in its corner: over the text, unless the box leaves room above it.
  [[nodiscard]] bool has_room(std::size_t n) const { return drawing_.nodes[n].box.h >= 70 && drawing_.nodes[n].text.lines.size() <= 2; }

  [[nodiscard]] const char* tag(std::size_t n) const {
    const FlowNode& node = flow_.nodes[n];
    switch (node.kind) {
      case NodeKind::start:
      case NodeKind::phase:
      case NodeKind::off_page: return "startEvent";
      case NodeKind::end: return "endEvent";
      case NodeKind::subprocess: return "callActivity";
      case NodeKind::gateway: return "exclusiveGateway";
      case NodeKind::timer:
      case NodeKind::error:
      case NodeKind::message: return "boundaryEvent";
      case NodeKind::receipt:
      case NodeKind::pool: return "intermediateThrowEvent";    // it arrives, and the case goes on
      case NodeKind::task: break;
    }
    if (!has_room(n)) return "task";
    if (node.provider) return "serviceTask";
    const bool human = flow_.lanes[static_cast<std::size_t>(node.lane)].actor.known() &&
                       procedure_[flow_.lanes[static_cast<std::size_t>(node.lane)].actor].role == model::Role::citizen;
    return human ? "userTask" : "task";
  }

  [[nodiscard]] std::string delay_of(const FlowNode& node) const {
    if (!node.state) return "";
    const model::State& state = procedure_[flow_.machine].states[node.state->index];
    for (const model::Deadline& deadline : procedure_.deadlines)
      if (node.id.ends_with("." + deadline.name)) return deadline.kind == model::Deadline::Kind::at ? "" : base::to_text(deadline.delay);
    return state.after ? base::to_text(state.after->delay) : "";
  }

  [[nodiscard]] std::string definition(const FlowNode& node) const {
    const std::string id = xml_name(node.id) + ".definition";
    if (node.kind == NodeKind::timer) {
      const std::string said = delay_of(node);
      const auto delay = base::parse_delay(said);
      const std::string iso = delay ? iso_8601(*delay) : "";
      if (iso.empty()) return format("      <timerEventDefinition id=\"{}\"/>\n", id);
      return format("      <timerEventDefinition id=\"{}\">\n        <timeDuration xsi:type=\"tFormalExpression\">{}</timeDuration>\n"
                    "      </timerEventDefinition>\n", id, iso);
    }
    if (node.kind == NodeKind::error) return format("      <errorEventDefinition id=\"{}\"/>\n", id);
    if (node.kind == NodeKind::message || node.kind == NodeKind::phase) return format("      <messageEventDefinition id=\"{}\"/>\n", id);
    return "";
  }

  // Attributes of our own, for whoever reads the file back: what the picture alone does not say.
  [[nodiscard]] std::string own_attributes(const FlowNode& node) const {
    std::string text;
    if (!node.state) return text;
    const model::State& state = procedure_[flow_.machine].states[node.state->index];
    text += format(" guichet:state=\"{}\"", xml_escaped(state.name));
    if (node.provider) text += " guichet:part=\"provider\"";
    else if (node.kind == NodeKind::gateway) text += " guichet:part=\"question\"";
    if (const std::string delay = node.kind == NodeKind::timer ? delay_of(node) : ""; !delay.empty())
      text += format(" guichet:delay=\"{}\"", xml_escaped(delay));
    if (node.kind == NodeKind::end) {
      constexpr const char* kOutcomes[] = {"granted", "rejected", "withdrawn", "expired", "void", "failed", "done"};
      text += format(" guichet:outcome=\"{}\"", kOutcomes[static_cast<std::size_t>(node.outcome)]);
    }
    return text;
  }

  [[nodiscard]] std::string node(std::size_t n) const {
    const FlowNode& one = flow_.nodes[n];
    const char* const name = tag(n);
    std::string text = format("    <{} id=\"{}\"", name, xml_name(one.id));
    if (!one.text.empty()) text += format(" name=\"{}\"", xml_escaped(one.text));
    if (one.attached_to >= 0) text += format(" attachedToRef=\"{}\" cancelActivity=\"true\"", xml_name(at(one.attached_to).id));
    if (one.kind == NodeKind::subprocess && one.state) text += format(" calledElement=\"process.{}\"", xml_name(procedure_.main().states[one.state->index].name));
    text += own_attributes(one) + ">\n";
    for (std::size_t l = 0; l < flow_.links.size(); ++l)
      if (flow_.links[l].to == static_cast<int>(n) && !is_association(l)) text += format("      <incoming>{}</incoming>\n", link_id(l));
    for (std::size_t l = 0; l < flow_.links.size(); ++l)
      if (flow_.links[l].from == static_cast<int>(n) && !is_association(l)) text += format("      <outgoing>{}</outgoing>\n", link_id(l));
    if (one.kind == NodeKind::subprocess) text += format("      <multiInstanceLoopCharacteristics id=\"{}.members\"/>\n", xml_name(one.id));
    return text + definition(one) + format("    </{}>\n", name);
  }

  // What stands on the link of the picture.
  [[nodiscard]] std::string words_of(std::size_t l) const {
    const diagram::FlowLink& link = flow_.links[l];
    std::string text = link.answer;
    if (link.exchanges.empty()) return text;
    const std::string& title = flow_.exchanges[static_cast<std::size_t>(link.exchanges.front())].title;
    return text.empty() || text == title ? title : text + " : " + title;
  }

  [[nodiscard]] std::string sequence(std::size_t l) const {
    const diagram::FlowLink& link = flow_.links[l];
    std::string text = format("    <sequenceFlow id=\"{}\"", link_id(l));
    if (const std::string words = words_of(l); !words.empty()) text += format(" name=\"{}\"", xml_escaped(words));
    text += format(" sourceRef=\"{}\" targetRef=\"{}\"", xml_name(at(link.from).id), xml_name(at(link.to).id));
    const std::string doc = documented(told(l), "      ");
    return doc.empty() ? text + "/>\n" : text + ">\n" + doc + "    </sequenceFlow>\n";
  }

  // A note is wider than the small circle it has on a sheet.
  [[nodiscard]] static Rect note_box(const Rect& circle) {
    return {circle.x + circle.w / 2 - 50, circle.y + circle.h / 2 - 17, 100, 34};
  }
  [[nodiscard]] std::string bounds(const Rect& r) const {
    return format("<dc:Bounds x=\"{}\" y=\"{}\" width=\"{}\" height=\"{}\"/>", kLeft + r.x, top_ + r.y, r.w, r.h);
  }
  [[nodiscard]] std::string shape(const std::string& element, const Rect& box, const std::string& more, const std::string& label) const {
    return format("      <bpmndi:BPMNShape id=\"{0}.di\" bpmnElement=\"{0}\"{1}>{2}{3}</bpmndi:BPMNShape>\n", element, more, bounds(box), label);
  }
  [[nodiscard]] std::string label_at(const Rect& box) const {
    return "<bpmndi:BPMNLabel>" + bounds({box.x - 3, box.y - 2, box.w + 6, box.h + 2}) + "</bpmndi:BPMNLabel>";
  }
  [[nodiscard]] std::string label(PlacedLabel::Kind kind, std::size_t owner) const {
    for (const PlacedLabel& one : drawing_.labels)
      if (one.kind == kind && one.owner == static_cast<int>(owner)) return label_at(one.text.box);
    return "";
  }
  [[nodiscard]] std::string edge(std::size_t l) const {
    std::string text = format("      <bpmndi:BPMNEdge id=\"{0}.di\" bpmnElement=\"{0}\">", link_id(l));
    for (const layout::Point& point : drawing_.links[l].points) text += format("<di:waypoint x=\"{}\" y=\"{}\"/>", kLeft + point.x, top_ + point.y);
    std::string where = label(PlacedLabel::Kind::message, l);
    if (where.empty()) where = label(PlacedLabel::Kind::answer, l);
    return text + (is_association(l) ? "" : where) + "</bpmndi:BPMNEdge>\n";
  }
  [[nodiscard]] std::string group(std::size_t g) const {
    if (flow_.groups[g].nodes.empty()) return "";
    Rect all = drawing_.nodes[static_cast<std::size_t>(flow_.groups[g].nodes.front())].box;
    for (const int n : flow_.groups[g].nodes) {
      const Rect& box = drawing_.nodes[static_cast<std::size_t>(n)].box;
      const int right = std::max(all.right(), box.right()), bottom = std::max(all.bottom(), box.bottom());
      all.x = std::min(all.x, box.x);
      all.y = std::min(all.y, box.y);
      all.w = right - all.x;
      all.h = bottom - all.y;
    }
    return shape(group_id(g), {all.x - 8, all.y - 8, all.w + 16, all.h + 16}, "", "");
  }

  const model::Procedure& procedure_;
  const Flow& flow_;
  const layout::Drawing& drawing_;
  int top_;
  base::Lang lang_;
  std::string suffix_;
};

// What the modellers' rules ask for and a sheet does not: a gateway joins or forks, never both; what forks has a question;
// what arrives has a name.
void prepare(Flow& flow, base::Lang lang) {
  for (std::size_t n = 0; n < flow.nodes.size(); ++n) {
    const auto count = [&](int diagram::FlowLink::*end) {
      return std::ranges::count(flow.links, static_cast<int>(n), end);
    };
    FlowNode& node = flow.nodes[n];
    if (node.kind == NodeKind::receipt && node.text.empty()) {
      for (const diagram::FlowLink& link : flow.links)
        if (link.to == static_cast<int>(n) && !link.exchanges.empty())
          node.text = flow.exchanges[static_cast<std::size_t>(link.exchanges.front())].title;
    }
    if (node.kind != NodeKind::gateway || count(&diagram::FlowLink::from) < 2) continue;
    if (node.text.empty()) node.text = base::tr(lang, N_("What next?"));
    if (count(&diagram::FlowLink::to) < 2) continue;
    const FlowNode join{.id = node.id + ".join", .kind = NodeKind::gateway, .lane = node.lane, .text = {}, .state = std::nullopt};
    const int index = static_cast<int>(flow.nodes.size());
    for (diagram::FlowLink& link : flow.links)
      if (link.to == static_cast<int>(n)) link.to = index;
    flow.links.push_back({.id = join.id + ".." + node.id, .from = index, .to = static_cast<int>(n), .answer = {}});
    flow.nodes.push_back(join);
  }
}

}  // namespace

base::Result<std::string> to_bpmn(const model::Procedure& procedure, const model::Reference& reference, base::Lang lang,
                                  layout::Effort effort) {
  diagram::Mapping mapping = diagram::map_procedure(procedure, reference, lang);
  for (Flow& flow : mapping.flows) prepare(flow, lang);
  std::vector<layout::Drawing> drawings;
  for (const Flow& flow : mapping.flows) {
    auto drawing = layout::lay_out(diagram::graph_of(flow, procedure, lang, {}), {.effort = effort});
    if (!drawing.ok()) return drawing.failure();
    drawings.push_back(*drawing);
  }
  std::vector<FlowWriter> flows;
  int top = kTop;
  for (std::size_t i = 0; i < mapping.flows.size(); ++i) {
    flows.emplace_back(procedure, mapping.flows[i], drawings[i], top, lang);
    top += drawings[i].height + kGap;
  }
  std::string text = format(
      "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
      "<definitions xmlns=\"http://www.omg.org/spec/BPMN/20100524/MODEL\" xmlns:bpmndi=\"http://www.omg.org/spec/BPMN/20100524/DI\"\n"
      "             xmlns:dc=\"http://www.omg.org/spec/DD/20100524/DC\" xmlns:di=\"http://www.omg.org/spec/DD/20100524/DI\"\n"
      "             xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xmlns:guichet=\"{}\"\n"
      "             id=\"definitions\" name=\"{}\" targetNamespace=\"{}\" exporter=\"Guichet\">\n",
      kBpmnNamespace, xml_escaped(procedure.title.in(lang)), kBpmnNamespace);
  for (const FlowWriter& flow : flows) text += flow.categories();
  text += "  <collaboration id=\"collaboration\">\n";
  for (const FlowWriter& flow : flows) text += flow.participant();
  text += "  </collaboration>\n";
  for (const FlowWriter& flow : flows) text += flow.process_element();
  text += "  <bpmndi:BPMNDiagram id=\"diagram\">\n    <bpmndi:BPMNPlane id=\"plane\" bpmnElement=\"collaboration\">\n";
  for (const FlowWriter& flow : flows) text += flow.picture();
  return text + "    </bpmndi:BPMNPlane>\n  </bpmndi:BPMNDiagram>\n</definitions>\n";
}

}  // namespace guichet::interop
