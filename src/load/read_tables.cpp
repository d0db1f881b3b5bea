// data/tables/*.yaml and data/holidays.yaml: public figures and days off.
#include <algorithm>

#include "load/draft.h"
#include "load/reference.h"
#include "load/reference_reader.h"
#include "load/values.h"
#include "load/words.h"

namespace guichet::load {

namespace {

std::vector<expr::TableKey> read_keys(const Node* keys, Report& report) {
  std::vector<expr::TableKey> read;
  if (keys == nullptr) return read;
  for (const Node& one : keys->items) {
    expr::TableKey key{.name = text_of(one.find("name")), .kind = type_of_word(text_of(one.find("type"))).value_or(expr::Kind::text)};
    key.banded = as_truth(text_of(one.find("banded"))).value_or(false);
    if (key.banded && (key.kind == expr::Kind::text || key.kind == expr::Kind::duration))
      report.error(one.find("banded")->span, {.id = N_("only a number, money or date key can be banded")});
    for (const char* taken : {"from", "until", "value"})
      if (key.name == taken) report.error(one.span, {.id = N_("'{name}' cannot be the name of a key"), .args = {{"name", key.name}}});
    read.push_back(std::move(key));
  }
  return read;
}

void read_row(const Node& node, expr::Table& table, Report& report) {
  expr::TableRow row;
  for (const expr::TableKey& key : table.keys) {
    const Node* cell = node.find(key.name);
    if (cell == nullptr) {
      report.error(node.span, {.id = N_("the key '{key}' is missing"), .args = {{"key", key.name}}});
      return;
    }
    const auto value = read_value(*cell, {.kind = key.kind}, table.texts, report);
    if (!value) return;
    row.keys.push_back(*value);
  }
  for (const Node::Entry& entry : node.entries) {
    const bool fixed = entry.key == "from" || entry.key == "until" || entry.key == "value";
    if (!fixed && std::ranges::find(table.keys, entry.key, &expr::TableKey::name) == table.keys.end())
      report.error(entry.key_span, {.id = N_("unknown key '{key}'"), .args = {{"key", entry.key}}});
  }
  const auto from = base::parse_date(text_of(node.find("from")));
  const Node* until = node.find("until");
  const Node* value = node.find("value");
  if (!from || value == nullptr) return;
  row.from = *from;
  if (until != nullptr) row.until = base::parse_date(until->text);
  if (row.until && *row.until < row.from)
    report.error(until->span, {.id = N_("the last day stands before the first")});
  const auto read = read_value(*value, {.kind = table.value_kind}, table.texts, report);
  if (!read) return;
  row.value = *read;
  table.rows.push_back(std::move(row));
}

void read_holiday(const Node& node, std::vector<base::HolidayRule>& rules, Report& report) {
  const Node* fixed = node.find("fixed");
  const Node* easter = node.find("easter");
  if ((fixed == nullptr) == (easter == nullptr)) {
    report.error(node.span, {.id = N_("a holiday has 'fixed' or 'easter', one of them")});
    return;
  }
  base::HolidayRule rule{.name = text_of(node.find("name"))};
  if (fixed != nullptr) {
    const auto [month, day] = as_month_day(fixed->text).value_or(std::pair{0, 0});
    rule.month = month;
    rule.day = day;
  } else {
    rule.kind = base::HolidayRule::Kind::easter;
    rule.offset = static_cast<int>(std::clamp<std::int64_t>(as_whole(easter->text).value_or(0), -400, 400));
  }
  rule.since_year = static_cast<int>(as_whole(text_of(node.find("since"))).value_or(0));
  rules.push_back(std::move(rule));
}

}  // namespace

expr::Table read_table(const base::Source& source, const model::Sources& sources, base::Diagnostics& diagnostics) {
  expr::Table table;
  const auto root = read_format(source, kTableFormat, diagnostics);
  if (!root || diagnostics.has_errors()) return table;
  Report report{diagnostics};
  table.name = text_of(root->find("table"));
  table.source = known_source(root->find("source"), sources, report).id;
  table.value_kind = type_of_word(text_of(root->find("value"))).value_or(expr::Kind::money);
  table.keys = read_keys(root->find("keys"), report);
  for (const Node& row : root->find("rows")->items) {
    if (report.is_full()) break;
    read_row(row, table, report);
  }
  return table;
}

std::vector<TerritoryCalendar> read_holidays(const base::Source& source, const model::Sources& sources, base::Diagnostics& diagnostics) {
  std::vector<TerritoryCalendar> calendars;
  const auto root = read_format(source, kHolidaysFormat, diagnostics);
  if (!root || diagnostics.has_errors()) return calendars;
  Report report{diagnostics};
  for (const Node::Entry& entry : root->find("calendars")->entries) {
    std::vector<base::HolidayRule> rules;
    if (const Node* earlier = entry.value.find("adds-to")) {
      const auto found = std::ranges::find(calendars, earlier->text, &TerritoryCalendar::name);
      if (found == calendars.end()) {
        report.error(earlier->span, {.id = N_("no calendar '{name}' stands before this one"), .args = {{"name", earlier->text}}});
      } else {
        rules = found->calendar.rules();
      }
    }
    for (const Node& day : entry.value.find("holidays")->items) read_holiday(day, rules, report);
    if (calendars.size() >= 100) break;
    calendars.push_back({.name = entry.key,
                         .title = title_of(entry.value.find("title"), nullptr),
                         .source = known_source(entry.value.find("source"), sources, report),
                         .calendar = base::Calendar{std::move(rules)}});
  }
  return calendars;
}

}  // namespace guichet::load
