#include "cli/sheet.h"

#include <algorithm>
#include <set>

#include "dossier/show.h"

namespace guichet::cli {

namespace {

using Rows = std::vector<std::pair<std::string, std::string>>;

void append(std::string& list, const std::string& part) { list += (list.empty() ? "" : " · ") + part; }

// Where the value of a datum comes from, as the procedure says it.
std::string origin(const model::Procedure& procedure, const Words& words, model::DatumId id) {
  const model::Datum& datum = procedure[id];
  std::vector<std::string> from;
  const auto add = [&](std::string sentence) {
    if (std::ranges::find(from, sentence) == from.end()) from.push_back(std::move(sentence));
  };
  const auto holds = [&](const std::vector<model::DatumId>& ids) { return std::ranges::find(ids, id) != ids.end(); };
  if (datum.origin == "franceconnect") add(words.tr(N_("from FranceConnect")));
  for (const model::Event& event : procedure.events)
    if (holds(event.carries) || holds(event.may_carry))
      add(words.tr(N_("given by {actor}"), {{"actor", words.actor(event.by)}}));
  for (const model::Machine& machine : procedure.machines) {
    for (const model::State& state : machine.states)
      if (state.exchange && holds(state.exchange->receive))
        add(words.tr(N_("received from {actor}"), {{"actor", words.actor(state.exchange->with)}}));
    for (const model::Transition& transition : machine.transitions)
      if (std::ranges::any_of(transition.set, [&](const model::Assignment& set) { return set.datum == id; }))
        add(words.tr(N_("worked out")));
  }
  std::string list;
  for (const std::string& sentence : from) list += (list.empty() ? "" : ", ") + sentence;
  return list;
}

std::string purposes_of(const model::Datum& datum, const Words& words) {
  std::string list;
  for (const model::PurposeId id : datum.purposes) list += (list.empty() ? "" : ", ") + words.purpose(id);
  return list;
}

void add_sources(Page& page, const model::Procedure& procedure, const model::Reference& reference, const Words& words) {
  if (procedure.sources.empty()) return;
  Rows rows;
  for (const std::string& id : procedure.sources) {
    const auto entry = reference.sources.find(id);
    if (entry == reference.sources.end()) continue;
    const auto date = base::parse_date(entry->second.date);
    std::string text = entry->second.title.in(words.lang());
    if (date) text += ", " + words.tr(N_("read as of {date}"), {{"date", dossier::show_date(*date, words.lang())}});
    if (entry->second.to_verify) text = words.tr(N_("{source} (to verify)"), {{"source", text}});
    rows.emplace_back(id, text);
  }
  page.heading(words.tr(N_("Sources"))).rows(rows);
}

}  // namespace

void add_steps(Page& page, const model::Procedure& procedure, const Words& words) {
  Rows rows;
  for (const model::Actor& actor : procedure.actors)
    rows.emplace_back(words.title(actor.title, actor.name), words.role(actor));
  page.heading(words.tr(N_("Who"))).rows(rows);
  page.heading(words.tr(N_("Who does what")));
  for (const model::Machine& machine : procedure.machines) {
    rows.clear();
    for (const model::State& state : machine.states) {
      if (state.kind == model::StateKind::outcome || state.activity.empty()) continue;
      const bool by_machine = state.kind == model::StateKind::decide && !state.actor.known();
      rows.emplace_back(by_machine ? words.tr(N_("a rule")) : words.actor(state.actor),
                        words.title(state.activity, state.name));
    }
    if (machine.owner.known()) page.line(words.tr(N_("for each chosen organisation")), 2);
    page.rows(rows);
  }
}

void add_purposes(Page& page, const model::Procedure& procedure, const Words& words) {
  page.heading(words.tr(N_("What the data are for, and on which basis")));
  for (const model::Purpose& purpose : procedure.purposes) {
    page.item(words.title(purpose.title, purpose.name));
    Rows rows{{words.tr(N_("answers for it")), words.actors(purpose.controllers)},
              {words.tr(N_("basis")), words.basis(purpose)}};
    if (!purpose.law.empty()) rows.emplace_back(words.tr(N_("law")), words.sources(purpose.law));
    if (!purpose.special.empty()) rows.emplace_back(words.tr(N_("special data")), purpose.special);
    if (purpose.agreement == model::Agreement::required)
      rows.emplace_back(words.tr(N_("agreement")), words.tr(N_("asked of the person")));
    if (purpose.agreement == model::Agreement::choice)
      rows.emplace_back(words.tr(N_("agreement")), words.tr(N_("the recipients the person ticks: {datum}"),
                                                            {{"datum", words.datum(purpose.choice)}}));
    if (purpose.retention)
      rows.emplace_back(words.tr(N_("kept")),
                        words.retention(*purpose.retention) + " · " + words.source(purpose.retention->source));
    page.rows(rows, 4);
  }
}

void add_data(Page& page, const model::Procedure& procedure, const Words& words) {
  if (procedure.data.empty()) return;
  page.heading(words.tr(N_("Which data")));
  const bool several = procedure.purposes.size() > 1;
  if (several)
    page.line(
        words.tr(N_("For “{purpose}”, unless said otherwise."), {{"purpose", words.purpose(model::PurposeId{0})}}), 2);
  std::vector<std::string> categories;
  for (const model::Datum& datum : procedure.data)
    if (std::ranges::find(categories, datum.category) == categories.end()) categories.push_back(datum.category);
  for (const std::string& category : categories) {
    page.line(words.category(category), 2, Tone::faint);
    Rows rows;
    for (std::uint16_t index = 0; index < procedure.data.size(); ++index) {
      const model::DatumId id{index};
      const model::Datum& datum = procedure[id];
      if (datum.category != category) continue;
      std::string text = words.kind(datum);
      append(text, origin(procedure, words, id));
      const bool usual = datum.purposes.empty() || datum.purposes == std::vector{model::PurposeId{0}};
      if (several && !usual) append(text, words.tr(N_("for: {purposes}"), {{"purposes", purposes_of(datum, words)}}));
      if (!datum.subject.empty())
        append(text, words.tr(N_("about someone else: {subject}"), {{"subject", datum.subject}}));
      if (datum.special) append(text, words.tr(N_("special category (art. 9 GDPR)")));
      if (text.ends_with(" · ")) text.erase(text.size() - std::string_view{" · "}.size());
      rows.emplace_back(words.datum(id), text);
    }
    page.rows(rows, 4);
  }
}

void add_sheet(Page& page, const model::Procedure& procedure, const model::Reference& reference, base::Lang lang) {
  const Words words{procedure, reference, lang};
  page.title(words.title(procedure.title, procedure.id));
  page.line(
      words.tr(N_("{id}, version {version}"), {{"id", procedure.id}, {"version", std::to_string(procedure.version)}}),
      0, Tone::faint);
  add_steps(page, procedure, words);
  add_purposes(page, procedure, words);
  add_data(page, procedure, words);
  add_exchanges(page, procedure, words);
  add_letters(page, procedure, words);
  add_delays(page, procedure, words);
  add_fees(page, procedure, words);
  add_endings(page, procedure, words);
  add_doubts(page, procedure, words);
  add_sources(page, procedure, reference, words);
}

}  // namespace guichet::cli
