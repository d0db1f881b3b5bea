// `guichet diagram`: procedures as pictures, for a screen, a printer or a class.
#include "diagram/views.h"

#include <algorithm>
#include <charconv>
#include <memory>
#include <nlohmann/json.hpp>

#include "cli/commands.h"
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

// One picture, of one view.
class Drawing {
 public:
  Drawing(Session& session, const Request& request, const diagram::View& view, DiagramOutput& output)
      : session_{session},
        request_{request},
        view_{view},
        output_{output} {
    settings_.lang = session.lang();
    if (request.has("--fast")) settings_.effort = layout::Effort::fast;
    const std::string page = request.value("--page");
    settings_.page = page == "prof"      ? diagram::PageKind::teacher
                     : page == "eleve"   ? diagram::PageKind::pupil
                     : page == "corrige" ? diagram::PageKind::key
                                         : diagram::PageKind::none;
    if (request.value("--paper") == "a3") settings_.paper = diagram::Paper::a3;
    settings_.word_bank = !request.has("--no-bank");
    if (const std::string level = request.value("--level"); !level.empty()) settings_.level = level[0] - '0';
    const std::string seed = request.value("--seed", "7");
    std::from_chars(seed.data(), seed.data() + seed.size(), settings_.seed);
  }

  // `many`: several pictures are asked for, so --out is a folder.
  int draw(const diagram::Subject& subject, const std::string& name, bool many) {
    const auto picture = view_.draw(subject, settings_);
    if (!picture.ok()) {
      complain(session_, picture.failure().sentence);
      return kWrong;
    }
    for (const base::Message& finding : picture->findings)
      session_.err << session_.tr(N_("{procedure}: {sentence}"),
                                  {{"procedure", subject.procedure().id},
                                   {"sentence", base::tr(session_.lang(), finding)}})
                   << '\n';
    if (request_.has("--metrics")) {
      Json drawings = Json::array();
      for (const layout::Metrics& metrics : picture->metrics) drawings.push_back(json_of(metrics));
      session_.out << Json{{"procedure", name}, {"view", view_.name}, {"drawings", std::move(drawings)}}.dump(2)
                   << '\n'
                   << std::flush;
      return kFine;
    }
    return output_.write(picture->sheets, subject, name + "-" + view_.name, many);
  }

 private:
  Session& session_;
  const Request& request_;
  const diagram::View& view_;
  DiagramOutput& output_;
  diagram::Settings settings_;
};

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
  const auto subject_of = [&](std::size_t first, std::size_t count) {
    diagram::Subject subject{{}, world.reference};
    for (std::size_t f = first; f < first + count; ++f) subject.procedures.push_back(&*files[f].loaded.procedure);
    return subject;
  };
  const std::string played = request.value("--scenario");
  if (!played.empty() && files.size() > 1)
    return misused(session, {.id = N_("a scenario is drawn on its own procedure: name one")});
  std::optional<PlayedStory> story;
  if (!played.empty()) {
    auto told = play_story(session, world, *files.front().loaded.procedure, played);
    if (const int* failed = std::get_if<int>(&told)) return *failed;
    story = std::move(std::get<PlayedStory>(told));
  }
  const bool several = asked.size() > 1;
  for (const diagram::View& view : asked) {
    if (view.takes == diagram::View::Takes::two && files.size() != 2) {
      if (several) continue;
      return misused(session, {.id = N_("the view '{view}' takes two procedures"), .args = {{"view", view.name}}});
    }
    Drawing drawing{session, request, view, output};
    if (view.takes == diagram::View::Takes::story) {
      if (several && !story) continue;
      if (!story)
        return misused(session, {.id = N_("the view '{view}' shows a case that was played: name a scenario (--scenario)"),
                                 .args = {{"view", view.name}}});
      diagram::Subject subject = subject_of(0, 1);
      const std::string id = files.front().loaded.procedure->id;
      subject.story = &story->story;
      code = std::max(code, drawing.draw(subject, id + "-" + story->scenario, several));
      continue;
    }
    if (view.takes != diagram::View::Takes::one) {
      const std::string name = files.size() > 1 ? session.tr(N_("procedures")) : files.front().loaded.procedure->id;
      code = std::max(code, drawing.draw(subject_of(0, files.size()), name, several));
      continue;
    }
    for (std::size_t f = 0; f < files.size(); ++f)
      code = std::max(code, drawing.draw(subject_of(f, 1), files[f].loaded.procedure->id, files.size() > 1 || several));
  }
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
