#include "cli/run_shown.h"

#include <algorithm>
#include <map>
#include <set>

#include "cli/words.h"
#include "dossier/show.h"

namespace guichet::cli {

namespace {

using audit::Kind;
using audit::Line;

constexpr std::size_t kLastSteps = 8;

// Follows the data from line to line.
class Flow {
 public:
  Flow(const model::Procedure& procedure, const Words& words, const dossier::Narrator& narrator)
      : procedure_{procedure}, words_{words}, narrator_{narrator} {}

  void see(const Line& line) {
    switch (line.kind) {
      case Kind::event_accepted: actor_ = line.actor; break;
      case Kind::exchange_permitted: asked_by_[line.trace] = narrator_.actor(line.actor); break;
      case Kind::exchange_sent: received(narrator_.agency(line.recipient), asked_by_[line.trace], line); break;
      case Kind::exchange_answered:
        actor_.clear();
        received(asked_by_[line.trace], narrator_.agency(line.recipient), line);
        for (const std::string& datum : line.fields) obtained_.try_emplace(datum, narrator_.agency(line.recipient));
        break;
      case Kind::letter_told:
      case Kind::case_told: received(narrator_.actor(line.recipient), controllers(line), line); break;
      case Kind::datum_stored: stored(line); break;
      default: break;
    }
  }

  void tell(ShownRun& run) {
    run.receipts = std::move(receipts_);
    for (const model::Datum& datum : procedure_.data) {
      const auto from = obtained_.find(datum.name);
      const std::string title = words_.title(datum.title, datum.name);
      if (from != obtained_.end() && !asked_.contains(datum.name)) {
        auto known = std::ranges::find(run.not_asked, from->second, &ShownOrigin::from);
        if (known == run.not_asked.end()) known = run.not_asked.insert(known, {.from = from->second, .data = {}});
        known->data.push_back(title);
      }
      if (!held_.contains(datum.name) && can_be_asked(datum)) run.not_needed.push_back(title);
    }
  }

 private:
  void stored(const Line& line) {
    const auto id = line.fields.empty() ? std::nullopt : procedure_.find_datum(line.fields.front());
    if (!id) return;
    const model::Datum& datum = procedure_[*id];
    held_.insert(datum.name);
    if (line.rule == "set") return;
    if (datum.origin == "franceconnect") {
      obtained_.try_emplace(datum.name, "FranceConnect");
      return;
    }
    const auto by = procedure_.find_actor(actor_);
    if (!by || procedure_[*by].role != model::Role::citizen) return;
    asked_.insert(datum.name);
    // What the person hands in goes to whoever answers for its purpose.
    received(controllers(line), narrator_.actor(actor_), line);
  }

  void received(const std::string& to, const std::string& from, const Line& line) {
    if (line.fields.empty()) return;
    const auto id = procedure_.find_purpose(line.purpose);
    const std::string purpose = narrator_.purpose(line.purpose);
    auto known = std::ranges::find_if(receipts_, [&](const ShownReceipt& other) {
      return other.to == to && other.from == from && other.purpose == purpose;
    });
    if (known == receipts_.end())
      known = receipts_.insert(known, {.to = to,
                                       .from = from,
                                       .purpose = purpose,
                                       .basis = id ? words_.basis(procedure_[*id]) : "",
                                       .data = {}});
    for (const std::string& datum : line.fields) {
      const std::string title = narrator_.data({datum});
      if (std::ranges::find(known->data, title) == known->data.end()) known->data.push_back(title);
    }
  }

  [[nodiscard]] std::string controllers(const Line& line) const {
    const auto id = procedure_.find_purpose(line.purpose);
    return id ? words_.actors(procedure_[*id].controllers) : "";
  }

  [[nodiscard]] bool can_be_asked(const model::Datum& datum) const {
    const model::DatumId id{static_cast<std::uint16_t>(&datum - procedure_.data.data())};
    const auto holds = [&](const std::vector<model::DatumId>& ids) { return std::ranges::find(ids, id) != ids.end(); };
    return datum.origin != "franceconnect" && std::ranges::any_of(procedure_.events, [&](const model::Event& event) {
      const bool by_person = event.by.known() && procedure_[event.by].role == model::Role::citizen;
      return by_person && (holds(event.carries) || holds(event.may_carry));
    });
  }

  const model::Procedure& procedure_;
  const Words& words_;
  const dossier::Narrator& narrator_;
  std::string actor_;                            // who acted last; nobody after an answer
  std::map<std::string, std::string> asked_by_;  // trace -> the administration that asks
  std::map<std::string, std::string> obtained_;  // datum -> where it was first found without the person
  std::set<std::string> asked_, held_;
  std::vector<ShownReceipt> receipts_;
};

// What holds no value is said, not drawn.
std::string shown_value(const std::string& value, base::Lang lang) {
  return value.empty() || value == "—" ? base::tr(lang, N_("nothing")) : value;
}

}  // namespace

ShownRun show_run(scenario::RunReport report, const model::Procedure& procedure, const model::Reference& reference,
                  base::Lang lang) {
  ShownRun run;
  const Words words{procedure, reference, lang};
  const dossier::Narrator narrator{procedure, reference, lang};
  run.title = report.title.in(lang);
  run.procedure = words.title(procedure.title, procedure.id);
  run.start = dossier::show_moment(report.start, lang);
  run.end = dossier::show_moment(report.end, lang);
  run.state = report.state;
  if (const auto id = procedure.find_state(model::MachineId{0}, report.state)) {
    const model::State& state = procedure.main().states[id->index];
    run.state = words.state(state);
    if (!report.outcome.empty()) run.outcome = words.outcome(state.outcome);
  }
  for (const scenario::Mismatch& mismatch : report.mismatches)
    run.mismatches.push_back({mismatch.span, base::tr(lang, mismatch.what), shown_value(mismatch.expected, lang),
                              shown_value(mismatch.actual, lang)});
  Flow flow{procedure, words, narrator};
  std::vector<Line> lines;
  for (const scenario::Told& told : report.story) {
    flow.see(told.line);
    lines.push_back(told.line);
  }
  flow.tell(run);
  run.story = tell_story(lines, narrator, lang);
  if (!report.passed())
    run.last_steps = tell_story(std::span{lines}.last(std::min(kLastSteps, lines.size())), narrator, lang);
  run.report = std::move(report);
  return run;
}

}  // namespace guichet::cli
