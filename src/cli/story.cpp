#include "cli/story.h"

#include <algorithm>
#include <vector>

#include "dossier/show.h"

namespace guichet::cli {

namespace {

using audit::Kind;
using audit::Line;

bool is_told_by(const Line& line, const Line& before) {
  return line.kind == Kind::state_entered && before.kind == Kind::transition && before.to == line.to &&
         before.member == line.member;
}

// `line` may be told with the one before: both keep data, of the same member, at the same moment.
bool joins(const Line& line, const Line& before) {
  return line.kind == Kind::datum_stored && before.kind == Kind::datum_stored && before.member == line.member &&
         before.at == line.at && !line.payload.empty() && !before.payload.empty();
}

// What an answer brought is told with the answer.
bool is_brought_by(const Line& line, const Line& before) {
  return line.kind == Kind::datum_stored && before.kind == Kind::exchange_answered && before.member == line.member &&
         before.at == line.at && !line.payload.empty() && std::ranges::includes(before.payload, line.payload);
}

std::vector<Line> condensed(std::span<const Line> lines) {
  std::vector<Line> told;
  const Line* moved = nullptr;  // the last transition: data may be kept between it and the state entered
  for (const Line& line : lines) {
    if (line.kind == Kind::transition) moved = &line;
    if (moved != nullptr && is_told_by(line, *moved)) {
      moved = nullptr;
      continue;
    }
    if (!told.empty() && is_brought_by(line, told.back())) continue;
    if (!told.empty() && joins(line, told.back())) {
      told.back().payload.insert(line.payload.begin(), line.payload.end());
      continue;
    }
    told.push_back(line);
  }
  return told;
}

}  // namespace

std::vector<ToldMoment> tell_story(std::span<const Line> lines, const dossier::Narrator& narrator, base::Lang lang) {
  std::vector<ToldMoment> story;
  for (const Line& line : condensed(lines)) {
    const base::Instant at{line.at};
    if (story.empty() || story.back().at != at)
      story.push_back({.at = at, .when = dossier::show_moment(at, lang), .facts = {}});
    story.back().facts.push_back({line.kind, narrator.sentence(line)});
  }
  return story;
}

void add_story(Page& page, std::span<const ToldMoment> story, int indent) {
  for (const ToldMoment& moment : story) {
    page.line(moment.when, indent, Tone::strong);
    for (const ToldFact& fact : moment.facts) page.item(fact.sentence, indent + 2);
  }
}

void add_story(Page& page, std::span<const Line> lines, const dossier::Narrator& narrator, base::Lang lang,
               int indent) {
  add_story(page, tell_story(lines, narrator, lang), indent);
}

}  // namespace guichet::cli
