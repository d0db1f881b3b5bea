// A procedure as a readable sheet: who acts, which data for what purpose and on which basis, who receives what, delays
// and fees with their source, letters, endings and recourse, and what is still to verify. Everything on it comes from
// the procedure and the reference data; nothing is judged here.
#pragma once

#include "cli/page.h"
#include "cli/words.h"

namespace guichet::cli {

void add_sheet(Page& page, const model::Procedure& procedure, const model::Reference& reference, base::Lang lang);

// Its parts, in this order.
void add_steps(Page& page, const model::Procedure& procedure, const Words& words);
void add_purposes(Page& page, const model::Procedure& procedure, const Words& words);
void add_data(Page& page, const model::Procedure& procedure, const Words& words);
void add_exchanges(Page& page, const model::Procedure& procedure, const Words& words);
void add_letters(Page& page, const model::Procedure& procedure, const Words& words);
void add_delays(Page& page, const model::Procedure& procedure, const Words& words);
void add_fees(Page& page, const model::Procedure& procedure, const Words& words);
void add_endings(Page& page, const model::Procedure& procedure, const Words& words);
void add_doubts(Page& page, const model::Procedure& procedure, const Words& words);

}  // namespace guichet::cli
