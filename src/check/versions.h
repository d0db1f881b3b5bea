// What two versions of a procedure write differently: states, transitions, data, exchanges, letters, purposes, delays. It
// reads the two models and runs nothing; difference.h finds the case on which it shows.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "model/procedure.h"

namespace guichet::check {

struct Change {
  enum class Section : std::uint8_t { states, transitions, events, data, exchanges, letters, purposes, delays, fees, properties };
  Section section = Section::states;
  std::string name;     // "examen", "saisie/deposer", "silence"
  std::string before;   // in the words of the format; empty: added
  std::string after;    // empty: removed
};

// By section, then by name. Titles and texts for people are not compared, but those of letters.
[[nodiscard]] std::vector<Change> changes(const model::Procedure& before, const model::Procedure& after);

struct SectionFacts {
  const char* id;     // "states"; frozen: reports of other programs name it
  const char* title;  // msgid
};
[[nodiscard]] std::span<const SectionFacts> all_sections();

}  // namespace guichet::check
