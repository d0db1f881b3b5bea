#include "dossier/office.h"

#include <algorithm>

#include "dossier/lines.h"
#include "dossier/story.h"
#include "expr/codec.h"
#include "model/pattern.h"

namespace guichet::dossier {

namespace {

base::Failure unknown(const char* sentence, const std::string& name) {
  return {{.id = sentence, .args = {{"name", name}}}};
}

// Pattern and type are checked here, at the door; a value that fails is handed on as an error value,
// which the driver refuses as bad data.
expr::Value parse(const model::Datum& datum, const std::string& text, expr::TextPool& texts) {
  const auto value = expr::parse_value(datum.type, text, texts);
  if (!value || !model::matches_pattern(datum, text)) return expr::Value::error(expr::Fault::absent_slot, datum.slot);
  return *value;
}

// "identifiant[caf]": the value of one member.
engine::Member member_in(const model::Procedure& procedure, model::DatumId datum, std::string_view name) {
  const std::size_t open = name.find('[');
  if (open == std::string_view::npos || !procedure[datum].each.known()) return std::nullopt;
  const auto& words = *procedure[procedure[datum].each].values;
  const auto at = std::ranges::find(words, name.substr(open + 1, name.size() - open - 2));
  if (at == words.end()) return std::nullopt;
  return static_cast<std::uint16_t>(at - words.begin());
}

}  // namespace

Office::Office(Surroundings surroundings)
    : world_{std::move(surroundings)}, dossiers_{world_.database}, log_{world_.database} {}

base::Result<CaseRecord> Office::read(std::int64_t dossier) {
  auto row = dossiers_.find(dossier);
  if (!row.ok()) return row.failure();
  if (!*row) return unknown(N_("no case number {name}"), std::to_string(dossier));
  const Definition* definition = world_.definitions.by_digest((**row).digest);
  if (definition == nullptr) {
    const auto text = dossiers_.definition((**row).digest);
    if (!text.ok()) return text.failure();
    if (!*text) return unknown(N_("the definition {name} of a case is not in the database"), (**row).digest);
    const auto restored = world_.definitions.restore((**row).procedure, (**row).digest, **text);
    if (!restored.ok()) return restored.failure();
    definition = *restored;
  }
  const auto data = dossiers_.data(dossier);
  if (!data.ok()) return data.failure();
  return restore(*definition, world_.reference.agencies, std::move(**row), *data);
}

base::Result<std::int64_t> Office::open(const Opening& opening) {
  if (const auto done = advance(opening.at); !done.ok()) return done.failure();
  auto story = Story::begin(*this);
  if (!story.ok()) return story.failure();
  auto dossier = open_within(*story, opening);
  if (!dossier.ok()) return dossier;
  if (const auto done = story->commit(); !done.ok()) return done.failure();
  if (const auto done = advance(opening.at); !done.ok()) return done.failure();
  return dossier;
}

base::Result<std::int64_t> Office::open_within(Story& story, const Opening& opening) {
  const Definition* definition = world_.definitions.current(opening.procedure);
  if (definition == nullptr) return unknown(N_("unknown procedure '{name}'"), opening.procedure);
  const model::Procedure& procedure = definition->procedure;
  const auto kept = dossiers_.keep_definition(procedure.id, procedure.version, procedure.digest, procedure.text);
  if (!kept.ok()) return kept.failure();

  expr::TextPool texts;
  const auto attributes = attributes_at(procedure, world_.reference.agencies, opening.places, texts);
  if (!attributes.ok()) return attributes.failure();
  engine::Effects effects;
  CaseRecord record{.definition = definition,
                    .row = {.procedure = procedure.id,
                            .version = procedure.version,
                            .digest = procedure.digest,
                            .citizen = opening.citizen,
                            .identity = {},
                            .state = procedure.main().states.front().name,
                            .outcome = {},
                            .opened = opening.at.minutes,
                            .now = opening.at.minutes,
                            .closed = {},
                            .next_due = {},
                            .standing = "{}"},
                    .state = definition->driver.open(opening.at, *attributes, effects),
                    .places = opening.places};
  const auto id = dossiers_.insert(record.row);
  if (!id.ok()) return id.failure();
  record.row.id = *id;

  audit::Line line;
  line.kind = audit::Kind::dossier_opened;
  line.at = opening.at.minutes;
  line.dossier = record.row.id;
  line.subject = opening.citizen;
  line.policy = procedure.digest;
  if (const auto done = story.line(line); !done.ok()) return done.failure();
  if (const auto done = story.tell(record, effects, std::nullopt, ""); !done.ok()) return done.failure();
  if (const auto done = story.keep(record); !done.ok()) return done.failure();
  return *id;
}

base::Result<Taken> Office::act(std::int64_t dossier, const Act& act) {
  if (const auto done = advance(act.at); !done.ok()) return done.failure();
  auto story = Story::begin(*this);
  if (!story.ok()) return story.failure();
  auto taken = act_within(*story, dossier, act);
  if (!taken.ok()) return taken;
  if (const auto done = story->commit(); !done.ok()) return done.failure();
  if (const auto done = advance(act.at); !done.ok()) return done.failure();
  return taken;
}

base::Result<Taken> Office::act_within(Story& story, std::int64_t dossier, const Act& act) {
  auto loaded = read(dossier);
  if (!loaded.ok()) return loaded.failure();
  CaseRecord& record = *loaded;
  const model::Procedure& procedure = record.procedure();
  const auto event = procedure.find_event(act.event);
  if (!event) return unknown(N_("unknown event '{name}'"), act.event);

  engine::Act asked{.event = *event, .by = {}, .by_member = false, .member = {}, .data = {}, .identity = {}};
  if (!act.member.empty()) asked.member = find_member(record, act.member);
  // Another case is known here by the actor that stands for its procedure.
  const auto by = std::ranges::find_if(procedure.actors, [&](const model::Actor& actor) {
    return actor.name == act.by || (actor.role == model::Role::case_ && actor.procedure == act.by);
  });
  if (by != procedure.actors.end()) {
    asked.by = {static_cast<std::uint16_t>(by - procedure.actors.begin())};
  } else if (!act.member.empty() && act.by == act.member) {
    // The member of an `each` acts: known by its own name, or by the alias the file gives it.
    const model::ActorId alias = procedure[*event].by;
    asked.by_member = !alias.known();
    if (alias.known() && procedure[alias].member_of.known()) asked.by = alias;
  } else {
    return unknown(N_("unknown actor '{name}'"), act.by);
  }

  expr::TextPool texts;
  std::vector<engine::Given> given;
  for (const auto& [name, text] : act.data) {
    const auto datum = procedure.find_datum(name.substr(0, name.find('[')));
    if (!datum) return unknown(N_("unknown datum '{name}'"), name);
    given.push_back({.datum = *datum,
                     .value = parse(procedure[*datum], text, texts),
                     .member = member_in(procedure, *datum, name)});
  }
  std::string identity = act.identity.empty() ? record.row.identity : act.identity;
  if (!act.identity.empty()) {
    const auto person = world_.identify(record.row.citizen, act.identity);
    if (!person.ok()) return person.failure();
    if (!*person) identity.clear();
    // What the identity provider vouches for comes with the event that asks for it.
    for (std::uint16_t i = 0; *person && !procedure[*event].identity.empty() && i < procedure.data.size(); ++i) {
      const model::Datum& datum = procedure.data[i];
      const auto value = (**person).find(datum.name.substr(datum.name.rfind('.') + 1));
      if (datum.origin == "franceconnect" && value != (**person).end())
        given.push_back({.datum = model::DatumId{i}, .value = parse(datum, value->second, texts), .member = {}});
    }
  }
  asked.data = given;
  asked.identity = identity;

  engine::Effects effects;
  const auto before = record.state.children_of;
  Taken taken{.accepted = record.definition->driver.act(record.state, asked, act.at, effects), .reason = {}, .datum = {}};
  if (taken.accepted) record.row.identity = identity;
  for (const engine::Effect& effect : effects)
    if (const auto* refused = std::get_if<engine::effect::Refused>(&effect.what)) {
      taken.reason = refusal_code(refused->why);
      if (refused->datum.known()) taken.datum = procedure[refused->datum].name;
      if (refused->why == engine::Refusal::undetermined) taken.datum = procedure.slot_name(refused->step.slot);
    }
  if (const auto done = story.tell(record, effects, before, act.event); !done.ok()) return done.failure();
  if (const auto done = story.keep(record); !done.ok()) return done.failure();
  return taken;
}

base::Outcome Office::consent(std::int64_t dossier, const std::string& purpose, model::ConsentAct act,
                              base::Instant at) {
  if (const auto done = advance(at); !done.ok()) return done;
  auto story = Story::begin(*this);
  if (!story.ok()) return story.failure();
  auto record = read(dossier);
  if (!record.ok()) return record.failure();
  const auto id = record->procedure().find_purpose(purpose);
  if (!id) return unknown(N_("unknown purpose '{name}'"), purpose);
  engine::Effects effects;
  const auto before = record->state.children_of;
  record->definition->driver.consent(
      record->state, {.purpose = *id, .act = act, .notice = record->procedure()[*id].notice}, at, effects);
  if (const auto done = story->tell(*record, effects, before, ""); !done.ok()) return done;
  if (const auto done = story->keep(*record); !done.ok()) return done;
  if (const auto done = story->commit(); !done.ok()) return done;
  return advance(at);
}

base::Outcome Office::advance(base::Instant to) {
  for (;;) {
    const auto next = dossiers_.next_due(to.minutes);
    if (!next.ok()) return next.failure();
    if (!*next) return base::Done{};
    const auto [at, dossier] = **next;
    const auto row = dossiers_.find(dossier);
    if (!row.ok()) return row.failure();
    base::ensure(row->has_value(), "a case that is due exists");
    // What was due while nobody looked happens at its own time, never before the case's last act.
    const base::Instant moment{std::max(at, (*row)->now)};
    const auto exchanging = exchange_due(dossier, at);
    if (!exchanging.ok()) return exchanging.failure();
    // An answer of the last day comes before the clock that ends it, as an event does.
    const auto done = *exchanging ? exchange(dossier, moment) : fire(dossier, moment);
    if (!done.ok()) return done;
  }
}

base::Outcome Office::fire(std::int64_t dossier, base::Instant at) {
  auto story = Story::begin(*this);
  if (!story.ok()) return story.failure();
  auto record = read(dossier);
  if (!record.ok()) return record.failure();
  engine::Effects effects;
  const auto before = record->state.children_of;
  base::ensure(record->definition->driver.fire_next(record->state, at, effects), "a clock that is due fires");
  if (const auto done = story->tell(*record, effects, before, ""); !done.ok()) return done;
  if (const auto done = story->keep(*record); !done.ok()) return done;
  return story->commit();
}

}  // namespace guichet::dossier
