#include "verify/envelope.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstring>

namespace guichet::verify {

namespace {

constexpr std::size_t kBytesMax = 65'535;
constexpr std::int64_t kIntegerMax = (std::int64_t{1} << 53) - 1;

constexpr std::int64_t kAbsent = INT64_MIN;  // no integer of a line is that small

// What the members say, once they are known to be well formed.
struct Filled : Envelope {
  std::int64_t version = 0, back_value = kAbsent, due = kAbsent, said_size = kAbsent;
  [[nodiscard]] bool makes_sense() const;
};

// The members in their order, and where each goes, when a verifier needs it.
enum class Shape : std::uint8_t { text, integer, list };
struct Member {
  std::string_view name;
  Shape shape;
  bool required = false;
  std::string_view Filled::* text = nullptr;
  std::int64_t Filled::* integer = nullptr;
};
constexpr Member text(std::string_view name, std::string_view Filled::* to = nullptr, bool required = false) {
  return {name, Shape::text, required, to, nullptr};
}
constexpr Member integer(std::string_view name, std::int64_t Filled::* to, bool required = false) {
  return {name, Shape::integer, required, nullptr, to};
}
constexpr std::array kMembers{
    text("actor"),
    text("api"),
    integer("at", nullptr, true),
    integer("back", &Filled::back_value),
    text("basis"),
    text("code"),
    text("com", &Filled::com),
    text("decision"),
    text("dossier", &Filled::dossier),
    integer("dossier_nth", &Filled::dossier_nth),
    integer("due", &Filled::due),
    text("event"),
    Member{"fields", Shape::list},
    text("from"),
    text("key", &Filled::key),
    text("kind", &Filled::kind, true),
    text("member"),
    text("notice"),
    text("origin", &Filled::origin, true),
    text("policy", &Filled::policy),
    text("purpose"),
    text("reason", &Filled::reason),
    text("recipient"),
    integer("recorded", &Filled::recorded, true),
    text("root", &Filled::root),
    text("rule", &Filled::rule),
    integer("seq", &Filled::seq, true),
    text("signature", &Filled::signature),
    integer("size", &Filled::said_size),
    text("subject", &Filled::subject),
    integer("subject_nth", &Filled::subject_nth),
    text("to"),
    text("trace"),
    integer("v", &Filled::version, true),
};

// Bytes that stand for themselves: nearly all, so they are passed over in one go.
constexpr std::array<bool, 256> kPlain = [] {
  std::array<bool, 256> plain{};
  for (std::size_t byte = 0x20; byte < 0x80; ++byte) plain[byte] = byte != '"' && byte != '\\';
  return plain;
}();

// Whether all eight bytes are plain: none below 0x20 nor from 0x80 on, no quote, no backslash.
bool are_plain(const char* bytes) {
  constexpr std::uint64_t kOnes = 0x0101010101010101, kHighs = 0x8080808080808080;
  std::uint64_t eight = 0;
  std::memcpy(&eight, bytes, sizeof eight);
  const auto has_zero = [](std::uint64_t word) { return (word - kOnes) & ~word; };
  return ((eight | (eight - kOnes * 0x20) | has_zero(eight ^ kOnes * '"') | has_zero(eight ^ kOnes * '\\')) & kHighs) == 0;
}

// How many bytes of UTF-8 begin here (Unicode table 3-7); 0: none.
std::size_t utf8_length(std::string_view text) {
  const auto byte = [&](std::size_t i) { return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U; };
  const auto follows = [&](std::size_t i, unsigned low = 0x80, unsigned high = 0xBF) {
    return byte(i) >= low && byte(i) <= high;
  };
  const unsigned first = byte(0);
  if (first >= 0xC2 && first <= 0xDF) return follows(1) ? 2 : 0;
  if (first >= 0xE0 && first <= 0xEF)
    return follows(1, first == 0xE0 ? 0xA0 : 0x80, first == 0xED ? 0x9F : 0xBF) && follows(2) ? 3 : 0;
  if (first >= 0xF0 && first <= 0xF4)
    return follows(1, first == 0xF0 ? 0x90 : 0x80, first == 0xF4 ? 0x8F : 0xBF) && follows(2) && follows(3) ? 4 : 0;
  return 0;
}

// Eats from the front of `rest`; each step says whether it could.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_{bytes} {}

  bool eat(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool text(std::string_view& raw) {
    if (!eat('"')) return false;
    const std::string_view begin = rest_;
    for (;;) {
      std::size_t plain = 0;
      while (plain + 8 <= rest_.size() && are_plain(rest_.data() + plain)) plain += 8;
      while (plain < rest_.size() && kPlain[static_cast<unsigned char>(rest_[plain])]) ++plain;
      rest_.remove_prefix(plain);
      if (rest_.empty() || rest_.front() == '"') break;
      if (!character()) return false;
    }
    raw = begin.substr(0, begin.size() - rest_.size());
    return eat('"');
  }
  bool integer(std::int64_t& value) {
    const auto read = std::from_chars(rest_.data(), rest_.data() + rest_.size(), value);
    if (read.ec != std::errc{} || value > kIntegerMax || value < -kIntegerMax) return false;
    const std::string_view digits = rest_.substr(0, static_cast<std::size_t>(read.ptr - rest_.data()));
    if (digits.starts_with("-0") || (digits.size() > 1 && digits.front() == '0')) return false;
    rest_.remove_prefix(digits.size());
    return true;
  }
  bool list() {
    if (!eat('[')) return false;
    std::string_view ignored;
    do {
      if (!text(ignored)) return false;
    } while (eat(','));
    return eat(']');
  }
  [[nodiscard]] bool at_end() const { return rest_.empty(); }
 private:
  bool character() {
    const auto first = static_cast<unsigned char>(rest_.front());
    std::size_t length = 1;
    if (first < 0x20) return false;
    if (first >= 0x80) length = utf8_length(rest_);
    if (first == '\\') length = escape_length();
    if (length == 0) return false;
    rest_.remove_prefix(length);
    return true;
  }
  // RFC 8785 3.2.2.2: each control character has one escape.
  [[nodiscard]] std::size_t escape_length() const {
    constexpr std::string_view kShort = "\"\\btnfr";
    constexpr std::string_view kDigits = "0123456789abcdef";
    if (rest_.size() >= 2 && kShort.find(rest_[1]) != std::string_view::npos) return 2;
    if (rest_.size() < 6 || rest_.substr(1, 3) != "u00") return 0;
    const std::size_t low = kDigits.find(rest_[5]);
    if ((rest_[4] != '0' && rest_[4] != '1') || low == std::string_view::npos) return 0;
    const std::size_t code = (rest_[4] == '1' ? 16 : 0) + low;
    return code == 8 || code == 9 || code == 10 || code == 12 || code == 13 ? 0 : 6;
  }
  std::string_view rest_;
};

constexpr std::array<bool, 256> all_of(std::string_view allowed) {
  std::array<bool, 256> bytes{};
  for (const char c : allowed) bytes[static_cast<unsigned char>(c)] = true;
  return bytes;
}
bool is_made_of(const std::array<bool, 256>& allowed, std::string_view text) {
  bool all = true;
  for (const char c : text) all &= allowed[static_cast<unsigned char>(c)];
  return all;
}

bool is_hex(std::string_view text, std::size_t digits) {
  static constexpr auto kDigits = all_of("0123456789abcdef");
  return text.size() == digits && is_made_of(kDigits, text);
}
bool is_kind(std::string_view text) {
  static constexpr auto kLetters = all_of("abcdefghijklmnopqrstuvwxyz-");
  return is_made_of(kLetters, text);
}

bool Filled::makes_sense() const {
  return version == 2 && seq >= 0 && (back_value == kAbsent || back_value == 1) && due != 0 && is_hex(origin, 32) &&
         (com.empty() || is_hex(com, 64)) && (subject.empty() || is_hex(subject, 32)) &&
         (dossier.empty() || is_hex(dossier, 32)) && (dossier_nth > 0) == !dossier.empty() &&
         (subject_nth > 0) == !subject.empty() && (said_size == kAbsent || said_size > 0) &&
         (root.empty() || is_hex(root, 64)) && is_kind(kind);
}

}  // namespace

std::optional<Envelope> read_envelope(std::string_view bytes) {
  Reader reader{bytes};
  if (bytes.size() > kBytesMax || !reader.eat('{')) return std::nullopt;
  Filled filled;
  std::size_t next = 0;  // members come in the order of the table
  do {
    std::string_view name;
    if (!reader.text(name) || !reader.eat(':')) return std::nullopt;
    for (; next < kMembers.size() && kMembers[next].name != name; ++next)
      if (kMembers[next].required) return std::nullopt;
    if (next == kMembers.size()) return std::nullopt;
    std::string_view raw;
    std::int64_t value = 0;
    const Member& member = kMembers[next++];
    const bool read = member.shape == Shape::text      ? reader.text(raw) && !raw.empty()
                      : member.shape == Shape::integer ? reader.integer(value)
                                                       : reader.list();
    if (!read) return std::nullopt;
    if (member.text != nullptr) filled.*member.text = raw;
    if (member.integer != nullptr) filled.*member.integer = value;
  } while (reader.eat(','));
  for (; next < kMembers.size(); ++next)
    if (kMembers[next].required) return std::nullopt;
  if (!reader.eat('}') || !reader.at_end() || !filled.makes_sense()) return std::nullopt;
  filled.back = filled.back_value == 1;
  filled.size = filled.said_size == kAbsent ? 0 : filled.said_size;
  return filled;
}

bool is_payload(std::string_view bytes) {
  Reader reader{bytes};
  if (bytes.size() > kBytesMax || !reader.eat('{')) return false;
  std::string_view last;
  bool first = true;
  do {
    std::string_view name;
    std::string_view value;
    if (!reader.text(name) || !reader.eat(':') || !reader.text(value)) return false;
    if (!first && name <= last) return false;
    if (std::ranges::any_of(name, [](char c) { return static_cast<unsigned char>(c) >= 0x80; })) return false;
    last = name;
    first = false;
  } while (reader.eat(','));
  return reader.eat('}') && reader.at_end();
}

}  // namespace guichet::verify
