#include "scenario/observe.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/ensure.h"
#include "expr/codec.h"

namespace guichet::scenario {

namespace {

using audit::Kind;

void merge(std::vector<std::string>& into, const std::vector<std::string>& more) {
  for (const std::string& one : more)
    if (std::ranges::find(into, one) == into.end()) into.push_back(one);
}

std::string due_text(base::Instant due) {
  return due == base::start_of(base::date_of(due)) ? base::to_iso(base::last_day(due)) : base::to_iso(due);
}

void read_case(const dossier::CaseRecord& record, Observation& seen) {
  const model::Procedure& procedure = record.procedure();
  seen.state = record.row.state;
  seen.outcome = record.row.outcome;
  seen.data.clear();
  seen.deadlines.clear();
  seen.children.clear();
  for (const model::Datum& datum : procedure.data)
    for (std::uint16_t i = 0; i < datum.width; ++i) {
      const expr::Value& value = record.state.slots[datum.slot + i];
      if (value.is_absent()) continue;
      const std::string member = datum.width > 1 ? "[" + (*procedure[datum.each].values)[i] + "]" : "";
      seen.data[datum.name + member] = expr::to_text(value, datum.type);
    }
  for (std::size_t i = 0; i < procedure.deadlines.size(); ++i) {
    const engine::DeadlineClock& clock = record.state.deadlines[i];
    if (clock.due && !clock.fired && !record.state.closed) seen.deadlines[procedure.deadlines[i].name] = due_text(*clock.due);
  }
  if (record.state.closed) seen.recourse = procedure.main().states[record.state.main.state.index].recourse;
  if (record.state.children_of)
    for (const engine::Child& child : record.state.children)
      seen.children[dossier::member_name(record, child.member)] =
          procedure[*record.state.children_of].states[child.position.state.index].name;
}

std::string joined(const std::vector<std::string>& words) {
  return fmt::format("[{}]", fmt::join(words, ", "));
}

std::vector<std::string> sorted(std::vector<std::string> words) {
  std::ranges::sort(words);
  return words;
}

std::string show(const SeenExchange& e) {
  return e.api + ": " + (e.outcome.empty() ? "…" : e.outcome);
}

class Comparison {
 public:
  Comparison(const Expectation& expected, const Observation& seen) : expected_{expected}, seen_{seen} {}

  std::vector<Mismatch> run() {
    if (expected_.state) same("state", {N_("state")}, *expected_.state, seen_.state);
    if (expected_.outcome)
      same("outcome", {N_("outcome")}, *expected_.outcome, seen_.outcome.empty() ? "—" : seen_.outcome);
    for (const auto& [datum, value] : expected_.data) {
      const auto at = seen_.data.find(datum);
      same("data/" + datum, {N_("datum {name}"), {{"name", datum}}}, value, at == seen_.data.end() ? "—" : at->second);
    }
    for (std::size_t i = 0; i < expected_.absent.size(); ++i) {
      const std::string& datum = expected_.absent[i];
      if (const auto at = seen_.data.find(datum); at != seen_.data.end())
        add("absent/" + std::to_string(i + 1), {N_("datum {name}"), {{"name", datum}}}, "—", at->second);
    }
    if (expected_.letters) same("letters", {N_("letters")}, *expected_.letters, seen_.letters);
    if (expected_.told) by_name("told", {N_("letters to others")}, *expected_.told, seen_.told);
    if (expected_.recourse) same("recourse", {N_("ways to contest")}, *expected_.recourse, seen_.recourse);
    if (expected_.refused) refusals(*expected_.refused);
    if (expected_.exchanges) exchanges(*expected_.exchanges);
    if (expected_.disclosed) by_name("disclosed", {N_("data disclosed")}, *expected_.disclosed, seen_.disclosed);
    for (const auto& [deadline, due] : expected_.deadlines) {
      const auto at = seen_.deadlines.find(deadline);
      same("deadlines/" + deadline, {N_("deadline {name}"), {{"name", deadline}}}, due,
           at == seen_.deadlines.end() ? "none" : at->second);
    }
    for (const auto& [member, state] : expected_.children) {
      const auto at = seen_.children.find(member);
      same("children/" + member, {N_("child {name}"), {{"name", member}}}, state,
           at == seen_.children.end() ? "—" : at->second);
    }
    log();
    return std::move(mismatches_);
  }

 private:
  // `part`: of the expectation, as its places name it.
  void add(const std::string& part, base::Message what, std::string expected, std::string actual) {
    mismatches_.push_back({expected_.place(part), std::move(what), std::move(expected), std::move(actual)});
  }
  void same(const std::string& part, base::Message what, const std::string& expected, const std::string& actual) {
    if (expected != actual) add(part, std::move(what), expected, actual);
  }
  // The first item of a list that is not as expected; the list itself when one is missing at its end.
  static std::string first_wrong(const std::string& part, const std::vector<std::string>& expected,
                                 const std::vector<std::string>& actual) {
    const auto [wrong, seen] = std::ranges::mismatch(expected, actual);
    return wrong == expected.end() ? part : part + "/" + std::to_string(wrong - expected.begin() + 1);
  }
  void same(const std::string& part, base::Message what, const std::vector<std::string>& expected,
            const std::vector<std::string>& actual) {
    same(first_wrong(part, expected, actual), std::move(what), joined(expected), joined(actual));
  }

  void refusals(const std::vector<ExpectedRefusal>& wanted) {
    std::vector<std::string> expected;
    std::vector<std::string> actual;
    for (const ExpectedRefusal& one : wanted)
      expected.push_back(one.event + (one.reason.empty() ? "" : ": " + one.reason));
    for (std::size_t i = 0; i < seen_.refused.size(); ++i) {
      const bool reason_matters = i >= wanted.size() || !wanted[i].reason.empty();
      actual.push_back(seen_.refused[i].event + (reason_matters ? ": " + seen_.refused[i].reason : ""));
    }
    same("refused", {N_("refused events")}, expected, actual);
  }

  void exchanges(const std::vector<ExpectedExchange>& wanted) {
    std::vector<std::string> expected;
    std::vector<std::string> actual;
    for (const ExpectedExchange& e : wanted) expected.push_back(e.api + ": " + e.outcome);
    for (std::size_t i = 0; i < seen_.exchanges.size(); ++i) {
      SeenExchange e = seen_.exchanges[i];
      if (i < wanted.size() && wanted[i].outcome.empty()) e.outcome.clear();
      actual.push_back(i < wanted.size() && wanted[i].outcome.empty() ? e.api + ": " : show(e));
    }
    same("exchanges", {N_("exchanges")}, expected, actual);
    for (std::size_t i = 0; i < std::min(wanted.size(), seen_.exchanges.size()); ++i) {
      const base::Args args{{"number", std::to_string(i + 1)}};
      const std::string part = "exchanges/" + std::to_string(i + 1);
      if (wanted[i].sent)
        same(part + "/sent", {N_("exchange {number}: data sent"), args}, joined(sorted(*wanted[i].sent)),
             joined(sorted(seen_.exchanges[i].sent)));
      if (wanted[i].received)
        same(part + "/received", {N_("exchange {number}: data received"), args}, joined(sorted(*wanted[i].received)),
             joined(sorted(seen_.exchanges[i].received)));
    }
  }

  // Each in any order. It stands where the first who should have got something else does; when another got something,
  // at the whole.
  using ByName = std::map<std::string, std::vector<std::string>>;
  void by_name(const std::string& part, base::Message what, const ByName& wanted, const ByName& seen) {
    const auto text = [](const ByName& all) {
      std::string out;
      for (const auto& [name, words] : all) out += (out.empty() ? "" : ", ") + name + ": " + joined(sorted(words));
      return "{" + out + "}";
    };
    std::string place = part;
    for (const auto& [name, words] : wanted) {
      const auto at = seen.find(name);
      if (place == part && (at == seen.end() || sorted(at->second) != sorted(words))) place += "/" + name;
    }
    same(place, std::move(what), text(wanted), text(seen));
  }

  void log() {
    auto from = seen_.log.begin();
    for (std::size_t i = 0; i < expected_.log.size(); ++i) {
      from = std::find(from, seen_.log.end(), expected_.log[i]);
      if (from == seen_.log.end()) {
        add("log/" + std::to_string(i + 1), {N_("lines of the log, in this order")}, joined(expected_.log),
            joined(seen_.log));
        return;
      }
      ++from;
    }
  }

  const Expectation& expected_;
  const Observation& seen_;
  std::vector<Mismatch> mismatches_;
};

}  // namespace

SeenExchange& Observer::exchange_of(const audit::Line& line) {
  const auto at = std::ranges::find(traces_, line.trace);
  if (at != traces_.end()) return seen_.exchanges[static_cast<std::size_t>(at - traces_.begin())];
  traces_.push_back(line.trace);
  return seen_.exchanges.emplace_back(
      SeenExchange{.api = line.recipient + "/" + line.api, .outcome = {}, .sent = {}, .received = {}});
}

void Observer::see_exchange(const audit::Line& line) {
  switch (line.kind) {
    case Kind::exchange_permitted: exchange_of(line); break;
    case Kind::exchange_denied: exchange_of(line).outcome = "refused"; break;
    case Kind::exchange_sent:
      exchange_of(line).sent = line.fields;
      merge(seen_.disclosed[line.recipient], line.fields);
      break;
    case Kind::exchange_answered:
      exchange_of(line).outcome = "answered";
      exchange_of(line).received = line.fields;
      break;
    case Kind::exchange_not_found: exchange_of(line).outcome = "not-found"; break;
    case Kind::exchange_failed: exchange_of(line).outcome = "failed"; break;
    case Kind::exchange_stopped:
      exchange_of(line).outcome = line.reason == "consent-withdrawn" ? "refused" : "stopped";
      break;
    default: break;
  }
}

void Observer::see(audit::Log::Told told) {
  see_exchange(told.line);
  seen_.log.emplace_back(audit::name(told.line.kind));
  if (told.line.kind == Kind::event_refused || told.line.kind == Kind::rule_undetermined)
    seen_.refused.push_back({told.line.event, told.line.reason});
  seen_.story.push_back({told.seq, std::move(told.line)});
}

base::Outcome Observer::read_log(std::int64_t from) {
  auto lines = office_.log().of_dossier(dossier_, from);
  if (!lines.ok()) return lines.failure();
  const bool erased = std::ranges::any_of(*lines, [](const auto& told) { return told.line.kind == Kind::datum_erased; });
  if (erased && from > 0) {
    forget();
    return read_log(0);
  }
  for (auto& told : *lines) see(std::move(told));
  return base::Done{};
}

void Observer::forget() {
  seen_ = {};
  traces_.clear();
}

base::Result<const Observation*> Observer::look() {
  if (const auto done = read_log(seen_.story.empty() ? 0 : seen_.story.back().seq + 1); !done.ok())
    return done.failure();
  const auto record = office_.read(dossier_);
  if (!record.ok()) return record.failure();
  read_case(*record, seen_);
  const auto letters = office_.rows().letters(dossier_);
  if (!letters.ok()) return letters.failure();
  seen_.letters.clear();
  seen_.told.clear();
  for (const store::LetterRow& letter : *letters) {
    const auto actor = record->procedure().find_actor(letter.recipient);
    const bool is_person = actor && record->procedure()[*actor].role == model::Role::citizen;
    (is_person ? seen_.letters : seen_.told[letter.recipient]).push_back(letter.title);
  }
  return &seen_;
}

base::Result<Observation> observe(dossier::Office& office, std::int64_t dossier) {
  Observer observer{office, dossier};
  if (const auto seen = observer.look(); !seen.ok()) return seen.failure();
  return std::move(observer).take();
}

std::vector<Mismatch> compare(const Expectation& expected, const Observation& seen) {
  return Comparison{expected, seen}.run();
}

}  // namespace guichet::scenario
