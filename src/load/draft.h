// A procedure while it is being read: the names its sections declare, known before any of them is read, so that every
// reference can be checked at once; and the words for what goes wrong. Private to the loader.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "expr/expression.h"
#include "load/node.h"
#include "load/report.h"
#include "model/agencies.h"
#include "model/procedure.h"

namespace guichet::load {

// Words declared somewhere, with their places for "did you mean 'x' (line 6)?". The index is the id.
struct Names {
  std::vector<std::string> words;
  std::vector<base::Span> spans;

  void add(std::string word, base::Span span);
  [[nodiscard]] std::optional<std::uint16_t> find(std::string_view word) const;
};

// One flat machine before its transitions are put in a row.
struct MachineDraft {
  const Node* states = nullptr;    // the YAML map
  const Node* english = nullptr;
  Names names;
  model::ActorId alias;            // children only
  std::vector<std::vector<model::Transition>> by_state;
};

struct Draft {
  const Node& root;
  const Node* english;
  const model::Reference& reference;
  Report& report;
  model::Procedure procedure = {};

  Names actors = {}, purposes = {}, data = {}, events = {}, deadlines = {}, phases = {}, milestones = {};
  std::vector<MachineDraft> machines = {};  // as procedure.machines
  std::map<std::string, expr::Variable, std::less<>> variables = {};
  std::map<std::pair<std::uint16_t, std::uint16_t>, expr::Scope> scopes = {};
  std::size_t copied = 0;  // transitions that phases put into their states
};

inline constexpr std::size_t kStatesMax = 500;
inline constexpr std::size_t kEventsMax = 500;
inline constexpr std::size_t kDataMax = 1000;
inline constexpr std::size_t kNamesMax = 200;       // of each other section
inline constexpr std::size_t kTransitionsMax = 20'000;
inline constexpr std::size_t kMembersMax = 32;
inline constexpr std::size_t kDecideChainMax = 16;

// A `set`, `if` or amount may call on what stands around it.
struct Where {
  model::MachineId machine{0};
  model::MachineId children = {};  // of the `each` state whose branch this is
};

// Each answers nothing, and has told why, when the word is not declared. Absent nodes and nodes of another shape answer
// nothing in silence: check_format has told.
[[nodiscard]] std::optional<std::uint16_t> resolve(Draft& draft, const Node* node, const Names& names, const char* unknown);
[[nodiscard]] model::ActorId actor_of(Draft& draft, const Node* node);
[[nodiscard]] model::DatumId datum_of(Draft& draft, const Node* node);
[[nodiscard]] std::vector<model::DatumId> data_of(Draft& draft, const Node* node);
// Tells each datum of the list that is not held for this purpose.
void check_held(Draft& draft, const Node* names, model::PurposeId purpose);
// The first purpose when the node is absent.
[[nodiscard]] model::PurposeId purpose_of(Draft& draft, const Node* node);
[[nodiscard]] std::optional<model::StateId> state_of(Draft& draft, const Node* node, model::MachineId machine);
[[nodiscard]] model::SourceRef source_of(Draft& draft, const Node* node);
[[nodiscard]] std::vector<model::MilestoneId> marks_of(Draft& draft, const Node* node);
[[nodiscard]] std::optional<expr::Expression> expression_of(Draft& draft, const Node* node, Where where, const expr::Type& expected);
// Zero when absent or unreadable; `roll` is read beside it.
[[nodiscard]] base::Delay delay_of(const Node& block);

[[nodiscard]] std::string text_of(const Node* node);          // empty when absent or no scalar
[[nodiscard]] model::Title title_of(const Node* node, const Node* english);
[[nodiscard]] std::vector<const Node*> names_in(const Node* node);  // a scalar, or the scalars of a list
// The branches of a target: itself, or the maps of its list; with the English of each.
[[nodiscard]] std::vector<std::pair<const Node*, const Node*>> branches_in(const Node* node, const Node* english);

inline void quoted(Report& report, base::Span span, const char* id, std::string_view name,
                   std::optional<base::Message> hint = std::nullopt) {
  report.error(span, {.id = id, .args = {{"name", std::string{name}}}}, std::move(hint));
}
[[nodiscard]] base::Message suggestion(std::string_view word, const Names& names);

// The passes, in the order of their calls.
[[nodiscard]] bool collect_names(Draft& draft);  // false: too many of something, nothing more is read
void read_data(Draft& draft);
void read_actors(Draft& draft);
void read_purposes(Draft& draft);
void read_events(Draft& draft);
void read_states(Draft& draft);
void read_deadlines(Draft& draft);
void read_phases(Draft& draft);
void read_properties(Draft& draft);
void lay_out_transitions(Draft& draft);
void check_exchanges(Draft& draft);
void check_decide_chains(Draft& draft);
void check_data_used(Draft& draft);

// Shared by read_states, read_deadlines and read_phases.
struct BranchRules {
  bool must_move = false;   // every branch has `to`
  bool must_end = false;    // the last branch has no `if`
};
[[nodiscard]] std::vector<model::Transition> read_branches(Draft& draft, const Node& target, const Node* english, Where where,
                                                           model::StateId from, model::TriggerId on, BranchRules rules);
[[nodiscard]] std::vector<model::Letter> letters_of(Draft& draft, const Node* node, const Node* english);
[[nodiscard]] std::vector<model::Assignment> assignments_of(Draft& draft, const Node* node, Where where);

}  // namespace guichet::load
