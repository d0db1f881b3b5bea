#include "engine/door.h"

#include <algorithm>
#include <cstddef>

namespace guichet::engine {
namespace {

constexpr std::string_view kFranceConnect = "franceconnect";
constexpr std::string_view kFranceConnectPlus = "franceconnect-plus";

int level(std::string_view identity) {
  if (identity == kFranceConnectPlus) return 2;
  return identity == kFranceConnect ? 1 : 0;
}

bool contains(const std::vector<model::DatumId>& list, model::DatumId datum) {
  return std::ranges::find(list, datum) != list.end();
}

// A value per member needs to know which member it is for.
bool has_place(const model::Datum& datum, Member member) {
  return datum.width == 1 || (member && *member < datum.width);
}

Member whose(const Given& given, Member acting) { return given.member ? given.member : acting; }

template <class Allowed>
std::optional<model::DatumId> first_wrong(const model::Procedure& procedure, std::span<const Given> given, Member member,
                                          Allowed allowed) {
  for (std::size_t i = 0; i < given.size(); ++i) {
    const model::DatumId id = given[i].datum;
    const Member for_member = whose(given[i], member);
    const auto twice = [&](const Given& other) {
      return other.datum == id && (procedure[id].width == 1 || whose(other, member) == for_member);
    };
    if (std::any_of(given.begin(), given.begin() + static_cast<std::ptrdiff_t>(i), twice)) return id;
    if (!allowed(id) || !fits(procedure[id], given[i].value) || !has_place(procedure[id], for_member)) return id;
  }
  return std::nullopt;
}

}  // namespace

bool fits(const model::Datum& datum, const expr::Value& value) {
  if (value.kind() != datum.type.kind) return false;
  const auto words = datum.type.values ? static_cast<std::int64_t>(datum.type.values->size()) : 0;
  switch (value.kind()) {
    case expr::Kind::absent:
    case expr::Kind::error: return false;
    case expr::Kind::enumeration: return value.as_integer() < words;
    case expr::Kind::list: return value.as_integer() >> words == 0;
    case expr::Kind::date: return base::in_range(value.as_date());
    default: return true;
  }
}

bool made_by_its_actor(const model::Procedure& procedure, const model::Event& event, const Act& act) {
  const bool is_for_a_member = !event.by.known() || procedure[event.by].member_of.known();
  if (is_for_a_member && act.by_member) return true;
  return event.by.known() && !act.by_member && act.by == event.by;
}

bool identity_suffices(const model::Event& event, std::string_view presented) {
  return level(presented) >= level(event.identity);
}

std::optional<model::DatumId> wrong_datum(const model::Procedure& procedure, const model::Event& event,
                                          std::span<const Given> given, Member member) {
  for (const model::DatumId needed : event.carries) {
    if (std::ranges::find(given, needed, &Given::datum) == given.end()) return needed;
  }
  return first_wrong(procedure, given, member, [&](model::DatumId id) {
    const bool of_identity = !event.identity.empty() && procedure[id].origin == kFranceConnect;
    return of_identity || contains(event.carries, id) || contains(event.may_carry, id);
  });
}

std::optional<model::DatumId> wrong_datum(const model::Procedure& procedure, const model::Exchange& exchange,
                                          std::span<const Given> given, Member member) {
  return first_wrong(procedure, given, member, [&](model::DatumId id) { return contains(exchange.receive, id); });
}

}  // namespace guichet::engine
