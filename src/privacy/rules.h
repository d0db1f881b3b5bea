// The rules that exchanges, letters and storage share, each answering for one purpose. Only the files of the
// gate include this.
#pragma once

#include <optional>

#include "privacy/context.h"
#include "privacy/denial.h"

namespace guichet::privacy {

// Art. 6(1): a basis, and not a legitimate interest for an authority in its tasks.
[[nodiscard]] bool has_basis(const model::Purpose& purpose, bool by_authority);
// Art. 9(2) under the GDPR; loi 1978 art. 88 asks an absolute necessity that a text allows.
[[nodiscard]] bool allows_special(const model::Purpose& purpose);
// Art. 10: under the control of official authority, or where a text allows it.
[[nodiscard]] bool allows_offences(const model::Purpose& purpose);
[[nodiscard]] bool is_offence(const model::Datum& datum);
// A datum whose file names no purpose rests on the first one, the case's own.
[[nodiscard]] bool is_held_for(const model::Datum& datum, model::PurposeId purpose);
[[nodiscard]] bool rests_on_consent(const model::Purpose& purpose);
// Art. 21(1): what rests on a public task or a legitimate interest, unless a text excludes the right.
[[nodiscard]] bool may_be_objected_to(const model::Purpose& purpose);

// The first reason of her answer why an agreement that is needed does not count.
[[nodiscard]] std::optional<Denial> against(const Decision& decision, base::Instant now);
[[nodiscard]] bool is_restricted(const model::Purpose& purpose, const Limits& limits);
[[nodiscard]] bool is_objected(const model::Purpose& purpose, const Limits& limits);
[[nodiscard]] bool is_over(const Limits& limits, base::Instant now);

}  // namespace guichet::privacy
