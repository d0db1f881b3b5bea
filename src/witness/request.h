// A request to a witness, read: C2SP tlog-witness and what ours adds to it.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/note.h"

namespace guichet::witness {

struct Certificate {
  base::VerifierKey key;
  std::string reason;
  std::string signature;  // 64 bytes
};

struct Request {
  std::int64_t old_size = 0;
  std::vector<std::string> proof;  // hashes of 32 bytes
  std::vector<Certificate> chain;
  std::optional<std::string> leaves;
  base::Checkpoint checkpoint;
};
[[nodiscard]] std::optional<Request> read_request(std::string_view text);

}  // namespace guichet::witness
