// The inks of a drawing, named by what they say, and the colours each theme gives them. Meaning is never carried by a
// colour alone: what differs in ink differs in dash or in letters too, so that a grey print tells the same.
#pragma once

#include <cstdint>
#include <optional>
#include <string_view>

#include "model/procedure.h"

namespace guichet::diagram {

enum class Theme : std::uint8_t { colour, grey, contrast };

enum class Ink : std::uint8_t {
  none,
  paper,
  text,    // texts and outlines
  quiet,   // what is secondary: captions, sequence flows of the rgpd view
  line,    // sequence flows
  rule,    // thin lines of tables and dotted lines to write on
  lane,    // every other lane
  head,    // heads of lanes and of tables
  border,  // of lanes
  exchange,
  consent,
  contract,
  legal_obligation,
  vital_interest,
  public_task,
  legitimate_interest,
  outside,  // personal data under no basis of art. 6: police and justice, or outside the GDPR
  taken,    // the path a scenario took
  refused,  // what was attempted and refused
  added,    // compare
  removed,
  changed,
};

// "#1d4f91"; "none" for Ink::none.
[[nodiscard]] std::string_view colour_of(Theme theme, Ink ink);
// "colour", "grey", "contrast"; nothing for any other word.
[[nodiscard]] std::optional<Theme> theme_named(std::string_view name);

[[nodiscard]] Ink ink_of(const model::Purpose& purpose);

}  // namespace guichet::diagram
