// What follows a trigger: branches with their guards, assignments, milestones and letters.
#include "load/draft.h"

namespace guichet::load {

namespace {

model::Letter read_letter(Draft& draft, const Node& node, const Node* english) {
  model::Letter letter;
  letter.span = node.span;
  letter.to = actor_of(draft, node.find("to"));
  letter.title = title_of(node.find("title"), find(english, "title"));
  letter.carries = data_of(draft, node.find("carries"));
  letter.event = text_of(node.find("event"));
  letter.purpose = purpose_of(draft, node.find("purpose"));
  if (!letter.to.known()) return letter;
  const bool to_case = draft.procedure[letter.to].role == model::Role::case_;
  if (to_case && letter.event.empty())
    draft.report.error(node.span, {.id = N_("the key '{key}' is missing"), .args = {{"key", "event"}}},
                       base::Message{.id = N_("another case is told an event of its own")});
  if (!to_case && !letter.event.empty())
    quoted(draft.report, node.find("event")->span, N_("'{name}' is no other case: it is told by a letter"),
           draft.procedure[letter.to].name, base::Message{.id = N_("write a title instead of an event")});
  if (!to_case && letter.event.empty() && letter.title.empty())
    draft.report.error(node.span, {.id = N_("the key '{key}' is missing"), .args = {{"key", "title"}}},
                       base::Message{.id = N_("a letter has a title")});
  check_held(draft, node.find("carries"), letter.purpose);
  return letter;
}

model::Transition read_branch(Draft& draft, const Node& branch, const Node* english, Where where) {
  model::Transition transition;
  transition.span = branch.span;
  if (branch.is_scalar()) {
    transition.to = state_of(draft, &branch, where.machine);
    return transition;
  }
  transition.to = state_of(draft, branch.find("to"), where.machine);
  transition.guard = expression_of(draft, branch.find("if"), where, {.kind = expr::Kind::boolean});
  transition.set = assignments_of(draft, branch.find("set"), where);
  transition.marks = marks_of(draft, branch.find("marks"));
  transition.tell = letters_of(draft, branch.find("tell"), find(english, "tell"));
  transition.answer = title_of(branch.find("answer"), find(english, "answer"));
  return transition;
}

void check_shape(Draft& draft, const Node& branch, bool is_last, BranchRules rules) {
  const bool guarded = branch.find("if") != nullptr;
  if (rules.must_move && branch.is_map() && branch.find("to") == nullptr)
    draft.report.error(branch.span, {.id = N_("this branch needs 'to': nothing else would move the case")});
  if (is_last && guarded && rules.must_end)
    draft.report.error(branch.find("if")->span, {.id = N_("the last branch must have no 'if'")},
                       base::Message{.id = N_("add a branch without 'if' for all other cases")});
  if (!is_last && !guarded)
    draft.report.error(branch.span, {.id = N_("no branch after this one is ever tried")},
                       base::Message{.id = N_("a branch without 'if' stands last")});
}

}  // namespace

std::vector<model::Letter> letters_of(Draft& draft, const Node* node, const Node* english) {
  std::vector<model::Letter> letters;
  if (node == nullptr) return letters;
  for (std::size_t i = 0; i < node->items.size(); ++i)
    if (node->items[i].is_map()) letters.push_back(read_letter(draft, node->items[i], at(english, i)));
  return letters;
}

std::vector<model::Assignment> assignments_of(Draft& draft, const Node* node, Where where) {
  std::vector<model::Assignment> assignments;
  if (node == nullptr) return assignments;
  for (const Node::Entry& entry : node->entries) {
    Node name{.kind = Node::Kind::scalar, .text = entry.key, .span = entry.key_span};
    const model::DatumId datum = datum_of(draft, &name);
    if (!datum.known()) continue;
    auto value = expression_of(draft, &entry.value, where, draft.procedure[datum].type);
    if (value) assignments.push_back({datum, std::move(*value)});
  }
  return assignments;
}

std::vector<model::Transition> read_branches(Draft& draft, const Node& target, const Node* english, Where where,
                                             model::StateId from, model::TriggerId on, BranchRules rules) {
  std::vector<model::Transition> transitions;
  const auto branches = branches_in(&target, english);
  for (std::size_t i = 0; i < branches.size() && !draft.report.is_full(); ++i) {
    const auto& [branch, words] = branches[i];
    check_shape(draft, *branch, i + 1 == branches.size(), rules);
    model::Transition transition = read_branch(draft, *branch, words, where);
    transition.from = from;
    transition.on = on;
    transitions.push_back(std::move(transition));
  }
  return transitions;
}

}  // namespace guichet::load
