// How much the reference interpreter costs over what a person would write by hand: the same ten-state procedure as a
// `switch`, evaluating the same guards on the same slots. Prints nanoseconds and the ratio, smallest of many rounds.
// Aim: 2, limit: 3.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <cstdlib>
#include <string_view>
#include <vector>

#include "base/ensure.h"
#include "support/walk.h"

namespace guichet {
namespace {

using engine::Step;
using expr::Kind;
using expr::Value;
using model::Trigger;

constexpr std::string_view kParking = R"yaml(procedure: stationnement
version: 1
title: Stationnement
actors:
  usager: {role: citizen, title: Usager}
  ville:  {role: agency, title: Ville}
  siv:    {role: agency, title: Fichier des véhicules}
  dgfip:  {role: agency, title: Finances publiques}
purposes:
  dossier: {title: Attribuer, controller: ville, basis: public-task, law: [choice], retention: {delay: 12 months, since: closed, source: choice}}
data:
  plaque:  {type: text, category: vehicle}
  duree:   {type: number, category: request}
  statut:  {type: enum, values: [titulaire, cotitulaire, locataire], category: vehicle}
  commune: {type: text, category: address}
  rfr:     {type: number, category: income}
  note:    {type: number, category: decision}
  verse:   {type: money, category: payment}
  du:      {type: money, category: payment}
  annee:   {type: number, category: request}
events:
  deposer:    {by: usager, carries: [plaque, duree, du, annee]}
  completer:  {by: usager, carries: [note]}
  accepter:   {by: ville}
  refuser:    {by: ville}
  payer:      {by: usager, carries: [verse]}
  editer:     {by: ville}
  renouveler: {by: usager}
  archiver:   {by: ville}
states:
  saisie:
    actor: usager
    when: {deposer: [{if: "has(plaque) && duree > 0", to: titulaire}]}
  titulaire:
    exchange: {by: ville, with: siv, api: extrait, send: [plaque], receive: [statut, commune]}
    when:
      answered: [{if: "statut in ['titulaire', 'cotitulaire'] && commune == 'Lyon'", to: domicile}, {to: pieces}]
      not-found: pieces
      refused: pieces
      failed: pieces
  domicile:
    exchange: {by: ville, with: dgfip, api: rfr, send: [plaque], receive: [rfr]}
    when: {answered: [{if: "rfr < 20000", to: paiement}, {to: instruction}], not-found: pieces, refused: pieces, failed: pieces}
  pieces:      {actor: usager, when: {completer: instruction}}
  instruction: {actor: ville, when: {accepter: [{if: "note >= 10", to: paiement}, {to: refusee}], refuser: refusee}}
  paiement:    {actor: usager, when: {payer: [{if: "verse == du", to: edition}]}}
  edition:     {actor: ville, when: {editer: active}}
  active:      {actor: usager, when: {renouveler: [{if: "annee < 3", to: saisie}, {to: archivee}], archiver: archivee}}
  refusee:     {outcome: rejected}
  archivee:    {outcome: done}
)yaml";

enum State : std::uint16_t { saisie, titulaire, domicile, pieces, instruction, paiement, edition, active };
enum Slot : std::uint16_t { plaque, duree, statut, commune, rfr, note, verse, du, annee };
enum On : std::uint16_t {
  deposer = model::kFixedTriggers, completer, accepter, refuser, payer, editer, renouveler, archiver
};

// What the interpreter answers, written out: transitions are numbered in the order of the file.
class ByHand {
 public:
  explicit ByHand(const model::Machine& machine) {
    for (std::uint16_t state = 0; state <= active; ++state) {
      for (std::uint16_t on = 0; on < machine.triggers; ++on) first_[state][on] = machine.row({state}, {on}).first;
    }
  }

  [[nodiscard]] Step step(model::StateId state, model::TriggerId on, const expr::Frame& frame) const {
    const Value* s = frame.slots;
    const std::uint16_t first = first_[state.index][on.index];
    switch (state.index) {
      case saisie:
        if (on.index != deposer) return {};
        if (s[plaque].is_absent()) return {.kind = Step::Kind::no_branch};
        if (s[duree].is_absent()) return absent(first, duree);
        if (s[duree].as_integer() <= 0) return {.kind = Step::Kind::no_branch};
        return to(first);
      case titulaire:
        if (on.index > 3) return {};
        if (on.index != 0) return to(first);
        if (s[statut].is_absent()) return absent(first, statut);
        if (s[statut].as_integer() > 1) return to(first, 1);
        if (s[commune].is_absent()) return absent(first, commune);
        return to(first, s[commune].as_text() == "Lyon" ? 0 : 1);
      case domicile:
        if (on.index > 3) return {};
        if (on.index != 0) return to(first);
        if (s[rfr].is_absent()) return absent(first, rfr);
        return to(first, s[rfr].as_integer() < 20'000 ? 0 : 1);
      case pieces: return on.index == completer ? to(first) : Step{};
      case instruction:
        if (on.index == refuser) return to(first);
        if (on.index != accepter) return {};
        if (s[note].is_absent()) return absent(first, note);
        return to(first, s[note].as_integer() >= 10 ? 0 : 1);
      case paiement:
        if (on.index != payer) return {};
        if (s[verse].is_absent()) return absent(first, verse);
        if (s[du].is_absent()) return absent(first, du);
        if (s[verse].as_integer() != s[du].as_integer()) return {.kind = Step::Kind::no_branch};
        return to(first);
      case edition: return on.index == editer ? to(first) : Step{};
      case active:
        if (on.index == archiver) return to(first);
        if (on.index != renouveler) return {};
        if (s[annee].is_absent()) return absent(first, annee);
        return to(first, s[annee].as_integer() < 3 ? 0 : 1);
      default: return {};
    }
  }

 private:
  static Step to(std::uint16_t first, int branch = 0) {
    return {.kind = Step::Kind::moved, .transition = {static_cast<std::uint16_t>(first + branch)}};
  }
  static Step absent(std::uint16_t first, std::uint16_t slot) {
    return {.kind = Step::Kind::undetermined, .transition = {first}, .fault = expr::Fault::absent_slot, .slot = slot};
  }
  std::array<std::array<std::uint16_t, archiver + 1>, active + 1> first_{};
};

// What is asked of a stepper: the events of many cases, each with its own data.
struct Question {
  model::StateId state;
  model::TriggerId on;
  const Value* slots;
};

struct Cases {
  std::vector<std::vector<Value>> rows;
  std::vector<Question> questions;
};

// Cases walked to their end: `kinds` different people, one after another. One kind is what a branch predictor
// learns by heart; many are what an office meets.
Cases walk_cases(const model::Machine& machine, const ByHand& by_hand, std::size_t kinds) {
  constexpr std::array<std::uint16_t, active + 1> kNext{deposer, 0, 0, completer, accepter, payer, editer, renouveler};
  Cases cases;
  std::uint32_t chance = 12345;
  const auto draw = [&](std::uint32_t below) {
    chance = chance * 1664525U + 1013904223U;
    return (chance >> 16) % below;
  };
  for (std::size_t i = 0; i < kinds; ++i) {
    const bool only = kinds == 1;
    std::vector<Value> row(annee + 1);
    row[plaque] = Value::text("AB-123-CD");
    row[duree] = Value::number(12);
    row[statut] = Value::enumeration(only ? 0 : draw(3));
    row[commune] = Value::text(only || draw(3) != 0 ? "Lyon" : "Paris");
    row[rfr] = Value::number(only ? 15'000 : draw(40'000));
    row[note] = Value::number(only ? 15 : draw(20));
    row[verse] = row[du] = Value::money(4500);
    row[annee] = Value::number(3);
    cases.rows.push_back(std::move(row));
  }
  for (std::size_t n = 0; n < 4096 / 6; ++n) {
    const Value* slots = cases.rows[n % kinds].data();
    model::StateId state{saisie};
    while (state.index <= active) {
      const model::TriggerId on{kNext[state.index]};
      cases.questions.push_back({state, on, slots});
      expr::Frame frame;
      frame.slots = slots;
      state = *machine.transitions[by_hand.step(state, on, frame).transition.index].to;
    }
  }
  return cases;
}

// Nanoseconds of one question, the smallest of many rounds; `sum` keeps the answers.
template <class Ask>
double cost(const Cases& cases, Ask ask, std::uint64_t& sum) {
  double best = 1e9;
  for (int round = 0; round < 400; ++round) {
    sum = 0;
    const auto begin = std::chrono::steady_clock::now();
    for (const Question& question : cases.questions) {
      expr::Frame frame;
      frame.slots = question.slots;
      sum += ask(question.state, question.on, frame).transition.index;
    }
    const std::chrono::duration<double, std::nano> spent = std::chrono::steady_clock::now() - begin;
    best = std::min(best, spent.count() / static_cast<double>(cases.questions.size()));
  }
  return best;
}

int compare(const model::Procedure& procedure) {
  const model::Machine& machine = procedure.main();
  const ByHand by_hand{machine};
  const engine::ReferenceStepper reference{machine};
  const engine::AnyStepper any{reference};
  double worst = 0;
  for (const std::size_t kinds : {std::size_t{1}, std::size_t{61}}) {
    const Cases cases = walk_cases(machine, by_hand, kinds);
    std::uint64_t sums[3] = {};
    const auto asking = [](const auto& stepper) {
      return [&stepper](model::StateId state, model::TriggerId on, const expr::Frame& frame) {
        return stepper.step(state, on, frame);
      };
    };
    const double hand = cost(cases, asking(by_hand), sums[0]);
    const double interpreted = cost(cases, asking(reference), sums[1]);
    const double through_any = cost(cases, asking(any), sums[2]);
    if (sums[0] != sums[1] || sums[0] != sums[2]) {
      fmt::print("the answers differ\n");
      return EXIT_FAILURE;
    }
    fmt::print("step, {:2} kinds of case: switch {:.2f} ns, reference {:.2f} ns, ratio {:.2f}; chosen at run time {:.2f} ns, "
               "ratio {:.2f}\n",
               kinds, hand, interpreted, interpreted / hand, through_any, through_any / hand);
    worst = std::max(worst, interpreted / hand);
  }
  fmt::print("step ratio {:.2f} (limit 3)\n", worst);
  return EXIT_SUCCESS;
}

// A whole case through the driver: data, clocks, effects and all.
void drive(const std::shared_ptr<const model::Procedure>& procedure) {
  const engine::ReferenceStepper reference{procedure->main()};
  const engine::Driver driver{*procedure, {engine::AnyStepper{reference}}, base::metropolitan_france()};
  const base::Instant start = base::parse_instant("2026-03-02T09:00").value();
  const auto event = [&](const char* name) { return procedure->find_event(name).value(); };
  const auto datum = [&](const char* name) { return procedure->find_datum(name).value(); };
  const model::ActorId usager = procedure->find_actor("usager").value();
  const model::ActorId ville = procedure->find_actor("ville").value();
  const std::vector<engine::Given> deposit{{datum("plaque"), Value::text("AB-123-CD")},
                                           {datum("duree"), Value::number(12)},
                                           {datum("du"), Value::money(4500)},
                                           {datum("annee"), Value::number(1)}};
  const std::vector<engine::Given> owner{{datum("statut"), Value::enumeration(0)}, {datum("commune"), Value::text("Lyon")}};
  const std::vector<engine::Given> income{{datum("rfr"), Value::number(15'000)}};
  const std::vector<engine::Given> paid{{datum("verse"), Value::money(4500)}};
  engine::Effects effects;
  engine::CaseState state = driver.open(start, {}, effects);
  constexpr int kRounds = 20'000;
  double best = 1e9;
  for (int attempt = 0; attempt < 5; ++attempt) {
    const auto begin = std::chrono::steady_clock::now();
    for (int round = 0; round < kRounds; ++round) {
      effects.clear();
      bool fine = driver.act(state, {.event = event("deposer"), .by = usager, .data = deposit}, start, effects);
      fine &= driver.answer(state, {.visit = state.main.visit, .data = owner}, start, effects);
      fine &= driver.answer(state, {.visit = state.main.visit, .data = income}, start, effects);
      fine &= driver.act(state, {.event = event("payer"), .by = usager, .data = paid}, start, effects);
      fine &= driver.act(state, {.event = event("editer"), .by = ville}, start, effects);
      fine &= driver.act(state, {.event = event("renouveler"), .by = usager}, start, effects);
      base::ensure(fine, "a happy case");
    }
    const std::chrono::duration<double, std::nano> spent = std::chrono::steady_clock::now() - begin;
    best = std::min(best, spent.count() / (6.0 * kRounds));
  }
  fmt::print("driver: {:.0f} ns an event, {} effects for 6 events\n", best, effects.size());
}

}  // namespace
}  // namespace guichet

int main() {
  const auto procedure = guichet::support::toy(std::string{guichet::kParking});
  guichet::drive(procedure);
  return guichet::compare(*procedure);
}
