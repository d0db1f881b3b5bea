#include <memory>
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

void add(Json& json, const char* name, const std::string& value) {
  if (!value.empty()) json[name] = value;
}

// What the log says, empty members left out.
Json line_json(const scenario::Told& told) {
  const audit::Line& line = told.line;
  Json json{{"seq", told.seq}, {"at", base::to_iso(base::Instant{line.at})}, {"kind", audit::name(line.kind)}};
  add(json, "actor", line.actor);
  add(json, "member", line.member);
  add(json, "event", line.event);
  add(json, "from", line.from);
  add(json, "to", line.to);
  add(json, "rule", line.rule);
  add(json, "decision", line.decision);
  add(json, "reason", line.reason);
  add(json, "purpose", line.purpose);
  add(json, "basis", line.basis);
  add(json, "recipient", line.recipient);
  add(json, "api", line.api);
  if (!line.fields.empty()) json["fields"] = line.fields;
  add(json, "code", line.code);
  if (line.due != 0) json["due"] = base::to_iso(base::Instant{line.due});
  return json;
}

}  // namespace

struct JsonReport::Inner {
  Json scenarios = Json::array();
  Json findings = Json::array();
};

JsonReport::JsonReport() : inner_{std::make_unique<Inner>()} {}
JsonReport::JsonReport(JsonReport&&) noexcept = default;
JsonReport::~JsonReport() = default;

void JsonReport::add(const scenario::RunReport& report, const Session& session, RunLook look) {
  Json json{{"procedure", report.procedure},
            {"scenario", report.scenario},
            {"title", report.title.in(session.lang())},
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
  inner_->scenarios.push_back(std::move(json));
}

void JsonReport::add(const base::Source& source, const base::Diagnostics& diagnostics, const Session& session) {
  for (const base::Diagnostic& diagnostic : diagnostics.all()) {
    Json json{{"file", diagnostic.path.empty() ? source.path : diagnostic.path},
              {"line", diagnostic.span.line},
              {"column", diagnostic.span.column},
              {"severity", diagnostic.severity == base::Severity::error ? "error" : "warning"},
              {"message", base::tr(session.lang(), diagnostic.message)}};
    if (diagnostic.hint) json["hint"] = base::tr(session.lang(), *diagnostic.hint);
    inner_->findings.push_back(std::move(json));
  }
}

std::string JsonReport::text(const RunCounts& counts, const Session& session) const {
  const Json json{{"guichet", GUICHET_VERSION},  {"notice", base::tr(session.lang(), footer())},
                  {"passed", counts.passed},     {"failed", counts.failed},
                  {"broken", counts.broken},     {"scenarios", inner_->scenarios},
                  {"findings", inner_->findings}};
  // Every text was held to be UTF-8 when its file was read; replacing is the second lock.
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace guichet::cli
