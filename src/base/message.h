// A sentence for people, named by its English text and kept apart from its language until it is
// shown. The French lives in data/i18n/fr.po, compiled in; nothing here asks the system's locale
// (fr_FR is absent on bare systems, and the C locale ignores LANGUAGE).
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

// Marks an English sentence for the catalogue; the program text is the identifier.
#define N_(text) text

namespace guichet::base {

enum class Lang : std::uint8_t { fr, en };

// "fr", "en" and locale names such as "en_GB.UTF-8"; empty for any other.
[[nodiscard]] std::optional<Lang> parse_lang(std::string_view text);

// Named values for the `{name}` fields of a sentence; values are shown as they are.
using Args = std::vector<std::pair<const char*, std::string>>;

struct Message {
  const char* id = "";           // the English sentence, with `{name}` fields
  Args args = {};
  const char* plural = nullptr;  // the English plural, when the sentence counts something
  std::int64_t count = 1;        // chooses between `id` and `plural` (in French, 0 is singular)
};

// A sentence that counts something; both forms are given in place, where xgettext finds them.
[[nodiscard]] Message counted(const char* one, const char* many, std::int64_t count, Args args = {});

[[nodiscard]] std::string tr(Lang lang, const Message& message);
[[nodiscard]] std::string tr(Lang lang, const char* id, Args args = {});

// All identifiers of the French catalogue; tests compare them with the sources.
[[nodiscard]] std::vector<std::string_view> catalogue_ids();

}  // namespace guichet::base
