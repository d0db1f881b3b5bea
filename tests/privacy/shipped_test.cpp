// Every exchange of every shipped procedure passes the gate as declared, and is refused when widened by
// one datum out, one datum in, one recipient, one asker or one purpose.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <memory>

#include "load/load.h"
#include "privacy/gate.h"

namespace guichet::privacy {
namespace {

namespace fs = std::filesystem;
const fs::path kRoot{GUICHET_SOURCE_DIR};

// Asks the gate as the shell would, with all that a person can give given.
class Asker {
 public:
  Asker(const model::Procedure& procedure, const model::Agencies& agencies)
      : procedure_{procedure},
        agencies_{agencies},
        decisions_(procedure.purposes.size(), {Decision::State::agreed, "v1"}),
        limits_(procedure.purposes.size()),
        present_{std::make_unique<bool[]>(procedure.data.size())} {
    std::fill_n(present_.get(), procedure.data.size(), true);
    for (const model::Agency& agency : agencies.all) chosen_.push_back(agency.name);
  }

  [[nodiscard]] bool permits(const model::Exchange& exchange, const std::string& consumer,
                             const std::string& provider) const {
    const auto answer = decide({.exchange = &exchange,
                                .consumer = consumer,
                                .provider = provider,
                                .send = exchange.send,
                                .receive = exchange.receive,
                                .identity = "franceconnect-plus"},
                               {.procedure = &procedure_,
                                .agencies = &agencies_,
                                .decisions = decisions_,
                                .limits = limits_,
                                .present = {present_.get(), procedure_.data.size()},
                                .chosen = chosen_});
    return std::holds_alternative<Permit>(answer);
  }
 private:
  const model::Procedure& procedure_;
  const model::Agencies& agencies_;
  std::vector<Decision> decisions_;
  std::vector<Limits> limits_;
  std::unique_ptr<bool[]> present_;
  std::vector<std::string> chosen_;
};

// What the provider granted to this asker for this purpose: widening inside it is no widening.
const model::Grant* grant_of(const model::Agencies& agencies, const model::Procedure& procedure,
                             const std::string& consumer, const std::string& provider, const std::string& api,
                             model::PurposeId purpose) {
  const model::Api* offered = agencies.find_api(provider, api);
  if (offered == nullptr) return nullptr;
  const auto at = std::ranges::find_if(offered->grants, [&](const model::Grant& grant) {
    return grant.procedure == procedure.id && grant.consumer == consumer && grant.purpose == procedure[purpose].name;
  });
  return at == offered->grants.end() ? nullptr : &*at;
}

void expect_held(const model::Procedure& procedure, const model::Agencies& agencies, const model::State& state) {
  SCOPED_TRACE(procedure.id + "/" + state.name);
  const model::Exchange& declared = *state.exchange;
  const Asker asker{procedure, agencies};
  const std::string consumer = agency_id(procedure[declared.by]);
  const std::string provider = agency_id(procedure[declared.with]);
  ASSERT_TRUE(asker.permits(declared, consumer, provider));
  const model::Grant* grant = grant_of(agencies, procedure, consumer, provider, declared.api, declared.purpose);
  ASSERT_NE(grant, nullptr);

  for (std::uint16_t i = 0; i < procedure.data.size(); ++i) {
    const std::string& name = procedure.data[i].name;
    model::Exchange out = declared;
    out.send.push_back({i});
    model::Exchange in = declared;
    in.receive.push_back({i});
    if (!grant->takes.contains(name)) {
      EXPECT_FALSE(asker.permits(out, consumer, provider)) << name;
    }
    if (!grant->gives.contains(name)) {
      EXPECT_FALSE(asker.permits(in, consumer, provider)) << name;
    }
  }
  for (const model::Agency& other : agencies.all) {
    if (other.name != provider) {
      EXPECT_FALSE(asker.permits(declared, consumer, other.name));
    }
    if (other.name != consumer) {
      EXPECT_FALSE(asker.permits(declared, other.name, provider));
    }
  }
  for (std::uint16_t i = 0; i < procedure.purposes.size(); ++i) {
    model::Exchange other = declared;
    other.purpose = {i};
    const bool granted = grant_of(agencies, procedure, consumer, provider, declared.api, {i}) != nullptr;
    if (!granted) {
      EXPECT_FALSE(asker.permits(other, consumer, provider)) << procedure.purposes[i].name;
    }
  }
}

TEST(ShippedExchanges, HoldAgainstAnyWidening) {
  const auto loaded = load::load_reference((kRoot / "data").string());
  ASSERT_TRUE(loaded.ok());
  const model::Reference& reference = loaded->reference;
  int exchanges = 0;
  for (const auto& entry : fs::directory_iterator{kRoot / "procedures"}) {
    const auto file = load::load_procedure_file((entry.path() / "procedure.yaml").string(), reference);
    ASSERT_TRUE(file.ok()) << entry.path();
    ASSERT_TRUE(file->loaded.procedure.has_value()) << entry.path();
    for (const model::Machine& machine : file->loaded.procedure->machines) {
      for (const model::State& state : machine.states) {
        if (!state.exchange || state.exchange->with_member) continue;
        expect_held(*file->loaded.procedure, reference.agencies, state);
        ++exchanges;
      }
    }
  }
  EXPECT_GT(exchanges, 0);
}

}  // namespace
}  // namespace guichet::privacy
