#include "conformance/subjects.h"

#include <fstream>
#include <iterator>

#include "base/ensure.h"
#include "conformance/accents.h"
#include "load/load.h"
#include "support/walk.h"

#define GUICHET_MACHINE(name) \
  namespace guichet::procedures::name { const codegen::Compiled& compiled(); }
GUICHET_MACHINE(gardes)
GUICHET_MACHINE(chevauche)
GUICHET_MACHINE(delais)
GUICHET_MACHINE(membres)
GUICHET_MACHINE(longue)
GUICHET_MACHINE(stationnement)
GUICHET_MACHINE(accents)
GUICHET_MACHINE(a_l_envers)
GUICHET_MACHINE(sans_garde)
#undef GUICHET_MACHINE

namespace guichet::conformance {

namespace {

const std::string kSource = GUICHET_SOURCE_DIR;

std::string read(const std::string& path) {
  std::ifstream file{path, std::ios::binary};
  base::ensure(file.good(), "a file of the tests");
  return {std::istreambuf_iterator<char>{file}, {}};
}

std::shared_ptr<const model::Procedure> toy(const char* name) {
  return support::toy(read(kSource + "/tests/conformance/toys/" + name + ".yaml"));
}

}  // namespace

const std::vector<Subject>& shipped() {
  static const auto reference = load::load_reference(kSource + "/data");
  base::ensure(reference.ok(), "the data that ship");
  static const std::vector<Subject> all = [] {
    std::vector<Subject> subjects;
    for (const codegen::Compiled* compiled : codegen::shipped()) {
      const std::string id{compiled->id};
      auto file = load::load_procedure_file(kSource + "/procedures/" + id + "/procedure.yaml", reference->reference);
      base::ensure(file.ok() && file->loaded.procedure.has_value(), "a shipped procedure loads");
      subjects.push_back({id, std::make_shared<const model::Procedure>(std::move(*file->loaded.procedure)), compiled});
    }
    return subjects;
  }();
  return all;
}

const std::vector<Subject>& toys() {
  static const std::vector<Subject> all{
      {"gardes", toy("gardes"), &procedures::gardes::compiled()},
      {"chevauche", toy("chevauche"), &procedures::chevauche::compiled()},
      {"delais", toy("delais"), &procedures::delais::compiled()},
      {"membres", toy("membres"), &procedures::membres::compiled()},
      {"longue", toy("longue"), &procedures::longue::compiled()},
      {"stationnement", toy("stationnement"), &procedures::stationnement::compiled()},
      {"accents", std::make_shared<const model::Procedure>(with_accents(*toy("membres"))), &procedures::accents::compiled()}};
  return all;
}

const std::vector<Subject>& spoilt() {
  static const std::vector<Subject> all{{"rows in file order", toy("chevauche"), &procedures::a_l_envers::compiled()},
                                        {"one guard dropped", toy("chevauche"), &procedures::sans_garde::compiled()}};
  return all;
}

}  // namespace guichet::conformance
