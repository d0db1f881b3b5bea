// The hashes of a database's lines as a file of their own: what a witness keeps, 32 bytes a line and
// nothing personal, to name later the first line that differs.
#pragma once

#include <string>

namespace guichet::verify {

// Of a database just found intact. False when it or the file cannot be used.
[[nodiscard]] bool write_leaves(const std::string& database, const std::string& file);

}  // namespace guichet::verify
