// What is said about the world around the case (faults of agencies) and what leaves it (the saved scenario).
#include <algorithm>
#include <fstream>

#include "cli/play_loop.h"
#include "cli/play_show.h"
#include "cli/play_values.h"
#include "load/format.h"
#include "scenario/save.h"

namespace guichet::cli {

namespace {

namespace fs = std::filesystem;
using Availability = model::Behaviour::Availability;

// "down", "slow 2 hours", "error 502", in both languages; nothing when it cannot be read.
std::optional<agency::BehaviourChange> change_typed(const std::vector<std::string>& words) {
  agency::BehaviourChange change;
  const std::string kind = words.empty() ? "down" : words.front();
  std::string rest;
  for (std::size_t i = 1; i < words.size(); ++i) rest += (rest.empty() ? "" : " ") + words[i];
  if (kind == "down" || kind == "muette" || kind == "arrêtée") {
    change.availability = Availability::down;
  } else if (kind == "up") {
    change.availability = Availability::up;
    change.error = "";
  } else if (kind == "slow" || kind == "lente" || kind == "lent") {
    const auto delay = read_typed_delay(rest);
    if (!delay) return std::nullopt;
    using base::DelayUnit;
    const std::int64_t unit = delay->unit == DelayUnit::minutes ? 1
                              : delay->unit == DelayUnit::hours ? 60
                              : delay->unit == DelayUnit::days  ? base::kMinutesPerDay
                                                                : 0;
    if (unit == 0) return std::nullopt;
    change.latency_minutes = unit * delay->count;
  } else if ((kind == "error" || kind == "erreur") && !rest.empty()) {
    change.error = rest;
  } else {
    return std::nullopt;
  }
  return change;
}

// The procedure as a scenario written there names it: its id, nothing in its own folder, or the way to its file.
std::string named_from(const fs::path& folder, const std::string& id, const fs::path& file) {
  if (folder.filename() == "scenarios" && folder.parent_path() == file.parent_path()) return {};
  if (!id.empty()) return id;
  return file.lexically_relative(folder).string();
}

}  // namespace

void PlayLoop::fault(const Typed& rest, bool repaired) {
  const model::Agencies& agencies = game_.world().reference.agencies;
  std::vector<std::string> known;
  for (const auto& [agency, api] : apis_used(game_.procedure(), agencies))
    if (std::ranges::find(known, agency) == known.end()) known.push_back(agency);
  if (rest.empty()) {
    Page page = session_.page();
    add_behaviours(page, game_, words_);
    return session_.print(page);
  }
  const std::string agency = rest.front().substr(0, rest.front().find('/'));
  const std::string api = agency == rest.front() ? std::string{} : rest.front().substr(agency.size() + 1);
  if (std::ranges::find(known, agency) == known.end() || (!api.empty() && agencies.find_api(agency, api) == nullptr)) {
    say(N_("no administration of this procedure is called '{word}'"), {{"word", rest.front()}});
    return say(base::tr(session_.lang(), base::expected_one_of(agency, known)));
  }
  auto change = change_typed(Typed{rest.begin() + 1, rest.end()});
  if (repaired) {
    change = agency::BehaviourChange{};
    change->availability = Availability::up;
    change->error = "";
    const model::Api& described = agencies.find(agency)->apis.front();
    change->latency_minutes = described.behaviour.latency_minutes;
  }
  if (!change) return say(N_("say how it behaves: down, slow 2 hours, error 502, or up"));
  const auto taken = game_.take({.span = {}, .what = scenario::Fault{.agency = agency, .api = api, .change = *change}});
  if (!taken.ok()) return say(taken.failure());
  Page page = session_.page();
  add_behaviours(page, game_, words_);
  session_.print(page);
}

void PlayLoop::save(const Typed& rest) {
  if (rest.empty())
    return say(N_("in which file? for example: {command}"),
               {{"command", verb_word(Verb::save, session_.lang()) + " mon-cas.yaml"}});
  const fs::path path{rest.front()};
  const fs::path place = fs::absolute(path).lexically_normal();
  const std::string id = path.stem().string();
  if (path.extension() != ".yaml" || !load::is_name(id, load::Naming::dashed))
    return say(N_("a scenario is named with small letters without accents, digits and hyphens, then .yaml"));
  std::error_code none;
  if (fs::exists(place, none) && !written_.contains(place))
    return say(N_("{path} exists already: nothing was written"), {{"path", path.string()}});

  auto finished = game_.finished();
  if (!finished.ok()) return say(finished.failure());
  finished->id = id;
  finished->procedure =
      named_from(place.parent_path(), named_, fs::absolute(game_.procedure().path).lexically_normal());
  std::string title;
  for (std::size_t i = 1; i < rest.size(); ++i) title += (title.empty() ? "" : " ") + rest[i];
  const auto record = game_.record();
  if (!record.ok()) return say(record.failure());
  const model::State& state = game_.procedure().main().states[record->state.main.state.index];
  finished->title = {.text = title, .english = {}};
  if (title.empty()) finished->title.text = state.title.empty() ? state.name : state.title.text;

  const std::string text = scenario::write_scenario(*finished, game_.procedure());
  const auto holds = game_.holds(text, path.string());
  if (!holds.ok()) return say(holds.failure());
  std::ofstream out{place, std::ios::binary | std::ios::trunc};
  out << text << std::flush;
  if (!out) return say(N_("{path} could not be written"), {{"path", path.string()}});
  written_.insert(place);
  game_.mark_saved();
  Page page = session_.page();
  page.line(session_.tr(N_("written: {path}"), {{"path", path.string()}}));
  if (*holds)
    page.line(session_.tr(N_("It is a test: {command} takes the same steps and expects the same end."),
                          {{"command", "guichet run " + path.string()}}));
  else
    page.line(session_.tr(N_("Read again, it does not end the same way: look at it before you rely on it.")));
  session_.print(page);
}

}  // namespace guichet::cli
