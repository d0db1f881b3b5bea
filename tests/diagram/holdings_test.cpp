// Who holds what: told from the procedures that ship, where the law says who may know.
#include "diagram/holdings.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <set>

#include "diagram/flow.h"
#include "diagram/shipped.h"

namespace guichet::diagram {
namespace {

std::vector<const model::Procedure*> all_shipped() {
  std::vector<const model::Procedure*> all;
  for (const std::string& id : scenario::procedure_ids(GUICHET_SOURCE_DIR)) all.push_back(&shipped(id));
  return all;
}

Holdings holdings(const std::vector<const model::Procedure*>& procedures) {
  return holdings_of(procedures, shipped_world().reference, base::Lang::fr);
}

// The names of all that moves from one party to another.
std::set<std::string> moved(const Holdings& all, const std::string& from, const std::string& to, bool held) {
  std::set<std::string> names;
  for (const Movement& movement : all.movements)
    if (all.parties[static_cast<std::size_t>(movement.from)].id == from && all.parties[static_cast<std::size_t>(movement.to)].id == to &&
        movement.held == held)
      for (const model::DatumId id : movement.data) names.insert((*movement.procedure)[id].name);
  return names;
}

TEST(Holdings, TheCityHoldsWhatTheRegisterGivesIt) {
  const Holdings all = holdings({&shipped("carte-stationnement")});
  EXPECT_TRUE(moved(all, "siv", "ville", true).contains("siv.statut"));
  EXPECT_TRUE(moved(all, "siv", "ville", false).empty());
  // The register receives the plate to answer; it answers for no purpose of the city's.
  EXPECT_TRUE(moved(all, "ville", "siv", false).contains("demande.plaque"));
  EXPECT_TRUE(moved(all, "ville", "siv", true).empty());
}

TEST(Holdings, AMemberOfAListReceivesOnlyWhatItTakes) {
  const Holdings all = holdings({&shipped("changement-adresse")});
  for (const Party& party : all.parties) EXPECT_NE(party.id, "organisme") << "the alias is each of them";
  const std::set<std::string> tax = moved(all, "dila", "dgfip", false), other = moved(all, "dila", "dgfip", true);
  EXPECT_TRUE(tax.contains("adresse.nouvelle") || other.contains("adresse.nouvelle"));
  for (const Movement& movement : all.movements) {
    const std::string& to = all.parties[static_cast<std::size_t>(movement.to)].id;
    const model::Api* api = shipped_world().reference.agencies.find_api(to, "coordonnees");
    if (api == nullptr || to == "siv" || all.parties[static_cast<std::size_t>(movement.from)].id != "dila") continue;
    std::set<std::string> granted;
    for (const model::Grant& grant : api->grants)
      for (const auto& [datum, field] : grant.takes) granted.insert(datum);
    for (const model::DatumId id : movement.data) EXPECT_TRUE(granted.contains((*movement.procedure)[id].name)) << to;
  }
}

TEST(Holdings, AnAgencyOfTwoProceduresIsOneParty) {
  const Holdings all = holdings(all_shipped());
  std::set<std::string> ids;
  for (const Party& party : all.parties) EXPECT_TRUE(ids.insert(party.id).second) << party.id;
  std::set<std::string> procedures;
  for (const Movement& movement : all.movements)
    if (all.parties[static_cast<std::size_t>(movement.to)].id == "siv") procedures.insert(movement.procedure->id);
  EXPECT_EQ(procedures.size(), 2u) << "the register of vehicles is asked by two procedures";
}

// Each personal datum that a flow shows is on the map, and nothing else; but for what no member of a list takes.
TEST(Holdings, EveryMessageIsThere) {
  for (const model::Procedure* procedure : all_shipped()) {
    std::set<std::string> shown, told;
    for (const Flow& flow : map_procedure(*procedure, shipped_world().reference, base::Lang::fr).flows)
      for (const FlowExchange& exchange : flow.exchanges)
        if (exchange.from.known() && exchange.to.known() && exchange.from != exchange.to)
          for (const model::DatumId id : exchange.data) told.insert((*procedure)[id].name);
    for (const Movement& movement : holdings({procedure}).movements)
      for (const model::DatumId id : movement.data) shown.insert((*procedure)[id].name);
    EXPECT_TRUE(std::ranges::includes(told, shown)) << procedure->id;
    const bool lists = std::ranges::any_of(procedure->actors, [](const model::Actor& actor) { return actor.member_of.known(); });
    if (!lists) {
      EXPECT_EQ(shown, told) << procedure->id;
    }
  }
}

}  // namespace
}  // namespace guichet::diagram
