// What may be kept, and under which purpose; which letters may be told.
#include "privacy/storage.h"

#include <gtest/gtest.h>

#include <functional>

#include "privacy/toy.h"

namespace guichet::privacy {
namespace {

using test::Toy;
using State = Decision::State;

static_assert(!std::is_default_constructible_v<StoragePermit>);
static_assert(!std::is_constructible_v<StoragePermit, std::string, std::string>);

Context context_of(const Toy& toy) {
  Context context;
  context.procedure = &toy.procedure;
  context.decisions = toy.decisions;
  context.limits = toy.limits;
  context.now = toy.now;
  return context;
}

std::string told(const std::variant<StoragePermit, Denied>& answer) {
  if (const auto* denied = std::get_if<Denied>(&answer)) return std::string{reason_code(denied->reason)};
  return std::get<StoragePermit>(answer).purpose();
}

TEST(Storage, IsUnderTheFirstPurposeThatMayHoldIt) {
  struct Case {
    const char* want;
    std::function<void(Toy&)> change;
  };
  const std::vector<Case> cases{
      {"attribution", [](Toy&) {}},
      {"attribution", [](Toy& t) { t.procedure.data[0].purposes = {}; }},
      {"attribution", [](Toy& t) { t.limits[0].restricted = true; }},  // art. 18(2): storage is left free
      {"attribution", [](Toy& t) { t.limits[0].retained_until = base::Instant{1001}; }},
      {"retention-over", [](Toy& t) { t.limits[0].retained_until = base::Instant{1000}; }},
      {"processing-objected", [](Toy& t) { t.limits[0].objected = true; }},
      {"no-basis", [](Toy& t) { t.procedure.purposes[0].basis = model::Basis::none; }},
      {"special-category", [](Toy& t) { t.procedure.data[0].special = true; }},
      {"offence-data", [](Toy& t) { t.procedure.data[0].category = "offence"; }},
      {"no-consent", [](Toy& t) { t.procedure.data[0].purposes = {{1}}; }},
      {"enquete",
       [](Toy& t) {
         t.procedure.data[0].purposes = {{1}};
         t.decisions[1] = {State::agreed, "v1", {}};
       }},
      {"consent-withdrawn",
       [](Toy& t) {
         t.procedure.data[0].purposes = {{1}};
         t.decisions[1] = {State::withdrawn, "v1", {}};
       }},
      {"consent-declined",
       [](Toy& t) {
         t.procedure.data[0].purposes = {{1}};
         t.decisions[1] = {State::declined, "v1", {}};
       }},
      {"consent-expired",
       [](Toy& t) {
         t.procedure.data[0].purposes = {{1}};
         t.decisions[1] = {State::agreed, "v1", base::Instant{1000}};
       }},
      {"attribution", [](Toy& t) { t.procedure.data[0].purposes = {{1}, {0}}; }},
      {"no-consent",
       [](Toy& t) {
         t.procedure.data[0].purposes = {{1}, {0}};
         t.limits[0].objected = true;
       }},
  };
  for (std::size_t i = 0; i < cases.size(); ++i) {
    Toy toy;
    cases[i].change(toy);
    EXPECT_EQ(told(decide_storage(model::DatumId{0}, context_of(toy))), cases[i].want) << i;
  }
}

TEST(Letters, ToOthersAreDisclosures) {
  struct Case {
    const char* want;  // to another administration
    std::function<void(Toy&)> change;
  };
  const std::vector<Case> cases{
      {"attribution", [](Toy&) {}},
      {"processing-restricted", [](Toy& t) { t.limits[0].restricted = true; }},
      {"processing-objected", [](Toy& t) { t.limits[0].objected = true; }},
      {"retention-over", [](Toy& t) { t.limits[0].retained_until = base::Instant{0}; }},
  };
  for (const Case& c : cases) {
    Toy toy;
    c.change(toy);
    model::Letter letter;
    letter.purpose = {0};
    letter.carries = {{0}};
    letter.to = {2};
    EXPECT_EQ(told(decide_letter(letter, context_of(toy))), c.want);
    letter.to = {0};
    EXPECT_EQ(told(decide_letter(letter, context_of(toy))), "attribution") << "her own data are not kept from her";
    letter.carries.push_back({4});
    EXPECT_EQ(told(decide_letter(letter, context_of(toy))), "field-not-for-purpose");
  }
}

// Each rule that looks at what a letter rests on; her own data are not kept from her for want of a consent.
TEST(Letters, RestOnTheirPurpose) {
  struct Case {
    const char* want;  // to another administration
    const char* own;   // to herself
    std::uint16_t purpose;
    std::function<void(Toy&)> change;
  };
  const std::vector<Case> cases{
      {"unknown-purpose", "unknown-purpose", 9, [](Toy&) {}},
      {"no-basis", "no-basis", 0, [](Toy& t) { t.procedure.purposes[0].basis = model::Basis::none; }},
      {"special-category", "special-category", 0, [](Toy& t) { t.procedure.data[0].special = true; }},
      {"offence-data", "offence-data", 0, [](Toy& t) { t.procedure.data[0].category = "offence"; }},
      {"no-consent", "enquete", 1, [](Toy& t) { t.decisions[1] = {}; }},
      {"consent-declined", "enquete", 1, [](Toy& t) { t.decisions[1] = {State::declined, "v1", {}}; }},
      {"consent-withdrawn", "enquete", 1, [](Toy& t) { t.decisions[1] = {State::withdrawn, "v1", {}}; }},
      {"consent-expired", "enquete", 1, [](Toy& t) { t.decisions[1] = {State::agreed, "v1", base::Instant{1000}}; }},
      {"enquete", "enquete", 1, [](Toy& t) { t.decisions[1] = {State::agreed, "v1", base::Instant{1001}}; }},
  };
  for (const Case& c : cases) {
    Toy toy;
    toy.procedure.data[0].purposes = {{0}, {1}};
    c.change(toy);
    model::Letter letter;
    letter.purpose = {c.purpose};
    letter.carries = {{0}};
    letter.to = {2};
    EXPECT_EQ(told(decide_letter(letter, context_of(toy))), c.want);
    letter.to = {0};
    EXPECT_EQ(told(decide_letter(letter, context_of(toy))), c.own) << c.want;
  }
}

TEST(Storage, NeedsAPurposeOfTheProcedure) {
  const Toy toy;
  EXPECT_EQ(told(decide_storage(model::PurposeId{9}, context_of(toy))), "unknown-purpose");
}

}  // namespace
}  // namespace guichet::privacy
