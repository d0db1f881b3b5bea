#include "cli/words.h"

#include <algorithm>
#include <array>
#include <utility>

#include "diagram/wording.h"
#include "dossier/show.h"
#include "privacy/gate.h"

namespace guichet::cli {

namespace {

struct Entry {
  std::string_view word;
  const char* id;
};

constexpr std::array kRecourses{
    Entry{"gracieux", N_("to the administration that decided (recours gracieux)")},
    Entry{"hierarchique", N_("to its superior (recours hiérarchique)")},
    Entry{"tribunal-administratif", N_("to the administrative court (tribunal administratif)")},
    Entry{"appel", N_("to the court of appeal (appel)")},
    Entry{"procureur", N_("to the public prosecutor (procureur de la République)")},
    Entry{"tribunal-judiciaire", N_("to the judicial court (tribunal judiciaire)")},
    Entry{"cnil", N_("to the data protection authority (CNIL)")},
    Entry{"cada", N_("to the commission for access to documents (CADA)")},
    Entry{"defenseur-des-droits", N_("to the Defender of Rights")}};

template <std::size_t size>
const char* find(const std::array<Entry, size>& entries, std::string_view word) {
  for (const Entry& entry : entries)
    if (entry.word == word) return entry.id;
  return nullptr;
}

// "a, b, c": what `said` makes of each.
template <class Items, class Said>
std::string joined(const Items& items, Said said) {
  std::string list;
  for (const auto& item : items) list += (list.empty() ? "" : ", ") + said(item);
  return list;
}

}  // namespace

std::string Words::title(const model::Title& title, const std::string& otherwise) const {
  return title.empty() ? otherwise : title.in(lang_);
}

std::string Words::actor(model::ActorId id) const {
  if (!id.known()) return tr(N_("each chosen organisation"));
  return title(procedure_[id].title, procedure_[id].name);
}

std::string Words::actors(const std::vector<model::ActorId>& ids) const {
  return joined(ids, [&](model::ActorId id) { return actor(id); });
}

std::string Words::purpose(model::PurposeId id) const { return title(procedure_[id].title, procedure_[id].name); }

std::string Words::datum(model::DatumId id) const { return title(procedure_[id].title, procedure_[id].name); }

std::string Words::data(const std::vector<model::DatumId>& ids) const {
  return ids.empty() ? tr(N_("nothing")) : joined(ids, [&](model::DatumId id) { return datum(id); });
}

std::string Words::event(const model::Event& event) const {
  return title(event.title, title(event.answer, event.name));
}

std::string Words::state(const model::State& state) const {
  return title(state.title, title(state.activity, state.name));
}

std::string Words::api(const model::Exchange& exchange) const {
  if (exchange.with_member || !exchange.with.known()) return exchange.api;
  const model::Actor& with = procedure_[exchange.with];
  const model::Api* api = reference_.agencies.find_api(with.agency.empty() ? with.name : with.agency, exchange.api);
  return api == nullptr ? exchange.api : title(api->title, exchange.api);
}

std::string Words::slot(std::uint16_t slot) const {
  const auto id = procedure_.datum_of_slot(slot);
  return id ? datum(*id) : std::string{procedure_.slot_name(slot)};
}

std::string Words::expression(const expr::Expression& expression) const {
  const expr::Node& root = expression.root();
  if (root.op == expr::Op::slot) return slot(root.variable.slot);
  if (root.op != expr::Op::lookup || root.table == nullptr) return expression.text();
  if (!std::ranges::all_of(root.children, [](expr::Op op) { return op == expr::Op::slot; }, &expr::Node::op))
    return expression.text();
  const std::string keys = joined(root.children, [&](const expr::Node& key) { return slot(key.variable.slot); });
  return tr(N_("by the table “{table}”: {keys}"), {{"table", root.table->name}, {"keys", keys}});
}

std::string Words::role(const model::Actor& actor) const {
  switch (actor.role) {
    case model::Role::citizen:
      return tr(N_("the person whose case it is"));
    case model::Role::agency:
      return tr(N_("administration"));
    case model::Role::other:
      return tr(N_("other"));
    case model::Role::case_:
      return tr(N_("another case: {procedure}"), {{"procedure", actor.procedure}});
  }
  return {};
}

std::string Words::kind(const model::Datum& datum) const {
  const auto words = [&] {
    return joined(*datum.values, [&](const std::string& word) {
      const auto titled = datum.value_titles.find(word);
      return titled == datum.value_titles.end() ? word : title(titled->second, word);
    });
  };
  switch (datum.type.kind) {
    case expr::Kind::boolean:
      return tr(N_("yes or no"));
    case expr::Kind::number:
      return tr(N_("number"));
    case expr::Kind::money:
      return tr(N_("amount"));
    case expr::Kind::date:
      return tr(N_("date"));
    case expr::Kind::duration:
      return tr(N_("length of time"));
    case expr::Kind::file:
      return tr(N_("document"));
    case expr::Kind::enumeration:
      return tr(N_("one of: {words}"), {{"words", words()}});
    case expr::Kind::list:
      return tr(N_("some of: {words}"), {{"words", words()}});
    default:
      return tr(N_("text"));
  }
}

std::string Words::category(const std::string& word) const { return diagram::category_words(word, lang_); }

std::string Words::basis(const model::Purpose& purpose) const {
  return dossier::show_basis(privacy::basis_code(purpose), lang_);
}

std::string Words::outcome(model::OutcomeKind outcome) const {
  switch (outcome) {
    case model::OutcomeKind::granted:
      return tr(N_("granted"));
    case model::OutcomeKind::rejected:
      return tr(N_("rejected"));
    case model::OutcomeKind::withdrawn:
      return tr(N_("withdrawn"));
    case model::OutcomeKind::expired:
      return tr(N_("expired"));
    case model::OutcomeKind::void_:
      return tr(N_("void"));
    case model::OutcomeKind::failed:
      return tr(N_("failed"));
    case model::OutcomeKind::done:
      return tr(N_("done"));
  }
  return {};
}

std::string Words::recourse(const std::string& word) const {
  const char* id = find(kRecourses, word);
  return id == nullptr ? word : tr(id);
}

std::string Words::retention(const model::Retention& retention) const {
  const base::Args args{
      {"delay", dossier::show_delay(retention.delay, lang_)},
      {"milestone", retention.milestone.known() ? procedure_.milestones[retention.milestone.index] : ""},
      {"datum", retention.datum.known() ? datum(retention.datum) : ""}};
  switch (retention.since) {
    case model::Retention::Since::closed:
      return tr(N_("{delay} after the case is closed"), args);
    case model::Retention::Since::opened:
      return tr(N_("{delay} after the case is opened"), args);
    case model::Retention::Since::milestone:
      return tr(N_("{delay} after “{milestone}”"), args);
    case model::Retention::Since::datum:
      return tr(N_("{delay} after the date “{datum}”"), args);
  }
  return {};
}

std::string Words::source(const model::SourceRef& source) const {
  if (source.is_unknown()) return tr(N_("source not found: to verify"));
  if (source.is_choice()) return tr(N_("our choice, no law"));
  return is_doubtful(source) ? tr(N_("{source} (to verify)"), {{"source", source.id}}) : source.id;
}

std::string Words::sources(const std::vector<std::string>& ids) const {
  return joined(ids, [&](const std::string& id) { return source({id}); });
}

bool Words::is_doubtful(const model::SourceRef& source) const {
  if (source.is_unknown()) return true;
  const auto entry = reference_.sources.find(source.id);
  return !source.is_choice() && (entry == reference_.sources.end() || entry->second.to_verify);
}

}  // namespace guichet::cli
