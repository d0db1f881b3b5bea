#include "diagram/table.h"

#include <algorithm>

#include "base/utf8.h"
#include "diagram/wording.h"
#include "layout/text.h"

namespace guichet::diagram {

namespace {

constexpr double kLeading = layout::kLabelLeading, kPadding = 4, kAside = 6;

std::vector<std::string> lines_of(const std::string& text, double width) {
  return layout::wrap(text, layout::kLabelSize, false, static_cast<int>(width - 2 * kAside));
}

std::string actor_words(const model::Procedure& procedure, model::ActorId actor, base::Lang lang) {
  if (!actor.known()) return "—";
  return title_of(procedure[actor].title, procedure[actor].name, lang);
}

}  // namespace

double height_of(const Table& table, const Row& row) {
  std::size_t lines = 1;
  for (std::size_t c = 0; c < row.cells.size(); ++c)
    lines = std::max(lines, lines_of(row.cells[c], table.columns[c].width).size());
  return kLeading * static_cast<double>(lines) + kPadding;
}

double height_of(const Table& table) {
  double height = kRowHead;
  for (const Row& row : table.rows) height += height_of(table, row);
  return height;
}

void add_table(Items& items, const Table& table, double x, double y, std::size_t from, std::size_t to) {
  double width = 0;
  for (const Column& column : table.columns) width += column.width;
  Group group{.role = "table"};
  group.items.push_back({Rectangle{{x, y, width, kRowHead}, 0, Ink::head, {}}});
  double at = x;
  for (const Column& column : table.columns) {
    group.items.push_back({Text{{at + kAside, y + 12.5}, column.head, 11, Anchor::start, true}});
    at += column.width;
  }
  y += kRowHead;
  for (std::size_t r = from; r < to; ++r) {
    const Row& row = table.rows[r];
    const double height = height_of(table, row);
    at = x;
    for (std::size_t c = 0; c < row.cells.size(); ++c) {
      const std::string& cell = row.cells[c];
      if (c == 0 && table.first == Table::First::number && base::count_code_points(cell) <= 2 && !cell.empty()) {
        add_badge(group.items, {static_cast<int>(at + kAside), static_cast<int>(y + height / 2 - 7), 14, 14}, cell,
                  row.ink);
      } else {
        const auto lines = lines_of(cell, table.columns[c].width);
        double base = y + (height - kLeading * static_cast<double>(lines.size())) / 2 + 10;
        for (const std::string& line : lines) {
          group.items.push_back({Text{{at + kAside, base}, line, 11}});
          base += kLeading;
        }
      }
      at += table.columns[c].width;
    }
    y += height;
    group.items.push_back({polyline({{x, y}, {x + width, y}}, {Ink::rule, .6})});
  }
  items.push_back({std::move(group)});
}

Table exchange_table(const Flow& flow, const model::Procedure& procedure, base::Lang lang, double width, bool bases) {
  const auto tr = [&](const char* id) { return base::tr(lang, id); };
  Table table{.columns = {{tr(N_("No.")), 46},
                          {tr(N_("message")), width * .2},
                          {tr(N_("from → to")), width * .2},
                          {tr(N_("data")), 0},
                          {tr(N_("purpose, legal basis")), width * .24}},
              .first = Table::First::number};
  table.columns[3].width = width - 46 - width * .64;
  std::vector<const FlowExchange*> sorted;
  for (const FlowExchange& exchange : flow.exchanges) sorted.push_back(&exchange);
  std::ranges::stable_sort(sorted, {}, [](const FlowExchange* e) { return std::stoi("0" + e->number); });
  for (const FlowExchange* exchange : sorted) {
    std::string basis = "—";
    Ink ink = Ink::exchange;
    const bool personal = !exchange->data.empty();
    if (exchange->purpose.known() && (personal || bases)) {
      const model::Purpose& purpose = procedure[exchange->purpose];
      basis = title_of(purpose.title, purpose.name, lang) + " : " + basis_words(purpose, lang);
      if (lang == base::Lang::en) basis.replace(basis.find(" : "), 3, ": ");
      if (bases) {
        basis += " (" + basis_sigle(purpose, lang) + ")";
        ink = ink_of(purpose);
      }
      if (exchange->needs_agreement) basis += tr(N_(", with the person's agreement"));
    }
    table.rows.push_back({{exchange->number, exchange->title,
                           actor_words(procedure, exchange->from, lang) + " → " + actor_words(procedure, exchange->to, lang),
                           personal ? data_words(procedure, exchange->data, lang) : "—", basis},
                          ink});
  }
  return table;
}

}  // namespace guichet::diagram
