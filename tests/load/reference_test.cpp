// data/: agencies, sources, tables, holidays.
#include "load/reference.h"

#include <gtest/gtest.h>

#include "load/golden.h"

namespace guichet::load {
namespace {

LoadedReference golden() {
  auto read = load_reference(golden_path("reference"));
  EXPECT_TRUE(read.ok());
  return std::move(*read);
}

TEST(Reference, AgenciesAndTheirGrants) {
  const LoadedReference loaded = golden();
  const model::Api* api = loaded.reference.agencies.find_api("siv", "extrait-immatriculation");
  ASSERT_NE(api, nullptr);
  EXPECT_EQ(api->title.in(base::Lang::en), "Registration extract");
  EXPECT_EQ(api->behaviour.latency_minutes, 5);
  EXPECT_EQ(api->behaviour.retries, 2);
  EXPECT_EQ(api->not_found_code, "42003");
  EXPECT_EQ(api->query.by.at("immatriculation"), "plaque");
  ASSERT_EQ(api->grants.size(), 1U);
  EXPECT_EQ(api->grants[0].gives.at("siv.commune"), "libelle_commune");
  EXPECT_EQ(api->forbidden[0].procedure, "*");
  EXPECT_EQ(loaded.reference.agencies.find("siv")->register_name, "vehicules");
  const model::Agency* city = loaded.reference.agencies.find("ville");
  EXPECT_EQ(city->places[0].attributes.at("commune"), "Paris");
  EXPECT_EQ(city->attributes[1].type.values->at(1), "grande");
}

TEST(Reference, Sources) {
  const LoadedReference loaded = golden();
  EXPECT_TRUE(loaded.reference.sources.at("CRPA-L231-1").to_verify);
  EXPECT_EQ(loaded.reference.sources.at("F33963").date, "2024-09-27");
  EXPECT_EQ(loaded.reference.sources.at("F33963").title.english, "Resident parking permit");
}

TEST(Reference, Tables) {
  const LoadedReference loaded = golden();
  ASSERT_EQ(loaded.reference.tables.size(), 2U);  // by file name
  EXPECT_EQ(loaded.reference.tables[0].name, "quotient");
  const expr::Table& rate = *loaded.reference.find_table("tarif");
  const base::Date day = base::make_date(2025, 6, 1).value();
  const expr::Value asked[] = {expr::Value::text("Lyon"), expr::Value::duration({base::DelayUnit::months, 12})};
  EXPECT_EQ(rate.lookup(asked, day), expr::Value::money(4000));
  EXPECT_TRUE(rate.lookup(asked, base::make_date(2026, 1, 1).value()).is_absent());
  const expr::Table& bands = *loaded.reference.find_table("quotient");
  const expr::Value income[] = {expr::Value::money(1'300'000)};
  EXPECT_EQ(bands.lookup(income, day), expr::Value::number(2));
}

TEST(Reference, CalendarsAddToEarlierOnes) {
  const LoadedReference loaded = golden();
  ASSERT_EQ(loaded.calendars.size(), 2U);
  EXPECT_EQ(loaded.calendars[0].name, "metropole");
  EXPECT_EQ(loaded.calendars[0].calendar.rules()[2].since_year, 1982);
  const base::Date good_friday = base::make_date(2026, 4, 3).value();
  EXPECT_FALSE(loaded.calendars[0].calendar.is_holiday(good_friday));
  EXPECT_TRUE(loaded.calendars[1].calendar.is_holiday(good_friday));
  EXPECT_TRUE(loaded.calendars[1].calendar.is_holiday(base::make_date(2026, 5, 1).value()));
}

TEST(Reference, NoFolderIsAFailure) {
  const auto read = load_reference("/nonexistent");
  ASSERT_FALSE(read.ok());
  EXPECT_NE(base::tr(base::Lang::en, read.failure().sentence).find("/nonexistent/sources.yaml"), std::string::npos);
}

template <class Read>
std::string told(const std::string& text, Read read) {
  const base::Source source{.path = "a.yaml", .text = text};
  base::Diagnostics diagnostics;
  read(source, diagnostics);
  return base::render(diagnostics, source, base::Lang::en);
}

TEST(Reference, MistakesOfAgencies) {
  const struct {
    const char* text;
    const char* want;
  } cases[] = {
      {"agencies: {a: {title: A, apis: {b: {takes: [x], grants: [{procedure: p, consumer: c, purpose: q, source: choice, takes: {d: y}}]}}}}",
       "'b' has no field 'y'"},
      {"agencies: {a: {title: A, apis: {b: {takes: [x], query: {by: {x: c}}}}}}", "the key 'table' is missing"},
      {"agencies: {a: {title: A, apis: {b: {behaviour: {latency: 2 months}}}}}", "a service answers within minutes, hours or days"},
      {"agencies: {a: {title: A, places: {p: {title: P, commune: X}}}}", "unknown attribute 'commune'"},
      {"agencies: {a: {title: A, attributes: {n: {type: number}}, places: {p: {title: P, n: x}}}}", "'x' is not of type number"},
      {"agencies: {a: {titre: A}}", "unknown key 'titre'"},
      {"agencies: {a: {title: A, apis: {b: {source: X9}}}}", "unknown source 'X9'"},
  };
  for (const auto& c : cases) {
    const std::string said = told(c.text, [](const base::Source& source, base::Diagnostics& diagnostics) {
      (void)read_agencies(source, nullptr, {}, diagnostics);
    });
    EXPECT_NE(said.find(c.want), std::string::npos) << c.text << "\n" << said;
  }
}

TEST(Reference, MistakesOfTables) {
  const std::string head = "table: t\nsource: choice\nvalue: money\nkeys: [{name: n, type: number}]\nrows:\n";
  const struct {
    std::string text;
    const char* want;
  } cases[] = {
      {head + "  - {n: 1, from: 2026-01-01, value: douze}\n", "'douze' is not of type money"},
      {head + "  - {n: 1.5, from: 2026-01-01, value: 1}\n", "'1.5' is not of type number"},
      {head + "  - {from: 2026-01-01, value: 1}\n", "the key 'n' is missing"},
      {head + "  - {n: 1, m: 2, from: 2026-01-01, value: 1}\n", "unknown key 'm'"},
      {head + "  - {n: 1, from: 2026-02-30, value: 1}\n", "'2026-02-30' is not a value of 'from'"},
      {head + "  - {n: 1, from: 2026-02-02, until: 2026-01-01, value: 1}\n", "the last day stands before the first"},
      {"table: t\nsource: choice\nvalue: money\nkeys: [{name: n, type: text, banded: true}]\nrows: []\n", "can be banded"},
  };
  for (const auto& c : cases) {
    const std::string said = told(c.text, [](const base::Source& source, base::Diagnostics& diagnostics) {
      (void)read_table(source, {}, diagnostics);
    });
    EXPECT_NE(said.find(c.want), std::string::npos) << c.text << "\n" << said;
  }
}

TEST(Reference, MistakesOfHolidays) {
  const std::string said = told(
      "calendars: {a: {title: A, source: choice, adds-to: b, holidays: [{name: x}, {name: y, fixed: 13-01}]}}",
      [](const base::Source& source, base::Diagnostics& diagnostics) { (void)read_holidays(source, {}, diagnostics); });
  EXPECT_NE(said.find("'13-01' is not a value of 'fixed'"), std::string::npos) << said;
  const std::string later = told("calendars: {a: {title: A, source: choice, adds-to: b, holidays: [{name: x}]}}",
                                 [](const base::Source& source, base::Diagnostics& diagnostics) { (void)read_holidays(source, {}, diagnostics); });
  EXPECT_NE(later.find("no calendar 'b' stands before this one"), std::string::npos) << later;
  EXPECT_NE(later.find("a holiday has 'fixed' or 'easter', one of them"), std::string::npos) << later;
}

}  // namespace
}  // namespace guichet::load
