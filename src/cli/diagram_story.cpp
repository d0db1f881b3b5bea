#include "cli/diagram_story.h"

#include <fmt/format.h>

#include <algorithm>

#include "cli/findings.h"
#include "dossier/narrate.h"
#include "load/yaml.h"

namespace guichet::cli {

namespace {

namespace fs = std::filesystem;

using audit::Kind;

// Lines that say why a case moves.
bool is_cause(Kind kind) {
  return kind == Kind::event_accepted || kind == Kind::deadline_fired || kind == Kind::exchange_answered ||
         kind == Kind::exchange_not_found || kind == Kind::exchange_failed || kind == Kind::exchange_denied ||
         kind == Kind::agreement_withdrawn;
}

// Only who gave what to whom: the values are in the report of a run.
audit::Line without_values(audit::Line line) {
  line.payload.clear();
  if (line.kind == Kind::exchange_answered) line.fields.clear();
  return line;
}

struct Place {
  model::MachineId machine;
  model::StateId state;
};

struct Teller {
  const model::Procedure& procedure;
  const dossier::Narrator narrator;
  base::Lang lang;
  diagram::Story story = {};
  std::string cause = {};

  [[nodiscard]] std::string joined(const std::string& one, const std::string& other) const {
    return base::tr(lang, N_("{one}; {other}"), {{"one", one}, {"other", other}});
  }

  // The state of that name; for a member, in the machine of children.
  [[nodiscard]] std::optional<Place> place_of(const std::string& state, const std::string& member) const {
    for (std::size_t m = 0; m < procedure.machines.size(); ++m) {
      if ((m > 0) == member.empty()) continue;
      const model::MachineId machine{static_cast<std::uint16_t>(m)};
      if (const auto found = procedure.find_state(machine, state)) return Place{machine, *found};
    }
    return std::nullopt;
  }

  // "saisie/deposer/1": state, trigger, branch.
  [[nodiscard]] std::optional<model::TransitionId> transition_of(const Place& place, const std::string& rule) const {
    const model::Machine& machine = procedure[place.machine];
    for (std::size_t t = 0; t < machine.transitions.size(); ++t) {
      const model::Transition& branch = machine.transitions[t];
      if (branch.from != place.state) continue;
      const std::size_t number = t - machine.row(branch.from, branch.on).first + 1;
      if (rule == fmt::format("{}/{}/{}", machine.states[branch.from.index].name, procedure.trigger_name(branch.on), number))
        return model::TransitionId{static_cast<std::uint16_t>(t)};
    }
    return std::nullopt;
  }

  void hear(const audit::Line& line, std::map<std::string, std::string>& standing) {
    const std::string sentence = narrator.sentence(without_values(line));
    if (line.kind == Kind::state_entered) standing[line.member] = line.to;
    if (is_cause(line.kind)) cause = cause.empty() ? sentence : joined(cause, sentence);
    if (line.kind == Kind::event_refused) {
      const auto place = place_of(standing[line.member], line.member);
      if (place) add(line, diagram::StoryStep::Kind::refused, *place, sentence, std::nullopt);
    }
    if (line.kind == Kind::letter_told && !story.steps.empty() && story.steps.back().at == base::Instant{line.at})
      story.steps.back().caption = joined(story.steps.back().caption, sentence);
    if (line.kind != Kind::transition) return;
    if (!line.to.empty()) standing[line.member] = line.to;
    const auto place = place_of(line.from, line.member);
    if (!place) return;
    const std::string moved = sentence.substr(0, sentence.rfind(" ("));
    const std::size_t arrow = moved.find(" → ");
    const std::string to = arrow == std::string::npos ? moved : moved.substr(arrow + 1);
    add(line, diagram::StoryStep::Kind::moved, *place, cause.empty() ? moved : cause + " " + to, transition_of(*place, line.rule));
    cause.clear();
  }

  void add(const audit::Line& line, diagram::StoryStep::Kind kind, const Place& place, std::string caption,
           std::optional<model::TransitionId> transition) {
    story.steps.push_back({kind, base::Instant{line.at}, std::move(caption), place.machine, line.member, place.state, transition});
  }
};

}  // namespace

diagram::Story story_of(const scenario::RunReport& report, const model::Procedure& procedure,
                        const model::Reference& reference, base::Lang lang) {
  Teller teller{procedure, dossier::Narrator{procedure, reference, lang}, lang};
  teller.story.title = labelled(lang, procedure.title.in(lang), report.title.empty() ? report.scenario : report.title.in(lang));
  std::map<std::string, std::string> standing;  // where the case, and each member, is
  for (const scenario::Told& told : report.story) teller.hear(told.line, standing);
  return std::move(teller.story);
}

std::variant<PlayedStory, int> play_story(Session& session, const scenario::World& world, const model::Procedure& procedure,
                                          const std::string& named) {
  std::error_code none;
  fs::path path{named};
  if (named.find('/') == std::string::npos && !fs::exists(path, none)) {
    std::vector<std::string> ids;
    for (const fs::path& file : scenario::scenario_files(fs::path{procedure.path}.parent_path())) {
      ids.push_back(file.stem().string());
      if (ids.back() == named) path = file;
    }
    if (std::ranges::find(ids, named) == ids.end())
      return misused(session, {.id = N_("'{procedure}' has no scenario '{word}'"), .args = {{"procedure", procedure.id}, {"word", named}}},
                     base::expected_one_of(named, ids));
  }
  auto source = load::read_file(path.string());
  if (!source.ok()) return world_failed(session, source.failure());
  auto [scenario, diagnostics] = scenario::load_scenario(*source);
  if (scenario) diagnostics.append(scenario::check_against(*scenario, procedure));
  tell(session, *source, diagnostics);
  if (!scenario || diagnostics.has_errors()) return kWrong;
  auto agencies = scenario::Agencies::open(world);
  if (!agencies.ok()) return world_failed(session, agencies.failure());
  const auto report = scenario::run(*scenario, procedure, world, *agencies, {});
  if (!report.ok()) return world_failed(session, report.failure());
  return PlayedStory{story_of(*report, procedure, world.reference, session.lang()), scenario->id};
}

}  // namespace guichet::cli
