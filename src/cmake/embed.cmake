# Run by guichet_embed: cmake -D INPUT=file -D OUTPUT=file.cpp -D NAME=a::b::kName -P embed.cmake
string(REGEX MATCH "^(.+)::([A-Za-z0-9_]+)$" qualified "${NAME}")
if(NOT qualified)
  message(FATAL_ERROR "'${NAME}' is not a qualified name, like guichet::base::detail::kCatalogueFr")
endif()
set(namespace "${CMAKE_MATCH_1}")
set(name "${CMAKE_MATCH_2}")

file(READ "${INPUT}" hex HEX)
string(LENGTH "${hex}" digits)
math(EXPR size "${digits} / 2")
# Rows of sixteen bytes; a terminating zero that `Size` does not count lets text be used as a C string.
string(REGEX REPLACE "([0-9a-f][0-9a-f])" "0x\\1," bytes "${hex}")
string(REPEAT "[^,]+," 16 row)
string(REGEX REPLACE "(${row})" "\\1\n" bytes "${bytes}")
file(WRITE "${OUTPUT}" "// Embedded at build time.
#include <cstddef>

namespace ${namespace} {
extern const unsigned char ${name}[];
extern const std::size_t ${name}Size;
alignas(8) const unsigned char ${name}[] = {
${bytes}0};
const std::size_t ${name}Size = ${size};
}  // namespace ${namespace}
")
