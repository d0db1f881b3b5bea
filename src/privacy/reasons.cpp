// The words and sentences of the gate: what the log writes, what people read, on which article.
#include <array>

#include "base/ensure.h"
#include "privacy/denial.h"
#include "privacy/storage.h"

namespace guichet::privacy {
namespace {

struct Reason {
  Denial denial;
  std::string_view code;  // frozen: words of the log and of scenarios
  const char* sentence;
};

constexpr std::array<Reason, kDenials> kReasons{{
    {Denial::unknown_purpose, "unknown-purpose",
     N_("The exchange names no purpose of the procedure (GDPR art. 5(1)(b)).")},
    {Denial::no_basis, "no-basis", N_("The purpose has no lawful basis (GDPR art. 6(1)).")},
    {Denial::unknown_provider, "unknown-provider",
     N_("No agency offers this exchange: the administration or its service is unknown.")},
    {Denial::recipient_not_declared, "recipient-not-declared",
     N_("The procedure does not declare an exchange between these two administrations "
        "(GDPR art. 5(1)(a), CRPA art. L114-8).")},
    {Denial::forbidden_use, "forbidden-use",
     N_("The provider's documentation excludes this use of its data (GDPR art. 5(1)(b)).")},
    {Denial::no_authorisation, "no-authorisation",
     N_("The provider has not authorised this administration for this purpose of this procedure "
        "(CRPA art. R114-9-6).")},
    {Denial::field_not_declared, "field-not-declared",
     N_("A datum lies outside what the procedure's exchange declares (GDPR art. 5(1)(c)).")},
    {Denial::field_not_for_purpose, "field-not-for-purpose",
     N_("A datum is not held for this purpose (GDPR art. 5(1)(b)).")},
    {Denial::field_not_granted_out, "field-not-granted-out",
     N_("A datum would be sent that the provider does not take from this administration "
        "(GDPR art. 5(1)(c), CRPA art. L114-8).")},
    {Denial::field_not_granted_in, "field-not-granted-in",
     N_("A datum is asked that the provider does not give this administration "
        "(GDPR art. 5(1)(c), CRPA art. L114-8).")},
    {Denial::special_category, "special-category",
     N_("A datum belongs to a special category and the purpose names no ground for it "
        "(GDPR art. 9(2); police and justice: loi 1978 art. 88, to be verified).")},
    {Denial::offence_data, "offence-data",
     N_("A datum is about offences and the purpose names no text that allows it (GDPR art. 10).")},
    {Denial::datum_absent, "datum-absent",
     N_("A datum to send has no value: nothing is asked with incomplete keys.")},
    {Denial::identity_too_low, "identity-too-low",
     N_("The service asks a surer identification of the person than she presented "
        "(FranceConnect level).")},
    {Denial::no_agreement, "no-agreement",
     N_("A text asks for the person's agreement, and she has not given it.")},
    {Denial::recipient_not_chosen, "recipient-not-chosen",
     N_("The person chooses each recipient, and she has not chosen this one "
        "(ordonnance 2005-395).")},
    {Denial::no_consent, "no-consent",
     N_("The purpose rests on consent, and the person was not asked or has not answered "
        "(GDPR art. 6(1)(a)).")},
    {Denial::consent_withdrawn, "consent-withdrawn",
     N_("The person withdrew her consent or agreement (GDPR art. 7(3)).")},
    {Denial::consent_declined, "consent-declined", N_("The person declined (GDPR art. 6(1)(a)).")},
    {Denial::consent_expired, "consent-expired",
     N_("The person's consent or agreement was given too long ago: it must be asked again.")},
    {Denial::processing_restricted, "processing-restricted",
     N_("The person had this processing restricted: the data are kept and nothing else (GDPR art. 18).")},
    {Denial::processing_objected, "processing-objected",
     N_("The person objects, and no compelling ground was shown (GDPR art. 21(1)).")},
    {Denial::retention_over, "retention-over",
     N_("What is held for this purpose should be gone: its retention is over (GDPR art. 5(1)(e)).")},
}};

const Reason& reason_of(Denial denial) {
  const Reason& reason = kReasons[static_cast<std::size_t>(denial)];
  base::ensure(reason.denial == denial, "reasons stand in the order of Denial");
  return reason;
}

}  // namespace

std::string_view reason_code(Denial reason) { return reason_of(reason).code; }

base::Message explain(Denial reason) { return {.id = reason_of(reason).sentence}; }

std::string basis_code(const model::Purpose& purpose) {
  switch (purpose.regime) {
    case model::Regime::police_justice:
      return "police-justice";
    case model::Regime::outside:
      return "outside";
    case model::Regime::rgpd:
      break;
  }
  switch (purpose.basis) {
    case model::Basis::none:
      return "none";
    // Special categories ask an explicit consent: art. 9(2)(a).
    case model::Basis::consent:
      return purpose.special == "art-9-2-a" ? "eu-gdpr:A6-1-a-explicit-consent" : "eu-gdpr:A6-1-a";
    case model::Basis::contract:
      return "eu-gdpr:A6-1-b";
    case model::Basis::legal_obligation:
      return "eu-gdpr:A6-1-c";
    case model::Basis::vital_interest:
      return "eu-gdpr:A6-1-d";
    case model::Basis::public_task:
      return "eu-gdpr:A6-1-e";
    case model::Basis::legitimate_interest:
      return "eu-gdpr:A6-1-f";
  }
  base::ensure(false, "a basis outside the list");
  return {};
}

}  // namespace guichet::privacy
