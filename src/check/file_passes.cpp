// Findings the file alone shows: who listens, who waits, what silence does, which deadlines race.
#include <algorithm>
#include <array>
#include <set>

#include "base/delay.h"
#include "check/recourse.h"
#include "check/suspicion.h"

namespace guichet::check {

namespace {

using model::Deadline;
using model::Procedure;
using model::StateId;

void add(Suspicions& out, Kind kind, base::Span span, base::Message message) {
  out.push_back({{kind, span, std::move(message), Proof::file, {}}});
}

bool has_clock(const Procedure& procedure, const model::Machine& machine, StateId id) {
  if (machine.states[id.index].after) return true;
  if (&machine != &procedure.main()) {  // time may also end the whole dispatch
    return has_clock(procedure, procedure.main(), machine.owner);
  }
  return std::ranges::any_of(procedure.deadlines, [&](const Deadline& deadline) {
    return deadline.to && std::ranges::find(deadline.in, id) != deadline.in.end();
  });
}

// A silence the law itself has settled: its source, its length, what it comes to.
struct Silence {
  std::string_view source;
  base::Delay delay;
  bool accepts;
};
constexpr std::array kSilences{
    Silence{"CRPA-L231-1", {base::DelayUnit::months, 2}, true},    // two months, acceptance
    Silence{"CRPA-L231-4", {base::DelayUnit::months, 2}, false},   // two months, rejection
    Silence{"CRPA-R311-12", {base::DelayUnit::months, 1}, false},  // documents: one month (R311-13), refusal
    Silence{"CRPA-R311-13", {base::DelayUnit::months, 1}, false},
};

// The outcome time leads to, when rules alone follow: nothing when somebody waits in between.
const model::State* settled(const Procedure& procedure, StateId to) {
  const model::State& state = procedure.main().states[to.index];
  return state.kind == model::StateKind::outcome ? &state : nullptr;
}

void hold_silence(const Procedure& procedure, const std::string& source, const base::Delay& delay, StateId to,
                  base::Span span, Suspicions& out) {
  const auto* law = std::ranges::find(kSilences, source, &Silence::source);
  if (law == kSilences.end()) return;
  if (!(base::normalised(delay) == base::normalised(law->delay)))
    add(out, Kind::silence_contradicts_source, span,
        {.id = N_("{source} says {law}, the file says {file}"),
         .args = {{"source", source}, {"law", base::to_text(law->delay)}, {"file", base::to_text(delay)}}});
  const model::State* end = settled(procedure, to);
  if (end == nullptr) return;
  const bool accepts = end->outcome == model::OutcomeKind::granted || end->outcome == model::OutcomeKind::done;
  if (accepts == law->accepts) return;
  add(out, Kind::silence_contradicts_source, span,
      {.id = law->accepts ? N_("silence means acceptance by {source}, and leads here to '{state}'")
                          : N_("silence means refusal by {source}, and leads here to '{state}'"),
       .args = {{"source", source}, {"state", end->name}}});
}

// Both count from the same moment: does their order depend on that day?
struct Race {
  base::Delay a, b;
  bool a_first = false, b_first = false;
  base::Date day_a{}, day_b{};

  [[nodiscard]] bool depends(const base::Calendar& calendar) {
    for (base::Date day = *base::make_date(2024, 1, 1); day < *base::make_date(2032, 1, 1);
         day = base::add_days(day, 1)) {
      const auto one = base::due_instant(base::start_of(day), a, calendar);
      const auto other = base::due_instant(base::start_of(day), b, calendar);
      if (!one || !other) return false;
      if (*one < *other && !a_first) a_first = true, day_a = day;
      if (*other < *one && !b_first) b_first = true, day_b = day;
      if (a_first && b_first) return true;
    }
    return false;
  }
};

// Does entering this state, or every move into it, mark the milestone?
bool starts_on_entry(const Procedure& procedure, StateId id, const Deadline& deadline) {
  const model::Machine& machine = procedure.main();
  if (deadline.kind == Deadline::Kind::since_opened) return id.index == 0;
  if (deadline.kind != Deadline::Kind::since_milestone) return false;
  const auto marks = [&](const std::vector<model::MilestoneId>& all) {
    return std::ranges::find(all, deadline.milestone) != all.end();
  };
  if (marks(machine.states[id.index].marks)) return true;
  return std::ranges::any_of(machine.transitions,
                             [&](const model::Transition& t) { return t.to == id && marks(t.marks); });
}

}  // namespace

void find_unheard(const Procedure& procedure, Suspicions& out) {
  for (std::uint16_t e = 0; e < procedure.events.size(); ++e) {
    const model::Event& event = procedure.events[e];
    if (event.consent != model::ConsentAct::none) continue;  // always counts
    const auto on = procedure.trigger_of(model::EventId{e});
    const bool heard = std::ranges::any_of(procedure.machines, [&](const model::Machine& machine) {
      return std::ranges::any_of(machine.transitions, [&](const model::Transition& t) { return t.on == on; });
    });
    if (!heard)
      add(out, Kind::event_never_heard, event.span,
          {.id = N_("no state listens to '{event}'"), .args = {{"event", event.name}}});
  }
}

void find_waits(const Procedure& procedure, Suspicions& out) {
  for (const model::Machine& machine : procedure.machines)
    for (std::uint16_t s = 0; s < machine.states.size(); ++s) {
      const model::State& state = machine.states[s];
      if (state.kind != model::StateKind::actor || !state.actor.known() || has_clock(procedure, machine, {s})) continue;
      const base::Args args{{"state", state.name}};
      if (procedure[state.actor].role == model::Role::citizen) {
        add(out, Kind::wait_without_deadline, state.span,
            {.id = N_("'{state}' waits for the person, and no deadline ever ends it"), .args = args});
      } else {
        add(out, Kind::no_silence_rule, state.span,
            {.id = N_("in '{state}' nothing happens when the administration stays silent"), .args = args});
      }
    }
}

void find_silence(const Procedure& procedure, Suspicions& out) {
  for (const Deadline& deadline : procedure.deadlines)
    if (deadline.to) hold_silence(procedure, deadline.source.id, deadline.delay, *deadline.to, deadline.span, out);
  for (const model::Transition& t : procedure.main().transitions) {
    const auto& after = procedure.main().states[t.from.index].after;
    if (after && t.on == model::trigger(model::Trigger::after) && t.to)
      hold_silence(procedure, after->source.id, after->delay, *t.to, after->span, out);
  }
}

void find_races(const Procedure& procedure, const base::Calendar& calendar, Suspicions& out) {
  const model::Machine& machine = procedure.main();
  for (std::uint16_t s = 0; s < machine.states.size(); ++s) {
    struct Clock {
      base::Delay delay;
      std::string name;
      base::Span span;
    };
    std::vector<Clock> clocks;
    if (machine.states[s].after)
      clocks.push_back({machine.states[s].after->delay, "after", machine.states[s].after->span});
    for (const Deadline& deadline : procedure.deadlines) {
      const bool fires = deadline.to && std::ranges::find(deadline.in, StateId{s}) != deadline.in.end();
      if (fires && starts_on_entry(procedure, {s}, deadline))
        clocks.push_back({deadline.delay, deadline.name, deadline.span});
    }
    for (std::size_t i = 0; i < clocks.size(); ++i)
      for (std::size_t j = i + 1; j < clocks.size(); ++j) {
        Race race{clocks[i].delay, clocks[j].delay};
        if (!race.depends(calendar)) continue;
        add(out, Kind::deadline_race, std::max(clocks[i].span, clocks[j].span),
            {.id = N_("in '{state}', '{a}' comes before '{b}' when they start on {day_a}, after it when they start on "
                      "{day_b}"),
             .args = {{"state", machine.states[s].name},
                      {"a", clocks[i].name},
                      {"b", clocks[j].name},
                      {"day_a", base::to_iso(race.day_a)},
                      {"day_b", base::to_iso(race.day_b)}}});
      }
  }
}

void find_recourse(const Procedure& procedure, Suspicions& out) {
  for (const model::Machine& machine : procedure.machines)
    for (const model::State& state : machine.states)
      if (state.kind == model::StateKind::outcome && state.outcome == model::OutcomeKind::rejected &&
          state.recourse.empty())
        add(out, Kind::refusal_without_recourse, state.span,
            {.id = N_("'{state}' refuses and names no way to contest it (`recourse:`)"),
             .args = {{"state", state.name}}});
}

}  // namespace guichet::check
