#include "diagram/listing.h"

#include <fmt/format.h>

#include "diagram/flow.h"
#include "diagram/svg.h"
#include "diagram/wording.h"

namespace guichet::diagram {

namespace {

using base::Lang;

constexpr std::string_view kStyle =
    "body{font:16px/1.5 'Liberation Sans',Arial,Helvetica,sans-serif;color:#1a1a1a;background:#fff;max-width:1200px;"
    "margin:1.5rem auto;padding:0 1rem}"
    "h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem}"
    "figure{margin:0 0 1.5rem;overflow-x:auto}svg{max-width:100%;height:auto}"
    "table{border-collapse:collapse;width:100%;font-size:.9rem}"
    "th,td{border-bottom:1px solid #868b94;padding:.3rem .5rem;text-align:left;vertical-align:top}th{background:#e3e6ea}"
    "footer{margin-top:2rem;color:#585c63;font-size:.85rem}"
    "@media print{body{margin:0;max-width:none;font-size:11px}figure{break-inside:avoid}thead{display:table-header-group}}";

struct Heads {
  std::string number, exchange, who, data, purpose, basis;
};

Heads heads(Lang lang) {
  const auto tr = [&](const char* id) { return base::tr(lang, id); };
  return {tr(N_("No.")), tr(N_("Exchange")), tr(N_("From → to")), tr(N_("Data")), tr(N_("Purpose")), tr(N_("Legal basis"))};
}

std::string basis_of(const ExchangeRow& row, Lang lang) {
  return row.needs_agreement ? base::tr(lang, N_("{basis}, with the person's agreement"), {{"basis", row.basis}}) : row.basis;
}

// A bar would end the cell.
std::string cell(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '|' ? "\\|" : c == '\n' ? " " : std::string(1, c);
  return out;
}

std::string inlined(const Sheet& sheet, Theme theme, std::size_t index) {
  const std::string svg = svg_of(sheet, theme, "s" + std::to_string(index + 1) + ".");
  return svg.substr(svg.find("<svg"));
}

}  // namespace

std::vector<ExchangeRow> exchange_rows(const model::Procedure& procedure, const model::Reference& reference, Lang lang) {
  std::vector<ExchangeRow> rows;
  const auto actor = [&](model::ActorId id) {
    return id.known() ? title_of(procedure[id].title, procedure[id].name, lang) : std::string{};
  };
  const Mapping mapping = map_procedure(procedure, reference, lang);
  for (const Flow& flow : mapping.flows)
    for (const FlowExchange& exchange : flow.exchanges) {
      ExchangeRow row{.number = exchange.number,
                      .title = exchange.title,
                      .from = actor(exchange.from),
                      .to = actor(exchange.to),
                      .data = data_words(procedure, exchange.data, lang),
                      .purpose = {},
                      .basis = {},
                      .needs_agreement = exchange.needs_agreement};
      if (exchange.purpose.known()) {
        const model::Purpose& purpose = procedure[exchange.purpose];
        row.purpose = title_of(purpose.title, purpose.name, lang);
        row.basis = basis_words(purpose, lang);
      }
      rows.push_back(std::move(row));
    }
  return rows;
}

std::string html_of(const std::vector<Sheet>& sheets, Theme theme, const Subject& subject) {
  const Lang lang = sheets.front().lang;
  const auto tr = [&](const char* id) { return xml_escaped(base::tr(lang, id)); };
  const std::string title = xml_escaped(sheets.front().title);
  const bool moves = sheets.front().seconds > 0;
  std::string page = fmt::format(
      "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n"
      "<meta name=\"viewport\" content=\"width=device-width,initial-scale=1\">\n"
      "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'{}\">\n"
      "<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<main>\n<h1>{}</h1>\n",
      lang == Lang::fr ? "fr" : "en", moves ? "; script-src 'unsafe-inline'" : "", title, kStyle, title);
  if (moves)
    page += fmt::format(
        "<p><button type=\"button\" data-go=\"-1\">{}</button> <button type=\"button\" data-go=\"0\">{}</button> "
        "<button type=\"button\" data-go=\"1\">{}</button></p>\n",
        tr(N_("Previous step")), tr(N_("Pause, go on")), tr(N_("Next step")));
  for (std::size_t s = 0; s < sheets.size(); ++s) page += "<figure>\n" + inlined(sheets[s], theme, s) + "</figure>\n";
  page += "<h2>" + tr(N_("The picture in words")) + "</h2>\n";
  for (const Sheet& sheet : sheets)
    if (!sheet.desc.empty()) page += "<p>" + xml_escaped(sheet.desc) + "</p>\n";
  const Heads head = heads(lang);
  for (const model::Procedure* procedure : subject.procedures) {
    const auto rows = exchange_rows(*procedure, subject.reference, lang);
    if (rows.empty()) continue;
    page += fmt::format("<h2>{}</h2>\n<table>\n<thead><tr>",
                        xml_escaped(base::tr(lang, N_("Exchanges: {procedure}"),
                                             {{"procedure", title_of(procedure->title, procedure->id, lang)}})));
    for (const std::string* words : {&head.number, &head.exchange, &head.who, &head.data, &head.purpose, &head.basis})
      page += "<th scope=\"col\">" + xml_escaped(*words) + "</th>";
    page += "</tr></thead>\n<tbody>\n";
    for (const ExchangeRow& row : rows)
      page += fmt::format(
          "<tr><th scope=\"row\">{}</th><td>{}</td><td>{} → {}</td><td>{}</td><td>{}</td><td>{}</td></tr>\n",
          xml_escaped(row.number), xml_escaped(row.title), xml_escaped(row.from), xml_escaped(row.to),
          xml_escaped(row.data), xml_escaped(row.purpose), xml_escaped(basis_of(row, lang)));
    page += "</tbody>\n</table>\n";
  }
  page += "</main>\n<footer>" + tr(N_("Educational simulator: neither an official service nor legal advice, no real data.")) +
          "</footer>\n</body>\n</html>\n";
  return page;
}

std::string markdown_of(const Subject& subject, Lang lang) {
  std::string text;
  const Heads head = heads(lang);
  for (const model::Procedure* procedure : subject.procedures) {
    text += fmt::format("{}## {}\n\n| {} | {} | {} | {} | {} | {} |\n|---|---|---|---|---|---|\n", text.empty() ? "" : "\n",
                        title_of(procedure->title, procedure->id, lang), head.number, head.exchange, head.who, head.data,
                        head.purpose, head.basis);
    for (const ExchangeRow& row : exchange_rows(*procedure, subject.reference, lang))
      text += fmt::format("| {} | {} | {} → {} | {} | {} | {} |\n", cell(row.number), cell(row.title), cell(row.from),
                          cell(row.to), cell(row.data), cell(row.purpose), cell(basis_of(row, lang)));
  }
  return text;
}

}  // namespace guichet::diagram
