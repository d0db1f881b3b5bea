// What may be done from a state, and what the gate would say of the exchanges that follow: held against what then
// happens, on every step of every shipped scenario.
#include "scenario/choices.h"

#include <gtest/gtest.h>

#include <algorithm>

#include "load/yaml.h"
#include "scenario/stage.h"

namespace guichet::scenario {
namespace {

struct ShippedWorld {
  World world;
  Agencies agencies;
};

ShippedWorld& shipped() {
  static ShippedWorld here = [] {
    std::vector<load::FaultyFile> faulty;
    auto world = open_world(GUICHET_SOURCE_DIR, faulty);
    auto agencies = Agencies::open(*world);
    return ShippedWorld{std::move(*world), std::move(*agencies)};
  }();
  return here;
}

std::vector<std::string> acts(const dossier::CaseRecord& record) {
  std::vector<std::string> list;
  for (const Choice& choice : choices(record, shipped().world.reference.agencies))
    list.push_back(choice.actor + " " + (choice.event.known() ? record.procedure()[choice.event].name : "consent"));
  return list;
}

std::unique_ptr<Stage> open(const model::Procedure& procedure, const char* place) {
  Scenario scenario;
  scenario.start = *base::parse_instant("2026-03-02T09:00");
  scenario.citizen = "p-0001";
  scenario.places = {{"ville", place}};
  auto stage = Stage::open(scenario, procedure, shipped().world, shipped().agencies, {});
  return std::move(*stage);
}

TEST(Choices, FirstStateOfTheParkingPermit) {
  const auto file = open_procedure(shipped().world, "carte-stationnement");
  const auto stage = open(*file->loaded.procedure, "paris-11");
  const auto record = stage->office().read(stage->dossier());
  ASSERT_TRUE(record.ok());
  EXPECT_EQ(acts(*record), (std::vector<std::string>{"usager deposer", "usager deposer-sur-pieces"}));
  const auto found = choices(*record, shipped().world.reference.agencies);
  ASSERT_EQ(found[0].moves.size(), 1u);
  EXPECT_EQ(found[0].moves[0].exchange->api, "extrait-immatriculation");
  ASSERT_TRUE(found[0].moves[0].verdict);
  const auto* permit = std::get_if<privacy::Permit>(&*found[0].moves[0].verdict);
  ASSERT_NE(permit, nullptr);
  EXPECT_EQ(permit->send().size(), 2u);
  EXPECT_EQ(permit->receive().size(), 9u);
  EXPECT_TRUE(found[1].moves.empty());
  EXPECT_TRUE(under_way(*record, shipped().world.reference.agencies).empty());
}

// An act that was accepted was among the choices; what the gate then permitted or refused, for an exchange that
// followed at once, is what it was said it would.
TEST(Choices, AgreeWithWhatHappens) {
  int accepted = 0;
  int foretold = 0;
  for (const std::string& id : procedure_ids(shipped().world.root)) {
    const auto file = open_procedure(shipped().world, id);
    const model::Procedure& procedure = *file->loaded.procedure;
    for (const auto& path : scenario_files(shipped().world.root / "procedures" / id)) {
      const auto loaded = load_scenario(*load::read_file(path.string()));
      ASSERT_TRUE(loaded.scenario) << path;
      auto stage = Stage::open(*loaded.scenario, procedure, shipped().world, shipped().agencies, {});
      ASSERT_TRUE(stage.ok());
      for (const Step& step : loaded.scenario->steps) {
        const auto before = (*stage)->office().read((*stage)->dossier());
        const auto lines = (*stage)->office().log().of_dossier((*stage)->dossier());
        const auto taken = (*stage)->take(step);
        ASSERT_TRUE(before.ok() && lines.ok() && taken.ok()) << path;
        const auto* act = std::get_if<ActStep>(&step.what);
        if (act == nullptr || !taken->refused.empty() || before->state.closed) continue;
        SCOPED_TRACE(path.filename().string() + ": " + act->event);
        const auto found = choices(*before, shipped().world.reference.agencies);
        const auto choice = std::ranges::find_if(found, [&](const Choice& one) {
          return one.event.known() && procedure[one.event].name == act->event && one.member == act->member;
        });
        ASSERT_NE(choice, found.end());
        ++accepted;
        const auto after = (*stage)->office().log().of_dossier((*stage)->dossier());
        ASSERT_TRUE(after.ok());
        const auto first = std::find_if(after->begin() + static_cast<std::ptrdiff_t>(lines->size()), after->end(),
                                        [](const auto& told) {
                                          return told.line.kind == audit::Kind::exchange_permitted ||
                                                 told.line.kind == audit::Kind::exchange_denied;
                                        });
        if (first == after->end() || !first->line.member.empty()) continue;
        const auto move =
            std::ranges::find_if(choice->moves, [&](const Move& one) { return one.exchange->api == first->line.api; });
        if (move == choice->moves.end()) continue;  // after a clock or an answer of the same act
        const bool permitted = move->verdict && std::holds_alternative<privacy::Permit>(*move->verdict);
        EXPECT_EQ(permitted, first->line.kind == audit::Kind::exchange_permitted) << first->line.reason;
        ++foretold;
      }
    }
  }
  EXPECT_GT(accepted, 100);
  EXPECT_GT(foretold, 40);
}

}  // namespace
}  // namespace guichet::scenario
