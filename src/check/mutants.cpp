#include "check/mutants.h"

#include <algorithm>
#include <array>
#include <optional>
#include <variant>

#include "base/ensure.h"

namespace guichet::check {

namespace {

using load::Node;
using enum FaultKind;

// In the order of FaultKind.
constexpr std::array kFaults{
    FaultFacts{"guard-negated", N_("a condition turned round")},
    FaultFacts{"guard-dropped", N_("a condition forgotten")},
    FaultFacts{"condition-dropped", N_("one term of a condition forgotten")},
    FaultFacts{"comparison-changed", N_("a comparison written for another")},
    FaultFacts{"branches-swapped", N_("two branches in the wrong order")},
    FaultFacts{"branch-dropped", N_("a branch forgotten")},
    FaultFacts{"target-changed", N_("a branch that leads elsewhere")},
    FaultFacts{"event-ignored", N_("an event nobody listens to any more")},
    FaultFacts{"set-dropped", N_("a computed datum forgotten")},
    FaultFacts{"mark-dropped", N_("a milestone forgotten")},
    FaultFacts{"letter-dropped", N_("a letter forgotten")},
    FaultFacts{"letter-readdressed", N_("a letter sent to somebody else")},
    FaultFacts{"after-dropped", N_("a wait without end")},
    FaultFacts{"delay-changed", N_("a delay longer than it should be")},
    FaultFacts{"deadline-dropped", N_("a deadline that never fires")},
    FaultFacts{"suspension-dropped", N_("a deadline that is no longer suspended")},
    FaultFacts{"datum-sent-more", N_("a datum too many sent")},
    FaultFacts{"datum-sent-less", N_("a datum no longer sent")},
    FaultFacts{"datum-received-less", N_("a datum no longer kept from the answer")},
    FaultFacts{"recipient-swapped", N_("data sent to another administration")},
    FaultFacts{"purpose-swapped", N_("data used for another purpose")},
    FaultFacts{"agreement-dropped", N_("an agreement no longer asked")},
    FaultFacts{"basis-changed", N_("another legal basis")},
    FaultFacts{"identity-dropped", N_("an identity no longer asked")},
    FaultFacts{"actor-swapped", N_("an act done by somebody else")},
    FaultFacts{"datum-carried-more", N_("a datum too many asked")},
    FaultFacts{"datum-carried-less", N_("a datum no longer asked")},
    FaultFacts{"recourse-dropped", N_("a way to contest forgotten")},
    FaultFacts{"retention-dropped", N_("a retention forgotten")},
    FaultFacts{"ground-dropped", N_("a ground for sensitive data forgotten")},
};
static_assert(kFaults.size() == static_cast<std::size_t>(ground_dropped) + 1);

using Step = std::variant<std::string, std::size_t>;  // a key of a map, a place in a list
using Path = std::vector<Step>;

Node& at(Node& root, const Path& path) {
  Node* here = &root;
  for (const Step& step : path) {
    if (const auto* key = std::get_if<std::string>(&step)) {
      const auto found = std::ranges::find(here->entries, *key, &Node::Entry::key);
      base::ensure(found != here->entries.end(), "a path was walked before");
      here = &found->value;
    } else {
      here = &here->items[std::get<std::size_t>(step)];
    }
  }
  return *here;
}

Path operator/(Path path, Step step) {
  path.push_back(std::move(step));
  return path;
}

// The operands of `&&` or `||` at the outside of a condition, and what joins them; one operand when nothing does.
struct Operands {
  std::vector<std::string> parts;
  std::string joint;
};
Operands operands(const std::string& text) {
  for (const std::string joint : {" || ", " && "}) {
    Operands found{{}, joint};
    int depth = 0;
    bool quoted = false;
    std::size_t from = 0;
    for (std::size_t i = 0; i < text.size(); ++i) {
      if (text[i] == '\'') quoted = !quoted;
      if (quoted) continue;
      if (text[i] == '(' || text[i] == '[') ++depth;
      if (text[i] == ')' || text[i] == ']') --depth;
      if (depth == 0 && text.compare(i, joint.size(), joint) == 0) {
        found.parts.push_back(text.substr(from, i - from));
        from = i + joint.size();
        i = from - 1;
      }
    }
    if (found.parts.empty()) continue;
    found.parts.push_back(text.substr(from));
    return found;
  }
  return {{text}, {}};
}

constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kComparisons{{
    {" == ", " != "}, {" != ", " == "}, {" < ", " <= "}, {" <= ", " < "}, {" > ", " >= "}, {" >= ", " > "}}};

// A comparison of the text, each in turn written for its neighbour.
std::vector<std::string> compared_otherwise(const std::string& text) {
  std::vector<std::string> all;
  bool quoted = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    if (text[i] == '\'') quoted = !quoted;
    for (const auto& [from, to] : kComparisons) {
      if (quoted || text.compare(i, from.size(), from) != 0) continue;
      std::string other = text;
      other.replace(i, from.size(), to);
      all.push_back(std::move(other));
    }
  }
  return all;
}

void drop(Node& map, const std::string& key) {
  std::erase_if(map.entries, [&](const Node::Entry& entry) { return entry.key == key; });
}

class Walker {
 public:
  explicit Walker(const Node& root) : root_{root} {}

  std::vector<Mutant> walk() {
    if (const Node* purposes = root_.find("purposes"))
      for (const Node::Entry& purpose : purposes->entries) walk_purpose(purpose, Path{"purposes", purpose.key});
    if (const Node* events = root_.find("events"))
      for (const Node::Entry& event : events->entries) walk_event(event, Path{"events", event.key});
    if (const Node* deadlines = root_.find("deadlines"))
      for (const Node::Entry& deadline : deadlines->entries) walk_deadline(deadline, Path{"deadlines", deadline.key});
    if (const Node* phases = root_.find("phases"))
      for (const Node::Entry& phase : phases->entries) walk_when(phase.value, Path{"phases", phase.key});
    if (const Node* states = root_.find("states")) walk_states(*states, Path{"states"}, false);
    std::ranges::stable_sort(all_, {}, &Mutant::span);
    return std::move(all_);
  }
 private:
  void add(FaultKind kind, base::Span span, base::Message what, std::function<void(Node&)> edit) {
    all_.push_back({kind, span, std::move(what), state_, inside_, std::move(edit)});
  }
  // The entry `key` of the map at `path` is forgotten.
  void forget(FaultKind kind, const Node& map, const Path& path, const std::string& key, const char* sentence) {
    const Node::Entry* entry = map.find_entry(key);
    if (entry == nullptr) return;
    add(kind, entry->key_span, {.id = sentence, .args = {{"where", where_}}},
        [path, key](Node& root) { drop(at(root, path), key); });
  }
  void rewrite(FaultKind kind, const Node& scalar, const Path& path, const std::string& text, const char* sentence) {
    add(kind, scalar.span, {.id = sentence, .args = {{"where", where_}, {"from", scalar.text}, {"to", text}}},
        [path, text](Node& root) { at(root, path).text = text; });
  }
  // Each name of a list, or the only name, is forgotten in turn.
  void forget_names(FaultKind kind, const Node& map, const Path& path, const std::string& key, const char* sentence) {
    const Node* names = map.find(key);
    if (names == nullptr) return;
    for (std::size_t i = 0; i < names->items.size(); ++i)
      add(kind, names->items[i].span, {.id = sentence, .args = {{"where", where_}, {"name", names->items[i].text}}},
          [path, key, i](Node& root) {
            Node& list = at(root, path / key);
            list.items.erase(list.items.begin() + static_cast<std::ptrdiff_t>(i));
          });
  }
  // The first datum of the file that is not there yet, and does not come with the identity.
  void add_datum(FaultKind kind, const Node& map, const Path& path, const std::string& key, const char* sentence) {
    const Node* names = map.find(key);
    const Node* data = root_.find("data");
    if (names == nullptr || data == nullptr || !names->is_list()) return;
    for (const Node::Entry& datum : data->entries) {
      const bool there = std::ranges::any_of(names->items, [&](const Node& one) { return one.text == datum.key; });
      if (there || datum.value.find("each") != nullptr || datum.value.find("origin") != nullptr) continue;
      add(kind, names->span, {.id = sentence, .args = {{"where", where_}, {"name", datum.key}}},
          [path, key, name = datum.key](Node& root) {
            Node& list = at(root, path / key);
            list.items.push_back({.kind = Node::Kind::scalar, .text = name, .span = list.span});
          });
      return;
    }
  }

  // ---- purposes, events, deadlines, phases

  void walk_purpose(const Node::Entry& purpose, const Path& path) {
    where_ = purpose.key;
    forget(agreement_dropped, purpose.value, path, "agreement", N_("{where}: the agreement is no longer asked"));
    forget(retention_dropped, purpose.value, path, "retention", N_("{where}: no retention is said"));
    forget(ground_dropped, purpose.value, path, "special", N_("{where}: no ground is named for sensitive data"));
    if (const Node* basis = purpose.value.find("basis"))
      rewrite(basis_changed, *basis, path / "basis", basis->text == "consent" ? "public-task" : "consent",
              N_("{where}: the basis is {to} instead of {from}"));
  }

  void walk_event(const Node::Entry& event, const Path& path) {
    where_ = event.key;
    forget(identity_dropped, event.value, path, "identity", N_("{where}: the identity is no longer asked"));
    forget_names(datum_carried_less, event.value, path, "carries", N_("{where}: {name} is no longer asked"));
    forget_names(datum_carried_less, event.value, path, "may-carry", N_("{where}: {name} is no longer accepted"));
    add_datum(datum_carried_more, event.value, path, "carries", N_("{where}: {name} is asked too"));
    const Node* by = event.value.find("by");
    if (by == nullptr) return;
    if (const auto other = another(root_.find("actors"), by->text))
      rewrite(actor_swapped, *by, path / "by", *other, N_("{where}: done by {to} instead of {from}"));
  }

  void walk_deadline(const Node::Entry& deadline, const Path& path) {
    where_ = deadline.key;
    forget(suspension_dropped, deadline.value, path, "suspended-in", N_("{where}: no longer suspended"));
    longer(deadline.value, path);
    if (deadline.value.find("in") == nullptr) return;
    add(deadline_dropped, deadline.key_span, {.id = N_("{where}: never fires"), .args = {{"where", where_}}}, [path](Node& root) {
      drop(at(root, path), "in");
      drop(at(root, path), "to");
    });
  }

  void longer(const Node& map, const Path& path) {
    const Node* delay = map.find("delay");
    const std::size_t space = delay == nullptr ? std::string::npos : delay->text.find(' ');
    if (space == std::string::npos) return;
    const std::string unit = delay->text.substr(space);
    const std::string text = std::to_string(std::atoi(delay->text.c_str()) + 1) + unit + (delay->text.starts_with("1 ") ? "s" : "");
    rewrite(delay_changed, *delay, path / "delay", text, N_("{where}: {to} instead of {from}"));
  }

  // ---- states

  void walk_states(const Node& states, const Path& path, bool inside) {
    for (const Node::Entry& state : states.entries) {
      if (!state.value.is_map()) continue;
      inside_ = inside;
      state_ = where_ = state.key;
      siblings_ = &states;
      const Path here = path / state.key;
      walk_state(state.value, here);
      if (const Node* children = state.value.find("states")) walk_states(*children, here / "states", true);
    }
    inside_ = false;
    state_.clear();
  }

  void walk_state(const Node& state, const Path& path) {
    forget(after_dropped, state, path, "after", N_("{where}: waits without end"));
    forget(recourse_dropped, state, path, "recourse", N_("{where}: no way to contest is said"));
    if (const Node* after = state.find("after")) {
      longer(*after, path / "after");
      walk_branch(*after, path / "after");
    }
    if (const Node* exchange = state.find("exchange")) walk_exchange(*exchange, path / "exchange");
    walk_acts(state, path);
    walk_when(state, path);
    if (const Node* decide = state.find("decide")) walk_target(*decide, path / "decide");
  }

  void walk_exchange(const Node& exchange, const Path& path) {
    forget_names(datum_sent_less, exchange, path, "send", N_("{where}: {name} is no longer sent"));
    forget_names(datum_received_less, exchange, path, "receive", N_("{where}: {name} is no longer kept"));
    add_datum(datum_sent_more, exchange, path, "send", N_("{where}: {name} is sent too"));
    if (const Node* with = exchange.find("with"))
      if (const auto other = another(root_.find("actors"), with->text))
        rewrite(recipient_swapped, *with, path / "with", *other, N_("{where}: sent to {to} instead of {from}"));
    if (const Node* purpose = exchange.find("purpose"))
      if (const auto other = another(root_.find("purposes"), purpose->text))
        rewrite(purpose_swapped, *purpose, path / "purpose", *other, N_("{where}: for {to} instead of {from}"));
  }

  void walk_when(const Node& holder, const Path& path) {
    const Node* when = holder.find("when");
    if (when == nullptr) return;
    const std::string state = where_;
    for (const Node::Entry& heard : when->entries) {
      where_ = state.empty() ? heard.key : state + "/" + heard.key;
      forget(event_ignored, *when, path / "when", heard.key, N_("{where}: no longer heard"));
      walk_target(heard.value, path / "when" / heard.key);
    }
    where_ = state;
  }

  void walk_target(const Node& target, const Path& path) {
    if (target.is_scalar()) return retarget(target, path);
    if (target.is_map()) return walk_branch(target, path);
    for (std::size_t i = 0; i < target.items.size(); ++i) {
      const std::string state = where_;
      where_ += "/" + std::to_string(i + 1);
      walk_branch(target.items[i], path / i);
      if (i + 1 < target.items.size()) {
        add(branches_swapped, target.items[i].span,
            {.id = N_("{where}: the next branch is tried first"), .args = {{"where", where_}}}, [path, i](Node& root) {
              Node& list = at(root, path);
              std::swap(list.items[i], list.items[i + 1]);
            });
        add(branch_dropped, target.items[i].span, {.id = N_("{where}: forgotten"), .args = {{"where", where_}}},
            [path, i](Node& root) {
              Node& list = at(root, path);
              list.items.erase(list.items.begin() + static_cast<std::ptrdiff_t>(i));
            });
      }
      where_ = state;
    }
  }

  void walk_branch(const Node& branch, const Path& path) {
    if (const Node* guard = branch.find("if")) walk_guard(*guard, branch, path);
    if (const Node* to = branch.find("to")) retarget(*to, path / "to");
    if (const Node* set = branch.find("set"))
      for (const Node::Entry& one : set->entries)
        add(set_dropped, one.key_span, {.id = N_("{where}: {name} is no longer computed"), .args = {{"where", where_}, {"name", one.key}}},
            [path, key = one.key](Node& root) { drop(at(root, path / "set"), key); });
    walk_acts(branch, path);
  }

  // Marks and letters: of a branch, or of a state at each entry.
  void walk_acts(const Node& holder, const Path& path) {
    if (const Node* marks = holder.find("marks"); marks != nullptr && marks->is_list())
      forget_names(mark_dropped, holder, path, "marks", N_("{where}: {name} is no longer marked"));
    else
      forget(mark_dropped, holder, path, "marks", N_("{where}: the milestone is no longer marked"));
    const Node* letters = holder.find("tell");
    if (letters == nullptr) return;
    for (std::size_t i = 0; i < letters->items.size(); ++i) {
      const Node& letter = letters->items[i];
      add(letter_dropped, letter.span, {.id = N_("{where}: a letter is no longer sent"), .args = {{"where", where_}}},
          [path, i](Node& root) {
            Node& list = at(root, path / "tell");
            list.items.erase(list.items.begin() + static_cast<std::ptrdiff_t>(i));
          });
      if (const Node* to = letter.find("to"); to != nullptr && letter.find("event") == nullptr)
        if (const auto other = another(root_.find("actors"), to->text))
          rewrite(letter_readdressed, *to, path / "tell" / i / "to", *other, N_("{where}: the letter goes to {to} instead of {from}"));
    }
  }

  void walk_guard(const Node& guard, const Node& branch, const Path& path) {
    const Path here = path / "if";
    rewrite(guard_negated, guard, here, "!(" + guard.text + ")", N_("{where}: the condition is turned round"));
    forget(guard_dropped, branch, path, "if", N_("{where}: the condition is forgotten"));
    const Operands split = operands(guard.text);
    for (std::size_t i = 0; split.parts.size() > 1 && i < split.parts.size(); ++i) {
      std::string text;
      for (std::size_t p = 0; p < split.parts.size(); ++p)
        if (p != i) text += (text.empty() ? "" : split.joint) + split.parts[p];
      rewrite(condition_dropped, guard, here, text, N_("{where}: “{to}” instead of “{from}”"));
    }
    for (const std::string& text : compared_otherwise(guard.text))
      rewrite(comparison_changed, guard, here, text, N_("{where}: “{to}” instead of “{from}”"));
  }

  void retarget(const Node& to, const Path& path) {
    if (const auto other = another(siblings_ == nullptr ? root_.find("states") : siblings_, to.text))
      rewrite(target_changed, to, path, *other, N_("{where}: to {to} instead of {from}"));
  }

  // The name after this one in the file, round to the first.
  static std::optional<std::string> another(const Node* map, const std::string& name) {
    if (map == nullptr || map->entries.size() < 2) return std::nullopt;
    const auto found = std::ranges::find(map->entries, name, &Node::Entry::key);
    if (found == map->entries.end()) return std::nullopt;
    return (found + 1 == map->entries.end() ? map->entries.begin() : found + 1)->key;
  }

  const Node& root_;
  const Node* siblings_ = nullptr;  // the states a `to` may name
  std::string where_, state_;
  bool inside_ = false;
  std::vector<Mutant> all_;
};

}  // namespace

const FaultFacts& facts(FaultKind kind) { return kFaults[static_cast<std::size_t>(kind)]; }
std::span<const FaultFacts> all_faults() { return kFaults; }

std::vector<Mutant> mutants_of(const Node& root) { return Walker{root}.walk(); }

}  // namespace guichet::check
