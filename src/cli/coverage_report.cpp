#include "cli/coverage_report.h"

#include <fmt/format.h>

#include <array>
#include <nlohmann/json.hpp>

#include "cli/markup.h"
#include "diagram/svg.h"
#include "diagram/views.h"

namespace guichet::cli {

extern const unsigned char kReportStyle[];
extern const std::size_t kReportStyleSize;

namespace {

using Json = nlohmann::ordered_json;
using check::Item;

struct KindWords {
  Item::Kind kind;
  const char* id;     // of the JSON; frozen
  const char* title;  // msgid
};
constexpr std::array kKinds{KindWords{Item::Kind::state, "states", N_("States")},
                            KindWords{Item::Kind::branch, "branches", N_("Branches")},
                            KindWords{Item::Kind::exchange, "exchange-outcomes", N_("Outcomes of exchanges")},
                            KindWords{Item::Kind::deadline, "deadlines", N_("Deadlines fired")},
                            KindWords{Item::Kind::condition, "conditions", N_("Conditions of guards (MC/DC)")}};

std::string shown(const check::Coverage::Count& count) { return fmt::format("{}/{}", count.covered, count.all); }

std::string place(const Item& item, const model::Procedure& procedure) {
  return fmt::format("{}:{}", procedure.path, item.span.line);
}

std::string as_json(const std::vector<CoveredProcedure>& all, const Session& session) {
  Json procedures = Json::array();
  for (const auto& [procedure, coverage] : all) {
    Json counts = Json::object();
    for (const KindWords& kind : kKinds) {
      const auto count = coverage.count(kind.kind);
      counts[kind.id] = {{"covered", count.covered}, {"all", count.all}};
    }
    Json items = Json::array();
    for (std::size_t i = 0; i < coverage.items.size(); ++i) {
      const Item& item = coverage.items[i];
      Json json{{"kind", kKinds[static_cast<std::size_t>(item.kind)].id},
                {"name", check::name_of(item, procedure)},
                {"line", item.span.line},
                {"column", item.span.column}};
      if (item.kind == Item::Kind::condition) {
        json["condition"] = check::text_of(item, procedure);
        json["value"] = item.value;
      }
      Json by = Json::array();
      for (const std::uint32_t scenario : coverage.by[i]) by.push_back(coverage.scenarios[scenario]);
      json["scenarios"] = std::move(by);
      items.push_back(std::move(json));
    }
    procedures.push_back({{"procedure", procedure.id},
                          {"file", procedure.path},
                          {"scenarios", coverage.scenarios},
                          {"failed", coverage.failed},
                          {"counts", std::move(counts)},
                          {"items", std::move(items)}});
  }
  const Json json{{"guichet", GUICHET_VERSION},
                  {"notice", base::tr(session.lang(), footer())},
                  {"procedures", std::move(procedures)}};
  return json.dump(2, ' ', false, Json::error_handler_t::replace) + "\n";
}

void add_table(Markup& page, const std::string& caption, std::initializer_list<std::string> columns) {
  page.open("table").leaf("caption", caption).open("thead").open("tr");
  for (const std::string& column : columns) page.leaf("th", column, {{"scope", "col"}});
  page.close().close().open("tbody");
}

// The state machine, what no scenario exercises marked on it; nothing when it cannot be drawn.
void add_picture(Markup& page, const CoveredProcedure& covered, const model::Reference& reference, const Session& session) {
  const auto& [procedure, coverage] = covered;
  diagram::Unexercised left;
  for (std::size_t i = 0; i < coverage.items.size(); ++i) {
    const Item& item = coverage.items[i];
    if (!coverage.by[i].empty()) continue;
    if (item.kind == Item::Kind::state) left.states.emplace_back(item.machine, item.state);
    if (item.kind == Item::Kind::branch) left.branches.emplace_back(item.machine, item.transition);
  }
  const auto picture = diagram::draw_states({.procedures = {&procedure}, .reference = reference, .unexercised = &left},
                                            {.lang = session.lang(), .effort = layout::Effort::fast});
  if (!picture.ok()) return;
  for (std::size_t i = 0; i < picture->sheets.size(); ++i) {
    const std::string svg = diagram::svg_of(picture->sheets[i], diagram::Theme::colour, procedure.id + "." + std::to_string(i + 1) + ".");
    page.open("figure", {{"class", "wide paper"}}).raw(svg.substr(svg.find("<svg"))).close();
  }
}

void add_section(Markup& page, const CoveredProcedure& covered, const model::Reference& reference, const Session& session) {
  const auto& [procedure, coverage] = covered;
  page.open("section").leaf("h2", procedure.title.in(session.lang()));
  add_table(page, session.tr(N_("What scenarios exercise")), {session.tr(N_("Kind")), session.tr(N_("Exercised")), "%"});
  for (const KindWords& kind : kKinds) {
    const auto count = coverage.count(kind.kind);
    page.open("tr").leaf("th", session.tr(kind.title), {{"scope", "row"}});
    page.leaf("td", shown(count), {{"class", "count"}}).leaf("td", std::to_string(percent(count)), {{"class", "count"}});
    page.close();
  }
  page.close().close();
  add_picture(page, covered, reference, session);
  if (coverage.count().covered < coverage.count().all) {
    add_table(page, session.tr(N_("What no scenario exercises")), {session.tr(N_("Place")), session.tr(N_("What"))});
    for (std::size_t i = 0; i < coverage.items.size(); ++i)
      if (coverage.by[i].empty())
        page.open("tr").leaf("td", place(coverage.items[i], procedure)).leaf("td", item_text(coverage.items[i], procedure, session)).close();
    page.close().close();
  }
  page.close();
}

std::string as_html(const std::vector<CoveredProcedure>& all, const model::Reference& reference, const Session& session) {
  Markup page{"<!DOCTYPE html>\n"};
  page.open("html", {{"lang", session.lang() == base::Lang::fr ? "fr" : "en"}}).text("\n");
  page.open("head").text("\n");
  page.empty("meta", {{"charset", "utf-8"}});
  page.empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  page.leaf("title", session.tr(N_("Coverage")));
  const std::string_view style{reinterpret_cast<const char*>(kReportStyle), kReportStyleSize};
  page.open("style").raw("\n").raw(style).close().close();
  page.open("body").text("\n").open("header").leaf("h1", session.tr(N_("Coverage"))).close().open("main").text("\n");
  for (const CoveredProcedure& covered : all) add_section(page, covered, reference, session);
  page.close();
  page.open("footer").leaf("p", base::tr(session.lang(), footer())).leaf("p", "Guichet " GUICHET_VERSION).close();
  page.close().close();
  return page.take();
}

}  // namespace

std::string item_text(const Item& item, const model::Procedure& procedure, const Session& session) {
  const std::string name = check::name_of(item, procedure);
  if (item.kind != Item::Kind::condition) return name;
  return session.tr(item.value ? N_("{rule}: {condition} never decides by being true")
                               : N_("{rule}: {condition} never decides by being false"),
                    {{"rule", name}, {"condition", check::text_of(item, procedure)}});
}

unsigned percent(const check::Coverage::Count& count) {
  return count.all == 0 ? 100U : static_cast<unsigned>(count.covered * 100 / count.all);
}

void add_coverage(Session& session, const CoveredProcedure& covered, bool first) {
  const auto& [procedure, coverage] = covered;
  Page page = session.page();
  if (!first) page.verbatim("\n");
  page.title(procedure.title.in(session.lang()));
  page.line(base::tr(session.lang(), base::counted("{count} scenario that passes", "{count} scenarios that pass",
                                                   static_cast<std::int64_t>(coverage.scenarios.size()),
                                                   {{"count", std::to_string(coverage.scenarios.size())}})),
            2);
  for (const std::string& id : coverage.failed)
    page.marked(Mark::bad, session.tr(N_("{scenario} does not pass: it counts for nothing"), {{"scenario", id}}));
  std::vector<std::pair<std::string, std::string>> rows;
  for (const KindWords& kind : kKinds) {
    const auto count = coverage.count(kind.kind);
    rows.emplace_back(session.tr(kind.title), fmt::format("{}  {} %", shown(count), percent(count)));
  }
  page.rows(rows);
  for (const KindWords& kind : kKinds) {
    if (coverage.count(kind.kind).covered == coverage.count(kind.kind).all) continue;
    page.heading(session.tr(N_("{kind} that no scenario exercises"), {{"kind", session.tr(kind.title)}}));
    for (std::size_t i = 0; i < coverage.items.size(); ++i)
      if (coverage.items[i].kind == kind.kind && coverage.by[i].empty())
        page.item(fmt::format("{} ({})", item_text(coverage.items[i], procedure, session), coverage.items[i].span.line));
  }
  session.print(page);
}

std::string coverage_report(const std::vector<CoveredProcedure>& all, const std::string& format, const model::Reference& reference,
                            const Session& session) {
  return format == "html" ? as_html(all, reference, session) : as_json(all, session);
}

}  // namespace guichet::cli
