// Dated tables of public figures (fees, bands, calendars): rows of keys and one value, each row in
// force from a date. An expression reads them by `lookup(table, keys...)`; no row is an absent value,
// never zero.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "base/civil.h"
#include "expr/value.h"

namespace guichet::expr {

struct TableKey {
  std::string name;
  Kind kind = Kind::text;  // text (also compared with an enum's word), number, money, date or duration
  bool banded = false;     // the row with the largest key not above the asked one (rounds down)
};

struct TableRow {
  std::vector<Value> keys;          // texts point into the table's pool
  base::Date from{};                // first day the row is in force
  std::optional<base::Date> until;  // last day, when the row ended without a successor
  Value value;
};

class Table {
 public:
  std::string name;
  std::vector<TableKey> keys;
  Kind value_kind = Kind::money;
  std::string source;  // id of data/sources.yaml, `choice` or `unknown`
  std::vector<TableRow> rows;
  TextPool texts;

  // The value in force on `day` for these keys, one per TableKey and of its kind; absent when no row
  // matches. Of several rows in force with equal keys the one that started last wins.
  [[nodiscard]] Value lookup(std::span<const Value> asked, base::Date day) const;
};

}  // namespace guichet::expr
