#include "dossier/narrate.h"

#include <fmt/format.h>

#include "base/ensure.h"
#include "dossier/show.h"
#include "expr/codec.h"
#include "privacy/gate.h"

namespace guichet::dossier {

namespace {

using audit::Kind;
using base::Lang;

std::string shown(const model::Title& title, Lang lang, const std::string& otherwise) {
  return title.empty() ? otherwise : title.in(lang);
}

std::string amount_of(const audit::Line& line, Lang lang) {
  const auto amount = line.payload.find("amount");
  expr::TextPool texts;
  if (amount == line.payload.end()) return {};
  const auto value = expr::parse_value({expr::Kind::money, nullptr}, amount->second, texts);
  return value ? show_money(value->as_integer(), lang) : amount->second;
}

}  // namespace

std::string Narrator::actor(const std::string& name) const {
  const auto id = procedure_.find_actor(name);
  return id ? shown(procedure_[*id].title, lang_, name) : agency(name);
}

std::string Narrator::agency(const std::string& id) const {
  const model::Agency* known = reference_.agencies.find(id);
  return known == nullptr ? id : shown(known->title, lang_, id);
}

std::string Narrator::data(const std::vector<std::string>& names) const {
  std::string out;
  for (const std::string& name : names) {
    const auto id = procedure_.find_datum(name);
    out += (out.empty() ? "" : ", ") + (id ? shown(procedure_[*id].title, lang_, name) : name);
  }
  return out;
}

std::string Narrator::value(const std::string& datum, const std::string& text) const {
  const auto id = procedure_.find_datum(datum);
  if (!id) return text;
  expr::TextPool texts;
  const auto value = expr::parse_value(procedure_[*id].type, text, texts);
  return value ? show_value(*value, procedure_[*id], lang_) : text;
}

std::string Narrator::purpose(const std::string& name) const {
  const auto id = procedure_.find_purpose(name);
  return id ? shown(procedure_[*id].title, lang_, name) : name;
}

// Main states first, then those of children: a word is the same in both when a file uses it twice.
std::string Narrator::state(const std::string& name) const {
  for (const model::Machine& machine : procedure_.machines)
    for (const model::State& state : machine.states) {
      if (state.name != name) continue;
      if (!state.title.empty()) return state.title.in(lang_);
      return shown(state.activity, lang_, name);
    }
  return name;
}

std::string Narrator::letter(const std::string& title) const {
  for (const model::Machine& machine : procedure_.machines) {
    for (const model::State& state : machine.states)
      for (const model::Letter& letter : state.tell)
        if (letter.title.text == title) return letter.title.in(lang_);
    for (const model::Transition& transition : machine.transitions)
      for (const model::Letter& letter : transition.tell)
        if (letter.title.text == title) return letter.title.in(lang_);
  }
  return title;
}

std::string Narrator::carried(const audit::Line& line) const {
  const char* separator = lang_ == Lang::fr ? "\u00a0; " : "; ";
  std::string out;
  for (const auto& [datum, text] : line.payload)
    out += fmt::format("{}{} = {}", out.empty() ? "" : separator, data({datum}), value(datum, text));
  return out.empty() ? data(line.fields) : out;
}

std::string Narrator::reason(const audit::Line& line) const {
  using base::tr;
  const std::string& code = line.reason;
  if (code == "not-expected") return tr(lang_, N_("nobody waits for it here"));
  if (code == "no-branch") return tr(lang_, N_("no condition is met"));
  if (code == "undetermined") return tr(lang_, N_("a datum is missing to decide: {data}"), {{"data", data(line.fields)}});
  if (code == "wrong-actor") return tr(lang_, N_("it is not for this actor to do"));
  if (code == "bad-data") return tr(lang_, N_("a datum is missing or not valid: {data}"), {{"data", data(line.fields)}});
  if (code == "no-member") return tr(lang_, N_("it does not say for which organisation"));
  if (code == "identity") return tr(lang_, N_("the identity was not proved at the level asked for"));
  if (code == "no-right-to-object")
    return tr(lang_, N_("this purpose rests on something else than a public task, or a text excludes the right (GDPR art. 21(1), 23)"));
  if (code == "closed") return tr(lang_, N_("the case is closed"));
  for (int i = 0; i < static_cast<int>(privacy::kDenials); ++i) {
    const auto denial = static_cast<privacy::Denial>(i);
    if (privacy::reason_code(denial) == code) return tr(lang_, privacy::explain(denial));
  }
  return code;
}

std::string Narrator::exchange(const audit::Line& line) const {
  const model::Api* api = reference_.agencies.find_api(line.recipient, line.api);
  const std::string to = agency(line.recipient);
  const std::string request = api == nullptr ? line.api : shown(api->request, lang_, line.api);
  const std::string reply = api == nullptr ? line.api : shown(api->reply, lang_, line.api);
  const base::Args args{{"to", to},       {"request", request},       {"reply", reply},
                        {"code", line.code},       {"data", carried(line)},
                        {"reason", reason(line)}, {"purpose", purpose(line.purpose)},
                        {"basis", show_basis(line.basis, lang_)}};
  const auto say = [&](const char* id) { return base::tr(lang_, id, args); };
  const bool empty = line.fields.empty();
  switch (line.kind) {
    case Kind::exchange_permitted:
      return empty ? say(N_("allowed: ask {to} ({request}), for “{purpose}”; legal basis: {basis}"))
                   : say(N_("allowed: ask {to} ({request}), sending {data}, for “{purpose}”; legal basis: {basis}"));
    case Kind::exchange_denied: return say(N_("refused by the gate: ask {to} ({request}): {reason}"));
    case Kind::exchange_sent: return empty ? say(N_("to {to}: {request}")) : say(N_("to {to}, {request}: {data}"));
    case Kind::exchange_answered:
      return empty ? say(N_("from {to}: {reply}")) : say(N_("from {to}, {reply}: {data}"));
    case Kind::exchange_not_found: return say(N_("{to} knows nobody by these data ({code})"));
    case Kind::exchange_failed: return say(N_("{to} did not serve the request ({code})"));
    case Kind::exchange_retried: return say(N_("{to} is not available ({code}); it will be asked again"));
    default: return say(N_("{to} sent more than was asked, dropped: {data}"));
  }
}

std::string Narrator::sentence(const audit::Line& line) const {
  const auto event = procedure_.find_event(line.event);
  const std::string title =
      event ? shown(procedure_[*event].title, lang_, shown(procedure_[*event].answer, lang_, line.event)) : line.event;
  const auto deadline = procedure_.find_deadline(line.rule);
  const base::Args args{
      {"actor", actor(line.actor)},
      {"event", title},
      {"data", carried(line)},
      {"reason", reason(line)},
      {"from", state(line.from)},
      {"to", state(line.to)},
      {"rule", line.rule},
      {"recipient", actor(line.recipient)},
      {"purpose", purpose(line.purpose)},
      {"deadline", deadline ? shown(procedure_[*deadline].title, lang_, line.rule) : line.rule},
      {"due", show_due({line.due}, lang_)},
      {"member", agency(line.member)},
      {"letter", letter(line.rule)},
      {"notice", line.notice},
      {"agency", agency(line.recipient)},
      {"amount", amount_of(line, lang_)}};
  const auto say = [&](const char* id) { return base::tr(lang_, id, args); };
  const bool after = line.rule == "after";
  const bool empty = line.fields.empty();
  std::string told;
  switch (line.kind) {
    case Kind::dossier_opened: told = say(N_("the case is opened")); break;
    case Kind::event_accepted: told = say(N_("{actor}: {event}")); break;
    case Kind::event_refused:
    case Kind::rule_undetermined: told = say(N_("refused, {event}: {reason}")); break;
    case Kind::transition: told = line.to.empty() ? say(N_("stays at: {from} ({rule})")) : say(N_("{from} → {to} ({rule})")); break;
    case Kind::state_entered: told = say(N_("the case is now at: {to}")); break;
    case Kind::milestone_marked: told = say(N_("marked: {rule}")); break;
    case Kind::datum_stored: told = say(N_("kept: {data}")); break;
    case Kind::datum_erased: told = say(N_("erased: {data}")); break;
    case Kind::fee_charged: told = say(N_("paid: {amount}")); break;
    case Kind::exchange_stopped: told = say(N_("the exchange under way is stopped")); break;
    case Kind::answer_dropped: told = say(N_("an answer that came too late is dropped")); break;
    case Kind::deadline_set:
      told = after ? say(N_("time to act here: until {due}")) : say(N_("deadline “{deadline}”: {due}"));
      break;
    case Kind::deadline_fired:
      told = after ? say(N_("nobody acted in time")) : say(N_("deadline “{deadline}” has passed"));
      break;
    case Kind::deadline_suspended: told = say(N_("deadline “{deadline}” is suspended")); break;
    case Kind::deadline_resumed: told = say(N_("deadline “{deadline}” runs again, until {due}")); break;
    case Kind::deadline_cancelled:
      told = after ? say(N_("the time to act here no longer runs")) : say(N_("deadline “{deadline}” no longer runs"));
      break;
    case Kind::agreement_given: told = say(N_("agreement given: {purpose} (notice {notice})")); break;
    case Kind::agreement_declined: told = say(N_("agreement declined: {purpose}")); break;
    case Kind::agreement_withdrawn: told = say(N_("agreement withdrawn: {purpose}")); break;
    case Kind::agreement_asked: told = say(N_("agreement asked: {purpose} (notice {notice})")); break;
    case Kind::datum_refused: told = say(N_("not kept, {data}: {reason}")); break;
    case Kind::letter_refused: told = say(N_("not told, letter to {recipient}: {letter}: {reason}")); break;
    case Kind::datum_rectified: told = say(N_("corrected at the person's request: {data}")); break;
    case Kind::review_offered:
      told = say(N_("a machine alone refused: the person may have somebody look at it again (GDPR art. 22(3))"));
      break;
    case Kind::processing_restricted: told = say(N_("processing restricted at the person's request: {purpose}")); break;
    case Kind::restriction_lifted: told = say(N_("restriction lifted: {purpose}")); break;
    case Kind::processing_objected:
      told = line.decision == "no" ? say(N_("the person objects, without effect: {purpose}: {reason}"))
                                   : say(N_("the person objects: {purpose}"));
      break;
    case Kind::objection_overridden:
      told = say(N_("compelling grounds were shown against the objection: {purpose}"));
      break;
    case Kind::recipient_notified:
      told = line.event == "erased"       ? say(N_("{agency} is told that these data were erased: {data}"))
             : line.event == "restricted" ? say(N_("{agency} is told that the processing is restricted: {data}"))
                                          : say(N_("{agency} is told that these data were corrected: {data}"));
      break;
    case Kind::letter_told:
      told = empty ? say(N_("letter to {recipient}: {letter}")) : say(N_("letter to {recipient}: {letter}, with {data}"));
      break;
    case Kind::case_told:
      told = empty ? say(N_("tells {recipient}: {event}")) : say(N_("tells {recipient}: {event}, with {data}"));
      break;
    case Kind::child_started: told = say(N_("{member}: starts")); break;
    case Kind::child_ended: told = say(N_("{member}: ends at {to}")); break;
    case Kind::dossier_closed: told = say(N_("the case is closed: {to}")); break;
    default: told = exchange(line); break;
  }
  const bool names_member = line.kind == Kind::child_started || line.kind == Kind::child_ended;
  return line.member.empty() || names_member ? told : fmt::format("[{}] {}", agency(line.member), told);
}

}  // namespace guichet::dossier
