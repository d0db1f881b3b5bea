// The gate: may these data go from this administration to that one, for this purpose, now? A pure
// decision with one closed set of reasons, deny by default. What it lets through it names in a
// Permit, which nothing else can make: code that sends asks for one by type. It reads no clock, no
// database, no network; the shell calls it inside the transaction that will record the answer.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/civil.h"
#include "base/message.h"
#include "model/agencies.h"
#include "model/procedure.h"

namespace guichet::privacy {

// Why the gate says no. The words of the log (kebab-case: reason_code) and of scenarios.
enum class Denial : std::uint8_t {
  unknown_purpose,         // the exchange names no purpose the procedure declares
  no_basis,                // GDPR regime without a legal basis (art. 6(1))
  unknown_provider,        // no such agency or API
  recipient_not_declared,  // other administrations than those the procedure's exchange names
  forbidden_use,           // the provider's documentation excludes this use, whatever was granted
  no_authorisation,        // nothing granted to this consumer for this purpose of this procedure
  field_not_declared,      // data outside what the procedure's exchange declares
  field_not_for_purpose,   // a datum is not held for this purpose (art. 5(1)(b))
  field_not_granted_out,   // sends a field the provider does not take from this consumer
  field_not_granted_in,    // asks a field the provider does not give this consumer (art. 5(1)(c))
  special_category,        // a datum of art. 9 and the purpose names no ground of art. 9(2)
  datum_absent,            // a datum to send has no value
  identity_too_low,        // the API asks a higher identity level than the person presented
  no_agreement,            // agreement required by a law, not given
  recipient_not_chosen,    // choice of recipient required, this one not ticked
  no_consent,              // basis is consent, never given
  consent_withdrawn,       // basis is consent or agreement, withdrawn
  consent_declined,        // basis is consent or agreement, declined
};
inline constexpr std::size_t kDenials =
    std::size_t{1} + static_cast<std::uint8_t>(Denial::consent_declined);

[[nodiscard]] std::string_view reason_code(Denial reason);
// The sentence people read, with the article it rests on.
[[nodiscard]] base::Message explain(Denial reason);

// What the person decided about one purpose that asks her.
struct Decision {
  enum class State : std::uint8_t { none, agreed, declined, withdrawn } state = State::none;
  std::string notice;
};

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

struct Context {
  const model::Procedure* procedure = nullptr;
  const model::Agencies* agencies = nullptr;
  std::span<const Decision> decisions;  // one per purpose
  std::span<const bool>
      present;  // one per datum: has a value (of the member, where it has one each)
  std::vector<std::string> chosen;  // words ticked in the purpose's choice list: agency ids
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
 private:
  friend std::variant<Permit, struct Denied> decide(const Request& request, const Context& context);
  Permit() = default;
  model::PurposeId purpose_;
  std::string provider_, consumer_, api_, basis_, notice_;
  std::vector<Field> send_, receive_;
};

struct Denied {
  Denial reason;
  model::DatumId datum;  // the datum at fault, when there is one
};

// Precondition: request.exchange and the context's pointers are set. Rules are tried in the order
// of Denial; the first broken one is the answer. With a provider known only at run time
// (exchange->with_member), `send` is cut to what the grant takes instead of being refused.
[[nodiscard]] std::variant<Permit, Denied> decide(const Request& request, const Context& context);

// The id of the agency behind an actor, as requests and grants name it: its `agency:`, else its
// name.
[[nodiscard]] const std::string& agency_id(const model::Actor& actor);

// The basis as it stands in the log, for any purpose of the procedure.
[[nodiscard]] std::string basis_code(const model::Purpose& purpose);

}  // namespace guichet::privacy
