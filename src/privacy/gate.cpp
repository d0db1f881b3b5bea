// The rules, one function each, tried in the order of Denial. Each answers "what breaks me", so
// that `decide` reads as the list the documentation gives.
#include "privacy/gate.h"

#include <algorithm>
#include <array>
#include <optional>

#include "base/ensure.h"
#include "base/mutant.h"
#include "privacy/rules.h"

namespace guichet::privacy {
namespace {

using base::ensure;
using model::DatumId;

// What the rules look at, found once.
struct Question {
  const Request& request;
  const Context& context;
  const model::Purpose* purpose = nullptr;
  const model::Api* api = nullptr;
  const model::Grant* grant = nullptr;
  std::vector<DatumId> send;  // cut to the grant when the recipient is known at run time only

  [[nodiscard]] const model::Procedure& procedure() const { return *context.procedure; }
  [[nodiscard]] const model::Exchange& exchange() const { return *request.exchange; }
  [[nodiscard]] const Decision& decision() const {
    ensure(exchange().purpose.index < context.decisions.size(), "one decision per purpose");
    return context.decisions[exchange().purpose.index];
  }
};

bool contains(const std::vector<DatumId>& data, DatumId datum) {
  return std::ranges::find(data, datum) != data.end();
}

bool contains(const std::vector<std::string>& words, const std::string& word) {
  return std::ranges::find(words, word) != words.end();
}

// A word left out, or `*`, means any.
bool matches(const std::string& pattern, const std::string& word) {
  return pattern.empty() || pattern == "*" || pattern == word;
}

// The API's field for a datum of the grant; empty when the grant, or the API itself, does not have
// it.
std::string field_of(const std::map<std::string, std::string>& granted,
                     const std::vector<std::string>& offered, const std::string& datum) {
  const auto at = granted.find(datum);
  return at == granted.end() || !contains(offered, at->second) ? std::string{} : at->second;
}

// Art. 6(1) is about who asks.
bool by_authority(const Question& q) {
  const model::ActorId by = q.exchange().by;
  return by.index >= q.procedure().actors.size() || q.procedure()[by].role == model::Role::agency;
}

bool is_agency(const Question& q, model::ActorId actor, const std::string& id) {
  return actor.index < q.procedure().actors.size() && agency_id(q.procedure()[actor]) == id;
}

bool is_declared(const Question& q) {
  return is_agency(q, q.exchange().by, q.request.consumer) &&
         (q.exchange().with_member || is_agency(q, q.exchange().with, q.request.provider));
}

bool is_forbidden(const Question& q) {
  return std::ranges::any_of(q.api->forbidden, [&](const model::Forbidden& use) {
    return matches(use.purpose, q.purpose->name) && matches(use.procedure, q.procedure().id);
  });
}

const model::Grant* find_grant(const Question& q) {
  const auto at = std::ranges::find_if(q.api->grants, [&](const model::Grant& grant) {
    return grant.procedure == q.procedure().id && grant.consumer == q.request.consumer &&
           grant.purpose == q.purpose->name;
  });
  return at == q.api->grants.end() ? nullptr : &*at;
}

// Higher is surer; a word nobody knows is above all when asked, below all when presented.
constexpr std::array<std::string_view, 3> kIdentityLevels{"", "franceconnect",
                                                          "franceconnect-plus"};
bool is_identified(const std::string& asked, const std::string& presented) {
  const auto wanted = std::ranges::find(kIdentityLevels, std::string_view{asked});
  const auto had = std::ranges::find(kIdentityLevels, std::string_view{presented});
  if (wanted == kIdentityLevels.end()) return false;
  if (had == kIdentityLevels.end()) return asked.empty();
  return had >= wanted;
}

std::optional<Denied> refuse_if(bool broken, Denial reason, DatumId datum = {}) {
  if (!broken || base::is_removed("gate", reason_code(reason))) return std::nullopt;
  return Denied{reason, datum};
}

// Who, to whom, for what: everything but the data.
std::optional<Denied> check_parties(Question& q) {
  if (auto no = refuse_if(q.exchange().purpose.index >= q.procedure().purposes.size(), Denial::unknown_purpose)) return no;
  q.purpose = &q.procedure()[q.exchange().purpose];
  if (auto no = refuse_if(!has_basis(*q.purpose, by_authority(q)), Denial::no_basis)) return no;
  q.api = q.context.agencies->find_api(q.request.provider, q.exchange().api);
  if (auto no = refuse_if(q.api == nullptr, Denial::unknown_provider)) return no;
  if (auto no = refuse_if(!is_declared(q), Denial::recipient_not_declared)) return no;
  if (auto no = refuse_if(is_forbidden(q), Denial::forbidden_use)) return no;
  q.grant = find_grant(q);
  return refuse_if(q.grant == nullptr, Denial::no_authorisation);
}

// The first datum of `send`, then of `receive`, that `broken` says is at fault.
template <class Rule>
std::optional<Denied> first_at_fault(Denial reason, const std::vector<DatumId>& data, Rule broken) {
  const auto at = std::ranges::find_if(data, broken);
  return at == data.end() ? std::nullopt : refuse_if(true, reason, *at);
}

// Which data: declared, for this purpose, granted both ways, lawful, present.
std::optional<Denied> check_data(Question& q) {
  const auto& procedure = q.procedure();
  const auto& [exchange, consumer, provider, send, receive, identity] = q.request;
  const auto known = [&](DatumId id) { return id.index < procedure.data.size(); };
  const auto either = [&](Denial reason, auto broken) {
    auto found = first_at_fault(reason, q.send, broken);
    return found ? found : first_at_fault(reason, receive, broken);
  };
  const auto sends_more = [&](DatumId id) { return !known(id) || !contains(exchange->send, id); };
  const auto asks_more = [&](DatumId id) { return !known(id) || !contains(exchange->receive, id); };
  const auto not_taken = [&](DatumId id) {
    return field_of(q.grant->takes, q.api->takes, procedure[id].name).empty();
  };
  const auto not_given = [&](DatumId id) {
    return field_of(q.grant->gives, q.api->gives, procedure[id].name).empty();
  };
  const auto elsewhere = [&](DatumId id) { return !is_held_for(procedure[id], exchange->purpose); };
  const auto sensitive = [&](DatumId id) { return procedure[id].special; };
  const auto about_offence = [&](DatumId id) { return is_offence(procedure[id]); };
  const auto missing = [&](DatumId id) {
    ensure(id.index < q.context.present.size(), "one presence per datum");
    return !q.context.present[id.index];
  };

  q.send = send;
  if (auto no = first_at_fault(Denial::field_not_declared, q.send, sends_more)) return no;
  if (auto no = first_at_fault(Denial::field_not_declared, receive, asks_more)) return no;
  if (exchange->with_member && !base::is_removed("field", "cut")) std::erase_if(q.send, not_taken);
  if (auto no = either(Denial::field_not_for_purpose, elsewhere)) return no;
  if (auto no = first_at_fault(Denial::field_not_granted_out, q.send, not_taken)) return no;
  if (auto no = first_at_fault(Denial::field_not_granted_in, receive, not_given)) return no;
  if (!allows_special(*q.purpose))
    if (auto no = either(Denial::special_category, sensitive)) return no;
  if (!allows_offences(*q.purpose))
    if (auto no = either(Denial::offence_data, about_offence)) return no;
  return first_at_fault(Denial::datum_absent, q.send, missing);
}

// The person: how surely she is known, and what she decided where a rule asks her.
std::optional<Denied> check_person(const Question& q) {
  using State = Decision::State;
  if (auto no = refuse_if(!is_identified(q.api->identity, q.request.identity), Denial::identity_too_low)) return no;
  const State state = q.decision().state;
  const auto agreement = q.purpose->agreement;
  const bool consent = rests_on_consent(*q.purpose);
  const bool unasked = agreement == model::Agreement::required && state == State::none;
  const bool unchosen = agreement == model::Agreement::choice && !contains(q.context.chosen, q.request.provider);
  if (auto no = refuse_if(unasked, Denial::no_agreement)) return no;
  if (auto no = refuse_if(unchosen, Denial::recipient_not_chosen)) return no;
  if (auto no = refuse_if(consent && state == State::none, Denial::no_consent)) return no;
  if (!consent && agreement == model::Agreement::none) return std::nullopt;
  const auto reason = against(q.decision(), q.context.now);
  return reason ? refuse_if(true, *reason) : std::nullopt;
}

// What stands against the purpose, whatever it rests on.
std::optional<Denied> check_limits(const Question& q) {
  ensure(q.exchange().purpose.index < q.context.limits.size(), "one set of limits per purpose");
  const Limits& limits = q.context.limits[q.exchange().purpose.index];
  if (auto no = refuse_if(is_restricted(*q.purpose, limits), Denial::processing_restricted)) return no;
  if (auto no = refuse_if(is_objected(*q.purpose, limits), Denial::processing_objected)) return no;
  return refuse_if(is_over(limits, q.context.now), Denial::retention_over);
}

}  // namespace

std::variant<Permit, Denied> decide(const Request& request, const Context& context) {
  ensure(request.exchange != nullptr && context.procedure != nullptr && context.agencies != nullptr,
         "the gate decides about a declared exchange");
  Question q{.request = request, .context = context};
  if (const auto no = check_parties(q)) return *no;
  if (const auto no = check_data(q)) return *no;
  if (const auto no = check_person(q)) return *no;
  if (const auto no = check_limits(q)) return *no;

  Permit permit;
  permit.purpose_ = request.exchange->purpose;
  permit.purpose_name_ = q.purpose->name;
  permit.provider_ = request.provider;
  permit.consumer_ = request.consumer;
  permit.api_ = request.exchange->api;
  permit.basis_ = basis_code(*q.purpose);
  if (q.decision().state == Decision::State::agreed) permit.notice_ = q.decision().notice;
  for (const DatumId id : q.send)
    permit.send_.push_back({id, q.grant->takes.at(q.procedure()[id].name)});
  for (const DatumId id : request.receive)
    permit.receive_.push_back({id, q.grant->gives.at(q.procedure()[id].name)});
  return permit;
}

Screened screen(const Permit& permit, const std::map<std::string, std::string>& answer) {
  Screened screened;
  for (const Field& field : permit.receive())
    if (const auto sent = answer.find(field.name); sent != answer.end()) screened.kept.emplace_back(field, sent->second);
  for (const auto& [name, value] : answer)
    if (!base::is_removed("field", "excess") &&
        std::ranges::none_of(permit.receive(), [&](const Field& field) { return field.name == name; }))
      screened.excess.push_back(name);
  return screened;
}

const std::string& agency_id(const model::Actor& actor) {
  return actor.agency.empty() ? actor.name : actor.agency;
}

}  // namespace guichet::privacy
