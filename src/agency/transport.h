// How a permitted request reaches an agency and what comes back. The in-process form below asks the
// simulated registers; HTTP can take its place without anyone above noticing. Nothing is asked
// without a Permit: the type says so.
#pragma once

#include <cstdint>
#include <map>
#include <string>

#include "base/civil.h"
#include "base/result.h"
#include "model/agencies.h"
#include "privacy/gate.h"

namespace guichet::agency {

struct Call {
  std::string key;                            // idempotency key: case, visit, attempt
  std::map<std::string, std::string> fields;  // API field -> value, exactly the permit's `send`
  std::string trace;                          // X-Request-ID
};

struct Reply {
  enum class Kind : std::uint8_t {
    answered,
    not_found,    // nobody by these keys; never retried
    refused,      // the provider refuses (4xx other than 404, 409, 429): never retried
    unavailable,  // transient: 409, 429, 5xx or no answer; may be retried
  };
  Kind kind = Kind::unavailable;
  std::string code;                           // of the provider's error catalogue; empty when answered
  std::map<std::string, std::string> fields;  // API field -> value: all the provider sent, even too much
};

class Transport {
 public:
  virtual ~Transport() = default;
  // How the service behaves for this call: when the reply comes, and the retries allowed.
  [[nodiscard]] virtual model::Behaviour behaviour(const std::string& provider, const std::string& api) const = 0;
  // Asks once; `at` is when the request reaches the provider. The same key asked again gives the same
  // reply and has no second effect.
  [[nodiscard]] virtual base::Result<Reply> ask(const privacy::Permit& permit, const Call& call, base::Instant at) = 0;
};

}  // namespace guichet::agency
