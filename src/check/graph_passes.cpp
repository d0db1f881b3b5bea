// Findings read off the explored graph.
#include <algorithm>
#include <set>

#include "check/recourse.h"
#include "check/suspicion.h"

namespace guichet::check {

namespace {

const model::State& state_at(const Model& model, const Exploration& explored, std::uint32_t number) {
  return model.procedure.main().states[explored.states[number][Shape::kState]];
}
bool is_ended(const Exploration& explored, std::uint32_t number) {
  return (explored.states[number][Shape::kFlags] & kEnded) != 0;
}

// States that can reach one of the marked ones.
std::vector<bool> can_reach(const Exploration& explored, std::vector<bool> marked) {
  const std::uint32_t count = explored.states.size();
  std::vector<std::uint64_t> first(count + 1);
  for (const std::uint32_t edge : explored.edges) ++first[(edge & ~Exploration::kNobody) + 1];
  for (std::uint32_t i = 0; i < count; ++i) first[i + 1] += first[i];
  std::vector<std::uint32_t> sources(explored.edges.size());
  auto fill = first;
  for (std::uint32_t from = 0; from < count; ++from)
    for (std::uint64_t e = explored.first_edge[from]; e < explored.first_edge[from + 1]; ++e)
      sources[fill[explored.edges[e] & ~Exploration::kNobody]++] = from;
  std::vector<std::uint32_t> open;
  for (std::uint32_t i = 0; i < count; ++i)
    if (marked[i]) open.push_back(i);
  while (!open.empty()) {
    const std::uint32_t at = open.back();
    open.pop_back();
    for (std::uint64_t e = first[at]; e < first[at + 1]; ++e)
      if (!marked[sources[e]]) {
        marked[sources[e]] = true;
        open.push_back(sources[e]);
      }
  }
  return marked;
}

// Circles among edges nobody made: Tarjan's components, without recursion.
class Circles {
 public:
  explicit Circles(const Exploration& explored)
      : explored_{explored},
        order_(explored.states.size(), 0),
        low_(order_.size(), 0),
        on_stack_(order_.size(), false) {}

  // The first state of each circle.
  std::vector<std::uint32_t> find() {
    for (std::uint32_t i = 0; i < order_.size(); ++i)
      if (order_[i] == 0) visit(i);
    return found_;
  }
 private:
  struct Frame {
    std::uint32_t state;
    std::uint64_t edge;
    bool loops = false;
  };
  void enter(std::uint32_t state) {
    order_[state] = low_[state] = ++count_;
    stack_.push_back(state);
    on_stack_[state] = true;
    frames_.push_back({state, explored_.first_edge[state]});
  }
  void visit(std::uint32_t start) {
    enter(start);
    while (!frames_.empty()) {
      Frame& frame = frames_.back();
      if (frame.edge < explored_.first_edge[frame.state + 1]) {
        const std::uint32_t edge = explored_.edges[frame.edge++];
        if ((edge & Exploration::kNobody) == 0) continue;
        const std::uint32_t to = edge & ~Exploration::kNobody;
        if (to == frame.state) frame.loops = true;
        if (order_[to] == 0) {
          enter(to);
        } else if (on_stack_[to]) {
          low_[frame.state] = std::min(low_[frame.state], order_[to]);
        }
        continue;
      }
      const Frame done = frame;
      frames_.pop_back();
      if (!frames_.empty()) low_[frames_.back().state] = std::min(low_[frames_.back().state], low_[done.state]);
      if (low_[done.state] == order_[done.state]) close(done);
    }
  }
  void close(const Frame& done) {
    std::uint32_t size = 0;
    std::uint32_t least = done.state;
    for (std::uint32_t top = 0; size == 0 || top != done.state; ++size) {
      top = stack_.back();
      stack_.pop_back();
      on_stack_[top] = false;
      least = std::min(least, top);
    }
    if (size > 1 || done.loops) found_.push_back(least);
  }

  const Exploration& explored_;
  std::vector<std::uint32_t> order_, low_;
  std::vector<bool> on_stack_;
  std::vector<std::uint32_t> stack_, found_;
  std::vector<Frame> frames_;
  std::uint32_t count_ = 0;
};

}  // namespace

void find_dead_ends(const Model& model, const Exploration& explored, Suspicions& out) {
  if (!explored.complete) return;
  const std::uint32_t count = explored.states.size();
  std::set<Byte> told;
  std::vector<bool> dead(count), ended(count);
  for (std::uint32_t i = 0; i < count; ++i) {
    ended[i] = is_ended(explored, i);
    dead[i] = !ended[i] && explored.first_edge[i] == explored.first_edge[i + 1];
    if (!dead[i] || !told.insert(explored.states[i][Shape::kState]).second) continue;
    const model::State& state = state_at(model, explored, i);
    out.push_back({{Kind::dead_end,
                    state.span,
                    {.id = N_("a case can stay in '{state}' for ever: nobody and nothing can make it leave"),
                     .args = {{"state", state.name}}},
                    Proof::undecided,
                    {}},
                   i});
  }
  const auto ends = can_reach(explored, ended);
  const auto dies = can_reach(explored, dead);
  for (std::uint32_t i = 0; i < count; ++i) {
    if (ends[i] || dies[i]) continue;
    const model::State& state = state_at(model, explored, i);
    out.push_back({{Kind::cannot_end,
                    state.span,
                    {.id = N_("from '{state}' on, a case can go round but never end"), .args = {{"state", state.name}}},
                    Proof::undecided,
                    {}},
                   i});
    return;  // what follows in the same circle is the same fault
  }
}

void find_unreachable(const Model& model, const Exploration& explored, Suspicions& out) {
  if (!explored.complete) return;
  const auto add = [&](Kind kind, base::Span span, base::Message message) {
    out.push_back({{kind, span, std::move(message), Proof::explored, {}}});
  };
  for (std::size_t m = 0; m < model.procedure.machines.size(); ++m) {
    const model::Machine& machine = model.procedure.machines[m];
    const Visited::Machine& covered = explored.visited.machines[m];
    for (std::size_t s = 0; s < machine.states.size(); ++s)
      if (!covered.entered[s])
        add(Kind::unreachable_state, machine.states[s].span,
            {.id = N_("no case ever reaches '{state}'"), .args = {{"state", machine.states[s].name}}});
    std::set<base::Span> said;  // a branch of a phase stands in each of its states
    for (std::size_t t = 0; t < machine.transitions.size(); ++t) {
      const model::Transition& branch = machine.transitions[t];
      if (covered.fired[t] || !covered.entered[branch.from.index]) continue;
      const auto same = [&](std::size_t other) {
        return machine.transitions[other].span == branch.span && covered.fired[other];
      };
      bool fires_elsewhere = false;
      for (std::size_t other = 0; branch.from_phase && other < machine.transitions.size(); ++other)
        fires_elsewhere = fires_elsewhere || same(other);
      // Our own gate refuses, a provider fails: nobody has to make use of each.
      const bool tried = covered.tried[t];
      if (fires_elsewhere || !said.insert(branch.span).second) continue;
      const auto row = machine.row(branch.from, branch.on);
      base::Args args{{"state", machine.states[branch.from.index].name},
                      {"event", std::string{model.procedure.trigger_name(branch.on)}},
                      {"number", std::to_string(t - row.first + 1)}};
      if (!tried && t > row.first) {
        add(Kind::shadowed_guard, branch.span,
            {.id = N_("branch {number} of '{event}' in '{state}' is never tried: one before it is always true"),
             .args = std::move(args)});
      } else {
        add(Kind::unreachable_branch, branch.span,
            {.id = N_("branch {number} of '{event}' in '{state}' is never taken by any case"),
             .args = std::move(args)});
      }
    }
  }
}

void find_loops(const Model& model, const Exploration& explored, Suspicions& out) {
  if (!explored.complete) return;
  std::set<Byte> told;
  auto starts = Circles{explored}.find();
  std::ranges::sort(starts);
  for (const std::uint32_t start : starts) {
    const model::State& state = state_at(model, explored, start);
    // A dispatch that keeps trying, member by member, stops with its parent.
    if (state.kind == model::StateKind::each || !told.insert(explored.states[start][Shape::kState]).second) continue;
    out.push_back(
        {{Kind::loop_without_person,
          state.span,
          {.id = N_("'{state}' comes back to itself without anybody doing anything"), .args = {{"state", state.name}}},
          Proof::undecided,
          {}},
         start});
  }
}

void find_undetermined(const Model& model, const Exploration& explored, Suspicions& out) {
  for (const auto& [key, met] : explored.undetermined) {
    const model::Procedure& p = model.procedure;
    const model::Machine& machine = p[met.turned.machine];
    const model::Transition& branch = machine.transitions[met.turned.by.index];
    const model::State& here = machine.states[branch.from.index];
    const bool half_answer = met.move.kind == Move::Kind::answer;
    if (half_answer && here.after) continue;  // time takes over when an answer cannot be used
    const base::Span span = branch.guard ? branch.guard->span() : branch.span;
    base::Args args{{"state", here.name}, {"event", std::string{p.trigger_name(branch.on)}}};
    Suspicion one;
    if (met.turned.fault == expr::Fault::absent_slot) {
      args.emplace_back("datum", std::string{p.slot_name(met.turned.slot)});
      one.finding = {Kind::used_before_exists,
                     span,
                     {.id = N_("'{datum}' may be absent when '{event}' reads it in '{state}': the event is refused"),
                      .args = std::move(args)},
                     Proof::undecided,
                     {}};
    } else {
      one.finding = {Kind::no_table_row,
                     span,
                     {.id = N_("'{event}' in '{state}' asks a table for a row it does not have: the event is refused"),
                      .args = std::move(args)},
                     Proof::undecided,
                     {}};
    }
    one.state = met.from;
    if (met.move.what != 0xFFFF) one.then = met;
    out.push_back(std::move(one));
  }
}

void find_refusals(const Model& model, const Exploration& explored, Suspicions& out) {
  if (!model.shape.tracks_human() && !model.shape.tracks_motive()) return;
  std::set<std::pair<Kind, Byte>> told;
  for (std::uint32_t i = 0; i < explored.states.size(); ++i) {
    const model::State& state = state_at(model, explored, i);
    if (!is_ended(explored, i) || state.outcome != model::OutcomeKind::rejected) continue;
    const Byte* row = explored.states[i];
    const auto add = [&](Kind kind, const char* sentence) {
      if (!told.insert({kind, row[Shape::kState]}).second) return;
      out.push_back({{kind, state.span, {.id = sentence, .args = {{"state", state.name}}}, Proof::undecided, {}}, i});
    };
    const bool motive = (row[Shape::kWay] & kMotiveTold) != 0;
    if (model.shape.tracks_motive() && !motive)
      add(Kind::refusal_without_motive, N_("a case ends in '{state}' and no letter told the person why"));
    if (model.shape.tracks_human() && (row[Shape::kWay] & kHumanActed) == 0 && !has_human_review(state))
      add(Kind::automated_refusal, N_("a case ends in '{state}' without any human decision, and none can be asked"));
  }
}

void find_unkept(const Model& model, const Exploration& explored, Suspicions& out) {
  const model::Procedure& p = model.procedure;
  for (const model::Purpose& purpose : p.purposes) {
    if (!purpose.retention || purpose.retention->since != model::Retention::Since::milestone) continue;
    const std::size_t at = model.shape.milestone(purpose.retention->milestone);
    for (std::uint32_t i = 0; i < explored.states.size(); ++i) {
      if (!is_ended(explored, i) || explored.states[i][at] != 0) continue;
      const model::State& state = state_at(model, explored, i);
      out.push_back({{Kind::kept_without_retention,
                      purpose.span,
                      {.id = N_("the retention of '{purpose}' counts from '{milestone}', which a case that ends in "
                                "'{state}' never marked"),
                       .args = {{"purpose", purpose.name},
                                {"milestone", p.milestones[purpose.retention->milestone.index]},
                                {"state", state.name}}},
                      Proof::undecided,
                      {}},
                     i});
      break;
    }
  }
}

}  // namespace guichet::check
