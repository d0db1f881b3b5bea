#include "interop/javascript.h"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <nlohmann/json.hpp>
#include <utility>

#include "base/ensure.h"

namespace guichet::interop {

using expr::Kind;
using expr::Op;
using fmt::format;

namespace detail {
extern const unsigned char kPrelude[];
extern const std::size_t kPreludeSize;
}  // namespace detail

namespace {

std::string sign_of(Op op) {
  switch (op) {
    case Op::equal: return "===";
    case Op::not_equal: return "!==";
    case Op::less: return "<";
    case Op::less_equal: return "<=";
    case Op::greater: return ">";
    default: return ">=";
  }
}

std::vector<std::uint16_t> slots_of(const model::Procedure& procedure, const std::vector<model::DatumId>& data) {
  std::vector<std::uint16_t> all;
  for (const model::DatumId id : data)
    for (std::uint16_t i = 0; i < procedure[id].width; ++i) all.push_back(static_cast<std::uint16_t>(procedure[id].slot + i));
  return all;
}

bool has_one(const std::vector<std::uint16_t>& slots, std::uint16_t slot) { return std::ranges::find(slots, slot) != slots.end(); }

std::string js_literal(const expr::Value& value, const std::vector<std::string>* words) {
  switch (value.kind()) {
    case Kind::boolean: return value.is_true() ? "true" : "false";
    case Kind::number:
    case Kind::money: return format("{}", value.as_integer());
    case Kind::date: return "'" + base::to_iso(value.as_date()) + "'";
    case Kind::duration: return "'" + base::to_text(value.as_duration()) + "'";
    case Kind::text:
    case Kind::file: return js_quoted(value.as_text());
    case Kind::enumeration: return js_quoted((*words)[static_cast<std::size_t>(value.as_integer())]);
    case Kind::list:
    case Kind::absent:
    case Kind::error: break;
  }
  base::ensure(false, "no literal is of this kind");
  return {};
}

void collect(const expr::Node& node, std::map<std::string, const expr::Table*>& tables) {
  if (node.table != nullptr) tables.emplace(node.table->name, node.table);
  for (const expr::Node& child : node.children) collect(child, tables);
}

}  // namespace

std::string js_quoted(std::string_view text) {
  std::string out = "'";
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    if (c == '\'' || c == '\\') out += {'\\', c};
    else if (byte < 0x20) out += format("\\x{:02x}", byte);
    else out += c;
  }
  return out + "'";
}

JavaScript::JavaScript(const model::Procedure& procedure, std::string carries, Brought brought, model::MachineId children,
                       std::optional<std::uint16_t> member)
    : procedure_{procedure},
      carries_{std::move(carries)},
      surely_{slots_of(procedure, brought.surely)},
      perhaps_{slots_of(procedure, brought.perhaps)},
      children_{children},
      member_{member} {}

std::uint16_t JavaScript::of_member(std::uint16_t slot) const {
  const auto datum = procedure_.datum_of_slot(slot);
  if (!datum || procedure_[*datum].width == 1 || slot != procedure_[*datum].slot) return slot;
  return static_cast<std::uint16_t>(slot + member_.value_or(0));
}

std::string JavaScript::slot(std::uint16_t asked) const {
  const std::uint16_t slot = of_member(asked);
  const std::string name = js_quoted(slot_path(procedure_, slot));
  if (!carries_.empty() && has_one(surely_, slot)) return format("{}[{}]", carries_, name);
  if (!carries_.empty() && has_one(perhaps_, slot)) return format("given({}, data, {})", carries_, name);
  return format("data[{}]", name);
}

std::string JavaScript::has(std::uint16_t asked) const {
  if (!carries_.empty() && has_one(surely_, of_member(asked))) return "";
  return slot(asked) + " !== undefined";
}

std::string JavaScript::truth(std::uint16_t slot, bool yes) const {
  return format("{} === {}", this->slot(slot), yes);
}

std::string JavaScript::literal(const expr::Value& value, const expr::Type& type) const { return js_literal(value, type.values); }

std::string JavaScript::member(const expr::Type& type) const {
  return js_quoted((*type.values)[member_.value_or(0)]);
}

std::string JavaScript::passed(std::uint16_t deadline, bool yes) const {
  return format("passed[{}] === {}", js_quoted(procedure_.deadlines[deadline].name), yes);
}

std::string JavaScript::compare(Op op, const std::string& a, const std::string& b, const expr::Type& type) const {
  if (type.kind == Kind::duration || type.kind == Kind::list) return format("{}same({}, {})", op == Op::equal ? "" : "!", a, b);
  return format("{} {} {}", a, sign_of(op), b);
}

std::string JavaScript::contains(const std::string& list, const std::string& element) const {
  return format("({}.indexOf({}) >= 0)", list, element);
}

std::string JavaScript::among(const std::string& element, const std::vector<std::string>& words, bool yes) const {
  return format("[{}].indexOf({}) {} 0", fmt::join(words, ", "), element, yes ? ">=" : "<");
}

std::string JavaScript::sum(const expr::Node& node, const std::string& a, const std::string& b) const {
  if (node.children[0].type.kind == Kind::date) return format("{}({}, {})", node.op == Op::add ? "plus" : "minus", a, b);
  return format("({} {} {})", a, node.op == Op::add ? "+" : "-", b);
}

std::string JavaScript::size(const std::string& of, const expr::Type& type) const {
  return type.kind == Kind::list ? of + ".length" : format("Array.from({}).length", of);
}

std::string JavaScript::lookup(const expr::Node& node, const std::vector<std::string>& keys, const std::string& day) const {
  return format("lookup(tables, {}, [{}], {})", js_quoted(node.table->name), fmt::join(keys, ", "), day);
}

std::string JavaScript::children(Op op, std::uint16_t state) const {
  const char* const name = op == Op::children_all ? "all" : op == Op::children_any ? "any" : "count";
  return format("{}(children, {})", name, js_quoted(procedure_[children_].states[state].name));
}

std::string js_tables(const model::Procedure& procedure) {
  std::map<std::string, const expr::Table*> tables;
  for (const model::Machine& machine : procedure.machines) {
    for (const model::Transition& transition : machine.transitions) {
      if (transition.guard) collect(transition.guard->root(), tables);
      for (const model::Assignment& one : transition.set) collect(one.value.root(), tables);
    }
    for (const model::State& state : machine.states)
      if (state.fee) collect(state.fee->amount.root(), tables);
  }
  using Json = nlohmann::ordered_json;
  const auto cell = [](const expr::Value& value) -> Json {
    switch (value.kind()) {
      case Kind::boolean: return value.is_true();
      case Kind::number:
      case Kind::money: return value.as_integer();
      case Kind::date: return base::to_iso(value.as_date());
      case Kind::duration: return base::to_text(value.as_duration());
      default: return std::string{value.as_text()};
    }
  };
  Json all = Json::object();
  for (const auto& [name, table] : tables) {
    Json& one = all[name] = {{"banded", Json::array()}, {"rows", Json::array()}};
    for (const expr::TableKey& key : table->keys)
      one["banded"].push_back(key.banded && (key.kind == Kind::number || key.kind == Kind::money || key.kind == Kind::date));
    for (const expr::TableRow& row : table->rows) {
      Json keys = Json::array();
      for (const expr::Value& key : row.keys) keys.push_back(cell(key));
      Json line{{"keys", keys}, {"from", base::to_iso(row.from)}};
      if (row.until) line["until"] = base::to_iso(*row.until);
      line["value"] = cell(row.value);
      one["rows"].push_back(line);
    }
  }
  return all.dump();
}

std::string_view js_prelude() {
  return {reinterpret_cast<const char*>(detail::kPrelude), detail::kPreludeSize};
}

}  // namespace guichet::interop
