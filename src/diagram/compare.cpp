// The view `compare`: two definitions, or two versions of one, with what changed marked on both and listed first. Nodes
// and links are the same when their ids are: a state renamed is one that went and one that came.
#include <algorithm>
#include <map>
#include <set>

#include "diagram/page.h"
#include "diagram/parts.h"
#include "diagram/table.h"
#include "diagram/views.h"

namespace guichet::diagram {

namespace {

struct Change {
  Ink ink;
  std::string what, before, after;
};

struct Compared {
  Marks before, after;
  std::vector<Change> changes;
};

// What a node or a link says, to be held against the other definition's.
std::string words_of(const Flow& flow, const FlowNode& node) {
  const std::string& lane = flow.lanes[static_cast<std::size_t>(node.lane)].title;
  return node.text.empty() ? lane : node.text + " (" + lane + ")";
}

std::string words_of(const Flow& flow, const FlowLink& link) {
  std::string words = link.answer;
  for (const int e : link.exchanges)
    words += (words.empty() ? "" : " · ") + flow.exchanges[static_cast<std::size_t>(e)].title;
  return words;
}

std::string place_of(const Flow& flow, const FlowNode& node) {
  return node.text.empty() ? flow.lanes[static_cast<std::size_t>(node.lane)].title : node.text;
}

std::string place_of(const Flow& flow, const FlowLink& link) {
  const auto name = [&](int n) { return place_of(flow, flow.nodes[static_cast<std::size_t>(n)]); };
  return name(link.from) + " → " + name(link.to);
}

template <class Of>
void compare(const std::vector<Flow>& before, const std::vector<Flow>& after, Of all, Compared& compared) {
  using Piece = std::pair<std::string, std::string>;  // where it is, what it says
  const auto pieces = [&](const std::vector<Flow>& flows) {
    std::map<std::string, Piece> found;
    for (const Flow& flow : flows)
      for (const auto& piece : all(flow)) found[piece.id] = {place_of(flow, piece), words_of(flow, piece)};
    return found;
  };
  const std::map<std::string, Piece> old = pieces(before), young = pieces(after);
  for (const auto& [id, piece] : old) {
    const auto other = young.find(id);
    if (other == young.end()) {
      compared.before[id] = Ink::removed;
      compared.changes.push_back({Ink::removed, piece.first, piece.second, "—"});
    } else if (other->second.second != piece.second) {
      compared.before[id] = compared.after[id] = Ink::changed;
      compared.changes.push_back({Ink::changed, other->second.first, piece.second, other->second.second});
    }
  }
  for (const auto& [id, piece] : young) {
    if (old.contains(id)) continue;
    compared.after[id] = Ink::added;
    compared.changes.push_back({Ink::added, piece.first, "—", piece.second});
  }
}

std::vector<Flow> parts_with(const Mapping& mapping, base::Lang lang) {
  std::vector<Flow> parts;
  for (const Flow& flow : mapping.flows)
    for (Flow& part : parts_of(flow, lang, static_cast<int>(parts.size()) + 1)) parts.push_back(std::move(part));
  return parts;
}

std::string name_of(const model::Procedure& procedure, base::Lang lang) {
  return base::tr(lang, N_("{title}, version {version}"),
                  {{"title", procedure.title.empty() ? procedure.id : procedure.title.in(lang)},
                   {"version", std::to_string(procedure.version)}});
}

Table table_of(const std::vector<Change>& changes, base::Lang lang, double width) {
  const auto tr = [&](const char* id) { return base::tr(lang, id); };
  Table table{.columns = {{"", 24},
                          {tr(N_("where")), width * .3},
                          {tr(N_("before")), (width * .7 - 24) / 2},
                          {tr(N_("after")), (width * .7 - 24) / 2}},
              .first = Table::First::number};
  for (const Change& change : changes)
    table.rows.push_back({{sign_of(change.ink), change.what, change.before, change.after}, change.ink});
  return table;
}

}  // namespace

base::Result<Picture> draw_compare(const Subject& subject, const Settings& settings) {
  if (settings.page == PageKind::pupil || settings.page == PageKind::key)
    return base::Failure{{N_("worksheets are made of the views process and columns only"), {}}};
  const model::Procedure& old = *subject.procedures[0];
  const model::Procedure& young = *subject.procedures[1];
  const Mapping before = map_procedure(old, subject.reference, settings.lang),
                after = map_procedure(young, subject.reference, settings.lang);
  Compared compared;
  compare(before.flows, after.flows, [](const Flow& f) -> const auto& { return f.nodes; }, compared);
  compare(before.flows, after.flows, [](const Flow& f) -> const auto& { return f.links; }, compared);

  Picture picture;
  const std::string title = base::tr(settings.lang, N_("{before} and {after}"),
                                     {{"before", name_of(old, settings.lang)}, {"after", name_of(young, settings.lang)}});
  for (Sheet& sheet : table_sheets(table_of(compared.changes, settings.lang, inner_width(settings.paper)), title,
                                   base::tr(settings.lang, base::counted("{count} change", "{count} changes",
                                                                         static_cast<std::int64_t>(compared.changes.size()),
                                                                         {{"count", std::to_string(compared.changes.size())}})),
                                   settings))
    picture.sheets.push_back(std::move(sheet));
  for (const bool is_old : {true, false}) {
    const Look look{.marks = is_old ? compared.before : compared.after};
    base::Result<Picture> drawn =
        pages_of(parts_with(is_old ? before : after, settings.lang),
                 {is_old ? old : young, settings, look, false,
                  base::tr(settings.lang, is_old ? N_("Before") : N_("After"))});
    if (!drawn) return drawn;
    for (Sheet& sheet : drawn->sheets) picture.sheets.push_back(std::move(sheet));
    picture.metrics.insert(picture.metrics.end(), drawn->metrics.begin(), drawn->metrics.end());
  }
  return picture;
}

}  // namespace guichet::diagram
