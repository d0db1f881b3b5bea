// GDPR art. 30: the record of processing activities, from the procedures that are really installed, one sheet per
// purpose, in the order of the CNIL's form. What no file says is left empty and said to be.
#include <algorithm>
#include <set>

#include "base/shown.h"
#include "cli/rgpd.h"
#include "cli/words.h"
#include "dossier/show.h"
#include "privacy/rules.h"
#include "privacy/storage.h"
#include "rights/review.h"

namespace guichet::cli {

namespace {

using Json = nlohmann::ordered_json;

struct Activity {
  std::string reference;                                    // procedure/purpose
  std::vector<std::pair<std::string, std::string>> fields;  // label, text: the lines of the form
  Json facts;
};

std::string joined(const std::set<std::string>& words) { return fmt::format("{}", fmt::join(words, ", ")); }

class Sheet {
 public:
  Sheet(RgpdCall& call, const model::Procedure& procedure, model::PurposeId id)
      : call_{call}, procedure_{procedure}, id_{id}, words_{procedure, call.world.reference, call.lang()} {}

  Activity take() {
    const model::Purpose& purpose = procedure_[id_];
    activity_.reference = procedure_.id + "/" + purpose.name;
    add("name", N_("Activity"), procedure_.title.in(call_.lang()));
    add("version", N_("Version of the definition"), std::to_string(procedure_.version));
    add("controller", N_("Controller"), words_.actors(purpose.controllers));
    add("joint", N_("Joint controllers (art. 26)"),
        purpose.controllers.size() > 1 ? words_.actors(purpose.controllers) : call_.tr(N_("none")));
    add("dpo", N_("Data protection officer"), call_.tr(N_("to be named by the controller (GDPR art. 37)")));
    add("purpose", N_("Purpose"), words_.purpose(id_));
    add("basis", N_("Legal basis"), dossier::show_basis(privacy::basis_code(purpose), call_.lang()));
    add("law", N_("Texts"), words_.sources(purpose.law));
    add_persons();
    add_data();
    add_recipients();
    add("transfers", N_("Transfers outside the European Union"), call_.tr(N_("none declared")));
    add("retention", N_("Retention"),
        purpose.retention ? words_.retention(*purpose.retention) : call_.tr(N_("no retention is given")));
    add("security", N_("Security measures"),
        call_.tr(N_("values encrypted under a key per person, case and purpose; every exchange through a gate that "
                    "denies by default; a signed log anybody can verify")));
    add_automated();
    return std::move(activity_);
  }
 private:
  void add(const char* code, const char* label, std::string text) {
    activity_.facts[code] = text;
    activity_.fields.emplace_back(call_.tr(label), std::move(text));
  }

  bool concerns(const model::Datum& datum) const { return privacy::is_held_for(datum, id_); }

  void add_persons() {
    std::set<std::string> persons;
    for (const model::Actor& actor : procedure_.actors)
      if (actor.role == model::Role::citizen)
        persons.insert(actor.title.empty() ? actor.name : actor.title.in(call_.lang()));
    for (const model::Datum& datum : procedure_.data)
      if (concerns(datum) && !datum.subject.empty()) persons.insert(datum.subject);
    add("persons", N_("Categories of persons"), joined(persons));
  }

  void add_data() {
    std::map<std::string, std::set<std::string>> by_category;
    bool special = false, offences = false;
    for (std::uint16_t i = 0; i < procedure_.data.size(); ++i) {
      const model::Datum& datum = procedure_.data[i];
      if (!concerns(datum)) continue;
      by_category[words_.category(datum.category)].insert(words_.datum({i}));
      special = special || datum.special;
      offences = offences || privacy::is_offence(datum);
    }
    std::string text;
    for (const auto& [category, titles] : by_category)
      text += (text.empty() ? "" : "; ") +
              call_.tr(N_("{category} ({data})"), {{"category", category}, {"data", joined(titles)}});
    add("data", N_("Categories of data"), text.empty() ? call_.tr(N_("none")) : text);
    add("special", N_("Special categories and offences (art. 9, 10)"),
        special || offences ? (procedure_[id_].special.empty() ? call_.tr(N_("yes")) : procedure_[id_].special)
                            : call_.tr(N_("no")));
  }

  void add_recipients() {
    std::set<std::string> inside, outside;
    for (const model::ActorId id : procedure_[id_].controllers) inside.insert(words_.actor(id));
    for (const model::Machine& machine : procedure_.machines)
      for (const model::State& state : machine.states) {
        if (state.exchange && state.exchange->purpose == id_) outside.insert(words_.actor(state.exchange->with));
        for (const model::Letter& letter : state.tell) add_letter(letter, outside);
      }
    for (const model::Machine& machine : procedure_.machines)
      for (const model::Transition& transition : machine.transitions)
        for (const model::Letter& letter : transition.tell) add_letter(letter, outside);
    add("recipients-inside", N_("Internal recipients"), joined(inside));
    add("recipients-outside", N_("External recipients"), outside.empty() ? call_.tr(N_("none")) : joined(outside));
  }
  void add_letter(const model::Letter& letter, std::set<std::string>& outside) {
    if (letter.purpose == id_ && procedure_[letter.to].role != model::Role::citizen)
      outside.insert(words_.actor(letter.to));
  }

  void add_automated() {
    const auto states = rights::automated_refusals(procedure_);
    add("automated", N_("Decision by a machine alone (art. 22)"),
        states.empty() ? call_.tr(N_("no"))
                       : call_.tr(N_("a refusal may be; a review by a person is then offered before the case closes")));
  }

  RgpdCall& call_;
  const model::Procedure& procedure_;
  model::PurposeId id_;
  Words words_;
  Activity activity_;
};

// RFC 4180; a cell that a spreadsheet would run as a formula is told as text.
std::string csv_cell(std::string text) {
  if (!text.empty() && std::string_view{"=+-@\t\r"}.find(text.front()) != std::string_view::npos) text.insert(0, "'");
  if (text.find_first_of("\",\n;") == std::string::npos) return text;
  std::string quoted{"\""};
  for (const char c : text) quoted += c == '"' ? std::string{"\"\""} : std::string{c};
  return quoted + "\"";
}

void print_csv(RgpdCall& call, const std::vector<Activity>& activities) {
  std::string text = csv_cell(call.tr(N_("Reference")));
  for (const auto& [label, unused] : activities.front().fields) text += "," + csv_cell(label);
  text += "\r\n";
  for (const Activity& activity : activities) {
    text += csv_cell(activity.reference);
    for (const auto& [unused, cell] : activity.fields) text += "," + csv_cell(cell);
    text += "\r\n";
  }
  call.session.out << text << std::flush;
}

}  // namespace

int rgpd_register(RgpdCall& call) {
  std::vector<Activity> activities;
  std::vector<std::string> ids = call.words.empty() ? scenario::procedure_ids(call.world.root) : call.words;
  for (const std::string& id : ids) {
    const auto file = scenario::open_procedure(call.world, id);
    if (!file.ok()) return world_failed(call.session, file.failure());
    if (!file->loaded.procedure)
      return misused(call.session,
                     {.id = N_("'{name}' has mistakes: `guichet check {name}` shows them"), .args = {{"name", id}}});
    for (std::uint16_t i = 0; i < file->loaded.procedure->purposes.size(); ++i)
      activities.push_back(Sheet{call, *file->loaded.procedure, {i}}.take());
  }
  if (call.request.value("--format") == "csv") return print_csv(call, activities), kFine;
  Document document;
  document.title = call.tr(N_("Record of processing activities (GDPR article 30)"));
  auto& head = document.section("");
  head.sentences = {
      call.tr(N_("Made from the procedures installed here, in the order of the CNIL's form; one sheet per purpose.")),
      call.tr(N_("What a controller must add: contacts, its data protection officer, its processors."))};
  document.facts["activities"] = Json::array();
  for (Activity& activity : activities) {
    auto& section = document.section(activity.reference);
    DocumentTable table{"", {call.tr(N_("Heading")), call.tr(N_("Content"))}, {}};
    for (auto& [label, text] : activity.fields) {
      if (call.request.value("--format", "text") == "html") {
        table.rows.push_back({label, text});
      } else {
        section.items.push_back(labelled(call.lang(), label, text));
      }
    }
    if (!table.rows.empty()) section.tables.push_back(std::move(table));
    Json facts{{"reference", activity.reference}};
    facts.update(activity.facts);
    document.facts["activities"].push_back(std::move(facts));
  }
  print(call.session, call.request, document);
  return kFine;
}

}  // namespace guichet::cli
