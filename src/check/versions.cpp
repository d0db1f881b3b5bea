#include "check/versions.h"

#include <fmt/format.h>

#include <array>
#include <map>

#include "base/message.h"
#include "dossier/lines.h"

namespace guichet::check {

namespace {

using model::Procedure;
using Section = Change::Section;
using Written = std::map<std::pair<Section, std::string>, std::string>;

// In the order of Section.
constexpr std::array kSections{
    SectionFacts{"states", N_("States")},       SectionFacts{"transitions", N_("Transitions")},
    SectionFacts{"events", N_("Events")},       SectionFacts{"data", N_("Data")},
    SectionFacts{"exchanges", N_("Exchanges")}, SectionFacts{"letters", N_("Letters")},
    SectionFacts{"purposes", N_("Purposes and bases")}, SectionFacts{"delays", N_("Delays")},
    SectionFacts{"fees", N_("Fees")},           SectionFacts{"properties", N_("Properties")}};
static_assert(kSections.size() == static_cast<std::size_t>(Section::properties) + 1);

constexpr std::array kBases{"none", "consent", "contract", "legal-obligation", "vital-interest", "public-task", "legitimate-interest"};
constexpr std::array kRegimes{"rgpd", "police-justice", "outside"};

class Writer {
 public:
  explicit Writer(const Procedure& procedure) : p_{procedure} {}

  Written write() {
    for (const model::Machine& machine : p_.machines) write(machine);
    for (const model::Event& event : p_.events)
      add(Section::events, event.name,
          "by " + (event.by.known() ? p_[event.by].name : std::string{"the member"}) + list("carries", event.carries) +
              list("may carry", event.may_carry) + word("identity", event.identity) + consent(event));
    for (const model::Datum& datum : p_.data)
      add(Section::data, datum.name, type(datum) + word("category", datum.category) + purposes(datum) +
                                         (datum.special ? ", special" : "") + word("subject", datum.subject));
    for (const model::Purpose& purpose : p_.purposes) add(Section::purposes, purpose.name, written(purpose));
    for (const model::Deadline& deadline : p_.deadlines) add(Section::delays, deadline.name, written(deadline));
    for (const model::Property& property : p_.properties) add(Section::properties, property.name, property.text);
    return std::move(all_);
  }
 private:
  void add(Section section, const std::string& name, std::string text) {
    std::string& there = all_[{section, name}];
    there += there.empty() ? text : "; " + text;
  }
  static std::string word(const char* key, const std::string& text) {
    return text.empty() ? std::string{} : fmt::format(", {} {}", key, text);
  }
  [[nodiscard]] std::string list(const char* key, const std::vector<model::DatumId>& data) const {
    std::vector<std::string> names;
    for (const model::DatumId datum : data) names.push_back(p_[datum].name);
    return names.empty() ? std::string{} : fmt::format(", {} [{}]", key, fmt::join(names, ", "));
  }
  static std::string type(const model::Datum& datum) {
    std::string text{expr::kind_name(datum.type.kind)};
    if (datum.values && !datum.values->empty()) text += fmt::format(" [{}]", fmt::join(*datum.values, ", "));
    return text;
  }
  [[nodiscard]] std::string purposes(const model::Datum& datum) const {
    std::vector<std::string> names;
    for (const model::PurposeId purpose : datum.purposes) names.push_back(p_[purpose].name);
    return fmt::format(", for [{}]", fmt::join(names, ", "));
  }
  [[nodiscard]] std::string consent(const model::Event& event) const {
    static constexpr std::array kActs{"", "agrees", "declines", "withdraws"};
    if (event.consent == model::ConsentAct::none) return {};
    return word(kActs[static_cast<std::size_t>(event.consent)], p_[event.purpose].name);
  }
  [[nodiscard]] std::string written(const model::Purpose& purpose) const {
    std::vector<std::string> controllers;
    for (const model::ActorId actor : purpose.controllers) controllers.push_back(p_[actor].name);
    std::string text = fmt::format("{} {} for {}", kRegimes[static_cast<std::size_t>(purpose.regime)],
                                   kBases[static_cast<std::size_t>(purpose.basis)], fmt::join(controllers, ", "));
    text += fmt::format(", law [{}]", fmt::join(purpose.law, ", ")) + word("special", purpose.special);
    if (purpose.agreement != model::Agreement::none)
      text += purpose.agreement == model::Agreement::choice ? ", agreement by choice" : ", agreement required";
    if (!purpose.retention) return text + ", no retention";
    static constexpr std::array kSince{"closed", "opened", "milestone", "datum"};
    const model::Retention& kept = *purpose.retention;
    return text + fmt::format(", kept {} since {}, source {}", base::to_text(kept.delay),
                              kept.milestone.known() ? p_.milestones[kept.milestone.index]
                              : kept.datum.known()   ? p_[kept.datum].name
                                                     : kSince[static_cast<std::size_t>(kept.since)],
                              kept.source.id);
  }
  [[nodiscard]] std::string written(const model::Deadline& deadline) const {
    std::string text = deadline.at ? "at " + deadline.at->text() : base::to_text(deadline.delay);
    if (deadline.milestone.known()) text += " since " + p_.milestones[deadline.milestone.index];
    if (deadline.datum.known()) text += " since " + p_[deadline.datum].name;
    const auto states = [&](const char* key, const std::vector<model::StateId>& ids) {
      std::vector<std::string> names;
      for (const model::StateId id : ids) names.push_back(p_.main().states[id.index].name);
      if (!names.empty()) text += fmt::format(", {} [{}]", key, fmt::join(names, ", "));
    };
    states("in", deadline.in);
    states("suspended in", deadline.suspended_in);
    if (deadline.to) text += ", to " + p_.main().states[deadline.to->index].name;
    return text + (deadline.delay.roll ? ", roll" : "") + word("source", deadline.source.id);
  }

  void write(const model::Machine& machine) {
    static constexpr std::array kKinds{"actor", "exchange", "decide", "each", "outcome"};
    for (const model::State& state : machine.states) {
      std::string text = kKinds[static_cast<std::size_t>(state.kind)];
      if (state.kind == model::StateKind::outcome) text += " " + std::string{dossier::outcome_word(state.outcome)};
      if (state.actor.known()) text += " " + p_[state.actor].name;
      if (!state.recourse.empty()) text += fmt::format(", recourse [{}]", fmt::join(state.recourse, ", "));
      add(Section::states, state.name, text + marks(state.marks));
      letters(state.name, state.tell);
      if (state.after)
        add(Section::delays, state.name + "/after",
            base::to_text(state.after->delay) + (state.after->delay.roll ? ", roll" : "") + word("source", state.after->source.id));
      if (state.fee) add(Section::fees, state.name, state.fee->amount.text() + word("source", state.fee->source.id));
      if (state.exchange) add(Section::exchanges, state.name, written(*state.exchange));
    }
    for (const model::Transition& branch : machine.transitions) {
      const std::string name = fmt::format("{}/{}", machine.states[branch.from.index].name, p_.trigger_name(branch.on));
      std::string text = branch.guard ? "if " + branch.guard->text() + " " : std::string{};
      text += branch.to ? "to " + machine.states[branch.to->index].name : std::string{"stays"};
      for (const model::Assignment& one : branch.set) text += fmt::format(", {} = {}", p_[one.datum].name, one.value.text());
      add(Section::transitions, name, text + marks(branch.marks));
      letters(name, branch.tell);
    }
  }
  [[nodiscard]] std::string written(const model::Exchange& exchange) const {
    return fmt::format("{} asks {}/{}", p_[exchange.by].name, exchange.with_member ? "the member" : p_[exchange.with].name, exchange.api) +
           list("sends", exchange.send) + list("keeps", exchange.receive) +
           (exchange.purpose.known() ? ", for " + p_[exchange.purpose].name : "");
  }
  [[nodiscard]] std::string marks(const std::vector<model::MilestoneId>& milestones) const {
    std::string text;
    for (const model::MilestoneId one : milestones) text += ", marks " + p_.milestones[one.index];
    return text;
  }
  void letters(const std::string& where, const std::vector<model::Letter>& all) {
    for (const model::Letter& letter : all)
      add(Section::letters, where,
          fmt::format("to {}: {}", p_[letter.to].name, letter.title.empty() ? letter.event : letter.title.text) +
              list("carries", letter.carries) + (letter.purpose.known() ? ", for " + p_[letter.purpose].name : ""));
  }

  const Procedure& p_;
  Written all_;
};

}  // namespace

std::vector<Change> changes(const Procedure& before, const Procedure& after) {
  const Written old = Writer{before}.write();
  const Written fresh = Writer{after}.write();
  Written all = old;
  all.insert(fresh.begin(), fresh.end());
  std::vector<Change> found;
  for (const auto& [key, ignored] : all) {
    const auto was = old.find(key);
    const auto is = fresh.find(key);
    Change change{key.first, key.second, was == old.end() ? "" : was->second, is == fresh.end() ? "" : is->second};
    if (change.before != change.after) found.push_back(std::move(change));
  }
  return found;
}

std::span<const SectionFacts> all_sections() { return kSections; }

}  // namespace guichet::check
