#include "check/members.h"

#include <algorithm>
#include <map>
#include <string>

#include "check/expressions.h"

namespace guichet::check {

namespace {

using expr::Node;
using expr::Op;

// What the expressions can learn of each member, as a text to compare.
class Signatures {
 public:
  Signatures(const model::Procedure& procedure, model::DatumId list, base::Date today)
      : today_{today}, list_{list}, procedure_{procedure}, words_{*procedure[list].values}, signs_(words_.size()) {}

  void operator()(const Node& node) {
    for (const Node& child : node.children) {
      if (child.op == Op::member && child.type.values != nullptr && *child.type.values == words_)
        tell_member(node, child);
    }
    if (node.op == Op::in_list && node.children.size() == 2 && is_list(node.children[1])) tell_alone(node.children[0]);
  }
  // What each gets by an exchange: `send` is cut to what its grant takes.
  void tell_sent(const model::Exchange& exchange, const model::Agencies& agencies) {
    for (std::size_t m = 0; m < signs_.size(); ++m) {
      signs_[m] += ";gets ";
      const model::Api* api = agencies.find_api(words_[m], exchange.api);
      for (const model::Grant& grant : api == nullptr ? std::vector<model::Grant>{} : api->grants)
        if (grant.procedure == procedure_.id && exchange.purpose.known() && grant.purpose == procedure_[exchange.purpose].name)
          for (const model::DatumId datum : exchange.send)
            if (grant.takes.contains(procedure_[datum].name)) signs_[m] += procedure_[datum].name + ",";
    }
  }
  [[nodiscard]] std::vector<std::string> take() { return std::move(signs_); }
 private:
  [[nodiscard]] bool is_list(const Node& node) const {
    return node.op == Op::slot && node.variable.slot == procedure_[list_].slot;
  }
  // "'siv' in choix.organismes": that member is like no other.
  void tell_alone(const Node& element) {
    for (std::size_t m = 0; m < signs_.size(); ++m) {
      const bool named =
          element.op != Op::constant || element.constant == expr::Value::enumeration(static_cast<std::uint32_t>(m));
      if (named) signs_[m] += ";alone " + words_[m];
    }
  }
  void tell_member(const Node& node, const Node& member) {
    for (std::size_t m = 0; m < signs_.size(); ++m) signs_[m] += ";" + answer(node, member, m);
  }
  std::string answer(const Node& node, const Node& member, std::size_t m) {
    const expr::Value self = expr::Value::enumeration(static_cast<std::uint32_t>(m));
    if (node.op == Op::lookup) return rows(node, member, m);
    bool equal = false;
    for (const Node& other : node.children) {
      if (&other == &member) continue;
      if (other.op != Op::constant) return words_[m];
      equal = equal || other.constant == self ||
              (other.constant.kind() == expr::Kind::text && other.constant.as_text() == words_[m]);
    }
    return equal ? "1" : "0";
  }
  // What the table says of this member.
  std::string rows(const Node& node, const Node& member, std::size_t m) {
    const auto key = static_cast<std::size_t>(&member - node.children.data());
    if (key >= node.table->keys.size()) return words_[m];
    if (node.table->keys.size() > 1) return words_[m];
    const expr::Value asked = expr::Value::text(words_[m]);
    const expr::Value found = node.table->lookup({&asked, 1}, today_);
    return found.is_absent()
               ? "none"
               : std::to_string(static_cast<int>(found.kind())) + "=" + std::to_string(found.as_integer());
  }

  base::Date today_;
  model::DatumId list_;
  const model::Procedure& procedure_;
  const std::vector<std::string>& words_;
  std::vector<std::string> signs_;
};

}  // namespace

std::vector<std::uint8_t> member_classes(const model::Procedure& procedure, const model::Agencies& agencies,
                                         model::DatumId list, base::Date today) {
  Signatures signatures{procedure, list, today};
  each_asked(
      procedure, [&](const expr::Expression& expression, model::DatumId) { each_node(expression.root(), signatures); });
  for (const model::Machine& machine : procedure.machines)
    for (const model::State& state : machine.states)
      if (state.exchange && state.exchange->with_member) signatures.tell_sent(*state.exchange, agencies);
  std::vector<std::string> known;
  std::vector<std::uint8_t> classes;
  for (std::string& sign : signatures.take()) {
    const auto at = std::ranges::find(known, sign);
    classes.push_back(static_cast<std::uint8_t>(at - known.begin()));
    if (at == known.end()) known.push_back(std::move(sign));
  }
  return classes;
}

std::vector<expr::Value> member_sets(const std::vector<std::uint8_t>& classes, unsigned members_max,
                                     std::size_t sets_max) {
  std::map<std::uint8_t, std::vector<unsigned>> members;
  for (unsigned m = 0; m < classes.size(); ++m) members[classes[m]].push_back(m);
  std::vector<std::uint32_t> sets{0};
  std::vector<std::pair<std::uint32_t, unsigned>> layer{{0, 0}};  // a set, and the first class it may still take
  for (unsigned size = 1; size <= members_max; ++size) {
    std::vector<std::pair<std::uint32_t, unsigned>> next;
    for (const auto& [set, from] : layer) {
      for (unsigned kind = from; kind < members.size(); ++kind) {
        const auto& alike = members[static_cast<std::uint8_t>(kind)];
        const auto free = std::ranges::find_if(alike, [&, set = set](unsigned m) { return (set >> m & 1U) == 0; });
        if (free != alike.end()) next.emplace_back(set | 1U << *free, kind);
      }
    }
    if (sets.size() + next.size() > sets_max) break;
    for (const auto& [set, from] : next) sets.push_back(set);
    layer = std::move(next);
  }
  std::vector<expr::Value> values;
  for (const std::uint32_t set : sets) values.push_back(expr::Value::list(set));
  return values;
}

}  // namespace guichet::check
