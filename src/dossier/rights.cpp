// The rights a person exercises on a running case: always heard, whatever state it is in. What they change, the gate
// says from then on; each is a line, and the recipients of what changed are told (GDPR art. 19).
#include <algorithm>

#include "dossier/lines.h"
#include "dossier/office.h"
#include "dossier/story.h"
#include "expr/codec.h"
#include "model/pattern.h"
#include "privacy/rules.h"

namespace guichet::dossier {

namespace {

base::Failure no_such(const char* sentence, const std::string& name) {
  return {{.id = sentence, .args = {{"name", name}}}};
}

audit::Kind kind_of(RightAct act) {
  switch (act) {
    case RightAct::restrict_:
      return audit::Kind::processing_restricted;
    case RightAct::lift:
      return audit::Kind::restriction_lifted;
    case RightAct::object:
      return audit::Kind::processing_objected;
    case RightAct::override_:
      return audit::Kind::objection_overridden;
  }
  base::ensure(false, "every act is a line");
  return {};
}

void change(RightsAsked& rights, RightAct act, base::Instant at) {
  switch (act) {
    case RightAct::restrict_:
      rights.restricted = at;
      break;
    case RightAct::lift:
      rights.restricted.reset();
      break;
    case RightAct::object:
      rights.objected = at;
      rights.overridden.reset();
      break;
    case RightAct::override_:
      rights.overridden = at;
      break;
  }
}

// Why a request changes nothing, or nothing.
std::string_view without_effect(const model::Purpose& purpose, RightAct act) {
  if (act == RightAct::object && !privacy::may_be_objected_to(purpose)) return "no-right-to-object";
  if (act == RightAct::restrict_ && purpose.regime != model::Regime::rgpd) return "outside-gdpr";
  return {};
}

}  // namespace

base::Result<std::vector<RightTaken>> Office::exercise(std::int64_t dossier, const std::string& purpose, RightAct act,
                                                       base::Instant at) {
  if (const auto done = advance(at); !done.ok()) return done.failure();
  auto story = Story::begin(*this);
  if (!story.ok()) return story.failure();
  auto record = read(dossier);
  if (!record.ok()) return record.failure();
  const model::Procedure& procedure = record->procedure();
  if (!purpose.empty() && !procedure.find_purpose(purpose)) return no_such(N_("unknown purpose '{name}'"), purpose);
  record->rights.resize(procedure.purposes.size());
  std::vector<RightTaken> taken;
  for (std::size_t i = 0; i < procedure.purposes.size(); ++i) {
    const model::Purpose& concerned = procedure.purposes[i];
    if (!purpose.empty() && concerned.name != purpose) continue;
    audit::Line line = line_about(*record, kind_of(act), at);
    line.purpose = concerned.name;
    line.basis = privacy::basis_code(concerned);
    line.reason = without_effect(concerned, act);
    line.decision = line.reason.empty() ? "yes" : "no";
    if (line.reason.empty()) change(record->rights[i], act, at);
    taken.push_back({concerned.name, line.reason});
    if (const auto done = story->line(line); !done.ok()) return done.failure();
  }
  record->state.now = std::max(record->state.now, at);
  if (const auto done = story->keep(*record); !done.ok()) return done.failure();
  if (const auto done = story->commit(); !done.ok()) return done.failure();
  if (const auto done = advance(at); !done.ok()) return done.failure();
  return taken;
}

base::Result<Rectified> Office::rectify(std::int64_t dossier, const std::string& name, const std::string& text,
                                        base::Instant at) {
  if (const auto done = advance(at); !done.ok()) return done.failure();
  auto story = Story::begin(*this);
  if (!story.ok()) return story.failure();
  auto record = read(dossier);
  if (!record.ok()) return record.failure();
  const model::Procedure& procedure = record->procedure();
  const auto id = procedure.find_datum(name);
  if (!id) return no_such(N_("unknown datum '{name}'"), name);
  const model::Datum& datum = procedure[*id];
  if (datum.width > 1) return no_such(N_("'{name}' has a value per organisation: each corrects its own"), name);
  expr::TextPool texts;
  const auto value = expr::parse_value(datum.type, text, texts);
  if (!value || !model::matches_pattern(datum, text)) return no_such(N_("'{name}' cannot hold this value"), name);
  if (record->state.slots[datum.slot].is_absent()) return no_such(N_("the case holds no value for '{name}'"), name);

  audit::Line line = line_about(*record, audit::Kind::datum_rectified, at);
  line.fields = {name};
  const auto verdict = ask_to_keep(*record, world_.reference.agencies, *id, at);
  Rectified rectified;
  if (const auto* denied = std::get_if<privacy::Denied>(&verdict)) {
    line.kind = audit::Kind::datum_refused;
    line.decision = "no";
    line.reason = privacy::reason_code(denied->reason);
    rectified.reason = line.reason;
  } else {
    const auto& permit = std::get<privacy::StoragePermit>(verdict);
    line.purpose = permit.purpose();
    line.basis = permit.basis();
    line.decision = "yes";
    line.payload[name] = expr::to_text(*value, datum.type);
    line.permit = permit;
    if (const auto done = dossiers_.put_datum(dossier, {name, "", line.payload[name]}, permit); !done.ok())
      return done.failure();
  }
  if (const auto done = story->line(line); !done.ok()) return done.failure();
  if (rectified.reason.empty()) {
    auto told = tell_recipients(*story, *record, {name}, "rectified", at);
    if (!told.ok()) return told.failure();
    rectified.told = std::move(*told);
  }
  record->row.now = std::max(record->row.now, at.minutes);
  if (const auto done = dossiers_.update(record->row); !done.ok()) return done.failure();
  if (const auto done = story->commit(); !done.ok()) return done.failure();
  return rectified;
}

base::Result<std::vector<std::string>> Office::tell_recipients(std::int64_t dossier, const std::vector<std::string>& data,
                                                               const std::string& what, base::Instant at) {
  auto story = Story::begin(*this);
  if (!story.ok()) return story.failure();
  auto record = read(dossier);
  if (!record.ok()) return record.failure();
  auto told = tell_recipients(*story, *record, data, what, at);
  if (!told.ok()) return told.failure();
  if (const auto done = story->commit(); !done.ok()) return done.failure();
  return told;
}

// Art. 19: whoever received it, once each, in the order of the first disclosure.
base::Result<std::vector<std::string>> Office::tell_recipients(Story& story, const CaseRecord& record,
                                                               const std::vector<std::string>& data,
                                                               const std::string& what, base::Instant at) {
  std::vector<std::string> told;
  const auto lines = log_.of_dossier(record.row.id);
  if (!lines.ok()) return lines.failure();
  for (const audit::Log::Told& one : *lines) {
    if (one.line.kind != audit::Kind::exchange_sent) continue;
    std::vector<std::string> concerned;
    for (const std::string& field : one.line.fields)
      if (data.empty() || std::ranges::find(data, field) != data.end()) concerned.push_back(field);
    if (concerned.empty() || std::ranges::find(told, one.line.recipient) != told.end()) continue;
    told.push_back(one.line.recipient);
    audit::Line line = line_about(record, audit::Kind::recipient_notified, at);
    line.recipient = one.line.recipient;
    line.purpose = one.line.purpose;
    line.fields = concerned;
    line.event = what;
    if (const auto done = story.line(line); !done.ok()) return done.failure();
  }
  return told;
}

}  // namespace guichet::dossier
