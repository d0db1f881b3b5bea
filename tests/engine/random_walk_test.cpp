// Whatever people do, in whatever order, with whatever data: what must hold of any case, on toys that have every
// construct. The seeds are fixed, so a failure is found again.
#include <gtest/gtest.h>

#include <array>
#include <random>

#include "support/story.h"
#include "support/walk.h"

namespace guichet {
namespace {

namespace effect = engine::effect;
using model::Trigger;

constexpr const char* kToy = R"yaml(procedure: toutes
version: 1
title: Toutes les constructions
actors:
  usager: {role: citizen}
  ville:  {role: agency}
  siv:    {role: agency}
purposes:
  dossier: {controller: ville, basis: public-task, law: [choice], retention: {delay: 12 months, since: closed, source: choice}}
  confort: {controller: ville, basis: consent, law: [choice], notice: '1', retention: {delay: 12 months, since: closed, source: choice}}
data:
  n:      {type: number, category: request}
  jour:   {type: date, category: request}
  statut: {type: text, category: vehicle, for: [confort]}
  choix:  {type: list, values: [caf, cpam, impots], category: request}
  recu:   {type: text, category: identifier, each: choix, for: [dossier, confort]}
events:
  deposer:  {by: usager, carries: [n], may-carry: [jour, choix]}
  accorder: {by: usager, agrees: confort}
  retirer:  {by: usager, withdraws: confort}
  accepter: {by: organisme, may-carry: [recu]}
  juger:    {by: ville}
  arreter:  {by: usager}
deadlines:
  silence: {delay: 20 days, since: recue, in: [examen], suspended-in: [complement], to: implicite, source: choice}
  date:    {delay: 10 days, since: jour, in: [saisie, examen], to: complement, source: choice}
  borne:   {delay: 200 days, since: opened, in: [saisie, complement, diffusion], to: implicite, source: choice}
phases:
  toutes: {states: [saisie, examen, complement, titulaire, diffusion], when: {arreter: [{if: "has(n) && n > 8", to: abandon}, {to: saisie}]}}
states:
  saisie:
    actor: usager
    when:
      deposer: [{if: "n > 5", to: titulaire, marks: recue}, {if: "n > 2", to: tri, set: {n: n + 1}}, {if: "n < 0"}, {if: "n == 0", set: {jour: "today()"}}]
      accorder: examen
  titulaire:
    exchange: {by: ville, with: siv, api: extrait, purpose: confort, send: [], receive: [statut]}
    when: {answered: [{if: "statut == 'oui'", to: diffusion}, {to: examen}], not-found: examen, refused: examen, failed: saisie}
    after: {delay: 3 days, to: examen, source: choice}
  tri: {decide: [{if: "has(statut) && statut == 'oui'", to: diffusion}, {if: "passed('date')", to: complement}, {to: examen}]}
  examen: {actor: ville, marks: examinee, when: {juger: [{if: "has(choix)", to: diffusion}, {to: complement}], retirer: complement}}
  complement: {actor: usager, when: {deposer: {to: examen}, juger: complement}, after: {delay: 15 days, to: saisie, source: choice}}
  diffusion:
    each: choix
    as: organisme
    states:
      envoi:
        exchange: {by: ville, with: organisme, api: adresse, purpose: confort, send: [], receive: [recu]}
        when: {answered: attente, not-found: ratee, refused: ratee, failed: attente}
      attente: {actor: organisme, when: {accepter: faite}, after: {delay: 4 days, to: ratee, source: choice}}
      faite: {outcome: done}
      ratee: {outcome: failed}
    when: {done: [{if: "children.all('faite')", to: accordee}, {if: "children.any('faite')", to: saisie}, {to: examen}], juger: {}}
  accordee:  {outcome: granted}
  implicite: {outcome: rejected}
  abandon:   {outcome: withdrawn}
)yaml";

class Walker {
 public:
  explicit Walker(std::uint32_t seed) : chance_{seed}, walk_{procedure(), "2026-01-05T09:00"} { check(); }

  void go(int acts) {
    for (int i = 0; i < acts && !testing::Test::HasFatalFailure(); ++i) {
      minutes_ += below(6) == 0 ? below(20'000) : below(600);
      walk_.at(base::to_iso(base::Instant{minutes_}));
      check();
      const engine::CaseState before = walk_.standing();
      const bool accepted = something();
      if (!accepted && !decided_) only_refused(before);
      check();
    }
  }
  [[nodiscard]] std::uint32_t visits() const { return walk_.standing().visits; }
  [[nodiscard]] bool closed() const { return walk_.standing().main.ended; }

 private:
  static std::shared_ptr<const model::Procedure> procedure() {
    static const auto made = support::toy(kToy);
    return made;
  }
  std::uint32_t below(std::uint32_t n) { return static_cast<std::uint32_t>(chance_() % n); }
  template <std::size_t N>
  const char* one_of(const std::array<const char*, N>& words) { return words.at(below(N)); }

  // True when it was accepted.
  bool something() {
    constexpr std::array kMembers{"", "caf", "cpam", "impots"};
    decided_ = false;
    switch (below(9)) {
      case 0:
      case 1: {
        support::Values data{{"n", std::to_string(static_cast<int>(below(14)) - 2)}};
        if (below(2) == 0) data.emplace_back("choix", one_of(std::array{"", "caf", "caf,impots", "caf,cpam,impots", "faux"}));
        if (below(3) == 0) data.emplace_back("jour", base::to_iso(base::date_of({minutes_ - below(30'000)})));
        return walk_.act("deposer", data);
      }
      case 2: decided_ = true; return walk_.act("accorder");
      case 3: decided_ = true; return walk_.act("retirer");
      case 4: return walk_.act("accepter", {}, {.member = one_of(kMembers)});
      case 5: return walk_.act("juger", {}, {.by = one_of(std::array{"", "ville", "usager"})});
      case 6: return below(4) == 0 && walk_.act("arreter");
      default: {
        const auto outcome = static_cast<Trigger>(below(4));
        support::Values data;
        const std::string member = one_of(kMembers);
        const bool is_child = !walk_.child(member).empty();
        if (outcome == Trigger::answered) data = {{is_child ? "recu" : "statut", one_of(std::array{"oui", "non"})}};
        return walk_.answer(outcome, data, is_child ? member : "");
      }
    }
  }

  // The case stands as it did, and nothing was said but the refusal; then clocks may have fired.
  void only_refused(const engine::CaseState& before) {
    if (walk_.effects().empty()) return;  // nothing was tried
    const auto& first = walk_.effects().front().what;
    const bool is_refusal = std::holds_alternative<effect::Refused>(first) || std::holds_alternative<effect::AnswerDropped>(first);
    EXPECT_TRUE(is_refusal) << story();
    if (walk_.effects().size() == 1) {
      EXPECT_TRUE(engine::same(before, walk_.standing())) << story();
    }
  }

  void check() {
    const engine::CaseState& now = walk_.standing();
    base::Instant last{};
    for (const engine::Effect& one : walk_.effects()) {
      EXPECT_LE(last, one.at) << story();
      last = one.at;
      EXPECT_FALSE(was_closed_ && !std::holds_alternative<effect::Refused>(one.what) && !about_consent(one)) << story();
      note(one);
    }
    EXPECT_EQ(open_exchanges_, exchanges(now)) << story();
    EXPECT_EQ(running_, afters(now)) << story();
    EXPECT_EQ(now.main.ended, now.closed.has_value());
    EXPECT_EQ(now.children_of.has_value(), walk_.state() == "diffusion");
    if (const auto due = walk_.driver().next_due(now)) {
      EXPECT_FALSE(now.main.ended);
      EXPECT_GT(*due, walk_.now()) << story();
    }
    was_closed_ = now.main.ended;
    walk_.forget();
  }

  bool about_consent(const engine::Effect& one) const {
    return std::holds_alternative<effect::ConsentGiven>(one.what) || std::holds_alternative<effect::Erased>(one.what) ||
           std::holds_alternative<effect::Accepted>(one.what) || std::holds_alternative<effect::AnswerDropped>(one.what);
  }

  // What is under way, as the effects tell it: it must be what the case says.
  void note(const engine::Effect& one) {
    if (const auto* e = std::get_if<effect::Entered>(&one.what)) {
      EXPECT_EQ(e->visit, ++visits_) << "visits increase one by one\n" << story();
    } else if (const auto* w = std::get_if<effect::ExchangeWanted>(&one.what)) {
      open_exchanges_.push_back(w->visit);
    } else if (const auto* s = std::get_if<effect::ExchangeStopped>(&one.what)) {
      EXPECT_EQ(std::erase(open_exchanges_, s->visit), 1u) << story();
    } else if (const auto* m = std::get_if<effect::Moved>(&one.what)) {
      const model::TriggerId on = walk_.procedure()[m->machine].transitions[m->by.index].on;
      if (on.index <= static_cast<std::uint16_t>(Trigger::failed)) answered(m->member);
    } else if (const auto* c = std::get_if<effect::ClockSet>(&one.what)) {
      if (!c->deadline) ++running_;
    } else if (const auto* x = std::get_if<effect::ClockCancelled>(&one.what)) {
      if (!x->deadline) --running_;
    } else if (const auto* f = std::get_if<effect::ClockFired>(&one.what)) {
      if (!f->deadline) --running_;
      EXPECT_GE(base::date_of(one.at), base::last_day(f->due)) << story();
    }
    if (const auto* e = std::get_if<effect::Entered>(&one.what)) where_[e->member.value_or(99)] = e->visit;
  }
  // An answer ends the exchange of the visit that stood there; a withdrawal already stopped it.
  void answered(engine::Member member) { std::erase(open_exchanges_, where_[member.value_or(99)]); }

  static bool asks(const engine::Position& here, const model::Machine& machine) {
    return engine::is_asking(here, machine.states[here.state.index]);
  }
  std::vector<std::uint32_t> exchanges(const engine::CaseState& now) const {
    std::vector<std::uint32_t> all;
    const model::Procedure& p = walk_.procedure();
    if (asks(now.main, p.main())) all.push_back(now.main.visit);
    for (const engine::Child& child : now.children) {
      if (asks(child.position, p[*now.children_of])) all.push_back(child.position.visit);
    }
    return all;
  }
  int afters(const engine::CaseState& now) const {
    const model::Procedure& p = walk_.procedure();
    int count = engine::is_timing(now.main, p.main().states[now.main.state.index]) ? 1 : 0;
    for (const engine::Child& child : now.children) {
      if (engine::is_timing(child.position, p[*now.children_of].states[child.position.state.index])) ++count;
    }
    return count;
  }
  [[nodiscard]] std::string story() const { return support::story(walk_.procedure(), walk_.effects(), true); }

  std::mt19937 chance_;
  support::Walk walk_;
  std::int64_t minutes_ = base::parse_instant("2026-01-05T09:00")->minutes;
  std::vector<std::uint32_t> open_exchanges_;
  std::array<std::uint32_t, 100> where_{};
  int running_ = 0;
  std::uint32_t visits_ = 0;
  bool was_closed_ = false;
  bool decided_ = false;
};

TEST(RandomWalk, InvariantsHold) {
  std::uint32_t visits = 0;
  int closed = 0;
  for (std::uint32_t seed = 1; seed <= 400 && !testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE(seed);
    Walker walker{seed};
    walker.go(60);
    visits += walker.visits();
    closed += walker.closed() ? 1 : 0;
  }
  // A walk that goes nowhere proves nothing.
  EXPECT_GT(visits, 4000u);
  EXPECT_GT(closed, 40);
}

}  // namespace
}  // namespace guichet
