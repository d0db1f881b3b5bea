// Lines of a log as a story on a page: what happened at one moment stands under its date; data kept together are told
// together; what an answer brought, or a transition entered, is not told a second time. Nothing else is left out.
#pragma once

#include <span>

#include "audit/log.h"
#include "cli/page.h"
#include "dossier/narrate.h"

namespace guichet::cli {

void add_story(Page& page, std::span<const audit::Line> lines, const dossier::Narrator& narrator, base::Lang lang,
               int indent);

}  // namespace guichet::cli
