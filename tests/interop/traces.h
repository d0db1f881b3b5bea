// Cases walked at random on the reference engine, told as another engine can follow them: what the outside sends, in order,
// and where the case then stands. Legal time, consents and who may act are the outside's, as the exports say.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "engine/driver.h"
#include "model/procedure.h"

namespace guichet::interop {

struct Told {                                  // a datum, or one member's
  std::uint16_t slot = 0;
  expr::Value value;
};
struct Clock {                                 // sent before what follows when it differs from the last one
  base::Date today{};
  std::vector<std::optional<bool>> passed;     // by deadline; nothing: undetermined
  bool operator==(const Clock&) const = default;
};
struct Erased { std::vector<std::uint16_t> slots; };
struct Happened {
  model::TriggerId on;
  engine::Member member;
  std::vector<Told> carries;
  // Afterwards; not said in the midst of an act that the outside tells in several parts.
  struct Stands {
    model::StateId main;
    std::vector<std::pair<std::uint16_t, model::StateId>> children;
  };
  std::optional<Stands> stands;
};
struct Trace {
  std::vector<expr::Value> attributes;
  std::vector<std::variant<Clock, Erased, Happened>> steps;
  bool ended = false;
};
struct Traces {
  std::vector<Trace> all;
  std::size_t events = 0;
  std::size_t moved = 0;        // of them
  std::size_t left_out = 0;     // moves no export carries: undetermined in the midst of rules, the door's refusals
  std::size_t transitions = 0;  // that fired at least once
  std::shared_ptr<const void> texts;  // that values point into
};

[[nodiscard]] Traces walk(const model::Procedure& procedure, std::uint64_t seed, std::size_t cases, std::size_t moves_per_case);

// For the scripts that drive the engines of others.
[[nodiscard]] std::string as_json(const model::Procedure& procedure, const Traces& traces);

// The same for SPIN, which reads numbers (see PromelaWriter::add_told), and the lines it must print. A walk stops where a value
// does not fit in its numbers.
struct Replay {
  std::string told;
  std::string wanted;
  std::size_t events = 0;
};
[[nodiscard]] Replay as_replay(const model::Procedure& procedure, const Traces& traces);

}  // namespace guichet::interop
