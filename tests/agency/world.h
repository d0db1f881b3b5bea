// A town, the vehicle register, the tax office and an energy supplier over the real synthetic data; what
// each test of this folder asks goes through the real gate.
#pragma once

#include <gtest/gtest.h>

#include <memory>

#include "agency/in_process.h"

namespace guichet::agency::test {

inline const std::filesystem::path kCitizens{GUICHET_SOURCE_DIR "/data/citizens"};

inline const RegisterTemplate& population() {
  static const auto loaded = RegisterTemplate::load(kCitizens);
  return loaded.value();
}

inline const base::Instant kNow = *base::parse_instant("2026-03-02T09:00");

inline model::Api api(std::string name, Fields takes, Fields gives, std::string table) {
  model::Api made;
  made.name = std::move(name);
  for (const auto& [field, column] : takes) made.takes.push_back(field);
  for (const auto& [field, column] : gives) made.gives.push_back(field);
  made.query = {.table = std::move(table), .by = std::move(takes), .gives = std::move(gives)};
  model::Grant grant{.procedure = "essai", .consumer = "ville", .purpose = "attribution"};
  for (const std::string& field : made.takes) grant.takes.emplace(field, field);
  for (const std::string& field : made.gives) grant.gives.emplace(field, field);
  made.grants = {grant};
  return made;
}

inline model::Agency agency(std::string name, std::string register_name, std::vector<model::Api> apis) {
  model::Agency made;
  made.name = std::move(name);
  made.register_name = std::move(register_name);
  made.apis = std::move(apis);
  return made;
}

inline model::Agencies agencies() {
  auto extract = api("extrait", {{"jeton", "personne"}, {"immatriculation", "plaque"}},
                     {{"statut", "statut"}, {"commune", "commune"}, {"adresse", "adresse"}}, "extraits");
  extract.not_found_code = "42003";
  extract.behaviour = {.latency_minutes = 1, .retries = 2, .retry_minutes = 5};
  auto tax = api("situation", {{"jeton", "personne"}}, {{"rfr", "rfr"}, {"adresse", "adresse"}}, "foyers");
  auto names = api("nom", {{"nom", "nom"}, {"prenoms", "prenoms"}}, {{"acte", "acte"}}, "actes");
  auto move = api("adresse", {{"identifiant", "identifiant"}}, {{"adresse", "adresse"}}, "affiliations");
  move.query.kind = model::Query::Kind::record;
  move.query.writes = {{"nouvelle", "adresse"}};
  move.takes.emplace_back("nouvelle");
  move.grants[0].takes.emplace("nouvelle", "nouvelle");
  return {{agency("siv", "vehicules", {extract}), agency("dgfip", "impots", {tax}),
           agency("mairie", "etat-civil", {names}), agency("edf", "adresses", {move}),
           agency("cpam", "adresses", {move}), agency("banque", "", {api("avis", {{"montant", ""}}, {}, "")})}};
}

// Registers of one test, and the town that asks them.
class World {
 public:
  World() : World(Registers::fresh(population())) {}
  explicit World(base::Result<Registers> made) : registers{std::move(made).value()} {}
  World(const World&) = delete;
  World& operator=(const World&) = delete;

  // Asks with exactly these fields, for `receive` or everything the service gives.
  Reply ask(const std::string& provider, const std::string& service, const Fields& fields, const std::string& key = "k",
            const std::optional<std::vector<std::string>>& receive = {}) {
    const model::Api* offered = described.find_api(provider, service);
    base::ensure(offered != nullptr, "a service of this world");
    model::Procedure procedure;
    procedure.id = "essai";
    procedure.actors.resize(2);
    procedure.actors[0].name = "ville";
    procedure.actors[1].name = provider;
    procedure.purposes.resize(1);
    procedure.purposes[0].name = "attribution";
    procedure.purposes[0].basis = model::Basis::public_task;
    model::Exchange exchange{.by = {0}, .with = {1}, .api = service, .purpose = {0}};
    const auto datum = [&](const std::string& name) {
      procedure.data.emplace_back().name = name;
      return model::DatumId{static_cast<std::uint16_t>(procedure.data.size() - 1)};
    };
    for (const auto& [field, value] : fields) exchange.send.push_back(datum(field));
    for (const std::string& field : receive.value_or(offered->gives)) exchange.receive.push_back(datum(field));
    const auto present = std::make_unique<bool[]>(procedure.data.size());
    std::fill_n(present.get(), procedure.data.size(), true);
    const privacy::Decision decision;
    const privacy::Limits limits;
    const auto decided = privacy::decide({.exchange = &exchange,
                                          .consumer = "ville",
                                          .provider = provider,
                                          .send = exchange.send,
                                          .receive = exchange.receive,
                                          .identity = "franceconnect"},
                                         {.procedure = &procedure,
                                          .agencies = &described,
                                          .decisions = {&decision, 1},
                                          .limits = {&limits, 1},
                                          .present = {present.get(), procedure.data.size()},
                                          .chosen = {}});
    base::ensure(std::holds_alternative<privacy::Permit>(decided), "the gate lets this test through");
    return transport.ask(std::get<privacy::Permit>(decided), {key, fields, "trace-" + key}, kNow).value();
  }
  Reply extract(const std::string& token, const std::string& plate, const std::string& key = "k") {
    return ask("siv", "extrait", {{"jeton", token}, {"immatriculation", plate}}, key);
  }

  model::Agencies described = agencies();
  Registers registers;
  InProcess transport{described, registers};
};

}  // namespace guichet::agency::test
