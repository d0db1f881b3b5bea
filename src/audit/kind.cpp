#include <array>
#include <utility>

#include "audit/log.h"
#include "base/ensure.h"

namespace guichet::audit {

namespace {

// Frozen, see docs/audit_format.md: a kind may be added, never renamed. In the order of the enum.
constexpr std::array<std::pair<Kind, std::string_view>, 50> kNames{{
    {Kind::dossier_opened, "dossier-opened"},
    {Kind::event_accepted, "event-accepted"},
    {Kind::event_refused, "event-refused"},
    {Kind::transition, "transition"},
    {Kind::state_entered, "state-entered"},
    {Kind::milestone_marked, "milestone-marked"},
    {Kind::rule_undetermined, "rule-undetermined"},
    {Kind::datum_stored, "datum-stored"},
    {Kind::datum_erased, "datum-erased"},
    {Kind::fee_charged, "fee-charged"},
    {Kind::exchange_permitted, "exchange-permitted"},
    {Kind::exchange_denied, "exchange-denied"},
    {Kind::exchange_sent, "exchange-sent"},
    {Kind::exchange_answered, "exchange-answered"},
    {Kind::exchange_not_found, "exchange-not-found"},
    {Kind::exchange_failed, "exchange-failed"},
    {Kind::exchange_retried, "exchange-retried"},
    {Kind::exchange_stopped, "exchange-stopped"},
    {Kind::answer_dropped, "answer-dropped"},
    {Kind::over_disclosure, "over-disclosure"},
    {Kind::deadline_set, "deadline-set"},
    {Kind::deadline_fired, "deadline-fired"},
    {Kind::deadline_suspended, "deadline-suspended"},
    {Kind::deadline_resumed, "deadline-resumed"},
    {Kind::deadline_cancelled, "deadline-cancelled"},
    {Kind::agreement_given, "agreement-given"},
    {Kind::agreement_declined, "agreement-declined"},
    {Kind::agreement_withdrawn, "agreement-withdrawn"},
    {Kind::letter_told, "letter-told"},
    {Kind::case_told, "case-told"},
    {Kind::child_started, "child-started"},
    {Kind::child_ended, "child-ended"},
    {Kind::dossier_closed, "dossier-closed"},
    {Kind::erasure_requested, "erasure-requested"},
    {Kind::erasure_held, "erasure-held"},
    {Kind::erasure_done, "erasure-done"},
    {Kind::database_restored, "database-restored"},
    {Kind::datum_refused, "datum-refused"},
    {Kind::letter_refused, "letter-refused"},
    {Kind::datum_rectified, "datum-rectified"},
    {Kind::agreement_asked, "agreement-asked"},
    {Kind::review_offered, "review-offered"},
    {Kind::processing_restricted, "processing-restricted"},
    {Kind::restriction_lifted, "restriction-lifted"},
    {Kind::processing_objected, "processing-objected"},
    {Kind::objection_overridden, "objection-overridden"},
    {Kind::recipient_notified, "recipient-notified"},
    {Kind::names_counted, "names-counted"},
    {Kind::key_certified, "key-certified"},
    {Kind::log_pruned, "log-pruned"},
}};
static_assert(kNames.size() == static_cast<std::size_t>(Kind::log_pruned) + 1);

}  // namespace

std::string_view name(Kind kind) {
  const auto index = static_cast<std::size_t>(kind);
  base::ensure(index < kNames.size() && kNames[index].first == kind, "kinds are in order");
  return kNames[index].second;
}

std::optional<Kind> parse_kind(std::string_view name) {
  for (const auto& [kind, known] : kNames)
    if (known == name) return kind;
  return std::nullopt;
}

}  // namespace guichet::audit
