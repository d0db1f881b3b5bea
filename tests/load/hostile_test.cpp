// Files made to hurt: each ends in diagnostics in less than a second and 200 MB.
#include <gtest/gtest.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <fstream>
#include <functional>

#include "load/procedure.h"
#include "load/yaml.h"

namespace guichet::load {
namespace {

#if defined(__SANITIZE_ADDRESS__)
constexpr bool kSanitized = true;
#else
constexpr bool kSanitized = false;
#endif

std::string repeat(std::string_view unit, std::size_t bytes = kFileBytesMax) {
  std::string text;
  text.reserve(bytes);
  while (text.size() + unit.size() <= bytes) text += unit;
  return text;
}

std::string lines(std::size_t count, const std::function<std::string(std::size_t)>& line) {
  std::string text;
  for (std::size_t i = 0; i < count && text.size() < kFileBytesMax - 100; ++i) text += line(i) + "\n";
  return text;
}

const std::string kHead = "procedure: a\nversion: 1\ntitle: a\nactors: {u: {role: citizen}}\n";

struct Hostile {
  const char* name;
  std::string text;
};

std::vector<Hostile> hostile_files() {
  std::vector<Hostile> files;
  for (const char* unit : {"[", "{", "&a ", "*a ", "- ", "? ", ": ", "!", ",", "\"", "'", "\t", "\r", " ", "%", "|", "x ", "\\"}) files.push_back({unit, repeat(unit)});
  for (const char* unit : {"[\n", "{\n", "&a\n", "- \n", "? \n", "a: [\n", "[? \n", "{a: \n", "---\n", "%a\n", "#\n", "\n", "\r\n", "x\n", "\"\n", "a:\n", "'\n", ", \n", "!a\n", "|\n"})
    files.push_back({unit, repeat(unit)});
  files.push_back({"NUL", std::string(kFileBytesMax, '\0')});
  files.push_back({"byte order marks", repeat("\xEF\xBB\xBF")});
  files.push_back({"not UTF-8", repeat("\xFF")});
  files.push_back({"too large", std::string(kFileBytesMax + 1, 'a')});
  files.push_back({"100000 repeated keys", lines(100'000, [](std::size_t) { return "a: 1"; })});
  files.push_back({"100000 unknown keys", lines(100'000, [](std::size_t i) { return "k" + std::to_string(i) + ": 1"; })});
  files.push_back({"deep block", lines(1400, [](std::size_t i) { return std::string(i, ' ') + "a:"; })});
  files.push_back({"flow list", "a: [" + repeat("1,\n", kFileBytesMax - 100) + "]"});
  files.push_back({"flow map", "a: {" + repeat("b: 1,\n", kFileBytesMax - 100) + "}"});
  files.push_back({"a long block text", "a: |\n" + repeat(" x\n", kFileBytesMax - 100)});
  files.push_back({"many states", kHead + "states:\n" + lines(60'000, [](std::size_t i) { return "  s" + std::to_string(i) + ": {outcome: done}"; })});
  files.push_back({"many data", kHead + "data:\n" + lines(60'000, [](std::size_t i) { return "  d" + std::to_string(i) + ": {type: text, category: a}"; })});
  files.push_back({"many unknown names", kHead + "states:\n  a:\n    actor: u\n    when:\n" +
                                             lines(60'000, [](std::size_t i) { return "      e" + std::to_string(i) + ": nowhere" + std::to_string(i); })});
  files.push_back({"many branches", kHead + "states:\n  a:\n    decide:\n" + lines(20'000, [](std::size_t) { return "      - {if: \"1 < 2\", to: a}"; })});
  files.push_back({"many guards", kHead + "events: {e: {by: u}}\nstates:\n  a:\n    actor: u\n    when:\n      e:\n" +
                                      lines(9'000, [](std::size_t) { return "        - {if: \"today() + duration('1 day') > today() && !(1 < 2)\", to: a}"; }) + "        - {to: nowhere}\n"});
  std::string states;
  for (int i = 0; i < 480; ++i) states += (i == 0 ? "s" : ", s") + std::to_string(i);
  files.push_back({"phases times states", kHead + "events:\n" + lines(400, [](std::size_t i) { return "  e" + std::to_string(i) + ": {by: u}"; }) + "phases:\n  p:\n    states:\n" +
                                              lines(480, [](std::size_t i) { return "      - s" + std::to_string(i); }) + "    when:\n" +
                                              lines(400, [](std::size_t i) { return "      e" + std::to_string(i) + ": s1"; }) + "states:\n" +
                                              lines(480, [](std::size_t i) { return "  s" + std::to_string(i) + ": {actor: u}"; })});
  files.push_back({"costly patterns", kHead + "data:\n" + lines(900, [](std::size_t i) {
                     return "  d" + std::to_string(i) + ": {type: text, category: a, pattern: '((a*)*b{0,30}){30}', example: " + std::string(60, 'a') + "}";
                   })});
  return files;
}

// Runs in a child with little memory: what it needs is measured, and a crash is seen.
void expect_diagnostics(const Hostile& file, const std::function<bool(const base::Source&)>& ends_well) {
  const pid_t child = fork();
  ASSERT_GE(child, 0);
  if (child == 0) {
    if (!kSanitized) {
      const rlimit memory{.rlim_cur = 200U << 20U, .rlim_max = 200U << 20U};
      setrlimit(RLIMIT_AS, &memory);
    }
    const rlimit seconds{.rlim_cur = kSanitized ? 20U : 5U, .rlim_max = kSanitized ? 20U : 5U};
    setrlimit(RLIMIT_CPU, &seconds);
    _exit(ends_well({.path = "a.yaml", .text = file.text}) ? 0 : 1);
  }
  int status = 0;
  rusage used{};
  ASSERT_EQ(wait4(child, &status, 0, &used), child);
  EXPECT_TRUE(WIFEXITED(status) && WEXITSTATUS(status) == 0) << testing::PrintToString(std::string{file.name}) << " status " << status;
  const double cpu = static_cast<double>(used.ru_utime.tv_sec) + static_cast<double>(used.ru_utime.tv_usec) / 1e6;
  if (std::getenv("GUICHET_SHOW_COST") != nullptr)
    printf("%-28s %.2f s\n", testing::PrintToString(std::string{file.name}).c_str(), cpu);
#if defined(NDEBUG)
  if (!kSanitized) EXPECT_LT(cpu, 1.0) << testing::PrintToString(std::string{file.name});
#else
  EXPECT_LT(cpu, kSanitized ? 20.0 : 4.0) << testing::PrintToString(std::string{file.name});  // not optimised
#endif
}

TEST(Hostile, FilesEndInDiagnosticsQuicklyAndWithinMemory) {
  const model::Reference reference;
  for (const Hostile& file : hostile_files())
    expect_diagnostics(file, [&](const base::Source& source) {
      const Loaded loaded = load_procedure(source, reference);
      // Shown too: a hundred excerpts of a large file are part of the cost.
      const std::string shown = base::render(loaded.diagnostics, source, base::Lang::en);
      return !loaded.procedure && loaded.diagnostics.has_errors() && loaded.diagnostics.all().size() <= Report::kShownMax + 1 && !shown.empty();
    });
}

TEST(Hostile, LargeFilesAreNotRead) {
  const std::string path = testing::TempDir() + "guichet_large.yaml";
  std::ofstream{path} << "a";
  std::filesystem::resize_file(path, std::uintmax_t{1} << 33U);  // 8 GB, sparse
  expect_diagnostics({"8 GB", ""}, [&](const base::Source&) { return !read_file(path).ok(); });
  std::filesystem::remove(path);
}

}  // namespace
}  // namespace guichet::load
