// The view `map`: which party gives, receives and holds which categories of data, over all the procedures it is given, then
// the table of what moves, datum by datum, and how long it is kept.
#include <algorithm>
#include <map>

#include "diagram/delays.h"
#include "diagram/holdings.h"
#include "diagram/page.h"
#include "diagram/paper.h"
#include "diagram/pen.h"
#include "diagram/table.h"
#include "diagram/views.h"
#include "diagram/wording.h"

namespace guichet::diagram {

namespace {

constexpr double kNames = 344, kColumn = 56, kRow = 22, kText = 12, kLabel = 11;

struct Mark {
  bool gives = false, holds = false, receives = false;
};

struct Matrix {
  std::vector<std::string> categories;                // words of the file
  std::map<std::pair<int, std::string>, Mark> marks;  // by party and category
};

Matrix matrix_of(const Holdings& holdings) {
  Matrix matrix;
  for (const Movement& movement : holdings.movements)
    for (const model::DatumId id : movement.data) {
      const std::string& category = (*movement.procedure)[id].category;
      if (std::ranges::find(matrix.categories, category) == matrix.categories.end()) matrix.categories.push_back(category);
      matrix.marks[{movement.from, category}].gives = true;
      Mark& received = matrix.marks[{movement.to, category}];
      (movement.held ? received.holds : received.receives) = true;
    }
  std::ranges::sort(matrix.categories);
  return matrix;
}

void add_gives(Items& items, Spot at) {
  items.push_back({polyline({{at.x - 4, at.y - 5}, {at.x + 6, at.y}, {at.x - 4, at.y + 5}}, {Ink::text, 1}, true, Ink::text)});
}
void add_holds(Items& items, Spot at) { items.push_back({Ellipse{at, 5.5, 5.5, Ink::exchange, {Ink::exchange, 1.4}}}); }
void add_receives(Items& items, Spot at) { items.push_back({Ellipse{at, 5, 5, Ink::paper, {Ink::exchange, 1.6}}}); }

struct MapWriter {
  const Holdings& holdings;
  const Matrix& matrix;
  base::Lang lang;

  [[nodiscard]] std::string tr(const char* id, base::Args args = {}) const { return base::tr(lang, id, std::move(args)); }
  [[nodiscard]] double width() const { return kNames + kColumn * static_cast<double>(matrix.categories.size()); }
  [[nodiscard]] std::string words_of(const Mark& mark) const {
    std::string words;
    const auto add = [&](bool is, const char* id) {
      if (is) words += (words.empty() ? "" : ", ") + tr(id);
    };
    add(mark.holds, N_("holds"));
    add(mark.receives, N_("receives"));
    add(mark.gives, N_("gives"));
    return words;
  }

  // Words along each column, read upwards.
  [[nodiscard]] double head_height() const {
    double height = 40;
    for (const std::string& category : matrix.categories)
      height = std::max(height, width_of(category_words(category, lang), kText, true) + 14);
    return height;
  }

  void add_head(Items& items) const {
    const double height = head_height();
    items.push_back({Rectangle{{0, 0, width(), height}, 0, Ink::head, {}}});
    double x = kNames + kColumn / 2;
    for (const std::string& category : matrix.categories) {
      items.push_back({Text{.at = {x + 4, height - 7}, .text = category_words(category, lang), .size = kText, .bold = true, .turned = true}});
      x += kColumn;
    }
  }

  void add_row(Items& items, int party, double y) const {
    const std::string& title = holdings.parties[static_cast<std::size_t>(party)].title;
    Group group{.id = "party." + holdings.parties[static_cast<std::size_t>(party)].id, .role = "party", .title = title};
    if (party % 2 != 0) group.items.push_back({Rectangle{{0, y, width(), kRow}, 0, Ink::lane, {}}});
    const auto lines = lines_of(title, kText, false, kNames - 12);
    write_text(group.items, {6, y + 15}, lines.front() + (lines.size() > 1 ? "…" : ""));
    double x = kNames + kColumn / 2;
    for (const std::string& category : matrix.categories) {
      const auto found = matrix.marks.find({party, category});
      if (found != matrix.marks.end()) {
        const Mark& mark = found->second;
        Group cell{.role = "cell", .title = tr(N_("{party}, {category}: {what}"), {{"party", title},
                                                                                    {"category", category_words(category, lang)},
                                                                                    {"what", words_of(mark)}})};
        // Each mark has its own place in the cell, so that columns of one kind can be read down.
        if (mark.holds) add_holds(cell.items, {x - 16, y + kRow / 2});
        if (mark.receives) add_receives(cell.items, {x, y + kRow / 2});
        if (mark.gives) add_gives(cell.items, {x + 15, y + kRow / 2});
        group.items.push_back({std::move(cell)});
      }
      x += kColumn;
    }
    draw_line(group.items, {0, y + kRow}, {width(), y + kRow}, {Ink::rule, .6});
    items.push_back({std::move(group)});
  }

  [[nodiscard]] Sheet drawing() const {
    Sheet sheet{.width = width(), .lang = lang};
    add_head(sheet.items);
    add_head(sheet.repeated);
    sheet.repeated_height = head_height();
    double y = head_height();
    for (std::size_t p = 0; p < holdings.parties.size(); ++p) {
      add_row(sheet.items, static_cast<int>(p), y);
      y += kRow;
      sheet.cuts.push_back({y, 0});
    }
    for (int k = 0; kNames + k * kColumn < width(); ++k)
      draw_line(sheet.items, {kNames + k * kColumn, 0}, {kNames + k * kColumn, y}, {Ink::rule, .6});
    sheet.height = y + 2;
    return sheet;
  }

  void add_legend(Items& items, double x, double y) const {
    const auto entry = [&](auto mark, const std::string& words) {
      mark(items, {x + 6, y});
      write_text(items, {x + 18, y + 4}, words, {.size = kLabel});
      x += width_of(words, kLabel) + 42;
    };
    entry(add_holds, tr(N_("holds: receives and answers for it (controller)")));
    entry(add_receives, tr(N_("receives, to answer or to pass it on")));
    entry(add_gives, tr(N_("gives to somebody else")));
  }

  // What somebody hears instead of the picture: each party, what it does with which categories.
  [[nodiscard]] std::string in_words() const {
    std::string words;
    for (std::size_t p = 0; p < holdings.parties.size(); ++p) {
      std::string all;
      for (const std::string& category : matrix.categories)
        if (const auto found = matrix.marks.find({static_cast<int>(p), category}); found != matrix.marks.end())
          all += (all.empty() ? "" : " ; ") + category_words(category, lang) + " (" + words_of(found->second) + ")";
      words += (p == 0 ? "" : " ") + tr(N_("{party}: {what}."), {{"party", holdings.parties[p].title}, {"what", all}});
    }
    return words;
  }
};

std::string purpose_words(const Movement& movement, base::Lang lang) {
  if (!movement.purpose.known()) return "—";
  const model::Purpose& purpose = (*movement.procedure)[movement.purpose];
  return base::tr(lang, N_("{purpose}: {basis}"), {{"purpose", title_of(purpose.title, purpose.name, lang)}, {"basis", basis_words(purpose, lang)}});
}

// "36 mois, à compter de : Dossier clos"; whoever is no controller keeps nothing of its own.
std::string kept_words(const Movement& movement, const Delays& delays, base::Lang lang) {
  if (!movement.held) return "—";
  const std::string id = (*movement.procedure)[movement.purpose].name + ".retention";
  const auto span = std::ranges::find(delays.spans, id, &DelaySpan::id);
  if (span == delays.spans.end()) return "—";
  std::string words = base::tr(lang, N_("{delay}, from: {from}"), {{"delay", span->delay}, {"from", span->from}});
  if (span->doubtful) words = base::tr(lang, N_("{source} (to verify)"), {{"source", words}});
  return words;
}

// What several give or receive alike is one row.
struct MapRow {
  std::vector<int> from, to;
  const Movement* movement;
  std::string kept;
};

std::vector<MapRow> rows_of(const Holdings& holdings, const std::vector<Delays>& delays, const Subject& subject, base::Lang lang) {
  const auto alike = [](const MapRow& a, const MapRow& b) {
    return a.movement->procedure == b.movement->procedure && a.movement->purpose == b.movement->purpose &&
           a.movement->data == b.movement->data && a.kept == b.kept;
  };
  std::vector<MapRow> by_receiver;
  for (const Movement& movement : holdings.movements) {
    const auto rank = static_cast<std::size_t>(std::ranges::find(subject.procedures, movement.procedure) - subject.procedures.begin());
    const MapRow row{{movement.from}, {movement.to}, &movement, kept_words(movement, delays[rank], lang)};
    const auto same = std::ranges::find_if(by_receiver, [&](const MapRow& r) { return r.to == row.to && alike(r, row); });
    if (same == by_receiver.end())
      by_receiver.push_back(row);
    else
      same->from.push_back(movement.from);
  }
  std::vector<MapRow> rows;
  for (const MapRow& row : by_receiver) {
    const auto same = std::ranges::find_if(rows, [&](const MapRow& r) { return r.from == row.from && alike(r, row); });
    if (same == rows.end())
      rows.push_back(row);
    else
      same->to.push_back(row.to.front());
  }
  return rows;
}

Table table_of(const Holdings& holdings, const std::vector<MapRow>& rows, base::Lang lang, double width) {
  const auto tr = [&](const char* id) { return base::tr(lang, id); };
  const auto titles = [&](const std::vector<int>& parties) {
    std::string words;
    for (const int party : parties) words += (words.empty() ? "" : ", ") + holdings.parties[static_cast<std::size_t>(party)].title;
    return words;
  };
  Table table{.columns = {{tr(N_("from → to")), width * .28},
                          {tr(N_("data")), width * .26},
                          {tr(N_("procedure")), width * .13},
                          {tr(N_("purpose, legal basis")), width * .19},
                          {tr(N_("kept")), width * .14}}};
  for (const MapRow& row : rows)
    table.rows.push_back({{titles(row.from) + " → " + titles(row.to), data_words(*row.movement->procedure, row.movement->data, lang),
                           title_of(row.movement->procedure->title, row.movement->procedure->id, lang), purpose_words(*row.movement, lang),
                           row.kept}});
  return table;
}

}  // namespace

base::Result<Picture> draw_map(const Subject& subject, const Settings& settings) {
  if (settings.page == PageKind::pupil || settings.page == PageKind::key)
    return base::Failure{{N_("worksheets are made of the views process and columns only"), {}}};
  const base::Lang lang = settings.lang;
  const Holdings holdings = holdings_of(subject.procedures, subject.reference, lang);
  if (holdings.movements.empty()) return base::Failure{{N_("no personal data moves here: there is nothing to map"), {}}};
  const Matrix matrix = matrix_of(holdings);
  const MapWriter writer{holdings, matrix, lang};
  const Frame frame = frame_of(settings.paper, false);
  const std::string title = base::tr(lang, N_("Map of the data: who holds what, who receives what"));
  std::string under;
  for (const model::Procedure* procedure : subject.procedures)
    under += (under.empty() ? "" : " · ") + title_of(procedure->title, procedure->id, lang);
  Picture picture;
  constexpr double kLegend = 26;
  for (Piece& piece : pieces_of(writer.drawing(), frame.inner(), frame.room() - kLegend)) {
    Sheet sheet = headed_sheet(frame, lang, title, under);
    sheet.desc = writer.in_words();
    piece.group.shift = {kPaperMargin, kPaperMargin + kHeading};
    writer.add_legend(sheet.items, kPaperMargin, kPaperMargin + kHeading + piece.height + 16);
    sheet.items.push_back({std::move(piece.group)});
    picture.sheets.push_back(std::move(sheet));
  }
  std::vector<Delays> delays;
  for (const model::Procedure* procedure : subject.procedures) delays.push_back(delays_of(*procedure, subject.reference, lang));
  const Table table = table_of(holdings, rows_of(holdings, delays, subject, lang), lang, frame.inner());
  for (Sheet& sheet : table_sheets(table, title, under, settings)) picture.sheets.push_back(std::move(sheet));
  number_pages(picture.sheets);
  return picture;
}

}  // namespace guichet::diagram
