// RFC 8785 canonical JSON, narrowed until two texts can never say the same thing: one object, ASCII
// names in byte order (which is then the UTF-16 order of the RFC), strings, lists of strings, and
// integers up to 2^53-1. Written straight into a buffer, without a tree. Invalid UTF-8 is refused,
// not replaced: a replacement would let two contents share a digest.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace guichet::audit {

inline constexpr std::size_t kCanonicalMax = 65'535;                      // bytes: a tlog-tiles entry can be no longer
inline constexpr std::int64_t kIntegerMax = (std::int64_t{1} << 53) - 1;  // exact in every JSON reader

// Why a text could not be written, and the name of the field at fault.
struct Unwritable {
  enum class Why : std::uint8_t { invalid_utf8, not_ascii_name, integer_too_large, too_long } why;
  std::string field;
};

class Canonical {
 public:
  // Replaces what `out` holds and keeps its memory; `out` must outlive this.
  explicit Canonical(std::string& out);

  // Names come in ascending byte order, each once; anything else is a bug.
  void text(std::string_view name, std::string_view value);
  void integer(std::string_view name, std::int64_t value);
  void texts(std::string_view name, std::span<const std::string> values);

  // The last call. When it gives a reason, the buffer is of no use.
  [[nodiscard]] std::optional<Unwritable> close();
 private:
  void begin_member(std::string_view name);
  void quote(std::string_view text);
  void refuse(Unwritable::Why why);

  std::string& out_;
  std::string last_name_;
  std::optional<Unwritable> refused_;
};

}  // namespace guichet::audit
