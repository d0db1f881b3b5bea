#include "diagram/theme.h"

#include <array>

namespace guichet::diagram {

namespace {

struct Colours {
  std::string_view colour, grey, contrast;
};

// In the order of Ink. Texts have a contrast of 4.5 at least on paper and lanes, lines of 3 (WCAG 2.1, 1.4.3 and
// 1.4.11); theme_test works it out. The inks of legal bases are equally dark on purpose.
constexpr std::array<Colours, 22> kColours{{
    {"none", "none", "none"},
    {"#ffffff", "#ffffff", "#ffffff"},
    {"#1a1a1a", "#1a1a1a", "#000000"},
    {"#585c63", "#5a5a5a", "#000000"},
    {"#333333", "#333333", "#000000"},
    {"#868b94", "#8b8b8b", "#000000"},
    {"#f3f4f6", "#f4f4f4", "#ffffff"},
    {"#e3e6ea", "#e5e5e5", "#ffffff"},
    {"#868b94", "#8b8b8b", "#000000"},
    {"#1d4f91", "#4d4d4d", "#000000"},
    {"#a63603", "#5a5a5a", "#000000"},
    {"#6a3d9a", "#565656", "#000000"},
    {"#08519c", "#4f4f4f", "#000000"},
    {"#99154e", "#515151", "#000000"},
    {"#00613f", "#525252", "#000000"},
    {"#5b4a00", "#4b4b4b", "#000000"},
    {"#4a5157", "#4f4f4f", "#000000"},
    {"#0b5cad", "#1a1a1a", "#000000"},
    {"#b3261e", "#4a4a4a", "#000000"},
    {"#00613f", "#1a1a1a", "#000000"},
    {"#a63603", "#5a5a5a", "#000000"},
    {"#6a3d9a", "#3a3a3a", "#000000"},
}};

}  // namespace

std::string_view colour_of(Theme theme, Ink ink) {
  const Colours& colours = kColours[static_cast<std::size_t>(ink)];
  switch (theme) {
    case Theme::colour:
      return colours.colour;
    case Theme::grey:
      return colours.grey;
    case Theme::contrast:
      break;
  }
  return colours.contrast;
}

std::optional<Theme> theme_named(std::string_view name) {
  if (name == "colour") return Theme::colour;
  if (name == "grey") return Theme::grey;
  if (name == "contrast") return Theme::contrast;
  return std::nullopt;
}

Ink ink_of(const model::Purpose& purpose) {
  if (purpose.regime != model::Regime::rgpd) return Ink::outside;
  switch (purpose.basis) {
    case model::Basis::none:
      return Ink::outside;
    case model::Basis::consent:
      return Ink::consent;
    case model::Basis::contract:
      return Ink::contract;
    case model::Basis::legal_obligation:
      return Ink::legal_obligation;
    case model::Basis::vital_interest:
      return Ink::vital_interest;
    case model::Basis::public_task:
      return Ink::public_task;
    case model::Basis::legitimate_interest:
      break;
  }
  return Ink::legitimate_interest;
}

}  // namespace guichet::diagram
