// The JSON report: its shape is described in docs/command_line.md, its keys come in that order. It holds what the files
// and the log say, in their own words: codes and names, not titles.
#include <nlohmann/json.hpp>

#include "base/civil.h"
#include "cli/run_report.h"

namespace guichet::cli {

namespace {

using Json = nlohmann::ordered_json;

Json mismatch_json(const scenario::Mismatch& mismatch, const Session& session) {
  return {{"line", mismatch.span.line},
          {"column", mismatch.span.column},
          {"what", base::tr(session.lang(), mismatch.what)},
          {"expected", mismatch.expected},
          {"actual", mismatch.actual}};
}

void add_filled(Json& json, const char* name, const std::string& value) {
  if (!value.empty()) json[name] = value;
}

// What the log says, empty members left out.
Json line_json(const scenario::Told& told) {
  const audit::Line& line = told.line;
  Json json{{"seq", told.seq}, {"at", base::to_iso(base::Instant{line.at})}, {"kind", audit::name(line.kind)}};
  add_filled(json, "actor", line.actor);
  add_filled(json, "member", line.member);
  add_filled(json, "event", line.event);
  add_filled(json, "from", line.from);
  add_filled(json, "to", line.to);
  add_filled(json, "rule", line.rule);
  add_filled(json, "decision", line.decision);
  add_filled(json, "reason", line.reason);
  add_filled(json, "purpose", line.purpose);
  add_filled(json, "basis", line.basis);
  add_filled(json, "recipient", line.recipient);
  add_filled(json, "api", line.api);
  if (!line.fields.empty()) json["fields"] = line.fields;
  add_filled(json, "code", line.code);
  if (line.due != 0) json["due"] = base::to_iso(base::Instant{line.due});
  return json;
}

Json run_json(const ShownRun& run, const Session& session, RunLook look) {
  const scenario::RunReport& report = run.report;
  Json json{{"procedure", report.procedure},
            {"scenario", report.scenario},
            {"title", run.title},
            {"file", report.source.path},
            {"engine", report.compiled ? "msm" : "reference"},
            {"passed", report.passed()}};
  if (look.kept) json["case"] = report.dossier;
  json["start"] = base::to_iso(report.start);
  json["end"] = base::to_iso(report.end);
  json["state"] = report.state;
  json["outcome"] = report.outcome;
  json["data"] = report.data;
  json["letters"] = Json::array();
  for (const store::LetterRow& letter : report.letters)
    json["letters"].push_back(
        {{"at", base::to_iso(base::Instant{letter.at})}, {"to", letter.recipient}, {"title", letter.title}});
  json["mismatches"] = Json::array();
  for (const scenario::Mismatch& mismatch : report.mismatches)
    json["mismatches"].push_back(mismatch_json(mismatch, session));
  if (look.story) {
    json["story"] = Json::array();
    for (const scenario::Told& told : report.story) json["story"].push_back(line_json(told));
  }
  return json;
}

class JsonForm final : public RunForm {
 public:
  JsonForm(Session& session, RunLook look) : session_{session}, look_{look} {}

  void add(ShownRun run) override { scenarios_.push_back(run_json(run, session_, look_)); }

  void note(const base::Source& source, const base::Diagnostics& diagnostics) override {
    for (const base::Diagnostic& diagnostic : diagnostics.all()) {
      Json json{{"file", diagnostic.path.empty() ? source.path : diagnostic.path},
                {"line", diagnostic.span.line},
                {"column", diagnostic.span.column},
                {"severity", diagnostic.severity == base::Severity::error ? "error" : "warning"},
                {"message", base::tr(session_.lang(), diagnostic.message)}};
      if (diagnostic.hint) json["hint"] = base::tr(session_.lang(), *diagnostic.hint);
      findings_.push_back(std::move(json));
    }
  }

  void end(const RunCounts& counts) override {
    const Json json{{"guichet", GUICHET_VERSION}, {"notice", base::tr(session_.lang(), footer())},
                    {"passed", counts.passed},    {"failed", counts.failed},
                    {"broken", counts.broken},    {"scenarios", scenarios_},
                    {"findings", findings_}};
    // Every text was held to be UTF-8 when its file was read; replacing is the second lock.
    session_.out << json.dump(2, ' ', false, Json::error_handler_t::replace) << "\n" << std::flush;
  }

 private:
  Session& session_;
  RunLook look_;
  Json scenarios_ = Json::array();
  Json findings_ = Json::array();
};

}  // namespace

std::unique_ptr<RunForm> json_form(Session& session, RunLook look) {
  return std::make_unique<JsonForm>(session, look);
}

}  // namespace guichet::cli
