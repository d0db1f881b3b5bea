// The gate against a slow model written from docs/gate.md alone: names instead of indices, every
// rule computed whether or not an earlier one already broke, the first broken one in the document's
// order.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>
#include <random>
#include <set>

#include "privacy/toy.h"

namespace guichet::privacy {
namespace {

using test::Toy;
using Names = std::set<std::string>;

class Chance {
 public:
  explicit Chance(std::uint32_t seed) : engine_{seed} {}
  bool once_in(unsigned n) { return engine_() % n == 0; }
  template <class T>
  T one_of(std::initializer_list<T> words) {
    return *(words.begin() + engine_() % words.size());
  }
 private:
  std::mt19937 engine_;
};

// Changes a few things of the toy at random, each seldom, so that about half of the requests pass.
void shake(Toy& toy, Chance& chance) {
  const auto maybe = [&](auto change) {
    if (chance.once_in(14)) change();
  };
  const auto any_datum = [&] {
    return model::DatumId{chance.one_of<std::uint16_t>({0, 1, 2, 3, 4, 9})};
  };
  auto& purpose = toy.procedure.purposes[0];
  maybe([&] { toy.exchange.purpose = {chance.one_of<std::uint16_t>({1, 7})}; });
  maybe([&] {
    purpose.basis = chance.one_of(
        {model::Basis::none, model::Basis::consent, model::Basis::legitimate_interest});
  });
  maybe([&] {
    purpose.regime = chance.one_of({model::Regime::police_justice, model::Regime::outside});
  });
  maybe([&] { purpose.law = {"CPP"}; });
  maybe([&] { purpose.special = "art-9-2-h"; });
  maybe([&] {
    purpose.agreement = chance.one_of({model::Agreement::required, model::Agreement::choice});
  });
  maybe([&] { toy.procedure.actors[1].role = model::Role::other; });
  maybe([&] { toy.request.consumer = chance.one_of<std::string>({"region", "usager"}); });
  maybe([&] { toy.request.provider = chance.one_of<std::string>({"dgfip", "antai", "fichier"}); });
  maybe([&] { toy.exchange.with_member = true; });
  maybe([&] { toy.exchange.api = "autre"; });
  maybe([&] {
    toy.api().forbidden = {{chance.one_of<std::string>({"", "*", "attribution", "controle"}),
                            chance.one_of<std::string>({"*", "stationnement", "autre"}),
                            {},
                            ""}};
  });
  maybe([&] { toy.grant().procedure = "autre"; });
  maybe([&] { toy.grant().purpose = "enquete"; });
  maybe([&] { toy.grant().takes.erase(chance.one_of<std::string>({"jeton", "plaque"})); });
  maybe([&] { toy.grant().takes["revenu"] = chance.one_of<std::string>({"income", "nothing"}); });
  maybe([&] { toy.grant().gives["avis"] = chance.one_of<std::string>({"notice", "nothing"}); });
  maybe([&] { toy.grant().gives.erase("commune"); });
  maybe([&] { toy.request.send.push_back(any_datum()); });
  maybe([&] { toy.exchange.send.push_back(toy.request.send.back()); });
  maybe([&] { toy.request.receive.push_back(any_datum()); });
  maybe([&] { toy.exchange.receive.push_back(toy.request.receive.back()); });
  maybe([&] { toy.procedure.data[chance.one_of({0, 1, 2, 3})].purposes = {{1}}; });
  maybe([&] { toy.procedure.data[chance.one_of({0, 1, 2, 3})].purposes = {}; });
  maybe([&] { toy.procedure.data[chance.one_of({0, 1, 2, 3})].special = true; });
  maybe([&] { toy.present[chance.one_of({0, 1, 2, 3, 4})] = false; });
  maybe([&] {
    toy.api().identity = chance.one_of<std::string>({"", "franceconnect-plus", "other"});
  });
  maybe([&] {
    toy.request.identity = chance.one_of<std::string>({"", "franceconnect-plus", "other"});
  });
  if (chance.once_in(3)) {
    const Decision decision{chance.one_of({Decision::State::agreed, Decision::State::declined,
                                           Decision::State::withdrawn}),
                            "v1"};
    toy.decisions = {decision, decision};
  }
  if (chance.once_in(2)) toy.chosen = {"siv"};
}

std::string oracle(const Toy& toy) {
  using P = model::Regime;
  const auto& file = toy.procedure;
  const auto& want = toy.request;
  const auto& declared = toy.exchange;
  if (declared.purpose.index > 1) return "unknown-purpose";
  const model::Purpose& why = file.purposes[declared.purpose.index];
  const auto actor_agency = [&](model::ActorId id) {
    const model::Actor& a = file.actors[id.index];
    return a.agency == "" ? a.name : a.agency;
  };
  const auto names = [&](const std::vector<model::DatumId>& ids) {
    Names all;
    for (const auto id : ids)
      all.insert(id.index < file.data.size() ? file.data[id.index].name : "?");
    return all;
  };
  const auto by_name = [&](const std::string& name) -> const model::Datum& {
    for (const auto& d : file.data)
      if (d.name == name) return d;
    return file.data.front();
  };
  const auto within = [](const Names& few, const Names& many) {
    return std::includes(many.begin(), many.end(), few.begin(), few.end());
  };

  std::map<std::string, bool> broken;
  const bool outside_gdpr = why.regime != P::rgpd;
  broken["no-basis"] =
      !outside_gdpr && (why.basis == model::Basis::none ||
                        (why.basis == model::Basis::legitimate_interest &&
                         file.actors[declared.by.index].role == model::Role::agency));
  const model::Api* api = nullptr;
  for (const auto& agency : toy.agencies.all)
    for (const auto& one : agency.apis)
      if (agency.name == want.provider && one.name == declared.api) api = &one;
  if (api == nullptr) return broken["no-basis"] ? "no-basis" : "unknown-provider";
  broken["recipient-not-declared"] =
      want.consumer != actor_agency(declared.by) ||
      (!declared.with_member && want.provider != actor_agency(declared.with));
  const auto is = [](const std::string& rule, const std::string& word) {
    return rule == "" || rule == "*" || rule == word;
  };
  for (const auto& f : api->forbidden)
    if (is(f.purpose, why.name) && is(f.procedure, file.id)) broken["forbidden-use"] = true;
  Names taken, given;
  broken["no-authorisation"] = true;
  for (const auto& g : api->grants) {
    if (g.procedure != file.id || g.consumer != want.consumer || g.purpose != why.name) continue;
    broken["no-authorisation"] = false;
    for (const auto& [datum, field] : g.takes)
      if (std::count(api->takes.begin(), api->takes.end(), field) > 0) taken.insert(datum);
    for (const auto& [datum, field] : g.gives)
      if (std::count(api->gives.begin(), api->gives.end(), field) > 0) given.insert(datum);
  }
  Names out = names(want.send);
  const Names in = names(want.receive);
  broken["field-not-declared"] = out.contains("?") || in.contains("?") ||
                                 !within(out, names(declared.send)) ||
                                 !within(in, names(declared.receive));
  if (declared.with_member)
    std::erase_if(out, [&](const std::string& n) { return !taken.contains(n); });
  Names both = out;
  both.insert(in.begin(), in.end());
  const bool ground =
      why.regime == P::outside || (why.regime == P::rgpd ? !why.special.empty() : !why.law.empty());
  for (const std::string& name : both) {
    const auto& held = by_name(name).purposes;
    const bool for_it = held.empty() ? declared.purpose.index == 0
                                     : std::count(held.begin(), held.end(), declared.purpose) > 0;
    if (!for_it) broken["field-not-for-purpose"] = true;
    if (by_name(name).special && !ground) broken["special-category"] = true;
  }
  broken["field-not-granted-out"] = !within(out, taken);
  broken["field-not-granted-in"] = !within(in, given);
  for (const std::string& name : out)
    for (std::size_t i = 0; i < file.data.size(); ++i)
      if (file.data[i].name == name && !toy.present[i]) broken["datum-absent"] = true;
  const std::map<std::string, int> level{{"", 0}, {"franceconnect", 1}, {"franceconnect-plus", 2}};
  broken["identity-too-low"] =
      !level.contains(api->identity) ||
      level.at(api->identity) > (level.contains(want.identity) ? level.at(want.identity) : 0);
  const auto said = toy.decisions[declared.purpose.index].state;
  const bool consent = !outside_gdpr && why.basis == model::Basis::consent;
  const bool asks = consent || why.agreement != model::Agreement::none;
  broken["no-agreement"] =
      why.agreement == model::Agreement::required && said == Decision::State::none;
  broken["recipient-not-chosen"] =
      why.agreement == model::Agreement::choice &&
      std::count(toy.chosen.begin(), toy.chosen.end(), want.provider) == 0;
  broken["no-consent"] = consent && said == Decision::State::none;
  broken["consent-withdrawn"] = asks && said == Decision::State::withdrawn;
  broken["consent-declined"] = asks && said == Decision::State::declined;

  for (const char* rule :
       {"no-basis", "recipient-not-declared", "forbidden-use", "no-authorisation",
        "field-not-declared", "field-not-for-purpose", "field-not-granted-out",
        "field-not-granted-in", "special-category", "datum-absent", "identity-too-low",
        "no-agreement", "recipient-not-chosen", "no-consent", "consent-withdrawn",
        "consent-declined"})
    if (broken[rule]) return rule;
  return "permit";
}

TEST(Oracle, AgreesOnRandomRequests) {
  Chance chance{2026};
  std::map<std::string, int> seen;
  for (int i = 0; i < 100'000; ++i) {
    Toy toy;
    shake(toy, chance);
    const auto answer = toy.ask();
    const auto* denied = std::get_if<Denied>(&answer);
    const std::string got = denied == nullptr ? "permit" : std::string{reason_code(denied->reason)};
    ASSERT_EQ(got, oracle(toy)) << "request " << i;
    ++seen[got];
  }
  EXPECT_EQ(seen.size(), kDenials + 1) << "every answer is met";
}

}  // namespace
}  // namespace guichet::privacy
