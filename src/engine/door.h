// Who may do what, with which data: the tests an act passes before any guard is asked. They look at the event's
// declaration alone; where the case stands, and what follows, is for turn.h.
#pragma once

#include <optional>
#include <span>

#include "engine/driver.h"
#include "model/procedure.h"

namespace guichet::engine {

// Is this a value of the datum's type: its kind, and one of its words for an enum or a list? Patterns are read where
// the text is, at the edge of the program.
[[nodiscard]] bool fits(const model::Datum& datum, const expr::Value& value);

// Whoever acts is the actor the event names. For the `as` of an `each`: that word, or by_member; which member, and
// whether it is alive, is asked next.
[[nodiscard]] bool made_by_its_actor(const model::Procedure& procedure, const model::Event& event, const Act& act);

// FranceConnect+ proves more than FranceConnect, which proves more than nothing.
[[nodiscard]] bool identity_suffices(const model::Event& event, std::string_view presented);

// The datum that is missing, not of its type, given twice, or not the event's to carry; nothing when all is well.
// What FranceConnect says of the person comes with any event that asks for her identity.
[[nodiscard]] std::optional<model::DatumId> wrong_datum(const model::Procedure& procedure, const model::Event& event,
                                                        std::span<const Given> given, Member member);

// The same for an answer: only what the exchange receives.
[[nodiscard]] std::optional<model::DatumId> wrong_datum(const model::Procedure& procedure,
                                                        const model::Exchange& exchange, std::span<const Given> given,
                                                        Member member);

}  // namespace guichet::engine
