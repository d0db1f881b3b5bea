// Tables made once per process, for databases in memory that start as copies of them: SQLite copies pages where it would
// have parsed and written forty statements.
#pragma once

#include <SQLiteCpp/Backup.h>
#include <SQLiteCpp/Database.h>

namespace guichet::store {

class Blank {
 public:
  // May throw what SQLiteCpp throws, as all that works on a raw connection here.
  explicit Blank(void (*make_tables)(SQLite::Database&)) { make_tables(tables_); }

  // `to` becomes a copy: it must be empty, in memory and in no transaction. Any thread may ask: SQLite, built serialised,
  // holds the source while its pages are read.
  void copy_into(SQLite::Database& to) {
    SQLite::Backup copy{to, tables_};
    copy.executeStep();
  }
 private:
  SQLite::Database tables_{":memory:", SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE};
};

}  // namespace guichet::store
