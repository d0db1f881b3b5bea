// A withdrawal put at every point of an exchange, the program killed or restarted at every point, and an agreement given
// again at every later one, each with each: what rests on consent never leaves nor comes back after a withdrawal, and what
// rests on law goes on. The points are all there are: one program writes at a time, so between two of its transactions or
// while an agency is asked.
#include <gtest/gtest.h>

#include <functional>
#include <iostream>
#include <set>

#include "exchange_trial.h"
#include "shop.h"

namespace guichet::dossier {
namespace {

using audit::Kind;

// The life of one exchange: agreed to, deposited, its first request failing, its second answered two hours later.
enum class Point : std::uint8_t {
  before_deposit,
  leaving_first,    // committed as leaving, the agency has not heard it yet
  answering_first,  // the agency has answered, nobody has read it
  before_retry,
  leaving_second,
  answering_second,
  before_answer,    // the answer is on its way
  after_answer
};
constexpr Point kPoints[] = {Point::before_deposit, Point::leaving_first,    Point::answering_first, Point::before_retry,
                             Point::leaving_second, Point::answering_second, Point::before_answer,   Point::after_answer};

struct What {
  std::optional<Point> withdraw, restart, agree_again;
};

// Thrown to where the test runs the program: nothing of it is done any more.
struct Killed {};

struct Life {
  Life(const std::string& trial, What what, const std::string& agencies = kAgencies)
      : shop{agencies, {trial}}, trial_{trial}, what_{what} {
    id = shop.open("essai", "2026-03-02T09:00");
    consent(model::ConsentAct::agrees, "2026-03-02T09:01");
    at(Point::before_deposit, "2026-03-02T09:02");
    ask(Point::leaving_first, Point::answering_first, "2026-03-02T09:05", {.latency_minutes = 2, .error = "502"}, [&] {
      EXPECT_EQ(shop.act(id, "usager", "deposer", "2026-03-02T09:05", {{"plaque", "SS-001-AA"}}), "");
    });
    go_on("2026-03-02T09:07");
    at(Point::before_retry, "2026-03-02T09:10");
    ask(Point::leaving_second, Point::answering_second, "2026-03-02T09:17", {.latency_minutes = 120, .error = ""},
        [&] { go_on("2026-03-02T09:17"); });
    at(Point::before_answer, "2026-03-02T10:00");
    go_on("2026-03-02T11:17");
    at(Point::after_answer, "2026-03-02T12:00");
    go_on("2026-03-03T09:00");
  }

  void consent(model::ConsentAct act, const std::string& when) {
    happens(act == model::ConsentAct::withdraws ? "withdrawn" : "agreed");
    EXPECT_TRUE(shop.office().consent(id, "etude", act, instant(when)).ok());
  }
  void go_on(const std::string& when) { EXPECT_TRUE(shop.office().advance(instant(when)).ok()); }
  void restart() {
    happens("restarted");
    shop.restart();
    shop.install(trial_);
    shop.transport().set_behaviour("siv", "", behaviour_);
  }
  // While an agency is asked the program is killed where it stands, and another one started once it is gone.
  void at(Point point, const std::string& when, bool asking = false) {
    if (what_.withdraw == point) consent(model::ConsentAct::withdraws, when);
    if (what_.agree_again == point) consent(model::ConsentAct::agrees, when);
    if (what_.restart != point) return;
    if (asking) throw Killed{};
    restart();
  }
  // `act`, in which the agency is asked. What was to happen there and did not, because nothing was asked any more or the
  // program was killed before, happens next: before the new program asks again.
  void ask(Point leaving, Point answering, const std::string& when, const agency::BehaviourChange& behaviour, const std::function<void()>& act) {
    behaviour_ = behaviour;
    shop.transport().set_behaviour("siv", "", behaviour);
    bool left = false, answered = false;
    shop.on_leaving = [&] { left = true, at(leaving, when, true); };
    shop.on_answering = [&] { answered = true, at(answering, when, true); };
    try {
      act();
    } catch (const Killed&) {
      unheard = !answered;
      restart();
    }
    shop.on_leaving = shop.on_answering = nullptr;
    if (!left) at(leaving, when);
    if (!answered) at(answering, when);
  }
  // Where it happens: after so many lines, and so many requests heard. Two lives with the same are one order.
  void happens(const char* what) {
    const auto told = shop.office().log().of_dossier(id);
    order += std::string{what} + ' ' + std::to_string(told->size()) + ' ' + std::to_string(shop.registers().calls()->size()) + ", ";
  }

  // What must hold whatever the order.
  void check(bool rests_on_consent) {
    const auto told = shop.office().log().of_dossier(id);
    ASSERT_TRUE(told.ok());
    bool withdrawn = false;
    std::size_t left = 0;
    for (const auto& entry : *told) {
      const audit::Line& line = entry.line;
      if (line.kind == Kind::agreement_withdrawn) withdrawn = true, ++withdrawals;
      if (line.kind == Kind::agreement_given) withdrawn = false;
      left += line.kind == Kind::exchange_sent ? 1 : 0;
      const bool moves = line.kind == Kind::exchange_permitted || line.kind == Kind::exchange_sent ||
                         line.kind == Kind::exchange_answered || line.kind == Kind::exchange_retried;
      if (rests_on_consent && withdrawn) {
        EXPECT_FALSE(moves) << audit::name(line.kind) << " after a withdrawal, line " << entry.seq;
      }
    }
    // Nobody heard what no line says left, and what a line says left was heard once: unless the program was killed in
    // between and had no right to ask again.
    const std::size_t heard = shop.registers().calls()->size();
    EXPECT_LE(heard, left);
    EXPECT_GE(heard + (unheard && withdrawals > 0 ? 1 : 0), left);
    const auto rows = shop.office().rows().data(id);
    for (const store::DatumRow& row : *rows)
      if (rests_on_consent && withdrawn) {
        EXPECT_NE(row.name, "statut") << "kept without consent";
      }
    EXPECT_TRUE(shop.office().rows().open_outbox(id)->empty()) << "nothing waits for ever";
    if (!rests_on_consent) {
      EXPECT_EQ(shop.state(id), "vu") << "what rests on law goes on";
    }
  }

  Shop shop;
  std::int64_t id = 0;
  int withdrawals = 0;
  bool unheard = false;  // killed once a request was committed as having left, before the agency heard it
  std::string order;
 private:
  std::string trial_;
  What what_;
  agency::BehaviourChange behaviour_;
};

std::string resting_on_law() {
  return replaced(replaced(kTrial, "api: extrait, purpose: etude", "api: extrait, purpose: suivi"), "vehicle, for: [etude]", "vehicle, for: [suivi]");
}

TEST(Interleavings, AWithdrawalAtEveryPointOfAnExchange) {
  std::set<std::string> orders;
  int withdrawals = 0, reached = 0;
  const auto play = [&](What what) {
    SCOPED_TRACE("withdrawal at " + std::to_string(what.withdraw ? static_cast<int>(*what.withdraw) : -1) + ", restart at " +
                 std::to_string(what.restart ? static_cast<int>(*what.restart) : -1) + ", agreed again at " +
                 std::to_string(what.agree_again ? static_cast<int>(*what.agree_again) : -1));
    Life life{kTrial, what};
    life.check(true);
    if (!orders.insert(life.order).second) return;
    withdrawals += life.withdrawals;
    reached += life.shop.state(life.id) == "vu" ? 1 : 0;
  };
  std::vector<std::optional<Point>> never_or{std::nullopt};
  never_or.insert(never_or.end(), std::begin(kPoints), std::end(kPoints));
  for (const auto withdraw : never_or)
    for (const auto restart : never_or)
      for (const auto again : never_or)
        if (!again || (withdraw && *again > *withdraw)) play({withdraw, restart, again});
  EXPECT_GT(orders.size(), 100u);
  EXPECT_GT(withdrawals, 80);
  EXPECT_GT(reached, 8) << "without a withdrawal the exchange ends well";
  std::cout << orders.size() << " different orders, " << withdrawals << " withdrawals, none too late\n";
}

// A purpose that rests on law hears no withdrawal of a consent it never asked for.
TEST(Interleavings, WhatRestsOnLawGoesOn) {
  const std::string trial = resting_on_law();
  const std::string agencies = replaced(kAgencies, "purpose: etude", "purpose: suivi");
  for (const Point withdraw : kPoints) {
    SCOPED_TRACE(static_cast<int>(withdraw));
    Life life{trial, {.withdraw = withdraw, .restart = {}, .agree_again = {}}, agencies};
    life.check(false);
  }
}

}  // namespace
}  // namespace guichet::dossier
