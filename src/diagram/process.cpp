// The views `process` (lanes, time to the right) and `columns` (one column per actor, time downwards).
#include "diagram/figure.h"
#include "diagram/views.h"

namespace guichet::diagram {

namespace {

constexpr double kMargin = 12, kGap = 34;

base::Result<Picture> draw(const Subject& subject, const Settings& settings, const Look& look, bool vertical) {
  const model::Procedure& procedure = subject.procedure();
  Mapping mapping = map_procedure(procedure, subject.reference, settings.lang);
  Picture picture;
  picture.findings = std::move(mapping.findings);
  Sheet sheet{.lang = settings.lang, .title = mapping.flows.front().title};
  double y = kMargin;
  for (const Flow& flow : mapping.flows) {
    const layout::Graph graph = graph_of(flow, procedure, settings.lang, look);
    const base::Result<layout::Drawing> drawing =
        layout::lay_out(graph, {.vertical = vertical, .effort = settings.effort, .seed = settings.seed});
    if (!drawing) return drawing.failure();
    Figure figure = figure_of(flow, procedure, settings.lang, look, graph, *drawing);
    if (flow.machine.index > 0) {
      y += kGap;
      sheet.items.push_back(
          {Text{{kMargin, y - 10}, base::tr(settings.lang, N_("{activity}: for each one"), {{"activity", flow.title}}),
                12, Anchor::start, true}});
    }
    figure.group.shift = {kMargin, y};
    y += figure.height;
    sheet.width = std::max(sheet.width, figure.width + 2 * kMargin);
    sheet.desc += (sheet.desc.empty() ? "" : " ") + description_of(flow, settings.lang);
    sheet.items.push_back({std::move(figure.group)});
    picture.metrics.push_back(figure.metrics);
  }
  sheet.height = y + kMargin;
  picture.sheets.push_back(std::move(sheet));
  return picture;
}

}  // namespace

base::Result<Picture> draw_process(const Subject& subject, const Settings& settings) {
  return draw(subject, settings, {}, false);
}

base::Result<Picture> draw_columns(const Subject& subject, const Settings& settings) {
  return draw(subject, settings, {}, true);
}

}  // namespace guichet::diagram
