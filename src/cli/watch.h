// Waits for files to be saved, and shows files in the program the desktop has for them. Sleeps until then (inotify).
#pragma once

#include <filesystem>
#include <span>
#include <vector>

#include "base/result.h"
#include "cli/environment.h"

namespace guichet::cli {

class Watch {
 public:
  // Folders are watched, not files: an editor that saves puts a new file in the place of the old one.
  [[nodiscard]] static base::Result<Watch> open(std::span<const std::filesystem::path> files);
  Watch(Watch&& other) noexcept;
  Watch& operator=(Watch&&) = delete;
  ~Watch();

  // Returns when one of the files was saved and nothing more came for a moment.
  [[nodiscard]] base::Outcome wait();

 private:
  explicit Watch(int queue) : queue_{queue} {}

  int queue_ = -1;
  std::vector<std::pair<int, std::filesystem::path>> folders_;  // by descriptor
  std::vector<std::filesystem::path> files_;
};

// In the browser BROWSER names, else as the desktop does (xdg-open).
[[nodiscard]] base::Outcome show_file(const Environment& environment, const std::filesystem::path& path);

}  // namespace guichet::cli
