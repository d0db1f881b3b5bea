// How a connection of ours is set up, whatever file it opens.
#pragma once

namespace SQLite {
class Database;
}

namespace guichet::store {

// `attached_max`: other files one statement may open; VACUUM needs one, nothing else here any.
void harden(SQLite::Database& database, int attached_max = 0);

}  // namespace guichet::store
