// Every expression of a procedure, with where it stands: what passes over the whole file are written in.
#pragma once

#include "model/procedure.h"

namespace guichet::check {

// Calls `visit(expression, target)`; target: the datum a `set` writes, unknown elsewhere.
template <class Visit>
void each_expression(const model::Procedure& procedure, Visit visit) {
  for (const model::Machine& machine : procedure.machines) {
    for (const model::Transition& transition : machine.transitions) {
      if (transition.guard) visit(*transition.guard, model::DatumId{});
      for (const model::Assignment& one : transition.set) visit(one.value, one.datum);
    }
    for (const model::State& state : machine.states)
      if (state.fee) visit(state.fee->amount, model::DatumId{});
  }
  for (const model::Deadline& deadline : procedure.deadlines)
    if (deadline.at) visit(*deadline.at, model::DatumId{});
}

// The same, and the conditions of the properties: what the explorer asks, though no case ever does.
template <class Visit>
void each_asked(const model::Procedure& procedure, Visit visit) {
  each_expression(procedure, visit);
  for (const model::Property& property : procedure.properties)
    if (property.condition) visit(*property.condition, model::DatumId{});
}

// The node and all below it, parents first.
template <class Visit>
void each_node(const expr::Node& node, Visit& visit) {
  visit(node);
  for (const expr::Node& child : node.children) each_node(child, visit);
}

}  // namespace guichet::check
