#include "model/procedure.h"

#include <algorithm>
#include <array>

namespace guichet::model {

namespace {

template <class Tag, class T>
std::optional<Id<Tag>> find_by_name(const std::vector<T>& all, std::string_view name) {
  const auto at = std::ranges::find(all, name, &T::name);
  if (at == all.end()) return std::nullopt;
  return Id<Tag>{static_cast<std::uint16_t>(at - all.begin())};
}

}  // namespace

std::string_view Procedure::trigger_name(TriggerId t) const {
  static constexpr std::array<std::string_view, kFixedTriggers> kFixed{
      "answered", "not-found", "refused", "failed", "after", "done", "decide"};
  if (t.index < kFixedTriggers) return kFixed[t.index];
  const std::size_t event = t.index - kFixedTriggers;
  if (event < events.size()) return events[event].name;
  return deadlines[event - events.size()].name;
}

std::optional<ActorId> Procedure::find_actor(std::string_view name) const {
  return find_by_name<ActorTag>(actors, name);
}
std::optional<DatumId> Procedure::find_datum(std::string_view name) const {
  return find_by_name<DatumTag>(data, name);
}
std::optional<EventId> Procedure::find_event(std::string_view name) const {
  return find_by_name<EventTag>(events, name);
}
std::optional<PurposeId> Procedure::find_purpose(std::string_view name) const {
  return find_by_name<PurposeTag>(purposes, name);
}
std::optional<DeadlineId> Procedure::find_deadline(std::string_view name) const {
  return find_by_name<DeadlineTag>(deadlines, name);
}
std::optional<StateId> Procedure::find_state(MachineId machine, std::string_view name) const {
  return find_by_name<StateTag>(machines[machine.index].states, name);
}

std::optional<DatumId> Procedure::datum_of_slot(std::uint16_t slot) const {
  for (std::size_t i = 0; i < data.size(); ++i)
    if (slot >= data[i].slot && slot < data[i].slot + data[i].width)
      return DatumId{static_cast<std::uint16_t>(i)};
  return std::nullopt;
}

std::string_view Procedure::slot_name(std::uint16_t slot) const {
  if (const auto datum = datum_of_slot(slot)) return data[datum->index].name;
  const auto at = std::ranges::find(attributes, slot, &Attribute::slot);
  return at == attributes.end() ? std::string_view{} : std::string_view{at->name};
}

bool is_among(const std::vector<Moment>& moments, const Moment& one) {
  return std::ranges::any_of(moments, [&](const Moment& other) {
    if (other.kind != one.kind) return false;
    return one.kind == Moment::Kind::event ? other.event == one.event
                                           : other.machine == one.machine && other.state == one.state;
  });
}

}  // namespace guichet::model
