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

Subject toy(const char* name, const codegen::Compiled& compiled) {
  return {name, &compiled, [name] { return support::toy(read(kSource + "/tests/conformance/toys/" + name + ".yaml")); }};
}

std::shared_ptr<const model::Procedure> load_shipped(const std::string& id) {
  static const auto reference = load::load_reference(kSource + "/data");
  base::ensure(reference.ok(), "the data that ship");
  auto file = load::load_procedure_file(kSource + "/procedures/" + id + "/procedure.yaml", reference->reference);
  base::ensure(file.ok() && file->loaded.procedure.has_value(), "a shipped procedure loads");
  return std::make_shared<const model::Procedure>(std::move(*file->loaded.procedure));
}

}  // namespace

const std::vector<Subject>& shipped() {
  static const std::vector<Subject> all = [] {
    std::vector<Subject> subjects;
    for (const codegen::Compiled* compiled : codegen::shipped()) {
      const std::string id{compiled->id};
      subjects.push_back({id, compiled, [id] { return load_shipped(id); }});
    }
    return subjects;
  }();
  return all;
}

const std::vector<Subject>& toys() {
  static const std::vector<Subject> all = [] {
    std::vector<Subject> subjects{toy("gardes", procedures::gardes::compiled()),
                                  toy("chevauche", procedures::chevauche::compiled()),
                                  toy("delais", procedures::delais::compiled()),
                                  toy("membres", procedures::membres::compiled()),
                                  toy("longue", procedures::longue::compiled()),
                                  toy("stationnement", procedures::stationnement::compiled())};
    const auto plain = subjects[3].load;
    subjects.push_back({"accents", &procedures::accents::compiled(),
                        [plain] { return std::make_shared<const model::Procedure>(with_accents(*plain())); }});
    return subjects;
  }();
  return all;
}

const std::vector<Subject>& spoilt() {
  static const std::vector<Subject> all{toy("chevauche", procedures::a_l_envers::compiled()),
                                        toy("chevauche", procedures::sans_garde::compiled())};
  return all;
}

}  // namespace guichet::conformance
