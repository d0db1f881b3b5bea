#include "privacy/rules.h"

#include <algorithm>

namespace guichet::privacy {

// Art. 6(1), last sentence: legitimate interest is closed to public authorities in their tasks.
bool has_basis(const model::Purpose& purpose, bool by_authority) {
  if (purpose.regime != model::Regime::rgpd) return true;
  if (purpose.basis == model::Basis::none) return false;
  return purpose.basis != model::Basis::legitimate_interest || !by_authority;
}

bool allows_special(const model::Purpose& purpose) {
  switch (purpose.regime) {
    case model::Regime::rgpd:
      return purpose.special.starts_with("art-9");
    case model::Regime::police_justice:
      return !purpose.law.empty();
    case model::Regime::outside:
      return true;
  }
  return false;
}

// Directive 2016/680 is made for offences; the GDPR wants a text.
bool allows_offences(const model::Purpose& purpose) {
  return purpose.regime != model::Regime::rgpd || purpose.special.starts_with("art-10");
}

bool is_offence(const model::Datum& datum) { return datum.category == "offence"; }

bool is_held_for(const model::Datum& datum, model::PurposeId purpose) {
  if (datum.purposes.empty()) return purpose.index == 0;
  return std::ranges::find(datum.purposes, purpose) != datum.purposes.end();
}

bool rests_on_consent(const model::Purpose& purpose) {
  return purpose.regime == model::Regime::rgpd && purpose.basis == model::Basis::consent;
}

bool may_be_objected_to(const model::Purpose& purpose) {
  return purpose.regime == model::Regime::rgpd && purpose.no_objection.empty() &&
         (purpose.basis == model::Basis::public_task || purpose.basis == model::Basis::legitimate_interest);
}

std::optional<Denial> against(const Decision& decision, base::Instant now) {
  switch (decision.state) {
    case Decision::State::none:
      return std::nullopt;
    case Decision::State::withdrawn:
      return Denial::consent_withdrawn;
    case Decision::State::declined:
      return Denial::consent_declined;
    case Decision::State::agreed:
      if (decision.until && now >= *decision.until) return Denial::consent_expired;
      return std::nullopt;
  }
  return std::nullopt;
}

bool is_restricted(const model::Purpose& purpose, const Limits& limits) {
  return purpose.regime == model::Regime::rgpd && limits.restricted;
}

bool is_objected(const model::Purpose& purpose, const Limits& limits) {
  return limits.objected && may_be_objected_to(purpose);
}

bool is_over(const Limits& limits, base::Instant now) {
  return limits.retained_until && now >= *limits.retained_until;
}

}  // namespace guichet::privacy
