// Text inside XML: the five characters that are markup, and those XML 1.0 does not allow, which become U+FFFD.
#pragma once

#include <string>
#include <string_view>

namespace guichet::interop {

// For an attribute between double quotes, or for content.
[[nodiscard]] std::string xml_escaped(std::string_view text);
// For a comment: no two hyphens in a row.
[[nodiscard]] std::string xml_comment(std::string_view text);
// A name that XML takes as an id (NCName): other characters as _xHH; the same text always gives the same name.
[[nodiscard]] std::string xml_name(std::string_view text);

}  // namespace guichet::interop
