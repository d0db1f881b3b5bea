// One writer at a time, over the life of a whole command: an exclusive flock on `<database>.lock`.
// The file stays when the lock goes, because removing it would let two writers lock two files.
#pragma once

#include <chrono>
#include <filesystem>

#include "base/result.h"

namespace guichet::store {

class WriterLock {
 public:
  // Asks again until `patience` is over; then a sentence that names the database.
  [[nodiscard]] static base::Result<WriterLock> take(const std::filesystem::path& database,
                                                     std::chrono::milliseconds patience);
  WriterLock() = default;  // holds nothing
  WriterLock(WriterLock&& other) noexcept;
  WriterLock& operator=(WriterLock&& other) noexcept;
  ~WriterLock();
 private:
  int descriptor_ = -1;
};

}  // namespace guichet::store
