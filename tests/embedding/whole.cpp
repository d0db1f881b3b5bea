// A procedure file read, then driven on the machine that was compiled from it: clocks, children and effects included.
#include <cstdlib>
#include <iostream>
#include <string>

#include <guichet/codegen/compiled.h>
#include <guichet/engine/driver.h>
#include <guichet/load/load.h>

int main(int argc, char** argv) {
  const std::string share = argc > 1 ? argv[1] : ".";
  const auto reference = guichet::load::load_reference(share + "/data");
  if (!reference) return std::cerr << tr(guichet::base::Lang::en, reference.failure()) << '\n', EXIT_FAILURE;
  const std::string path = share + "/procedures/carte-stationnement/procedure.yaml";
  const auto file = guichet::load::load_procedure_file(path, reference->reference);
  if (!file || !file->loaded.procedure) return std::cerr << path << " does not load\n", EXIT_FAILURE;
  const guichet::model::Procedure& procedure = *file->loaded.procedure;

  const auto steppers = guichet::codegen::steppers_for(procedure);
  if (!steppers) return std::cerr << "no machine was compiled from this file\n", EXIT_FAILURE;

  const guichet::engine::Driver driver{procedure, *steppers, guichet::base::metropolitan_france()};
  guichet::engine::Effects effects;
  const auto start = guichet::base::parse_instant("2026-03-02T09:00").value();
  auto state = driver.open(start, std::vector<guichet::expr::Value>(procedure.attributes.size()), effects);

  // Nobody writes for three months: the draft is abandoned.
  const auto later = guichet::base::parse_instant("2026-09-01T09:00").value();
  while (driver.fire_next(state, later, effects)) {
  }
  const std::string& rests = procedure.main().states[state.main.state.index].name;
  std::cout << rests << " after " << effects.size() << " effects\n";
  return rests == "abandonnee" ? EXIT_SUCCESS : EXIT_FAILURE;
}
