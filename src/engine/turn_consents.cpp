// What a turn does when somebody agrees, declines or withdraws. GDPR art. 7(3): withdrawing is as easy as agreeing,
// and what was done before stands.
#include <algorithm>

#include "base/ensure.h"
#include "engine/turn.h"

namespace guichet::engine {
namespace {

bool asks(const model::Purpose& purpose) {
  return purpose.basis == model::Basis::consent || purpose.agreement != model::Agreement::none;
}

// A datum stays while one of its purposes rests on something else than the person's word, or on her word that holds.
bool still_held(const model::Procedure& procedure, const CaseState& state, const model::Datum& datum) {
  return std::ranges::any_of(datum.purposes, [&](model::PurposeId id) {
    return !asks(procedure[id]) || state.consents[id.index].state == Consent::State::agreed;
  });
}

Consent::State result(model::ConsentAct act) {
  switch (act) {
    case model::ConsentAct::none: break;
    case model::ConsentAct::agrees: return Consent::State::agreed;
    case model::ConsentAct::declines: return Consent::State::declined;
    case model::ConsentAct::withdraws: return Consent::State::withdrawn;
  }
  base::ensure(false, "a consent act that is none");
  return Consent::State::none;
}

}  // namespace

bool Turn::record(const ConsentChange& change) {
  Consent& consent = state_->consents[change.purpose.index];
  const bool had_agreed = consent.state == Consent::State::agreed;
  consent.state = result(change.act);
  consent.since = at_;
  consent.notice = change.notice;
  state_->now = at_;
  say(effect::ConsentGiven{change.purpose, change.act});

  // To decline after having agreed is to withdraw.
  const bool taken_back = consent.state == Consent::State::withdrawn ||
                          (consent.state == Consent::State::declined && had_agreed);
  if (!taken_back) return false;
  for (std::size_t i = 0; i < procedure().data.size(); ++i) {
    const model::Datum& datum = procedure().data[i];
    const bool concerned = std::ranges::find(datum.purposes, change.purpose) != datum.purposes.end();
    if (!concerned || still_held(procedure(), *state_, datum)) continue;
    for (std::uint16_t member = 0; member < datum.width; ++member) {
      expr::Value& value = state_->slots[std::size_t{datum.slot} + member];
      if (value.is_absent()) continue;
      value = {};
      say(effect::Erased{datum.width > 1 ? Member{member} : std::nullopt, {static_cast<std::uint16_t>(i)}});
    }
  }
  if (!state_->main.ended) wind();
  return true;
}

void Turn::stop_exchanges(model::PurposeId purpose) {
  const model::TriggerId refused = model::trigger(model::Trigger::refused);
  const std::uint32_t visits = state_->visits;  // what is asked from now on meets the gate
  const auto concerned = [&](Place place) {
    const Position& here = position(place);
    return is_asking(here, state_of(place)) && here.visit <= visits && state_of(place).exchange->purpose == purpose;
  };
  for (int child = Place::kMain; child < static_cast<int>(state_->children.size()); ++child) {
    const Place place{child};
    if (!concerned(place)) continue;
    Position& here = position(place);
    here.exchange_over = true;
    const Member who = member(place);
    say(effect::ExchangeStopped{who, here.visit, true});
    model::TransitionId by;
    const bool moved = attempt([&] { return choose(place, refused, by) && take(place, by); });
    if (!moved) refuse(who, refused);
  }
}

}  // namespace guichet::engine
