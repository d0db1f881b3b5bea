#include <algorithm>

#include "layout/labels.h"
#include "layout/text.h"

namespace guichet::layout {

namespace {

constexpr int kLetterRoom = 18;    // px: of a blank
constexpr int kOtherShape = 30;    // of a narrower setting, tenths of a point
constexpr int kBesideWider = 112;  // px, where the usual width makes a tall text

// One setting per number of lines.
void add_shape(std::vector<Setting>& settings, std::vector<std::string> lines, int wide, int least_height) {
  const auto same = [&](const Setting& s) { return s.lines.size() == lines.size(); };
  if (std::any_of(settings.begin(), settings.end(), same)) return;
  const int high = std::max(least_height, static_cast<int>(lines.size()) * kLabelLeading);
  settings.push_back({std::move(lines), wide, high, static_cast<int>(settings.size()) * kOtherShape});
}

std::vector<Setting> beside(const Node& node, const NodeText& text) {
  std::vector<Setting> settings;
  if (text.height == 0) return settings;
  settings.push_back({text.lines, text.width, text.height, 0});
  if (node.blank.any() || text.lines.size() < 3) return settings;
  std::vector<std::string> lines = wrap_words(node.text, kLabelSize, false, kBesideWider);
  const int wide = widest(lines, kLabelSize);
  add_shape(settings, std::move(lines), wide, 0);
  return settings;
}

std::vector<Setting> answer_of(const Link& link) {
  std::vector<Setting> settings;
  if (link.answer.empty()) return settings;
  for (const int width : {110, 70}) {
    std::vector<std::string> lines = wrap_words(link.answer, kLabelSize, true, width);
    const int wide = widest(lines, kLabelSize, true);
    add_shape(settings, std::move(lines), wide, 0);
  }
  return settings;
}

std::vector<Setting> message_of(const Link& link) {
  std::vector<Setting> settings;
  if (link.blank.any()) {
    settings.push_back({{}, link.blank.width + kLetterRoom, link.blank.height, 0});
    return settings;
  }
  if (link.message.empty() && link.badge.empty()) return settings;
  const int badge = link.badge.empty() ? 0 : link.message.empty() ? kBadge : kBadgeRoom;
  for (const int width : {150, 74, 56}) {
    std::vector<std::string> lines = wrap_words(link.message, kLabelSize, false, width);
    const int wide = widest(lines, kLabelSize) + badge;
    add_shape(settings, std::move(lines), wide, badge > 0 ? kBadge : 0);
  }
  return settings;
}

}  // namespace

LabelTexts set_labels(const Scheme& scheme) {
  LabelTexts texts;
  const Graph& graph = *scheme.graph;
  texts.beside.resize(graph.nodes.size());
  for (const Body& body : scheme.bodies) {
    const auto set = [&](int node, const NodeText& text) {
      texts.beside[static_cast<std::size_t>(node)] = beside(graph.nodes[static_cast<std::size_t>(node)], text);
    };
    if (body.text_beside) set(body.node, body.text);
    for (const int timer : body.timers) set(timer, scheme.timer_texts[static_cast<std::size_t>(timer)]);
  }
  for (const Link& link : graph.links) {
    const bool in_cell = graph.nodes[static_cast<std::size_t>(link.from)].shape == Shape::operation;
    texts.answers.push_back(in_cell ? std::vector<Setting>{} : answer_of(link));
    texts.messages.push_back(message_of(link));
  }
  return texts;
}

}  // namespace guichet::layout
