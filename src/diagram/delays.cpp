#include "diagram/delays.h"

#include <algorithm>
#include <limits>

#include "base/shown.h"
#include "diagram/wording.h"

namespace guichet::diagram {

namespace {

using base::Lang;

struct Reader {
  const model::Procedure& procedure;
  const model::Reference& reference;
  Lang lang;
  Delays found = {};

  [[nodiscard]] std::string state_title(const model::State& state) const {
    return title_of(state.title, title_of(state.activity, state.name, lang), lang);
  }
  [[nodiscard]] std::string actor_title(model::ActorId actor) const {
    return actor.known() ? title_of(procedure[actor].title, procedure[actor].name, lang) : std::string{};
  }
  [[nodiscard]] std::string datum_title(model::DatumId datum) const {
    return title_of(procedure[datum].title, procedure[datum].name, lang);
  }

  // The milestone is marked on entering a state, or by a branch: the moment people know it by.
  [[nodiscard]] std::string milestone_title(model::MilestoneId milestone) const {
    for (const model::Machine& machine : procedure.machines) {
      for (const model::State& state : machine.states)
        if (std::ranges::find(state.marks, milestone) != state.marks.end()) return state_title(state);
      for (const model::Transition& branch : machine.transitions)
        if (branch.to && std::ranges::find(branch.marks, milestone) != branch.marks.end())
          return state_title(machine.states[branch.to->index]);
    }
    return procedure.milestones[milestone.index];
  }

  void add(DelaySpan span, base::Delay delay) {
    const Extent extent = extent_of(delay, base::metropolitan_france());
    span.shortest = extent.shortest;
    span.longest = extent.longest;
    span.delay = base::show_delay(delay, lang);
    found.spans.push_back(std::move(span));
  }

  void read_states() {
    for (std::size_t m = 0; m < procedure.machines.size(); ++m) {
      const model::Machine& machine = procedure.machines[m];
      for (std::size_t s = 0; s < machine.states.size(); ++s) {
        const model::State& state = machine.states[s];
        if (!state.after) continue;
        const model::Machine::Row row =
            machine.row({static_cast<std::uint16_t>(s)}, model::trigger(model::Trigger::after));
        std::string leads;
        for (std::uint16_t b = 0; b < row.count; ++b) {
          const model::Transition& branch = machine.transitions[std::size_t{row.first} + b];
          if (!branch.to) continue;
          const std::string to = state_title(machine.states[branch.to->index]);
          if (leads.find(to) == std::string::npos) leads += (leads.empty() ? "" : ", ") + to;
        }
        const std::string prefix = m == 0 ? "" : machine.name + ".";
        add({.kind = DelaySpan::Kind::binding,
             .id = prefix + state.name + ".after",
             .from = state_title(state),
             .who = actor_title(state.actor),
             .leads = leads,
             .doubtful = is_doubtful(state.after->source, reference)},
            state.after->delay);
      }
    }
  }

  void read_deadlines() {
    using Kind = model::Deadline::Kind;
    for (const model::Deadline& deadline : procedure.deadlines) {
      const std::string title = title_of(deadline.title, deadline.name, lang);
      const std::string leads = deadline.to ? state_title(procedure.main().states[deadline.to->index]) : std::string{};
      if (deadline.kind == Kind::at) {
        std::string date = deadline.at ? deadline.at->text() : std::string{};
        if (deadline.at && deadline.at->root().op == expr::Op::slot)
          if (const auto datum = procedure.datum_of_slot(deadline.at->root().variable.slot)) date = datum_title(*datum);
        found.dated.push_back({title, date, leads});
        continue;
      }
      std::string from;
      if (deadline.kind == Kind::since_milestone) from = milestone_title(deadline.milestone);
      if (deadline.kind == Kind::since_datum) from = datum_title(deadline.datum);
      if (deadline.kind == Kind::since_opened) from = base::tr(lang, N_("Case opened"));
      add({.kind = leads.empty() ? DelaySpan::Kind::announced : DelaySpan::Kind::binding,
           .id = deadline.name,
           .from = from,
           .who = leads.empty() ? title : std::string{},
           .leads = leads,
           .suspended = !deadline.suspended_in.empty(),
           .doubtful = is_doubtful(deadline.source, reference)},
          deadline.delay);
    }
  }

  void read_retentions() {
    using Since = model::Retention::Since;
    for (const model::Purpose& purpose : procedure.purposes) {
      if (!purpose.retention) continue;
      const model::Retention& kept = *purpose.retention;
      std::string from;
      switch (kept.since) {
        case Since::closed:
          from = base::tr(lang, N_("Case closed"));
          break;
        case Since::opened:
          from = base::tr(lang, N_("Case opened"));
          break;
        case Since::milestone:
          from = milestone_title(kept.milestone);
          break;
        case Since::datum:
          from = datum_title(kept.datum);
          break;
      }
      add({.kind = DelaySpan::Kind::kept,
           .id = purpose.name + ".retention",
           .from = from,
           .who = title_of(purpose.title, purpose.name, lang),
           .doubtful = is_doubtful(kept.source, reference)},
          kept.delay);
    }
  }
};

}  // namespace

Extent extent_of(base::Delay delay, const base::Calendar& calendar) {
  constexpr std::int32_t kFirst = 20'820, kDays = 731;  // 2027-01-02, and a leap year follows
  Extent extent{std::numeric_limits<std::int64_t>::max(), 0};
  for (std::int32_t day = kFirst; day < kFirst + kDays; ++day) {
    const base::Instant start{base::start_of(base::Date{day}).minutes + 9 * 60};
    const auto due = base::due_instant(start, delay, calendar);
    if (!due) continue;
    // Days are counted from the end of the one it starts on.
    const std::int64_t from = base::ends_within_day(delay.unit) ? start.minutes : base::end_of(base::Date{day}).minutes;
    extent.shortest = std::min(extent.shortest, due->minutes - from);
    extent.longest = std::max(extent.longest, due->minutes - from);
  }
  if (extent.longest == 0) extent.shortest = 0;
  return extent;
}

Delays delays_of(const model::Procedure& procedure, const model::Reference& reference, Lang lang) {
  Reader reader{procedure, reference, lang};
  reader.read_states();
  reader.read_deadlines();
  reader.read_retentions();
  return std::move(reader.found);
}

}  // namespace guichet::diagram
