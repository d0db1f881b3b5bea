#include "base/mutant.h"

#include <cstdlib>
#include <fstream>
#include <set>
#include <string>

namespace guichet::base::inline with_mutants {

namespace {

// All that was asked about, one name a line, in the file that GUICHET_MUTANTS_SEEN names, once the program ends.
struct Seen {
  std::set<std::string, std::less<>> names;
  ~Seen() {
    const char* const file = std::getenv("GUICHET_MUTANTS_SEEN");
    if (file == nullptr) return;
    std::ofstream out{file};
    for (const std::string& name : names) out << name << '\n';
  }
};

bool is_removed(const std::string& name) {
  static const char* const mutant = std::getenv("GUICHET_MUTANT");
  static Seen seen;
  seen.names.insert(name);
  return mutant != nullptr && name == mutant;
}

}  // namespace

bool is_removed(std::string_view what, std::string_view which) {
  return is_removed(std::string{what} + '/' + std::string{which});
}

bool is_removed(const std::source_location& call) {
  const std::string_view file = call.file_name();
  if (file.find("/src/") == std::string_view::npos) return false;  // a test writes lines, too
  return is_removed("call", std::string{file.substr(file.rfind('/') + 1)} + ':' + std::to_string(call.line()));
}

}  // namespace guichet::base::inline with_mutants
