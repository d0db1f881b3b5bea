#include "cli/play_show.h"

#include <algorithm>
#include <set>

#include "agency/csv.h"
#include "agency/schema.h"
#include "dossier/narrate.h"
#include "dossier/show.h"

namespace guichet::cli {

namespace {

using model::Procedure;
using scenario::Choice;
using scenario::Move;

// Lines below an act stand under its words.
constexpr int kUnder = 5;

std::string names_of(std::span<const privacy::Field> fields, const Words& words) {
  std::vector<model::DatumId> data;
  for (const privacy::Field& field : fields) data.push_back(field.datum);
  return words.data(data);
}

using Rows = std::vector<std::pair<std::string, std::string>>;

void add_move(Page& page, const Move& move, const Procedure& procedure, const dossier::Narrator& narrator,
              const Words& words, const char* sentence, int indent) {
  const model::Exchange& exchange = *move.exchange;
  std::string to = words.actor(exchange.with);
  if (!move.member.empty()) to = narrator.agency(move.member);
  page.line(words.tr(sentence, {{"by", words.actor(exchange.by)}, {"to", to}, {"api", words.api(exchange)}}), indent);
  const auto* permit = move.verdict ? std::get_if<privacy::Permit>(&*move.verdict) : nullptr;
  Rows rows;
  if (const auto* denied = move.verdict ? std::get_if<privacy::Denied>(&*move.verdict) : nullptr; denied != nullptr) {
    rows.emplace_back(words.tr(N_("the gate refuses")), base::tr(words.lang(), privacy::explain(denied->reason)));
  } else {
    rows.emplace_back(words.tr(N_("sends")),
                      permit != nullptr ? names_of(permit->send(), words) : words.data(exchange.send));
    if (!exchange.receive.empty())
      rows.emplace_back(words.tr(N_("receives")),
                        permit != nullptr ? names_of(permit->receive(), words) : words.data(exchange.receive));
  }
  if (exchange.purpose.known())
    rows.emplace_back(words.tr(N_("in order to")),
                      words.purpose(exchange.purpose) + " · " + words.basis(procedure[exchange.purpose]));
  page.rows(rows, indent + 2);
}

void append_once(std::vector<std::string>& list, std::string word) {
  if (std::ranges::find(list, word) == list.end()) list.push_back(std::move(word));
}

std::string listed(const std::vector<std::string>& words, const char* separator) {
  std::string list;
  for (const std::string& word : words) list += (list.empty() ? "" : separator) + word;
  return list;
}

// To whom the data of an act go, for what and on which bases: each told once, in the order of the file.
struct Holding {
  std::vector<std::string> controllers, purposes, bases;

  Holding(const std::vector<model::DatumId>& data, const Procedure& procedure, const Words& words) {
    std::set<std::uint16_t> held;
    for (const model::DatumId datum : data)
      for (const model::PurposeId purpose : procedure[datum].purposes) held.insert(purpose.index);
    for (const std::uint16_t index : held) {
      const model::Purpose& purpose = procedure.purposes[index];
      append_once(purposes, words.purpose({index}));
      append_once(bases, words.basis(purpose));
      for (const model::ActorId controller : purpose.controllers) append_once(controllers, words.actor(controller));
    }
  }
};

void add_carried(Page& page, const model::Event& event, const Procedure& procedure, const Words& words) {
  Rows rows;
  if (!event.carries.empty()) rows.emplace_back(words.tr(N_("gives")), words.data(event.carries));
  if (!event.may_carry.empty()) rows.emplace_back(words.tr(N_("may give")), words.data(event.may_carry));
  std::vector<model::DatumId> all = event.carries;
  all.insert(all.end(), event.may_carry.begin(), event.may_carry.end());
  std::vector<model::DatumId> known;
  for (std::uint16_t i = 0; !event.identity.empty() && i < procedure.data.size(); ++i)
    if (procedure.data[i].origin == "franceconnect") known.push_back({i});
  if (!known.empty()) rows.emplace_back(words.tr(N_("FranceConnect gives")), words.data(known));
  all.insert(all.end(), known.begin(), known.end());
  if (all.empty()) return;
  const Holding holding{all, procedure, words};
  rows.emplace_back(words.tr(N_("to")), listed(holding.controllers, ", "));
  rows.emplace_back(words.tr(N_("in order to")), listed(holding.purposes, ", ") + " · " + listed(holding.bases, ", "));
  page.rows(rows, kUnder);
}

const char* consent_sentence(model::ConsentAct act) {
  if (act == model::ConsentAct::agrees) return N_("agree to “{purpose}”");
  if (act == model::ConsentAct::declines) return N_("decline “{purpose}”");
  return N_("withdraw the agreement to “{purpose}”");
}

std::string title_of(const Choice& choice, const Procedure& procedure, const Words& words) {
  if (!choice.event.known())
    return words.tr(consent_sentence(choice.consent), {{"purpose", words.purpose(choice.purpose)}});
  const model::Event& event = procedure[choice.event];
  const std::string title = words.event(event);
  return title == event.name ? std::string{} : title;
}

// What a clock that runs out does from here: the states it may lead to.
std::string where_to(const model::Machine& machine, model::StateId state, model::TriggerId trigger,
                     const Words& words) {
  const auto row = machine.row(state, trigger);
  std::vector<std::string> ways;
  for (std::uint16_t i = 0; i < row.count; ++i) {
    const auto& to = machine.transitions[row.first + std::size_t{i}].to;
    const std::string way = words.state(machine.states[to.value_or(state).index]);
    if (std::ranges::find(ways, way) == ways.end()) ways.push_back(way);
  }
  std::string list;
  for (const std::string& way : ways) list += (list.empty() ? "" : words.tr(N_(" or "))) + way;
  return list;
}

void add_clocks(Page& page, const scenario::World& world, const dossier::CaseRecord& record, const Words& words) {
  const Procedure& procedure = record.procedure();
  const model::Machine& machine = procedure.main();
  const engine::Position& here = record.state.main;
  const model::State& state = machine.states[here.state.index];
  const engine::Clocks clocks{procedure, world.calendar};
  if (engine::is_timing(here, state))
    if (const auto due = clocks.after_due(state, here.entered))
      page.item(words.tr(N_("if nobody acts by {due}: {to}"),
                         {{"due", dossier::show_due(*due, words.lang())},
                          {"to", where_to(machine, here.state, model::trigger(model::Trigger::after), words)}}));
  for (std::uint16_t i = 0; i < procedure.deadlines.size(); ++i) {
    const engine::DeadlineClock& clock = record.state.deadlines[i];
    if (!clock.due || clock.fired) continue;
    const std::string to = where_to(machine, here.state, procedure.trigger_of(model::DeadlineId{i}), words);
    page.item(words.tr(to.empty() ? N_("deadline “{deadline}”: {due}") : N_("deadline “{deadline}”: {due}, then: {to}"),
                       {{"deadline", words.title(procedure.deadlines[i].title, procedure.deadlines[i].name)},
                        {"due", dossier::show_due(*clock.due, words.lang())},
                        {"to", to}}));
  }
}

base::Delay delay_of(std::int64_t minutes) {
  using base::DelayUnit;
  const auto delay = [](DelayUnit unit, std::int64_t count) {
    return base::Delay{.unit = unit, .count = static_cast<std::int32_t>(count)};
  };
  if (minutes % base::kMinutesPerDay == 0) return delay(DelayUnit::days, minutes / base::kMinutesPerDay);
  if (minutes % 60 == 0) return delay(DelayUnit::hours, minutes / 60);
  return delay(DelayUnit::minutes, minutes);
}

}  // namespace

// Those a member of an `each` may offer are all that have this name.
std::vector<std::pair<std::string, std::string>> apis_used(const Procedure& procedure,
                                                           const model::Agencies& agencies) {
  std::vector<std::pair<std::string, std::string>> used;
  const auto add = [&](const std::string& agency, const std::string& api) {
    const std::pair one{agency, api};
    if (agencies.find_api(agency, api) != nullptr && std::ranges::find(used, one) == used.end()) used.push_back(one);
  };
  for (const model::Machine& machine : procedure.machines)
    for (const model::State& state : machine.states) {
      if (!state.exchange) continue;
      if (!state.exchange->with_member) add(privacy::agency_id(procedure[state.exchange->with]), state.exchange->api);
      for (const model::Agency& agency : agencies.all)
        if (state.exchange->with_member) add(agency.name, state.exchange->api);
    }
  return used;
}

std::string typed_as(const Choice& choice, const Procedure& procedure) {
  if (choice.event.known())
    return choice.member.empty() ? procedure[choice.event].name : choice.member + " " + procedure[choice.event].name;
  const char* word = choice.consent == model::ConsentAct::agrees     ? "agrees "
                     : choice.consent == model::ConsentAct::declines ? "declines "
                                                                     : "withdraws ";
  return word + procedure[choice.purpose].name;
}

void add_standing(Page& page, Game& game, const dossier::CaseRecord& record, const Words& words) {
  const Procedure& procedure = record.procedure();
  const dossier::Narrator narrator{procedure, game.world().reference, words.lang()};
  page.line(dossier::show_moment(game.stage().now(), words.lang()) + " · " +
                words.state(procedure.main().states[record.state.main.state.index]),
            0, Tone::strong);
  if (record.state.closed) {
    const model::State& end = procedure.main().states[record.state.main.state.index];
    page.item(words.tr(N_("the case is closed: {outcome}"), {{"outcome", words.outcome(end.outcome)}}));
    for (const std::string& word : end.recourse)
      page.item(words.tr(N_("it can be contested: {recourse}"), {{"recourse", words.recourse(word)}}));
    return;
  }
  for (const engine::Child& child : record.state.children) {
    const model::State& state = procedure[*record.state.children_of].states[child.position.state.index];
    page.item(labelled(words.lang(), narrator.agency(dossier::member_name(record, child.member)), words.state(state)));
  }
  for (const Move& move : scenario::under_way(record, game.world().reference.agencies))
    add_move(page, move, procedure, narrator, words, N_("{by} waits for the answer of {to} ({api})"), 2);
  add_clocks(page, game.world(), record, words);
}

void add_choices(Page& page, const std::vector<Choice>& choices, const Procedure& procedure,
                 const model::Reference& reference, const Words& words) {
  const dossier::Narrator narrator{procedure, reference, words.lang()};
  std::string actor;
  int number = 0;
  for (const Choice& choice : choices) {
    if (choice.actor != actor) page.line(words.tr(N_("{actor} may"), {{"actor", narrator.actor(choice.actor)}}));
    actor = choice.actor;
    std::string what = typed_as(choice, procedure);
    if (const std::string title = title_of(choice, procedure, words); !title.empty())
      what = labelled(words.lang(), what, title);
    page.rows({{std::to_string(++number), what}});
    if (choice.event.known()) add_carried(page, procedure[choice.event], procedure, words);
    for (const Move& move : choice.moves)
      add_move(page, move, procedure, narrator, words, N_("then {by} could ask {to} ({api})"), kUnder);
  }
}

void add_behaviours(Page& page, Game& game, const Words& words) {
  const model::Agencies& agencies = game.world().reference.agencies;
  Rows rows;
  for (const auto& [agency, name] : apis_used(game.procedure(), agencies)) {
    const model::Behaviour now = game.stage().behaviour(agency, name);
    std::string text = words.tr(N_("answers"));
    if (now.latency_minutes > 0)
      text = words.tr(N_("answers after {delay}"),
                      {{"delay", dossier::show_delay(delay_of(now.latency_minutes), words.lang())}});
    if (!now.error.empty()) text = words.tr(N_("answers the error {code}"), {{"code", now.error}});
    if (now.availability == model::Behaviour::Availability::down) text = words.tr(N_("does not answer"));
    const model::Api* api = agencies.find_api(agency, name);
    rows.emplace_back(agency, words.title(api->title, name) + " · " + text);
  }
  page.rows(rows);
}

base::Outcome add_person(Page& page, const scenario::World& world, const std::string& citizen) {
  std::vector<std::pair<std::string, std::filesystem::path>> files{{"personnes", "personnes.csv"}};
  for (const agency::TableShape& shape : agency::table_shapes())
    if (!shape.is_view) files.emplace_back(shape.path(), shape.path() + ".csv");
  for (const auto& [name, path] : files) {
    const auto table = agency::read_csv(world.root / "data" / "citizens" / path, name);
    if (!table.ok()) return table.failure();
    for (const std::vector<std::string>& row : table->rows) {
      if (std::ranges::find(row, citizen) == row.end()) continue;
      std::string text;
      for (std::size_t i = 0; i < row.size(); ++i)
        if (!row[i].empty() && row[i] != citizen)
          text += (text.empty() ? "" : " · ") + table->columns[i] + " " + row[i];
      page.line(name, 0, Tone::strong).line(text, 2);
    }
  }
  return base::Done{};
}

}  // namespace guichet::cli
