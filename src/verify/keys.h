// The keys of a log, from the one that whoever verifies was given by another way to the one that signs now: each was
// certified by the one before, in a line of the log or in a list.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "verify/note.h"

namespace guichet::verify {

class Keys {
 public:
  // Nothing is checked without a first key.
  explicit Keys(const std::optional<NoteKey>& first) {
    if (first) known_.push_back({*first, -1});
  }
  [[nodiscard]] bool any() const { return !known_.empty(); }

  // The line `seq` says that `key` signs from there on; false when the key before it did not.
  [[nodiscard]] bool certify(std::string_view key, std::string_view reason, std::string_view signature, std::int64_t seq);
  // Signed by the key that signed when the log had that size.
  [[nodiscard]] bool signs(const Checkpoint& checkpoint) const;
  // By any of them: of a checkpoint that comes without its log.
  [[nodiscard]] bool signed_once(const Checkpoint& checkpoint) const;
 private:
  struct Known {
    NoteKey key;
    std::int64_t since;  // line; -1: the first
  };
  std::vector<Known> known_;
};

// "key reason signature" a line, as `guichet log --keys` writes them. False when one is not certified by the one before.
[[nodiscard]] bool certify_all(Keys& keys, std::string_view list);

}  // namespace guichet::verify
