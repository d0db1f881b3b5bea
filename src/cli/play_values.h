// What people type for a datum, a delay or a moment, as the files write it: "oui", "135,50", "02/03/2026", "1 an", the
// number of a choice. And what to tell them they may type. It asks nothing and shows nothing.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/civil.h"
#include "base/delay.h"
#include "cli/words.h"

namespace guichet::cli {

// The canonical text; nothing when it is no value of the datum, or does not match its pattern.
[[nodiscard]] std::optional<std::string> read_typed(const model::Datum& datum, std::string_view typed);

// "3 jours", "3 days", "10 jours ouvrés": in French or in the words of the files.
[[nodiscard]] std::optional<base::Delay> read_typed_delay(std::string_view typed);
// "2026-03-02", "2026-03-02T09:00", "2026-03-02 09:00", "02/03/2026", "02/03/2026 09:00".
[[nodiscard]] std::optional<base::Instant> read_typed_moment(std::string_view typed);

// "date, such as 2026-03-02; pattern ...": one line, without the datum's title.
[[nodiscard]] std::string expected_value(const model::Datum& datum, const Words& words);
// The words of an enum or a list with their titles; empty for the rest.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> words_to_choose(const model::Datum& datum,
                                                                               const Words& words);

// Without spaces around, no-break ones included.
[[nodiscard]] std::string_view trimmed(std::string_view text);
// Words apart by spaces; "..." keeps them together, also after `name=`.
[[nodiscard]] std::vector<std::string> split_words(std::string_view line);

}  // namespace guichet::cli
