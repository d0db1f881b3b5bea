// Random questions to the gate with its answers, one JSON object a line, for a model in another language to judge:
// gate_requests SEED COUNT. Same seed, same bytes.
#include <array>
#include <cstdio>
#include <cstdlib>
#include <nlohmann/json.hpp>
#include <random>

#include "privacy/toy.h"

namespace guichet::privacy {
namespace {

using test::Toy;
using Json = nlohmann::json;

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

// Few things change at a time, so that about half of the requests pass.
void shake_purpose(Toy& toy, model::Purpose& purpose, Chance& chance) {
  const auto maybe = [&](auto change) {
    if (chance.once_in(12)) change();
  };
  maybe([&] {
    purpose.basis = chance.one_of({model::Basis::none, model::Basis::consent, model::Basis::contract,
                                   model::Basis::legal_obligation, model::Basis::vital_interest,
                                   model::Basis::legitimate_interest});
  });
  maybe([&] { purpose.regime = chance.one_of({model::Regime::police_justice, model::Regime::outside}); });
  maybe([&] { purpose.law = {"CPP"}; });
  maybe([&] { purpose.special = chance.one_of<std::string>({"art-9-2-h", "art-10"}); });
  maybe([&] { purpose.agreement = chance.one_of({model::Agreement::required, model::Agreement::choice}); });
  maybe([&] { purpose.no_objection = {"CPP"}; });
  maybe([&] { purpose.controllers = {{chance.one_of<std::uint16_t>({0, 1, 9})}}; });
  const auto at = static_cast<std::size_t>(&purpose - toy.procedure.purposes.data());
  if (chance.once_in(3)) {
    toy.decisions[at] = {chance.one_of({Decision::State::agreed, Decision::State::declined, Decision::State::withdrawn}),
                         "v1", {}};
    if (chance.once_in(2)) toy.decisions[at].until = base::Instant{chance.one_of<std::int64_t>({999, 1000, 1001})};
  }
  maybe([&] { toy.limits[at].restricted = true; });
  maybe([&] { toy.limits[at].objected = true; });
  maybe([&] { toy.limits[at].retained_until = base::Instant{chance.one_of<std::int64_t>({999, 1000, 1001})}; });
}

void shake(Toy& toy, Chance& chance) {
  const auto maybe = [&](auto change) {
    if (chance.once_in(18)) change();
  };
  const auto any_datum = [&] { return model::DatumId{chance.one_of<std::uint16_t>({0, 1, 2, 3, 4, 9})}; };
  const auto some_datum = [&]() -> model::Datum& { return toy.procedure.data[chance.one_of({0u, 1u, 2u, 3u, 4u})]; };
  shake_purpose(toy, toy.procedure.purposes[0], chance);
  shake_purpose(toy, toy.procedure.purposes[1], chance);
  maybe([&] { toy.exchange.purpose = {chance.one_of<std::uint16_t>({1, 7})}; });
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
  maybe([&] { some_datum().purposes = {{1}}; });
  maybe([&] { some_datum().purposes = {{0}, {1}}; });
  maybe([&] { some_datum().purposes = {{1}, {0}}; });
  maybe([&] { some_datum().purposes = {}; });
  maybe([&] { some_datum().special = true; });
  maybe([&] { some_datum().category = "offence"; });
  maybe([&] { toy.present[chance.one_of({0u, 1u, 2u, 3u, 4u})] = false; });
  maybe([&] { toy.api().identity = chance.one_of<std::string>({"", "franceconnect-plus", "other"}); });
  maybe([&] { toy.request.identity = chance.one_of<std::string>({"", "franceconnect-plus", "other"}); });
  if (chance.once_in(2)) toy.chosen = {"siv"};
}

// Numbers of enumerators are ours; the other side knows the words of the format.
constexpr const char* kRoles[] = {"citizen", "agency", "other", "case"};
constexpr const char* kRegimes[] = {"rgpd", "police-justice", "outside"};
constexpr const char* kBases[] = {"", "consent", "contract", "legal-obligation", "vital-interest", "public-task",
                                  "legitimate-interest"};
constexpr const char* kAgreements[] = {"", "required", "choice"};
constexpr const char* kStates[] = {"", "agreed", "declined", "withdrawn"};

Json ids(const std::vector<model::DatumId>& data) {
  Json list = Json::array();
  for (const model::DatumId id : data) list.push_back(id.index);
  return list;
}
Json moment(const std::optional<base::Instant>& at) { return at ? Json(at->minutes) : Json(nullptr); }

Json purposes(const Toy& toy) {
  Json list = Json::array();
  for (std::size_t i = 0; i < toy.procedure.purposes.size(); ++i) {
    const model::Purpose& p = toy.procedure.purposes[i];
    Json controllers = Json::array();
    for (const model::ActorId id : p.controllers) controllers.push_back(id.index);
    list.push_back({{"name", p.name},
                    {"regime", kRegimes[static_cast<int>(p.regime)]},
                    {"basis", kBases[static_cast<int>(p.basis)]},
                    {"law", p.law},
                    {"special", p.special},
                    {"agreement", kAgreements[static_cast<int>(p.agreement)]},
                    {"no-objection", p.no_objection},
                    {"controllers", controllers},
                    {"decision", kStates[static_cast<int>(toy.decisions[i].state)]},
                    {"until", moment(toy.decisions[i].until)},
                    {"restricted", toy.limits[i].restricted},
                    {"objected", toy.limits[i].objected},
                    {"retained-until", moment(toy.limits[i].retained_until)}});
  }
  return list;
}

Json data(const Toy& toy) {
  Json list = Json::array();
  for (std::size_t i = 0; i < toy.procedure.data.size(); ++i) {
    const model::Datum& d = toy.procedure.data[i];
    Json held = Json::array();
    for (const model::PurposeId id : d.purposes) held.push_back(id.index);
    list.push_back({{"name", d.name}, {"for", held}, {"special", d.special}, {"category", d.category},
                    {"present", toy.present[i]}});
  }
  return list;
}

Json agencies(const Toy& toy) {
  Json all = Json::array();
  for (const model::Agency& agency : toy.agencies.all)
    for (const model::Api& api : agency.apis) {
      Json one{{"agency", agency.name}, {"api", api.name}, {"identity", api.identity},
               {"takes", api.takes},    {"gives", api.gives}, {"forbidden", Json::array()},
               {"grants", Json::array()}};
      for (const model::Forbidden& use : api.forbidden) one["forbidden"].push_back({use.purpose, use.procedure});
      for (const model::Grant& grant : api.grants)
        one["grants"].push_back({{"procedure", grant.procedure}, {"consumer", grant.consumer},
                                 {"purpose", grant.purpose},     {"takes", grant.takes},
                                 {"gives", grant.gives}});
      all.push_back(std::move(one));
    }
  return all;
}

Json world(const Toy& toy) {
  Json actors = Json::array();
  for (const model::Actor& actor : toy.procedure.actors)
    actors.push_back({{"name", actor.name}, {"role", kRoles[static_cast<int>(actor.role)]}, {"agency", actor.agency}});
  return {{"procedure", toy.procedure.id}, {"actors", actors}, {"purposes", purposes(toy)}, {"data", data(toy)},
          {"now", toy.now.minutes}};
}

template <class Made>
Json answer_of(const std::variant<Made, Denied>& answer) {
  if (const auto* denied = std::get_if<Denied>(&answer)) return {reason_code(denied->reason)};
  if constexpr (std::is_same_v<Made, Permit>) {
    const Permit& permit = std::get<Permit>(answer);
    Json sent = Json::array(), received = Json::array();
    for (const Field& field : permit.send()) sent.push_back({field.datum.index, field.name});
    for (const Field& field : permit.receive()) received.push_back({field.datum.index, field.name});
    return {"permit", sent, received, permit.basis(), permit.notice()};
  } else {
    const StoragePermit& permit = std::get<StoragePermit>(answer);
    return {"permit", permit.purpose(), permit.basis()};
  }
}

Context context_of(const Toy& toy) {
  Context context;
  context.procedure = &toy.procedure;
  context.agencies = &toy.agencies;
  context.decisions = toy.decisions;
  context.limits = toy.limits;
  context.now = toy.now;
  return context;
}

Json exchange(Toy& toy) {
  Json json = world(toy);
  json["ask"] = "exchange";
  json["agencies"] = agencies(toy);
  json["chosen"] = toy.chosen;
  json["exchange"] = {{"by", toy.exchange.by.index},
                      {"with", toy.exchange.with.index},
                      {"with-member", toy.exchange.with_member},
                      {"api", toy.exchange.api},
                      {"purpose", toy.exchange.purpose.index},
                      {"send", ids(toy.exchange.send)},
                      {"receive", ids(toy.exchange.receive)}};
  json["request"] = {{"consumer", toy.request.consumer},
                     {"provider", toy.request.provider},
                     {"send", ids(toy.request.send)},
                     {"receive", ids(toy.request.receive)},
                     {"identity", toy.request.identity}};
  json["answer"] = answer_of(toy.ask());
  return json;
}

Json storage(Toy& toy, Chance& chance) {
  const model::DatumId datum{chance.one_of<std::uint16_t>({0, 1, 2, 3, 4})};
  Json json = world(toy);
  json["ask"] = "storage";
  json["datum"] = datum.index;
  json["answer"] = answer_of(decide_storage(datum, context_of(toy)));
  return json;
}

Json letter(Toy& toy, Chance& chance) {
  model::Letter told;
  told.to = {chance.one_of<std::uint16_t>({0, 1, 2})};
  told.purpose = {chance.one_of<std::uint16_t>({0, 0, 0, 1, 5})};
  for (const std::uint16_t datum : std::to_array<std::uint16_t>({0, 1, 2, 4}))
    if (chance.once_in(3)) told.carries.push_back({datum});
  Json json = world(toy);
  json["ask"] = "letter";
  json["letter"] = {{"to", told.to.index}, {"purpose", told.purpose.index}, {"carries", ids(told.carries)}};
  json["answer"] = answer_of(decide_letter(told, context_of(toy)));
  return json;
}

void write(std::uint32_t seed, long count) {
  Chance chance{seed};
  for (long i = 0; i < count; ++i) {
    Toy toy;
    shake(toy, chance);
    const unsigned kind = chance.one_of({0u, 0u, 0u, 1u, 2u});
    const Json json = kind == 0 ? exchange(toy) : kind == 1 ? storage(toy, chance) : letter(toy, chance);
    std::puts(json.dump().c_str());
  }
}

}  // namespace
}  // namespace guichet::privacy

int main(int argc, char** argv) {
  if (argc != 3) return std::fputs("gate_requests SEED COUNT\n", stderr), 2;
  guichet::privacy::write(static_cast<std::uint32_t>(std::strtoul(argv[1], nullptr, 10)), std::strtol(argv[2], nullptr, 10));
  return 0;
}
