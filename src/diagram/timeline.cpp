// The view `timeline`: every delay of a procedure to scale. Delays too unlike to share a scale stand in panels of their
// own; what depends on the calendar (months, working days) is the lighter end of its bar.
#include <algorithm>
#include <array>

#include "base/shown.h"
#include "diagram/delays.h"
#include "diagram/paper.h"
#include "diagram/pen.h"
#include "diagram/views.h"
#include "diagram/wording.h"

namespace guichet::diagram {

namespace {

constexpr double kMargin = 14, kText = 12, kLabel = 11, kLeading = 13;
constexpr double kNames = 250, kBars = 400, kNotes = 330;  // px: columns
constexpr double kLeft = kMargin + kNames + 12, kRight = kLeft + kBars;
constexpr double kWidth = kRight + kNotes + kMargin;
constexpr std::int64_t kRatio = 130;  // of the longest to the shortest that share a scale
constexpr std::int64_t kDay = base::kMinutesPerDay;

struct Tick {
  std::int64_t minutes;
  base::DelayUnit unit;
  int count;
};

// Months and years of a scale are mean ones; the bars are not.
constexpr std::int64_t kMonth = 43'830, kYear = 525'960;
constexpr std::array kTicks{
    Tick{60, base::DelayUnit::hours, 1},           Tick{6 * 60, base::DelayUnit::hours, 6},
    Tick{12 * 60, base::DelayUnit::hours, 12},     Tick{kDay, base::DelayUnit::days, 1},
    Tick{5 * kDay, base::DelayUnit::days, 5},      Tick{10 * kDay, base::DelayUnit::days, 10},
    Tick{15 * kDay, base::DelayUnit::days, 15},    Tick{kMonth, base::DelayUnit::months, 1},
    Tick{3 * kMonth, base::DelayUnit::months, 3},  Tick{6 * kMonth, base::DelayUnit::months, 6},
    Tick{kYear, base::DelayUnit::years, 1},        Tick{5 * kYear, base::DelayUnit::years, 5},
    Tick{10 * kYear, base::DelayUnit::years, 10},  Tick{20 * kYear, base::DelayUnit::years, 20},
    Tick{50 * kYear, base::DelayUnit::years, 50},  Tick{200 * kYear, base::DelayUnit::years, 200}};

Tick tick_for(std::int64_t longest) {
  const auto fits = [&](const Tick& tick) { return longest / tick.minutes <= 8; };
  const auto found = std::ranges::find_if(kTicks, fits);
  return found == kTicks.end() ? kTicks.back() : *found;
}

using Panel = std::vector<const DelaySpan*>;

// In the order of the file inside a panel; panels from the shortest delays to the longest.
std::vector<Panel> panels_of(const std::vector<DelaySpan>& spans, bool kept) {
  Panel all;
  for (const DelaySpan& span : spans)
    if ((span.kind == DelaySpan::Kind::kept) == kept && span.longest > 0) all.push_back(&span);
  Panel by_length = all;
  std::ranges::stable_sort(by_length, {}, &DelaySpan::longest);
  std::vector<Panel> panels;
  std::int64_t least = 0;
  for (const DelaySpan* span : by_length) {
    if (panels.empty() || span->longest > least * kRatio) {
      panels.emplace_back();
      least = span->longest;
    }
    panels.back().push_back(span);
  }
  for (Panel& panel : panels)
    std::ranges::sort(panel, {}, [&](const DelaySpan* span) { return std::ranges::find(all, span) - all.begin(); });
  return panels;
}

struct Writer {
  base::Lang lang;
  double y = kMargin;
  Items items = {};
  std::vector<std::string> sentences = {};
  std::vector<Cut> cuts = {};  // between rows; rather between panels

  [[nodiscard]] std::string tr(const char* id, base::Args args = {}) const { return base::tr(lang, id, std::move(args)); }

  void write_heading(const std::string& text) {
    items.push_back({Rectangle{{kMargin, y, kWidth - 2 * kMargin, 22}, 0, Ink::head, {}}});
    write_text(items, {kMargin + 8, y + 15}, text, {.size = kText, .bold = true});
    y += 22;
  }

  void write_panel(const Panel& panel) {
    std::int64_t longest = 0;
    for (const DelaySpan* span : panel) longest = std::max(longest, span->longest);
    const Tick tick = tick_for(longest);
    const double scale = kBars / static_cast<double>(longest);
    const double top = y + 20;
    y = top + 4;
    Items rows;
    std::swap(rows, items);
    for (const DelaySpan* span : panel) {
      write_row(*span, scale);
      cuts.push_back({y, 3});
    }
    std::swap(rows, items);
    for (std::int64_t at = 0; at <= longest; at += tick.minutes) {
      const double x = kLeft + static_cast<double>(at) * scale;
      draw_line(items, {x, top}, {x, y}, {.ink = Ink::border, .width = at == 0 ? 1.2 : 0.7, .dash = at == 0 ? std::vector<double>{} : std::vector<double>{2, 3}});
      const int count = static_cast<int>(at / tick.minutes) * tick.count;
      write_text(items, {x, top - 5}, at == 0 ? "0" : base::show_delay({tick.unit, count}, lang),
                 {.size = kLabel, .anchor = Anchor::middle, .ink = Ink::quiet});
    }
    const bool kept = panel.front()->kind == DelaySpan::Kind::kept;
    write_text(items, {kLeft - 22, top - 5}, kept ? tr(N_("purpose, and what it is counted from")) : tr(N_("what it is counted from")),
               {.size = kLabel, .anchor = Anchor::end, .italic = true, .ink = Ink::quiet});
    items.insert(items.end(), std::make_move_iterator(rows.begin()), std::make_move_iterator(rows.end()));
    cuts.back() = {y + 1, 0};
    y += 14;
  }

  // "1 mois (28 à 31 jours), suspendu… → Demande abandonnée"
  [[nodiscard]] std::string note_of(const DelaySpan& span) const {
    std::string note = span.delay;
    const std::int64_t few = span.shortest / kDay, many = span.longest / kDay;
    if (few != many && many <= 120)
      note = tr(N_("{delay} ({few} to {many} days)"), {{"delay", note}, {"few", std::to_string(few)}, {"many", std::to_string(many)}});
    if (span.suspended) note = tr(N_("{delay}, may be suspended"), {{"delay", note}});
    if (span.doubtful) note = tr(N_("{source} (to verify)"), {{"source", note}});
    return note;
  }

  void write_row(const DelaySpan& span, double scale) {
    const std::string note = note_of(span);
    const bool kept = span.kind == DelaySpan::Kind::kept;
    const std::string& below = kept ? span.from : span.who;
    const auto names = lines_of(kept ? span.who : span.from, kText, false, kNames);
    const auto whose = below.empty() ? std::vector<std::string>{} : lines_of(below, kLabel, false, kNames);
    const auto notes = lines_of(note, kLabel, true, kNotes - 16);
    const auto leads = span.leads.empty() ? std::vector<std::string>{} : lines_of("→ " + span.leads, kLabel, false, kNotes - 16);
    const double height = std::max({26.0, static_cast<double>(names.size()) * 14 + static_cast<double>(whose.size()) * kLeading + 8,
                                    static_cast<double>(notes.size() + leads.size()) * kLeading + 8});
    Group group{.id = "delay." + span.id, .role = "delay", .title = tr(N_("From “{from}”: {delay}"), {{"from", span.from}, {"delay", note}})};
    if (!span.leads.empty()) group.title = tr(N_("{delay}, then: {state}"), {{"delay", group.title}, {"state", span.leads}});
    sentences.push_back(group.title);
    double line = y + 14;
    write_lines(group.items, {kLeft - 12, line}, 14, names, {.size = kText, .anchor = Anchor::end});
    line += static_cast<double>(names.size()) * 14;
    write_lines(group.items, {kLeft - 12, line - 1}, kLeading, whose, {.size = kLabel, .anchor = Anchor::end, .ink = Ink::quiet});
    draw_bar(group.items, span, scale, y + height / 2);
    const double x = kLeft + static_cast<double>(span.longest) * scale + 16;
    const double first = y + (height - static_cast<double>(notes.size() + leads.size()) * kLeading) / 2 + 10;
    double widest = 0;
    for (const std::string& words : notes) widest = std::max(widest, width_of(words, kLabel, true));
    for (const std::string& words : leads) widest = std::max(widest, width_of(words, kLabel));
    group.items.push_back({Rectangle{{x - 3, y + 3, widest + 6, height - 6}, 0, Ink::paper, {}}});
    write_lines(group.items, {x, first}, kLeading, notes, {.size = kLabel, .bold = true});
    write_lines(group.items, {x, first + static_cast<double>(notes.size()) * kLeading}, kLeading, leads, {.size = kLabel});
    items.push_back({std::move(group)});
    y += height;
    draw_line(items, {kMargin, y}, {kWidth - kMargin, y}, {.ink = Ink::head, .width = 1});
  }

  static void draw_bar(Items& to, const DelaySpan& span, double scale, double middle) {
    const double sure = std::max(2.0, static_cast<double>(span.shortest) * scale);
    const double whole = std::max(sure, static_cast<double>(span.longest) * scale);
    const bool binds = span.kind == DelaySpan::Kind::binding;
    const Ink ink = binds ? Ink::exchange : Ink::quiet;
    const Box box{kLeft, middle - 6, sure, 12};
    if (span.kind == DelaySpan::Kind::announced)
      to.push_back({Rectangle{box, 0, Ink::paper, {ink, 1.3, {4, 2}}}});
    else if (binds)
      to.push_back({Rectangle{box, 0, ink, {ink, 1}}});
    else
      to.push_back({Rectangle{box, 0, Ink::head, {ink, 1.3}}});
    if (whole > sure + 0.5) to.push_back({Rectangle{{kLeft + sure, middle - 6, whole - sure, 12}, 0, Ink::lane, {ink, 1, {2, 2}}}});
    if (binds)
      to.push_back({polyline({{kLeft + whole, middle - 9}, {kLeft + whole + 9, middle}, {kLeft + whole, middle + 9}}, {ink, 1}, true, ink)});
    else
      draw_line(to, {kLeft + whole, middle - 9}, {kLeft + whole, middle + 9}, {.ink = ink, .width = 2});
  }

  void write_dated(const std::vector<DatedEnd>& dated) {
    if (dated.empty()) return;
    write_heading(tr(N_("On a date of the case")));
    y += 6;
    for (const DatedEnd& end : dated) {
      Group group{.role = "delay", .title = end.title};
      group.items.push_back({polyline({{kLeft, y + 6}, {kLeft + 7, y + 13}, {kLeft, y + 20}, {kLeft - 7, y + 13}}, {Ink::exchange, 1}, true, Ink::exchange)});
      const auto names = lines_of(end.title, kText, false, kNames);
      write_lines(group.items, {kLeft - 16, y + 17}, 14, names, {.size = kText, .anchor = Anchor::end});
      std::string note = tr(N_("on the date “{datum}”"), {{"datum", end.date}});
      if (!end.leads.empty()) note += " → " + end.leads;
      sentences.push_back(end.title + " : " + note);
      const auto notes = lines_of(note, kLabel, false, kBars + kNotes - 40);
      write_lines(group.items, {kLeft + 16, y + 17}, kLeading, notes, {.size = kLabel});
      items.push_back({std::move(group)});
      y += std::max({26.0, static_cast<double>(names.size()) * 14 + 8, static_cast<double>(notes.size()) * kLeading + 8});
      cuts.push_back({y, 1});
    }
    y += 10;
  }

  void write_legend(const std::vector<DelaySpan>& spans) {
    const auto any = [&](DelaySpan::Kind kind) { return std::ranges::any_of(spans, [&](const DelaySpan& s) { return s.kind == kind; }); };
    double x = kMargin;
    const auto entry = [&](DelaySpan::Kind kind, const std::string& words) {
      if (!any(kind)) return;
      Items mark;
      DelaySpan sample{.kind = kind, .shortest = 24, .longest = 24};
      draw_bar(mark, sample, 1, y + 10);
      const double width = width_of(words, kLabel) + 64;
      if (x + width > kWidth - kMargin) {
        x = kMargin;
        y += 22;
        mark.clear();
        draw_bar(mark, sample, 1, y + 10);
      }
      items.push_back({Group{.role = "legend", .shift = {x - kLeft, 0}, .items = std::move(mark)}});
      write_text(items, {x + 40, y + 14}, words, {.size = kLabel});
      x += width;
    };
    entry(DelaySpan::Kind::binding, tr(N_("when it ends, the case moves")));
    entry(DelaySpan::Kind::announced, tr(N_("announced, or read by a condition: nothing happens by itself")));
    entry(DelaySpan::Kind::kept, tr(N_("data are kept")));
    if (std::ranges::any_of(spans, [](const DelaySpan& s) { return s.shortest != s.longest; })) {
      const std::string words = tr(N_("depends on the calendar"));
      if (x + width_of(words, kLabel) + 64 > kWidth - kMargin) {
        x = kMargin;
        y += 22;
      }
      items.push_back({Rectangle{{x, y + 4, 24, 12}, 0, Ink::lane, {Ink::exchange, 1, {2, 2}}}});
      write_text(items, {x + 40, y + 14}, words, {.size = kLabel});
    }
    y += 26;
  }
};

}  // namespace

base::Result<Picture> draw_timeline(const Subject& subject, const Settings& settings) {
  if (settings.page == PageKind::pupil || settings.page == PageKind::key)
    return base::Failure{{N_("worksheets are made of the views process and columns only"), {}}};
  const model::Procedure& procedure = subject.procedure();
  const Delays delays = delays_of(procedure, subject.reference, settings.lang);
  if (delays.spans.empty() && delays.dated.empty())
    return base::Failure{{.id = N_("{procedure} has no delay to draw"), .args = {{"procedure", procedure.id}}}};
  Writer writer{settings.lang};
  const bool headed = settings.page == PageKind::teacher;  // the title is then that of the paper
  const std::string title = title_of(procedure.title, procedure.id, settings.lang);
  if (headed) {
    writer.y = 0;
  } else {
    write_text(writer.items, {kMargin, writer.y + 14}, title, {.size = 15, .bold = true});
    writer.y += 26;
  }
  const auto acting = panels_of(delays.spans, false), kept = panels_of(delays.spans, true);
  if (!acting.empty()) writer.write_heading(writer.tr(N_("Delays of the procedure")));
  for (const Panel& panel : acting) writer.write_panel(panel);
  writer.write_dated(delays.dated);
  if (!kept.empty()) writer.write_heading(writer.tr(N_("How long data are kept")));
  for (const Panel& panel : kept) writer.write_panel(panel);
  writer.write_legend(delays.spans);
  std::string desc;
  for (const std::string& sentence : writer.sentences) desc += (desc.empty() ? "" : " ; ") + sentence;
  Sheet drawing{.width = kWidth,
                .height = writer.y + kMargin,
                .lang = settings.lang,
                .title = title,
                .desc = desc + ".",
                .items = std::move(writer.items),
                .cuts = std::move(writer.cuts)};
  Picture picture;
  if (headed) {
    picture.sheets = headed_pieces(drawing, frame_of(settings.paper, false), title, writer.tr(N_("Delays, to scale")));
    add_footers(picture.sheets, procedure, settings.lang);
  } else {
    picture.sheets.push_back(std::move(drawing));
  }
  return picture;
}

}  // namespace guichet::diagram
