// A folder of one test, gone with it, and a plain connection to a database in it: what somebody
// holding the file can do without us.
#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Exception.h>
#include <stdlib.h>

#include <filesystem>
#include <string>

#include "store/database.h"

namespace guichet::store {

class Scratch {
 public:
  Scratch() {
    std::string pattern = (std::filesystem::temp_directory_path() / "guichet-store-XXXXXX").string();
    folder_ = ::mkdtemp(pattern.data());
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() { std::filesystem::remove_all(folder_); }

  [[nodiscard]] std::filesystem::path operator/(const char* name) const { return folder_ / name; }
 private:
  std::filesystem::path folder_;
};

// The sentence of a failed result in English; empty when it did not fail.
template <class Result>
std::string sentence_of(const Result& result) {
  return result ? "" : base::tr(base::Lang::en, result.failure().sentence);
}

// What SQLite answers to a statement; empty when it accepts it.
inline std::string answer(SQLite::Database& database, const std::string& sql) {
  try {
    database.exec(sql);
    return "";
  } catch (const SQLite::Exception& exception) {
    return exception.what();
  }
}

}  // namespace guichet::store
