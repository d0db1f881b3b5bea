// What the law asks of a refusal: reasons that reach the person, a way to contest, a human being who can look at it
// again. Read from the file alone.
#pragma once

#include <algorithm>
#include <string_view>

#include "model/procedure.h"

namespace guichet::check {

// CRPA L211-5: the reasons are written, in law and in fact.
[[nodiscard]] inline bool tells_motive(const model::Procedure& procedure, const model::Letter& letter) {
  if (procedure[letter.to].role != model::Role::citizen) return false;
  return std::ranges::any_of(letter.carries,
                             [&](model::DatumId datum) { return procedure[datum].category == "decision"; });
}

// GDPR art. 22(3): somebody of the administration, or a mediator, looks at it again; a court alone is not that.
[[nodiscard]] inline bool has_human_review(const model::State& outcome) {
  return std::ranges::any_of(outcome.recourse, [](std::string_view to) {
    return !to.starts_with("tribunal") && !to.starts_with("cour-") && !to.starts_with("conseil-");
  });
}

}  // namespace guichet::check
