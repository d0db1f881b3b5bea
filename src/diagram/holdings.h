// Who gives, receives and holds which data, over several procedures: what the view `map` shows. A party is an actor of a
// procedure, or the agency it is: the same agency in two procedures is one party. Whoever stands for the members of a list
// is each of them, and is told only what its API takes.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/message.h"
#include "model/agencies.h"
#include "model/procedure.h"

namespace guichet::diagram {

struct Party {
  std::string id;  // of the agency, else the actor's name
  std::string title;
};

// What one party gives another for one purpose of one procedure.
struct Movement {
  int from = 0, to = 0;  // indices of parties
  const model::Procedure* procedure = nullptr;
  model::PurposeId purpose;           // may be unknown
  std::vector<model::DatumId> data;   // one at least, in the order of the file
  bool held = false;                  // who receives it is a controller of the purpose (GDPR art. 4(7))
};

struct Holdings {
  std::vector<Party> parties;       // in the order of the procedures, then of their actors; those that give or receive
  std::vector<Movement> movements;  // by who receives, then who gives, then in the order of the procedures
};

[[nodiscard]] Holdings holdings_of(std::span<const model::Procedure* const> procedures, const model::Reference& reference,
                                   base::Lang lang);

}  // namespace guichet::diagram
