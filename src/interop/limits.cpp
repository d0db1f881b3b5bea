#include "interop/limits.h"

#include <algorithm>

namespace guichet::interop {

using base::tr;

namespace {

bool any_node(const expr::Node& node, bool (*is_it)(const expr::Node&)) {
  return is_it(node) || std::ranges::any_of(node.children, [&](const expr::Node& child) { return any_node(child, is_it); });
}

// Does an expression that decides or computes hold such a node?
bool any_expression(const model::Procedure& procedure, bool (*is_it)(const expr::Node&)) {
  return std::ranges::any_of(procedure.machines, [&](const model::Machine& machine) {
    return std::ranges::any_of(machine.transitions, [&](const model::Transition& transition) {
      return (transition.guard && any_node(transition.guard->root(), is_it)) ||
             std::ranges::any_of(transition.set, [&](const model::Assignment& one) { return any_node(one.value.root(), is_it); });
    });
  });
}

bool orders_texts(const expr::Node& node) {
  const bool order = node.op == expr::Op::less || node.op == expr::Op::less_equal || node.op == expr::Op::greater ||
                     node.op == expr::Op::greater_equal;
  const bool of_text = !node.children.empty() && node.children[0].type.kind == expr::Kind::text;
  return of_text && (order || node.op == expr::Op::add || node.op == expr::Op::size);
}

}  // namespace

std::vector<std::string> head_of(const model::Procedure& procedure, Target target, base::Lang lang) {
  std::vector<std::string> all;
  all.push_back(tr(lang, N_("{title}: exported by Guichet from the procedure “{id}”, version {version}."),
                   {{"title", procedure.title.in(lang)}, {"id", procedure.id}, {"version", std::to_string(procedure.version)}}));
  all.push_back(tr(lang, N_("Legal time is not counted here: whoever drives the machine sends “guichet.clock” (today's date, the "
                            "deadlines that are passed) when the day changes, and the name of a deadline, or “after”, when it is due.")));
  all.push_back(tr(lang, N_("Not carried: who may act and with which identity, the types and patterns of data, what is sent and "
                            "received, letters and fees (they are named, nothing is done), consents. What a withdrawal erases "
                            "comes as “guichet.erased”, the exchange it stops as “refused”.")));
  all.push_back(tr(lang, N_("Not carried: an event is not taken back whole when a rule that follows it is undetermined; the machine "
                            "then stands before that rule.")));
  if (target == Target::promela) {
    all.push_back(tr(lang, N_("Values are whole numbers: words and texts by their rank, dates in days since 1970, money in cents; what "
                              "no condition and no computation reads is left out.")));
    all.push_back(tr(lang, N_("Not carried: dates counted in worked or clear days, for want of the calendar of holidays. A condition "
                              "that needs one is undetermined.")));
    if (any_expression(procedure, orders_texts))
      all.push_back(tr(lang, N_("Not carried: the order, the length and the joining of texts.")));
  }
  return all;
}

}  // namespace guichet::interop
