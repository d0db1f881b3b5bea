// The signer of a log, asked as a child process: it holds the key, this side never does. What it says is checked by
// nobody here: who verifies does. docs/audit_format.md.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/child.h"
#include "base/result.h"

namespace guichet::audit {

// A key that signs from some line on, by which reason (first, next, restored), by the signature of the one before.
struct Certificate {
  std::string key, reason, signature;
};

// What was signed last of a log.
struct SignedHead {
  std::int64_t size = 0;
  std::string root;  // base64
};

class Signer {
 public:
  // `file`: of the database; its keys are beside it, "<file>.signer", unless the signer is another user's program.
  Signer(std::string file, std::string name) : file_{std::move(file)}, name_{std::move(name)} {}

  [[nodiscard]] bool in_memory() const { return file_ == ":memory:"; }  // then nobody signs
  [[nodiscard]] base::Result<std::vector<Certificate>> chain() const;   // the first key's comes first
  [[nodiscard]] base::Result<std::optional<SignedHead>> last() const;   // nothing when nothing was signed
  [[nodiscard]] base::Result<std::string> sign(std::string_view checkpoint) const;  // the line of the signature
  // The same, its answer for later: nothing else is asked before.
  [[nodiscard]] base::Result<base::Child> start_sign(std::string checkpoint) const;
  [[nodiscard]] base::Result<Certificate> next(bool restored) const;
 private:
  [[nodiscard]] base::Result<base::Child> start(const char* verb, std::string question) const;
  [[nodiscard]] base::Result<std::string> ask(const char* verb, std::string_view question) const;
  std::string file_, name_;
};

}  // namespace guichet::audit
