// The tables of the one file, cases and log alike: they are made in one transaction, when the file
// is new, and never altered. What their columns mean: docs/audit_format.md for the log, the row
// types of dossiers.h for the rest.
#pragma once

#include <span>

#include "base/result.h"

namespace SQLite {
class Database;
}

namespace guichet::store {

inline constexpr int kApplicationId = 0x47756963;  // "Guic", in the header of the file

// CREATE statements exactly as SQLite keeps them in sqlite_schema, with the name of each.
struct Made {
  const char* name;
  const char* sql;
};
[[nodiscard]] std::span<const Made> schema();

// May throw what SQLiteCpp throws, as all that works on a raw connection here.
void create_schema(SQLite::Database& database);
// The same in an empty database in memory, its origin as new, faster from the second on.
void copy_schema(SQLite::Database& database);

enum class Identity : std::uint8_t { blank, ours, older, newer, foreign };
[[nodiscard]] Identity identify(SQLite::Database& database);
// Every table, index and trigger is word for word ours, and there is no other.
[[nodiscard]] bool schema_is_ours(SQLite::Database& database);

}  // namespace guichet::store
