#include "check/domain.h"

#include <algorithm>
#include <numeric>
#include <optional>

#include "check/expressions.h"
#include "check/members.h"
#include "dossier/case_record.h"

namespace guichet::check {

namespace {

using DatumKind = expr::Kind;
using expr::Node;
using expr::Op;
using expr::Value;

bool is_comparison(Op op) { return op >= Op::equal && op <= Op::in_list; }

// Slots that are compared with each other, and the constants they are compared with.
class Groups {
 public:
  explicit Groups(const model::Procedure& procedure)
      : procedure_{procedure},
        parent_(procedure.slots),
        compared_(procedure.slots, false),
        constants_(procedure.slots) {
    std::iota(parent_.begin(), parent_.end(), std::uint16_t{0});
  }

  void read(const Node& root) { visit(root, true); }
  // A `set`: the datum takes what the expression gives.
  void assign(model::DatumId target, const Node& value) {
    const std::uint16_t slot = procedure_[target].slot;
    visit(value, value.type.kind == DatumKind::boolean);
    join_all(value, slot);
  }
  void compare(std::uint16_t slot) { compared_[slot] = true; }

  // Whatever a datum takes from another must be told apart in the other too.
  void close() {
    std::vector<bool> roots(parent_.size());
    for (std::size_t s = 0; s < parent_.size(); ++s)
      if (compared_[s]) roots[root(static_cast<std::uint16_t>(s))] = true;
    for (std::size_t s = 0; s < parent_.size(); ++s) compared_[s] = roots[root(static_cast<std::uint16_t>(s))];
  }
  [[nodiscard]] bool is_compared(std::uint16_t slot) const { return compared_[slot]; }
  [[nodiscard]] std::uint16_t root(std::uint16_t slot) const {
    while (parent_[slot] != slot) slot = parent_[slot];
    return slot;
  }
  [[nodiscard]] std::vector<Value> constants(std::uint16_t slot) const {
    std::vector<Value> all;
    for (std::size_t s = 0; s < parent_.size(); ++s)
      if (root(static_cast<std::uint16_t>(s)) == root(slot))
        all.insert(all.end(), constants_[s].begin(), constants_[s].end());
    return all;
  }
  [[nodiscard]] int size(std::uint16_t slot) const {
    int count = 0;
    for (std::size_t s = 0; s < parent_.size(); ++s) count += root(static_cast<std::uint16_t>(s)) == root(slot) ? 1 : 0;
    return count;
  }
 private:
  void visit(const Node& node, bool is_condition) {
    if (node.op == Op::slot && is_condition) compared_[node.variable.slot] = true;
    if (is_comparison(node.op)) join_operands(node);
    if (node.op == Op::lookup) join_keys(node);
    if (node.op == Op::size && node.children[0].op == Op::slot && node.children[0].type.kind == DatumKind::list)
      compared_[node.children[0].variable.slot] = true;
    const bool logical = node.op == Op::logical_and || node.op == Op::logical_or || node.op == Op::logical_not;
    for (const Node& child : node.children) visit(child, is_condition && logical);
  }
  void join_operands(const Node& node) {
    std::optional<std::uint16_t> first;
    for (const Node& child : node.children) find_slots(child, first);
    if (!first) return;
    for (const Node& child : node.children) find_constants(child, *first);
  }
  void join_all(const Node& value, std::uint16_t slot) {
    std::optional<std::uint16_t> first{slot};
    find_slots(value, first, false);
    find_constants(value, slot);
  }
  void join_keys(const Node& node) {
    for (std::size_t k = 0; k < node.table->keys.size() && k < node.children.size(); ++k) {
      if (node.children[k].op != Op::slot) continue;
      const std::uint16_t slot = node.children[k].variable.slot;
      compared_[slot] = true;
      for (const expr::TableRow& row : node.table->rows) constants_[slot].push_back(row.keys[k]);
    }
  }
  void find_slots(const Node& node, std::optional<std::uint16_t>& first, bool compares = true) {
    if (node.op == Op::slot) {
      if (compares) compared_[node.variable.slot] = true;
      if (!first) first = node.variable.slot;
      parent_[root(node.variable.slot)] = root(*first);
    }
    if (node.op == Op::add || node.op == Op::subtract || node.op == Op::negate)
      for (const Node& child : node.children) find_slots(child, first, compares);
  }
  void find_constants(const Node& node, std::uint16_t slot) {
    if (node.op == Op::constant) constants_[slot].push_back(node.constant);
    if (node.op == Op::lookup)  // an interval between each two values the table can give
      for (const expr::TableRow& row : node.table->rows) constants_[slot].push_back(row.value);
    if (node.op == Op::add || node.op == Op::subtract || node.op == Op::negate)
      for (const Node& child : node.children) find_constants(child, slot);
  }

  const model::Procedure& procedure_;
  std::vector<std::uint16_t> parent_;
  std::vector<bool> compared_;
  std::vector<std::vector<Value>> constants_;
};

void add_once(std::vector<Value>& values, const Value& value) {
  if (std::ranges::find(values, value) == values.end()) values.push_back(value);
}

constexpr std::size_t kSamplesMax = 60;

// The samples of one datum among the others of its group.
struct Sampling {
  const model::Datum& datum;
  std::vector<Value> named;  // constants and attributes it is compared with
  int together = 1;          // slots in its group
  expr::TextPool& texts;

  std::vector<Value> samples() {
    std::vector<Value> values;
    for (const Value& value : named)
      if (value.kind() == datum.type.kind) add_once(values, value);
    switch (datum.type.kind) {
      case DatumKind::boolean:
        values = {Value::boolean(false), Value::boolean(true)};
        break;
      case DatumKind::enumeration:
        words(values);
        break;
      case DatumKind::number:
      case DatumKind::money:
        numbers(values);
        break;
      case DatumKind::text:
        fresh_texts(values);
        break;
      case DatumKind::duration:
        add_once(values, Value::duration({base::DelayUnit::days, 5}));
        break;
      case DatumKind::list:
        lists(values);
        break;
      default:
        values.clear();
    }
    if (values.size() > kSamplesMax) values.resize(kSamplesMax);
    return values;
  }
 private:
  // A word nobody names stands for all such; compared with other data, each counts.
  void words(std::vector<Value>& values) {
    for (const Value& value : named)  // a table's key is the word itself
      for (std::size_t w = 0; value.kind() == DatumKind::text && w < datum.values->size(); ++w)
        if ((*datum.values)[w] == value.as_text()) add_once(values, Value::enumeration(static_cast<std::uint32_t>(w)));
    int others = together > 1 ? 3 : 1;
    for (std::uint32_t w = 0; w < datum.values->size() && others > 0; ++w) {
      const Value word = Value::enumeration(w);
      if (std::ranges::find(values, word) != values.end()) continue;
      values.push_back(word);
      --others;
    }
  }
  void numbers(std::vector<Value>& values) {
    std::vector<std::int64_t> all;
    for (const Value& value : values) {
      const std::int64_t n = value.as_integer();
      for (const std::int64_t near : {n - 1, n, n + 1})
        if (near >= 0 || n < 0) all.push_back(near);
    }
    if (all.empty()) all = together > 1 ? std::vector<std::int64_t>{0, 1, 2} : std::vector<std::int64_t>{0, 1};
    std::ranges::sort(all);
    const auto last = std::ranges::unique(all).begin();
    values.clear();
    for (auto n = all.begin(); n != last; ++n)
      values.push_back(datum.type.kind == DatumKind::money ? Value::money(*n) : Value::number(*n));
  }
  void fresh_texts(std::vector<Value>& values) {
    if (!datum.example.empty()) add_once(values, Value::text(texts.keep(datum.example)));
    add_once(values, Value::text(texts.keep("autre")));
    if (together > 1) add_once(values, Value::text(texts.keep("autre encore")));
  }
  void lists(std::vector<Value>& values) {
    std::vector<std::uint32_t> words;
    for (const Value& value : named)
      if (value.kind() == DatumKind::enumeration && words.size() < 4)
        words.push_back(static_cast<std::uint32_t>(value.as_integer()));
    for (std::uint32_t w = 0; w < datum.values->size(); ++w)
      if (std::ranges::find(words, w) == words.end()) {
        words.push_back(w);
        break;
      }
    for (std::uint32_t set = 0; set < 1U << words.size(); ++set) {
      std::uint32_t members = 0;
      for (std::size_t i = 0; i < words.size(); ++i) members |= (set >> i & 1U) << words[i];
      add_once(values, Value::list(members));
    }
  }
};

}  // namespace

Domains::Domains(const model::Procedure& procedure, const model::Reference& reference, const Options& options)
    : procedure_{&procedure}, asked_(procedure.attributes.size(), false), read_(procedure.data.size(), false) {
  each_asked(procedure, [&](const expr::Expression& expression, model::DatumId) {
    for (std::size_t a = 0; a < procedure.attributes.size(); ++a)
      if (std::ranges::find(expression.reads(), procedure.attributes[a].slot) != expression.reads().end())
        asked_[a] = true;
  });
  find_situations(reference, options);
  Groups groups{procedure};
  each_asked(procedure, [&](const expr::Expression& expression, model::DatumId target) {
    for (const std::uint16_t slot : expression.reads())
      if (const auto datum = procedure.datum_of_slot(slot)) read_[datum->index] = true;
    if (target.known()) {
      groups.assign(target, expression.root());
    } else {
      groups.read(expression.root());
    }
  });
  for (const model::Deadline& deadline : procedure.deadlines)
    if (deadline.datum.known()) read_[deadline.datum.index] = true;
  for (const model::Machine& machine : procedure.machines)
    for (const model::State& state : machine.states) {
      if (!state.each) continue;
      const model::DatumId list = state.each->members;
      read_[list.index] = true;
      groups.compare(procedure[list].slot);
      classes_.emplace(list.index, member_classes(procedure, reference.agencies, list, base::date_of(options.start)));
    }
  groups.close();

  samples_.resize(situations_.size());
  for (std::size_t s = 0; s < situations_.size(); ++s) {
    samples_[s].resize(procedure.data.size());
    for (std::size_t d = 0; d < procedure.data.size(); ++d) {
      const model::Datum& datum = procedure.data[d];
      if (const auto each = classes_.find(static_cast<std::uint16_t>(d)); each != classes_.end()) {
        samples_[s][d] = member_sets(each->second, options.members_max, 250);
        continue;
      }
      if (!read_[d] || !groups.is_compared(datum.slot)) continue;
      Sampling sampling{datum, groups.constants(datum.slot), groups.size(datum.slot), texts_};
      for (std::size_t a = 0; a < procedure.attributes.size(); ++a)
        if (groups.root(procedure.attributes[a].slot) == groups.root(datum.slot))
          sampling.named.push_back(situations_[s].attributes[a]);
      // Texts only compared with each other: equal or not, whatever they are.
      if (datum.type.kind == expr::Kind::text && sampling.named.empty()) continue;
      samples_[s][d] = sampling.samples();
    }
  }
}

void Domains::find_situations(const model::Reference& reference, const Options& options) {
  std::vector<std::map<std::string, std::string>> all{{}};
  for (const model::Actor& actor : procedure_->actors) {
    const auto asked = [&](const model::Attribute& attribute) { return &(*procedure_)[attribute.actor] == &actor; };
    if (std::ranges::none_of(procedure_->attributes, asked)) continue;
    const std::string name = actor.agency.empty() ? actor.name : actor.agency;
    const model::Agency* agency = reference.agencies.find(name);
    if (agency == nullptr) continue;
    std::vector<std::map<std::string, std::string>> more;
    for (const auto& places : all)
      for (const model::Place& place : agency->places) {
        more.push_back(places);
        more.back()[name] = place.name;
      }
    all = std::move(more);
  }
  places_cut_ = all.size() > options.places_max;
  if (places_cut_) all.resize(options.places_max);
  for (auto& places : all) {
    auto attributes = dossier::attributes_at(*procedure_, reference.agencies, places, texts_);
    if (!attributes.ok()) continue;
    const auto alike = [&](const Situation& one) {
      for (std::size_t a = 0; a < attributes->size(); ++a)
        if (asked_[a] && !(one.attributes[a] == (*attributes)[a])) return false;
      return true;
    };
    if (std::ranges::none_of(situations_, alike)) situations_.push_back({std::move(places), std::move(*attributes)});
  }
}

Byte Domains::byte_of(std::size_t situation, model::DatumId datum, const Value& value) const {
  const auto row = samples(situation, datum);
  const auto at = std::ranges::find(row, value);
  return at == row.end() ? kPresent : static_cast<Byte>(kFirst + (at - row.begin()));
}

std::uint8_t Domains::class_of(model::DatumId list, std::uint16_t member) const {
  return classes_.at(list.index)[member];
}

}  // namespace guichet::check
