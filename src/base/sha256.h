// The fingerprint of a file's text. A procedure is known by it: two texts of one digest are one text.
#pragma once

#include <string>
#include <string_view>

namespace guichet::base {

// SHA-256 (FIPS 180-4) of the bytes, 64 lower-case hexadecimal digits.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

}  // namespace guichet::base
