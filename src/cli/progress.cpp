#include "cli/progress.h"

#include <algorithm>

#include "base/utf8.h"

namespace guichet::cli {

namespace {

constexpr std::size_t kWorthShowing = 10;
constexpr std::size_t kCells = 24;
constexpr std::size_t kNameLength = 30;  // code points; with the cells and the count, below 80

}  // namespace

Progress::Progress(Session& session, std::size_t total)
    : session_{session},
      total_{total},
      shows_{session.environment.err_is_terminal && !session.style.plain && total >= kWorthShowing &&
             session.environment.variable("TERM") != "dumb"} {}

void Progress::begin(const std::string& name) {
  if (!shows_) return;
  session_.out.flush();
  wipe();
  const std::size_t done = std::min(kCells, begun_ * kCells / total_);
  const std::u32string shown = base::printable(base::decode(name)).substr(0, kNameLength);
  session_.err << "[" << std::string(done, '#') << std::string(kCells - done, '.') << "] " << ++begun_ << "/" << total_
               << " " << base::encode(shown) << std::flush;
  drawn_ = true;
}

void Progress::wipe() {
  if (drawn_) session_.err << "\r\x1b[K" << std::flush;
  drawn_ = false;
}

}  // namespace guichet::cli
