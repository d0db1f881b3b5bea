// Transcripts of commands, as *.session files and fenced ```console blocks of Markdown hold them: "$ command" lines,
// exactly what they print (both streams), and "[1]" after it when the exit code is not 0. Running one again either
// finds the same bytes or shows the difference; rewriting it keeps everything around the commands.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace guichet::cli {

struct Exchange {
  std::string command;
  std::string output;  // with the exit code as its last line, when not 0
  int line = 0;        // of the command in its file
};

// A file cut in pieces: what is kept as it is, and what the commands printed.
struct Transcript {
  std::vector<std::string> kept;  // before each exchange, then after the last: one more than exchanges
  std::vector<Exchange> exchanges;
};
// A whole .session file, or the console blocks of a .md file.
[[nodiscard]] Transcript read_transcript(const std::filesystem::path& file);
[[nodiscard]] std::string write_transcript(const Transcript& transcript);

// Runs the commands in order by `sh`, in `folder`, with a fixed environment and `bin` first on the PATH.
[[nodiscard]] Transcript run_again(const Transcript& transcript, const std::filesystem::path& bin,
                                   const std::filesystem::path& folder);

[[nodiscard]] std::string read_text(const std::filesystem::path& file);

}  // namespace guichet::cli
