#include "scenario/save_yaml.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/ensure.h"
#include "base/utf8.h"

namespace guichet::scenario {

namespace {

constexpr std::size_t kLineLength = 110;  // code points; longer ones become blocks

bool is_digit(char c) { return c >= '0' && c <= '9'; }
bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// Control characters, and those Unicode takes for a line end or a byte order mark.
bool must_be_escaped(char32_t c) {
  return c < 0x20 || (c >= 0x7f && c < 0xa0) || c == 0x2028 || c == 0x2029 || c == 0xfeff;
}

// What some reader takes for a truth, nothing or a number.
bool looks_typed(std::string_view text) {
  static constexpr std::array kWords{"true", "false", "null", "yes", "no", "on", "off", "y", "n"};
  std::string small{text};
  for (char& c : small)
    if (c >= 'A' && c <= 'Z') c = static_cast<char>(c - 'A' + 'a');
  if (std::ranges::find(kWords, small) != kWords.end()) return true;
  return std::ranges::all_of(text, [](char c) { return is_digit(c) || c == '.' || c == '_' || c == ':'; });
}

bool can_be_plain(std::string_view text) {
  if (text.empty() || looks_typed(text)) return false;
  const auto first = static_cast<unsigned char>(text.front());
  if (!is_letter(text.front()) && !is_digit(text.front()) && first < 0x80) return false;
  if (text.back() == ' ' || text.back() == ':') return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (std::string_view{",[]{}?#&*!|>\"%@`\\"}.find(text[i]) != std::string_view::npos) return false;
    if (text[i] == ':' && !is_digit(text[i + 1]) && !is_letter(text[i + 1])) return false;
  }
  return std::ranges::none_of(base::decode(text), must_be_escaped);
}

std::string pad(int indent) { return std::string(static_cast<std::size_t>(indent), ' '); }

}  // namespace

std::string yaml_scalar(std::string_view text) {
  if (can_be_plain(text)) return std::string{text};
  std::string out = "\"";
  for (const char32_t c : base::decode(text)) {
    if (c == U'"' || c == U'\\') {
      out += '\\';
      out += static_cast<char>(c);
    } else if (must_be_escaped(c)) {
      out += fmt::format("\\u{:04X}", static_cast<std::uint32_t>(c));
    } else {
      out += base::encode(std::u32string_view{&c, 1});
    }
  }
  return out + "\"";
}

YamlText YamlText::unquoted(std::string text) {
  YamlText tree{std::move(text)};
  tree.unquoted_ = true;
  return tree;
}

YamlText YamlText::list(std::vector<YamlText> items) {
  YamlText tree;
  tree.kind_ = Kind::list;
  tree.items_ = std::move(items);
  return tree;
}

YamlText YamlText::map(std::vector<Entry> entries) {
  YamlText tree;
  tree.entries_ = std::move(entries);
  return tree;
}

YamlText YamlText::in_block() && {
  block_ = true;
  return std::move(*this);
}

YamlText& YamlText::add(YamlText item) {
  base::ensure(kind_ == Kind::list, "items are added to a list");
  items_.push_back(std::move(item));
  return *this;
}

YamlText& YamlText::add(std::string key, YamlText value) {
  base::ensure(kind_ == Kind::map, "entries are added to a map");
  entries_.emplace_back(std::move(key), std::move(value));
  return *this;
}

std::string YamlText::flow() const {
  std::string out;
  switch (kind_) {
    case Kind::scalar:
      return unquoted_ ? text_ : yaml_scalar(text_);
    case Kind::list:
      for (const YamlText& item : items_) out += (out.empty() ? "" : ", ") + item.flow();
      return "[" + out + "]";
    case Kind::map:
      for (const auto& [key, value] : entries_)
        out += (out.empty() ? "" : ", ") + yaml_scalar(key) + ": " + value.flow();
      return "{" + out + "}";
  }
  return out;
}

void YamlText::put(std::string& out, int indent, bool after_dash) const {
  const std::string line = flow();
  const std::size_t before = out.size() - (out.rfind('\n') + 1);
  const bool single = after_dash && entries_.size() == 1;  // "- wait: 3 days"
  const bool fits = !block_ && !single && before + base::count_code_points(line) <= kLineLength;
  if (kind_ == Kind::scalar || empty() || fits) {
    out += " " + line + "\n";
  } else {
    if (after_dash) out += " ";
    if (!after_dash) out += "\n";
    put_block(out, indent + 2, after_dash);
  }
}

// `first_is_placed`: the first entry goes on where the line stands, after a dash.
void YamlText::put_block(std::string& out, int indent, bool first_is_placed) const {
  bool placed = first_is_placed;
  for (const YamlText& item : items_) {
    out += (placed ? "" : pad(indent)) + "-";
    item.put(out, indent, true);
    placed = false;
  }
  for (const auto& [key, value] : entries_) {
    out += (placed ? "" : pad(indent)) + yaml_scalar(key) + ":";
    value.put(out, indent, false);
    placed = false;
  }
}

std::string YamlText::document() const {
  base::ensure(kind_ != Kind::scalar, "a document is a map or a list");
  if (empty()) return flow() + "\n";
  std::string out;
  put_block(out, 0, false);
  return out;
}

}  // namespace guichet::scenario
