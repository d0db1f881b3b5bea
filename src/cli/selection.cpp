#include "cli/selection.h"

#include <algorithm>
#include <optional>

#include "load/yaml.h"

namespace guichet::cli {

namespace {

namespace fs = std::filesystem;
using Files = std::vector<fs::path>;

// A file without `scenario` that has what a procedure has.
bool is_procedure(const fs::path& file) {
  if (file.filename() == "procedure.yaml") return true;
  const auto source = load::read_file(file.string());
  if (!source.ok() || load::read_key(*source, "scenario")) return false;
  return load::read_key(*source, "procedure") || load::read_key(*source, "states");
}

class Selector {
 public:
  explicit Selector(const scenario::World& world) : world_{world}, ids_{scenario::procedure_ids(world.root)} {}

  std::optional<Misuse> add(const std::string& word) {
    if (word == "all") {
      for (const std::string& id : ids_) add_all(scenario_folder(id));
      return std::nullopt;
    }
    std::error_code none;
    if (fs::is_regular_file(word, none)) return add_file(word);
    if (fs::is_directory(word, none) && fs::exists(fs::path{word} / "procedure.yaml", none))
      return add_folder(word, word);
    if (std::ranges::find(ids_, word) != ids_.end()) return add_folder(scenario_folder(word), word);
    return add_named(word);
  }

  Files take() { return std::move(files_); }
 private:
  [[nodiscard]] fs::path scenario_folder(const std::string& id) const { return world_.root / "procedures" / id; }

  void add_one(const fs::path& file) {
    if (std::ranges::find(files_, file) == files_.end()) files_.push_back(file);
  }
  bool add_all(const fs::path& folder) {
    const Files found = scenario::scenario_files(folder);
    for (const fs::path& file : found) add_one(file);
    return !found.empty();
  }
  std::optional<Misuse> add_folder(const fs::path& folder, const std::string& word) {
    if (add_all(folder)) return std::nullopt;
    return Misuse{{.id = N_("'{word}' has no scenarios"), .args = {{"word", word}}},
                  base::Message{.id = N_("write one in its folder scenarios/: see docs/scenarios.md")}};
  }
  std::optional<Misuse> add_file(const std::string& word) {
    if (is_procedure(word)) return add_folder(fs::path{word}.parent_path(), word);
    add_one(word);
    return std::nullopt;
  }

  // "accordee", or "carte-stationnement/accordee" when several procedures have one of that name.
  std::optional<Misuse> add_named(const std::string& word) {
    std::vector<std::string> few = ids_;
    few.emplace_back("all");
    std::vector<std::string> names = few;
    Files found;
    std::vector<std::string> owners;
    for (const std::string& id : ids_)
      for (const fs::path& file : scenario::scenario_files(scenario_folder(id))) {
        const std::string name = file.stem().string();
        std::string whole = id;
        whole.append("/").append(name);
        names.push_back(name);
        if (word != name && word != whole) continue;
        found.push_back(file);
        owners.push_back(std::move(whole));
      }
    if (found.size() == 1) {
      add_one(found.front());
      return std::nullopt;
    }
    if (found.empty())
      return Misuse{{.id = N_("no scenario, procedure, folder or file is called '{word}'"), .args = {{"word", word}}},
                    base::expected_one_of(word, base::nearest(word, names).empty() ? few : names)};
    std::string list;
    for (const std::string& owner : owners) list += (list.empty() ? "" : ", ") + owner;
    return Misuse{{.id = N_("several procedures have a scenario called '{word}'"), .args = {{"word", word}}},
                  base::Message{.id = N_("say which one: {words}"), .args = {{"words", list}}}};
  }

  const scenario::World& world_;
  std::vector<std::string> ids_;
  Files files_;
};

}  // namespace

std::variant<Files, Misuse> select_scenarios(const scenario::World& world, const std::vector<std::string>& words) {
  Selector selector{world};
  for (const std::string& word : words)
    if (auto misuse = selector.add(word)) return std::move(*misuse);
  return selector.take();
}

std::string procedure_of(const fs::path& scenario_file, const std::string& named) {
  const fs::path folder = fs::absolute(scenario_file).parent_path();
  if (named.find('/') != std::string::npos || named.ends_with(".yaml"))
    return (folder / named).lexically_normal().string();
  std::error_code none;
  const fs::path own = folder.parent_path() / "procedure.yaml";
  const bool beside = folder.filename() == "scenarios" && fs::is_regular_file(own, none);
  // A scenario in its procedure's own folder means that very file, even when another of that name is installed.
  if (beside && (named.empty() || named == folder.parent_path().filename())) return own.string();
  return named;
}

}  // namespace guichet::cli
