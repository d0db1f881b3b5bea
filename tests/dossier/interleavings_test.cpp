// A withdrawal put at every point of an exchange, alone and with the program restarted there, then an agreement given
// again at every later point: what rests on consent never leaves nor comes back after a withdrawal, and what rests on law
// goes on. The points are all there are: one program writes at a time, so between two of its transactions or while an
// agency is asked.
#include <gtest/gtest.h>

#include <iostream>

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

struct Life {
  Life(const std::string& trial, What what, const std::string& agencies = kAgencies)
      : shop{agencies, {trial}}, trial_{trial}, what_{what} {
    id = shop.open("essai", "2026-03-02T09:00");
    consent(model::ConsentAct::agrees, "2026-03-02T09:01");
    at(Point::before_deposit, "2026-03-02T09:02");
    shop.transport().set_behaviour("siv", "", {.latency_minutes = 0, .error = "502"});
    shop.on_leaving = [this] { at(Point::leaving_first, "2026-03-02T09:05"); };
    shop.on_answering = [this] { at(Point::answering_first, "2026-03-02T09:05"); };
    EXPECT_EQ(shop.act(id, "usager", "deposer", "2026-03-02T09:05", {{"plaque", "SS-001-AA"}}), "");
    at(Point::before_retry, "2026-03-02T09:10");
    shop.transport().set_behaviour("siv", "", {.latency_minutes = 120, .error = ""});
    shop.on_leaving = [this] { at(Point::leaving_second, "2026-03-02T09:15"); };
    shop.on_answering = [this] { at(Point::answering_second, "2026-03-02T09:15"); };
    EXPECT_TRUE(shop.office().advance(instant("2026-03-02T09:15")).ok());
    at(Point::before_answer, "2026-03-02T10:00");
    shop.on_leaving = shop.on_answering = nullptr;
    EXPECT_TRUE(shop.office().advance(instant("2026-03-02T11:15")).ok());
    at(Point::after_answer, "2026-03-02T12:00");
    EXPECT_TRUE(shop.office().advance(instant("2026-03-03T09:00")).ok());
  }

  void consent(model::ConsentAct act, const std::string& when) {
    EXPECT_TRUE(shop.office().consent(id, "etude", act, instant(when)).ok());
  }
  void at(Point point, const std::string& when) {
    if (what_.withdraw == point) consent(model::ConsentAct::withdraws, when);
    if (what_.agree_again == point) consent(model::ConsentAct::agrees, when);
    // Not from within the transport: it is what would be destroyed.
    const bool asking = point == Point::leaving_first || point == Point::answering_first || point == Point::leaving_second ||
                        point == Point::answering_second;
    if (what_.restart == point && !asking) shop.restart(), shop.install(trial_);
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
    // Nobody heard what no line says left, and what a line says left was heard once.
    EXPECT_EQ(shop.registers().calls()->size(), left);
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
 private:
  std::string trial_;
  What what_;
};

std::string resting_on_law() {
  return replaced(replaced(kTrial, "api: extrait, purpose: etude", "api: extrait, purpose: suivi"), "vehicle, for: [etude]", "vehicle, for: [suivi]");
}

TEST(Interleavings, AWithdrawalAtEveryPointOfAnExchange) {
  int orders = 0, withdrawals = 0, reached = 0;
  const auto play = [&](What what) {
    SCOPED_TRACE("withdrawal at " + std::to_string(what.withdraw ? static_cast<int>(*what.withdraw) : -1) + ", restart at " +
                 std::to_string(what.restart ? static_cast<int>(*what.restart) : -1) + ", agreed again at " +
                 std::to_string(what.agree_again ? static_cast<int>(*what.agree_again) : -1));
    Life life{kTrial, what};
    life.check(true);
    ++orders;
    withdrawals += life.withdrawals;
    reached += life.shop.state(life.id) == "vu" ? 1 : 0;
  };
  for (const Point withdraw : kPoints) {
    play({.withdraw = withdraw, .restart = {}, .agree_again = {}});
    for (const Point restart : kPoints) play({.withdraw = withdraw, .restart = restart, .agree_again = {}});
    for (const Point again : kPoints)
      if (again > withdraw) play({.withdraw = withdraw, .restart = {}, .agree_again = again});
  }
  for (const Point restart : kPoints) play({.withdraw = {}, .restart = restart, .agree_again = {}});
  EXPECT_GT(withdrawals, 80);
  EXPECT_GT(reached, 8) << "without a withdrawal the exchange ends well";
  std::cout << orders << " orders, " << withdrawals << " withdrawals, none too late\n";
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
