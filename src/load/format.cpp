#include "load/format.h"

#include <algorithm>
#include <array>

namespace guichet::load {

namespace {

bool is_lower(char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9'); }
bool is_letter(char c) { return is_lower(c) || (c >= 'A' && c <= 'Z'); }

bool is_dotted(std::string_view text) {
  while (true) {
    const std::size_t dot = text.find('.');
    const std::string_view part = text.substr(0, dot);
    if (part.empty() || (part.front() >= '0' && part.front() <= '9')) return false;
    if (!std::ranges::all_of(part, [](char c) { return is_letter(c) || c == '_'; })) return false;
    if (dot == std::string_view::npos) return true;
    text.remove_prefix(dot + 1);
  }
}

}  // namespace

const Key* Block::find(std::string_view key) const {
  const auto found = std::ranges::find(keys, key, &Key::name);
  if (found != keys.end() && !key.empty()) return &*found;
  const auto other = std::ranges::find(keys, std::string_view{}, &Key::name);
  return other == keys.end() ? nullptr : &*other;
}

std::span<const Format* const> formats() {
  static constexpr std::array kAll{&kProcedureFormat, &kScenarioFormat, &kAgenciesFormat,
                                   &kSourcesFormat,   &kTableFormat,    &kHolidaysFormat};
  return kAll;
}

bool is_name(std::string_view text, Naming naming) {
  if (text.empty() || text.size() > 80) return false;
  switch (naming) {
    case Naming::any: return true;
    case Naming::dotted: return is_dotted(text);
    case Naming::of_member: {
      const std::size_t open = text.find('[');
      if (open == std::string_view::npos) return is_dotted(text);
      return text.back() == ']' && is_dotted(text.substr(0, open)) &&
             is_name(text.substr(open + 1, text.size() - open - 2), Naming::dashed);
    }
    case Naming::field: return std::ranges::all_of(text, [](char c) { return is_letter(c) || c == '_' || c == '-' || c == '.'; });
    case Naming::dashed: break;
  }
  return is_lower(text.front()) && std::ranges::all_of(text, [](char c) { return is_lower(c) || c == '-'; });
}

}  // namespace guichet::load
