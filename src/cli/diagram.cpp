// `guichet diagram`: procedures as pictures, for a screen, a printer or a class.
#include "diagram/views.h"

#include <algorithm>
#include <charconv>
#include <fstream>
#include <memory>
#include <nlohmann/json.hpp>

#include "cli/commands.h"
#include "cli/findings.h"
#include "cli/places.h"
#include "diagram/formats.h"
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

base::Outcome write(const fs::path& path, const std::string& bytes) {
  std::error_code error;
  if (path.has_parent_path()) fs::create_directories(path.parent_path(), error);
  std::ofstream out{path, std::ios::binary};
  out << bytes << std::flush;
  if (!error && out) return base::Done{};
  return base::Failure{{.id = N_("{path} could not be written"), .args = {{"path", path.string()}}}};
}

// One picture, of one view.
class Drawing {
 public:
  Drawing(Session& session, const Request& request, const diagram::View& view)
      : session_{session},
        request_{request},
        view_{view},
        format_{*diagram::find_format(request.value("--format", "svg"))},
        theme_{*diagram::theme_named(request.value("--theme", "colour"))} {
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
    return output(picture->sheets, name, many);
  }

 private:
  int output(const std::vector<diagram::Sheet>& sheets, const std::string& name, bool many) {
    const std::string given = request_.value("--out");
    if (given.empty()) {
      const auto bytes = format_.write(sheets, theme_);
      if (!bytes.ok()) return world_failed(session_, bytes.failure());
      session_.out << *bytes << std::flush;
      return kFine;
    }
    std::error_code none;
    const bool folder = many || given.ends_with('/') || fs::is_directory(given, none);
    const fs::path base = folder ? fs::path{given} / (name + "-" + view_.name) : fs::path{given}.replace_extension();
    const bool apart = !format_.all_sheets && sheets.size() > 1;
    for (std::size_t s = 0; s < (apart ? sheets.size() : 1); ++s) {
      const auto bytes = format_.write(apart ? std::vector{sheets[s]} : sheets, theme_);
      if (!bytes.ok()) return world_failed(session_, bytes.failure());
      fs::path path = base;
      if (apart) path += "-" + std::to_string(s + 1);
      path += std::string{"."} + format_.extension;
      if (const auto written = write(path, *bytes); !written.ok()) return world_failed(session_, written.failure());
      session_.err << session_.tr(N_("written: {path}"), {{"path", path.string()}}) << '\n';
    }
    return kFine;
  }

  Session& session_;
  const Request& request_;
  const diagram::View& view_;
  const diagram::Format& format_;
  diagram::Theme theme_;
  diagram::Settings settings_;
};

}  // namespace

int run_diagram(Session& session, const Request& request) {
  const auto world = find_world(session);
  if (!world.ok()) return world_failed(session, world.failure());
  const diagram::View* view = diagram::find_view(request.value("--view", "process"));
  if (view == nullptr) {
    std::vector<std::string> names;
    for (const diagram::View& known : diagram::views()) names.emplace_back(known.name);
    return misused(session,
                   {.id = N_("no view is called '{word}'"), .args = {{"word", request.value("--view")}}},
                   base::expected_one_of(request.value("--view"), names));
  }
  const auto words = asked_procedures(*world, request.arguments);
  std::vector<load::LoadedFile> files;
  int code = kFine;
  for (const std::string& word : words) {
    if (!is_there(*world, word))
      return misused(session, {.id = N_("no procedure, folder or file is called '{word}'"), .args = {{"word", word}}},
                     base::expected_one_of(word, scenario::procedure_ids(world->root)));
    auto file = scenario::open_procedure(*world, word);
    if (!file.ok()) return world_failed(session, file.failure());
    tell(session, *file);
    if (file->loaded.procedure)
      files.push_back(std::move(*file));
    else
      code = kWrong;
  }
  if (view->takes == diagram::View::Takes::two && files.size() != 2)
    return misused(session, {.id = N_("the view '{view}' takes two procedures"), .args = {{"view", view->name}}});
  if (files.empty()) return kWrong;
  Drawing drawing{session, request, *view};
  const auto subject_of = [&](std::size_t first, std::size_t count) {
    diagram::Subject subject{{}, world->reference};
    for (std::size_t f = first; f < first + count; ++f) subject.procedures.push_back(&*files[f].loaded.procedure);
    return subject;
  };
  if (view->takes != diagram::View::Takes::one)
    return std::max(code, drawing.draw(subject_of(0, files.size()), files.front().loaded.procedure->id, false));
  for (std::size_t f = 0; f < files.size(); ++f)
    code = std::max(code, drawing.draw(subject_of(f, 1), files[f].loaded.procedure->id, files.size() > 1));
  return code;
}

}  // namespace guichet::cli
