// The importer on drawings spoilt at random: bytes changed, cut, doubled, pieces of one in another, names swapped. Each ends
// in diagnostics or in a procedure that loads. Seeded: a failure prints the drawing that caused it.
#include <gtest/gtest.h>

#include <random>

#include "interop/bpmn_import.h"
#include "interop/subjects.h"
#include "load/load.h"

namespace guichet::interop {
namespace {

constexpr int kRounds = 20'000;

class Spoiler {
 public:
  explicit Spoiler(std::vector<std::string> drawings) : drawings_{std::move(drawings)} {}

  std::string next() {
    std::string text = drawings_[below(drawings_.size())];
    for (std::size_t times = 1 + below(4); times > 0; --times) spoil(text);
    return text;
  }

 private:
  std::size_t below(std::size_t n) { return n == 0 ? 0 : chance_() % n; }
  void spoil(std::string& text) {
    constexpr std::string_view kPieces[] = {"<", ">", "\"", "&amp;", "&#0;", "]]>", "<!--", "<?x?>", "id=\"\"", "<bpmn:task/>", "\xFF", "\xC3", "P99999Y", "P-1D",
                                            "<bpmn:exclusiveGateway id='G1'/>", "sourceRef=\"G1\"", "targetRef=\"G1\"", "- : # {", "\n    x: y"};
    const std::size_t at = below(text.size());
    const std::size_t length = below(std::min<std::size_t>(text.size() - at, 200));
    switch (below(6)) {
      case 0: text[at] = static_cast<char>(chance_()); break;
      case 1: text.erase(at, length); break;
      case 2: text.insert(at, text.substr(below(text.size()), length)); break;
      case 3: text.insert(at, kPieces[below(std::size(kPieces))]); break;
      case 4: {
        const std::string& other = drawings_[below(drawings_.size())];
        text.insert(at, other.substr(below(other.size()), length));
        break;
      }
      default: {    // a name takes the place of another: flows that lead elsewhere
        const std::size_t from = text.find("Ref=\"", at), to = text.find("Ref=\"", below(text.size()));
        if (from == std::string::npos || to == std::string::npos) break;
        const std::string name = text.substr(to + 5, text.find('"', to + 5) - to - 5);
        text.replace(from + 5, text.find('"', from + 5) - from - 5, name);
      }
    }
  }

  std::vector<std::string> drawings_;
  std::mt19937_64 chance_{1};
};

TEST(ImportFuzz, EndsInDiagnosticsOrAProcedure) {
  const std::string source = GUICHET_SOURCE_DIR;
  const auto reference = load::load_reference(source + "/data");
  ASSERT_TRUE(reference.ok());
  std::vector<std::string> drawings;
  for (const char* name : {"drawings/bpmn_io.bpmn", "drawings/camunda.bpmn", "drawings/signavio.bpmn", "../golden/interop/cantine.bpmn"})
    drawings.push_back(read_file(source + "/tests/interop/" + name));
  Spoiler spoiler{drawings};
  int imported = 0;
  for (int i = 0; i < kRounds; ++i) {
    const std::string text = spoiler.next();
    const Imported one = import_bpmn({"spoilt.bpmn", text});
    ASSERT_EQ(one.yaml.empty(), one.diagnostics.has_errors()) << text;
    if (one.yaml.empty()) continue;
    ++imported;
    const base::Source written{"procedure.yaml", one.yaml};
    const auto loaded = load::load_procedure(written, reference->reference);
    ASSERT_TRUE(loaded.procedure.has_value()) << base::render(loaded.diagnostics, written, base::Lang::en) << one.yaml << text;
  }
  EXPECT_GT(imported, kRounds / 10) << "most were refused at once: little was tried";
  EXPECT_LT(imported, kRounds) << "none was refused: nothing was spoilt";
}

}  // namespace
}  // namespace guichet::interop
