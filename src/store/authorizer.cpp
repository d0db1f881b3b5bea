#include "store/authorizer.h"

#include <SQLiteCpp/Database.h>
#include <sqlite3.h>

#include <algorithm>
#include <array>
#include <string_view>

namespace guichet::store {

namespace {

bool is_schema(std::string_view table) { return table.starts_with("sqlite_"); }
// What goes when lines are pruned, and only then: erasing a value destroys its key, not its row.
bool is_pruned(std::string_view table) { return table == "audit_entry" || table == "payload"; }
bool is_log(std::string_view table) { return is_pruned(table) || table == "audit_origin" || table == "audit_dossier"; }
bool grows(std::string_view table) {
  return table == "audit_tile" || table == "audit_head" || table == "audit_erasure" || table == "audit_map" ||
         table == "audit_pruned" || table == "checkpoint";
}

bool is_known(std::string_view function) {
  constexpr std::array<std::string_view, 6> kKnown{"coalesce", "count", "length", "max", "min", "substr"};
  return std::ranges::find(kKnown, function) != kKnown.end();
}

std::string_view or_empty(const char* text) { return text == nullptr ? "" : text; }

bool may(int action, std::string_view first, std::string_view second) {
  switch (action) {
    case SQLITE_SELECT:
    case SQLITE_READ:
    case SQLITE_TRANSACTION:
      return true;
    case SQLITE_FUNCTION:
      return is_known(second);
    case SQLITE_INSERT:
      return !is_schema(first);
    case SQLITE_UPDATE:
      return !is_schema(first) && !is_log(first) && (first != "checkpoint" || second == "cosig");
    case SQLITE_DELETE:
      return !is_schema(first) && !is_log(first) && !grows(first);
    default:
      return false;
  }
}

bool may_prune(int action, std::string_view first, std::string_view second) {
  return (action == SQLITE_DELETE && is_pruned(first)) || may(action, first, second);
}

using Rule = bool (*)(int, std::string_view, std::string_view);
template <Rule rule>
int answer(void*, int action, const char* first, const char* second, const char*, const char*) {
  return rule(action, or_empty(first), or_empty(second)) ? SQLITE_OK : SQLITE_DENY;
}

}  // namespace

void authorize_pruning(SQLite::Database& database) {
  sqlite3_set_authorizer(database.getHandle(), answer<may_prune>, nullptr);
}

void authorize_rows_only(SQLite::Database& database) {
  sqlite3_set_authorizer(database.getHandle(), answer<may>, nullptr);
}

}  // namespace guichet::store
