// The life of a consent or agreement, from the log: asked with a notice, given, declined, withdrawn, given again,
// expired. Past states stay.
#pragma once

#include <string>
#include <vector>

#include "rights/desk.h"

namespace guichet::rights {

struct ConsentMoment {
  enum class State : std::uint8_t { asked, given, renewed, declined, withdrawn, expired } state = State::asked;
  base::Instant at{};
  std::string notice;
  std::int64_t seq = -1;  // line of the log; -1: time alone, no line
};

struct ConsentLife {
  std::int64_t dossier = 0;
  std::string purpose;
  std::vector<ConsentMoment> moments;  // oldest first
};

// One life per purpose that asks the person, of each case; those never asked have no moment.
[[nodiscard]] base::Result<std::vector<ConsentLife>> consent_lives(Desk& desk,
                                                                   const std::vector<dossier::CaseRecord>& cases);
[[nodiscard]] bool asks_the_person(const model::Purpose& purpose);

}  // namespace guichet::rights
