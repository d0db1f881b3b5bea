// What SQL may still do once a connection is set up: read, write rows of our tables, begin and end
// transactions. Everything else is refused by name: DROP, ALTER, ATTACH, CREATE, PRAGMA, functions
// nobody here uses, and any change of the log's lines.
#pragma once

namespace SQLite {
class Database;
}

namespace guichet::store {

void authorize_rows_only(SQLite::Database& database);
// Until authorize_rows_only again: lines may go, as far as the triggers let them.
void authorize_pruning(SQLite::Database& database);

}  // namespace guichet::store
