// The words one types while playing, beside the acts of the procedure: in English and in French, both always
// understood. A new one is a line of the table.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/message.h"

namespace guichet::cli {

enum class Verb { help, look, story, person, wait, until, fault, repair, expect, undo, save, quit };

struct VerbWords {
  Verb verb;
  const char* english;
  const char* french;
  const char* others;     // further spellings, apart by spaces
  const char* arguments;  // as help shows them
  const char* help;
};

[[nodiscard]] std::span<const VerbWords> verbs();
[[nodiscard]] std::optional<Verb> find_verb(std::string_view word);
// The word of a language.
[[nodiscard]] std::string verb_word(Verb verb, base::Lang lang);
// Every spelling, for "did you mean".
[[nodiscard]] std::vector<std::string> all_verb_words();

}  // namespace guichet::cli
