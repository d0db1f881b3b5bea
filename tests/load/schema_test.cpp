// data/schema: written from the table the reader checks with, and in agreement with it on every golden.
#include "load/schema.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <set>

#include "load/check_format.h"
#include "load/golden.h"
#include "load/json_schema.h"
#include "load/yaml.h"

namespace guichet::load {
namespace {

namespace fs = std::filesystem;

std::vector<std::string> yaml_under(const fs::path& folder, std::string_view name_ending) {
  std::vector<std::string> files;
  if (!fs::exists(folder)) return files;
  for (const auto& entry : fs::recursive_directory_iterator{folder})
    if (entry.path().string().ends_with(name_ending)) files.push_back(entry.path().string());
  std::sort(files.begin(), files.end());
  return files;
}

// Empty when the schema accepts the file.
std::string schema_says(const std::string& schema, const base::Source& source) {
  const Parsed parsed = parse_yaml(source);
  if (!parsed.node || parsed.diagnostics.has_errors()) return "not YAML";
  const auto mistakes = schema_mistakes(schema, to_json(*parsed.node));
  if (!mistakes) return "the schema cannot be read";
  std::string all;
  for (const std::string& one : *mistakes) all += one + "\n";
  return all;
}

std::string reader_says(const base::Source& source, const Format& format) {
  Parsed parsed = parse_yaml(source);
  if (!parsed.node || parsed.diagnostics.has_errors()) return "not YAML";
  base::Diagnostics diagnostics;
  Report report{diagnostics};
  check_format(*parsed.node, format, report);
  return base::render(diagnostics, source, base::Lang::en);
}

TEST(Schema, FilesAreAsTheTableSays) {
  for (const Format* format : formats())
    for (const auto& [lang, code] : {std::pair{base::Lang::fr, "fr"}, std::pair{base::Lang::en, "en"}})
      expect_golden(GUICHET_SOURCE_DIR "/data/schema/" + std::string{format->name} + "." + code + ".json", write_schema(*format, lang));
}

TEST(Schema, AcceptsWhatTheReaderAccepts) {
  const fs::path root{GUICHET_SOURCE_DIR};
  const struct {
    const Format& format;
    std::vector<std::string> files;
  } cases[] = {
      {kProcedureFormat, yaml_under(root / "procedures", "/procedure.yaml")},
      {kProcedureFormat, {golden_path("good/carte.yaml"), golden_path("good/changement.yaml"), golden_path("good/silence.yaml"), golden_path("good/amende-contestation.yaml")}},
      {kScenarioFormat, [&] {
         std::vector<std::string> files;
         for (const std::string& file : yaml_under(root / "procedures", ".yaml"))
           if (file.find("/scenarios/") != std::string::npos) files.push_back(file);
         return files;
       }()},
      {kAgenciesFormat, {golden_path("reference/agencies.yaml"), root / "data/agencies.yaml"}},
      {kSourcesFormat, {golden_path("reference/sources.yaml"), root / "data/sources.yaml"}},
      {kHolidaysFormat, {golden_path("reference/holidays.yaml"), root / "data/holidays.yaml"}},
      {kTableFormat, yaml_under(root / "tests/golden/reference/tables", ".yaml")},
      {kTableFormat, yaml_under(root / "data/tables", ".yaml")},
  };
  for (const auto& c : cases)
    for (const std::string& path : c.files) {
      const base::Source source{.path = path, .text = slurp(path)};
      EXPECT_EQ(reader_says(source, c.format), "");
      EXPECT_EQ(schema_says(write_schema(c.format, base::Lang::en), source), "") << path;
    }
}

// What check_format alone tells, the schema tells too: one table, two readers.
TEST(Schema, RejectsWhatTheFormatRejects) {
  const std::string schema = write_schema(kProcedureFormat, base::Lang::fr);
  std::set<std::string> rejected;
  for (const std::string& path : golden_files("bad", ".yaml")) {
    const base::Source source = golden_source(path);
    const bool by_reader = !reader_says(source, kProcedureFormat).empty();
    const bool by_schema = !schema_says(schema, source).empty();
    if (fs::path{path}.stem() == "guard-folded") continue;  // JSON has no lines
    EXPECT_EQ(by_reader, by_schema) << path << "\n" << reader_says(source, kProcedureFormat) << schema_says(schema, source);
    if (by_schema) rejected.insert(fs::path{path}.stem());
  }
  for (const char* name : {"unknown-key", "wrong-type", "wrong-word", "missing-key", "bad-delay", "bad-version", "source-missing", "bad-name"})
    EXPECT_TRUE(rejected.contains(name)) << name;
}

// Every block of every format, once.
template <class Visit>
void visit_blocks(const Block& block, std::set<const Block*>& seen, Visit visit) {
  if (!seen.insert(&block).second) return;
  visit(block);
  for (const Key& key : block.keys)
    if (key.block != nullptr) visit_blocks(*key.block, seen, visit);
}

TEST(Schema, EveryKeyIsDescribedInBothLanguages) {
  std::set<const Block*> seen;
  for (const Format* format : formats())
    visit_blocks(format->root, seen, [](const Block& block) {
      for (const Key& key : block.keys) {
        EXPECT_STRNE(key.english, "") << block.name << "." << key.name;
        EXPECT_STRNE(key.french, "") << block.name << "." << key.name;
        EXPECT_STRNE(key.english, key.french) << block.name << "." << key.name;
        EXPECT_STRNE(key.example, "") << block.name << "." << key.name;
        EXPECT_EQ(key.form == Form::word, !key.words.empty()) << block.name << "." << key.name;
      }
    });
  EXPECT_GT(seen.size(), 30U);
}

// The example of a key is a value the reader takes: what a hint proposes can be pasted.
TEST(Schema, EveryExampleIsAccepted) {
  std::set<const Block*> seen;
  for (const Format* format : formats())
    visit_blocks(format->root, seen, [](const Block& block) {
      for (const Key& key : block.keys) {
        const std::string name = key.name.empty() ? "x" : std::string{key.name};
        Key alone = key;
        alone.required = false;
        const Block just{"just", {&alone, 1}};
        const Format small{"small", "", "", just};
        const base::Source source{.path = std::string{block.name} + "." + name, .text = name + ": " + key.example + "\n"};
        EXPECT_EQ(reader_says(source, small), "") << source.text;
      }
    });
}

TEST(Schema, ToJsonReadsAsAnEditorWould) {
  const Parsed parsed = parse_yaml({.path = "a", .text = "a: 1\nb: '1'\nc: true\nd: yes\ne: [x, null]\nf: {g: -2}\n"});
  ASSERT_TRUE(parsed.node);
  EXPECT_EQ(to_json(*parsed.node), R"({"a":1,"b":"1","c":true,"d":"yes","e":["x",null],"f":{"g":-2}})");
}

}  // namespace
}  // namespace guichet::load
