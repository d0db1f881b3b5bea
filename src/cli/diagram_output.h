// Where the pictures of `guichet diagram` go: the standard output, a file, a folder of files named after what they show.
#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "diagram/formats.h"

namespace guichet::cli {

class DiagramOutput {
 public:
  // The format that --format names, else the one of the extension of --out, else SVG. Nothing when it was misused; the
  // sentence is told.
  [[nodiscard]] static std::optional<DiagramOutput> open(Session& session, const Request& request);

  // `name`: of the files, when they stand in a folder, before the name of the view; `many`: other pictures follow, so that
  // --out is a folder.
  [[nodiscard]] int write(const diagram::Picture& picture, const diagram::Subject& subject, const diagram::View& view,
                          const std::string& name, bool many);
  // A page beside what was written that shows it all, by procedure, then by view.
  [[nodiscard]] int write_index();
  // What was written, oldest first.
  [[nodiscard]] const std::vector<std::filesystem::path>& paths() const { return paths_; }

 private:
  DiagramOutput(Session& session, std::string out, const diagram::Format& format)
      : session_{&session}, out_{std::move(out)}, format_{&format} {}

  struct Shown {
    std::string chapter, caption, title;
    std::filesystem::path path;
  };

  Session* session_;
  std::string out_;  // empty: the standard output
  const diagram::Format* format_;
  diagram::Theme theme_ = diagram::Theme::colour;
  diagram::Paper paper_ = diagram::Paper::a4;
  int dpi_ = 150;
  std::optional<std::int64_t> written_;
  std::vector<std::filesystem::path> paths_;
  std::vector<Shown> shown_;  // since the last index
};

}  // namespace guichet::cli
