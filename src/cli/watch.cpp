#include "cli/watch.h"

#include <poll.h>
#include <spawn.h>
#include <sys/inotify.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <system_error>
#include <utility>

namespace guichet::cli {

namespace {

namespace fs = std::filesystem;

constexpr int kQuietMs = 60;  // an editor saves in several steps

base::Failure failed(int error) {
  return {{.id = N_("the files cannot be watched: {cause}"), .args = {{"cause", std::generic_category().message(error)}}}};
}

}  // namespace

base::Result<Watch> Watch::open(std::span<const fs::path> files) {
  Watch watch{inotify_init1(IN_CLOEXEC)};
  if (watch.queue_ < 0) return failed(errno);
  for (const fs::path& file : files) {
    std::error_code none;
    const fs::path whole = fs::absolute(file, none).lexically_normal();
    watch.files_.push_back(whole);
    const fs::path folder = whole.parent_path();
    if (std::ranges::find(watch.folders_, folder, &std::pair<int, fs::path>::second) != watch.folders_.end()) continue;
    const int id = inotify_add_watch(watch.queue_, folder.c_str(), IN_CLOSE_WRITE | IN_MOVED_TO);
    if (id < 0) return failed(errno);
    watch.folders_.emplace_back(id, folder);
  }
  return watch;
}

Watch::Watch(Watch&& other) noexcept
    : queue_{std::exchange(other.queue_, -1)}, folders_{std::move(other.folders_)}, files_{std::move(other.files_)} {}

Watch::~Watch() {
  if (queue_ >= 0) close(queue_);
}

base::Outcome Watch::wait() {
  bool saved = false;
  while (true) {
    pollfd ready{queue_, POLLIN, 0};
    const int found = poll(&ready, 1, saved ? kQuietMs : -1);
    if (found < 0 && errno != EINTR) return failed(errno);
    if (found == 0) return base::Done{};
    if (found < 0) continue;
    alignas(inotify_event) std::array<char, 4096> bytes{};
    const ssize_t size = read(queue_, bytes.data(), bytes.size());
    if (size < 0) return failed(errno);
    for (std::size_t at = 0; at < static_cast<std::size_t>(size);) {
      inotify_event event{};
      std::memcpy(&event, bytes.data() + at, sizeof event);
      const std::string name = event.len > 0 ? bytes.data() + at + sizeof event : "";
      const auto folder = std::ranges::find(folders_, event.wd, &std::pair<int, fs::path>::first);
      if (folder != folders_.end() && std::ranges::find(files_, folder->second / name) != files_.end()) saved = true;
      at += sizeof event + event.len;
    }
  }
}

base::Outcome show_file(const Environment& environment, const fs::path& path) {
  std::vector<std::string> programs;
  if (const std::string_view browser = environment.variable("BROWSER"); !browser.empty())
    programs.emplace_back(browser.substr(0, browser.find(':')));
  programs.insert(programs.end(), {"xdg-open", "wslview"});
  for (std::string& program : programs) {
    std::string file = path.string();
    std::array<char*, 3> arguments{program.data(), file.data(), nullptr};
    pid_t child = 0;
    if (posix_spawnp(&child, program.c_str(), nullptr, nullptr, arguments.data(), environ) != 0) continue;
    int state = 0;
    if (waitpid(child, &state, 0) == child && WIFEXITED(state) && WEXITSTATUS(state) == 0) return base::Done{};
  }
  return base::Failure{{.id = N_("no program was found to show {path}: set BROWSER"), .args = {{"path", path.string()}}}};
}

}  // namespace guichet::cli
