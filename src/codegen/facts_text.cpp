#include "codegen/facts_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "codegen/expression_text.h"
#include "codegen/fingerprint.h"
#include "codegen/identifiers.h"
#include "codegen/machine_text.h"

namespace guichet::codegen {

using expr::Kind;
using fmt::format;

namespace {

void collect_slots(const expr::Node& node, std::set<std::uint16_t>& slots) {
  if (node.op == expr::Op::slot || node.op == expr::Op::has) slots.insert(node.variable.slot);
  for (const expr::Node& child : node.children) collect_slots(child, slots);
}

std::string read_call(const Naming& naming, const expr::Type& type) {
  switch (type.kind) {
    case Kind::boolean: return "truth";
    case Kind::number: return "number";
    case Kind::money: return "money";
    case Kind::date: return "date";
    case Kind::duration: return "duration";
    case Kind::enumeration: return format("word<{}>", naming.words_of(*type.values).name);
    case Kind::list: return "chosen";
    default: return "text";
  }
}

std::string accessor(const Naming& naming, std::size_t name, const std::string& original, const expr::Type& type,
                     const std::string& slot) {
  const std::string code = format("  {} {}() const {{ return {}({}); }}", known_type(naming, type), naming.data[name],
                                  read_call(naming, type), slot);
  return is_plain(original) ? code + "\n" : code + "  " + comment(original) + "\n";
}

// ---- tables -----------------------------------------------------------------------------------------------

bool is_banded(const expr::TableKey& key) {
  return key.banded && (key.kind == Kind::number || key.kind == Kind::money || key.kind == Kind::date);
}

std::string plain_type(Kind kind) {
  switch (kind) {
    case Kind::boolean: return "bool";
    case Kind::number: return "std::int64_t";
    case Kind::money: return "Cents";
    case Kind::date: return "base::Date";
    case Kind::duration: return "base::Delay";
    default: return "std::string_view";
  }
}

// Nearest first, as codegen/lookup.h walks them.
std::vector<const expr::TableRow*> sorted_rows(const expr::Table& table) {
  std::vector<const expr::TableRow*> rows;
  for (const expr::TableRow& row : table.rows) rows.push_back(&row);
  std::ranges::stable_sort(rows, [&](const expr::TableRow* a, const expr::TableRow* b) {
    for (std::size_t i = 0; i < table.keys.size(); ++i) {
      if (!is_banded(table.keys[i])) continue;
      const auto left = a->keys[i].as_integer();
      const auto right = b->keys[i].as_integer();
      if (left != right) return left > right;
    }
    return a->from > b->from;
  });
  return rows;
}

std::string table_text(const Naming& naming, const expr::Table& table) {
  const std::string name = table_name(table);
  std::string types = plain_type(table.value_kind);
  std::string parameters = "const Day& when";
  std::string asked;
  std::string banded;
  std::string keys;
  for (std::size_t i = 0; i < table.keys.size(); ++i) {
    const expr::TableKey& key = table.keys[i];
    types += ", " + plain_type(key.kind);
    parameters += format(", const {}& key_{}", known_type(naming, {.kind = key.kind}), i + 1);
    const bool boolean = key.kind == Kind::boolean;
    asked += format(", {}key_{}{}", boolean ? "as_bool(" : "", i + 1, boolean ? ")" : "");
    banded += format("{}{}", i == 0 ? "" : ", ", is_banded(key) ? "true" : "false");
    keys += format("{}{}{}", i == 0 ? "" : ", ", key.name, is_banded(key) ? " (rounds down)" : "");
  }
  const auto plain = [&](const expr::Value& value) -> std::string {
    if (value.kind() == Kind::boolean) return value.is_true() ? "true" : "false";
    return literal_text(naming, value, {.kind = value.kind()});
  };
  std::string rows;
  for (const expr::TableRow* row : sorted_rows(table)) {
    std::string values;
    for (const expr::Value& key : row->keys) {
      values += (values.empty() ? "" : ", ") + plain(key);
    }
    const std::string until = row->until ? literal_text(naming, expr::Value::date(*row->until), {.kind = Kind::date})
                                         : "base::kDateMax";
    rows += format("    {{{{{}}}, {}, {}, {}}},\n", values, literal_text(naming, expr::Value::date(row->from), {}), until,
                   plain(row->value));
  }
  return format(
      "// {}: {}\nconstexpr std::array<Dated<{}>, {}> {}_rows{{{{\n{}}}}};\n"
      "{} {}({}) {{\n  return {}look_up({}_rows, {{{}}}, when{}){};\n}}\n",
      table.name, keys, types, table.rows.size(), name, rows, known_type(naming, {.kind = table.value_kind}), name,
      parameters, table.value_kind == Kind::boolean ? "as_truth(" : "", name, banded, asked,
      table.value_kind == Kind::boolean ? ")" : "");
}

}  // namespace

std::string facts_text(const model::Procedure& procedure, const Naming& naming) {
  std::set<std::uint16_t> slots;
  for (const model::Machine& machine : procedure.machines) {
    for (const expr::Node* node : expressions_of(machine)) collect_slots(*node, slots);
  }
  std::string text = "struct Facts : codegen::Facts {\n  using codegen::Facts::Facts;\n";
  for (std::size_t i = 0; i < procedure.data.size(); ++i) {
    const model::Datum& datum = procedure.data[i];
    if (!slots.contains(datum.slot)) continue;
    const std::string slot = datum.width > 1 ? format("of_member({})", datum.slot) : std::to_string(datum.slot);
    text += accessor(naming, i, datum.name, datum.type, slot);
  }
  for (std::size_t i = 0; i < procedure.attributes.size(); ++i) {
    const model::Attribute& attribute = procedure.attributes[i];
    if (!slots.contains(attribute.slot)) continue;
    text += accessor(naming, procedure.data.size() + i, attribute.name, attribute.type, std::to_string(attribute.slot));
  }
  for (std::size_t i = 1; i < procedure.machines.size(); ++i) {
    const model::Each& each = *procedure.main().states[procedure.machines[i].owner.index].each;
    const std::string words = naming.words_of(*procedure[each.members].values).name;
    text += format("  Known<{}> {}() const {{ return member<{}>(); }}\n", words, naming.machines[i].member, words);
  }
  return text + "};\n\n";
}

std::string tables_text(const model::Procedure& procedure, const Naming& naming) {
  std::string text;
  for (const expr::Table* table : tables_of(procedure)) text += table_text(naming, *table);
  return text.empty() ? text : "namespace table {\n" + text + "}  // namespace table\n\n";
}

}  // namespace guichet::codegen
