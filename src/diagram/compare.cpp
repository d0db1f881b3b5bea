// The view `compare`: two definitions, or two versions of one, side by side with the same geometry, what changed marked on
// both and listed first. Nodes and links are the same when their ids are: a state renamed is one that went and one that came.
// Parts where nothing changed are not drawn.
#include <algorithm>
#include <map>
#include <set>

#include "diagram/clean.h"
#include "diagram/figure.h"
#include "diagram/merge.h"
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

void clear_ids(Items& items) {
  for (Item& item : items)
    if (auto* group = std::get_if<Group>(&item.drawn)) {
      group->id.clear();
      clear_ids(group->items);
    }
}

struct Side {
  const model::Procedure& procedure;
  std::vector<Flow> parts;
  Marks marks;  // by the ids of the merged flow
  std::set<std::string, std::less<>> hidden;
  std::string name;
};

// The flows of both, each with its other version; one that only one has, with nothing.
std::vector<std::pair<const Flow*, const Flow*>> paired(const std::vector<Flow>& before, const std::vector<Flow>& after) {
  std::vector<std::pair<const Flow*, const Flow*>> pairs;
  const auto in = [](const std::vector<Flow>& flows, std::size_t index, const std::string& id) -> const Flow* {
    if (index == 0) return &flows.front();
    const auto same = std::find_if(flows.begin() + 1, flows.end(), [&](const Flow& f) { return f.id == id; });
    return same == flows.end() ? nullptr : &*same;
  };
  for (std::size_t f = 0; f < after.size(); ++f) pairs.emplace_back(in(before, f, after[f].id), &after[f]);
  for (std::size_t f = 1; f < before.size(); ++f)
    if (in(after, f, before[f].id) == nullptr) pairs.emplace_back(&before[f], nullptr);
  return pairs;
}

// And the ends and connectors that nothing leads to or leaves once the rest is hidden.
std::set<std::string, std::less<>> hidden_in(const Flow& part, std::set<std::string, std::less<>> hidden) {
  for (std::size_t n = 0; n < part.nodes.size(); ++n) {
    if (part.nodes[n].kind != NodeKind::off_page && part.nodes[n].kind != NodeKind::end) continue;
    const bool lone = std::ranges::none_of(part.links, [&](const FlowLink& link) {
      return (link.from == static_cast<int>(n) || link.to == static_cast<int>(n)) && !hidden.contains(link.id);
    });
    if (lone) hidden.insert(part.nodes[n].id);
  }
  return hidden;
}

// One part of both as one sheet, before above after.
base::Result<Sheet> draw_part(const Side& before, const Side& after, const Flow& both, std::size_t part, std::size_t parts,
                              const Settings& settings, Picture& picture) {
  constexpr double kAround = 14, kHeadingHeight = 24;
  const layout::Graph graph = graph_of(both, after.procedure, settings.lang, {});
  const base::Result<layout::Drawing> drawing = Drawings{}.lay_out_clean(graph, {.effort = settings.effort, .seed = settings.seed});
  if (!drawing) return drawing.failure();
  picture.metrics.push_back(drawing->metrics);
  Sheet sheet{.width = drawing->width + 2 * kAround, .lang = settings.lang};
  sheet.title = base::tr(settings.lang, N_("{before} and {after}"), {{"before", before.name}, {"after", after.name}});
  double y = kAround;
  for (const Side* side : {&before, &after}) {
    const Flow& flow = side->parts[part];
    const auto hidden = hidden_in(flow, side->hidden);
    const layout::Graph own = graph_of(flow, side->procedure, settings.lang, {});
    Figure figure = figure_of(flow, side->procedure, settings.lang, {.marks = side->marks, .hidden = hidden}, graph,
                              with_words_of(own, graph, *drawing));
    const std::string name = base::tr(settings.lang, side == &before ? N_("Before: {name}") : N_("After: {name}"), {{"name", side->name}});
    std::string heading = parts == 1 ? name
                                     : base::tr(settings.lang, N_("{what}, page {page} of {pages}: {part}"),
                                                {{"what", name},
                                                 {"page", std::to_string(part + 1)},
                                                 {"pages", std::to_string(parts)},
                                                 {"part", name_of_part(both)}});
    sheet.items.push_back({Text{{kAround, y + 13}, std::move(heading), 13, Anchor::start, true}});
    figure.group.id = side == &before ? "before" : "after";
    figure.group.shift = {kAround, y + kHeadingHeight};
    if (side == &after) clear_ids(figure.group.items);  // the same nodes stand above
    sheet.items.push_back({std::move(figure.group)});
    y += kHeadingHeight + drawing->height + kAround;
    sheet.cuts.push_back({y - 2, 0});
    Flow seen = flow;
    std::erase_if(seen.nodes, [&](const FlowNode& node) { return hidden.contains(node.id); });
    sheet.desc += (sheet.desc.empty() ? "" : " ") + name + ". " + description_of(seen, settings.lang);
  }
  sheet.height = y;
  return sheet;
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
  Side old_side{old, {}, {}, {}, name_of(old, settings.lang)}, young_side{young, {}, {}, {}, name_of(young, settings.lang)};
  std::vector<Flow> both;
  static const Flow kNothing;
  for (const auto& [one, other] : paired(before.flows, after.flows)) {
    Merged merged = merge(one == nullptr ? kNothing : *one, other == nullptr ? kNothing : *other);
    const int page = static_cast<int>(both.size()) + 1;
    const auto add = [&](std::vector<Flow>& to, const Flow& flow) {
      for (Flow& part : parts_of(flow, settings.lang, page)) to.push_back(std::move(part));
    };
    add(both, merged.both);
    add(old_side.parts, merged.before);
    add(young_side.parts, merged.after);
    old_side.hidden.merge(merged.came);
    young_side.hidden.merge(merged.went);
  }
  const auto changed_in = [&](const Flow& part) {
    bool changed = false;
    const auto mark = [&](const std::string& id) {
      const std::string own = without_mark(id);
      for (const auto& [from, to] : {std::pair{&compared.before, &old_side.marks}, std::pair{&compared.after, &young_side.marks}})
        if (const auto found = from->find(own); found != from->end()) {
          (*to)[id] = found->second;
          changed = true;
        }
    };
    for (const FlowNode& node : part.nodes) mark(node.id);
    for (const FlowLink& link : part.links) mark(link.id);
    return changed;
  };
  for (std::size_t p = 0; p < both.size(); ++p) {
    if (!changed_in(both[p])) continue;
    base::Result<Sheet> sheet = draw_part(old_side, young_side, both[p], p, both.size(), settings, picture);
    if (!sheet) return sheet.failure();
    picture.sheets.push_back(std::move(*sheet));
  }
  return picture;
}

}  // namespace guichet::diagram
