#include "privacy/gate.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <functional>
#include <set>

#include "privacy/toy.h"

namespace guichet::privacy {
namespace {

using test::Toy;
using State = Decision::State;

// Nothing but the gate makes one.
static_assert(!std::is_default_constructible_v<Permit>);
static_assert(!std::is_aggregate_v<Permit>);
static_assert(!std::is_constructible_v<Permit, model::PurposeId>);

const Permit& permit(const std::variant<Permit, Denied>& answer) {
  return std::get<Permit>(answer);
}

std::string answer_to(const Toy& toy) {
  const auto answer = toy.ask();
  const auto* denied = std::get_if<Denied>(&answer);
  return denied == nullptr ? "permit" : std::string{reason_code(denied->reason)};
}

TEST(Gate, LetsThroughWhatBothSidesDeclare) {
  const Toy toy;
  const auto answer = toy.ask();
  ASSERT_TRUE(std::holds_alternative<Permit>(answer));
  EXPECT_EQ(permit(answer).provider(), "siv");
  EXPECT_EQ(permit(answer).consumer(), "ville");
  EXPECT_EQ(permit(answer).api(), "extrait");
  EXPECT_EQ(permit(answer).basis(), "eu-gdpr:A6-1-e");
  EXPECT_EQ(permit(answer).notice(), "");
  const std::vector<Field> sent{{{0}, "token"}, {{1}, "plate"}};
  EXPECT_TRUE(std::ranges::equal(permit(answer).send(), sent));
  ASSERT_EQ(permit(answer).receive().size(), 1U);
  EXPECT_EQ(permit(answer).receive()[0].name, "town");
}

TEST(Gate, EachRuleRefuses) {
  struct Case {
    const char* want;
    std::function<void(Toy&)> breaks;
  };
  const std::vector<Case> cases{
      {"unknown-purpose", [](Toy& t) { t.exchange.purpose = {}; }},
      {"unknown-purpose", [](Toy& t) { t.exchange.purpose = {2}; }},
      {"no-basis", [](Toy& t) { t.procedure.purposes[0].basis = model::Basis::none; }},
      {"no-basis",
       [](Toy& t) { t.procedure.purposes[0].basis = model::Basis::legitimate_interest; }},
      {"unknown-provider", [](Toy& t) { t.request.provider = "antai"; }},
      {"unknown-provider", [](Toy& t) { t.exchange.api = "autre"; }},
      {"recipient-not-declared", [](Toy& t) { t.request.provider = "dgfip"; }},
      {"recipient-not-declared", [](Toy& t) { t.request.consumer = "editeur"; }},
      {"recipient-not-declared", [](Toy& t) { t.exchange.with = {}; }},
      {"forbidden-use",
       [](Toy& t) {
         t.api().forbidden = {{"attribution", "*", {}, ""}};
       }},
      {"forbidden-use",
       [](Toy& t) {
         t.api().forbidden = {{"*", "stationnement", {}, ""}};
       }},
      {"forbidden-use",
       [](Toy& t) {
         t.api().forbidden = {{"attribution", "", {}, ""}};
         t.api().grants.clear();
       }},
      {"no-authorisation", [](Toy& t) { t.api().grants.clear(); }},
      {"no-authorisation", [](Toy& t) { t.grant().procedure = "autre"; }},
      {"no-authorisation", [](Toy& t) { t.grant().consumer = "region"; }},
      {"no-authorisation", [](Toy& t) { t.grant().purpose = "enquete"; }},
      {"field-not-declared", [](Toy& t) { t.request.send.push_back({3}); }},
      {"field-not-declared", [](Toy& t) { t.request.receive.push_back({3}); }},
      {"field-not-declared", [](Toy& t) { t.request.receive.push_back({}); }},
      {"field-not-for-purpose", [](Toy& t) { t.procedure.data[1].purposes = {{1}}; }},
      {"field-not-for-purpose", [](Toy& t) { t.procedure.data[2].purposes = {{1}}; }},
      {"field-not-granted-out", [](Toy& t) { t.grant().takes.erase("plaque"); }},
      {"field-not-granted-out", [](Toy& t) { t.grant().takes["plaque"] = "colour"; }},
      {"field-not-granted-in", [](Toy& t) { t.grant().gives.clear(); }},
      {"special-category", [](Toy& t) { t.procedure.data[2].special = true; }},
      {"special-category",
       [](Toy& t) {
         t.procedure.data[1].special = true;
         t.procedure.purposes[0].regime = model::Regime::police_justice;
       }},
      {"datum-absent", [](Toy& t) { t.present[1] = false; }},
      {"identity-too-low", [](Toy& t) { t.request.identity = ""; }},
      {"identity-too-low", [](Toy& t) { t.api().identity = "franceconnect-plus"; }},
      {"identity-too-low", [](Toy& t) { t.api().identity = "unheard-of"; }},
      {"identity-too-low", [](Toy& t) { t.request.identity = "unheard-of"; }},
      {"no-agreement",
       [](Toy& t) { t.procedure.purposes[0].agreement = model::Agreement::required; }},
      {"recipient-not-chosen",
       [](Toy& t) {
         t.procedure.purposes[0].agreement = model::Agreement::choice;
         t.chosen = {"dgfip"};
       }},
      {"no-consent", [](Toy& t) { t.procedure.purposes[0].basis = model::Basis::consent; }},
      {"consent-withdrawn",
       [](Toy& t) {
         t.procedure.purposes[0].basis = model::Basis::consent;
         t.decisions[0] = {State::withdrawn, "v1", {}};
       }},
      {"consent-withdrawn",
       [](Toy& t) {
         t.procedure.purposes[0].agreement = model::Agreement::required;
         t.decisions[0] = {State::withdrawn, "v1", {}};
       }},
      {"consent-declined",
       [](Toy& t) {
         t.procedure.purposes[0].agreement = model::Agreement::required;
         t.decisions[0] = {State::declined, "v1", {}};
       }},
      {"consent-expired",
       [](Toy& t) {
         t.procedure.purposes[0].basis = model::Basis::consent;
         t.decisions[0] = {State::agreed, "v1", t.now};
       }},
      {"offence-data", [](Toy& t) { t.procedure.data[2].category = "offence"; }},
      {"offence-data",
       [](Toy& t) {
         t.procedure.data[2].category = "offence";
         t.procedure.purposes[0].special = "art-9-2-h";
       }},
      {"special-category",
       [](Toy& t) {
         t.procedure.data[2].special = true;
         t.procedure.purposes[0].special = "art-10";
       }},
      {"processing-restricted", [](Toy& t) { t.limits[0].restricted = true; }},
      {"processing-restricted",
       [](Toy& t) {
         t.procedure.purposes[0].basis = model::Basis::legal_obligation;
         t.limits[0].restricted = true;
       }},
      {"processing-objected", [](Toy& t) { t.limits[0].objected = true; }},
      {"retention-over", [](Toy& t) { t.limits[0].retained_until = t.now; }},
  };
  std::set<std::string> seen;
  for (const Case& c : cases) {
    Toy toy;
    c.breaks(toy);
    EXPECT_EQ(answer_to(toy), c.want);
    seen.insert(c.want);
  }
  EXPECT_EQ(seen.size(), kDenials) << "every reason has its case";
}

TEST(Gate, StillLetsThrough) {
  struct Case {
    const char* what;
    std::function<void(Toy&)> change;
  };
  const std::vector<Case> cases{
      {"less than declared", [](Toy& t) { t.request.receive.clear(); }},
      {"a surer identity", [](Toy& t) { t.request.identity = "franceconnect-plus"; }},
      {"no identity asked",
       [](Toy& t) {
         t.api().identity = "";
         t.request.identity = "";
       }},
      {"a datum that names no purpose rests on the first",
       [](Toy& t) { t.procedure.data[1].purposes.clear(); }},
      {"an absent datum that is not sent", [](Toy& t) { t.present[3] = false; }},
      {"fines have no basis of art. 6",
       [](Toy& t) {
         t.procedure.purposes[0].regime = model::Regime::police_justice;
         t.procedure.purposes[0].basis = model::Basis::none;
       }},
      {"a private party's legitimate interest",
       [](Toy& t) {
         t.procedure.purposes[0].basis = model::Basis::legitimate_interest;
         t.procedure.actors[1].role = model::Role::other;
       }},
      {"a special category with its ground",
       [](Toy& t) {
         t.procedure.data[2].special = true;
         t.procedure.purposes[0].special = "art-9-2-h";
       }},
      {"a recipient ticked",
       [](Toy& t) {
         t.procedure.purposes[0].agreement = model::Agreement::choice;
         t.chosen = {"dgfip", "siv"};
       }},
      {"withdrawal does not stop what rests on law",
       [](Toy& t) {
         t.decisions[0] = {State::withdrawn, "v1", {}};
       }},
      {"an agreement on its last minute",
       [](Toy& t) {
         t.procedure.purposes[0].basis = model::Basis::consent;
         t.decisions[0] = {State::agreed, "v1", base::Instant{t.now.minutes + 1}};
       }},
      {"objecting does not stop a legal obligation",
       [](Toy& t) {
         t.procedure.purposes[0].basis = model::Basis::legal_obligation;
         t.limits[0].objected = true;
       }},
      {"nor what a text excludes from it",
       [](Toy& t) {
         t.procedure.purposes[0].no_objection = {"texte"};
         t.limits[0].objected = true;
       }},
      {"nor what titre III rules",
       [](Toy& t) {
         t.procedure.purposes[0].regime = model::Regime::police_justice;
         t.limits[0] = {.restricted = true, .objected = true, .retained_until = {}};
       }},
      {"fines are about offences",
       [](Toy& t) {
         t.procedure.data[2].category = "offence";
         t.procedure.purposes[0].regime = model::Regime::police_justice;
       }},
      {"another use is forbidden",
       [](Toy& t) {
         t.api().forbidden = {{"controle", "*", {}, ""}};
       }},
  };
  for (const Case& c : cases) {
    Toy toy;
    c.change(toy);
    EXPECT_EQ(answer_to(toy), "permit") << c.what;
  }
}

// One field out, one field in, one recipient, one asker, one purpose more than was declared and
// granted.
TEST(Gate, AnyWideningIsRefused) {
  const Toy base;
  for (std::uint16_t i = 0; i < base.procedure.data.size(); ++i) {
    const model::DatumId more{i};
    if (std::ranges::find(base.exchange.send, more) == base.exchange.send.end()) {
      Toy asked;
      asked.request.send.push_back(more);
      EXPECT_NE(answer_to(asked), "permit") << i;
      asked.exchange.send.push_back(
          more);  // the procedure declares it, the provider never granted it
      EXPECT_NE(answer_to(asked), "permit") << i;
    }
    if (std::ranges::find(base.exchange.receive, more) == base.exchange.receive.end()) {
      Toy asked;
      asked.request.receive.push_back(more);
      EXPECT_NE(answer_to(asked), "permit") << i;
      asked.exchange.receive.push_back(more);
      EXPECT_NE(answer_to(asked), "permit") << i;
    }
  }
  for (std::uint16_t i = 0; i < base.procedure.actors.size(); ++i) {
    Toy to, by;
    if (i != 2) {
      to.request.provider = agency_id(base.procedure.actors[i]);
      EXPECT_NE(answer_to(to), "permit") << i;
      to.exchange.with = {i};
      if (i != 3) {  // dgfip granted the same
        EXPECT_NE(answer_to(to), "permit") << i;
      }
    }
    if (i != 1) {
      by.request.consumer = agency_id(base.procedure.actors[i]);
      EXPECT_NE(answer_to(by), "permit") << i;
      by.exchange.by = {i};
      EXPECT_NE(answer_to(by), "permit") << i;
    }
  }
  Toy other;
  other.decisions[1] = {State::agreed, "v1", {}};
  other.exchange.purpose = {1};
  EXPECT_EQ(answer_to(other), "no-authorisation");
}

TEST(Gate, CutsWhatIsSentToARecipientKnownAtRunTime) {
  Toy toy;
  toy.exchange.with = {};
  toy.exchange.with_member = true;
  toy.exchange.send = {{0}, {1}, {3}};
  toy.request.send = toy.exchange.send;
  toy.present[3] = false;  // cut before anyone asks for its value
  const auto answer = toy.ask();
  ASSERT_TRUE(std::holds_alternative<Permit>(answer));
  EXPECT_EQ(permit(answer).send().size(), 2U);
}

TEST(Gate, NamesTheDatumAtFault) {
  Toy toy;
  toy.grant().takes.erase("plaque");
  EXPECT_EQ(std::get<Denied>(toy.ask()).datum, model::DatumId{1});
}

TEST(Gate, RemembersTheNoticeAgreedTo) {
  Toy toy;
  toy.procedure.purposes[0].agreement = model::Agreement::required;
  toy.decisions[0] = {State::agreed, "notice-2026-01", {}};
  EXPECT_EQ(permit(toy.ask()).notice(), "notice-2026-01");
}

TEST(Gate, ScreensWhatComesBack) {
  const Toy toy;
  const auto answer = toy.ask();
  const Screened screened = screen(permit(answer), {{"town", "Lyon"}, {"notice", "12"}, {"age", "41"}});
  ASSERT_EQ(screened.kept.size(), 1U);
  EXPECT_EQ(screened.kept[0], (std::pair<Field, std::string>{{{2}, "town"}, "Lyon"}));
  EXPECT_EQ(screened.excess, (std::vector<std::string>{"age", "notice"}));
  EXPECT_TRUE(screen(permit(answer), {}).kept.empty());
}

TEST(Reasons, HaveTheirOwnCodeAndSentence) {
  std::set<std::string_view> codes;
  std::set<std::string_view> sentences;
  for (std::size_t i = 0; i < kDenials; ++i) {
    codes.insert(reason_code(static_cast<Denial>(i)));
    sentences.insert(explain(static_cast<Denial>(i)).id);
  }
  EXPECT_EQ(codes.size(), kDenials);
  EXPECT_EQ(sentences.size(), kDenials);
}

TEST(Basis, SpeaksDpv) {
  struct {
    model::Regime regime;
    model::Basis basis;
    const char* special;
    const char* want;
  } const cases[] = {
      {model::Regime::rgpd, model::Basis::consent, "", "eu-gdpr:A6-1-a"},
      {model::Regime::rgpd, model::Basis::consent, "art-9-2-a", "eu-gdpr:A6-1-a-explicit-consent"},
      {model::Regime::rgpd, model::Basis::contract, "", "eu-gdpr:A6-1-b"},
      {model::Regime::rgpd, model::Basis::legal_obligation, "", "eu-gdpr:A6-1-c"},
      {model::Regime::rgpd, model::Basis::vital_interest, "", "eu-gdpr:A6-1-d"},
      {model::Regime::rgpd, model::Basis::public_task, "", "eu-gdpr:A6-1-e"},
      {model::Regime::rgpd, model::Basis::legitimate_interest, "", "eu-gdpr:A6-1-f"},
      {model::Regime::police_justice, model::Basis::none, "", "police-justice"},
      {model::Regime::outside, model::Basis::none, "", "outside"},
  };
  for (const auto& c : cases) {
    model::Purpose purpose;
    purpose.regime = c.regime;
    purpose.basis = c.basis;
    purpose.special = c.special;
    EXPECT_EQ(basis_code(purpose), c.want);
  }
}

}  // namespace
}  // namespace guichet::privacy
