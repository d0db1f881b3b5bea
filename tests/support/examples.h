// Examples of a document that are tests: a procedure, what people do, what then happens, one block each. The
// block is read, played with the reference engine, and written again as it should be.
#pragma once

#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace guichet::support {

struct Example {
  std::string name;       // of the heading above it, letters and digits only
  std::string procedure;  // YAML, the document's preamble first
  std::string script;     // lines "> when what..." and "? question", and what they answered
  std::size_t begin = 0;  // of the script in the document
};

inline void PrintTo(const Example& example, std::ostream* out) { *out << example.name; }

// Every ```guichet block of a document.
[[nodiscard]] std::vector<Example> examples_of(const std::string& document);

// The script with the answers the engine gives.
//   > 2026-01-05T09:00 open
//   > 2026-01-05T09:00 <event> datum=value datum/member=value by=actor member=m identity=level
//   > 2026-01-05T09:00 wait
//   > 2026-01-05T09:00 answered|not-found|refused|failed datum=value member=m visit=3
//   > 2026-01-05T09:00 agrees|declines|withdraws <purpose>        outside any event
//   ? <datum> | ? due <deadline> | ? passed <deadline> <day>
[[nodiscard]] std::string play(const Example& example);

}  // namespace guichet::support
