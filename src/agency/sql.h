// The few statements registers are read and changed by. Names of tables and columns come from the
// schema or are checked against it before they get here; values are always bound. SQLite's exceptions
// pass: registers.cpp and in_process.cpp stop them.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "agency/registers.h"

namespace guichet::agency {

// Rows of a table or view where every column equals its value, as column -> text.
[[nodiscard]] std::vector<Fields> find_rows(SQLite::Database& database, std::string_view table, const Fields& where);
// How many rows were changed.
int change_rows(SQLite::Database& database, const Edit& edit);
// "plaque = SS-001-AA, commune = Paris"
[[nodiscard]] std::string describe(const Fields& where);

}  // namespace guichet::agency
