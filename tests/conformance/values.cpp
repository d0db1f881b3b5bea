#include "conformance/values.h"

#include <algorithm>
#include <limits>

namespace guichet::conformance {

using expr::Kind;
using expr::Value;

namespace {

template <class T>
void add_once(std::vector<T>& list, const T& value) {
  if (std::ranges::find(list, value) == list.end()) list.push_back(value);
}

void add_around(std::vector<std::int64_t>& list, std::int64_t value) {
  using Limits = std::numeric_limits<std::int64_t>;
  add_once(list, value);
  if (value != Limits::max()) add_once(list, value + 1);
  if (value != Limits::min()) add_once(list, value - 1);
}

}  // namespace

// The finalizer of splitmix64 (S. Vigna, public domain).
std::uint64_t place_of(expr::Kind kind, std::uint64_t theme) {
  std::uint64_t mixed = theme + 0x9E3779B97F4A7C15U * (static_cast<std::uint64_t>(kind) + 1);
  mixed = (mixed ^ mixed >> 30) * 0xBF58476D1CE4E5B9U;
  mixed = (mixed ^ mixed >> 27) * 0x94D049BB133111EBU;
  return mixed ^ mixed >> 31;
}

void read_slots(const expr::Node& node, std::vector<std::uint16_t>& slots) {
  if (node.op == expr::Op::slot || node.op == expr::Op::has) add_once(slots, node.variable.slot);
  for (const expr::Node& child : node.children) read_slots(child, slots);
}

Values::Values(const model::Procedure& procedure) : procedure_{procedure} {
  using Unit = base::DelayUnit;
  numbers_ = {0, std::numeric_limits<std::int64_t>::min(), std::numeric_limits<std::int64_t>::max()};
  cents_ = {0, 13550, 13600, std::numeric_limits<std::int64_t>::min()};
  delays_ = {{Unit::months, 12}, {Unit::years, 1},         {Unit::weeks, 2},      {Unit::days, 14},       {Unit::days, 0},
             {Unit::months, 1},  {Unit::working_days, 10}, {Unit::clear_days, 3}, {Unit::hours, 36},
             {Unit::days, base::kDelayCountMax}};
  const base::Date today = base::make_date(2026, 3, 2).value();
  for (const int days : {0, -1, 1, 10, 20, 45, 200}) days_.push_back(base::add_days(today, days));
  days_.push_back(base::make_date(2024, 2, 29).value());
  days_.push_back(base::kDateMin);
  days_.push_back(base::kDateMax);
  for (const char* text : {"", "Lyon", "Paris", "été", "oui"}) texts_.push_back(text);
  for (const model::Machine& machine : procedure.machines) {
    for (const model::Transition& transition : machine.transitions) {
      if (transition.guard) collect(transition.guard->root());
      for (const model::Assignment& one : transition.set) collect(one.value.root());
    }
  }
}

void Values::collect(const expr::Node& node) {
  if (node.op == expr::Op::constant) add(node.constant);
  if (node.table != nullptr) {
    for (const expr::TableRow& row : node.table->rows) {
      for (const Value& key : row.keys) add(key);
      add(Value::date(row.from));
      add(row.value);
    }
  }
  for (const expr::Node& child : node.children) collect(child);
}

void Values::add(const Value& constant) {
  switch (constant.kind()) {
    case Kind::number: add_around(numbers_, constant.as_integer()); break;
    case Kind::money: add_around(cents_, constant.as_integer()); break;
    case Kind::date:
      for (const int days : {-1, 0, 1}) add_once(days_, base::add_days(constant.as_date(), days));
      break;
    case Kind::duration: add_once(delays_, constant.as_duration()); break;
    case Kind::text:
      add_once(texts_, constant.as_text());
      add_once(texts_, pool_->keep(std::string{constant.as_text()} + "x"));
      break;
    default: break;
  }
}

std::vector<Value> Values::of(const expr::Type& type) const {
  std::vector<Value> all(1);
  const auto put = [&](const auto& list, auto make) {
    for (const auto& one : list) all.push_back(make(one));
  };
  switch (type.kind) {
    case Kind::boolean: put(std::vector{true, false}, Value::boolean); break;
    case Kind::number: put(numbers_, Value::number); break;
    case Kind::money: put(cents_, Value::money); break;
    case Kind::date: put(days_, Value::date); break;
    case Kind::duration: put(delays_, Value::duration); break;
    case Kind::text: put(texts_, Value::text); break;
    case Kind::file: put(texts_, Value::file); break;
    case Kind::enumeration:
      for (std::uint32_t i = 0; i < type.values->size(); ++i) all.push_back(Value::enumeration(i));
      break;
    case Kind::list: {
      const auto count = static_cast<std::uint32_t>(type.values->size());
      const std::uint32_t every = count >= 32 ? ~0U : (1U << count) - 1;
      all.push_back(Value::list(0));
      for (std::uint32_t i = 0; i < std::min(count, 4U); ++i) all.push_back(Value::list(1U << i));
      all.push_back(Value::list(every & 7U));
      all.push_back(Value::list(every));
      break;
    }
    default: break;
  }
  return all;
}

std::vector<Value> Values::of_slot(std::uint16_t slot) const {
  if (const auto datum = procedure_.datum_of_slot(slot)) return of(procedure_[*datum].type);
  const auto attribute = std::ranges::find(procedure_.attributes, slot, &model::Attribute::slot);
  return of(attribute->type);
}

}  // namespace guichet::conformance
