// Every delay of a procedure as a span of time: how long it really lasts on the calendar, who it binds, what it leads to.
// The calendar is that of metropolitan France; the shortest and the longest are taken over every day a delay may start.
#pragma once

#include <string>
#include <vector>

#include "base/calendar.h"
#include "base/message.h"
#include "model/agencies.h"
#include "model/procedure.h"

namespace guichet::diagram {

struct DelaySpan {
  enum class Kind : std::uint8_t {
    binding,    // when it is over, the case moves
    announced,  // nothing happens: it is a promise, or a guard reads it
    kept,       // how long data are kept
  } kind = Kind::binding;
  std::string id;      // "pieces.after", "silence", "attribution.retention"
  std::string from;    // what it is counted from: a state, a milestone, a date
  std::string who;     // whose delay it is; empty when nobody's
  std::string delay;   // "10 jours ouvrés"
  std::string leads;   // the state it leads to; of data, nothing
  std::int64_t shortest = 0, longest = 0;  // minutes
  bool suspended = false;                  // may stop and go on
  bool doubtful = false;                   // its source is unknown or to be verified
};

struct DatedEnd {  // a deadline on a date of the case
  std::string title, date, leads;
};

struct Delays {
  std::vector<DelaySpan> spans;  // in the order of the file: states, deadlines, retentions
  std::vector<DatedEnd> dated;
};

[[nodiscard]] Delays delays_of(const model::Procedure& procedure, const model::Reference& reference, base::Lang lang);

// From the first minute of a delay to its last, over every start of two years.
struct Extent {
  std::int64_t shortest = 0, longest = 0;  // minutes
};
[[nodiscard]] Extent extent_of(base::Delay delay, const base::Calendar& calendar);

}  // namespace guichet::diagram
