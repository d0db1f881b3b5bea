#include "store/writer_lock.h"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <thread>
#include <utility>

#include "store/failure.h"

namespace guichet::store {

base::Result<WriterLock> WriterLock::take(const std::filesystem::path& database, std::chrono::milliseconds patience) {
  constexpr std::chrono::milliseconds kPause{20};
  const std::string file = database.string() + ".lock";
  WriterLock lock;
  lock.descriptor_ = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (lock.descriptor_ < 0) return system_failure(errno, file);
  for (std::chrono::milliseconds waited{0};; waited += kPause) {
    if (::flock(lock.descriptor_, LOCK_EX | LOCK_NB) == 0) return lock;
    if (errno != EWOULDBLOCK && errno != EINTR) return system_failure(errno, file);
    if (waited >= patience) break;
    std::this_thread::sleep_for(kPause);
  }
  return base::Failure{{N_("{file}: another program is writing to this database"), {{"file", database.string()}}}};
}

WriterLock::WriterLock(WriterLock&& other) noexcept : descriptor_{std::exchange(other.descriptor_, -1)} {}

WriterLock& WriterLock::operator=(WriterLock&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  return *this;
}

WriterLock::~WriterLock() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace guichet::store
