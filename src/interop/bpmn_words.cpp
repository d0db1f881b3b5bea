#include "interop/bpmn_words.h"

#include <algorithm>
#include <array>
#include <charconv>

namespace guichet::interop {

namespace {

constexpr std::size_t kNameMax = 40;

}  // namespace

// Letters of French without their accents, for names; the rest of a text becomes dashes.
std::string slug(std::string_view text, std::string_view otherwise) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 36> kPlain{{
      {"à", "a"}, {"â", "a"}, {"ä", "a"}, {"ç", "c"}, {"é", "e"}, {"è", "e"}, {"ê", "e"}, {"ë", "e"}, {"î", "i"}, {"ï", "i"}, {"ô", "o"}, {"ö", "o"},
      {"ù", "u"}, {"û", "u"}, {"ü", "u"}, {"ÿ", "y"}, {"œ", "oe"}, {"æ", "ae"}, {"À", "a"}, {"Â", "a"}, {"Ç", "c"}, {"É", "e"}, {"È", "e"}, {"Ê", "e"},
      {"Ë", "e"}, {"Î", "i"}, {"Ï", "i"}, {"Ô", "o"}, {"Ö", "o"}, {"Ù", "u"}, {"Û", "u"}, {"Ü", "u"}, {"Œ", "oe"}, {"ñ", "n"}, {"á", "a"}, {"ó", "o"}}};
  std::string out;
  for (std::size_t i = 0; i < text.size();) {
    const char c = text[i];
    const auto accent = std::ranges::find_if(kPlain, [&](const auto& one) { return text.substr(i).starts_with(one.first); });
    if (accent != kPlain.end()) {
      out += accent->second;
      i += accent->first.size();
      continue;
    }
    if ((c >= 'a' && c <= 'z') || (c >= '0' && c <= '9')) out += c;
    else if (c >= 'A' && c <= 'Z') out += static_cast<char>(c - 'A' + 'a');
    else if (!out.empty() && out.back() != '-') out += '-';
    ++i;
  }
  if (out.size() > kNameMax) out.resize(out.rfind('-', kNameMax) == std::string::npos || out.rfind('-', kNameMax) == 0 ? kNameMax : out.rfind('-', kNameMax));
  while (!out.empty() && out.back() == '-') out.pop_back();
  if (out.empty()) return std::string{otherwise};
  constexpr std::array kYaml{"true", "false", "null", "yes", "no", "on", "off", "y", "n"};    // words YAML reads as values
  if (std::ranges::find(kYaml, std::string_view{out}) != kYaml.end()) return std::string{otherwise} + "-" + out;
  return out.front() >= '0' && out.front() <= '9' ? std::string{otherwise} + "-" + out : out;
}

// A name of ours read back: it is taken only if it is one.
std::string own_name(const std::string& name, std::string_view otherwise) {
  const bool plain = !name.empty() && name.size() <= 80 && name.front() >= 'a' && name.front() <= 'z' && name.back() != '-' &&
                     name.find("--") == std::string::npos && std::ranges::all_of(name, [](char c) {
                       return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
                     });
  return plain && slug(name, "").substr(0, 8) == name.substr(0, 8) ? name : slug(name, otherwise);
}

// Between double quotes, as YAML and JSON both read it.
std::string quoted(std::string_view text) {
  std::string out = "\"";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '"' || c == '\\') out += {'\\', c};
    else if (byte < 0x20 || byte == 0x7F) out += ' ';
    else out += c;
  }
  return out + "\"";
}

bool says(std::string_view text, std::initializer_list<std::string_view> words) {
  const std::string plain = slug(text, "");
  return std::ranges::any_of(words, [&](std::string_view word) { return plain.find(word) != std::string::npos; });
}

// "P2M", "P1Y6M", "PT72H"; nothing for what no single unit says.
std::optional<base::Delay> delay_of(std::string_view iso) {
  if (!iso.starts_with('P')) return std::nullopt;
  std::int64_t months = 0, days = 0, minutes = 0;
  bool time = false;
  for (std::size_t i = 1; i < iso.size();) {
    if (iso[i] == 'T') {
      time = true;
      ++i;
      continue;
    }
    std::int64_t count = 0;
    const auto [stop, error] = std::from_chars(iso.data() + i, iso.data() + iso.size(), count);
    if (error != std::errc{} || stop == iso.data() + iso.size() || count < 0 || count > 100'000) return std::nullopt;
    switch (*stop) {
      case 'Y': months += 12 * count; break;
      case 'M': (time ? minutes : months) += count; break;
      case 'W': days += 7 * count; break;
      case 'D': days += count; break;
      case 'H': minutes += 60 * count; break;
      default: return std::nullopt;
    }
    i = static_cast<std::size_t>(stop - iso.data()) + 1;
  }
  const auto one = [](base::DelayUnit unit, std::int64_t count) { return base::Delay{.unit = unit, .count = static_cast<std::int32_t>(count)}; };
  if ((months > 0) + (days > 0) + (minutes > 0) != 1) return std::nullopt;
  if (months > 0) return one(base::DelayUnit::months, months);
  if (days > 0) return one(base::DelayUnit::days, days);
  return minutes % 60 == 0 ? one(base::DelayUnit::hours, minutes / 60) : one(base::DelayUnit::minutes, minutes);
}

}  // namespace guichet::interop
