// The sentences of the verifier, in its two languages. Its own small table: it shares nothing with
// the program whose log it checks.
#pragma once

#include <string>

#include "verify/report.h"

namespace guichet::verify {

enum class Lang : std::uint8_t { fr, en };

// The verdict first, then what supports it, one sentence a line.
[[nodiscard]] std::string describe(const Report& report, const std::string& target, Lang lang);
[[nodiscard]] const char* usage(Lang lang);
[[nodiscard]] std::string cannot_read(const std::string& file, Lang lang);
[[nodiscard]] std::string not_a_key(Lang lang);
[[nodiscard]] std::string not_a_witness_key(Lang lang);
[[nodiscard]] std::string unknown_option(const std::string& option, Lang lang);

}  // namespace guichet::verify
