// What SQLite and the system say, as sentences that name the file and the cause. The exceptions of
// SQLiteCpp stop here: code above works with results only.
#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>

#include <string>
#include <type_traits>

#include "base/result.h"

namespace guichet::store {

[[nodiscard]] base::Failure sqlite_failure(const SQLite::Exception& exception, const std::string& file);
// `error` is an errno.
[[nodiscard]] base::Failure system_failure(int error, const std::string& file);
// SQLite would keep such bytes, and every reader after it would have to guess what they are.
[[nodiscard]] base::Failure not_utf8(const std::string& file, std::string field);

// Runs `body`, which returns a Result and may meet exceptions of SQLiteCpp.
template <class Body>
std::invoke_result_t<Body> guarded(const std::string& file, Body&& body) {
  try {
    return body();
  } catch (const SQLite::Exception& exception) {
    return sqlite_failure(exception, file);
  }
}

}  // namespace guichet::store
