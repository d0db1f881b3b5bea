// The second half of the sheet: what moves, when, for how much, and how it ends.
#include <algorithm>
#include <utility>

#include "cli/sheet.h"
#include "dossier/show.h"

namespace guichet::cli {

namespace {

using Rows = std::vector<std::pair<std::string, std::string>>;

const model::State& target(const model::Machine& machine, model::StateId id) { return machine.states[id.index]; }

// Where a delay counted from the entry of a state leads.
std::string after_leads_to(const model::Machine& machine, model::StateId from, const Words& words) {
  const auto row = machine.row(from, model::trigger(model::Trigger::after));
  std::string list;
  for (std::uint16_t i = 0; i < row.count; ++i) {
    const model::Transition& transition = machine.transitions[std::size_t{row.first} + i];
    if (!transition.to) continue;
    const std::string name = words.state(target(machine, *transition.to));
    if (list.find(name) == std::string::npos) list += (list.empty() ? "" : ", ") + name;
  }
  return list;
}

std::string starts(const model::Procedure& procedure, const model::Deadline& deadline, const Words& words) {
  using Kind = model::Deadline::Kind;
  const std::string delay = dossier::show_delay(deadline.delay, words.lang());
  switch (deadline.kind) {
    case Kind::since_milestone:
      return words.tr(N_("{delay} from “{milestone}”"),
                      {{"delay", delay}, {"milestone", procedure.milestones[deadline.milestone.index]}});
    case Kind::since_datum:
      return words.tr(N_("{delay} from the date “{datum}”"),
                      {{"delay", delay}, {"datum", words.datum(deadline.datum)}});
    case Kind::since_opened:
      return words.tr(N_("{delay} from the opening of the case"), {{"delay", delay}});
    case Kind::at:
      return words.tr(N_("on the date: {expression}"),
                      {{"expression", deadline.at ? words.expression(*deadline.at) : ""}});
  }
  return delay;
}

// Every letter once, in file order: those of states, then those of branches.
std::vector<const model::Letter*> letters_of(const model::Procedure& procedure) {
  std::vector<const model::Letter*> letters;
  const auto add = [&](const std::vector<model::Letter>& told) {
    for (const model::Letter& letter : told) {
      const bool known = std::ranges::any_of(letters, [&](const model::Letter* other) {
        return other->to == letter.to && other->title.text == letter.title.text && other->event == letter.event &&
               other->carries == letter.carries;
      });
      if (!known) letters.push_back(&letter);
    }
  };
  for (const model::Machine& machine : procedure.machines) {
    for (const model::State& state : machine.states) add(state.tell);
    for (const model::Transition& transition : machine.transitions) add(transition.tell);
  }
  return letters;
}

}  // namespace

void add_exchanges(Page& page, const model::Procedure& procedure, const Words& words) {
  bool any = false;
  for (const model::Machine& machine : procedure.machines)
    for (const model::State& state : machine.states) {
      if (!state.exchange) continue;
      if (!std::exchange(any, true)) page.heading(words.tr(N_("What administrations ask each other")));
      const model::Exchange& exchange = *state.exchange;
      const std::string with =
          exchange.with_member ? words.tr(N_("each chosen organisation")) : words.actor(exchange.with);
      page.item(words.actor(exchange.by) + " → " + labelled(words.lang(), with, words.api(exchange)));
      page.rows({{words.tr(N_("sends")), words.data(exchange.send)},
                 {words.tr(N_("receives")), words.data(exchange.receive)},
                 {words.tr(N_("purpose")), exchange.purpose.known() ? words.purpose(exchange.purpose) : ""},
                 {words.tr(N_("source")), words.source(state.source)}},
                4);
    }
}

void add_letters(Page& page, const model::Procedure& procedure, const Words& words) {
  const auto letters = letters_of(procedure);
  if (letters.empty()) return;
  Rows rows;
  for (const model::Letter* letter : letters) {
    const std::string name = words.title(letter->title, letter->event);
    rows.emplace_back(name, words.tr(N_("to {actor}, with: {data}"),
                                     {{"actor", words.actor(letter->to)}, {"data", words.data(letter->carries)}}));
  }
  page.heading(words.tr(N_("Letters and messages"))).rows(rows);
}

void add_delays(Page& page, const model::Procedure& procedure, const Words& words) {
  Rows rows;
  for (const model::Deadline& deadline : procedure.deadlines) {
    std::string text = words.title(deadline.title, deadline.name);
    if (deadline.to) text += " → " + words.state(target(procedure.main(), *deadline.to));
    rows.emplace_back(starts(procedure, deadline, words), text + " · " + words.source(deadline.source));
  }
  for (const model::Machine& machine : procedure.machines)
    for (std::uint16_t index = 0; index < machine.states.size(); ++index) {
      const model::State& state = machine.states[index];
      if (!state.after) continue;
      const std::string text =
          words.title(state.activity, words.state(state)) + " → " + after_leads_to(machine, {index}, words);
      rows.emplace_back(
          words.tr(N_("{delay} to act"), {{"delay", dossier::show_delay(state.after->delay, words.lang())}}),
          text + " · " + words.source(state.after->source));
    }
  if (!rows.empty()) page.heading(words.tr(N_("Delays"))).rows(rows);
}

void add_fees(Page& page, const model::Procedure& procedure, const Words& words) {
  Rows rows;
  for (const model::Machine& machine : procedure.machines)
    for (const model::State& state : machine.states)
      if (state.fee)
        rows.emplace_back(words.title(state.activity, words.state(state)),
                          words.expression(state.fee->amount) + " · " + words.source(state.fee->source));
  if (!rows.empty()) page.heading(words.tr(N_("Fees"))).rows(rows);
}

void add_endings(Page& page, const model::Procedure& procedure, const Words& words) {
  page.heading(words.tr(N_("How it can end, and what can be done then")));
  Rows rows;
  for (const model::Machine& machine : procedure.machines)
    for (const model::State& state : machine.states) {
      if (state.kind != model::StateKind::outcome) continue;
      std::string recourse;
      for (const std::string& word : state.recourse) recourse += (recourse.empty() ? "" : ", ") + words.recourse(word);
      std::string text = words.outcome(state.outcome);
      if (!recourse.empty()) text += " · " + words.tr(N_("can be contested {recourse}"), {{"recourse", recourse}});
      rows.emplace_back(words.state(state), text);
    }
  page.rows(rows);
}

void add_doubts(Page& page, const model::Procedure& procedure, const Words& words) {
  std::vector<std::string> doubts;
  const auto doubt = [&](const model::SourceRef& source, const std::string& what) {
    if (words.is_doubtful(source)) doubts.push_back(labelled(words.lang(), what, words.source(source)));
  };
  for (const model::Purpose& purpose : procedure.purposes)
    if (purpose.retention)
      doubt(purpose.retention->source, words.tr(N_("how long the data are kept for “{purpose}”"),
                                                {{"purpose", words.title(purpose.title, purpose.name)}}));
  for (const model::Deadline& deadline : procedure.deadlines)
    doubt(deadline.source, words.title(deadline.title, deadline.name));
  for (const model::Machine& machine : procedure.machines)
    for (const model::State& state : machine.states) {
      const std::string name = words.state(state);
      if (!state.source.id.empty()) doubt(state.source, name);
      if (state.after) doubt(state.after->source, words.tr(N_("the time to act at “{state}”"), {{"state", name}}));
      if (state.fee) doubt(state.fee->source, words.tr(N_("the fee at “{state}”"), {{"state", name}}));
    }
  for (const std::string& id : procedure.sources)
    if (words.is_doubtful({id})) doubts.push_back(words.source({id}));
  if (doubts.empty()) return;
  page.heading(words.tr(N_("To verify")));
  for (const std::string& sentence : doubts) page.marked(Mark::doubtful, sentence);
}

}  // namespace guichet::cli
