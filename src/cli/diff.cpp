// `guichet diff`: two versions of a procedure, what they write differently and the shortest case on which it shows.
#include <array>
#include <nlohmann/json.hpp>

#include "check/counter_example.h"
#include "check/difference.h"
#include "check/proven.h"
#include "check/versions.h"
#include "cli/asked.h"
#include "cli/commands.h"
#include "cli/findings.h"
#include "cli/opened.h"
#include "cli/places.h"

namespace guichet::cli {

namespace {

using Json = nlohmann::ordered_json;

// The same steps for each version, with what that version then does.
struct Told {
  std::string first, second;  // files; empty when no register can make the case
};

Told tell_case(const check::Difference& difference, const check::Seen& first, const check::Seen& second,
               const std::array<std::string, 2>& named, const scenario::World& world, scenario::Agencies& agencies) {
  const check::Seen& of = difference.in_second ? second : first;
  Told told;
  for (const bool is_second : {false, true}) {
    auto scenario = check::as_scenario(of.model, world.reference, difference.played, is_second ? "difference-2" : "difference-1",
                                       base::tr(base::Lang::fr, {.id = N_("Where two versions differ")}), named[is_second ? 1 : 0]);
    if (!scenario) return {};
    scenario->title.english = base::tr(base::Lang::en, {.id = "Where two versions differ"});
    const auto proven = check::prove(std::move(*scenario), (is_second ? second : first).model.procedure, world, agencies);
    if (proven) (is_second ? told.second : told.first) = proven->text;
  }
  return told;
}

Json as_json(const std::vector<check::Change>& changes, const check::Compared& compared, const Told& told) {
  Json listed = Json::array();
  for (const check::Change& change : changes) {
    Json one{{"section", check::all_sections()[static_cast<std::size_t>(change.section)].id}, {"name", change.name}};
    if (!change.before.empty()) one["before"] = change.before;
    if (!change.after.empty()) one["after"] = change.after;
    listed.push_back(std::move(one));
  }
  Json json{{"guichet", GUICHET_VERSION}, {"changes", std::move(listed)}, {"complete", compared.complete}, {"ways", compared.ways}};
  if (compared.difference) {
    json["difference"] = {{"first", compared.difference->first}, {"second", compared.difference->second}};
    if (!told.first.empty()) json["difference"]["scenario-1"] = told.first;
    if (!told.second.empty()) json["difference"]["scenario-2"] = told.second;
  }
  return json;
}

void add_changes(Session& session, Page& page, const std::vector<check::Change>& changes) {
  std::optional<check::Change::Section> section;
  for (const check::Change& change : changes) {
    if (section != change.section) page.heading(session.tr(check::all_sections()[static_cast<std::size_t>(change.section)].title));
    section = change.section;
    page.line(change.name, 2, Tone::strong);
    if (!change.before.empty()) page.line("- " + change.before, 4, Tone::bad);
    if (!change.after.empty()) page.line("+ " + change.after, 4, Tone::good);
  }
}

}  // namespace

int run_diff(Session& session, const Request& request) {
  if (request.arguments.size() != 2)
    return misused(session, {.id = N_("`guichet diff` compares two procedures")},
                   base::Message{.id = N_("the name of a procedure (guichet list), a folder or a file, twice")});
  const auto world = find_world(session);
  if (!world.ok()) return world_failed(session, world.failure());
  if (const auto misuse = unknown_procedure(*world, request.arguments)) return misused(session, misuse->sentence, misuse->hint);
  auto agencies = scenario::Agencies::open(*world);
  if (!agencies.ok()) return world_failed(session, agencies.failure());

  std::vector<load::LoadedFile> files;
  std::array<std::string, 2> named;
  const std::string out = request.value("--out");
  for (std::size_t i = 0; i < 2; ++i) {
    auto file = scenario::open_procedure(*world, request.arguments[i]);
    if (!file.ok()) return world_failed(session, file.failure());
    tell(session, *file);
    if (!file->loaded.procedure) return kWrong;
    named.at(i) = named_from(*world, request.arguments[i], file->source.path, out.empty() ? "." : out);
    files.push_back(std::move(*file));
  }
  const model::Procedure& before = *files[0].loaded.procedure;
  const model::Procedure& after = *files[1].loaded.procedure;
  const auto changes = check::changes(before, after);
  const check::Options one_member = check::with_members({}, before.machines.size() + after.machines.size() > 2 ? 1 : 3);
  const check::Seen first{before, *world, one_member};
  const check::Seen second{after, *world, one_member};
  const check::Compared compared = check::compare(first, check::edges_of(first.model, first.explored), second);
  const Told told = compared.difference ? tell_case(*compared.difference, first, second, named, *world, *agencies) : Told{};
  for (const auto& [name, text] : {std::pair{"difference-1.yaml", &told.first}, std::pair{"difference-2.yaml", &told.second}})
    if (!out.empty() && !text->empty())
      if (const auto written = write_into(out, name, *text); !written.ok()) return world_failed(session, written.failure());

  const bool differ = !changes.empty() || compared.difference;
  if (request.value("--format", "text") == "json") {
    session.out << as_json(changes, compared, told).dump(2, ' ', false, Json::error_handler_t::replace) << "\n" << std::flush;
    return differ ? kWrong : kFine;
  }
  Page page = session.page();
  page.title(before.title.in(session.lang()));
  if (changes.empty()) page.line(session.tr(N_("Nothing is written differently.")), 2);
  add_changes(session, page, changes);
  page.heading(session.tr(N_("On a case")));
  if (!compared.difference) {
    page.line(base::tr(session.lang(), {.id = compared.complete ? N_("Every different thing that can happen was done in both ({count} ways): the same came of it.")
                                                               : N_("The same came of {count} ways; not everything was tried."),
                                        .args = {{"count", std::to_string(compared.ways)}}}),
              2);
  } else {
    page.line(session.tr(N_("The shortest on which they differ. The first does:")), 2);
    for (const std::string& line : compared.difference->first) page.line("- " + line, 4, Tone::bad);
    page.line(session.tr(N_("and the second:")), 2);
    for (const std::string& line : compared.difference->second) page.line("+ " + line, 4, Tone::good);
    if (!told.first.empty() && out.empty()) page.verbatim("\n" + told.first);
    if (told.first.empty()) page.line(session.tr(N_("No register answers so: it was played on the engine, and is no scenario.")), 2);
  }
  session.print(page);
  return differ ? kWrong : kFine;
}

}  // namespace guichet::cli
