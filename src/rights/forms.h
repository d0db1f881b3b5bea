// Consents as others read them: records and receipts of ISO/IEC TS 27560:2023 in the W3C Data Privacy Vocabulary
// (JSON-LD, profiles record-eu-gdpr and receipt-eu-gdpr). data/shapes/consent-record.ttl says what each must hold.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>

#include "rights/consents.h"

namespace guichet::rights {

enum class ConsentForm : std::uint8_t { record, receipt };

// `origin`: the name of the log, so that identifiers are unique to it. A receipt is the copy the person keeps: it says
// how to withdraw, and names the record it is of.
[[nodiscard]] nlohmann::ordered_json consent_form(ConsentForm form, const dossier::CaseRecord& record,
                                                  const ConsentLife& life, const std::string& origin, base::Instant at);

// "https://w3id.org/dpv/legal/eu/gdpr#A6-1-e" for a basis of the GDPR; a term of DPV or of ours for the other regimes.
[[nodiscard]] std::string basis_iri(const model::Purpose& purpose);
[[nodiscard]] std::string purpose_iri(const model::Procedure& procedure, const model::Purpose& purpose);

}  // namespace guichet::rights
