#include "cli/diagram_errors.h"

#include <algorithm>
#include <map>
#include <sstream>

#include "check/hunt.h"
#include "diagram/svg.h"
#include "diagram/wording.h"

namespace guichet::cli {

namespace {

// Two procedures that draw the same bytes cannot be told apart on paper.
std::string drawn(const model::Procedure& procedure, const scenario::World& world, const diagram::View& view, const diagram::Settings& settings) {
  const auto picture = view.draw({.procedures = {&procedure}, .reference = world.reference}, settings);
  std::string all;
  if (picture.ok())
    for (const diagram::Sheet& sheet : picture->sheets) all += diagram::svg_of(sheet, diagram::Theme::colour);
  return all;
}

// The sentence with titles where it names parts of the file: who looks at a drawing reads those.
std::string in_titles(const base::Message& message, const model::Procedure& procedure, base::Lang lang) {
  std::map<std::string, std::string, std::less<>> titles;
  const auto know = [&](const std::string& name, const model::Title& title) {
    if (const std::string words = diagram::title_of(title, {}, lang); !words.empty()) titles.emplace(name, words);
  };
  for (const model::Machine& machine : procedure.machines)
    for (const model::State& state : machine.states) {
      know(state.name, state.activity);
      know(state.name, state.title);
    }
  for (const auto& one : procedure.events) know(one.name, one.title);
  for (const auto& one : procedure.actors) know(one.name, one.title);
  for (const auto& one : procedure.data) know(one.name, one.title);
  for (const auto& one : procedure.purposes) know(one.name, one.title);
  for (const auto& one : procedure.deadlines) know(one.name, one.title);
  base::Message shown = message;
  for (auto& [field, value] : shown.args) {
    std::string said;
    std::stringstream path{value};
    for (std::string step; std::getline(path, step, '/');) {
      const auto title = titles.find(step);
      said += (said.empty() ? "" : " / ") + (title == titles.end() ? step : title->second);
    }
    if (!said.empty()) value = said;
  }
  return base::tr(lang, shown);
}

}  // namespace

std::optional<ErrorHunt> hunt_errors(const load::LoadedFile& file, const scenario::World& world, const diagram::View& view,
                                     const diagram::Settings& settings) {
  diagram::Settings quick = settings;
  quick.effort = layout::Effort::fast;
  const std::string sound = drawn(*file.loaded.procedure, world, view, quick);
  check::HuntWish wish{.faults = static_cast<std::size_t>(2 * settings.level + 1), .seed = settings.seed, .visible = {}};
  wish.visible = [&](const model::Procedure& spoilt) { return drawn(spoilt, world, view, quick) != sound; };
  auto hunt = check::seed_hunt(file.source, file.english ? &*file.english : nullptr, world, wish);
  if (!hunt) return std::nullopt;
  ErrorHunt made{std::move(*hunt->spoilt.procedure), {}};
  for (const check::Seeded& one : hunt->faults) {
    const check::KindFacts& kind = check::facts(one.findings.front().kind);
    made.mistakes.push_back({.what = in_titles(one.mutant.what, made.procedure, settings.lang),
                             .why = in_titles(one.findings.front().message, made.procedure, settings.lang),
                             .rule = base::tr(settings.lang, {.id = kind.law})});
  }
  return made;
}

}  // namespace guichet::cli
