#include "cli/play_input.h"

#include <istream>

#include "base/utf8.h"
#include "cli/play_values.h"

namespace guichet::cli {

namespace {

constexpr std::size_t kTypedBytesMax = 1000;

}  // namespace

std::optional<std::string> Prompt::line() {
  while (!ended_) {
    session_.out << "> " << std::flush;
    std::string typed;
    if (!std::getline(session_.in, typed)) break;
    if (typed.size() > kTypedBytesMax || base::first_invalid_utf8(typed)) {
      session_.out << "\n";
      session_.print(session_.page().line(session_.tr(N_("this line is too long, or no UTF-8 text: it was not read"))));
      continue;
    }
    const std::string text{trimmed(typed)};
    if (!session_.environment.in_is_terminal) session_.out << base::printable(text) << "\n";
    return text;
  }
  if (!ended_) session_.out << "\n";
  ended_ = true;
  return std::nullopt;
}

}  // namespace guichet::cli
