#include "load/edited.h"

#include <filesystem>

#include "base/sha256.h"
#include "load/check_format.h"
#include "load/draft.h"
#include "load/words.h"
#include "load/yaml.h"

namespace guichet::load {

namespace {

// In procedures/<id>/procedure.yaml the folder is the id: what other files call it by.
void check_folder(Draft& draft, const std::string& path) {
  const std::filesystem::path file{path};
  const std::filesystem::path folder = file.parent_path();
  if (file.filename() != "procedure.yaml" || folder.parent_path().filename() != "procedures") return;
  const Node* id = draft.root.find("procedure");
  if (id != nullptr && id->text != folder.filename().string())
    draft.report.warning(id->span, {.id = N_("'{name}' lies in the folder '{folder}'"),
                                    .args = {{"name", id->text}, {"folder", folder.filename().string()}}},
                         base::Message{.id = N_("name both alike")});
}

void read_head(Draft& draft, const base::Source& source) {
  model::Procedure& procedure = draft.procedure;
  const Node* id = draft.root.find("procedure");
  procedure.id = text_of(id);
  if (id != nullptr && id->is_scalar() && !is_name(id->text, Naming::dashed))
    quoted(draft.report, id->span, N_("'{name}' cannot be a name"), id->text,
           base::Message{.id = N_("letters without accents, digits and -")});
  procedure.version = as_whole(text_of(draft.root.find("version"))).value_or(1);
  procedure.title = title_of(draft.root.find("title"), find(draft.english, "title"));
  for (const Node* name : names_in(draft.root.find("sources"))) procedure.sources.push_back(source_of(draft, name).id);
  procedure.path = source.path;
  procedure.text = source.text;
  procedure.digest = base::sha256_hex(source.text);
  procedure.milestones = draft.milestones.words;
}

void read_all(Draft& draft, const base::Source& source) {
  if (!collect_names(draft)) {
    const Node* states = draft.root.find("states");
    if (states != nullptr && states->is_map() && states->entries.empty())
      draft.report.error(states->span, {.id = N_("a procedure has at least one state")});
    return;
  }
  read_head(draft, source);
  check_folder(draft, source.path);
  read_data(draft);
  read_actors(draft);
  read_purposes(draft);
  read_events(draft);
  read_states(draft);
  read_deadlines(draft);
  read_phases(draft);
  read_properties(draft);
  lay_out_transitions(draft);
  check_exchanges(draft);
  check_decide_chains(draft);
  if (!draft.report.has_errors()) check_data_used(draft);  // what a mistake left unread is not unused
}

}  // namespace

Loaded load_edited(const Node& root, const base::Source& source, const model::Reference& reference, const base::Source* english) {
  Loaded loaded;
  Report report{loaded.diagnostics};
  check_format(root, kProcedureFormat, report);
  const Parsed words = english == nullptr ? Parsed{} : parse_yaml(*english);
  Draft draft{.root = root, .english = words.node ? &*words.node : nullptr, .reference = reference, .report = report};
  read_all(draft, source);
  if (!loaded.diagnostics.has_errors()) loaded.procedure = std::move(draft.procedure);
  loaded.diagnostics.sort();
  return loaded;
}

Loaded load_procedure(const Node& root, const base::Source& source, const model::Reference& reference) {
  return load_edited(root, source, reference, nullptr);
}

Loaded load_procedure(const base::Source& source, const model::Reference& reference, const base::Source* english) {
  Loaded loaded;
  Parsed parsed = parse_yaml(source);
  loaded.diagnostics = std::move(parsed.diagnostics);
  Parsed words;
  Report report{loaded.diagnostics};
  if (parsed.node) {
    check_format(*parsed.node, kProcedureFormat, report);
    const Node* words_node = nullptr;
    if (english != nullptr) {
      words = parse_yaml(*english);
      Report english_report{loaded.diagnostics, english->path};
      english_report.append(words.diagnostics);
      if (words.node) check_english(*words.node, *parsed.node, kProcedureFormat, english_report);
      if (words.node) words_node = &*words.node;
    }
    Draft draft{.root = *parsed.node, .english = words_node, .reference = reference, .report = report};
    read_all(draft, source);
    if (!loaded.diagnostics.has_errors()) loaded.procedure = std::move(draft.procedure);
  }
  loaded.diagnostics.sort();
  return loaded;
}

base::Result<LoadedFile> load_procedure_file(const std::string& path, const model::Reference& reference) {
  auto source = read_file(path);
  if (!source) return source.failure();
  LoadedFile file{.source = std::move(*source)};
  const std::filesystem::path place{path};
  const std::string beside = (place.parent_path() / "en.yaml").string();
  std::error_code none;
  if (place.filename() == "procedure.yaml" && std::filesystem::exists(beside, none)) {
    auto english = read_file(beside);
    if (!english) return english.failure();
    file.english = std::move(*english);
  }
  file.loaded = load_procedure(file.source, reference, file.english ? &*file.english : nullptr);
  return file;
}

}  // namespace guichet::load
