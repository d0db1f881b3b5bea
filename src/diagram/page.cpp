#include "diagram/page.h"

#include <algorithm>
#include <array>
#include <set>

#include "diagram/legend.h"
#include "diagram/paper.h"
#include "diagram/pen.h"
#include "diagram/ser.h"
#include "diagram/shapes.h"
#include "diagram/worksheet.h"
#include "layout/text.h"

namespace guichet::diagram {

namespace {

constexpr double kMargin = kPaperMargin, kApart = 8;
constexpr double kNameLine = 24;  // of a worksheet, above its title

// A figure and how it stands on one of the two ways of the paper.
struct Standing {
  Frame frame;
  Figure figure;
  double scale = 0;
  bool clean = false, promising = false;  // see is_clean
  bool table_below = false;
};

struct Composer {
  const PageLook& look;
  std::size_t parts;
  std::vector<Sheet> sheets = {};
  Flow rest = {};  // exchanges whose table stands on a sheet of its own

  [[nodiscard]] const Settings& settings() const { return look.settings; }
  [[nodiscard]] std::string tr(const char* id, base::Args args = {}) const {
    return base::tr(settings().lang, id, std::move(args));
  }
  [[nodiscard]] bool is_exercise() const {
    return settings().page == PageKind::pupil || settings().page == PageKind::key;
  }

  // What stands below the figure, the table left aside.
  [[nodiscard]] double below(const Flow& part, const std::vector<Hole>& holes, double width) const {
    Items none;
    if (is_exercise())
      return std::max(add_bank(none, part, holes, settings(), 0, 0, width),
                      add_answers(none, holes, settings(), 0, 0, width)) + kApart;
    return add_legend(none, part, {look.procedure, settings().lang, look.look, width}, 0, 0, false) + kApart;
  }

  base::Result<Standing> stand(const Flow& part, const layout::Graph& graph, const std::vector<Hole>& holes,
                               bool upright) const {
    Standing made{.frame = frame_of(settings().paper, upright)};
    const double width = made.frame.inner();
    const double room = made.frame.room() - above() - below(part, holes, width);
    const Table table = exchange_table(part, look.procedure, settings().lang, width, look.look.bases);
    const double rows = is_exercise() || table.rows.empty() ? 0 : height_of(table) + kApart;
    layout::Options options{.vertical = look.vertical,
                            .page_width = static_cast<int>(width),
                            .page_height = static_cast<int>(room),
                            .effort = settings().effort,
                            .seed = settings().seed};
    const Ser ser = look.look.ser ? ser_of(part, domain_of(part, look.procedure), settings().lang) : Ser{};
    const base::Result<layout::Drawing> drawing = look.drawings->lay_out_clean(look.look.ser ? ser.graph : graph, options);
    if (!drawing) return drawing.failure();
    made.clean = is_clean(*drawing);
    made.promising = is_promising(*drawing);
    made.figure = look.look.ser ? ser_figure(ser, *drawing, part.id)
                                : figure_of(part, look.procedure, settings().lang, look.look, graph, *drawing, holes,
                                            settings().page == PageKind::key);
    const auto scale = [&](double high) {
      return std::min({1.0, width / made.figure.width, high / made.figure.height});
    };
    made.table_below = scale(room - rows) >= scale(room) - .02;
    made.scale = scale(made.table_below ? room - rows : room);
    return made;
  }

  // Of the key too, which has the geometry of its worksheet.
  [[nodiscard]] double above() const { return is_exercise() ? kNameLine : 0; }

  [[nodiscard]] Sheet begin_sheet(const Frame& frame, const std::string& under) const {
    const bool blank = settings().page == PageKind::pupil;
    if (!is_exercise()) return headed_sheet(frame, settings().lang, title_of_procedure(), under);
    std::string title = title_of_procedure();
    title = blank ? tr(N_("{title}: worksheet"), {{"title", title}}) : tr(N_("{title}: answers"), {{"title", title}});
    if (settings().variant != Settings::Variant::none)
      title = tr(N_("{title}, version {letter}"), {{"title", title}, {"letter", settings().variant == Settings::Variant::a ? "A" : "B"}});
    Sheet sheet = headed_sheet(frame, settings().lang, title, under);
    Group lowered{.role = "heading", .shift = {0, kNameLine}, .items = std::move(sheet.items)};
    sheet.items.clear();
    if (blank) add_name_line(sheet.items, frame);
    sheet.items.push_back({std::move(lowered)});
    return sheet;
  }

  // What to write, then where to write it, up to the next.
  void add_name_line(Items& items, const Frame& frame) const {
    const std::array asked{tr(N_("Name:")), tr(N_("Class:")), tr(N_("Date:"))};
    constexpr std::array kEnds{.56, .78, 1.0};  // parts of the width
    double x = kMargin;
    for (std::size_t k = 0; k < asked.size(); ++k) {
      const double end = kMargin + frame.inner() * kEnds[k] - (k + 1 < asked.size() ? 14 : 0);
      write_text(items, {x, kMargin + 8}, asked[k]);
      draw_line(items, {x + width_of(asked[k], 12) + 6, kMargin + 9}, {end, kMargin + 9}, {Ink::text, 1, {1, 2.4}});
      x = end + 14;
    }
  }

  [[nodiscard]] std::string title_of_procedure() const {
    return look.procedure.title.empty() ? look.procedure.id : look.procedure.title.in(settings().lang);
  }

  base::Outcome add_part(const Flow& part, std::size_t number, int& next_hole, Picture& picture) {
    std::vector<Hole> holes;
    if (is_exercise()) holes = choose_holes(part, settings(), static_cast<int>(number), next_hole);
    const layout::Graph graph = graph_of(part, look.procedure, settings().lang, look.look, holes);
    base::Result<Standing> lying = stand(part, graph, holes, false);
    if (!lying) return lying.failure();
    Standing chosen = std::move(*lying);
    if (!chosen.clean) {
      base::Result<Standing> upright = stand(part, graph, holes, true);
      if (!upright) return upright.failure();
      const int hidden = chosen.figure.metrics.hard(), hidden_upright = upright->figure.metrics.hard();
      if (hidden_upright < hidden || (hidden_upright == hidden && upright->scale > chosen.scale + .03))
        chosen = std::move(*upright);
    }
    picture.metrics.push_back(chosen.figure.metrics);

    const Frame& frame = chosen.frame;
    const double width = frame.inner();
    std::string under = look.what;
    if (parts > 1)
      // How many there are is said at the foot, with the sheets of the table.
      under = tr(N_("{what}, page {page}: {part}"),
                 {{"what", look.what}, {"page", std::to_string(number + 1)}, {"part", name_of_part(part)}});
    Sheet sheet = begin_sheet(frame, under);
    sheet.desc = description_of(part, settings().lang);
    Figure& figure = chosen.figure;
    figure.group.scale = chosen.scale;
    figure.group.shift = {kMargin + (width - figure.width * chosen.scale) / 2, kMargin + kHeading + above()};
    double y = kMargin + kHeading + above() + figure.height * chosen.scale + kApart;
    sheet.items.push_back({std::move(figure.group)});
    if (settings().page == PageKind::pupil) {
      add_bank(sheet.items, part, holes, settings(), kMargin, y, width);
    } else if (settings().page == PageKind::key) {
      add_answers(sheet.items, holes, settings(), kMargin, y, width);
    } else {
      y += add_legend(sheet.items, part, {look.procedure, settings().lang, look.look, width}, kMargin, y) + kApart;
      const Table table = exchange_table(part, look.procedure, settings().lang, width, look.look.bases);
      if (chosen.table_below && !table.rows.empty())
        add_table(sheet.items, table, kMargin, y, 0, table.rows.size());
      else
        for (const FlowExchange& exchange : part.exchanges) {  // a letter told on two sheets has one row
          if (std::ranges::find(rest.exchanges, exchange.number, &FlowExchange::number) == rest.exchanges.end())
            rest.exchanges.push_back(exchange);
        }
    }
    add_doubts(sheet, part, frame);
    sheets.push_back(std::move(sheet));
    return base::Done{};
  }

  // What no source settles is said where it is drawn.
  void add_doubts(Sheet& sheet, const Flow& part, const Frame& frame) const {
    std::string list;
    std::set<std::string> named;
    for (const FlowNode& node : part.nodes) {
      if (!node.doubtful || node.text.empty() || node.attached_to >= 0 || !named.insert(node.text).second) continue;
      list += (list.empty() ? "" : " ; ") + node.text;
    }
    if (list.empty() || is_exercise()) return;
    const auto lines = layout::wrap(tr(N_("To verify, no sure source: {list}"), {{"list", list}}), layout::kLabelSize,
                                    false, static_cast<int>(frame.inner() * .62));
    double y = frame.height - kMargin + 4 - 13.0 * static_cast<double>(lines.size() - 1);
    for (const std::string& line : lines) {
      sheet.items.push_back({Text{{kMargin, y}, line, 11, Anchor::start, false, true, false, Ink::quiet}});
      y += 13;
    }
  }

  void add_tables() {
    if (rest.exchanges.empty() || is_exercise()) return;
    const Table table =
        exchange_table(rest, look.procedure, settings().lang, inner_width(settings().paper), look.look.bases);
    for (Sheet& sheet : table_sheets(table, title_of_procedure(),
                                     tr(N_("The messages, their data and their legal bases")), settings()))
      sheets.push_back(std::move(sheet));
  }
};

}  // namespace

double inner_width(Paper paper) { return frame_of(paper, false).inner(); }

std::vector<Sheet> table_sheets(const Table& table, const std::string& title, const std::string& under,
                                const Settings& settings) {
  const Frame frame = frame_of(settings.paper, false);
  const double room = frame.room() - kRowHead;
  std::vector<Sheet> sheets;
  for (std::size_t from = 0; from < table.rows.size() || sheets.empty();) {
    std::size_t to = from;
    for (double high = 0; to < table.rows.size(); ++to) {
      high += height_of(table, table.rows[to]);
      if (high > room && to > from) break;
    }
    Sheet sheet = headed_sheet(frame, settings.lang, title, under);
    sheet.desc = sheet.title;
    add_table(sheet.items, table, kMargin, kMargin + kHeading, from, to);
    sheets.push_back(std::move(sheet));
    from = to;
    if (table.rows.empty()) break;
  }
  return sheets;
}

std::string name_of_part(const Flow& part) {
  std::string names;
  for (const FlowGroup& group : part.groups) names += (names.empty() ? "" : " ; ") + group.title;
  if (!names.empty()) return names;
  for (const FlowNode& node : part.nodes) {
    if (node.kind == NodeKind::task) return node.text;
  }
  return part.title;
}

bool page_shows(const Flow& part, const PageLook& look, bool at_a_glance) {
  Settings settings = look.settings;
  if (at_a_glance) settings.effort = layout::Effort::fast;
  const PageLook tried{look.procedure, settings, look.look, look.vertical, look.what, look.drawings};
  const Composer composer{tried, 1};
  int next_hole = 0;
  const std::vector<Hole> holes = composer.is_exercise() ? choose_holes(part, settings, 0, next_hole) : std::vector<Hole>{};
  const layout::Graph graph = graph_of(part, look.procedure, settings.lang, look.look, holes);
  for (const bool upright : {false, true}) {
    const base::Result<Standing> standing = composer.stand(part, graph, holes, upright);
    const bool hasty = at_a_glance || settings.effort == layout::Effort::fast;
    if (!standing || (hasty ? standing->promising : standing->clean)) return true;  // what is refused is refused when it is drawn
  }
  return false;
}

base::Result<Picture> pages_of(const std::vector<Flow>& parts, const PageLook& look) {
  Picture picture;
  Composer composer{look, parts.size()};
  int next_hole = 0;
  for (std::size_t p = 0; p < parts.size(); ++p) {
    if (const base::Outcome added = composer.add_part(parts[p], p, next_hole, picture); !added) return added.failure();
  }
  composer.add_tables();
  picture.sheets = std::move(composer.sheets);
  add_footers(picture.sheets, look.procedure, look.settings.lang);
  return picture;
}

}  // namespace guichet::diagram
