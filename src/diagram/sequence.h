// A flow told in the order of time: what is done and what is said, the usual course first, everything else in frames.
// A stretch too long for a frame becomes a part of its own, named by a letter; each node is told once, whoever comes
// back to it is sent there. It knows no geometry.
#pragma once

#include <string>
#include <variant>
#include <vector>

#include "diagram/flow.h"

namespace guichet::diagram {

struct Deed {  // done by one actor
  int node = 0;
};

struct Said {  // from one actor to another
  int exchange = 0;
};

struct Elapsed {
  int node = 0;  // a timer: nothing was done until then
};

struct Finished {
  int node = 0;  // an end
};

// Goes on elsewhere: at `node`, told above or in the part of that letter.
struct GoesOn {
  int node = 0;
  std::string letter;  // empty: in this very part, or where the part was opened from
};

enum class FrameKind : std::uint8_t {
  loop,     // boucle: comes back to what was done
  stop,     // arrêt: the case ends there
  variant,  // variante: joins the course again
  delay,    // délai: time alone decides
  failure,  // échec: an exchange gave nothing usable
  anytime,  // à tout moment
};

struct Opened {
  FrameKind kind = FrameKind::variant;
  std::string condition;  // "Habite la zone ? Non"
};
struct Closed {};

using SequenceItem = std::variant<Deed, Said, Elapsed, Finished, GoesOn, Opened, Closed>;

struct SequencePart {
  std::string letter;  // empty: the usual course
  std::string title;
  std::vector<SequenceItem> items;
};

[[nodiscard]] std::vector<SequencePart> tell_in_sequence(const Flow& flow, base::Lang lang);

// "A", ..., "Z", "AA", ...
[[nodiscard]] std::string letter_of(int index);

[[nodiscard]] std::string frame_name(FrameKind kind, base::Lang lang);  // "boucle"

}  // namespace guichet::diagram
