#include "engine/case_state.h"

#include <utility>

namespace guichet::engine {

bool same(const CaseState& a, const CaseState& b) {
  return a.main == b.main && a.children_of == b.children_of && a.children == b.children && a.slots == b.slots &&
         a.milestones == b.milestones && a.deadlines == b.deadlines && a.consents == b.consents && a.closed == b.closed &&
         a.opened == b.opened && a.now == b.now && a.visits == b.visits;
}

void remember(CaseState& state) {
  Scratch::Before& before = state.scratch.before;
  before.main = state.main;
  before.children_of = state.children_of;
  before.children = state.children;
  before.slots = state.slots;
  before.milestones = state.milestones;
  before.deadlines = state.deadlines;
  before.closed = state.closed;
  before.now = state.now;
  before.visits = state.visits;
}

void give_back(CaseState& state) {
  Scratch::Before& before = state.scratch.before;
  state.main = before.main;
  state.children_of = before.children_of;
  std::swap(state.children, before.children);
  std::swap(state.slots, before.slots);
  std::swap(state.milestones, before.milestones);
  std::swap(state.deadlines, before.deadlines);
  state.closed = before.closed;
  state.now = before.now;
  state.visits = before.visits;
}

}  // namespace guichet::engine
