#include "codegen/fingerprint.h"

#include <algorithm>

#include "base/sha256.h"
#include "expr/codec.h"

namespace guichet::codegen {

namespace {

void collect_tables(const expr::Node& node, std::vector<const expr::Table*>& tables) {
  if (node.table != nullptr) {
    const auto same = [&](const expr::Table* known) { return known->name == node.table->name; };
    if (std::ranges::none_of(tables, same)) tables.push_back(node.table);
  }
  for (const expr::Node& child : node.children) collect_tables(child, tables);
}

// Lengths before texts, so that no two contents have one spelling.
void write(std::string& out, std::string_view text) { out += std::to_string(text.size()) + ":" + std::string{text}; }
void write(std::string& out, std::int64_t number) { out += std::to_string(number) + ";"; }
void write(std::string& out, expr::Kind kind) { write(out, expr::kind_name(kind)); }
void write(std::string& out, const expr::Value& value) {
  write(out, value.kind());
  write(out, expr::to_text(value, {.kind = value.kind()}));
}

void write(std::string& out, const expr::Table& table) {
  write(out, table.name);
  write(out, table.value_kind);
  for (const expr::TableKey& key : table.keys) {
    write(out, key.kind);
    write(out, key.banded ? 1 : 0);
  }
  for (const expr::TableRow& row : table.rows) {
    for (const expr::Value& key : row.keys) write(out, key);
    write(out, row.from.days);
    write(out, row.until.value_or(base::kDateMax).days);
    write(out, row.value);
  }
}

}  // namespace

std::vector<const expr::Node*> expressions_of(const model::Machine& machine) {
  std::vector<const expr::Node*> all;
  for (const model::Transition& transition : machine.transitions) {
    if (transition.guard) all.push_back(&transition.guard->root());
    for (const model::Assignment& assignment : transition.set) all.push_back(&assignment.value.root());
  }
  return all;
}

std::vector<const expr::Table*> tables_of(const model::Procedure& procedure) {
  std::vector<const expr::Table*> tables;
  for (const model::Machine& machine : procedure.machines) {
    for (const expr::Node* node : expressions_of(machine)) collect_tables(*node, tables);
  }
  std::ranges::sort(tables, {}, &expr::Table::name);
  return tables;
}

std::string fingerprint(const model::Procedure& procedure) {
  std::string content;
  write(content, procedure.digest);
  for (const model::Attribute& attribute : procedure.attributes) {
    write(content, attribute.name);
    write(content, attribute.type.kind);
    write(content, attribute.slot);
    if (attribute.values != nullptr) {
      for (const std::string& word : *attribute.values) write(content, word);
    }
  }
  for (const expr::Table* table : tables_of(procedure)) write(content, *table);
  return base::sha256_hex(content);
}

}  // namespace guichet::codegen
