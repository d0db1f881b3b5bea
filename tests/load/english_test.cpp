// en.yaml: the same paths as the texts, nothing else, and nothing missing in what we ship.
#include <gtest/gtest.h>

#include <filesystem>

#include "load/golden.h"
#include "load/load.h"

namespace guichet::load {
namespace {

Loaded permit(const std::string& english) {
  const base::Source words{.path = "en.yaml", .text = english};
  return load_procedure(golden_source(golden_path("good/carte.yaml")), golden_reference(), &words);
}

std::string told(const std::string& english) {
  return base::render(permit(english).diagnostics, golden_source(golden_path("good/carte.yaml")), base::Lang::en);
}

TEST(English, StandsBesideTheTexts) {
  const Loaded loaded = permit(slurp(golden_path("good/carte.en.yaml")));
  ASSERT_TRUE(loaded.procedure);
  EXPECT_EQ(missing_english(*loaded.procedure), std::vector<std::string>{});
  EXPECT_EQ(loaded.procedure->title.in(base::Lang::en), "Resident parking permit");
  EXPECT_EQ(loaded.procedure->main().transitions[2].answer.english, "Yes");
  EXPECT_EQ(loaded.procedure->main().states[5].tell[0].title.english, "Letter of refusal");
  EXPECT_EQ(loaded.procedure->data[3].value_titles.at("locataire").english, "Tenant");
}

TEST(English, WhatIsMissingIsNamed) {
  std::string english = slurp(golden_path("good/carte.en.yaml"));
  const std::string part = "{answer: \"No\"}]}";
  english.replace(english.find(part), part.size(), "{}]}");
  const Loaded loaded = permit(english);
  ASSERT_TRUE(loaded.procedure);
  EXPECT_EQ(missing_english(*loaded.procedure), std::vector<std::string>{"states.titulaire.when.answered.1.answer"});
}

TEST(English, UnknownPathsAreErrors) {
  const struct {
    const char* english;
    const char* want;
  } cases[] = {
      {"states: {titulare: {activity: x}}", "en.yaml:1:10: error: the procedure has no 'titulare' here\n    = did you mean 'titulaire'?\n"},
      {"states: {titulaire: {title: x}}", "en.yaml:1:22: error: the procedure has no 'title' here"},
      {"version: x", "en.yaml:1:1: error: no text to translate stands at this path"},
      {"title: {a: b}", "en.yaml:1:1: error: no text to translate stands at this path"},
      {"states: {titulaire: {when: {answered: [{}, {}, {answer: x}]}}}", "en.yaml:1:39: error: no text to translate"},
      {"data: {siv.statut: {values: {voisin: Neighbour}}}", "en.yaml:1:30: error: the procedure has no 'voisin' here"},
      {"- a", "en.yaml:1:1: error: no text to translate"},
      {"a: [", "en.yaml:1:4: error: this bracket is never closed"},
  };
  for (const auto& c : cases) EXPECT_NE(told(c.english).find(c.want), std::string::npos) << c.english << "\n" << told(c.english);
}

TEST(English, ShippedProceduresAreComplete) {
  const std::filesystem::path root{GUICHET_SOURCE_DIR};
  const auto reference = load_reference((root / "data").string());
  ASSERT_TRUE(reference.ok());
  EXPECT_EQ(render(reference->faulty, base::Lang::en), "");
  for (const auto& entry : std::filesystem::directory_iterator{root / "procedures"}) {
    const std::string path = (entry.path() / "procedure.yaml").string();
    const auto file = load_procedure_file(path, reference->reference);
    ASSERT_TRUE(file.ok()) << path;
    EXPECT_EQ(base::render(file->loaded.diagnostics, file->source, base::Lang::en), "");
    ASSERT_TRUE(file->loaded.procedure) << path;
    EXPECT_EQ(missing_english(*file->loaded.procedure), std::vector<std::string>{}) << path;
  }
}

}  // namespace
}  // namespace guichet::load
