#include "expr/table.h"

#include "base/ensure.h"

namespace guichet::expr {

namespace {

bool banded(const TableKey& key) {
  return key.banded && (key.kind == Kind::number || key.kind == Kind::money || key.kind == Kind::date);
}

bool matches(const Table& table, const TableRow& row, std::span<const Value> asked) {
  for (std::size_t i = 0; i < asked.size(); ++i) {
    if (banded(table.keys[i])) {
      if (row.keys[i].as_integer() > asked[i].as_integer()) return false;
    } else if (!(row.keys[i] == asked[i])) {
      return false;
    }
  }
  return true;
}

// Positive when `a` is the nearer row: its bands are higher, the first key deciding first.
int compare_bands(const Table& table, const TableRow& a, const TableRow& b) {
  for (std::size_t i = 0; i < table.keys.size(); ++i) {
    if (!banded(table.keys[i])) continue;
    const std::int64_t left = a.keys[i].as_integer();
    const std::int64_t right = b.keys[i].as_integer();
    if (left != right) return left > right ? 1 : -1;
  }
  return 0;
}

// A later row with equal keys has taken over, even if it has ended since.
bool superseded(const Table& table, const TableRow& row, base::Date day) {
  for (const TableRow& other : table.rows)
    if (other.from > row.from && other.from <= day && other.keys == row.keys) return true;
  return false;
}

}  // namespace

Value Table::lookup(std::span<const Value> asked, base::Date day) const {
  base::ensure(asked.size() == keys.size(), "a table is asked with one value per key");
  const TableRow* best = nullptr;
  for (const TableRow& row : rows) {
    const bool in_force = row.from <= day && (!row.until || day <= *row.until);
    if (!in_force || !matches(*this, row, asked)) continue;
    if (best != nullptr && compare_bands(*this, row, *best) <= 0) continue;
    if (!superseded(*this, row, day)) best = &row;
  }
  return best == nullptr ? Value{} : best->value;
}

}  // namespace guichet::expr
