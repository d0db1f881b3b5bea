// The view `exchanges`: who says what to whom, in order (UML sequence, with frames named in plain words). Time runs
// downwards; what it tells is worked out in sequence.h, here it is placed and drawn.
#include <algorithm>
#include <iterator>
#include <optional>

#include "diagram/page.h"
#include "diagram/paper.h"
#include "diagram/pen.h"
#include "diagram/sequence.h"
#include "diagram/views.h"
#include "diagram/wording.h"

namespace guichet::diagram {

namespace {

constexpr double kMargin = 14, kText = 12, kLeading = 14, kLabel = 11, kLabelLeading = 13;
constexpr double kBoxWidth = 116;   // of what is done; wider words are cut between syllables
constexpr double kInset = 7;        // of a frame in another
constexpr double kSelf = 26;        // reach of what one says to oneself
constexpr double kHead = 34;

struct Figures {  // places common to all parts
  std::vector<double> x;  // of lifelines
  double left = 0, right = 0;
};

struct Writer {
  const Flow& flow;
  const model::Procedure& procedure;
  base::Lang lang;
  Figures at;
  double y = 0;
  Items frames = {};  // painted before
  Items items = {};
  std::vector<std::pair<double, FrameKind>> open = {};
  std::vector<std::string> conditions = {};
  std::vector<std::string> sentences = {};
  std::vector<Cut> cuts = {};

  [[nodiscard]] int lane_of(model::ActorId actor) const {
    for (std::size_t l = 0; l < flow.lanes.size(); ++l)
      if (flow.lanes[l].actor == actor) return static_cast<int>(l);
    return 0;
  }
  [[nodiscard]] double x_of(int lane) const { return at.x[static_cast<std::size_t>(lane)]; }
  [[nodiscard]] const FlowNode& node(int index) const { return flow.nodes[static_cast<std::size_t>(index)]; }
  [[nodiscard]] double inset() const { return static_cast<double>(open.size()) * kInset; }

  void write(const Deed& deed) {
    const FlowNode& done = node(deed.node);
    const auto lines = lines_of(done.text, kText, false, kBoxWidth - 14);
    const double height = static_cast<double>(lines.size()) * kLeading + 10;
    Group group{.id = "deed." + done.id, .role = "node", .title = done.text};
    group.items.push_back({Rectangle{{x_of(done.lane) - kBoxWidth / 2, y, kBoxWidth, height}, 6, Ink::paper, {Ink::text, 1.2}}});
    write_lines(group.items, {x_of(done.lane), y + 16}, kLeading, lines, {.size = kText, .anchor = Anchor::middle});
    items.push_back({std::move(group)});
    y += height + 10;
  }

  void write(const Said& said) {
    const FlowExchange& told = flow.exchanges[static_cast<std::size_t>(said.exchange)];
    const int from = lane_of(told.from), to = lane_of(told.to);
    const double number = told.number.empty() ? 0 : badge_width(told.number) + 4;
    const bool right = to > from;
    const double a = x_of(from), b = from == to ? a + kSelf : x_of(to);
    const double room = std::max(90.0, std::abs(b - a) - 22) - number;
    const auto lines = lines_of(told.title, kLabel, false, room);
    double widest = 0;
    for (const std::string& line : lines) widest = std::max(widest, width_of(line, kLabel));
    const double height = static_cast<double>(lines.size()) * kLabelLeading;
    // Near the one who speaks when other lifelines stand between.
    const double near = from == to ? a + 8 : right ? a + 11 : a - 11 - widest - number;
    const double left = std::abs(from - to) == 1 ? (a + b) / 2 - (widest + number) / 2 : near;
    Group group{.role = "link",
                .title = base::tr(lang, N_("{from} to {to}: {what}"),
                                  {{"from", flow.lanes[static_cast<std::size_t>(from)].title},
                                   {"to", flow.lanes[static_cast<std::size_t>(to)].title},
                                   {"what", told.title}})};
    sentences.push_back(group.title);
    group.items.push_back({Rectangle{{left - 2, y, widest + number + 4, height + 1}, 0, Ink::paper, {}}});
    draw_badge(group.items, {left, y + 7}, told.number, Ink::exchange);
    write_lines(group.items, {left + number, y + 10.5}, kLabelLeading, lines, {.size = kLabel, .ink = Ink::exchange});
    y += height + 6;
    Stroke stroke{.ink = Ink::exchange, .width = 1.5};
    if (told.kind == FlowExchange::Kind::reply) stroke.dash = {6, 3};
    const auto whole = [](double v) { return static_cast<int>(v); };
    if (from == to) {
      group.items.push_back({polyline({{a, y}, {a + kSelf, y}, {a + kSelf, y + 10}, {a + 3, y + 10}}, stroke)});
      add_filled_arrow(group.items, {whole(a + kSelf), whole(y + 10)}, {whole(a + 1), whole(y + 10)}, Ink::exchange);
      y += 10;
    } else {
      const double end = right ? b - 1 : b + 1;
      draw_line(group.items, {a + (right ? 1 : -1), y}, {end + (right ? -4 : 4), y}, stroke);
      add_filled_arrow(group.items, {whole(a), whole(y)}, {whole(end), whole(y)}, Ink::exchange);
    }
    items.push_back({std::move(group)});
    y += 12;
  }

  void write(const Elapsed& elapsed) {
    const FlowNode& timer = node(elapsed.node);
    const double x = x_of(timer.lane);
    const auto lines = lines_of(timer.text, kLabel, false, 150);
    y += 2;
    Group group{.role = "node", .title = timer.text};
    group.items.push_back({Ellipse{{x, y + 10}, 9, 9, Ink::paper, {Ink::text, 1.2}}});
    add_clock(group.items, {x, y + 10}, 7, Ink::text);
    write_beside(group.items, x + 14, y + 14, lines);
    items.push_back({std::move(group)});
    y += std::max(22.0, static_cast<double>(lines.size()) * kLabelLeading + 6) + 6;
  }

  void write_beside(Items& to, double left, double baseline, const std::vector<std::string>& lines) const {
    double widest = 0;
    for (const std::string& line : lines) widest = std::max(widest, width_of(line, kLabel));
    to.push_back({Rectangle{{left - 2, baseline - 11, widest + 4, static_cast<double>(lines.size()) * kLabelLeading + 2}, 0, Ink::paper, {}}});
    write_lines(to, {left, baseline}, kLabelLeading, lines, {.size = kLabel});
  }

  void write(const Finished& finished) {
    const FlowNode& end = node(finished.node);
    const auto lines = lines_of(end.text, kText, true, kBoxWidth - 20);
    double widest = 40;
    for (const std::string& line : lines) widest = std::max(widest, width_of(line, kText, true) + 22);
    const double height = static_cast<double>(lines.size()) * kLeading + 10;
    y += 2;
    Group group{.role = "node", .title = end.text};
    group.items.push_back({Rectangle{{x_of(end.lane) - widest / 2, y, widest, height}, std::min(height / 2, 13.0), Ink::paper, {Ink::text, 2.6}}});
    write_lines(group.items, {x_of(end.lane), y + 16}, kLeading, lines, {.size = kText, .anchor = Anchor::middle, .bold = true});
    items.push_back({std::move(group)});
    y += height + 12;
  }

  void write(const GoesOn& on) {
    const FlowNode& there = node(on.node);
    const double letter = on.letter.empty() ? 0 : badge_width(on.letter) + 5;
    const std::string text = there.text.empty() ? base::tr(lang, N_("goes on")) : there.text;
    const auto lines = lines_of(text, kLabel, false, kBoxWidth - 26 - letter);
    const double height = std::max(20.0, static_cast<double>(lines.size()) * kLabelLeading + 8);
    const double left = x_of(there.lane) - kBoxWidth / 2;
    Group group{.role = "reference", .title = base::tr(lang, N_("goes on at: {step}"), {{"step", text}})};
    group.items.push_back({Rectangle{{left, y, kBoxWidth, height}, 6, Ink::head, {Ink::border, 1, {3, 2}}}});
    group.items.push_back({polyline({{left + 7, y + height / 2 - 4}, {left + 12, y + height / 2}, {left + 7, y + height / 2 + 4}}, {Ink::text, 1.6})});
    draw_badge(group.items, {left + 17, y + height / 2}, on.letter, Ink::text);
    write_lines(group.items, {left + 17 + letter, y + (height - static_cast<double>(lines.size()) * kLabelLeading) / 2 + 10}, kLabelLeading, lines, {.size = kLabel});
    items.push_back({std::move(group)});
    y += height + 10;
  }

  void write(const Opened& opened) {
    const std::string name = frame_name(opened.kind, lang);
    const double tab = width_of(name, kLabel, true) + 16;
    const double left = at.left + inset();
    const auto lines = lines_of(opened.condition, kLabel, false, at.right - inset() - left - tab - 16);
    open.emplace_back(y, opened.kind);
    const double height = std::max(18.0, static_cast<double>(lines.size()) * kLabelLeading + 5);
    items.push_back({polyline({{left, y}, {left + tab, y}, {left + tab, y + 11}, {left + tab - 7, y + 18}, {left, y + 18}}, {Ink::border, 1}, true, Ink::head)});
    write_text(items, {left + 6, y + 13}, name, {.size = kLabel, .bold = true});
    if (!lines.empty() && !lines.front().empty()) {
      double widest = 0;
      for (const std::string& line : lines) widest = std::max(widest, width_of(line, kLabel));
      items.push_back({Rectangle{{left + tab + 4, y + 2, widest + 8, static_cast<double>(lines.size()) * kLabelLeading + 2}, 0, Ink::paper, {}}});
      write_lines(items, {left + tab + 8, y + 13}, kLabelLeading, lines, {.size = kLabel, .italic = true});
    }
    y += height + 9;
  }

  // What only says where the case goes on fits in one row.
  void write_row(const Opened& opened, const GoesOn& on) {
    const FlowNode& there = node(on.node);
    const std::string text = there.text.empty() ? base::tr(lang, N_("goes on")) : there.text;
    const std::string name = frame_name(opened.kind, lang);
    const double left = at.left + inset(), right = at.right - inset();
    const double tab = width_of(name, kLabel, true) + 16, letter = on.letter.empty() ? 0 : badge_width(on.letter) + 5;
    const auto goal = lines_of(text, kLabel, false, 180);
    double widest = 0;
    for (const std::string& line : goal) widest = std::max(widest, width_of(line, kLabel));
    const double pill = widest + letter + 28;
    const auto lines = lines_of(opened.condition, kLabel, false, right - left - tab - pill - 30);
    const double height = static_cast<double>(std::max(lines.size(), goal.size())) * kLabelLeading + 11;
    Group group{.role = "reference", .title = base::tr(lang, N_("{condition}: goes on at: {step}"), {{"condition", opened.condition}, {"step", text}})};
    group.items.push_back({Rectangle{{left, y, right - left, height}, 0, Ink::paper, border(opened.kind)}});
    group.items.push_back({polyline({{left, y}, {left + tab, y}, {left + tab, y + 11}, {left + tab - 7, y + 18}, {left, y + 18}}, {Ink::border, 1}, true, Ink::head)});
    write_text(group.items, {left + 6, y + 13}, name, {.size = kLabel, .bold = true});
    write_lines(group.items, {left + tab + 8, y + 15}, kLabelLeading, lines, {.size = kLabel, .italic = true});
    const double from = right - pill - 6;
    group.items.push_back({Rectangle{{from, y + 3, pill, height - 6}, 5, Ink::head, {Ink::border, 1, {3, 2}}}});
    group.items.push_back({polyline({{from + 7, y + height / 2 - 4}, {from + 12, y + height / 2}, {from + 7, y + height / 2 + 4}}, {Ink::text, 1.6})});
    draw_badge(group.items, {from + 17, y + height / 2}, on.letter, Ink::text);
    write_lines(group.items, {from + 17 + letter, y + 15}, kLabelLeading, goal, {.size = kLabel});
    items.push_back({std::move(group)});
    y += height + 8;
  }

  static Stroke border(FrameKind kind) {
    Stroke stroke{.ink = Ink::border, .width = 1};
    if (kind != FrameKind::loop) stroke.dash = {4, 2};
    return stroke;
  }

  void write(const std::vector<SequenceItem>& told) {
    for (std::size_t k = 0; k < told.size(); ++k) {
      const auto* opened = std::get_if<Opened>(&told[k]);
      const auto* on = opened != nullptr ? std::get_if<GoesOn>(&told[k + 1]) : nullptr;
      if (on != nullptr) {
        write_row(*opened, *on);
        k += 2;
      } else {
        std::visit([&](const auto& what) { write(what); }, told[k]);
        if (opened != nullptr) continue;  // a frame does not begin at the foot of a page
      }
      cuts.push_back({y - 4, static_cast<int>(open.size())});
    }
  }

  void write(const Closed&) {
    const auto [top, kind] = open.back();
    open.pop_back();
    const double left = at.left + inset(), right = at.right - inset();
    // Outer frames are closed last and painted first.
    frames.insert(frames.begin(), {Rectangle{{left, top, right - left, y - top - 2}, 0, Ink::paper, border(kind)}});
    y += 8;
  }

  void write_title(const SequencePart& part) {
    if (part.title.empty()) return;
    y += 6;
    const double letter = part.letter.empty() ? 0 : badge_width(part.letter) + 6;
    items.push_back({Rectangle{{at.left, y, at.right - at.left, 22}, 0, Ink::head, {}}});
    draw_badge(items, {at.left + 8, y + 11}, part.letter, Ink::text);
    write_text(items, {at.left + 8 + letter, y + 15}, part.title, {.size = kText, .bold = true});
    y += 32;
  }
};

Figures places(const Flow& flow, const std::vector<SequencePart>& parts) {
  const std::size_t lanes = flow.lanes.size();
  std::vector<double> gap(lanes + 1, kBoxWidth + 18);
  const auto lane_of = [&](model::ActorId actor) {
    for (std::size_t l = 0; l < lanes; ++l)
      if (flow.lanes[l].actor == actor) return l;
    return std::size_t{0};
  };
  for (const SequencePart& part : parts)
    for (const SequenceItem& item : part.items)
      if (const auto* said = std::get_if<Said>(&item)) {
        const FlowExchange& told = flow.exchanges[static_cast<std::size_t>(said->exchange)];
        const std::size_t a = lane_of(told.from), b = lane_of(told.to);
        // Up to 150 px on one line; what is longer is broken.
        const double wanted = std::min(150.0, width_of(told.title, kLabel)) + badge_width(told.number) + 30;
        if (a + 1 == b || b + 1 == a) gap[std::min(a, b)] = std::max(gap[std::min(a, b)], wanted);
      }
  Figures figures;
  figures.left = kMargin;
  double x = kMargin + kBoxWidth / 2 + 34;
  for (std::size_t l = 0; l < lanes; ++l) {
    figures.x.push_back(x);
    x += gap[l];
  }
  figures.right = figures.x.back() + kBoxWidth / 2 + 34;
  return figures;
}

void draw_heads(Items& items, const Flow& flow, const Figures& at, double top, double bottom) {
  for (std::size_t l = 0; l < flow.lanes.size(); ++l) {
    const auto lines = lines_of(flow.lanes[l].title, kText, true, kBoxWidth - 8);
    const double height = std::max(kHead - 8, static_cast<double>(lines.size()) * kLeading + 10);
    Group group{.id = "lifeline." + flow.lanes[l].id, .role = "lane", .title = flow.lanes[l].title};
    draw_line(group.items, {at.x[l], top + height}, {at.x[l], bottom}, {.ink = Ink::border, .width = 1, .dash = {2, 3}});
    group.items.push_back({Rectangle{{at.x[l] - kBoxWidth / 2, top, kBoxWidth, height}, 0, Ink::head, {Ink::border, 1}}});
    write_lines(group.items, {at.x[l], top + (height - static_cast<double>(lines.size()) * kLeading) / 2 + 11}, kLeading, lines,
                {.size = kText, .anchor = Anchor::middle, .bold = true});
    items.push_back({std::move(group)});
  }
}

double head_height(const Flow& flow) {
  double height = kHead - 8;
  for (const FlowLane& lane : flow.lanes)
    height = std::max(height, static_cast<double>(lines_of(lane.title, kText, true, kBoxWidth - 8).size()) * kLeading + 10);
  return height;
}

// One flow as one tall sheet, with the places where paper may end.
std::optional<Sheet> sheet_of(const Flow& flow, const model::Procedure& procedure, base::Lang lang) {
  const auto parts = tell_in_sequence(flow, lang);
  if (flow.lanes.empty() || parts.empty()) return std::nullopt;
  Sheet sheet{.lang = lang, .title = title_of(procedure.title, procedure.id, lang)};
  double top = kMargin;
  if (flow.machine.index > 0) {
    sheet.title = base::tr(lang, N_("{activity}: for each one"), {{"activity", flow.title}});
    write_text(sheet.items, {kMargin, top + 16}, sheet.title, {.bold = true});
    top += 28;
  }
  Writer writer{flow, procedure, lang, places(flow, parts)};
  writer.y = top + head_height(flow) + 16;
  for (const SequencePart& part : parts) {
    writer.write_title(part);
    writer.write(part.items);
  }
  Group group{.id = flow.id, .role = "flow"};
  // Lifelines stand on the grounds of frames and under all that is said.
  group.items = std::move(writer.frames);
  draw_heads(group.items, flow, writer.at, top, writer.y);
  std::ranges::move(writer.items, std::back_inserter(group.items));
  sheet.items.push_back({std::move(group)});
  sheet.width = writer.at.right + kMargin;
  sheet.height = writer.y + kMargin;
  sheet.cuts = std::move(writer.cuts);
  sheet.repeated_height = kMargin + head_height(flow) + 8;
  draw_heads(sheet.repeated, flow, writer.at, kMargin, sheet.repeated_height);
  for (const std::string& sentence : writer.sentences) sheet.desc += (sheet.desc.empty() ? "" : " ; ") + sentence;
  sheet.desc += ".";
  return sheet;
}

// On sheets with a heading, then the table of what was said.
std::vector<Sheet> teacher_sheets(const std::vector<Sheet>& drawings, const Mapping& mapping,
                                  const model::Procedure& procedure, const Settings& settings) {
  const std::string title = title_of(procedure.title, procedure.id, settings.lang);
  std::vector<Sheet> sheets;
  for (const Sheet& drawing : drawings)
    std::ranges::move(headed_pieces(drawing, frame_of(settings.paper, true), title, base::tr(settings.lang, N_("Sequence of the messages"))),
                      std::back_inserter(sheets));
  Flow all;
  for (const Flow& flow : mapping.flows) all.exchanges.insert(all.exchanges.end(), flow.exchanges.begin(), flow.exchanges.end());
  const Table table = exchange_table(all, procedure, settings.lang, inner_width(settings.paper), false);
  if (!table.rows.empty())
    std::ranges::move(table_sheets(table, title, base::tr(settings.lang, N_("The messages, their data and their legal bases")), settings),
                      std::back_inserter(sheets));
  add_footers(sheets, procedure, settings.lang);
  return sheets;
}

}  // namespace

base::Result<Picture> draw_exchanges(const Subject& subject, const Settings& settings) {
  if (settings.page == PageKind::pupil || settings.page == PageKind::key)
    return base::Failure{{N_("worksheets are made of the views process and columns only"), {}}};
  const model::Procedure& procedure = subject.procedure();
  const Mapping mapping = map_procedure(procedure, subject.reference, settings.lang);
  Picture picture;
  picture.findings = mapping.findings;
  for (const Flow& flow : mapping.flows)
    if (auto sheet = sheet_of(flow, procedure, settings.lang)) picture.sheets.push_back(std::move(*sheet));
  if (settings.page == PageKind::teacher)
    picture.sheets = teacher_sheets(picture.sheets, mapping, procedure, settings);
  return picture;
}

}  // namespace guichet::diagram
