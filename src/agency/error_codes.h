// The words in which services say they could not serve: HTTP, the error catalogue of API Particulier,
// the result codes of FranceConnect. It tells what each means for the one who asks: try again, nobody
// there, or no.
#pragma once

#include <optional>
#include <string_view>

#include "agency/transport.h"

namespace guichet::agency {

inline constexpr std::string_view kSeveralPersons = "00391";  // homonyms: nothing is returned
inline constexpr std::string_view kIdentifierMissing = "00380";
inline constexpr std::string_view kTokenInvalid = "00101";
inline constexpr std::string_view kNoAnswer = "00501";  // the supplier or its network is down

// What a code means: unavailable (409, 429, 5xx: may be retried), not_found (404), refused (other
// 4xx). Nothing for a code of no catalogue.
[[nodiscard]] std::optional<Reply::Kind> meaning_of(std::string_view code);

}  // namespace guichet::agency
