// tests/sessions/*.session and the console blocks of README.md and docs/*.md say what the program prints: here they are
// run again. GUICHET_UPDATE_GOLDEN=1 rewrites them; the difference shown by git is then the review.
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <algorithm>
#include <cstdlib>
#include <fstream>

#include "cli/transcript.h"

namespace guichet::cli {
namespace {

namespace fs = std::filesystem;

const fs::path kSource{GUICHET_SOURCE_DIR};
const fs::path kBin{GUICHET_BIN_DIR};

std::vector<fs::path> files_in(const fs::path& folder, const std::string& extension) {
  std::vector<fs::path> files;
  std::error_code none;
  for (const auto& entry : fs::recursive_directory_iterator{folder, none})
    if (entry.path().extension() == extension) files.push_back(entry.path());
  std::ranges::sort(files);
  return files;
}

std::vector<fs::path> all_transcripts() {
  std::vector<fs::path> files = files_in(kSource / "tests" / "sessions", ".session");
  for (const fs::path& file : files_in(kSource / "docs", ".md")) files.push_back(file);
  files.push_back(kSource / "README.md");
  std::erase_if(files, [](const fs::path& file) { return read_transcript(file).exchanges.empty(); });
  return files;
}

// A folder of its own, gone with the value.
struct Scratch {
  fs::path path;
  explicit Scratch(const std::string& name) : path{fs::temp_directory_path() / ("guichet-session-" + name)} {
    fs::remove_all(path);
    fs::create_directories(path);
  }
  Scratch(const Scratch&) = delete;
  Scratch& operator=(const Scratch&) = delete;
  ~Scratch() {
    std::error_code none;
    fs::remove_all(path, none);
  }
};

class Session : public testing::TestWithParam<fs::path> {};

TEST_P(Session, PrintsWhatIsWritten) {
  const fs::path& file = GetParam();
  const Transcript written = read_transcript(file);
  const Scratch scratch{fs::relative(file, kSource).generic_string().find('/') == std::string::npos
                            ? file.stem().string()
                            : file.parent_path().filename().string() + "-" + file.stem().string()};
  const Transcript again = run_again(written, kBin, scratch.path);
  if (std::getenv("GUICHET_UPDATE_GOLDEN") != nullptr) {
    std::ofstream{file, std::ios::binary} << write_transcript(again);
    return;
  }
  for (std::size_t i = 0; i < written.exchanges.size(); ++i)
    EXPECT_EQ(again.exchanges[i].output, written.exchanges[i].output)
        << fs::relative(file, kSource).string() << ":" << written.exchanges[i].line << ": $ "
        << written.exchanges[i].command;
}

INSTANTIATE_TEST_SUITE_P(Sessions, Session, testing::ValuesIn(all_transcripts()), [](const auto& info) {
  std::string name = fs::relative(info.param, kSource).string();
  std::ranges::replace_if(
      name, [](char c) { return !((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9')); }, '_');
  return name;
});

// The reader of transcripts itself, or a file of no command would be a green test.
TEST(Transcript, KeepsWhatIsAround) {
  const Scratch scratch{"self"};
  const fs::path markdown = scratch.path / "a.md";
  const std::string text =
      "# Title\n```console\n$ echo one\none\n$ sh -c 'exit 3'\n[3]\n```\n```sh\n$ echo no\n```\nend\n";
  std::ofstream{markdown} << text;
  const Transcript read = read_transcript(markdown);
  ASSERT_EQ(read.exchanges.size(), 2u);
  EXPECT_EQ(read.exchanges[0].output, "one\n");
  EXPECT_EQ(read.exchanges[1].output, "[3]\n");
  EXPECT_EQ(read.exchanges[1].line, 5);
  EXPECT_EQ(write_transcript(run_again(read, kBin, scratch.path)), text);
}

TEST(Transcript, SeesADifference) {
  const Scratch scratch{"difference"};
  const Transcript told{.kept = {"", ""}, .exchanges = {{.command = "echo two; exit 1", .output = "one\n"}}};
  EXPECT_EQ(run_again(told, kBin, scratch.path).exchanges[0].output, "two\n[1]\n");
}

}  // namespace
}  // namespace guichet::cli
