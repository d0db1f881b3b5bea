#include "cli/check_report.h"

#include <fmt/format.h>

#include <algorithm>
#include <nlohmann/json.hpp>

#include "cli/findings.h"

namespace guichet::cli {

namespace {

using Json = nlohmann::ordered_json;
using check::Proof;
using check::Weight;

const char* word(Weight weight) {
  return weight == Weight::error ? "error" : weight == Weight::warning ? "warning" : "note";
}
const char* word(Proof proof) {
  switch (proof) {
    case Proof::file:
      return "file";
    case Proof::explored:
      return "explored";
    case Proof::replayed:
      return "replayed";
    case Proof::undecided:
      break;
  }
  return "undecided";
}
// What could not be made real is never an error.
Weight weight_of(const check::Finding& finding) {
  return finding.proof == Proof::undecided ? Weight::note : check::facts(finding.kind).weight;
}

std::string sentence(const check::Finding& finding, const Session& session) {
  return base::tr(session.lang(), finding.message);
}

Json finding_json(const CheckedFile& file, const check::Finding& finding, const Session& session) {
  const check::KindFacts& facts = check::facts(finding.kind);
  Json json{{"id", facts.id},
            {"severity", word(weight_of(finding))},
            {"proof", word(finding.proof)},
            {"file", file.source.path},
            {"line", finding.span.line},
            {"column", finding.span.column},
            {"message", sentence(finding, session)},
            {"law", session.tr(facts.law)}};
  if (finding.scenario) json["scenario"] = *finding.scenario;
  return json;
}

const char* word(check::Answer::Kind kind) {
  using enum check::Answer::Kind;
  switch (kind) {
    case holds:
      return "holds";
    case broken:
      return "broken";
    case undecided:
      return "undecided";
    case not_proved:
      break;
  }
  return "not-proved";
}

Json properties_json(const check::Checked& checked) {
  Json properties = Json::object();
  for (const check::Answer& answer : checked.properties) properties[answer.name] = word(answer.kind);
  return properties;
}

std::string as_json(const std::vector<CheckedFile>& files, const Session& session) {
  Json procedures = Json::array();
  for (const CheckedFile& file : files) {
    Json findings = Json::array();
    for (const check::Finding& finding : file.checked.findings)
      findings.push_back(finding_json(file, finding, session));
    procedures.push_back({{"procedure", file.checked.procedure},
                          {"file", file.source.path},
                          {"states", file.checked.states},
                          {"transitions", file.checked.transitions},
                          {"complete", file.checked.complete && !file.checked.places_cut && !file.checked.members_cut},
                          {"members", file.checked.members},
                          {"properties", properties_json(file.checked)},
                          {"findings", std::move(findings)}});
  }
  const Json json{{"guichet", GUICHET_VERSION},
                  {"notice", base::tr(session.lang(), footer())},
                  {"procedures", std::move(procedures)}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

// SARIF 2.1.0, OASIS standard: one run, a rule per kind.
std::string as_sarif(const std::vector<CheckedFile>& files, const Session& session) {
  Json rules = Json::array();
  for (const check::KindFacts& facts : check::all_kinds())
    rules.push_back({{"id", facts.id},
                     {"shortDescription", {{"text", session.tr(facts.summary)}}},
                     {"fullDescription", {{"text", session.tr(facts.law)}}},
                     {"defaultConfiguration", {{"level", word(facts.weight)}}}});
  Json results = Json::array();
  for (const CheckedFile& file : files)
    for (const check::Finding& finding : file.checked.findings) {
      const Json region{{"startLine", finding.span.line},
                        {"startColumn", finding.span.column},
                        {"endColumn", finding.span.column + finding.span.length}};
      results.push_back(
          {{"ruleId", check::facts(finding.kind).id},
           {"ruleIndex", static_cast<int>(finding.kind)},
           {"level", word(weight_of(finding))},
           {"message", {{"text", sentence(finding, session)}}},
           {"locations", Json::array({{{"physicalLocation",
                                        {{"artifactLocation", {{"uri", file.source.path}}}, {"region", region}}}}})}});
    }
  const Json driver{{"name", "guichet check"}, {"version", GUICHET_VERSION}, {"rules", std::move(rules)}};
  const Json sarif{
      {"$schema", "https://json.schemastore.org/sarif-2.1.0.json"},
      {"version", "2.1.0"},
      {"runs",
       Json::array(
           {{{"tool", {{"driver", driver}}}, {"columnKind", "unicodeCodePoints"}, {"results", std::move(results)}}})}};
  return sarif.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

std::string escaped(const std::string& text) {
  std::string out;
  for (const char c : text) {
    switch (c) {
      case '&':
        out += "&amp;";
        break;
      case '<':
        out += "&lt;";
        break;
      case '>':
        out += "&gt;";
        break;
      case '"':
        out += "&quot;";
        break;
      default:
        out += c;
    }
  }
  return out;
}

// One suite per procedure, one test per kind; its findings are its failures. Notes fail nothing.
std::string as_junit(const std::vector<CheckedFile>& files, const Session& session) {
  std::string xml = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites name=\"guichet check\">\n";
  for (const CheckedFile& file : files) {
    std::string cases;
    int failures = 0;
    for (std::size_t k = 0; k < check::all_kinds().size(); ++k) {
      const check::KindFacts& facts = check::all_kinds()[k];
      std::string failed;
      for (const check::Finding& finding : file.checked.findings)
        if (static_cast<std::size_t>(finding.kind) == k && weight_of(finding) != Weight::note)
          failed += fmt::format("{}:{}:{}: {}\n", file.source.path, finding.span.line, finding.span.column,
                                sentence(finding, session));
      cases += fmt::format("    <testcase classname=\"{}\" name=\"{}\"", escaped(file.checked.procedure), facts.id);
      if (failed.empty()) {
        cases += "/>\n";
        continue;
      }
      ++failures;
      cases += fmt::format(">\n      <failure type=\"{}\" message=\"{}\">{}</failure>\n    </testcase>\n",
                           word(facts.weight), escaped(session.tr(facts.summary)), escaped(failed));
    }
    xml += fmt::format("  <testsuite name=\"{}\" tests=\"{}\" failures=\"{}\">\n{}  </testsuite>\n",
                       escaped(file.checked.procedure), check::all_kinds().size(), failures, cases);
  }
  return xml + "</testsuites>\n";
}

base::Message explored_so_far(const check::Checked& checked) {
  const std::string states = std::to_string(checked.states);
  if (!checked.complete)
    return {.id = N_("Not proved: the limit was reached at {count} states."), .args = {{"count", states}}};
  if (checked.places_cut)
    return {.id = N_("{count} states, all explored; some places were not looked at."), .args = {{"count", states}}};
  if (checked.members_cut)
    return base::counted("{states} states, all explored with {count} member at a time; not proved with more.",
                         "{states} states, all explored with up to {count} members at a time; not proved with more.",
                         checked.members, {{"states", states}, {"count", std::to_string(checked.members)}});
  return {.id = N_("{count} states, all explored."), .args = {{"count", states}}};
}

// The properties of the file, by what became of them.
void add_properties(const Session& session, Page& page, const check::Checked& checked) {
  using enum check::Answer::Kind;
  const auto count_of = [&](check::Answer::Kind kind) {
    return std::ranges::count(checked.properties, kind, &check::Answer::kind);
  };
  const auto add = [&](check::Answer::Kind kind, base::Message message) {
    std::vector<std::string> names;
    for (const check::Answer& answer : checked.properties)
      if (answer.kind == kind) names.push_back(answer.name);
    if (names.empty()) return;
    message.args = {{"count", std::to_string(names.size())}, {"names", fmt::format("{}", fmt::join(names, ", "))}};
    page.line(base::tr(session.lang(), message), 2);
  };
  using base::counted;
  add(holds, counted("{count} property holds: {names}.", "{count} properties hold: {names}.", count_of(holds)));
  add(broken, counted("{count} property does not hold: {names}.", "{count} properties do not hold: {names}.",
                      count_of(broken)));
  add(undecided, counted("{count} property is undecided: {names}.", "{count} properties are undecided: {names}.",
                         count_of(undecided)));
  add(not_proved, counted("{count} property is not proved: {names}.", "{count} properties are not proved: {names}.",
                          count_of(not_proved)));
}

}  // namespace

std::string scenario_file(const check::Checked& checked, const check::Finding& finding) {
  return checked.procedure + "-" + check::facts(finding.kind).id + "-" + std::to_string(finding.span.line) + ".yaml";
}

void add_checked(Session& session, const CheckedFile& file, bool notes, bool first) {
  Page head = session.page();
  if (!first) head.verbatim("\n");
  head.title(file.title.in(session.lang()));
  session.print(head);
  int shown = 0;
  int held_back = 0;
  for (const check::Finding& finding : file.checked.findings) {
    const Weight weight = weight_of(finding);
    if (weight == Weight::note && !notes) {
      ++held_back;
      continue;
    }
    ++shown;
    const check::KindFacts& facts = check::facts(finding.kind);
    base::Diagnostic diagnostic{.severity = weight == Weight::error ? base::Severity::error : base::Severity::warning,
                                .span = finding.span,
                                .message = finding.message,
                                .hint = base::Message{.id = facts.law}};
    session.out << as_text(diagnostic, file.source, session);
    Page page = session.page();
    switch (finding.proof) {
      case Proof::replayed:
        page.line(session.tr(finding.scenario ? N_("[{id}] played on the reference engine; this scenario shows it:")
                                              : N_("[{id}] played on the reference engine."),
                             {{"id", facts.id}}),
                  2);
        break;
      case Proof::undecided:
        page.line(session.tr(N_("[{id}] undecided: no date and no value was found on which a case goes that way."),
                             {{"id", facts.id}}),
                  2);
        break;
      case Proof::explored:
      case Proof::file:
        page.line("[" + std::string{facts.id} + "]", 2);
        break;
    }
    if (finding.scenario) page.verbatim(*finding.scenario);
    session.print(page);
  }
  Page page = session.page();
  if (shown == 0) page.marked(Mark::good, session.tr(N_("No fault was found.")));
  page.line(base::tr(session.lang(), explored_so_far(file.checked)), 2);
  add_properties(session, page, file.checked);
  if (held_back > 0)
    page.line(base::tr(session.lang(),
                       base::counted("{count} note (`--notes` shows it).", "{count} notes (`--notes` shows them).",
                                     held_back, {{"count", std::to_string(held_back)}})),
              2);
  session.print(page);
}

std::string checked_report(const std::vector<CheckedFile>& files, const std::string& format, const Session& session) {
  if (format == "sarif") return as_sarif(files, session);
  return format == "junit" ? as_junit(files, session) : as_json(files, session);
}

}  // namespace guichet::cli
