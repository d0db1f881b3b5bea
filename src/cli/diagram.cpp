// `guichet diagram`: procedures as pictures, for a screen, a printer or a class.
#include "diagram/views.h"

#include <algorithm>
#include <atomic>
#include <charconv>
#include <future>
#include <nlohmann/json.hpp>
#include <thread>
#include <variant>

#include "cli/commands.h"
#include "cli/diagram_errors.h"
#include "cli/diagram_output.h"
#include "cli/diagram_story.h"
#include "cli/findings.h"
#include "cli/places.h"
#include "cli/watch.h"
#include "scenario/world.h"

namespace guichet::cli {

namespace {

namespace fs = std::filesystem;

using Json = nlohmann::ordered_json;

// `all` is every installed procedure; the rest as it is; each once.
std::vector<std::string> asked_procedures(const scenario::World& world, const std::vector<std::string>& words) {
  std::vector<std::string> all;
  const auto add = [&](const std::string& word) {
    if (std::ranges::find(all, word) == all.end()) all.push_back(word);
  };
  for (const std::string& word : words) {
    std::error_code none;
    if (word == "all") {
      for (const std::string& id : scenario::procedure_ids(world.root)) add(id);
    } else if (fs::is_directory(word, none) && !fs::exists(fs::path{word} / "procedure.yaml", none)) {
      std::vector<std::string> inside;  // a folder of procedures
      for (const auto& entry : fs::directory_iterator(word, none)) {
        if (entry.path().extension() == ".yaml" || fs::exists(entry.path() / "procedure.yaml", none))
          inside.push_back(entry.path().string());
      }
      std::ranges::sort(inside);
      std::ranges::for_each(inside, add);
    } else {
      add(word);
    }
  }
  return all;
}

bool is_there(const scenario::World& world, const std::string& given) {
  std::error_code none;
  if (fs::exists(given, none)) return true;
  return given.find('/') == std::string::npos && fs::exists(world.root / "procedures" / given / "procedure.yaml", none);
}

Json json_of(const layout::Metrics& m) {
  return {{"through", m.through},
          {"tight", m.tight},
          {"overlaps", m.overlaps},
          {"node_overlaps", m.node_overlaps},
          {"label_label", m.label_label},
          {"label_node", m.label_node},
          {"label_link", m.label_link},
          {"struck", m.struck},
          {"outside_lane", m.outside_lane},
          {"outside_text", m.outside_text},
          {"hard", m.hard()},
          {"crossings", m.crossings},
          {"bends", m.bends},
          {"links", m.links},
          {"length_px", m.length},
          {"backwards", m.backwards},
          {"lane_cover_percent", m.cover},
          {"body_tenths_pt", m.size_pt},
          {"smallest_hundredths_pt", m.smallest_pt}};
}

diagram::Settings settings_of(const Session& session, const Request& request) {
  diagram::Settings settings{.lang = session.lang()};
  if (request.has("--fast")) settings.effort = layout::Effort::fast;
  const std::string page = request.value("--page"), variant = request.value("--variant");
  settings.page = page == "prof" || page == "erreurs" ? diagram::PageKind::teacher
                  : page == "eleve" ? diagram::PageKind::pupil
                  : page == "corrige" ? diagram::PageKind::key
                                      : diagram::PageKind::none;
  settings.variant = variant == "A"   ? diagram::Settings::Variant::a
                     : variant == "B" ? diagram::Settings::Variant::b
                                      : diagram::Settings::Variant::none;
  if (request.value("--paper") == "a3") settings.paper = diagram::Paper::a3;
  settings.word_bank = !request.has("--no-bank");
  if (const std::string level = request.value("--level"); !level.empty()) settings.level = level[0] - '0';
  const std::string seed = request.value("--seed", "7");
  std::from_chars(seed.data(), seed.data() + seed.size(), settings.seed);
  return settings;
}

struct WantedPicture {
  const diagram::View& view;
  diagram::Subject subject;
  std::string name;  // of its files, when they stand in a folder
  bool many;         // several pictures are asked for, so --out is a folder
};

int tell_picture(Session& session, const Request& request, const WantedPicture& wanted,
                 const base::Result<diagram::Picture>& picture, DiagramOutput& output) {
  if (!picture.ok()) {
    complain(session, picture.failure().sentence);
    return kWrong;
  }
  for (const base::Message& finding : picture->findings)
    session.err << session.tr(N_("{procedure}: {sentence}"), {{"procedure", wanted.subject.procedure().id},
                                                              {"sentence", base::tr(session.lang(), finding)}})
                << '\n';
  if (!request.has("--metrics")) return output.write(*picture, wanted.subject, wanted.view, wanted.name, wanted.many);
  Json drawings = Json::array();
  for (const layout::Metrics& metrics : picture->metrics) drawings.push_back(json_of(metrics));
  session.out << Json{{"procedure", wanted.name}, {"view", wanted.view.name}, {"drawings", std::move(drawings)}}.dump(2)
              << '\n'
              << std::flush;
  return kFine;
}

// Several at once; told in the order they were asked for.
int draw_pictures(Session& session, const Request& request, const std::vector<WantedPicture>& wanted, DiagramOutput& output) {
  const diagram::Settings settings = settings_of(session, request);
  std::vector<std::promise<base::Result<diagram::Picture>>> promises(wanted.size());
  std::atomic<std::size_t> next = 0;
  std::vector<std::jthread> threads;
  const auto draw = [&] {
    for (std::size_t i = next++; i < wanted.size(); i = next++)
      promises[i].set_value(wanted[i].view.draw(wanted[i].subject, settings));
  };
  const std::size_t painters = std::clamp<std::size_t>(std::thread::hardware_concurrency(), 1, std::max<std::size_t>(1, wanted.size()));
  for (std::size_t t = 0; t < painters; ++t) threads.emplace_back(draw);
  int code = kFine;
  for (std::size_t i = 0; i < wanted.size(); ++i)
    code = std::max(code, tell_picture(session, request, wanted[i], promises[i].get_future().get(), output));
  return code;
}

// The sheet of an error hunt, then its key, for each procedure and each view of one procedure.
int draw_hunts(Session& session, const Request& request, const scenario::World& world, const std::vector<load::LoadedFile>& files,
               std::span<const diagram::View> asked, DiagramOutput& output) {
  const diagram::Settings settings = settings_of(session, request);
  int code = kFine;
  for (const diagram::View& view : asked) {
    if (view.takes != diagram::View::Takes::one) {
      if (asked.size() > 1) continue;
      return misused(session, {.id = N_("the view '{view}' shows no error hunt: it takes more than a procedure"), .args = {{"view", view.name}}});
    }
    for (const load::LoadedFile& file : files) {
      const auto hunt = hunt_errors(file, world, view, settings);
      const std::string& id = file.loaded.procedure->id;
      if (!hunt) {
        complain(session, {.id = N_("{procedure}: no fault could be slipped in that the check finds and the picture shows"),
                           .args = {{"procedure", id}}});
        code = kWrong;
        continue;
      }
      for (const bool answers : {false, true}) {
        const WantedPicture wanted{view, {{&hunt->procedure}, world.reference}, id + (answers ? "-erreurs-corrige" : "-erreurs"), true};
        auto picture = view.draw(wanted.subject, settings);
        if (picture.ok()) {
          picture->findings.clear();  // what is wrong with the drawing would be hints
          for (diagram::Sheet& sheet : diagram::hunt_sheets(hunt->mistakes, answers, hunt->procedure, settings))
            picture->sheets.push_back(std::move(sheet));
        }
        code = std::max(code, tell_picture(session, request, wanted, picture, output));
      }
    }
  }
  return code;
}

// One story for each file: the scenario named, else the first beside it; empty where there is none.
std::variant<std::vector<PlayedStory>, int> play_stories(Session& session, const scenario::World& world,
                                                         const std::vector<load::LoadedFile>& files, const std::string& named) {
  std::vector<PlayedStory> stories;
  for (const load::LoadedFile& file : files) {
    std::string scenario = named;
    if (scenario.empty())
      if (const auto beside = scenario::scenario_files(fs::path{file.source.path}.parent_path()); !beside.empty())
        scenario = beside.front().string();
    if (scenario.empty()) {
      stories.emplace_back();
      continue;
    }
    auto told = play_story(session, world, *file.loaded.procedure, scenario);
    if (const int* failed = std::get_if<int>(&told)) return *failed;
    stories.push_back(std::move(std::get<PlayedStory>(told)));
  }
  return stories;
}

// Every view asked for, of every procedure that could be read.
int draw_once(Session& session, const Request& request, const scenario::World& world,
              std::span<const diagram::View> asked, const std::vector<std::string>& words, DiagramOutput& output,
              std::vector<fs::path>& read) {
  std::vector<load::LoadedFile> files;
  int code = kFine;
  for (const std::string& word : words) {
    auto file = scenario::open_procedure(world, word);
    if (!file.ok()) return world_failed(session, file.failure());
    tell(session, *file);
    read.push_back(file->source.path);
    read.push_back(fs::path{file->source.path}.parent_path() / "en.yaml");
    if (file->loaded.procedure)
      files.push_back(std::move(*file));
    else
      code = kWrong;
  }
  if (files.empty()) return kWrong;
  if (request.value("--page") == "erreurs") return std::max(code, draw_hunts(session, request, world, files, asked, output));
  const auto drawings = std::make_shared<diagram::Drawings>();
  const auto subject_of = [&](std::size_t first, std::size_t count) {
    diagram::Subject subject{{}, world.reference, nullptr, drawings};
    for (std::size_t f = first; f < first + count; ++f) subject.procedures.push_back(&*files[f].loaded.procedure);
    return subject;
  };
  const std::string named = request.value("--scenario");
  if (!named.empty() && files.size() > 1)
    return misused(session, {.id = N_("a scenario is drawn on its own procedure: name one")});
  const bool several = asked.size() > 1;
  std::vector<PlayedStory> stories;  // by file
  std::vector<WantedPicture> wanted;
  for (const diagram::View& view : asked) {
    if (view.takes == diagram::View::Takes::two && files.size() != 2) {
      if (several) continue;
      return misused(session, {.id = N_("the view '{view}' takes two procedures"), .args = {{"view", view.name}}});
    }
    if (view.takes == diagram::View::Takes::story) {
      if (named.empty() && !several)
        return misused(session, {.id = N_("the view '{view}' shows a case that was played: name a scenario (--scenario)"),
                                 .args = {{"view", view.name}}});
      if (stories.empty()) {
        auto played = play_stories(session, world, files, named);
        if (const int* failed = std::get_if<int>(&played)) return *failed;
        stories = std::move(std::get<std::vector<PlayedStory>>(played));
      }
      for (std::size_t f = 0; f < files.size(); ++f) {
        if (stories[f].scenario.empty()) continue;
        wanted.push_back({view, subject_of(f, 1), files[f].loaded.procedure->id + "-" + stories[f].scenario, several});
        wanted.back().subject.story = &stories[f].story;
      }
    } else if (view.takes != diagram::View::Takes::one) {
      const std::string name = files.size() > 1 ? session.tr(N_("procedures")) : files.front().loaded.procedure->id;
      wanted.push_back({view, subject_of(0, files.size()), name, several});
    } else {
      for (std::size_t f = 0; f < files.size(); ++f)
        wanted.push_back({view, subject_of(f, 1), files[f].loaded.procedure->id, files.size() > 1 || several});
    }
  }
  code = std::max(code, draw_pictures(session, request, wanted, output));
  if (several && !request.has("--metrics")) code = std::max(code, output.write_index());
  return code;
}

}  // namespace

int run_diagram(Session& session, const Request& request) {
  const auto world = find_world(session);
  if (!world.ok()) return world_failed(session, world.failure());
  const std::string named = request.value("--view", request.value("--scenario").empty() ? "process" : "story");
  std::vector<diagram::View> asked;
  for (const diagram::View& known : diagram::views())
    if (named == "all" || named == known.name) asked.push_back(known);
  if (asked.empty()) {
    std::vector<std::string> names{"all"};
    for (const diagram::View& known : diagram::views()) names.emplace_back(known.name);
    return misused(session, {.id = N_("no view is called '{word}'"), .args = {{"word", named}}},
                   base::expected_one_of(named, names));
  }
  const auto words = asked_procedures(*world, request.arguments);
  for (const std::string& word : words)
    if (!is_there(*world, word))
      return misused(session, {.id = N_("no procedure, folder or file is called '{word}'"), .args = {{"word", word}}},
                     base::expected_one_of(word, scenario::procedure_ids(world->root)));
  const std::string seed = request.value("--seed", "7");
  if (seed.empty() || seed.size() > 9 || seed.find_first_not_of("0123456789") != std::string::npos)
    return misused(session, {.id = N_("--seed takes a whole number of at most nine digits")});
  auto output = DiagramOutput::open(session, request);
  if (!output) return kMisused;
  if (request.value("--page") == "erreurs" && request.value("--out").empty())
    return misused(session, {.id = N_("an error hunt is two files, the sheet and its key: --out FOLDER")});
  if (asked.size() > 1 && request.value("--out").empty() && !request.has("--metrics"))
    return misused(session, {.id = N_("several pictures need a folder: --out FOLDER")});
  std::vector<fs::path> read;
  const int code = draw_once(session, request, *world, asked, words, *output, read);
  if (request.has("--open"))
    for (const fs::path& path : output->paths())
      if (const auto shown = show_file(session.environment, path); !shown.ok()) return world_failed(session, shown.failure());
  if (!request.has("--watch")) return code;
  auto watch = Watch::open(read);
  if (!watch.ok()) return world_failed(session, watch.failure());
  session.err << session.tr(N_("each save draws again; Ctrl-C ends")) << std::endl;
  while (true) {
    if (const auto waited = watch->wait(); !waited.ok()) return world_failed(session, waited.failure());
    std::vector<fs::path> again;
    static_cast<void>(draw_once(session, request, *world, asked, words, *output, again));
    session.err << std::flush;
  }
}

}  // namespace guichet::cli
