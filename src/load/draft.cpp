#include "load/draft.h"

#include <algorithm>

#include "base/delay.h"
#include "load/words.h"

namespace guichet::load {

namespace {

template <class Tag>
model::Id<Tag> id_or_unknown(std::optional<std::uint16_t> index) {
  return index ? model::Id<Tag>{*index} : model::Id<Tag>{};
}

expr::Scope make_scope(Draft& draft, Where where) {
  expr::Scope scope;
  scope.variable = [&draft](std::string_view name) -> std::optional<expr::Variable> {
    const auto found = draft.variables.find(name);
    return found == draft.variables.end() ? std::nullopt : std::optional{found->second};
  };
  for (const auto& [name, variable] : draft.variables) scope.variable_names.push_back(name);
  scope.deadline = [&draft](std::string_view name) { return draft.deadlines.find(name); };
  scope.deadline_names = draft.deadlines.words;
  scope.table = [&draft](std::string_view name) { return draft.reference.find_table(name); };
  for (const expr::Table& table : draft.reference.tables) scope.table_names.push_back(table.name);
  scope.child_state = [](std::string_view) -> std::optional<std::uint16_t> { return std::nullopt; };
  if (where.children.known()) {
    const Names& names = draft.machines[where.children.index].names;
    scope.child_state = [&names](std::string_view name) { return names.find(name); };
    scope.child_state_names = names.words;
  }
  const model::ActorId alias = draft.machines[where.machine.index].alias;
  if (alias.known()) {
    const model::Actor& actor = draft.procedure[alias];
    scope.member_name = actor.name;
    if (actor.member_of.known())
      scope.member_type = {expr::Kind::enumeration, draft.procedure[actor.member_of].values.get()};
  }
  return scope;
}

const expr::Scope& scope_of(Draft& draft, Where where) {
  const auto key = std::pair{where.machine.index, where.children.index};
  const auto found = draft.scopes.find(key);
  if (found != draft.scopes.end()) return found->second;
  return draft.scopes.emplace(key, make_scope(draft, where)).first->second;
}

}  // namespace

void Names::add(std::string word, base::Span span) {
  words.push_back(std::move(word));
  spans.push_back(span);
}

std::optional<std::uint16_t> Names::find(std::string_view word) const {
  const auto found = std::ranges::find(words, word);
  if (found == words.end()) return std::nullopt;
  return static_cast<std::uint16_t>(found - words.begin());
}

base::Message suggestion(std::string_view word, const Names& names) {
  const std::string_view near = base::nearest(word, names.words);
  const auto index = near.empty() ? std::nullopt : names.find(near);
  if (!index || *index >= names.spans.size()) return base::expected_one_of(word, names.words);
  return {.id = N_("did you mean '{word}' (line {line})?"),
          .args = {{"word", std::string{near}}, {"line", std::to_string(names.spans[*index].line)}}};
}

std::optional<std::uint16_t> resolve(Draft& draft, const Node* node, const Names& names, const char* unknown) {
  if (node == nullptr || !node->is_scalar()) return std::nullopt;
  const auto found = names.find(node->text);
  if (found || draft.report.is_full()) return found;
  std::optional<base::Message> hint;
  if (!names.words.empty()) hint = suggestion(node->text, names);
  quoted(draft.report, node->span, unknown, node->text, std::move(hint));
  return std::nullopt;
}

model::ActorId actor_of(Draft& draft, const Node* node) {
  return id_or_unknown<model::ActorTag>(resolve(draft, node, draft.actors, N_("unknown actor '{name}'")));
}

model::DatumId datum_of(Draft& draft, const Node* node) {
  return id_or_unknown<model::DatumTag>(resolve(draft, node, draft.data, N_("unknown datum '{name}'")));
}

std::vector<model::DatumId> data_of(Draft& draft, const Node* node) {
  std::vector<model::DatumId> found;
  for (const Node* name : names_in(node)) {
    const model::DatumId datum = datum_of(draft, name);
    if (!datum.known()) continue;
    if (std::ranges::find(found, datum) != found.end()) {
      quoted(draft.report, name->span, N_("'{name}' stands here twice"), name->text);
    } else {
      found.push_back(datum);
    }
  }
  return found;
}

void check_held(Draft& draft, const Node* names, model::PurposeId purpose) {
  for (const Node* name : names_in(names)) {
    const auto datum = draft.data.find(name->text);
    if (!datum || !purpose.known()) continue;
    const auto& purposes = draft.procedure.data[*datum].purposes;
    if (purposes.empty() || std::ranges::find(purposes, purpose) != purposes.end()) continue;
    draft.report.error(name->span,
                       {.id = N_("'{name}' is not held for '{purpose}'"), .args = {{"name", name->text}, {"purpose", draft.procedure[purpose].name}}},
                       base::Message{.id = N_("add the purpose to the datum's 'for', or do not send it")});
  }
}

model::PurposeId purpose_of(Draft& draft, const Node* node) {
  if (node == nullptr && !draft.purposes.words.empty()) return {0};
  return id_or_unknown<model::PurposeTag>(resolve(draft, node, draft.purposes, N_("unknown purpose '{name}'")));
}

std::optional<model::StateId> state_of(Draft& draft, const Node* node, model::MachineId machine) {
  const auto found = resolve(draft, node, draft.machines[machine.index].names, N_("unknown state '{name}'"));
  if (!found) return std::nullopt;
  return model::StateId{*found};
}

model::SourceRef source_of(Draft& draft, const Node* node) {
  const std::string id = text_of(node);
  if (id.empty() || id == "choice" || id == "unknown" || draft.reference.sources.contains(id)) return {id};
  std::vector<std::string> known{"choice", "unknown"};
  for (const auto& [name, entry] : draft.reference.sources) known.push_back(name);
  quoted(draft.report, node->span, N_("unknown source '{name}'"), id,
         base::nearest(id, known).empty() ? base::Message{.id = N_("source: an id of data/sources.yaml, choice or unknown")}
                                          : base::expected_one_of(id, known));
  return {id};
}

std::vector<model::MilestoneId> marks_of(Draft& draft, const Node* node) {
  std::vector<model::MilestoneId> marks;
  for (const Node* name : names_in(node))
    if (const auto found = draft.milestones.find(name->text)) marks.push_back({*found});
  return marks;
}

std::optional<expr::Expression> expression_of(Draft& draft, const Node* node, Where where, const expr::Type& expected) {
  if (node == nullptr || !node->is_scalar() || !node->one_line || draft.report.is_full()) return std::nullopt;
  base::Diagnostics found;
  auto compiled = expr::compile(node->text, node->content_span(), scope_of(draft, where), expected, found);
  draft.report.append(found);
  return compiled;
}

base::Delay delay_of(const Node& block) {
  base::Delay delay = base::parse_delay(text_of(block.find("delay"))).value_or(base::Delay{});
  delay.roll = as_truth(text_of(block.find("roll"))).value_or(false);
  return delay;
}

std::string text_of(const Node* node) { return node != nullptr && node->is_scalar() ? node->text : std::string{}; }

model::Title title_of(const Node* node, const Node* english) { return {text_of(node), text_of(english)}; }

std::vector<const Node*> names_in(const Node* node) {
  std::vector<const Node*> found;
  if (node == nullptr) return found;
  if (node->is_scalar()) found.push_back(node);
  for (const Node& item : node->items)
    if (item.is_scalar()) found.push_back(&item);
  return found;
}

std::vector<std::pair<const Node*, const Node*>> branches_in(const Node* node, const Node* english) {
  std::vector<std::pair<const Node*, const Node*>> found;
  if (node == nullptr) return found;
  if (node->is_scalar() || node->is_map()) found.emplace_back(node, english);
  for (std::size_t i = 0; i < node->items.size(); ++i)
    if (node->items[i].is_map()) found.emplace_back(&node->items[i], at(english, i));
  return found;
}

}  // namespace guichet::load
