#include "diagram/sequence.h"

#include <algorithm>
#include <array>
#include <deque>
#include <limits>
#include <map>
#include <set>
#include <tuple>

namespace guichet::diagram {

namespace {

constexpr int kInlineDeeds = 2;    // a stretch with more of them is a part of its own
// What a way on costs, in links; the usual course is the cheapest to the best outcome.
constexpr int kAgainstWill = 100;  // it leaves by the border of what is done
constexpr int kSecondChoice = 20;  // another event of the same state is named before it
constexpr int kNo = 8;             // the answer is no
constexpr int kLaterAnswer = 2;    // another answer is named before it

// The better the outcome, the more usual the course that leads there.
int rank_of(model::OutcomeKind outcome) {
  using model::OutcomeKind;
  static constexpr std::array kBest{OutcomeKind::granted,  OutcomeKind::done,      OutcomeKind::expired, OutcomeKind::void_,
                                    OutcomeKind::rejected, OutcomeKind::withdrawn, OutcomeKind::failed};
  return static_cast<int>(std::ranges::find(kBest, outcome) - kBest.begin());
}

bool says(const std::string& answer, std::string_view french, std::string_view english) {
  for (const std::string_view word : {french, english})
    if (answer.starts_with(word) && (answer.size() == word.size() || answer[word.size()] == ',' || answer[word.size()] == ' '))
      return true;
  return false;
}

// Links out of one place that lead to the same node and say the same: told once.
struct Way {
  std::vector<int> links;
  int target = 0;
  std::vector<std::string> conditions;
  std::optional<FrameKind> kind;  // when what causes it says so
  int through = -1;               // the border node it leaves by
};

class Teller {
 public:
  Teller(const Flow& flow, base::Lang lang) : flow_{flow}, lang_{lang}, out_(flow.nodes.size()), border_(flow.nodes.size()) {
    for (std::size_t k = 0; k < flow.links.size(); ++k)
      out_[static_cast<std::size_t>(flow.links[k].from)].push_back(static_cast<int>(k));
    for (std::size_t k = 0; k < flow.nodes.size(); ++k)
      if (flow.nodes[k].attached_to >= 0)
        border_[static_cast<std::size_t>(flow.nodes[k].attached_to)].push_back(static_cast<int>(k));
    weigh();
  }

  std::vector<SequencePart> tell() {
    for (std::size_t k = 0; k < flow_.nodes.size(); ++k)
      if (flow_.nodes[k].kind == NodeKind::start) {
        open_part({}, {}, static_cast<int>(k));
        break;
      }
    while (!asked_.empty()) {
      const int node = asked_.front();
      asked_.pop_front();
      open_part(letters_.at(node), node_at(node).text, node);
    }
    add_anytime();
    return std::move(parts_);
  }

 private:
  // How far the best reachable outcome is: rank of the outcome, then links to it.
  struct Reach {
    int rank = std::numeric_limits<int>::max();
    int far = std::numeric_limits<int>::max();
    auto operator<=>(const Reach&) const = default;
  };

  [[nodiscard]] const FlowNode& node_at(int node) const { return flow_.nodes[static_cast<std::size_t>(node)]; }
  [[nodiscard]] const FlowLink& link_at(int link) const { return flow_.links[static_cast<std::size_t>(link)]; }
  [[nodiscard]] bool is_deed(int node) const {
    return node_at(node).kind == NodeKind::task || node_at(node).kind == NodeKind::subprocess;
  }

  [[nodiscard]] int cost_of(int index) const {
    const FlowLink& link = link_at(index);
    const auto& others = out_[static_cast<std::size_t>(link.from)];
    const int place = static_cast<int>(std::ranges::find(others, index) - others.begin());
    if (node_at(link.from).kind != NodeKind::gateway || node_at(link.from).text.empty()) return 1 + kSecondChoice * place;
    const auto yes = [&](int other) { return says(link_at(other).answer, "Oui", "Yes"); };
    if (yes(index)) return 1;
    if (says(link.answer, "Non", "No")) return 1 + kNo;
    return 1 + (std::ranges::any_of(others, yes) ? kSecondChoice : kLaterAnswer * place);
  }

  // Bellman and Ford: graphs are small, and ranks and lengths join without a heap.
  void weigh() {
    reach_.resize(flow_.nodes.size());
    for (std::size_t k = 0; k < flow_.nodes.size(); ++k)
      if (flow_.nodes[k].kind == NodeKind::end) reach_[k] = {rank_of(flow_.nodes[k].outcome), 0};
    const auto relax = [&](std::size_t from, std::size_t to, int cost) {
      if (reach_[to].far == std::numeric_limits<int>::max()) return false;
      const Reach through{reach_[to].rank, reach_[to].far + cost};
      if (!(through < reach_[from])) return false;
      reach_[from] = through;
      return true;
    };
    for (bool changed = true; changed;) {
      changed = false;
      for (std::size_t k = 0; k < flow_.links.size(); ++k)
        changed |= relax(static_cast<std::size_t>(flow_.links[k].from), static_cast<std::size_t>(flow_.links[k].to), cost_of(static_cast<int>(k)));
      for (std::size_t k = 0; k < flow_.nodes.size(); ++k)
        if (flow_.nodes[k].attached_to >= 0)
          changed |= relax(static_cast<std::size_t>(flow_.nodes[k].attached_to), k, kAgainstWill);
    }
  }

  // Nothing when its first message says the same.
  [[nodiscard]] std::string condition_of(const FlowLink& link) const {
    const bool said = !link.exchanges.empty() && flow_.exchanges[static_cast<std::size_t>(link.exchanges[0])].title == link.answer;
    return said ? std::string{} : link.answer;
  }

  void add_way(std::vector<Way>& ways, int link_index, std::optional<FrameKind> kind, const std::string& condition,
               int through) const {
    const FlowLink& link = link_at(link_index);
    for (Way& way : ways)
      if (way.target == link.to && link_at(way.links[0]).exchanges == link.exchanges) {
        way.links.push_back(link_index);
        if (std::ranges::find(way.conditions, condition) == way.conditions.end()) way.conditions.push_back(condition);
        if (way.kind != kind) way.kind.reset();
        return;
      }
    ways.push_back({{link_index}, link.to, {condition}, kind, through});
  }

  // A gateway that asks nothing only parts the events of its task.
  [[nodiscard]] std::vector<Way> own_ways(int node) const {
    const auto& out = out_[static_cast<std::size_t>(node)];
    if (out.size() == 1 && link_at(out[0]).exchanges.empty()) {
      const FlowNode& next = node_at(link_at(out[0]).to);
      if (next.kind == NodeKind::gateway && next.text.empty()) node = link_at(out[0]).to;
    }
    std::vector<Way> ways;
    for (const int link : out_[static_cast<std::size_t>(node)]) add_way(ways, link, {}, condition_of(link_at(link)), -1);
    return ways;
  }

  [[nodiscard]] std::vector<Way> border_ways(int node) const {
    std::vector<Way> ways;
    for (const int edge : border_[static_cast<std::size_t>(node)]) {
      const NodeKind kind = node_at(edge).kind;
      const FrameKind frame = kind == NodeKind::timer   ? FrameKind::delay
                              : kind == NodeKind::error ? FrameKind::failure
                                                        : FrameKind::anytime;
      for (const int link : out_[static_cast<std::size_t>(edge)]) {
        const std::string answer = link_at(link).answer;
        add_way(ways, link, frame, node_at(edge).text + (answer.empty() ? "" : " ? " + answer), edge);
      }
    }
    return ways;
  }

  [[nodiscard]] std::size_t best_of(const std::vector<Way>& ways) const {
    const auto reach = [&](const Way& way) {
      Reach on = reach_[static_cast<std::size_t>(way.target)];
      if (on.far != std::numeric_limits<int>::max()) on.far += cost_of(way.links[0]);
      return on;
    };
    return static_cast<std::size_t>(std::ranges::min_element(ways, {}, reach) - ways.begin());
  }

  // The usual way on: by what is done, else by what happens on the border.
  [[nodiscard]] std::optional<Way> main_way(int node) const {
    std::vector<Way> own = own_ways(node), border = border_ways(node);
    const Reach here = reach_[static_cast<std::size_t>(node)];
    if (!own.empty()) {
      const Way& best = own[best_of(own)];
      const Reach next = reach_[static_cast<std::size_t>(best.target)];
      if (border.empty() || here.far == std::numeric_limits<int>::max() || next < here) return best;
    }
    if (border.empty()) return std::nullopt;
    return border[best_of(border)];
  }

  // ---- parts and frames ---------------------------------------------------------------------------------------

  void open_part(const std::string& letter, const std::string& title, int from) {
    parts_.push_back({letter, title, {}});
    ahead_.clear();
    for (int node = from; !told_.contains(node) && ahead_.insert(node).second;) {
      const auto way = main_way(node);
      if (!way) break;
      node = way->target;
    }
    tell_course(from, true);
  }

  [[nodiscard]] std::vector<SequenceItem>& items() { return parts_.back().items; }

  void say(const Way& way) {
    for (const int exchange : link_at(way.links[0]).exchanges) items().emplace_back(Said{exchange});
  }

  // With what it tells others.
  void finish(int node) {
    for (const int link : out_[static_cast<std::size_t>(node)])
      for (const int exchange : link_at(link).exchanges) items().emplace_back(Said{exchange});
    items().emplace_back(Finished{node});
  }

  // An ending is short enough to be told again.
  void go_on(int node) {
    if (node_at(node).kind == NodeKind::end) return finish(node);
    items().emplace_back(GoesOn{node, letters_.contains(node) ? letters_.at(node) : std::string{}});
  }

  // From `node` until the case ends or meets what is told elsewhere. `usual`: the course of the part itself, which no
  // frame holds.
  void tell_course(int node, bool usual) {
    std::vector<Way> pending;  // of the border of what was done, until somebody decides or acts
    while (true) {
      if (told_.contains(node) || (!usual && ahead_.contains(node))) {
        tell_ways(pending);
        return go_on(node);
      }
      if (const bool acts = is_deed(node) && !node_at(node).provider; acts || node_at(node).kind == NodeKind::end)
        tell_ways(std::exchange(pending, {}));
      told_.emplace(node, told_.size());
      if (is_deed(node)) items().emplace_back(Deed{node});
      if (node_at(node).kind == NodeKind::end) return finish(node);

      const auto main = main_way(node);
      std::vector<Way> own = own_ways(node);
      const bool decides = own.size() > 1 || (main && main->through >= 0);
      const auto is_main = [&](const Way& way) { return main && way.links == main->links; };
      std::erase_if(own, is_main);
      for (Way& way : border_ways(node))
        if (!is_main(way)) pending.push_back(std::move(way));
      for (Way& way : own) way.conditions = {question_of(node, way)};
      if (decides || !main) {
        merge(own, std::exchange(pending, {}));
        tell_ways(own);
      }
      if (!main) return;
      if (main->through >= 0 && node_at(main->through).kind == NodeKind::timer) items().emplace_back(Elapsed{main->through});
      say(*main);
      node = main->target;
    }
  }

  // "Habite la zone ? Autre identité, Non"
  [[nodiscard]] std::string question_of(int node, const Way& way) const {
    std::string answers;
    for (const std::string& answer : way.conditions) answers += (answers.empty() ? "" : ", ") + answer;
    if (node_at(node).kind != NodeKind::gateway || node_at(node).text.empty()) return answers;
    return answers.empty() ? answers : node_at(node).text + " " + answers;
  }

  void merge(std::vector<Way>& ways, std::vector<Way> others) const {
    for (Way& other : others) {
      const auto same = std::ranges::find_if(ways, [&](const Way& way) {
        return way.target == other.target && link_at(way.links[0]).exchanges == link_at(other.links[0]).exchanges;
      });
      if (same == ways.end()) {
        ways.push_back(std::move(other));
        continue;
      }
      same->conditions.insert(same->conditions.end(), other.conditions.begin(), other.conditions.end());
      if (same->kind != other.kind) same->kind.reset();
    }
  }

  void tell_ways(const std::vector<Way>& ways) {
    for (const Way& way : ways) tell_frame(way);
  }

  void tell_frame(const Way& way) {
    const std::size_t opened = items().size(), before = told_.size();
    std::string condition;
    for (const std::string& part : way.conditions)
      if (!part.empty()) condition += (condition.empty() ? "" : " · ") + part;
    items().emplace_back(Opened{way.kind.value_or(FrameKind::variant), condition});
    say(way);
    const bool known = told_.contains(way.target) || ahead_.contains(way.target) || letters_.contains(way.target);
    if (known)
      go_on(way.target);
    else if (is_short(way.target))
      tell_course(way.target, false);
    else {
      letters_[way.target] = letter_of(static_cast<int>(letters_.size()));
      asked_.push_back(way.target);
      go_on(way.target);
    }
    if (!way.kind) {
      FrameKind kind = FrameKind::variant;
      if (std::holds_alternative<Finished>(items().back())) kind = FrameKind::stop;
      if (const auto* on = std::get_if<GoesOn>(&items().back()))
        if (const auto told = told_.find(on->node); told != told_.end() && told->second < before) kind = FrameKind::loop;
      std::get<Opened>(items()[opened]).kind = kind;
    }
    items().emplace_back(Closed{});
  }

  // Few deeds, one after the other, until the end or something told elsewhere.
  [[nodiscard]] bool is_short(int node) const {
    int deeds = 0;
    std::set<int> seen;
    while (!told_.contains(node) && !ahead_.contains(node) && !letters_.contains(node)) {
      if (!seen.insert(node).second) return true;
      if (is_deed(node) && ++deeds > kInlineDeeds) return false;
      const auto way = main_way(node);
      if (!way) return true;
      std::vector<Way> all = own_ways(node);
      merge(all, border_ways(node));
      if (all.size() > 1) return false;
      node = way->target;
    }
    return true;
  }

  void add_anytime() {
    SequencePart part{{}, base::tr(lang_, N_("At any time")), {}};
    parts_.push_back(std::move(part));
    for (std::size_t k = 0; k < flow_.nodes.size(); ++k)
      if (flow_.nodes[k].kind == NodeKind::phase)
        for (const Way& way : own_ways(static_cast<int>(k))) {
          items().emplace_back(Opened{FrameKind::anytime, {}});
          say(way);
          go_on(way.target);
          items().emplace_back(Closed{});
        }
    if (items().empty()) parts_.pop_back();
  }

  const Flow& flow_;
  base::Lang lang_;
  std::vector<std::vector<int>> out_, border_;  // links out of a node; nodes on its border
  std::vector<Reach> reach_;
  std::map<int, std::size_t> told_;  // nodes, and how many were told before
  std::set<int> ahead_;              // of the part being told: its usual course
  std::map<int, std::string> letters_;  // of the nodes that begin a part
  std::deque<int> asked_;
  std::vector<SequencePart> parts_;
};

}  // namespace

std::vector<SequencePart> tell_in_sequence(const Flow& flow, base::Lang lang) { return Teller{flow, lang}.tell(); }

std::string letter_of(int index) {
  std::string letters;
  for (int rest = index + 1; rest > 0; rest = (rest - 1) / 26) letters.insert(0, 1, static_cast<char>('A' + (rest - 1) % 26));
  return letters;
}

std::string frame_name(FrameKind kind, base::Lang lang) {
  switch (kind) {
    case FrameKind::loop:
      return base::tr(lang, N_("loop"));
    case FrameKind::stop:
      return base::tr(lang, N_("stop"));
    case FrameKind::variant:
      return base::tr(lang, N_("otherwise"));
    case FrameKind::delay:
      return base::tr(lang, N_("delay"));
    case FrameKind::failure:
      return base::tr(lang, N_("failure"));
    case FrameKind::anytime:
      break;
  }
  return base::tr(lang, N_("at any time"));
}

}  // namespace guichet::diagram
