// A database copied whole while others read and write it, and put back. The copy is one file that stands alone: no
// write-ahead log beside it. The keys are never in it; their file is copied apart, for who asks. It knows no procedure
// and writes no line of the log.
#pragma once

#include <filesystem>

#include "store/database.h"

namespace guichet::store {

// The key file of a database.
[[nodiscard]] std::filesystem::path keys_of(const std::filesystem::path& database);

// Fails when `copy` exists, or `database` is no database of ours. What was committed when it began is in the copy, and
// nothing else.
[[nodiscard]] base::Outcome back_up(const std::filesystem::path& database, const std::filesystem::path& copy);
// The same for its keys.
[[nodiscard]] base::Outcome back_up_keys(const std::filesystem::path& database, const std::filesystem::path& copy);

// Puts the copy in the place of `database`, which may not be there yet, at once or not at all: before that every page,
// index and reference of the copy is read, and its keys are found to be its own. `keys`: a copy of them, which takes
// the place of those beside the database; empty: those beside it stay. Fails, too, while somebody else writes.
[[nodiscard]] base::Outcome restore(const std::filesystem::path& copy, const std::filesystem::path& keys,
                                    const std::filesystem::path& database);

}  // namespace guichet::store
