// `guichet play`: a case at the terminal, one act after the other. Nothing is kept but what is saved.
#include "cli/commands.h"
#include "cli/findings.h"
#include "cli/places.h"
#include "cli/play_loop.h"
#include "cli/play_values.h"
#include "cli/selection.h"
#include "load/yaml.h"

namespace guichet::cli {

namespace {

namespace fs = std::filesystem;

constexpr const char* kFirstMoment = "2026-03-02T09:00";  // the registers stand as of January

// What is to be played: a procedure, and a scenario to go on from, empty when the game starts at the beginning.
struct Subject {
  std::string procedure;  // as open_procedure() takes it
  std::string named;      // its id, when it is installed
  std::optional<scenario::Scenario> begun;
};

bool is_scenario(const fs::path& file) {
  const auto source = load::read_file(file.string());
  return source.ok() &&
         (source->text.starts_with("scenario:") || source->text.find("\nscenario:") != std::string::npos);
}

// Nothing after a mistake that was told; its exit code is then in `code`.
std::optional<Subject> find_subject(Session& session, const scenario::World& world, const std::string& given,
                                    int& code) {
  std::error_code none;
  const std::vector<std::string> ids = scenario::procedure_ids(world.root);
  const bool on_disk = fs::exists(given, none);
  if (!on_disk && std::ranges::find(ids, given) == ids.end()) {
    code = misused(session, {.id = N_("no procedure, folder or file is called '{word}'"), .args = {{"word", given}}},
                   base::expected_one_of(given, ids));
    return std::nullopt;
  }
  if (!on_disk) return Subject{.procedure = given, .named = given, .begun = {}};
  if (!fs::is_regular_file(given, none) || !is_scenario(given))
    return Subject{.procedure = given, .named = {}, .begun = {}};
  const auto source = load::read_file(given);
  auto loaded = scenario::load_scenario(*source);
  tell(session, *source, loaded.diagnostics);
  code = kWrong;
  if (!loaded.scenario) return std::nullopt;
  const std::string procedure = procedure_of(given, loaded.scenario->procedure);
  if (procedure.empty()) {
    code = misused(session, {.id = N_("this scenario says no procedure, and is in the folder scenarios/ of none")},
                   base::Message{.id = N_("write `procedure:` and the name or the file of one")});
    return std::nullopt;
  }
  const bool installed = std::ranges::find(ids, procedure) != ids.end();
  return Subject{.procedure = procedure, .named = installed ? procedure : "", .begun = std::move(loaded.scenario)};
}

// "ville=lyon-3,mairie=paris-11"
std::optional<base::Message> read_places(const std::string& text, const model::Agencies& agencies,
                                         std::map<std::string, std::string>& places) {
  std::string_view left = text;
  while (!left.empty()) {
    const std::string one{left.substr(0, left.find(','))};
    left.remove_prefix(std::min(one.size() + 1, left.size()));
    const std::size_t equals = std::min(one.find('='), one.size());
    const model::Agency* agency = agencies.find(one.substr(0, equals));
    const std::string name = equals < one.size() ? one.substr(equals + 1) : std::string{};
    if (agency == nullptr || std::ranges::find(agency->places, name, &model::Place::name) == agency->places.end())
      return base::Message{.id = N_("'{word}' is no place: write for example ville=lyon-3"), .args = {{"word", one}}};
    places[agency->name] = name;
  }
  return std::nullopt;
}

// Who, where and when, from the options or by asking; false when the input ended.
base::Result<bool> ask_head(const Request& request, Questions& questions, const model::Procedure& procedure,
                            const scenario::World& world, scenario::Scenario& head) {
  const bool has_person =
      std::ranges::find(procedure.actors, model::Role::citizen, &model::Actor::role) != procedure.actors.end();
  head.citizen = request.value("--citizen");
  if (head.citizen.empty() && has_person) {
    const auto person = questions.person();
    if (!person.ok()) return person.failure();
    if (!*person) return false;
    head.citizen = **person;
  }
  for (const model::Attribute& attribute : procedure.attributes) {  // a place matters where its facts are read
    if (procedure.text.find(attribute.name) == std::string::npos) continue;
    const model::Agency* agency = world.reference.agencies.find(privacy::agency_id(procedure[attribute.actor]));
    if (agency == nullptr || agency->places.size() < 2 || head.places.contains(agency->name)) continue;
    const auto place = questions.place(*agency);
    if (!place) return false;
    head.places[agency->name] = *place;
  }
  return true;
}

int play(Session& session, const Request& request, const scenario::World& world, const model::Procedure& procedure,
         Subject subject) {
  Prompt prompt{session};
  Questions questions{session, prompt, world};
  scenario::Scenario head = subject.begun.value_or(scenario::Scenario{});
  if (!subject.begun) {
    const auto start = read_typed_moment(request.value("--start", kFirstMoment));
    if (!start)
      return misused(session, {.id = N_("'{word}' is no date: 2026-04-01, or 2026-04-01 10:00"),
                               .args = {{"word", request.value("--start")}}});
    head.start = *start;
    if (const auto wrong = read_places(request.value("--place"), world.reference.agencies, head.places))
      return misused(session, *wrong);
    if (const std::string citizen = request.value("--citizen"); !citizen.empty()) {
      const auto known = questions.is_known(citizen);
      if (!known.ok()) return world_failed(session, known.failure());
      if (!*known) return misused(session, {.id = N_("nobody is called '{word}' here"), .args = {{"word", citizen}}});
    }
    Page page = session.page();
    page.title(procedure.title.in(session.lang()));
    session.print(page);
    const auto asked = ask_head(request, questions, procedure, world, head);
    if (!asked.ok()) return world_failed(session, asked.failure());
    if (!*asked) return kFine;
  }
  if (subject.begun) session.print(session.page().title(procedure.title.in(session.lang())));
  auto agencies = scenario::Agencies::open(world);
  if (!agencies.ok()) return world_failed(session, agencies.failure());
  auto game = Game::open(std::move(head), procedure, world, *agencies);
  if (!game.ok()) return world_failed(session, game.failure());
  PlayLoop loop{session, prompt, *game, subject.named};
  if (const auto done = loop.run(); !done.ok()) return world_failed(session, done.failure());
  Page end = session.page();
  end.verbatim("\n");
  end_report(session, end);
  session.print(end);
  return kFine;
}

}  // namespace

int run_play(Session& session, const Request& request) {
  const auto world = find_world(session);
  if (!world.ok()) return world_failed(session, world.failure());
  int code = kFine;
  auto subject = find_subject(session, *world, request.arguments.front(), code);
  if (!subject) return code;
  const auto file = scenario::open_procedure(*world, subject->procedure);
  if (!file.ok()) return world_failed(session, file.failure());
  tell(session, *file);
  if (!file->loaded.procedure) return kWrong;
  if (subject->begun) {
    const base::Diagnostics wrong = scenario::check_against(*subject->begun, *file->loaded.procedure);
    tell(session, subject->begun->source, wrong);
    if (wrong.has_errors()) return kWrong;
  }
  return play(session, request, *world, *file->loaded.procedure, std::move(*subject));
}

}  // namespace guichet::cli
