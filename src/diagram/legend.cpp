#include "diagram/legend.h"

#include <algorithm>
#include <set>

#include "diagram/wording.h"
#include "layout/text.h"

namespace guichet::diagram {

namespace {

constexpr double kLine = 22, kSymbol = 30, kApart = 16;

void ring(Items& items, Spot c, double radius, double width) {
  items.push_back({Ellipse{c, radius, radius, Ink::paper, {Ink::text, width}}});
}

std::vector<LegendEntry> ser_entries(base::Lang lang) {
  const auto oval = [](double width) {
    return [width](Items& i, Spot c) { i.push_back({Ellipse{c, 13, 7, Ink::paper, {Ink::text, width}}}); };
  };
  return {{base::tr(lang, N_("event, result")), oval(1.3)},
          {base::tr(lang, N_("final result")), oval(2.8)},
          {base::tr(lang, N_("delay")),
           [oval](Items& i, Spot c) {
             oval(1.3)(i, c);
             i.push_back({Ellipse{{c.x - 11, c.y}, 6, 6, Ink::paper, {Ink::text, 1.1}}});
             add_clock(i, {c.x - 11, c.y}, 4.5, Ink::text);
           }},
          {base::tr(lang, N_("synchronisation")),
           [](Items& i, Spot c) {
             i.push_back({polyline({{c.x - 14, c.y - 6}, {c.x + 14, c.y - 6}, {c.x + 5, c.y + 6}, {c.x - 5, c.y + 6}},
                                   {Ink::text, 1.2}, true, Ink::paper)});
           }},
          {base::tr(lang, N_("operation, then its emission rules")),
           [](Items& i, Spot c) {
             i.push_back({Rectangle{{c.x - 13, c.y - 8, 26, 16}, 0, Ink::paper, {Ink::text, 1.2}}});
             i.push_back({polyline({{c.x - 13, c.y + 2}, {c.x + 13, c.y + 2}}, {Ink::text, 1})});
             i.push_back({polyline({{c.x, c.y + 2}, {c.x, c.y + 8}}, {Ink::text, 1})});
           }},
          {base::tr(lang, N_("reaction of another actor")), [](Items& i, Spot c) {
             i.push_back({polyline({{c.x - 13, c.y}, {c.x + 13, c.y}}, {Ink::quiet, 1.1, {1.5, 3}})});
           }}};
}

std::vector<LegendEntry> entries_of(const Flow& flow, const LegendLook& look) {
  if (look.look.ser) return ser_entries(look.lang);
  std::set<NodeKind> kinds;
  for (const FlowNode& node : flow.nodes) kinds.insert(node.kind);
  const auto tr = [&](const char* id) { return base::tr(look.lang, id); };
  std::vector<LegendEntry> entries;
  const auto add = [&](NodeKind kind, const char* words, auto draw) {
    if (kinds.contains(kind)) entries.push_back({tr(words), draw});
  };
  add(NodeKind::start, N_("beginning"), [](Items& i, Spot c) { ring(i, c, 7.5, 1.3); });
  add(NodeKind::end, N_("ending"), [](Items& i, Spot c) { ring(i, c, 7, 2.8); });
  add(NodeKind::task, N_("activity"),
      [](Items& i, Spot c) { i.push_back({Rectangle{{c.x - 12, c.y - 7.5, 24, 15}, 4, Ink::paper, {Ink::text, 1.3}}}); });
  add(NodeKind::subprocess, N_("done for each one"), [](Items& i, Spot c) {
    i.push_back({Rectangle{{c.x - 12, c.y - 7.5, 24, 15}, 4, Ink::paper, {Ink::text, 1.3}}});
    for (const double x : {-4.0, 0.0, 4.0}) i.push_back({polyline({{c.x + x, c.y - 3}, {c.x + x, c.y + 5}}, {Ink::text, 1.6})});
  });
  add(NodeKind::gateway, N_("decision"), [](Items& i, Spot c) {
    i.push_back({polyline({{c.x, c.y - 9}, {c.x + 9, c.y}, {c.x, c.y + 9}, {c.x - 9, c.y}}, {Ink::text, 1.3}, true, Ink::paper)});
    for (const double s : {1.0, -1.0})
      i.push_back({polyline({{c.x - 3, c.y - 3 * s}, {c.x + 3, c.y + 3 * s}}, {Ink::text, 1.8})});
  });
  const auto border = [](auto mark) {
    return [mark](Items& i, Spot c) {
      ring(i, c, 8.5, 1.2);
      ring(i, c, 6.3, 1);
      mark(i, c);
    };
  };
  add(NodeKind::timer, N_("delay"), border([](Items& i, Spot c) { add_clock(i, c, 6, Ink::text); }));
  add(NodeKind::error, N_("no usable answer"), border([](Items& i, Spot c) { add_lightning(i, c, 6, Ink::text); }));
  add(NodeKind::phase, N_("possible at any time"), [](Items& i, Spot c) {
    ring(i, c, 8, 1.3);
    add_envelope(i, c, 8.5, Ink::text);
  });
  if (kinds.contains(NodeKind::message)) kinds.insert(NodeKind::receipt);
  add(NodeKind::receipt, N_("message received"), border([](Items& i, Spot c) { add_envelope(i, c, 8, Ink::text); }));
  add(NodeKind::off_page, N_("goes on at the same letter"), [](Items& i, Spot c) {
    ring(i, c, 8, 1.3);
    i.push_back({Text{{c.x, c.y + 4}, "A", 11, Anchor::middle, true}});
  });
  const auto arrow = [](Ink ink, const std::vector<double>& dash, bool message) {
    return [ink, dash, message](Items& i, Spot c) {
      const layout::Point from{static_cast<int>(c.x) - 13, static_cast<int>(c.y)}, to{static_cast<int>(c.x) + 15, static_cast<int>(c.y)};
      i.push_back({polyline({{c.x - 13, c.y}, {c.x + 12, c.y}}, {ink, 1.4, dash})});
      if (message) {
        add_hollow_arrow(i, from, to, ink);
        add_small_ring(i, from, ink);
      } else {
        add_filled_arrow(i, from, to, ink);
      }
    };
  };
  const bool sequence = std::ranges::any_of(flow.links, [](const FlowLink& l) { return l.exchanges.empty(); });
  if (sequence) entries.push_back({tr(N_("sequence")), arrow(look.look.bases ? Ink::quiet : Ink::line, {}, false)});
  if (!look.look.bases) {
    if (!flow.exchanges.empty())
      entries.push_back({tr(look.look.numbers ? N_("numbered message") : N_("message")), arrow(Ink::exchange, {6, 3}, true)});
    return entries;
  }
  std::set<std::string> seen;
  bool locked = false;
  for (const FlowExchange& exchange : flow.exchanges) {
    if (!exchange.purpose.known()) continue;
    const model::Purpose& purpose = look.procedure[exchange.purpose];
    locked = locked || exchange.needs_agreement;
    if (!seen.insert(basis_sigle(purpose, look.lang)).second) continue;
    entries.push_back({basis_sigle(purpose, look.lang) + " : " + basis_words(purpose, look.lang),
                       arrow(ink_of(purpose), dash_of(ink_of(purpose)), true)});
  }
  if (locked)
    entries.push_back({tr(N_("only with the person's agreement")), [](Items& i, Spot c) { add_lock(i, c, 15, Ink::text); }});
  return entries;
}

}  // namespace

double add_legend(Items& items, const std::vector<LegendEntry>& entries, base::Lang lang, double width, double x, double y) {
  const std::string head = base::tr(lang, N_("Legend"));
  Group group{.role = "legend", .title = head};
  const double begin = x + layout::text_width(head, layout::kLabelSize, true) + kApart;
  group.items.push_back({Text{{x, y + 14}, head, 11, Anchor::start, true}});
  double at = begin, line = y;
  for (const LegendEntry& entry : entries) {
    const double wide = kSymbol + 6 + layout::text_width(entry.words, layout::kLabelSize) + kApart;
    if (at + wide > x + width + kApart && at > begin) {
      at = begin;
      line += kLine;
    }
    entry.draw(group.items, {at + kSymbol / 2, line + 10});
    group.items.push_back({Text{{at + kSymbol + 6, line + 14}, entry.words, 11}});
    at += wide;
  }
  items.push_back({std::move(group)});
  return line + kLine - y;
}

double add_legend(Items& items, const Flow& flow, const LegendLook& look, double x, double y, bool draw) {
  Items unseen;
  return add_legend(draw ? items : unseen, entries_of(flow, look), look.lang, look.width, x, y);
}

}  // namespace guichet::diagram
