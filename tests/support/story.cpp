#include "support/story.h"

#include <fmt/format.h>

#include <array>

namespace guichet::support {
namespace {

namespace effect = engine::effect;
using fmt::format;

constexpr std::array kRefusals{"not-expected", "no-branch", "undetermined", "wrong-actor",
                               "bad-data",     "no-member", "identity",     "closed"};
constexpr std::array kActs{"none", "agreed", "declined", "withdrew"};
constexpr std::array kOutcomes{"granted", "rejected", "withdrawn", "expired", "void", "failed", "done"};

// A due instant at 24:00 is read as its day.
std::string due_text(base::Instant due) {
  return due == base::end_of(base::last_day(due)) ? base::to_iso(base::last_day(due)) : base::to_iso(due);
}

struct Teller {
  const model::Procedure& p;

  [[nodiscard]] const std::string& name(model::MachineId machine, model::StateId state) const {
    return p[machine].states[state.index].name;
  }
  [[nodiscard]] std::string member(engine::Member who) const {
    if (!who) return "";
    for (const model::State& state : p.main().states) {
      if (state.each) return format(" [{}]", p[state.each->members].values->at(*who));
    }
    return format(" [{}]", *who);
  }
  [[nodiscard]] std::string clock(std::optional<model::DeadlineId> id, engine::Member who) const {
    return (id ? p[*id].name : "after") + member(who);
  }
  [[nodiscard]] std::string child_state(model::StateId state) const { return name({1}, state); }

  std::string operator()(const effect::Refused& e) const {
    return format("refused {}{}: {}{}", p.trigger_name(e.on), member(e.member), kRefusals.at(static_cast<std::size_t>(e.why)),
                  e.datum.known() ? " " + p[e.datum].name : "");
  }
  std::string operator()(const effect::Accepted& e) const { return "accepted " + p[e.event].name + member(e.member); }
  std::string operator()(const effect::Stored& e) const {
    return format("{} {}{}", e.computed ? "computed" : "stored", p[e.datum].name, member(e.member));
  }
  std::string operator()(const effect::Erased& e) const { return "erased " + p[e.datum].name + member(e.member); }
  std::string operator()(const effect::Moved& e) const {
    const auto on = p.trigger_name(p[e.machine].transitions[e.by.index].on);
    if (!e.to) return format("stayed in {}{} on {}", name(e.machine, e.from), member(e.member), on);
    return format("moved {} -> {}{} on {}", name(e.machine, e.from), name(e.machine, *e.to), member(e.member), on);
  }
  std::string operator()(const effect::Entered& e) const {
    return format("entered {} #{}{}", name(e.machine, e.state), e.visit, member(e.member));
  }
  std::string operator()(const effect::Marked& e) const { return "marked " + p.milestones[e.milestone.index]; }
  std::string operator()(const effect::Told& e) const {
    const std::string& word = e.letter->event.empty() ? e.letter->title.text : e.letter->event;
    return format("told {}{}: {}", p[e.letter->to].name, member(e.member), word);
  }
  std::string operator()(const effect::Charged& e) const {
    return format("charged {}.{:02}{}", e.cents / 100, e.cents % 100, member(e.member));
  }
  std::string operator()(const effect::ExchangeWanted& e) const {
    return format("asked {} #{}{}", p[e.machine].states[e.state.index].exchange->api, e.visit, member(e.member));
  }
  std::string operator()(const effect::ExchangeStopped& e) const {
    return format("stopped #{}{}{}", e.visit, member(e.member), e.withdrawn ? ", withdrawn" : "");
  }
  std::string operator()(const effect::AnswerDropped& e) const { return format("dropped #{}{}", e.visit, member(e.member)); }
  std::string operator()(const effect::ClockSet& e) const {
    return format("set {} {}", clock(e.deadline, e.member), due_text(e.due));
  }
  std::string operator()(const effect::ClockCancelled& e) const { return "cancelled " + clock(e.deadline, e.member); }
  std::string operator()(const effect::ClockSuspended& e) const { return "suspended " + p[e.deadline].name; }
  std::string operator()(const effect::ClockResumed& e) const {
    return format("resumed {} +{} {}", p[e.deadline].name, e.days, due_text(e.due));
  }
  std::string operator()(const effect::ClockFired& e) const {
    return format("fired {} {}", clock(e.deadline, e.member), due_text(e.due));
  }
  std::string operator()(const effect::ChildStarted& e) const { return "started" + member(e.member); }
  std::string operator()(const effect::ChildEnded& e) const {
    return format("ended{} in {}{}", member(e.member), child_state(e.state), e.by_parent ? " by parent" : "");
  }
  std::string operator()(const effect::ConsentGiven& e) const {
    return format("{} {}", kActs.at(static_cast<std::size_t>(e.act)), p[e.purpose].name);
  }
  std::string operator()(const effect::Closed& e) const {
    return format("closed {}: {}", name({0}, e.state), kOutcomes.at(static_cast<std::size_t>(e.outcome)));
  }
};

}  // namespace

std::string story(const model::Procedure& procedure, const engine::Effects& effects, bool with_times) {
  std::string text;
  std::optional<base::Instant> last;
  for (const engine::Effect& one : effects) {
    if (with_times && last != one.at) text += "@" + base::to_iso(one.at) + "\n";
    last = one.at;
    text += std::visit(Teller{procedure}, one.what) + "\n";
  }
  return text;
}

}  // namespace guichet::support
