// The gate: may these data go from this administration to that one, for this purpose, now? A pure
// decision with one closed set of reasons, deny by default. What it lets through it names in a
// Permit, which nothing else can make: code that sends asks for one by type. It reads no clock, no
// database, no network; the shell calls it inside the transaction that will record the answer.
#pragma once

#include <map>
#include <span>
#include <string>
#include <variant>
#include <vector>

#include "privacy/context.h"
#include "privacy/denial.h"
#include "privacy/storage.h"

namespace guichet::privacy {

// One field of a permit: the procedure's datum and the provider's word for it.
struct Field {
  model::DatumId datum;
  std::string name;
  bool operator==(const Field&) const = default;
};

struct Request {
  const model::Exchange* exchange = nullptr;  // as the procedure declares it
  std::string consumer;                       // agency id of `by`
  std::string provider;              // agency id of `with`, the member's when chosen at run time
  std::vector<model::DatumId> send;  // asked now: normally exchange->send
  std::vector<model::DatumId> receive;
  std::string identity;  // level the person presented in this case
};

// What may leave, what may be kept of the answer, and on what it rests. Only the gate makes one.
class Permit {
 public:
  [[nodiscard]] model::PurposeId purpose() const { return purpose_; }
  [[nodiscard]] const std::string& provider() const { return provider_; }
  [[nodiscard]] const std::string& consumer() const { return consumer_; }
  [[nodiscard]] const std::string& api() const { return api_; }
  [[nodiscard]] std::span<const Field> send() const { return send_; }
  [[nodiscard]] std::span<const Field> receive() const { return receive_; }
  // DPV / eu-gdpr code of the basis ("eu-gdpr:A6-1-e"), "police-justice" or "outside".
  [[nodiscard]] const std::string& basis() const { return basis_; }
  [[nodiscard]] const std::string& notice() const {
    return notice_;
  }  // version agreed to, when agreement was asked
  // What was sent and what comes back may be kept, for this purpose.
  [[nodiscard]] StoragePermit storage() const { return {purpose_name_, basis_}; }
 private:
  friend std::variant<Permit, Denied> decide(const Request& request, const Context& context);
  Permit() = default;
  model::PurposeId purpose_;
  std::string purpose_name_, provider_, consumer_, api_, basis_, notice_;
  std::vector<Field> send_, receive_;
};

// Precondition: request.exchange and the context's pointers are set. Rules are tried in the order
// of Denial; the first broken one is the answer. With a provider known only at run time
// (exchange->with_member), `send` is cut to what the grant takes instead of being refused.
[[nodiscard]] std::variant<Permit, Denied> decide(const Request& request, const Context& context);

// The id of the agency behind an actor, as requests and grants name it: its `agency:`, else its
// name.
[[nodiscard]] const std::string& agency_id(const model::Actor& actor);

// What an answer brought: what the permit lets in, and the names of what it does not (over-disclosure).
struct Screened {
  std::vector<std::pair<Field, std::string>> kept;  // in the order of the permit
  std::vector<std::string> excess;                  // the provider's words, by name
};
[[nodiscard]] Screened screen(const Permit& permit, const std::map<std::string, std::string>& answer);

}  // namespace guichet::privacy
