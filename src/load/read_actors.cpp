// `actors`, `purposes` and `events`: who, why, and what they do.
#include <array>

#include "load/draft.h"
#include "load/words.h"

namespace guichet::load {

namespace {

template <class T, std::size_t N>
T enumerator(const Node* node, const std::array<std::pair<std::string_view, T>, N>& words, T otherwise) {
  for (const auto& [word, value] : words)
    if (node != nullptr && node->text == word) return value;
  return otherwise;
}

constexpr std::array<std::pair<std::string_view, model::Role>, 4> kRoles{{{"citizen", model::Role::citizen},
                                                                         {"agency", model::Role::agency},
                                                                         {"other", model::Role::other},
                                                                         {"case", model::Role::case_}}};
constexpr std::array<std::pair<std::string_view, model::Regime>, 3> kRegimes{{{"rgpd", model::Regime::rgpd},
                                                                             {"police-justice", model::Regime::police_justice},
                                                                             {"outside", model::Regime::outside}}};
constexpr std::array<std::pair<std::string_view, model::Basis>, 6> kBases{
    {{"consent", model::Basis::consent},
     {"contract", model::Basis::contract},
     {"legal-obligation", model::Basis::legal_obligation},
     {"vital-interest", model::Basis::vital_interest},
     {"public-task", model::Basis::public_task},
     {"legitimate-interest", model::Basis::legitimate_interest}}};

void missing(Draft& draft, base::Span at, const char* key, base::Message hint) {
  draft.report.error(at, {.id = N_("the key '{key}' is missing"), .args = {{"key", key}}}, std::move(hint));
}

void read_other_case(Draft& draft, const Node::Entry& entry, model::Actor& actor) {
  const bool is_case = actor.role == model::Role::case_;
  for (const char* key : {"procedure", "key"}) {
    const Node* given = entry.value.find(key);
    if (is_case && given == nullptr)
      missing(draft, entry.key_span, key, {.id = N_("another case is found by its procedure and the datum that both hold")});
    if (!is_case && given != nullptr)
      draft.report.error(given->span, {.id = N_("'{key}' is for an actor of role case"), .args = {{"key", key}}});
  }
  if (is_case) actor.key = datum_of(draft, entry.value.find("key"));
}

void read_agency(Draft& draft, const Node::Entry& entry, model::Actor& actor) {
  const Node* given = entry.value.find("agency");
  if (given == nullptr) {
    if (actor.role == model::Role::agency && draft.reference.agencies.find(actor.name) != nullptr) actor.agency = actor.name;
    return;
  }
  actor.agency = text_of(given);
  if (draft.reference.agencies.find(actor.agency) != nullptr) return;
  std::vector<std::string> known;
  for (const model::Agency& agency : draft.reference.agencies.all) known.push_back(agency.name);
  quoted(draft.report, given->span, N_("unknown agency '{name}'"), actor.agency, base::expected_one_of(actor.agency, known));
}

void read_agreement(Draft& draft, const Node& node, model::Purpose& purpose) {
  const Node* agreement = node.find("agreement");
  if (agreement == nullptr) return;
  purpose.agreement = agreement->is_map() ? model::Agreement::choice : model::Agreement::required;
  if (const Node* choice = agreement->find("choice")) {
    purpose.choice = datum_of(draft, choice);
    if (purpose.choice.known() && draft.procedure[purpose.choice].type.kind != expr::Kind::list)
      quoted(draft.report, choice->span, N_("'{name}' is not a list"), choice->text);
  }
}

void read_retention(Draft& draft, const Node& node, model::Purpose& purpose) {
  const Node* given = node.find("retention");
  if (given == nullptr || !given->is_map()) return;
  model::Retention retention{.delay = delay_of(*given), .source = source_of(draft, given->find("source"))};
  const Node* since = given->find("since");
  const std::string word = text_of(since);
  using Since = model::Retention::Since;
  if (word == "opened") {
    retention.since = Since::opened;
  } else if (const auto datum = draft.data.find(word)) {
    retention.since = Since::datum;
    retention.datum = {*datum};
    if (draft.procedure.data[*datum].type.kind != expr::Kind::date)
      quoted(draft.report, since->span, N_("'{name}' is not a date"), word);
  } else if (!word.empty() && word != "closed") {
    retention.since = Since::milestone;
    Names known = draft.milestones;
    known.words.insert(known.words.end(), {"closed", "opened"});
    const auto found = resolve(draft, since, known, N_("unknown milestone '{name}'"));
    if (found) retention.milestone = {*found};
  }
  purpose.retention = std::move(retention);
}

// GDPR art. 6: a basis, and only one. Directive 2016/680 has none of them, nor have data of nobody.
void check_basis(Draft& draft, const Node::Entry& entry, const model::Purpose& purpose) {
  const Node* basis = entry.value.find("basis");
  if (purpose.regime == model::Regime::rgpd && basis == nullptr)
    missing(draft, entry.key_span, "basis",
            {.id = N_("expected one of: {words}"),
             .args = {{"words", "consent, contract, legal-obligation, vital-interest, public-task, legitimate-interest"}}});
  if (purpose.regime != model::Regime::rgpd && basis != nullptr)
    draft.report.error(basis->span, {.id = N_("a basis belongs to the rgpd regime alone")},
                       base::Message{.id = N_("remove it: this regime has no basis of GDPR art. 6")});
  if (purpose.regime != model::Regime::outside && purpose.law.empty() && entry.value.find("law") == nullptr)
    missing(draft, entry.key_span, "law", {.id = N_("source: an id of data/sources.yaml, choice or unknown")});
  if (purpose.basis == model::Basis::consent && entry.value.find("notice") == nullptr)
    missing(draft, entry.key_span, "notice", {.id = N_("consent is asked with a notice: write its version")});
}

void read_consent(Draft& draft, const Node::Entry& entry, model::Event& event) {
  static constexpr std::array<std::pair<const char*, model::ConsentAct>, 3> kActs{{{"agrees", model::ConsentAct::agrees},
                                                                                  {"declines", model::ConsentAct::declines},
                                                                                  {"withdraws", model::ConsentAct::withdraws}}};
  for (const auto& [key, act] : kActs) {
    const Node* purpose = entry.value.find(key);
    if (purpose == nullptr) continue;
    if (event.consent != model::ConsentAct::none)
      draft.report.error(purpose->span, {.id = N_("an event agrees, declines or withdraws, not two of them")});
    event.consent = act;
    event.purpose = purpose_of(draft, purpose);
  }
  event.notice = text_of(entry.value.find("notice"));
  if (event.notice.empty() && event.purpose.known()) event.notice = draft.procedure[event.purpose].notice;
}

}  // namespace

void read_actors(Draft& draft) {
  draft.procedure.actors.resize(draft.actors.words.size());
  const Node* section = draft.root.find("actors");
  for (std::size_t i = 0; i < draft.actors.words.size(); ++i) {
    model::Actor& actor = draft.procedure.actors[i];
    actor.name = draft.actors.words[i];
    actor.span = draft.actors.spans[i];
    actor.role = model::Role::agency;  // an alias that the file does not declare
    const Node::Entry* entry = section == nullptr || i >= section->entries.size() ? nullptr : &section->entries[i];
    if (entry == nullptr) continue;
    actor.role = enumerator(entry->value.find("role"), kRoles, model::Role::citizen);
    actor.title = title_of(entry->value.find("title"), find(find(find(draft.english, "actors"), entry->key), "title"));
    actor.procedure = text_of(entry->value.find("procedure"));
    read_agency(draft, *entry, actor);
    read_other_case(draft, *entry, actor);
  }
}

void read_purposes(Draft& draft) {
  draft.procedure.purposes.resize(draft.purposes.words.size());
  for (std::size_t i = 0; i < draft.purposes.words.size(); ++i) {
    const Node::Entry& entry = draft.root.find("purposes")->entries[i];
    const Node& node = entry.value;
    model::Purpose& purpose = draft.procedure.purposes[i];
    purpose.name = entry.key;
    purpose.span = entry.key_span;
    purpose.title = title_of(node.find("title"), find(find(find(draft.english, "purposes"), entry.key), "title"));
    for (const Node* name : names_in(node.find("controller")))
      if (const auto actor = actor_of(draft, name); actor.known()) purpose.controllers.push_back(actor);
    purpose.regime = enumerator(node.find("regime"), kRegimes, model::Regime::rgpd);
    purpose.basis = enumerator(node.find("basis"), kBases, model::Basis::none);
    for (const Node* name : names_in(node.find("law"))) purpose.law.push_back(source_of(draft, name).id);
    purpose.special = text_of(node.find("special"));
    purpose.notice = text_of(node.find("notice"));
    read_agreement(draft, node, purpose);
    if (const Node* lasts = node.find("consent-lasts"); lasts != nullptr && lasts->is_map())
      purpose.consent_lasts = model::ConsentLasts{delay_of(*lasts), source_of(draft, lasts->find("source"))};
    for (const Node* name : names_in(node.find("no-objection")))
      purpose.no_objection.push_back(source_of(draft, name).id);
    if (purpose.notice.empty() && purpose.agreement != model::Agreement::none) purpose.notice = "1";
    read_retention(draft, node, purpose);
    check_basis(draft, entry, purpose);
  }
}

void read_events(Draft& draft) {
  draft.procedure.events.resize(draft.events.words.size());
  for (std::size_t i = 0; i < draft.events.words.size(); ++i) {
    const Node::Entry& entry = draft.root.find("events")->entries[i];
    const Node* english = find(find(draft.english, "events"), entry.key);
    model::Event& event = draft.procedure.events[i];
    event.name = entry.key;
    event.span = entry.key_span;
    event.by = actor_of(draft, entry.value.find("by"));
    event.title = title_of(entry.value.find("title"), find(english, "title"));
    event.answer = title_of(entry.value.find("answer"), find(english, "answer"));
    event.carries = data_of(draft, entry.value.find("carries"));
    event.may_carry = data_of(draft, entry.value.find("may-carry"));
    for (const model::DatumId datum : event.may_carry)
      for (const model::DatumId sure : event.carries)
        if (datum == sure)
          quoted(draft.report, entry.value.find("may-carry")->span, N_("'{name}' is already in carries"), draft.procedure[datum].name);
    event.identity = text_of(entry.value.find("identity"));
    read_consent(draft, entry, event);
  }
}

}  // namespace guichet::load
