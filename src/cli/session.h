// What every command is given: where to write, in which language and style, and the world it runs in. Results go to
// `out`, all else to `err`.
#pragma once

#include <cstdint>
#include <functional>
#include <istream>
#include <optional>
#include <ostream>
#include <string>

#include "base/result.h"
#include "cli/environment.h"
#include "cli/page.h"

namespace guichet::cli {

inline constexpr int kFine = 0;
inline constexpr int kWrong = 1;        // what was examined is wrong
inline constexpr int kMisused = 2;      // the command was
inline constexpr int kWorldFailed = 3;  // disk, database, data that are not there

struct Session {
  const Environment& environment;
  Style style;
  std::istream& in;
  std::ostream& out;
  std::ostream& err;
  std::function<std::int64_t()> clock;  // Unix seconds

  [[nodiscard]] base::Lang lang() const { return style.lang; }
  [[nodiscard]] std::string tr(const char* id, base::Args args = {}) const {
    return base::tr(style.lang, id, std::move(args));
  }
  [[nodiscard]] Page page() const { return Page{style}; }
  void print(const Page& page) { out << page.text() << std::flush; }
};

// "guichet: sentence", the hint below it when there is one. What came before on `out` stands before it.
void complain(Session& session, const base::Message& sentence, const std::optional<base::Message>& hint = std::nullopt);

// The two ends a command can come to without a result: their sentence told, their exit code given back.
[[nodiscard]] int world_failed(Session& session, const base::Failure& failure);
[[nodiscard]] int misused(Session& session, const base::Message& sentence,
                          const std::optional<base::Message>& hint = std::nullopt);

// What stands below every report: an educational simulator, neither official nor legal advice, no real data.
[[nodiscard]] base::Message footer();
// The footer as the last lines of a page.
void end_report(Session& session, Page& page);

}  // namespace guichet::cli
