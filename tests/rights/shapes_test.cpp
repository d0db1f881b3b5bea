// Consent records and receipts against the shapes we publish, by a SHACL engine of others (npm, tests/rights/shacl): each
// form conforms, and none does with any one thing the shapes demand taken away.
#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <iostream>
#include <nlohmann/json.hpp>

#include "dossier/exchange_trial.h"
#include "dossier/shop.h"
#include "rights/consents.h"
#include "rights/forms.h"

namespace guichet::rights {
namespace {

namespace fs = std::filesystem;
using dossier::instant;
using Json = nlohmann::ordered_json;

const fs::path kFolder = GUICHET_SHACL_FOLDER;  // where npm installed it
const fs::path kSource = GUICHET_SOURCE_DIR;

int run(const std::string& command) {
  return std::system(("cd '" + kFolder.string() + "' && " + command + " >output.txt 2>&1").c_str());
}

std::string said() {
  std::ifstream stream{kFolder / "output.txt"};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

// Whether the engine finds that they conform, one verdict a form.
std::vector<bool> conform(const std::vector<Json>& forms) {
  std::string command = "node validate.mjs '" + (kSource / "data/shapes/consent-record.ttl").string() + "'";
  for (std::size_t i = 0; i < forms.size(); ++i) {
    const std::string name = "form" + std::to_string(i) + ".jsonld";
    std::ofstream{kFolder / name} << forms[i].dump();
    command += ' ' + name;
  }
  static_cast<void>(run(command));
  const std::string text = said();
  std::vector<bool> verdicts;
  for (std::size_t i = 0; i < forms.size(); ++i) {
    const std::string name = "form" + std::to_string(i) + ".jsonld: ";
    const std::size_t at = text.find(name);
    EXPECT_NE(at, std::string::npos) << text;
    verdicts.push_back(at != std::string::npos && text.compare(at + name.size(), 8, "conforms") == 0);
  }
  return verdicts;
}

// The form without one of its parts, for each the shapes demand, wherever it is.
std::vector<Json> spoilt(const Json& form) {
  std::vector<Json> all;
  const auto without = [&](const Json::json_pointer& node, const char* name) {
    Json copy = form;
    if (copy.at(node).erase(name) == 1) all.push_back(std::move(copy));
  };
  for (const char* name : {"dct:identifier", "dct:conformsTo", "dct:created", "dpv:hasDataSubject", "dpv:hasConsentStatus", "dpv:hasProcess",
                           "dpv:hasJurisdiction", "dpv:hasRight"})
    without(Json::json_pointer{}, name);
  if (form.at("@type") == "dpv:ConsentReceipt")
    for (const char* name : {"dct:source", "dpv:hasConsentControl"}) without(Json::json_pointer{}, name);
  for (const char* name : {"dpv:hasPurpose", "dpv:hasLegalBasis", "dpv:hasDataController", "dpv:hasPersonalData"})
    without(Json::json_pointer{"/dpv:hasProcess"}, name);
  without(Json::json_pointer{"/dct:hasPart/0"}, "dct:date");
  Json status = form;
  status["dpv:hasConsentStatus"]["@id"] = "dpv:ConsentForever";
  all.push_back(std::move(status));
  return all;
}

TEST(Shapes, AnEngineOfOthersFindsThatEachFormConforms) {
  fs::create_directories(kFolder);
  for (const char* file : {"package.json", "package-lock.json", "validate.mjs"})
    fs::copy_file(kSource / "tests/rights/shacl" / file, kFolder / file, fs::copy_options::overwrite_existing);
  if (!fs::exists(kFolder / "node_modules/.package-lock.json")) {
    ASSERT_EQ(run("npm ci --no-audit --no-fund"), 0) << said();
  }

  dossier::Shop shop{dossier::kAgencies, {dossier::kTrial}};
  const std::int64_t id = shop.open("essai", "2026-03-02T09:00");
  std::vector<Json> forms;
  const auto form_at = [&](const char* when) {
    Desk desk{.database = shop.database(), .office = shop.office(), .reference = shop.reference(), .at = instant(when), .recorded = 1};
    const auto cases = cases_of(desk, "p-0001");
    ASSERT_TRUE(cases.ok());
    const auto lives = consent_lives(desk, *cases);
    ASSERT_TRUE(lives.ok());
    for (const ConsentForm form : {ConsentForm::record, ConsentForm::receipt})
      forms.push_back(consent_form(form, cases->front(), lives->front(), "0123", desk.at));
  };
  ASSERT_TRUE(shop.office().consent(id, "etude", model::ConsentAct::agrees, instant("2026-03-02T09:01")).ok());
  form_at("2026-03-02T09:02");
  ASSERT_TRUE(shop.office().consent(id, "etude", model::ConsentAct::withdraws, instant("2026-03-02T10:00")).ok());
  form_at("2026-03-03T09:00");
  ASSERT_EQ(forms.size(), 4u);
  const std::vector<bool> verdicts = conform(forms);
  for (std::size_t i = 0; i < forms.size(); ++i) EXPECT_TRUE(verdicts[i]) << said() << forms[i].dump(1);

  std::vector<Json> bad;
  for (const Json& form : forms)
    for (Json& one : spoilt(form)) bad.push_back(std::move(one));
  const std::vector<bool> refused = conform(bad);
  for (std::size_t i = 0; i < bad.size(); ++i) EXPECT_FALSE(refused[i]) << bad[i].dump(1);
  EXPECT_GT(bad.size(), 50u);
  std::cout << forms.size() << " forms conform, " << bad.size() << " spoilt ones do not\n";
}

}  // namespace
}  // namespace guichet::rights
