// `states`, of the procedure and of each sub-case: what kind each is, what it needs, what it hears.
#include <algorithm>
#include <array>
#include <utility>

#include "load/draft.h"

namespace guichet::load {

namespace {

using model::StateKind;
using model::Trigger;

constexpr std::array<std::pair<std::string_view, model::Does>, 7> kDoes{{{"collect", model::Does::collect},
                                                                        {"review", model::Does::review},
                                                                        {"pay", model::Does::pay},
                                                                        {"meet", model::Does::meet},
                                                                        {"sign", model::Does::sign},
                                                                        {"deliver", model::Does::deliver},
                                                                        {"wait", model::Does::wait}}};
constexpr std::array<std::pair<std::string_view, model::OutcomeKind>, 7> kOutcomes{
    {{"granted", model::OutcomeKind::granted},
     {"rejected", model::OutcomeKind::rejected},
     {"withdrawn", model::OutcomeKind::withdrawn},
     {"expired", model::OutcomeKind::expired},
     {"void", model::OutcomeKind::void_},
     {"failed", model::OutcomeKind::failed},
     {"done", model::OutcomeKind::done}}};
constexpr std::array<std::pair<std::string_view, Trigger>, 4> kExchangeOutcomes{{{"answered", Trigger::answered},
                                                                                {"not-found", Trigger::not_found},
                                                                                {"refused", Trigger::refused},
                                                                                {"failed", Trigger::failed}}};

// `actor` alone, exchange, decide, each or outcome: one of them makes the kind; `actor` may stand beside `decide`.
void read_kind(Draft& draft, const Node::Entry& entry, model::State& state) {
  static constexpr std::array<std::pair<const char*, StateKind>, 4> kStructural{{{"exchange", StateKind::exchange},
                                                                                {"decide", StateKind::decide},
                                                                                {"each", StateKind::each},
                                                                                {"outcome", StateKind::outcome}}};
  const char* first = nullptr;
  const auto clash = [&](const char* one, const Node::Entry& other) {
    draft.report.error(other.key_span, {.id = N_("a state has '{one}' or '{other}', not both"), .args = {{"one", one}, {"other", other.key}}},
                       base::Message{.id = N_("make two states of it")});
  };
  for (const auto& [key, kind] : kStructural) {
    const Node::Entry* found = entry.value.find_entry(key);
    if (found == nullptr) continue;
    if (first != nullptr) {
      clash(first, *found);
    } else {
      first = key;
      state.kind = kind;
    }
  }
  const Node::Entry* actor = entry.value.find_entry("actor");
  if (first == nullptr && actor == nullptr)
    quoted(draft.report, entry.key_span, N_("'{name}' does nothing: it has no actor, exchange, decide, each or outcome"), entry.key,
           base::Message{.id = N_("say who must act, or what happens there")});
  if (first != nullptr && actor != nullptr && state.kind != StateKind::decide) clash(first, *actor);
}

void refuse_keys(Draft& draft, const Node& node, std::initializer_list<const char*> keys, const char* why) {
  for (const char* key : keys)
    if (const Node::Entry* entry = node.find_entry(key))
      draft.report.error(entry->key_span, {.id = N_("'{key}' has no place in this state"), .args = {{"key", key}}}, base::Message{.id = why});
}

void check_keys(Draft& draft, const Node& node, const model::State& state) {
  if (state.kind == StateKind::outcome)
    refuse_keys(draft, node, {"when", "after", "question", "does", "fee"}, N_("an outcome is the end: it hears nothing more"));
  if (state.kind == StateKind::decide)
    refuse_keys(draft, node, {"when", "after", "does", "fee"}, N_("a rule is applied at once: nothing else happens there"));
  if (state.kind != StateKind::each) refuse_keys(draft, node, {"as", "states"}, N_("only 'each' has sub-cases"));
  if (state.kind != StateKind::outcome) refuse_keys(draft, node, {"recourse"}, N_("a recourse is against an outcome"));
}

// The actor of a state; the word of an `each` is one inside its sub-cases only.
model::ActorId acting(Draft& draft, const Node* node, model::MachineId machine) {
  const model::ActorId actor = actor_of(draft, node);
  if (!actor.known() || !draft.procedure[actor].member_of.known()) return actor;
  if (draft.machines[machine.index].alias != actor)
    quoted(draft.report, node->span, N_("'{name}' is only known inside its each"), node->text);
  return actor;
}

void read_exchange(Draft& draft, const Node& node, model::MachineId machine, model::State& state) {
  const Node* given = node.find("exchange");
  if (given == nullptr || !given->is_map()) return;
  model::Exchange exchange;
  exchange.by = acting(draft, given->find("by"), machine);
  exchange.with = acting(draft, given->find("with"), machine);
  exchange.with_member = exchange.with.known() && exchange.with == draft.machines[machine.index].alias;
  if (exchange.with_member) exchange.with = {};
  exchange.api = text_of(given->find("api"));
  exchange.purpose = purpose_of(draft, given->find("purpose"));
  exchange.send = data_of(draft, given->find("send"));
  exchange.receive = data_of(draft, given->find("receive"));
  state.actor = exchange.by;
  state.exchange = std::move(exchange);
}

void read_each(Draft& draft, const Node::Entry& entry, model::MachineId machine, model::StateId id, model::State& state) {
  const Node* list = entry.value.find("each");
  if (machine.index != 0) {
    draft.report.error(entry.value.find_entry("each")->key_span, {.id = N_("an each cannot stand inside another")});
    return;
  }
  model::Each each{.members = datum_of(draft, list)};
  each.alias = text_of(entry.value.find("as"));
  for (std::size_t i = 1; i < draft.machines.size(); ++i)
    if (draft.procedure.machines[i].owner == id) each.children = {static_cast<std::uint16_t>(i)};
  for (const char* key : {"as", "states"})
    if (entry.value.find(key) == nullptr)
      draft.report.error(entry.key_span, {.id = N_("the key '{key}' is missing"), .args = {{"key", key}}},
                         base::Message{.id = N_("each: a list datum, as: a word for its member, states: what each member goes through")});
  if (each.members.known() && draft.procedure[each.members].type.kind != expr::Kind::list)
    quoted(draft.report, list->span, N_("'{name}' is not a list"), list->text, base::Message{.id = N_("each wants a datum of type list")});
  state.each = each;
}

// The actor that stands for a member must know whose member it is before any guard is read.
void bind_aliases(Draft& draft) {
  const Node& states = *draft.machines.front().states;
  for (std::size_t i = 1; i < draft.machines.size(); ++i) {
    const model::ActorId alias = draft.machines[i].alias;
    const Node* list = states.entries[draft.procedure.machines[i].owner.index].value.find("each");
    const auto datum = list == nullptr ? std::nullopt : draft.data.find(list->text);
    if (!alias.known() || !datum || draft.procedure.data[*datum].type.kind != expr::Kind::list) continue;
    model::Actor& actor = draft.procedure.actors[alias.index];
    if (actor.member_of.known() && actor.member_of.index != *datum)
      quoted(draft.report, list->span, N_("'{name}' already stands for the members of another list"), actor.name);
    actor.member_of = {*datum};
  }
}

void demand(Draft& draft, const Node* when, std::string_view key, base::Span at, const char* why) {
  if (find(when, key) != nullptr || (when != nullptr && !when->is_map())) return;
  draft.report.error(at, {.id = N_("'when' must say what follows '{key}'"), .args = {{"key", std::string{key}}}}, base::Message{.id = why});
}

struct Heard {
  model::TriggerId trigger;
  BranchRules rules;
};

std::optional<Heard> trigger_of(Draft& draft, const Node::Entry& entry, const model::State& state) {
  constexpr BranchRules kMustMove{.must_move = true, .must_end = true};
  if (state.kind == StateKind::exchange)
    for (const auto& [word, trigger] : kExchangeOutcomes)
      if (entry.key == word) return Heard{model::trigger(trigger), kMustMove};
  if (state.kind == StateKind::each && entry.key == "done") return Heard{model::trigger(Trigger::children_done), kMustMove};
  if (const auto event = draft.events.find(entry.key)) return Heard{draft.procedure.trigger_of(model::EventId{*event}), {}};
  Names known = draft.events;
  if (state.kind == StateKind::exchange)
    for (const auto& [word, trigger] : kExchangeOutcomes) known.words.emplace_back(word);
  if (state.kind == StateKind::each) known.words.emplace_back("done");
  quoted(draft.report, entry.key_span, N_("unknown event '{name}'"), entry.key, suggestion(entry.key, known));
  return std::nullopt;
}

void read_transitions(Draft& draft, const Node::Entry& entry, const Node* english, model::MachineId machine, model::StateId id) {
  const model::State& state = draft.procedure.machines[machine.index].states[id.index];
  std::vector<model::Transition>& out = draft.machines[machine.index].by_state[id.index];
  const auto take = [&](const Node& target, const Node* words, model::TriggerId on, BranchRules rules, Where where) {
    auto read = read_branches(draft, target, words, where, id, on, rules);
    std::ranges::move(read, std::back_inserter(out));
  };
  if (const Node* decide = entry.value.find("decide"); decide != nullptr && state.kind == StateKind::decide)
    take(*decide, find(english, "decide"), model::trigger(Trigger::decide), {.must_move = true, .must_end = true}, {machine});
  const Node* when = entry.value.find("when");
  if (state.kind == StateKind::exchange)
    for (const auto& [word, trigger] : kExchangeOutcomes)
      demand(draft, when, word, entry.key_span, N_("an exchange ends answered, not-found, refused or failed: say what follows each"));
  if (state.kind == StateKind::each) demand(draft, when, "done", entry.key_span, N_("say what follows when all sub-cases have ended"));
  if (when != nullptr && state.kind != StateKind::outcome && state.kind != StateKind::decide) {
    for (const Node::Entry& heard : when->entries) {
      const auto found = trigger_of(draft, heard, state);
      if (!found) continue;
      Where where{machine};
      if (state.each) where.children = state.each->children;
      take(heard.value, find(find(english, "when"), heard.key), found->trigger, found->rules, where);
    }
  }
  if (const Node* after = entry.value.find("after"); after != nullptr && after->is_map())
    take(*after, find(english, "after"), model::trigger(Trigger::after), {.must_move = true}, {machine});
}

void read_state(Draft& draft, const Node::Entry& entry, const Node* english, model::MachineId machine, model::StateId id) {
  const Node& node = entry.value;
  model::State state;
  state.name = entry.key;
  state.span = entry.key_span;
  state.title = title_of(node.find("title"), find(english, "title"));
  state.activity = title_of(node.find("activity"), find(english, "activity"));
  state.question = title_of(node.find("question"), find(english, "question"));
  read_kind(draft, entry, state);
  check_keys(draft, node, state);
  state.actor = acting(draft, node.find("actor"), machine);
  state.actor_is_member = state.actor.known() && state.actor == draft.machines[machine.index].alias;
  for (const auto& [word, does] : kDoes)
    if (text_of(node.find("does")) == word) state.does = does;
  for (const auto& [word, outcome] : kOutcomes)
    if (text_of(node.find("outcome")) == word) state.outcome = outcome;
  for (const Node* name : names_in(node.find("recourse"))) state.recourse.push_back(name->text);
  if (const Node* fee = node.find("fee"); fee != nullptr && fee->is_map()) {
    const auto source = source_of(draft, fee->find("source"));
    if (auto amount = expression_of(draft, fee->find("amount"), {machine}, {.kind = expr::Kind::money}))
      state.fee = model::Fee{std::move(*amount), source};
  }
  if (state.kind == StateKind::exchange) read_exchange(draft, node, machine, state);
  if (state.kind == StateKind::each) read_each(draft, entry, machine, id, state);
  if (const Node* after = node.find("after"); after != nullptr && after->is_map())
    state.after = model::After{delay_of(*after), source_of(draft, after->find("source")), after->span};
  state.marks = marks_of(draft, node.find("marks"));
  state.tell = letters_of(draft, node.find("tell"), find(english, "tell"));
  state.source = source_of(draft, node.find("source"));
  draft.procedure.machines[machine.index].states[id.index] = std::move(state);
}

}  // namespace

void read_states(Draft& draft) {
  bind_aliases(draft);
  for (std::uint16_t m = 0; m < draft.machines.size(); ++m) {
    const Node& states = *draft.machines[m].states;
    for (std::uint16_t s = 0; s < states.entries.size() && !draft.report.is_full(); ++s) {
      const Node::Entry& entry = states.entries[s];
      const Node* english = find(draft.machines[m].english, entry.key);
      read_state(draft, entry, english, {m}, {s});
      read_transitions(draft, entry, english, {m}, {s});
    }
  }
}

}  // namespace guichet::load
