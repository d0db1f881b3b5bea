#include "agency/in_process.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "agency/answer.h"
#include "agency/error_codes.h"

namespace guichet::agency {
namespace {

using base::ensure;

// Words of the journal, in the order of Reply::Kind.
constexpr std::array<const char*, 4> kOutcomes{"answered", "not-found", "refused", "unavailable"};

bool sends_exactly(const privacy::Permit& permit, const Fields& fields) {
  return fields.size() == permit.send().size() &&
         std::ranges::all_of(permit.send(), [&](const privacy::Field& field) { return fields.contains(field.name); });
}

// What was answered the first time this key came.
std::optional<Reply> find_reply(SQLite::Database& database, const std::string& key) {
  SQLite::Statement call{database, "SELECT issue, code FROM appels WHERE cle = ?"};
  call.bind(1, key);
  if (!call.executeStep()) return std::nullopt;
  const auto* outcome = std::ranges::find(kOutcomes, call.getColumn(0).getString());
  ensure(outcome != kOutcomes.end(), "a word of the journal");
  Reply reply{.kind = static_cast<Reply::Kind>(outcome - kOutcomes.begin()), .code = call.getColumn(1).getString()};
  SQLite::Statement fields{database, "SELECT champ, valeur FROM reponses WHERE cle = ?"};
  fields.bind(1, key);
  while (fields.executeStep()) reply.fields.emplace(fields.getColumn(0).getString(), fields.getColumn(1).getString());
  return reply;
}

std::string names_of(const Fields& fields) {
  std::string names;
  for (const auto& [name, value] : fields) names += (names.empty() ? "" : " ") + name;
  return names;
}

void keep_journal(SQLite::Database& database, const privacy::Permit& permit, const Call& call, base::Instant at,
                  const Reply& reply) {
  SQLite::Statement line{database, "INSERT INTO appels VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"};
  const std::array<std::string, 10> values{call.key,
                                           permit.provider(),
                                           permit.api(),
                                           permit.consumer(),
                                           permit.basis(),
                                           base::to_iso(at),
                                           names_of(call.fields),
                                           call.trace,
                                           kOutcomes[static_cast<std::size_t>(reply.kind)],
                                           reply.code};
  for (std::size_t i = 0; i < values.size(); ++i) line.bind(static_cast<int>(i) + 1, values[i]);
  line.exec();
  SQLite::Statement field{database, "INSERT INTO reponses VALUES (?, ?, ?)"};
  for (const auto& [name, value] : reply.fields) {
    field.bind(1, call.key);
    field.bind(2, name);
    field.bind(3, value);
    field.exec();
    field.reset();
  }
}

template <class T>
void replace(std::optional<T>& kept, const std::optional<T>& change) {
  if (change) kept = change;
}

void apply(model::Behaviour& behaviour, const BehaviourChange& change) {
  behaviour.latency_minutes = change.latency_minutes.value_or(behaviour.latency_minutes);
  behaviour.availability = change.availability.value_or(behaviour.availability);
  behaviour.error = change.error.value_or(behaviour.error);
  behaviour.retries = change.retries.value_or(behaviour.retries);
  behaviour.retry_minutes = change.retry_minutes.value_or(behaviour.retry_minutes);
}

void cut_to_permit(Reply& reply, const privacy::Permit& permit) {
  std::erase_if(reply.fields, [&](const auto& field) {
    return std::ranges::find(permit.receive(), field.first, &privacy::Field::name) == permit.receive().end();
  });
}

}  // namespace

void InProcess::set_behaviour(const std::string& agency, const std::string& api, const BehaviourChange& change) {
  BehaviourChange& kept = changes_[{agency, api}];
  replace(kept.latency_minutes, change.latency_minutes);
  replace(kept.availability, change.availability);
  replace(kept.error, change.error);
  replace(kept.retries, change.retries);
  replace(kept.retry_minutes, change.retry_minutes);
  replace(kept.discloses_all, change.discloses_all);
}

model::Behaviour InProcess::behaviour(const std::string& provider, const std::string& api) const {
  const model::Api* described = agencies_.find_api(provider, api);
  model::Behaviour behaviour = described == nullptr ? model::Behaviour{} : described->behaviour;
  for (const std::string& scope : {std::string{}, api})
    if (const auto at = changes_.find({provider, scope}); at != changes_.end()) apply(behaviour, at->second);
  return behaviour;
}

bool InProcess::discloses_all(const std::string& provider, const std::string& api) const {
  bool all = false;
  for (const std::string& scope : {std::string{}, api})
    if (const auto at = changes_.find({provider, scope}); at != changes_.end())
      all = at->second.discloses_all.value_or(all);
  return all;
}

base::Result<Reply> InProcess::ask(const privacy::Permit& permit, const Call& call, base::Instant at) {
  ensure(sends_exactly(permit, call.fields), "a call sends what its permit lets out, no more, no less");
  const model::Agency* provider = agencies_.find(permit.provider());
  const model::Api* api = agencies_.find_api(permit.provider(), permit.api());
  ensure(api != nullptr, "a permit names a service that exists");

  const model::Behaviour now = behaviour(permit.provider(), permit.api());
  if (now.availability == model::Behaviour::Availability::down)
    return Reply{.kind = Reply::Kind::unavailable, .code = std::string{kNoAnswer}};
  try {
    SQLite::Database& database = registers_.database(provider->register_name);
    SQLite::Transaction transaction{database, SQLite::TransactionBehavior::IMMEDIATE};
    if (std::optional<Reply> before = find_reply(database, call.key)) return *std::move(before);
    Reply reply = now.error.empty() ? answer(registers_, *provider, *api, call) : failed_with(now.error, *api);
    if (!discloses_all(permit.provider(), permit.api())) cut_to_permit(reply, permit);
    keep_journal(database, permit, call, at, reply);
    transaction.commit();
    return reply;
  } catch (const SQLite::Exception& error) {
    return base::Failure{{.id = N_("The register {register} cannot be used: {cause}."),
                          .args = {{"register", provider->register_name}, {"cause", error.what()}}}};
  }
}

}  // namespace guichet::agency
