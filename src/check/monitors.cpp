#include "check/monitors.h"

#include "check/moves.h"

namespace guichet::check {

using Pattern = model::Property::Pattern;
using model::Moment;

void Moves::meet(int child, const Moment& moment) {
  for (std::size_t i = 0; i < model_.procedure.properties.size(); ++i) {
    const model::Property& property = model_.procedure.properties[i];
    Byte& seen = row_[model_.shape.property(i)];
    if (seen == kBroken) continue;
    const bool first = is_among(property.first, moment);
    switch (property.pattern) {
      case Pattern::never:
      case Pattern::always:
        if (first || (property.first.empty() && child == kMainPlace)) hold(i, child);
        break;
      case Pattern::before:
        if (first) seen = kSeen;
        if (seen != kSeen && is_among(property.second, moment)) seen = kBroken;
        break;
      case Pattern::leads_to:
        if (first) seen = kSeen;
        if (is_among(property.second, moment)) seen = kNothingSeen;
        break;
      case Pattern::at_most:
        if (first) seen = seen == property.count ? kBroken : static_cast<Byte>(seen + 1);
        break;
    }
  }
}

// Precondition: the property is about the moment that is now.
void Moves::hold(std::size_t i, int child) {
  const model::Property& property = model_.procedure.properties[i];
  const bool is_so = !property.condition || evaluator_.condition(*property.condition, child).is_true();
  if (is_so == (property.pattern == Pattern::never)) row_[model_.shape.property(i)] = kBroken;
}

// Where the case now waits: what a condition says there may have changed without anything being entered.
void Moves::hold_conditions() {
  const auto hold_at = [&](int child) {
    if ((flags(child) & kEnded) != 0) return;  // held when it was entered
    const Moment here{.machine = machine_id(child), .state = {state(child)}};
    for (std::size_t i = 0; i < model_.procedure.properties.size(); ++i) {
      const model::Property& property = model_.procedure.properties[i];
      if (!property.condition || row_[model_.shape.property(i)] == kBroken) continue;
      if (is_among(property.first, here) || (property.first.empty() && child == kMainPlace)) hold(i, child);
    }
  };
  if (model_.procedure.properties.empty()) return;
  hold_at(kMainPlace);
  for (int i = 0; i < model_.shape.children_max() && row_[model_.shape.child(i)] != 0; ++i) hold_at(i);
}

}  // namespace guichet::check
