// Zsh and fish complete the words of guichet themselves, each with the script we give it; bash does in
// sessions/completion.session. A shell that is not installed is skipped, and the test says so.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <array>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <string>

namespace guichet::cli {
namespace {

namespace fs = std::filesystem;
using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

// Standard output of a command that sees our program first on its path.
std::string said_by(const std::string& command) {
  const std::string whole = "PATH='" GUICHET_BIN_DIR "':$PATH LC_ALL=C.UTF-8; export PATH LC_ALL; " + command + " 2>/dev/null";
  std::string said;
  std::FILE* const pipe = ::popen(whole.c_str(), "r");
  if (pipe == nullptr) return said;
  std::array<char, 4096> bytes{};
  while (const std::size_t count = std::fread(bytes.data(), 1, bytes.size(), pipe)) said.append(bytes.data(), count);
  ::pclose(pipe);
  return said;
}

bool is_installed(const std::string& shell) { return !said_by("command -v " + shell).empty(); }

// A folder of this test's own, gone with it.
class Shells : public testing::Test {
 protected:
  Shells()
      : folder_{fs::temp_directory_path() /
                ("guichet-shell-" + std::string{testing::UnitTest::GetInstance()->current_test_info()->name()})} {
    fs::remove_all(folder_);
    fs::create_directory(folder_);
  }
  ~Shells() override { fs::remove_all(folder_); }

  // What the shell offers after the words, by the file its script is put in.
  std::string offered_by_zsh(const std::string& words) {
    (void)said_by("guichet completion zsh > '" + (folder_ / "_guichet").string() + "'");
    return said_by("zsh -f '" GUICHET_SOURCE_DIR "/tests/cli/complete.zsh' '" + folder_.string() + "' '" + words + "'");
  }
  std::string offered_by_fish(const std::string& words) {
    const std::string script = (folder_ / "guichet.fish").string();
    (void)said_by("guichet completion fish > '" + script + "'");
    // Fish wants folders of its own even with nothing to keep in them.
    const std::string home = "HOME='" + folder_.string() + "' XDG_CONFIG_HOME= XDG_DATA_HOME= ";
    return said_by("cd '" + folder_.string() + "'; " + home + "fish --no-config -c 'source " + script +
                   "; complete -C \"" + words + "\"'");
  }
  fs::path folder_;
};

TEST_F(Shells, ZshListsWhatTheProgramOffers) {
  if (!is_installed("zsh")) GTEST_SKIP() << "zsh is not installed";
  EXPECT_THAT(offered_by_zsh("guichet sh"), AllOf(HasSubstr("show  --"), Not(HasSubstr("list"))));
  EXPECT_THAT(offered_by_zsh("guichet run --format "),
              AllOf(HasSubstr("html"), HasSubstr("json"), HasSubstr("junit"), HasSubstr("text")));
  EXPECT_THAT(offered_by_zsh("guichet show acte"), AllOf(HasSubstr("acte-naissance"), Not(HasSubstr("carte"))));
}

TEST_F(Shells, FishListsWhatTheProgramOffers) {
  if (!is_installed("fish")) GTEST_SKIP() << "fish is not installed";
  EXPECT_THAT(offered_by_fish("guichet sh"), testing::StartsWith("show\t"));
  EXPECT_EQ(offered_by_fish("guichet run --format "), "html\njson\njunit\ntext\n");
  EXPECT_THAT(offered_by_fish("guichet show acte"), testing::StartsWith("acte-naissance\n"));
  std::ofstream{folder_ / "ma-demarche.yaml"} << "procedure: x\n";
  EXPECT_THAT(offered_by_fish("guichet show ma-"), HasSubstr("ma-demarche.yaml"));
}

}  // namespace
}  // namespace guichet::cli
