// Lines of a log as a story: what happened at one moment stands under its date; data kept together are told together;
// what an answer brought, or a transition entered, is not told a second time. Nothing else is left out.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "audit/log.h"
#include "cli/page.h"
#include "dossier/narrate.h"

namespace guichet::cli {

struct ToldFact {
  audit::Kind kind = audit::Kind::dossier_opened;
  std::string sentence;
};

struct ToldMoment {
  base::Instant at{};
  std::string when;  // in words
  std::vector<ToldFact> facts;
};

[[nodiscard]] std::vector<ToldMoment> tell_story(std::span<const audit::Line> lines, const dossier::Narrator& narrator,
                                                 base::Lang lang);

void add_story(Page& page, std::span<const ToldMoment> story, int indent);
void add_story(Page& page, std::span<const audit::Line> lines, const dossier::Narrator& narrator, base::Lang lang,
               int indent);

}  // namespace guichet::cli
