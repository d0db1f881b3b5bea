#include "cli/document.h"

#include <cstddef>

#include "cli/markup.h"

namespace guichet::cli {

extern const unsigned char kReportStyle[];
extern const std::size_t kReportStyleSize;

namespace {

using Json = nlohmann::ordered_json;

void add_table(Page& page, const Session& session, const DocumentTable& table) {
  if (!table.caption.empty()) page.line(table.caption, 2, Tone::strong);
  for (const std::vector<std::string>& row : table.rows) {
    page.item(row.front());
    for (std::size_t i = 1; i < row.size(); ++i)
      if (!row[i].empty()) page.line(labelled(session.lang(), table.columns[i], row[i]), 6);
  }
}

void print_text(Session& session, const Document& document) {
  Page page = session.page();
  page.title(document.title);
  for (const DocumentSection& section : document.sections) {
    if (!section.heading.empty()) page.heading(section.heading);
    for (const std::string& sentence : section.sentences) page.line(sentence);
    for (const std::string& item : section.items) page.item(item);
    for (const DocumentTable& table : section.tables) add_table(page, session, table);
  }
  end_report(session, page);
  session.print(page);
}

void add_table(Markup& page, const DocumentTable& table) {
  page.open("div", {{"class", "wide"}}).open("table");
  if (!table.caption.empty()) page.leaf("caption", table.caption);
  page.open("thead").open("tr");
  for (const std::string& column : table.columns) page.leaf("th", column, {{"scope", "col"}});
  page.close().close().open("tbody");
  for (const std::vector<std::string>& row : table.rows) {
    page.open("tr").leaf("th", row.front(), {{"scope", "row"}});
    for (std::size_t i = 1; i < row.size(); ++i) page.leaf("td", row[i]);
    page.close();
  }
  page.close().close().close();
}

void print_html(Session& session, const Document& document) {
  Markup page{"<!DOCTYPE html>\n"};
  page.open("html", {{"lang", session.lang() == base::Lang::fr ? "fr" : "en"}}).text("\n").open("head").text("\n");
  page.empty("meta", {{"charset", "utf-8"}});
  page.empty("meta", {{"name", "viewport"}, {"content", "width=device-width, initial-scale=1"}});
  page.leaf("title", document.title);
  const std::string_view style{reinterpret_cast<const char*>(kReportStyle), kReportStyleSize};
  page.open("style").raw("\n").raw(style).close().close().open("body").text("\n");
  page.open("header").leaf("h1", document.title).close().open("main").text("\n");
  for (const DocumentSection& section : document.sections) {
    page.open("section");
    if (!section.heading.empty()) page.leaf("h2", section.heading);
    for (const std::string& sentence : section.sentences) page.leaf("p", sentence);
    if (!section.items.empty()) {
      page.open("ul");
      for (const std::string& item : section.items) page.leaf("li", item);
      page.close();
    }
    for (const DocumentTable& table : section.tables) add_table(page, table);
    page.close();
  }
  page.close().open("footer").leaf("p", base::tr(session.lang(), footer())).close().close().close();
  session.out << page.take() << std::flush;
}

}  // namespace

void print(Session& session, const Request& request, const Document& document) {
  const std::string form = request.value("--format", "text");
  if (form == "json") {
    session.out << document.facts.dump(2, ' ', false, Json::error_handler_t::replace) << '\n' << std::flush;
  } else if (form == "html") {
    print_html(session, document);
  } else {
    print_text(session, document);
  }
}

}  // namespace guichet::cli
