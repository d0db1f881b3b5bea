// What a check says: one kind per fault that can be told apart, each with its identifier, its weight and the law or
// principle it rests on, and where in the file. How it is shown is for the command line.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"
#include "base/message.h"
#include "scenario/scenario.h"

namespace guichet::check {

enum class Kind : std::uint8_t {
  // ---- behaviour
  dead_end,
  cannot_end,
  unreachable_state,
  unreachable_branch,
  shadowed_guard,
  event_never_heard,
  wait_without_deadline,
  no_silence_rule,
  silence_contradicts_source,
  loop_without_person,
  deadline_race,
  refusal_without_recourse,
  refusal_without_motive,
  automated_refusal,
  used_before_exists,
  no_table_row,
  // ---- personal data
  collected_never_used,
  sent_not_needed,
  beyond_the_grant,
  asked_though_held,
  kept_without_retention,
  special_without_ground,
  consent_against_law,
  consent_never_asked,
  withdrawal_harder,
  // ---- what the author asks
  property_broken,
};

enum class Weight : std::uint8_t { error, warning, note };

struct KindFacts {
  const char* id;  // "dead-end"; frozen: reports of other programs name it
  Weight weight;
  const char* law;      // msgid: the text or the principle
  const char* summary;  // msgid: what the check looks for
};
[[nodiscard]] const KindFacts& facts(Kind kind);
[[nodiscard]] std::span<const KindFacts> all_kinds();

// How sure it is.
enum class Proof : std::uint8_t {
  file,       // the file alone shows it
  explored,   // every state was seen, none contradicts it
  replayed,   // the reference engine went that way, on a concrete date
  undecided,  // the explorer found a way; no date and no value was found on which the engine goes it
};

struct Finding {
  Kind kind = Kind::dead_end;
  base::Span span;
  base::Message message;
  Proof proof = Proof::file;
  std::optional<std::string> scenario;  // the counter-example, as a file `guichet run` takes
};

}  // namespace guichet::check
