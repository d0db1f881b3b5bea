#include "agency/error_codes.h"

#include <algorithm>
#include <array>

namespace guichet::agency {
namespace {

using Kind = Reply::Kind;

struct Meaning {
  std::string_view code;
  Kind kind;
};

// API Particulier, codes of the service itself.
constexpr auto kCommon = std::to_array<Meaning>({
    {"00015", Kind::unavailable},  // 409: the same request is already under way
    {"00100", Kind::refused},      // 403: a scope is missing
    {"00101", Kind::refused},      // 401: token invalid or missing
    {"00103", Kind::refused},      // 401: token expired
    {"00105", Kind::refused},      // 401: token on the black list
    {"00203", Kind::refused},      // 422: recipient missing
    {"00360", Kind::refused},      // 422: INE badly formatted
    {"00366", Kind::refused},      // 422: civil status badly formatted
    {"00380", Kind::refused},      // 422: identifier missing
    {"00391", Kind::refused},      // 422: several persons
    {"00419", Kind::refused},      // 422: UAI and perimeter exclude each other
    {"00427", Kind::refused},      // 422: sex missing
    {"00429", Kind::unavailable},  // 429: too many requests
    {"00501", Kind::unavailable},  // 504: supplier or network
    {"37008", Kind::unavailable},  // 504: too many requests at the supplier
    // FranceConnect against the RNIPP.
    {"010004", Kind::refused},      // one match, not close enough
    {"010006", Kind::refused},      // several matches
    {"010007", Kind::refused},      // only a nom d'usage
    {"010008", Kind::refused},      // not found
    {"010009", Kind::refused},      // bad request
    {"010011", Kind::unavailable},  // the RNIPP took too long
    {"010012", Kind::unavailable},  // the RNIPP cannot be reached
    {"010015", Kind::refused},      // deceased: a neutral message
    {"030030", Kind::refused},      // the person gave up
    {"100001", Kind::refused},      // identity level too low
    {"100011", Kind::refused},      // provider blocked by the person
});

// Codes of one supplier: two digits for it, three for what happened.
constexpr auto kOfSupplier = std::to_array<Meaning>({
    {"001", Kind::unavailable},  // maintenance
    {"002", Kind::unavailable},  // time out
    {"003", Kind::not_found},
    {"004", Kind::unavailable},  // DNS
    {"999", Kind::unavailable},  // unknown answer
});

template <std::size_t N>
std::optional<Kind> look_up(const std::array<Meaning, N>& meanings, std::string_view code) {
  const auto at = std::ranges::find(meanings, code, &Meaning::code);
  return at == meanings.end() ? std::nullopt : std::optional{at->kind};
}

std::optional<Kind> http_meaning(std::string_view code) {
  if (code == "404") return Kind::not_found;
  if (code == "409" || code == "429" || code[0] == '5') return Kind::unavailable;
  return code[0] == '4' ? std::optional{Kind::refused} : std::nullopt;
}

}  // namespace

std::optional<Reply::Kind> meaning_of(std::string_view code) {
  if (code.empty() || code.find_first_not_of("0123456789") != std::string_view::npos) return std::nullopt;
  if (code.size() == 3) return http_meaning(code);
  if (const auto known = look_up(kCommon, code)) return known;
  return code.size() == 5 && !code.starts_with("00") ? look_up(kOfSupplier, code.substr(2)) : std::nullopt;
}

}  // namespace guichet::agency
