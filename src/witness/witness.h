// What stands outside a log and holds it to its word: for each log it trusts, the last checkpoint it cosigned, and the
// hashes of the lines, by which the first line of a rewriting is named later. It cosigns a checkpoint only if it goes
// on from the last one (C2SP tlog-witness). It sees no line: hashes only. docs/audit_format.md.
#pragma once

#include <cstdint>
#include <filesystem>
#include <memory>
#include <string>
#include <string_view>

#include "base/result.h"

namespace guichet::witness {

// As C2SP tlog-witness answers over HTTP; here the first line of the answer, what follows it below.
enum class Code : std::uint16_t {
  cosigned = 200,
  malformed = 400,
  not_signed = 403,     // by the key of this log
  unknown_log = 404,
  conflict = 409,       // the last size cosigned is another; or other lines were cosigned at this size
  not_consistent = 422  // it does not go on from the last one
};
struct Answer {
  Code code = Code::malformed;
  std::string text;
};
[[nodiscard]] std::string written(const Answer& answer);  // "200", newline, text

class Witness {
 public:
  // Made, with a key of its own, when it is not there. `name` is that of the key, when it is made.
  [[nodiscard]] static base::Result<Witness> open(const std::filesystem::path& file, const std::string& name);
  Witness(Witness&&) noexcept;
  ~Witness();

  [[nodiscard]] base::Result<std::string> verifier_key();  // and a newline
  // From now on the log of that key is watched. False when it was already.
  [[nodiscard]] base::Result<bool> trust(const std::string& verifier_key);
  // A request as C2SP tlog-witness writes it: "old N", the hashes of the proof, an empty line, the checkpoint. Ours adds,
  // before the empty line, "certificate KEY REASON SIGNATURE" for the keys of a log that changes them, and "leaves
  // BASE64", the hashes of the lines from N on. `now`: Unix seconds.
  [[nodiscard]] base::Result<Answer> add(std::string_view request, std::int64_t now);
  // The last checkpoint cosigned, and its cosignature.
  [[nodiscard]] base::Result<Answer> latest(const std::string& origin);
  // The hashes of the lines of a log, 32 bytes each.
  [[nodiscard]] base::Result<std::string> leaves(const std::string& origin);
  // Checkpoints that the log signed and that contradict what was cosigned before them.
  [[nodiscard]] base::Result<std::string> evidence();
  // The operator of the witness agrees that this log was put back from a copy: it may begin again, shorter. What was
  // cosigned before stays among the evidence.
  [[nodiscard]] base::Result<bool> agree_to_restore(const std::string& origin, std::int64_t now);
 private:
  struct Inner;
  explicit Witness(std::unique_ptr<Inner> inner);
  std::unique_ptr<Inner> inner_;
};

}  // namespace guichet::witness
