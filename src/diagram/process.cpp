// The views `process` (lanes, time to the right), `columns` (one column per actor, time downwards) `rgpd` (what
// makes each message lawful) and `ser` (événements-résultats).
#include <algorithm>

#include "diagram/figure.h"
#include "diagram/page.h"
#include "diagram/parts.h"
#include "diagram/views.h"
#include "layout/text.h"

namespace guichet::diagram {

base::Result<layout::Drawing> lay_out_bare(const layout::Graph& graph, const PageLook& look, layout::Effort effort) {
  return look.drawings->lay_out_clean(graph, {.vertical = look.vertical, .effort = effort, .seed = look.settings.seed});
}

bool bare_shows(const Flow& part, const PageLook& look, bool at_a_glance) {
  const layout::Graph graph = graph_of(part, look.procedure, look.settings.lang, look.look);
  const base::Result<layout::Drawing> drawing =
      lay_out_bare(graph, look, at_a_glance ? layout::Effort::fast : look.settings.effort);
  if (!drawing) return true;  // what is refused is refused when it is drawn
  return at_a_glance || look.settings.effort == layout::Effort::fast ? is_promising(*drawing) : is_clean(*drawing);
}

namespace {

constexpr double kMargin = 12, kTitle = 22;

// A procedure in parts, children of an `each` included.
std::vector<Flow> all_parts(const Mapping& mapping, base::Lang lang, const Shows& shows) {
  std::vector<Flow> parts;
  for (const Flow& flow : mapping.flows) {
    for (Flow& part : parts_of(flow, lang, static_cast<int>(parts.size()) + 1, shows)) parts.push_back(std::move(part));
  }
  return parts;
}

// Each part alone, as large as it is.
base::Result<Picture> bare(const std::vector<Flow>& parts, const PageLook& look) {
  Picture picture;
  const Settings& settings = look.settings;
  for (std::size_t p = 0; p < parts.size(); ++p) {
    const layout::Graph graph = graph_of(parts[p], look.procedure, settings.lang, look.look);
    const base::Result<layout::Drawing> drawing = lay_out_bare(graph, look, settings.effort);
    if (!drawing) return drawing.failure();
    Figure figure = figure_of(parts[p], look.procedure, settings.lang, look.look, graph, *drawing);
    Sheet sheet{.lang = settings.lang, .title = parts[p].title};
    double top = kMargin;
    if (parts.size() > 1) {
      sheet.title = base::tr(settings.lang, N_("{what}, page {page} of {pages}: {part}"),
                             {{"what", parts[p].title},
                              {"page", std::to_string(p + 1)},
                              {"pages", std::to_string(parts.size())},
                              {"part", name_of_part(parts[p])}});
      sheet.items.push_back({Text{{kMargin, kMargin + 12}, sheet.title, 12, Anchor::start, true}});
      sheet.width = layout::text_width(sheet.title, layout::kBodySize, true);
      top += kTitle;
    }
    sheet.desc = description_of(parts[p], settings.lang);
    sheet.width = std::max(sheet.width, figure.width) + 2 * kMargin;
    sheet.height = figure.height + top + kMargin;
    figure.group.shift = {kMargin, top};
    picture.metrics.push_back(figure.metrics);
    sheet.items.push_back({std::move(figure.group)});
    picture.sheets.push_back(std::move(sheet));
  }
  return picture;
}

base::Result<Picture> draw(const Subject& subject, const Settings& settings, const Look& look, bool vertical,
                           const char* what) {
  const model::Procedure& procedure = subject.procedure();
  const Mapping mapping = map_procedure(procedure, subject.reference, settings.lang);
  const PageLook page{procedure, settings, look, vertical, base::tr(settings.lang, what), subject.drawings};
  const bool on_paper = settings.page != PageKind::none || look.bases || look.ser;
  if ((look.bases || look.ser) && (settings.page == PageKind::pupil || settings.page == PageKind::key))
    return base::Failure{{N_("worksheets are made of the views process and columns only"), {}}};
  const auto shows = [&](const Flow& part, bool at_a_glance) {
    return on_paper ? page_shows(part, page, at_a_glance) : bare_shows(part, page, at_a_glance);
  };
  const std::vector<Flow> parts = all_parts(mapping, settings.lang, shows);
  base::Result<Picture> picture = on_paper ? pages_of(parts, page) : bare(parts, page);
  if (picture) picture->findings = mapping.findings;
  return picture;
}

}  // namespace

base::Result<Picture> draw_process(const Subject& subject, const Settings& settings) {
  return draw(subject, settings, {.numbers = settings.page != PageKind::none}, false, N_("Process diagram"));
}

base::Result<Picture> draw_columns(const Subject& subject, const Settings& settings) {
  return draw(subject, settings, {.numbers = settings.page != PageKind::none}, true, N_("Process diagram by actor"));
}

base::Result<Picture> draw_rgpd(const Subject& subject, const Settings& settings) {
  return draw(subject, settings, {.bases = true}, false, N_("GDPR: the legal basis of each message"));
}

base::Result<Picture> draw_ser(const Subject& subject, const Settings& settings) {
  return draw(subject, settings, {.ser = true}, true, N_("Events and results of the domain"));
}

}  // namespace guichet::diagram
