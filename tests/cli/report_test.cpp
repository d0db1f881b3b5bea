// The reports of `guichet run` that other programs open: well-formed whatever the files say, the same bytes each time,
// complete, and a page that needs nothing but itself.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <regex>
#include <sstream>

#include "cli/program.h"
#include "cli/session.h"

namespace guichet::cli {
namespace {

namespace fs = std::filesystem;
using Typed = std::vector<std::string>;

constexpr const char* kHostile = R"(]]> </title><script>alert("1")</script> & 'a' -->)";

// Empty when every element is closed in its turn and every & begins a reference; else where it is not.
std::string fault(const std::string& text) {
  std::vector<std::string> open;
  for (std::size_t at = 0; at < text.size(); ++at) {
    if (text[at] == '&') {
      static const std::regex kReference{"&(amp|lt|gt|quot|#[0-9]+);"};
      if (!std::regex_search(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), kReference,
                             std::regex_constants::match_continuous))
        return text.substr(at, 40);
    }
    if (text[at] != '<') continue;
    static const std::regex kTag{R"(<(\?[^>]*\?|![^>]*|/?[a-z0-9-]+( [a-z-]+="[^"<]*")*( /)?)>)"};
    std::smatch tag;
    if (!std::regex_search(text.begin() + static_cast<std::ptrdiff_t>(at), text.end(), tag, kTag,
                           std::regex_constants::match_continuous))
      return text.substr(at, 40);
    const std::string inner = tag[1];
    if (inner.starts_with("/")) {
      if (open.empty() || open.back() != inner.substr(1)) return inner;
      open.pop_back();
    } else if (!inner.starts_with("?") && !inner.starts_with("!") && !inner.ends_with(" /")) {
      open.push_back(inner.substr(0, inner.find(' ')));
    }
  }
  return open.empty() ? "" : open.back();
}

int count(const std::string& text, const std::string& part) {
  int found = 0;
  for (std::size_t at = text.find(part); at != std::string::npos; at = text.find(part, at + part.size())) ++found;
  return found;
}

class Report : public testing::Test {
 protected:
  // Two scenarios, one of which expects what does not happen, under a hostile title; a third is no scenario.
  Report()
      : folder_{fs::temp_directory_path() /
                ("guichet-report-" + std::string{testing::UnitTest::GetInstance()->current_test_info()->name()})} {
    fs::remove_all(folder_);
    fs::create_directories(folder_);
    environment_ = {.variables = {{"HOME", folder_.string()}, {"GUICHET_DATA", GUICHET_SOURCE_DIR}},
                    .executable = folder_ / "bin" / "guichet",
                    .folder = folder_};
    run({"new", "essai", "--out", folder_.string()});
    change("refusee.yaml", "outcome: rejected", "outcome: granted");
    change("refusee.yaml", "title: Trop d'enfants pour un vélo", "title: |-\n  " + std::string{kHostile});
    std::ofstream{folder_ / "essai/scenarios/zut.yaml"} << "scenario: zut\ntitle: <b>&\nsteps: [{usager: depose}]\n";
  }
  ~Report() override {
    std::error_code none;
    fs::remove_all(folder_, none);
  }

  std::string run(const Typed& words) {
    std::istringstream in;
    std::ostringstream out;
    std::ostringstream err;
    code_ = run_program(words, environment_, in, out, err, [] { return std::int64_t{1'800'000'000}; });
    return out.str();
  }
  std::string report(const std::string& format, const std::string& lang = "fr") {
    return run({"run", (folder_ / "essai").string(), "--format", format, "--lang", lang});
  }
  void change(const std::string& name, const std::string& from, const std::string& to) {
    const fs::path path = folder_ / "essai/scenarios" / name;
    std::ifstream file{path};
    std::string text{std::istreambuf_iterator<char>{file}, {}};
    const std::size_t at = text.find(from);
    ASSERT_NE(at, std::string::npos) << from;
    std::ofstream{path} << text.replace(at, from.size(), to);
  }

  fs::path folder_;
  Environment environment_;
  int code_ = 0;
};

TEST_F(Report, IsWellFormedAndTheSameWhateverTheFilesSay) {
  for (const char* format : {"junit", "html"})
    for (const char* lang : {"fr", "en"}) {
      const std::string text = report(format, lang);
      EXPECT_EQ(code_, kWrong);
      EXPECT_EQ(fault(text), "") << text;
      EXPECT_EQ(text.find("<script"), std::string::npos);
      EXPECT_NE(text.find("&lt;script&gt;alert(&quot;1&quot;)"), std::string::npos) << text;
      EXPECT_EQ(report(format, lang), text);
    }
}

TEST_F(Report, JunitCountsAndTellsWhatFailed) {
  const std::string text = report("junit");
  EXPECT_NE(text.find(R"(<testsuites name="guichet run" tests="3" failures="1" errors="1">)"), std::string::npos) << text;
  EXPECT_NE(text.find(R"(<testsuite name="essai" tests="2" failures="1" errors="0" skipped="0">)"), std::string::npos);
  EXPECT_EQ(count(text, "<testcase "), 3);
  EXPECT_EQ(count(text, "<failure "), 1);
  EXPECT_EQ(count(text, "<error "), 1);
  EXPECT_NE(text.find(R"(<failure message="issue)"), std::string::npos) << text;
  for (const char* part : {"attendu granted, obtenu rejected", "refusee.yaml:", "Les derniers pas du dossier", "Lettre de refus",
                           R"(<property name="outcome" value="granted" />)"})
    EXPECT_NE(text.find(part), std::string::npos) << part << text;
  EXPECT_EQ(text.find("<system-out>"), std::string::npos);
  const std::string told = run({"run", (folder_ / "essai").string(), "--format", "junit", "--story"});
  EXPECT_EQ(count(told, "<system-out>"), 2);
  EXPECT_EQ(fault(told), "");
}

TEST_F(Report, TheHtmlPageNeedsNothingButItself) {
  const std::string text = report("html");
  for (const char* part : {"http:", "https:", "src=", "<link", "<script", "<img", "url(", "@import", "onclick"})
    EXPECT_EQ(text.find(part), std::string::npos) << part;
  EXPECT_TRUE(text.starts_with("<!DOCTYPE html>\n<html lang=\"fr\">"));
  EXPECT_NE(report("html", "en").find("<html lang=\"en\">"), std::string::npos);
}

TEST_F(Report, TheHtmlPageCanBeHeard) {
  const std::string text = report("html");
  int before = 0;
  static const std::regex kHeading{"<h([1-6])"};
  for (std::sregex_iterator at{text.begin(), text.end(), kHeading}, end; at != end; ++at) {
    const int level = std::stoi((*at)[1]);
    EXPECT_LE(level, before + 1) << text.substr(static_cast<std::size_t>(at->position()), 80);
    before = level;
  }
  EXPECT_EQ(count(text, "<h1>"), 1);
  EXPECT_GT(count(text, "<table>"), 3);
  EXPECT_EQ(count(text, "<table>"), count(text, "<caption>"));
  EXPECT_EQ(count(text, "<th>"), 0) << "every header cell says its scope";
  EXPECT_EQ(count(text, "<main>"), 1);
  EXPECT_EQ(count(text, "<details>"), count(text, "<summary>"));
  static const std::regex kLink{"href=\"#([^\"]*)\""};
  for (std::sregex_iterator at{text.begin(), text.end(), kLink}, end; at != end; ++at)
    EXPECT_EQ(count(text, "id=\"" + (*at)[1].str() + "\""), 1) << (*at)[1];
}

TEST_F(Report, TheHtmlPageTellsFailuresFirstThenAll) {
  const std::string text = report("html");
  std::size_t at = 0;
  for (const char* part :
       {"1 scénario réussi, 1 en échec, 1 n'a pas pu être exécuté", "Scénarios par démarche", "Ce qui n’est pas comme attendu",
        "granted", "rejected", "Les derniers pas du dossier", "Ce qui n’a pas pu être exécuté", "zut.yaml",
        "Prêt accepté, ou faute de réponse en dix jours ouvrés", "2 mars 2026, 09:00", "Usager", "16 mars 2026, 23:59",
        "Accord de prêt", "Qui a reçu quelles données", "Mairie", "mission d",
        "Simulateur pédagogique"}) {
    const std::size_t next = text.find(part, at);
    EXPECT_NE(next, std::string::npos) << part << "\n" << text.substr(at, 2000);
    if (next != std::string::npos) at = next;
  }
}

}  // namespace
}  // namespace guichet::cli
