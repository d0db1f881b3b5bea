#include "check/finding.h"

#include <array>

namespace guichet::check {

namespace {

using enum Weight;

// In the order of Kind.
constexpr std::array kFacts{
    KindFacts{"dead-end", error, N_("every case must be able to end"), N_("a state that nothing can leave")},
    KindFacts{"cannot-end", error, N_("every case must be able to end"),
              N_("states from which no outcome can be reached")},
    KindFacts{"unreachable-state", warning, N_("what is written must be able to happen"),
              N_("a state no case can reach")},
    KindFacts{"unreachable-branch", warning, N_("what is written must be able to happen"),
              N_("a branch no case can take")},
    KindFacts{"shadowed-guard", warning, N_("the first true branch wins"), N_("a branch hidden by those before it")},
    KindFacts{"event-never-heard", warning, N_("what is written must be able to happen"),
              N_("an event no state listens to")},
    KindFacts{"wait-without-deadline", warning, N_("GDPR art. 5(1)(e): a case nobody closes keeps its data for ever"),
              N_("a state that waits with no deadline")},
    KindFacts{"no-silence-rule", note, N_("CRPA L231-1, L231-4: silence has an effect"),
              N_("an administration that may stay silent for ever")},
    KindFacts{"silence-contradicts-source", error, N_("CRPA L231-1, L231-4: silence has an effect"),
              N_("a silence whose delay or effect is not that of its source")},
    KindFacts{"loop-without-person", error, N_("every case must be able to end"),
              N_("states that follow one another in a circle without anybody")},
    KindFacts{"deadline-race", warning, N_("what time does must not depend on the month"),
              N_("two deadlines whose order depends on the date")},
    KindFacts{"refusal-without-recourse", error, N_("CRPA L412-3, CJA R421-5: a refusal says how to contest it"),
              N_("a refusal without a way to contest it")},
    KindFacts{"refusal-without-motive", error, N_("CRPA L211-2, L211-5: a refusal gives its reasons in writing"),
              N_("a refusal whose reasons reach nobody")},
    KindFacts{"automated-refusal", error, N_("GDPR art. 22, LIL art. 47: no refusal by a machine alone"),
              N_("a refusal no human being decided or can review")},
    KindFacts{"used-before-exists", error, N_("GDPR art. 5(1)(d): nothing is decided on what is not known"),
              N_("a datum read where it may be absent")},
    KindFacts{"no-table-row", error, N_("nothing is decided on what is not known"),
              N_("a table asked for a row it does not have")},
    KindFacts{"collected-never-used", warning, N_("GDPR art. 5(1)(c): only what is necessary"),
              N_("a datum collected and never used")},
    KindFacts{"sent-not-needed", note, N_("GDPR art. 5(1)(c), CRPA L114-8: only what the recipient needs"),
              N_("a datum sent that its recipient does not use")},
    KindFacts{"beyond-the-grant", error, N_("GDPR art. 5(1)(b), CRPA L114-8: within the purpose granted"),
              N_("an exchange outside what its provider granted")},
    KindFacts{"asked-though-held", warning, N_("CRPA L114-8: tell us once"),
              N_("a datum asked from the person though an administration of the procedure holds it")},
    KindFacts{"kept-without-retention", error, N_("GDPR art. 5(1)(e): kept no longer than necessary"),
              N_("data whose retention never begins")},
    KindFacts{"special-without-ground", error, N_("GDPR art. 9: special categories need a ground"),
              N_("sensitive data without a ground of article 9")},
    KindFacts{"consent-against-law", warning, N_("GDPR art. 6(1), 7: consent is free, or it is not the basis"),
              N_("consent asked where the law already decides")},
    KindFacts{"consent-never-asked", error, N_("GDPR art. 6(1)(a), 7(1): consent is given by an act"),
              N_("a purpose that rests on a consent nobody asks")},
    KindFacts{"withdrawal-harder", error, N_("GDPR art. 7(3): as easy to withdraw as to give"),
              N_("a consent harder to withdraw than to give")},
    KindFacts{"property-broken", error, N_("what `properties` say must stay true"),
              N_("a property of the file that does not hold")},
};
static_assert(kFacts.size() == static_cast<std::size_t>(Kind::property_broken) + 1);

}  // namespace

const KindFacts& facts(Kind kind) { return kFacts[static_cast<std::size_t>(kind)]; }
std::span<const KindFacts> all_kinds() { return kFacts; }

}  // namespace guichet::check
