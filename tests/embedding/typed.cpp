// The parking permit as a state machine in somebody's own test: no file is read, no database is opened.
#include <guichet/procedures/carte_stationnement.hpp>

#include <cstdlib>
#include <iostream>

namespace carte = guichet::procedures::carte_stationnement;
namespace event = carte::event;
using carte::State;
using guichet::procedures::Delay;
using guichet::procedures::Outcome;
using guichet::procedures::Unit;
using namespace std::chrono_literals;

namespace {

int failures = 0;

void expect(bool holds, const char* what) {
  if (!holds) {
    std::cerr << "not so: " << what << '\n';
    ++failures;
  }
}

constexpr auto kToday = 2026y / 3 / 2;

carte::Machine in_lyon() {
  carte::Machine machine;
  machine.data.ville_duree_courte = Delay{1, Unit::years};
  machine.data.ville_duree_longue = Delay{3, Unit::years};
  return machine;
}

}  // namespace

int main() {
  carte::Machine machine = in_lyon();
  expect(machine.state() == State::saisie, "a case starts where the file starts");

  // 12 months are a year: a legal delay is compared by its length.
  const event::Deposer request{.demande_plaque = "SS-001-AA", .demande_duree = {12, Unit::months}, .demande_residence_principale = true};
  expect(bool{machine.handle(request, kToday)}, "a complete request is heard");
  expect(machine.state() == State::titulaire, "and goes to the vehicle register");
  expect(machine.data.demande_canal == carte::DemandeCanal::franceconnect, "what the branch sets is set");

  const Outcome late = machine.handle(request, kToday);
  expect(late.kind == Outcome::Kind::not_expected, "nobody listens to a second request");

  // The register answered, but not who owns the vehicle: nobody can tell whether the names agree.
  const Outcome unknown = machine.handle(event::Answered{}, kToday);
  expect(unknown.kind == Outcome::Kind::undetermined && unknown.datum == "siv.nom", "absent is not false");
  expect(machine.state() == State::titulaire, "what is refused changes nothing");

  expect(bool{machine.handle(event::NotFound{}, kToday)} && machine.state() == State::pieces, "then by paper");

  carte::Machine other = in_lyon();
  other.place(State::titulaire);
  expect(bool{other.handle(event::Retirer{}, kToday)}, "one may give up during the checks");
  expect(other.state() == State::abandonnee, "the rule that follows is followed at once");
  return failures == 0 ? EXIT_SUCCESS : EXIT_FAILURE;
}
