// Thousands of well-typed expressions, drawn from a fixed seed, over cases with holes: the compiled program
// and the tree walker give the same value or the same error.
#include <gtest/gtest.h>

#include <initializer_list>
#include <random>

#include "oracle.h"
#include "toy.h"

namespace guichet::expr {
namespace {

// std::mt19937_64 is the same everywhere; the standard distributions are not, hence draw().
class Author {
 public:
  explicit Author(std::uint64_t seed) : random_{seed} {}

  std::uint64_t draw(std::uint64_t below) { return random_() % below; }
  bool once_in(std::uint64_t times) { return draw(times) == 0; }

  std::string of(Kind kind, int depth) {
    switch (kind) {
      case Kind::boolean:
        return condition(depth);
      case Kind::number:
        return number(depth);
      case Kind::money:
        return money(depth);
      case Kind::date:
        return date(depth);
      case Kind::duration:
        return duration();
      case Kind::text:
        return text(depth);
      default:
        return pick({"siv.statut", "demande.qualite"});
    }
  }

  bool joins_texts = false;
 private:
  std::string pick(std::initializer_list<const char*> all) { return all.begin()[draw(all.size())]; }

  std::string condition(int depth) {
    if (depth <= 0) return pick({"true", "false", "avis.payee", "avis.automatise", "avis.automatise"});
    switch (draw(13)) {
      case 0:
        return pick({"true", "avis.payee", "avis.automatise", "passed('contester')", "passed('silence')"});
      case 1:
        return "has(" + pick({"siv.statut", "avis.date", "demande.autre", "identifiant", "piece.bail"}) + ")";
      case 2:
        return pick({"!", "!!"}) + "(" + condition(depth - 1) + ")";
      case 3:
      case 4:
        return chain(" && ", depth);
      case 5:
      case 6:
        return chain(" || ", depth);
      case 7: {
        const Kind kind = one_of({Kind::boolean, Kind::number, Kind::money, Kind::date, Kind::duration, Kind::text});
        return "(" + of(kind, depth - 1) + pick({" == ", " != "}) + "(" + of(kind, depth - 1) + "))";
      }
      case 8: {
        const Kind kind = one_of({Kind::number, Kind::money, Kind::date, Kind::text});
        return of(kind, depth - 1) + pick({" < ", " <= ", " > ", " >= "}) + of(kind, depth - 1);
      }
      case 9:
        return words();
      case 10:
        return among(depth);
      case 11:
        return pick({"organisme", "'cpam'", "'dgfip'", "demande.organisme"}) + " in " +
               pick({"choix.organismes", "choix.autres"});
      default:
        return pick({"children.all('faite')", "children.any('injoignable')", "children.any('faite')"});
    }
  }

  std::string chain(const char* joint, int depth) {
    std::string out = "(" + condition(depth - 1);
    for (std::uint64_t i = 1 + draw(3); i > 0; --i) out += joint + condition(depth - 1);
    return out + ")";
  }

  std::string words() {
    switch (draw(4)) {
      case 0:
        return pick({"siv.statut", "'locataire'"}) + pick({" == ", " != "}) + "demande.qualite";
      case 1:
        return "siv.statut" + pick({" == ", " != "}) + pick({"'titulaire'", "'locataire'", "demande.qualite"});
      case 2:
        return "organisme" + pick({" == ", " != "}) + pick({"'cpam'", "'caf'", "demande.organisme"});
      default:
        return pick({"siv.statut", "demande.qualite"}) +
               pick({" in []", " in ['titulaire']", " in ['cotitulaire', 'locataire']"});
    }
  }

  std::string among(int depth) {
    switch (draw(4)) {
      case 0:
        return number(depth - 1) + " in [1, -2, 4]";
      case 1:
        return text(depth - 1) + " in ['75056', 'é']";
      case 2:
        return date(depth - 1) + " in [date('2026-03-02'), date('2024-02-29')]";
      default:
        return duration() + " in [duration('12 months')]";
    }
  }

  std::string number(int depth) {
    if (depth <= 0) return pick({"0", "4", "-2", "9223372036854775807", "demande.nombre", "demande.autre"});
    switch (draw(6)) {
      case 0:
        return "(" + number(depth - 1) + pick({" + ", " - "}) + number(depth - 1) + ")";
      case 1:
        return "-(" + number(depth - 1) + ")";
      case 2:
        return "size(" + text(depth - 1) + ")";
      case 3:
        return "size(" + pick({"choix.organismes", "choix.autres"}) + ")";
      case 4:
        return pick({"children.count('faite')", "children.count('injoignable')"});
      default:
        return "lookup('bareme', " + money(depth - 1) + ")";
    }
  }

  std::string money(int depth) {
    if (depth <= 0) return pick({"money('135.00')", "money('-0.05')", "avis.montant", "avis.montant"});
    switch (draw(4)) {
      case 0:
        return "(" + money(depth - 1) + pick({" + ", " - "}) + money(depth - 1) + ")";
      case 1:
        return "-" + pick({"avis.montant", "money('92233720368547758.07')"});
      case 2:
        return "lookup('tarif', " + pick({"siv.commune", "organisme", "demande.organisme"}) + ", " + duration() +
               (once_in(2) ? ", " + date(depth - 1) : "") + ")";
      default:
        return money(0);
    }
  }

  std::string date(int depth) {
    if (depth <= 0) return pick({"date('2024-02-29')", "date('2199-12-01')", "avis.date", "demande.depot", "today()"});
    return date(depth - 1) + (once_in(2) ? " + " + duration() : " - " + span_of_days());
  }

  std::string span_of_days() {
    return pick({"duration('1 month')", "duration('13 months')", "duration('40 days')", "duration('2 weeks')",
                 "duration('1900 months')", "demande.duree"});
  }

  std::string duration() {
    return pick({"duration('1 month')", "duration('12 months')", "duration('1 year')", "duration('10 working days')",
                 "duration('15 clear days')", "demande.duree", "demande.duree"});
  }

  std::string text(int depth) {
    if (depth > 0 && joins_texts && once_in(2)) return text(depth - 1) + " + " + text(depth - 1);
    return pick({"'75056'", "''", "'é'", "\"a'b\"", "'\\u00e9\\n'", "siv.commune", "ville.commune", "identifiant"});
  }

  Kind one_of(std::initializer_list<Kind> all) { return all.begin()[draw(all.size())]; }

  std::mt19937_64 random_;
};

// A case with values drawn for each slot; a quarter of them absent.
void draw_case(Author& author, toy::Case& c) {
  const auto write = [&](const char* name, std::initializer_list<const char*> values) {
    if (!author.once_in(4)) c.set(name, values.begin()[author.draw(values.size())]);
  };
  c.slots.fill({});
  write("siv.statut", {"titulaire", "cotitulaire", "locataire"});
  write("siv.commune", {"75056", "é", "", "69123"});
  write("ville.commune", {"75056", "69123"});
  write("demande.nombre", {"4", "0", "-9223372036854775808"});
  write("avis.montant", {"135.00", "15000.00", "92233720368547758.07"});
  write("avis.date", {"2026-03-02", "2024-02-29", "1900-01-31"});
  write("demande.depot", {"2026-03-02", "2025-12-31"});
  write("demande.duree", {"1 year", "12 months", "2 clear months", "3 hours", "45 days"});
  if (author.once_in(6)) c.slots.at(7) = Value::duration({.unit = base::DelayUnit::months, .count = 2, .roll = true});
  write("avis.payee", {"true", "false"});
  write("choix.organismes", {"", "caf", "cpam,dgfip"});
  write("piece.bail", {"bail.pdf"});
  write("demande.qualite", {"titulaire", "locataire"});
  write("demande.autre", {"1", "9223372036854775807"});
  write("avis.automatise", {"true", "false"});
  write("choix.autres", {"caf,cpam,dgfip"});
  write("demande.organisme", {"caf", "dgfip"});
  for (std::size_t i = 11; i < 14; ++i)
    c.slots.at(i) = author.once_in(3) ? Value{} : Value::text(i == 12 ? "75056" : "autre");
  c.children.assign(author.draw(4), static_cast<std::uint16_t>(author.draw(2)));
  if (!c.children.empty()) c.children.back() = static_cast<std::uint16_t>(author.draw(2));
  for (Value& passed : c.deadlines)
    passed = author.once_in(4) ? Value::error(Fault::absent_slot, 5) : Value::boolean(author.once_in(2));
}

TEST(Generated, ProgramAndTreeWalkerAgree) {
  constexpr int kExpressions = 12'000;
  Author author{20'260'302};
  const Scope scope = toy::scope();
  int errors = 0;
  int trues = 0;
  for (int n = 0; n < kExpressions; ++n) {
    static constexpr Kind kRoots[] = {Kind::boolean, Kind::boolean, Kind::boolean, Kind::number,
                                      Kind::money,   Kind::date,    Kind::text};
    const Kind kind = kRoots[author.draw(std::size(kRoots))];
    author.joins_texts = kind == Kind::text;
    const std::string text = author.of(kind, static_cast<int>(1 + author.draw(4)));
    base::Diagnostics diagnostics;
    const auto expression = compile(text, {}, scope, {.kind = kind}, diagnostics);
    ASSERT_TRUE(expression) << text << "\n" << render(diagnostics, {"", text}, base::Lang::en);
    for (int round = 0; round < 4; ++round) {
      toy::Case c;
      draw_case(author, c);
      Frame frame = c.frame();
      frame.member = static_cast<std::uint16_t>(author.draw(3));
      const Value slow = walk(expression->root(), frame);
      const Value fast = expression->evaluate(frame);
      ASSERT_TRUE(slow == fast) << text << "\n  tree walker: " << toy::shown(slow, expression->type())
                                << "\n  program:     " << toy::shown(fast, expression->type());
      ASSERT_TRUE(fast.is_error() || fast.kind() == kind) << text;
      errors += fast.is_error() ? 1 : 0;
      trues += fast.is_true() ? 1 : 0;
    }
  }
  // The draw is worth something: all three answers are common.
  EXPECT_GT(errors, kExpressions / 4);
  EXPECT_GT(trues, kExpressions / 4);
  EXPECT_LT(errors + trues, 3 * kExpressions);
}

}  // namespace
}  // namespace guichet::expr
