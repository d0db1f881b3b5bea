#include "load/reference.h"

#include <algorithm>
#include <filesystem>

#include "load/check_format.h"
#include "load/draft.h"
#include "load/reference_reader.h"
#include "load/words.h"
#include "load/yaml.h"

namespace guichet::load {

namespace {

namespace fs = std::filesystem;

// Reads one file of the folder and keeps it when it is faulty.
class Folder {
 public:
  Folder(fs::path path, std::vector<FaultyFile>& faulty) : path_{std::move(path)}, faulty_{faulty} {}

  [[nodiscard]] bool has(const char* name) const {
    std::error_code none;
    return fs::exists(path_ / name, none);
  }
  [[nodiscard]] base::Result<base::Source> open(const fs::path& name) const { return read_file((path_ / name).string()); }

  // `name` in sorted order; empty when there is no such folder.
  [[nodiscard]] std::vector<fs::path> yaml_files(const char* name) const {
    std::vector<fs::path> files;
    std::error_code error;
    for (fs::directory_iterator it{path_ / name, error}, end; !error && it != end; it.increment(error))
      if (it->path().extension() == ".yaml") files.push_back(fs::path{name} / it->path().filename());
    std::ranges::sort(files);
    return files;
  }

  void keep(base::Source source, base::Diagnostics diagnostics) {
    if (diagnostics.empty()) return;
    diagnostics.sort();
    faulty_.push_back({std::move(source), std::move(diagnostics)});
  }

 private:
  fs::path path_;
  std::vector<FaultyFile>& faulty_;
};

void check_table_names(const std::vector<expr::Table>& tables, const expr::Table& table, const fs::path& file, base::Diagnostics& diagnostics) {
  Report report{diagnostics};
  if (table.name != file.stem().string())
    report.error({}, {.id = N_("the table '{name}' lies in the file '{file}'"), .args = {{"name", table.name}, {"file", file.filename().string()}}},
                 base::Message{.id = N_("name both alike")});
  if (std::ranges::find(tables, table.name, &expr::Table::name) != tables.end())
    report.error({}, {.id = N_("'{name}' stands here twice"), .args = {{"name", table.name}}});
}

}  // namespace

bool LoadedReference::has_errors() const {
  return std::ranges::any_of(faulty, [](const FaultyFile& file) { return file.diagnostics.has_errors(); });
}

std::optional<Node> read_format(const base::Source& source, const Format& format, base::Diagnostics& diagnostics) {
  Parsed parsed = parse_yaml(source);
  Report report{diagnostics};
  report.append(parsed.diagnostics);
  if (parsed.node) check_format(*parsed.node, format, report);
  return std::move(parsed.node);
}

model::SourceRef known_source(const Node* node, const model::Sources& sources, Report& report) {
  const std::string id = text_of(node);
  if (id.empty() || id == "choice" || id == "unknown" || sources.contains(id) || report.is_full()) return {id};
  std::vector<std::string> known{"choice", "unknown"};
  for (const auto& [name, entry] : sources) known.push_back(name);
  const bool near = !base::nearest(id, known).empty();
  report.error(node->span, {.id = N_("unknown source '{name}'"), .args = {{"name", id}}},
               near ? base::expected_one_of(id, known) : base::Message{.id = N_("source: an id of data/sources.yaml, choice or unknown")});
  return {id};
}

std::map<std::string, std::string> pairs_in(const Node* node) {
  std::map<std::string, std::string> pairs;
  if (node != nullptr)
    for (const Node::Entry& entry : node->entries) pairs.emplace(entry.key, text_of(&entry.value));
  return pairs;
}

std::vector<std::string> words_in(const Node* node) {
  std::vector<std::string> words;
  for (const Node* name : names_in(node)) words.push_back(name->text);
  return words;
}

model::Sources read_sources(const base::Source& source, const base::Source* english, base::Diagnostics& diagnostics) {
  model::Sources sources;
  const auto root = read_format(source, kSourcesFormat, diagnostics);
  const auto words = english == nullptr ? std::nullopt : parse_yaml(*english).node;
  const Node* all = root ? root->find("sources") : nullptr;
  if (all == nullptr) return sources;
  for (const Node::Entry& entry : all->entries) {
    const Node* translated = words ? find(find(find(&*words, "sources"), entry.key), "title") : nullptr;
    sources[entry.key] = {.id = entry.key,
                          .title = title_of(entry.value.find("title"), translated),
                          .date = text_of(entry.value.find("date")),
                          .url = text_of(entry.value.find("url")),
                          .to_verify = as_truth(text_of(entry.value.find("to-verify"))).value_or(false)};
  }
  return sources;
}

base::Result<LoadedReference> load_reference(const std::string& data_dir) {
  LoadedReference loaded;
  Folder folder{data_dir, loaded.faulty};
  auto sources = folder.open("sources.yaml");
  if (!sources) return sources.failure();
  auto agencies = folder.open("agencies.yaml");
  if (!agencies) return agencies.failure();
  std::optional<base::Source> english;
  if (folder.has("en.yaml")) {
    auto opened = folder.open("en.yaml");
    if (!opened) return opened.failure();
    english = std::move(*opened);
    folder.keep(*english, parse_yaml(*english).diagnostics);
  }
  const base::Source* words = english ? &*english : nullptr;

  base::Diagnostics diagnostics;
  loaded.reference.sources = read_sources(*sources, words, diagnostics);
  folder.keep(std::move(*sources), std::move(diagnostics));
  const model::Sources& known = loaded.reference.sources;

  diagnostics = {};
  loaded.reference.agencies = read_agencies(*agencies, words, known, diagnostics);
  folder.keep(std::move(*agencies), std::move(diagnostics));

  for (const fs::path& file : folder.yaml_files("tables")) {
    auto opened = folder.open(file);
    if (!opened) return opened.failure();
    diagnostics = {};
    expr::Table table = read_table(*opened, known, diagnostics);
    if (!diagnostics.has_errors()) check_table_names(loaded.reference.tables, table, file, diagnostics);
    loaded.reference.tables.push_back(std::move(table));
    folder.keep(std::move(*opened), std::move(diagnostics));
  }
  if (folder.has("holidays.yaml")) {
    auto opened = folder.open("holidays.yaml");
    if (!opened) return opened.failure();
    diagnostics = {};
    loaded.calendars = read_holidays(*opened, known, diagnostics);
    folder.keep(std::move(*opened), std::move(diagnostics));
  }
  if (loaded.calendars.empty())
    loaded.calendars.push_back({.name = "metropole", .title = {.text = "France métropolitaine"}, .calendar = base::metropolitan_france()});
  return loaded;
}

std::string render(const std::vector<FaultyFile>& faulty, base::Lang lang) {
  std::string out;
  for (const FaultyFile& file : faulty) out += base::render(file.diagnostics, file.source, lang);
  return out;
}

}  // namespace guichet::load
