// Tables on a sheet: columns of wrapped text under a head, as tall as their words need.
#pragma once

#include <string>
#include <vector>

#include "diagram/canvas.h"
#include "diagram/flow.h"
#include "diagram/shapes.h"

namespace guichet::diagram {

struct Column {
  std::string head;
  double width = 0;
};

struct Row {
  std::vector<std::string> cells;
  Ink ink = Ink::text;  // of its first cell's disc or pill
};

struct Table {
  std::vector<Column> columns;
  std::vector<Row> rows;
  enum class First : std::uint8_t { words, number } first = First::words;
};

inline constexpr double kRowHead = 17;

[[nodiscard]] double height_of(const Table& table);
[[nodiscard]] double height_of(const Table& table, const Row& row);
// Down from (x, y), rows `from` to `to`.
void add_table(Items& items, const Table& table, double x, double y, std::size_t from, std::size_t to);

// Number, message, who to whom, data, purpose and legal basis.
[[nodiscard]] Table exchange_table(const Flow& flow, const model::Procedure& procedure, base::Lang lang, double width,
                                   bool bases);

}  // namespace guichet::diagram
