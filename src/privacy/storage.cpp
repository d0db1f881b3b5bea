#include "privacy/storage.h"

#include <algorithm>
#include <initializer_list>
#include <optional>

#include "base/ensure.h"
#include "base/mutant.h"
#include "privacy/rules.h"

namespace guichet::privacy {
namespace {

bool by_authority(const model::Procedure& procedure, const model::Purpose& purpose) {
  return std::ranges::any_of(purpose.controllers, [&](model::ActorId id) {
    return id.index < procedure.actors.size() && procedure[id].role == model::Role::agency;
  });
}

std::optional<Denial> check_purpose(model::PurposeId id, const Context& context) {
  const model::Procedure& procedure = *context.procedure;
  if (id.index >= procedure.purposes.size()) return Denial::unknown_purpose;
  if (!has_basis(procedure[id], by_authority(procedure, procedure[id]))) return Denial::no_basis;
  return std::nullopt;
}

// What the person decided, where the basis is her consent.
std::optional<Denial> check_consent(const model::Purpose& purpose, const Decision& decision, base::Instant now) {
  if (!rests_on_consent(purpose)) return std::nullopt;
  if (decision.state == Decision::State::none) return Denial::no_consent;
  return against(decision, now);
}

std::optional<Denial> check_category(const model::Datum& datum, const model::Purpose& purpose) {
  if (datum.special && !allows_special(purpose)) return Denial::special_category;
  if (is_offence(datum) && !allows_offences(purpose)) return Denial::offence_data;
  return std::nullopt;
}

// The first rule that is broken. `of`: storage or letter.
std::optional<Denial> first_of(const char* of, std::initializer_list<std::optional<Denial>> broken) {
  for (const std::optional<Denial>& no : broken)
    if (no && !base::is_removed(of, reason_code(*no))) return no;
  return std::nullopt;
}
std::optional<Denial> broken_if(bool broken, Denial reason) { return broken ? std::optional{reason} : std::nullopt; }

void ensure_standing(const Context& context, model::PurposeId id) {
  base::ensure(id.index < context.decisions.size() && id.index < context.limits.size(),
               "one decision and one set of limits per purpose");
}

}  // namespace

std::variant<StoragePermit, Denied> decide_storage(model::PurposeId id, const Context& context) {
  if (const auto no = first_of("storage", {check_purpose(id, context)})) return Denied{*no, {}};
  ensure_standing(context, id);
  const model::Purpose& purpose = (*context.procedure)[id];
  const Limits& limits = context.limits[id.index];
  if (const auto no = first_of("storage", {check_consent(purpose, context.decisions[id.index], context.now),
                                           broken_if(is_objected(purpose, limits), Denial::processing_objected),
                                           broken_if(is_over(limits, context.now), Denial::retention_over)}))
    return Denied{*no, {}};
  return StoragePermit{purpose.name, basis_code(purpose)};
}

std::variant<StoragePermit, Denied> decide_storage(model::DatumId id, const Context& context) {
  const model::Procedure& procedure = *context.procedure;
  base::ensure(id.index < procedure.data.size(), "the gate decides about a declared datum");
  const model::Datum& datum = procedure[id];
  const std::vector<model::PurposeId> first{model::PurposeId{0}};
  std::optional<Denied> denied;
  for (const model::PurposeId purpose : datum.purposes.empty() ? first : datum.purposes) {
    auto answer = decide_storage(purpose, context);
    if (std::holds_alternative<StoragePermit>(answer)) {
      const auto no = first_of("storage", {check_category(datum, procedure[purpose])});
      if (!no) return answer;
      answer = Denied{*no, {}};
    }
    if (!denied) denied = Denied{std::get<Denied>(answer).reason, id};
  }
  return *denied;
}

std::variant<StoragePermit, Denied> decide_letter(const model::Letter& letter, const Context& context) {
  if (const auto no = first_of("letter", {check_purpose(letter.purpose, context)})) return Denied{*no, {}};
  ensure_standing(context, letter.purpose);
  const model::Procedure& procedure = *context.procedure;
  const model::Purpose& purpose = procedure[letter.purpose];
  for (const model::DatumId id : letter.carries) {
    const bool elsewhere = id.index >= procedure.data.size() || !is_held_for(procedure[id], letter.purpose);
    if (const auto no = first_of("letter", {broken_if(elsewhere, Denial::field_not_for_purpose)})) return Denied{*no, id};
    if (const auto no = first_of("letter", {check_category(procedure[id], purpose)})) return Denied{*no, id};
  }
  // Art. 12 and 15: nothing she decides keeps her own data from her.
  if (letter.to.index < procedure.actors.size() && procedure[letter.to].role != model::Role::citizen) {
    const Limits& limits = context.limits[letter.purpose.index];
    if (const auto no = first_of("letter", {check_consent(purpose, context.decisions[letter.purpose.index], context.now),
                                            broken_if(is_restricted(purpose, limits), Denial::processing_restricted),
                                            broken_if(is_objected(purpose, limits), Denial::processing_objected),
                                            broken_if(is_over(limits, context.now), Denial::retention_over)}))
      return Denied{*no, {}};
  }
  return StoragePermit{purpose.name, basis_code(purpose)};
}

}  // namespace guichet::privacy
