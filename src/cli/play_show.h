// A case being played, on a page: where it stands, what time would do, what each actor may do, and which data that
// could set moving, to whom and why, as the gate sees it.
#pragma once

#include "cli/page.h"
#include "cli/play_game.h"
#include "cli/words.h"

namespace guichet::cli {

// The moment, the state, each child, what is under way and what happens if nobody does anything.
void add_standing(Page& page, Game& game, const dossier::CaseRecord& record, const Words& words);

// The acts, numbered from 1.
void add_choices(Page& page, const std::vector<scenario::Choice>& choices, const model::Procedure& procedure,
                 const model::Reference& reference, const Words& words);

// "deposer", "caf repondre", "agrees etude": what one types for it.
[[nodiscard]] std::string typed_as(const scenario::Choice& choice, const model::Procedure& procedure);
// Every API the procedure asks: agency, api.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> apis_used(const model::Procedure& procedure,
                                                                         const model::Agencies& agencies);
// How each administration of the procedure behaves now.
void add_behaviours(Page& page, Game& game, const Words& words);
// The rows of the synthetic registers that name a person.
[[nodiscard]] base::Outcome add_person(Page& page, const scenario::World& world, const std::string& citizen);

}  // namespace guichet::cli
