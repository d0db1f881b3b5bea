#include "codegen/generate.h"

#include <fmt/format.h>

#include "codegen/facts_text.h"
#include "codegen/fingerprint.h"
#include "codegen/header_text.h"
#include "codegen/machine_text.h"
#include "codegen/naming.h"

namespace guichet::codegen {

using fmt::format;

namespace {

std::string origin(const model::Procedure& procedure) {
  return format("// Generated from procedures/{}/procedure.yaml; edit that file.\n", procedure.id);
}

std::string machines_text(const model::Procedure& procedure, const Naming& naming, const Sabotage& sabotage) {
  std::string text;
  for (std::size_t i = 1; i < procedure.machines.size(); ++i) {
    const model::MachineId id{static_cast<std::uint16_t>(i)};
    const std::string& space = naming.machines[i].space;
    text += section("each child of " + procedure.machines[i].name);
    text += format("}}  // namespace\n\nnamespace {} {{\nnamespace {{\n\n{}\n{}}}  // namespace\n}}  // namespace {}\n\nnamespace {{\n\n",
                   space, machine_text(procedure, naming, id, sabotage), handling_text(procedure, naming, id), space);
  }
  return text + section("the procedure") + machine_text(procedure, naming, {0}, sabotage) + "\n" +
         handling_text(procedure, naming, {0});
}

}  // namespace

Generated generate(const model::Procedure& procedure, const Sabotage& sabotage) {
  const Naming naming = name_all(procedure);
  std::string steppers;
  for (const MachineNames& machine : naming.machines) {
    const std::string space = machine.space.empty() ? "" : machine.space + "::";
    steppers += format("{}engine::AnyStepper{{{}kSteps}}", steppers.empty() ? "" : ", ", space);
  }
  const std::string tables = tables_text(procedure, naming);
  std::string source = origin(procedure) + comment(procedure.title.text);
  source += format(
      "\n#include \"codegen/flat_machine.h\"\n\n#include <array>\n#include <limits>\n#include <string_view>\n\n"
      "#include \"codegen/compiled.h\"\n#include \"codegen/facts.h\"\n{}#include \"codegen/typed.h\"\n"
      "#include \"guichet/procedures/{}.hpp\"\n\n"
      "namespace guichet::procedures::{} {{\nnamespace {{\n\nusing namespace codegen;\nusing namespace std::string_view_literals;\n\n",
      tables.empty() ? "" : "#include \"codegen/lookup.h\"\n", naming.space, naming.space);
  source += section("what conditions read") + facts_text(procedure, naming) + tables + slots_text(procedure, naming);
  source += machines_text(procedure, naming, sabotage);
  source += format(
      "}}  // namespace\n\nconst codegen::Compiled& compiled();\nconst codegen::Compiled& compiled() {{\n  static const codegen::Compiled all{{\n"
      "      .id = \"{}\",\n      .fingerprint = \"{}\",\n      .steppers = {{{}}}}};\n  return all;\n}}\n\n"
      "}}  // namespace guichet::procedures::{}\n",
      procedure.id, fingerprint(procedure), steppers, naming.space);
  return {naming.space, origin(procedure) + header_text(procedure, naming), source};
}

}  // namespace guichet::codegen
