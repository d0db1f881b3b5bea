// A town asks a vehicle register: the smallest exchange the gate lets through. Each test breaks one
// thing of it.
#pragma once

#include <algorithm>
#include <memory>
#include <string>
#include <vector>

#include "privacy/gate.h"

namespace guichet::privacy::test {

struct Toy {
  model::Procedure procedure;
  model::Agencies agencies;
  model::Exchange exchange;
  std::vector<Decision> decisions;
  std::vector<Limits> limits;
  base::Instant now{1000};
  std::unique_ptr<bool[]> present;
  std::vector<std::string> chosen;
  Request request;

  Toy() {
    procedure.id = "stationnement";
    procedure.actors = {actor("usager", model::Role::citizen, ""),
                        actor("ville", model::Role::agency, ""),
                        actor("fichier", model::Role::agency, "siv"),
                        actor("impots", model::Role::agency, "dgfip")};
    procedure.purposes = {purpose("attribution", model::Basis::public_task),
                          purpose("enquete", model::Basis::consent)};
    procedure.data = {datum("jeton"), datum("plaque"), datum("commune"), datum("revenu"),
                      datum("avis")};
    procedure.data[4].purposes = {model::PurposeId{1}};
    exchange = {.by = {1},
                .with = {2},
                .api = "extrait",
                .purpose = {0},
                .send = {{0}, {1}},
                .receive = {{2}}};
    decisions.resize(2);
    limits.resize(2);
    present = std::make_unique<bool[]>(procedure.data.size());
    std::fill_n(present.get(), procedure.data.size(), true);
    agencies.all = {agency("siv"), agency("dgfip")};
    request = {.exchange = &exchange,
               .consumer = "ville",
               .provider = "siv",
               .send = exchange.send,
               .receive = exchange.receive,
               .identity = "franceconnect"};
  }
  Toy(const Toy&) = delete;
  Toy& operator=(const Toy&) = delete;

  model::Api& api() { return agencies.all[0].apis[0]; }
  model::Grant& grant() { return api().grants[0]; }
  [[nodiscard]] std::variant<Permit, Denied> ask() const {
    return decide(request, {.procedure = &procedure,
                            .agencies = &agencies,
                            .decisions = decisions,
                            .limits = limits,
                            .present = {present.get(), procedure.data.size()},
                            .chosen = chosen,
                            .now = now});
  }

  static model::Actor actor(std::string name, model::Role role, std::string agency) {
    model::Actor made;
    made.name = std::move(name);
    made.role = role;
    made.agency = std::move(agency);
    return made;
  }
  static model::Purpose purpose(std::string name, model::Basis basis) {
    model::Purpose made;
    made.name = std::move(name);
    made.basis = basis;
    return made;
  }
  static model::Datum datum(std::string name) {
    model::Datum made;
    made.name = std::move(name);
    made.purposes = {model::PurposeId{0}};
    return made;
  }
  static model::Agency agency(std::string name) {
    model::Api api;
    api.name = "extrait";
    api.takes = {"token", "plate", "income"};
    api.gives = {"town", "notice"};
    api.identity = "franceconnect";
    model::Grant grant;
    grant.procedure = "stationnement";
    grant.consumer = "ville";
    grant.purpose = "attribution";
    grant.takes = {{"jeton", "token"}, {"plaque", "plate"}};
    grant.gives = {{"commune", "town"}};
    api.grants = {grant};
    model::Agency made;
    made.name = std::move(name);
    made.apis = {api};
    return made;
  }
};

}  // namespace guichet::privacy::test
