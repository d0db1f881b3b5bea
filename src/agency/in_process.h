// Agencies in this process: each call with a permit is journalled by the provider, then answered from
// its register as data/agencies.yaml describes. How a service behaves (slow, down, in error) can be
// overridden; it never depends on chance. What is found depends on the registers alone.
#pragma once

#include <optional>
#include <string>
#include <utility>

#include "agency/registers.h"
#include "agency/transport.h"

namespace guichet::agency {

// What a scenario changes of a service; what it leaves out stays as data/agencies.yaml says.
struct BehaviourChange {
  std::optional<std::int64_t> latency_minutes;
  std::optional<model::Behaviour::Availability> availability;
  std::optional<std::string> error;  // empty: serves again
  std::optional<std::int64_t> retries;
  std::optional<std::int64_t> retry_minutes;
  std::optional<bool> discloses_all;  // answers every field it has, not only those the permit asks
};

class InProcess final : public Transport {
 public:
  // Both outlive the transport.
  InProcess(const model::Agencies& agencies, Registers& registers) : agencies_{agencies}, registers_{registers} {}

  // From now on; an empty `api` means every service of the agency. Later changes win field by field,
  // one for a service over one for its agency.
  void set_behaviour(const std::string& agency, const std::string& api, const BehaviourChange& change);

  [[nodiscard]] model::Behaviour behaviour(const std::string& provider, const std::string& api) const override;
  // Preconditions: the call has exactly the fields the permit sends, and the API exists.
  [[nodiscard]] base::Result<Reply> ask(const privacy::Permit& permit, const Call& call, base::Instant at) override;
 private:
  [[nodiscard]] bool discloses_all(const std::string& provider, const std::string& api) const;

  const model::Agencies& agencies_;
  Registers& registers_;
  std::map<std::pair<std::string, std::string>, BehaviourChange> changes_;
};

}  // namespace guichet::agency
