#include "load/english.h"

#include <string_view>

namespace guichet::load {

namespace {

class Walker {
 public:
  explicit Walker(Report& report) : report_{report} {}

  void block(const Node& english, const Node& french, const Block& block) {
    if (!english.is_map()) return wrong(english.span);
    for (const Node::Entry& entry : english.entries) {
      const Node* there = french.find(entry.key);
      const Key* key = block.find(entry.key);
      if (there == nullptr || key == nullptr) {
        unknown(entry, french);
      } else {
        value(entry.value, *there, *key, entry.key_span);
      }
    }
  }

 private:
  void wrong(base::Span at) { report_.error(at, {.id = N_("no text to translate stands at this path")}); }

  void unknown(const Node::Entry& entry, const Node& french) {
    if (report_.is_full()) return;
    std::vector<std::string> known;
    for (const Node::Entry& there : french.entries) known.push_back(there.key);
    std::optional<base::Message> hint;
    if (!known.empty()) hint = base::expected_one_of(entry.key, known);
    report_.error(entry.key_span, {.id = N_("the procedure has no '{key}' here"), .args = {{"key", entry.key}}}, std::move(hint));
  }

  void value(const Node& english, const Node& french, const Key& key, base::Span at) {
    switch (key.form) {
      case Form::title:
        if (!english.is_scalar() || english.text.empty()) wrong(english.is_scalar() ? english.span : at);
        return;
      case Form::block: return block(english, french, *key.block);
      case Form::blocks: return list(english, french, key);
      case Form::target:
        if (french.is_map()) return block(english, french, *key.block);
        if (french.is_list()) return list(english, french, key);
        return wrong(at);
      case Form::values:
        if (!french.is_map() || !english.is_map()) return wrong(at);
        for (const Node::Entry& word : english.entries) {
          if (french.find(word.key) == nullptr) unknown(word, french);
          else if (!word.value.is_scalar()) wrong(word.key_span);
        }
        return;
      case Form::named_blocks:
      case Form::named_targets:
        if (!english.is_map()) return wrong(at);
        for (const Node::Entry& inner : english.entries) {
          const Node* there = french.find(inner.key);
          Key one = key;
          one.form = key.form == Form::named_blocks ? Form::block : Form::target;
          if (there == nullptr) unknown(inner, french);
          else value(inner.value, *there, one, inner.key_span);
        }
        return;
      default: return wrong(at);
    }
  }

  void list(const Node& english, const Node& french, const Key& key) {
    if (!english.is_list() || english.items.size() > french.items.size()) return wrong(english.span);
    for (std::size_t i = 0; i < english.items.size(); ++i) block(english.items[i], french.items[i], *key.block);
  }

  Report& report_;
};

class Missing {
 public:
  void title(const std::string& path, const model::Title& title) {
    if (!title.text.empty() && title.english.empty()) paths.push_back(path);
  }

  void letters(const std::string& path, const std::vector<model::Letter>& letters) {
    for (std::size_t i = 0; i < letters.size(); ++i) title(path + ".tell." + std::to_string(i) + ".title", letters[i].title);
  }

  void machine(const std::string& path, const model::Procedure& procedure, const model::Machine& machine) {
    for (const model::State& state : machine.states) {
      const std::string at = path + "." + state.name;
      title(at + ".title", state.title);
      title(at + ".activity", state.activity);
      title(at + ".question", state.question);
      letters(at, state.tell);
      if (state.each && state.each->children.known()) this->machine(at + ".states", procedure, procedure[state.each->children]);
    }
    for (std::size_t i = 0; i < machine.transitions.size(); ++i) {
      const model::Transition& transition = machine.transitions[i];
      const model::Machine::Row row = machine.row(transition.from, transition.on);
      const std::string_view trigger = procedure.trigger_name(transition.on);
      std::string at = path + "." + machine.states[transition.from.index].name;
      at += trigger == "decide" || trigger == "after" ? "." : ".when.";
      at += trigger;
      if (row.count > 1) at += "." + std::to_string(i - row.first);
      title(at + ".answer", transition.answer);
      letters(at, transition.tell);
    }
  }

  std::vector<std::string> paths;
};

}  // namespace

void check_english(const Node& english, const Node& root, const Format& format, Report& report) {
  if (english.kind != Node::Kind::null) Walker{report}.block(english, root, format.root);
}

std::vector<std::string> missing_english(const model::Procedure& procedure) {
  Missing missing;
  missing.title("title", procedure.title);
  for (const model::Actor& actor : procedure.actors) missing.title("actors." + actor.name + ".title", actor.title);
  for (const model::Purpose& purpose : procedure.purposes) missing.title("purposes." + purpose.name + ".title", purpose.title);
  for (const model::Datum& datum : procedure.data) {
    missing.title("data." + datum.name + ".title", datum.title);
    for (const auto& [word, title] : datum.value_titles) missing.title("data." + datum.name + ".values." + word, title);
  }
  for (const model::Event& event : procedure.events) {
    missing.title("events." + event.name + ".title", event.title);
    missing.title("events." + event.name + ".answer", event.answer);
  }
  for (const model::Deadline& deadline : procedure.deadlines) missing.title("deadlines." + deadline.name + ".title", deadline.title);
  for (const model::Phase& phase : procedure.phases) missing.title("phases." + phase.name + ".title", phase.title);
  missing.machine("states", procedure, procedure.main());
  return missing.paths;
}

}  // namespace guichet::load
