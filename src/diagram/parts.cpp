#include "diagram/parts.h"

#include <algorithm>
#include <iterator>
#include <map>
#include <numeric>
#include <set>

namespace guichet::diagram {

namespace {

// What stays together: the nodes of one state, and a phase's event with where it leads. Ends belong to none.
struct Units {
  std::vector<int> of_node;  // -1: an end
  std::vector<int> weight;   // nodes, borders left aside
  std::vector<int> first;    // its first node
};

Units units_of(const Flow& flow) {
  Units units;
  units.of_node.assign(flow.nodes.size(), -1);
  std::map<int, int> by_state;
  const auto unit = [&](std::size_t node, int key) {
    const auto [at, is_new] = by_state.try_emplace(key, static_cast<int>(units.weight.size()));
    if (is_new) {
      units.weight.push_back(0);
      units.first.push_back(static_cast<int>(node));
    }
    units.of_node[node] = at->second;
    if (flow.nodes[node].attached_to < 0) ++units.weight[static_cast<std::size_t>(at->second)];
  };
  for (std::size_t n = 0; n < flow.nodes.size(); ++n) {
    const FlowNode& node = flow.nodes[n];
    if (node.state && node.kind != NodeKind::end && node.kind != NodeKind::receipt && node.kind != NodeKind::pool)
      unit(n, node.state->index);
  }
  // What hangs on another node goes where that node is.
  for (std::size_t n = 0; n < flow.nodes.size(); ++n) {
    if (units.of_node[n] >= 0 || flow.nodes[n].kind == NodeKind::end) continue;
    for (const FlowLink& link : flow.links) {
      const bool from = link.from == static_cast<int>(n), to = link.to == static_cast<int>(n);
      const int other = from ? link.to : to ? link.from : -1;
      if (other < 0) continue;
      units.of_node[n] = units.of_node[static_cast<std::size_t>(other)];
      if (units.of_node[n] >= 0) ++units.weight[static_cast<std::size_t>(units.of_node[n])];
      break;
    }
  }
  return units;
}

struct Partition {
  const Flow& flow;
  const Units& units;
  int most = kPartNodes;
  std::vector<std::vector<int>> ties = {};  // between units
  std::vector<int> part = {};               // of each unit; -1: none of what is being divided

  void count_ties() {
    const std::size_t n = units.weight.size();
    ties.assign(n, std::vector<int>(n, 0));
    const auto tie = [&](int a, int b, int by) {
      if (a < 0 || b < 0 || a == b) return;
      ties[static_cast<std::size_t>(a)][static_cast<std::size_t>(b)] += by;
      ties[static_cast<std::size_t>(b)][static_cast<std::size_t>(a)] += by;
    };
    const auto unit = [&](int node) { return units.of_node[static_cast<std::size_t>(node)]; };
    for (const FlowLink& link : flow.links) tie(unit(link.from), unit(link.to), 10);
    for (const FlowGroup& group : flow.groups) {
      std::set<int> members;
      for (const int node : group.nodes) members.insert(unit(node));
      for (const int a : members)
        for (const int b : members)
          if (a < b) tie(a, b, 6);
    }
  }

  // By part.
  [[nodiscard]] std::map<int, int> weights() const {
    std::map<int, int> sums;
    for (std::size_t u = 0; u < part.size(); ++u)
      if (part[u] >= 0) sums[part[u]] += units.weight[u];
    return sums;
  }

  // The two most tied parts become one, as long as a sheet holds them; of two pairs as tied, the first of the file.
  void gather() {
    std::map<int, int> weight = weights();
    std::map<int, std::map<int, int>> tied;  // by part, then by part
    for (std::size_t a = 0; a < part.size(); ++a) {
      for (std::size_t b = a + 1; b < part.size() && part[a] >= 0; ++b) {
        if (part[a] == part[b] || part[b] < 0 || ties[a][b] == 0) continue;
        tied[part[a]][part[b]] += ties[a][b];
        tied[part[b]][part[a]] += ties[a][b];
      }
    }
    while (true) {
      std::pair<int, int> best{-1, -1};
      int best_score = 0;
      for (const auto& [a, others] : tied) {
        for (auto other = others.upper_bound(a); other != others.end(); ++other) {
          const int both = weight[a] + weight[other->first];
          if (both > most) continue;
          const int score = other->second * 1000 / both;
          if (score <= best_score) continue;
          best_score = score;
          best = {a, other->first};
        }
      }
      const auto [kept, gone] = best;
      if (kept < 0) return;
      std::ranges::replace(part, gone, kept);
      weight[kept] += weight[gone];
      for (const auto& [other, by] : tied[gone]) {
        tied[other].erase(gone);
        if (other == kept) continue;
        tied[kept][other] += by;
        tied[other][kept] += by;
      }
      tied.erase(gone);
    }
  }

  // Small ones that nothing ties share a sheet, neighbours in the file first. What did not fit does not fit later: parts
  // only grow.
  void fill() {
    std::map<int, int> weight = weights();
    for (auto a = weight.begin(); a != weight.end(); ++a) {
      for (auto b = std::next(a); b != weight.end();) {
        if (a->second + b->second > most) {
          ++b;
          continue;
        }
        std::ranges::replace(part, b->first, a->first);
        a->second += b->second;
        b = weight.erase(b);
      }
    }
  }

  // Single states go where more of their links are.
  void settle() {
    std::map<int, int> weight = weights();
    for (int round = 0; round < 8; ++round) {
      bool moved = false;
      for (std::size_t u = 0; u < part.size(); ++u) {
        if (part[u] < 0) continue;
        std::map<int, int> tied;
        for (std::size_t v = 0; v < part.size(); ++v)
          if (v != u && part[v] >= 0) tied[part[v]] += ties[u][v];
        int best = part[u];
        for (const auto& [where, by] : tied) {
          if (by > tied[best] && weight[where] + units.weight[u] <= most) best = where;
        }
        if (best == part[u]) continue;
        weight[part[u]] -= units.weight[u];
        weight[best] += units.weight[u];
        part[u] = best;
        moved = true;
      }
      if (!moved) return;
    }
  }

  // Two parts or more of what a sheet does not show; false when it is the nodes of one state.
  bool divide(int which) {
    const int weight = weights()[which];
    if (std::ranges::count(part, which) < 2) return false;
    std::vector<int> apart;  // the units, each a part of its own; -1: not concerned
    for (std::size_t u = 0; u < part.size(); ++u) apart.push_back(part[u] == which ? static_cast<int>(u) : -1);
    std::swap(part, apart);
    most = std::max(1, std::min(weight - 1, weight * 3 / 4));
    gather();
    settle();
    fill();
    const int others = static_cast<int>(part.size());
    for (std::size_t u = 0; u < part.size(); ++u)
      part[u] = part[u] < 0 ? apart[u] : part[u] + others;
    renumber();
    return true;
  }

  // Numbered in the order of the file.
  int renumber() {
    std::map<int, int> order;
    for (int& p : part) p = order.try_emplace(p, static_cast<int>(order.size())).first->second;
    return static_cast<int>(order.size());
  }
};

std::string letter_of(int number) {
  std::string letters;
  for (++number; number > 0; number = (number - 1) / 26)
    letters.insert(letters.begin(), static_cast<char>('A' + (number - 1) % 26));
  return letters;
}

struct Cutter {
  const Flow& flow;
  base::Lang lang;
  int first_page;
  std::vector<int> part_of_node;  // -1: an end
  std::map<int, std::string> letters = {};        // by target
  std::map<int, std::set<int>> entered_from = {};  // pages, by target

  // A clock, or what may happen at any time, does not draw its line across the sheet to where many such lines end.
  [[nodiscard]] bool jumps(const FlowLink& link) const {
    const auto aside = [&](const FlowLink& l) {
      const FlowNode& from = flow.nodes[static_cast<std::size_t>(l.from)];
      return from.attached_to >= 0 || from.kind == NodeKind::phase;
    };
    if (!aside(link)) return false;
    constexpr std::ptrdiff_t kMany = 3;
    return std::ranges::count_if(flow.links, [&](const FlowLink& l) { return l.to == link.to && aside(l); }) >= kMany;
  }

  void name_targets() {
    for (const FlowLink& link : flow.links) {
      const int from = part(link.from), to = part(link.to);
      if (to < 0 || from < 0 || (from == to && !jumps(link))) continue;
      letters.try_emplace(link.to, "");
      entered_from[link.to].insert(first_page + from);
    }
    int next = 0;
    for (auto& [target, letter] : letters) letter = letter_of(next++);
  }

  [[nodiscard]] int part(int node) const { return part_of_node[static_cast<std::size_t>(node)]; }

  [[nodiscard]] std::string name_of(int node) const {
    const FlowNode& it = flow.nodes[static_cast<std::size_t>(node)];
    return it.text.empty() ? flow.lanes[static_cast<std::size_t>(it.lane)].title : it.text;
  }

  [[nodiscard]] Flow cut(int which) const {
    Flow made{.id = flow.id, .title = flow.title, .machine = flow.machine};
    std::map<int, int> node_at, lane_at, exchange_at;
    std::set<int> wanted;
    for (std::size_t n = 0; n < flow.nodes.size(); ++n)
      if (part_of_node[n] == which) wanted.insert(static_cast<int>(n));
    for (const FlowLink& link : flow.links) {
      if (part(link.from) == which && part(link.to) < 0) wanted.insert(link.to);
    }
    // What follows an end (somebody else is told of it).
    for (const FlowLink& link : flow.links) {
      if (part(link.from) < 0 && wanted.contains(link.from)) wanted.insert(link.to);
    }
    std::set<int> lanes;
    for (const int n : wanted) lanes.insert(flow.nodes[static_cast<std::size_t>(n)].lane);
    for (const FlowLink& link : flow.links) {
      if (wanted.contains(link.from) && (!wanted.contains(link.to) || jumps(link)))
        lanes.insert(flow.nodes[static_cast<std::size_t>(link.to)].lane);
    }
    for (const int lane : lanes) {
      lane_at[lane] = static_cast<int>(made.lanes.size());
      made.lanes.push_back(flow.lanes[static_cast<std::size_t>(lane)]);
    }
    const auto add_node = [&](FlowNode node) {
      node.lane = lane_at.at(node.lane);
      made.nodes.push_back(std::move(node));
      return static_cast<int>(made.nodes.size()) - 1;
    };
    const auto connector = [&](int target, bool leaves, int source) {
      const FlowNode& node = flow.nodes[static_cast<std::size_t>(target)];
      std::string text;
      if (leaves) {
        text = base::tr(lang, N_("{activity} (page {page})"),
                        {{"activity", name_of(target)}, {"page", std::to_string(first_page + part(target))}});
      } else {
        std::string pages;
        for (const int page : entered_from.at(target)) pages += (pages.empty() ? "" : ", ") + std::to_string(page);
        text = base::tr(lang, base::counted("from page {pages}", "from pages {pages}",
                                            static_cast<std::int64_t>(entered_from.at(target).size()),
                                            {{"pages", pages}}));
      }
      const std::string id = leaves ? flow.nodes[static_cast<std::size_t>(source)].id + ".to." + node.id : node.id + ".from";
      return add_node({.id = id,
                       .kind = NodeKind::off_page,
                       .lane = node.lane,
                       .text = text,
                       .letter = letters.at(target)});
    };
    const auto add_link = [&](const FlowLink& link, int from, int to, bool carries) {
      FlowLink copy = link;
      copy.from = from;
      copy.to = to;
      copy.exchanges.clear();
      if (carries) {
        for (const int e : link.exchanges) {
          const auto [at, is_new] = exchange_at.try_emplace(e, static_cast<int>(made.exchanges.size()));
          if (is_new) made.exchanges.push_back(flow.exchanges[static_cast<std::size_t>(e)]);
          copy.exchanges.push_back(at->second);
        }
      }
      made.links.push_back(std::move(copy));
    };
    for (const int n : wanted) {
      FlowNode node = flow.nodes[static_cast<std::size_t>(n)];
      if (node.attached_to >= 0) node.attached_to = node_at.at(node.attached_to);
      node_at[n] = add_node(std::move(node));
    }
    for (const auto& [target, letter] : letters) {
      if (part(target) != which) continue;
      FlowLink in{.id = flow.nodes[static_cast<std::size_t>(target)].id + ".in"};
      add_link(in, connector(target, false, target), node_at.at(target), false);
    }
    // Every line has an end of its own, unless something follows it.
    std::map<int, int> reached;
    const auto end_for = [&](int node) {
      const int time = reached[node]++;
      if (time == 0 || std::ranges::find(flow.links, node, &FlowLink::from) != flow.links.end()) return node_at.at(node);
      FlowNode copy = flow.nodes[static_cast<std::size_t>(node)];
      copy.id += "." + std::to_string(time + 1);
      return add_node(std::move(copy));
    };
    for (const FlowLink& link : flow.links) {
      if (!wanted.contains(link.from)) continue;
      const int from = node_at.at(link.from);
      if (letters.contains(link.to) && (!wanted.contains(link.to) || jumps(link)))
        add_link(link, from, connector(link.to, true, link.from), true);
      else
        add_link(link, from, part(link.to) < 0 ? end_for(link.to) : node_at.at(link.to), true);
    }
    for (const FlowGroup& group : flow.groups) {
      FlowGroup kept{group.id, group.title, {}};
      for (const int n : group.nodes)
        if (const auto at = node_at.find(n); at != node_at.end() && part(n) == which) kept.nodes.push_back(at->second);
      if (!kept.nodes.empty()) made.groups.push_back(std::move(kept));
    }
    return made;
  }
};

}  // namespace

std::vector<Flow> parts_of(const Flow& flow, base::Lang lang, int first_page, const Shows& shows) {
  const Units units = units_of(flow);
  constexpr std::ptrdiff_t kLarge = 200;  // nodes: looked at a glance only, which takes seconds already
  const auto whole = std::ranges::count_if(flow.nodes, [](const FlowNode& node) { return node.attached_to < 0; });
  if (whole <= kPartNodes + kPartNodes / 2 && (!shows || (shows(flow, true) && shows(flow, false)))) {
    Cutter cutter{flow, lang, first_page, {}};
    for (const int unit : units.of_node) cutter.part_of_node.push_back(unit < 0 ? -1 : 0);
    return {cutter.cut(0)};
  }
  Partition partition{flow, units};
  partition.count_ties();
  partition.part.resize(units.weight.size());
  std::iota(partition.part.begin(), partition.part.end(), 0);
  partition.gather();
  partition.settle();
  partition.fill();
  while (true) {
    const int count = partition.renumber();
    Cutter cutter{flow, lang, first_page, {}};
    for (const int unit : units.of_node)
      cutter.part_of_node.push_back(unit < 0 ? -1 : partition.part[static_cast<std::size_t>(unit)]);
    cutter.name_targets();
    std::vector<Flow> parts;
    for (int which = 0; which < count; ++which) parts.push_back(cutter.cut(which));
    bool divided = false;
    for (const bool at_a_glance : {true, false}) {
      if (!at_a_glance && whole > kLarge) continue;
      for (int which = count; which-- > 0 && shows;) {  // backwards: dividing renumbers what comes after
        if (!shows(parts[static_cast<std::size_t>(which)], at_a_glance)) divided = partition.divide(which) || divided;
      }
      if (divided) break;
    }
    if (!divided) return parts;
  }
}

}  // namespace guichet::diagram
