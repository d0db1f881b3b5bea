#include "expr/value.h"

namespace guichet::expr {

namespace {

constexpr std::uint64_t kUnitShift = 32;
constexpr std::uint64_t kRollShift = 40;

}  // namespace

std::string_view kind_name(Kind kind) {
  switch (kind) {
    case Kind::absent:
      return "absent";
    case Kind::boolean:
      return "boolean";
    case Kind::number:
      return "number";
    case Kind::money:
      return "money";
    case Kind::date:
      return "date";
    case Kind::duration:
      return "duration";
    case Kind::text:
      return "text";
    case Kind::file:
      return "file";
    case Kind::enumeration:
      return "enum";
    case Kind::list:
      return "list";
    case Kind::error:
      return "error";
  }
  return "";
}

Value Value::duration(base::Delay d) {
  const std::uint64_t bits = static_cast<std::uint32_t>(d.count) | static_cast<std::uint64_t>(d.unit) << kUnitShift |
                             static_cast<std::uint64_t>(d.roll ? 1 : 0) << kRollShift;
  return {Kind::duration, static_cast<std::int64_t>(bits)};
}

base::Delay Value::as_duration() const {
  const auto bits = static_cast<std::uint64_t>(bits_);
  return {.unit = static_cast<base::DelayUnit>(bits >> kUnitShift & 0xFF),
          .count = static_cast<std::int32_t>(bits),
          .roll = (bits >> kRollShift & 1) != 0};
}

Value Value::error(Fault fault, std::uint16_t slot) {
  return {Kind::error, static_cast<std::int64_t>(fault) << 16 | slot};
}

bool operator==(const Value& a, const Value& b) {
  if (a.kind_ != b.kind_) return false;
  if (a.kind_ == Kind::text || a.kind_ == Kind::file) return a.as_text() == b.as_text();
  if (a.kind_ == Kind::duration) return base::normalised(a.as_duration()) == base::normalised(b.as_duration());
  return a.bits_ == b.bits_;
}

std::string_view TextPool::keep(std::string_view text) {
  if (const auto found = known_.find(text); found != known_.end()) return *found;
  const std::string_view kept = texts_.emplace_back(text);
  known_.insert(kept);
  return kept;
}

bool same_type(const Type& a, const Type& b) {
  if (a.kind != b.kind) return false;
  if (a.kind != Kind::enumeration && a.kind != Kind::list) return true;
  return a.values == b.values || (a.values != nullptr && b.values != nullptr && *a.values == *b.values);
}

}  // namespace guichet::expr
