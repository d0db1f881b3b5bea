// Why the gate says no: one closed set of reasons for all it decides about, exchanges, letters and what is
// kept. Their codes are the words of the log and of scenarios; their sentences are what people read.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "base/message.h"
#include "model/ids.h"

namespace guichet::privacy {

enum class Denial : std::uint8_t {
  unknown_purpose,         // no purpose the procedure declares
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
  offence_data,            // a datum of art. 10 and the purpose names no text that allows it
  datum_absent,            // a datum to send has no value
  identity_too_low,        // the API asks a higher identity level than the person presented
  no_agreement,            // agreement required by a law, not given
  recipient_not_chosen,    // choice of recipient required, this one not ticked
  no_consent,              // basis is consent, never given
  consent_withdrawn,       // basis is consent or agreement, withdrawn
  consent_declined,        // basis is consent or agreement, declined
  consent_expired,         // basis is consent or agreement, given too long ago
  processing_restricted,   // the person had it restricted (art. 18)
  processing_objected,     // the person objects and no compelling ground was shown (art. 21)
  retention_over,          // what is held for this purpose should be gone (art. 5(1)(e))
};
inline constexpr std::size_t kDenials = std::size_t{1} + static_cast<std::uint8_t>(Denial::retention_over);

[[nodiscard]] std::string_view reason_code(Denial reason);  // "no-basis"
// The sentence people read, with the article it rests on.
[[nodiscard]] base::Message explain(Denial reason);

struct Denied {
  Denial reason;
  model::DatumId datum;  // the datum at fault, when there is one
};

}  // namespace guichet::privacy
