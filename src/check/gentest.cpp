#include "check/gentest.h"

#include <algorithm>
#include <set>

#include "check/counter_example.h"
#include "check/edges.h"
#include "check/perform.h"
#include "check/seen.h"

namespace guichet::check {

namespace {

constexpr std::size_t kTriesMax = 8;        // ways to one item
constexpr std::size_t kValuesMax = 48;      // ways to one condition, and values tried on each of what nobody asks there

class Generator {
 public:
  Generator(const Seen& seen, const std::string& named, const Coverage& have, const scenario::World& world,
            scenario::Agencies& agencies)
      : seen_{seen},
        procedure_{seen.model.procedure},
        named_{named},
        have_{have},
        world_{world},
        agencies_{agencies},
        recorder_{procedure_},
        edges_{edges_of(seen.model, seen.explored)},
        replay_{seen.model, seen.explored},
        driver_{procedure_, recorder_.machines()(procedure_), seen.model.calendar},
        done_(have.items.size()) {
    for (std::size_t i = 0; i < done_.size(); ++i) done_[i] = !have.by[i].empty();
  }

  Generated run() {
    Generated all;
    all.complete = seen_.explored.complete && edges_.complete;
    for (std::size_t i = 0; i < have_.items.size(); ++i) {
      if (done_[i]) continue;
      const auto ways = ways_to(have_.items[i]);
      if (ways.empty() && all.complete && !opens_in(have_.items[i])) {
        all.impossible.push_back(i);
        continue;
      }
      for (const Edge* edge : ways) {
        if (have_.items[i].kind == Item::Kind::condition) {
          for (const std::vector<Settled>& open : values_for(*edge, have_.items[i]))
            if (done_[i] || made(*edge, i, open, all)) break;
        } else if (tried_.insert(edge).second) {
          made(*edge, i, {}, all);
        }
        if (done_[i]) break;
      }
      if (!done_[i]) all.missing.push_back(i);
    }
    std::erase_if(all.missing, [&](std::size_t i) { return done_[i]; });  // by one made for another
    leave_out(all);
    for (std::size_t i = 0; i < done_.size(); ++i)
      if (done_[i]) all.exercised.push_back(i);
    return all;
  }
 private:
  [[nodiscard]] bool goes_through(const Edge& edge, const Item& item) const {
    const auto is_branch = [&](const Trail::Tried& one) {
      return one.machine == item.machine && one.by == item.transition;
    };
    const auto fired = [&](auto holds) {
      return std::ranges::any_of(edge.trail.tried, [&](const Trail::Tried& one) {
        return one.fired && one.machine == item.machine && holds(procedure_[one.machine].transitions[one.by.index]);
      });
    };
    switch (item.kind) {
      case Item::Kind::condition:
        return std::ranges::any_of(edge.trail.tried, is_branch);
      case Item::Kind::branch:
        return edge.to && std::ranges::any_of(edge.trail.tried, [&](const Trail::Tried& one) { return one.fired && is_branch(one); });
      case Item::Kind::exchange:
        return edge.to && fired([&](const model::Transition& t) { return t.from == item.state && t.on == model::trigger(item.outcome); });
      case Item::Kind::deadline:
        return edge.to && fired([&](const model::Transition& t) {
          return item.deadline.known() ? t.on == procedure_.trigger_of(item.deadline)
                                       : t.from == item.state && t.on == model::trigger(model::Trigger::after);
        });
      case Item::Kind::state:
        if (!edge.to) return false;
        return fired([&](const model::Transition& t) { return t.to == item.state; }) || stands_in(*edge.to, item);
    }
    return false;
  }
  // Every case comes there, without any act.
  [[nodiscard]] bool opens_in(const Item& item) const {
    for (std::uint32_t i = 0; i < seen_.explored.states.size() && seen_.explored.parent[i] == i; ++i)
      if (item.kind == Item::Kind::state && item.machine.index == 0 &&
          seen_.explored.states[i][Shape::kState] == item.state.index)
        return true;
    return false;
  }
  // A member that has just started.
  [[nodiscard]] bool stands_in(std::uint32_t state, const Item& item) const {
    const Byte* row = seen_.explored.states[state];
    const Shape& shape = seen_.shape;
    const auto& each = procedure_.main().states[row[Shape::kState]].each;
    if (item.machine.index == 0 || !each || each->children != item.machine) return false;
    for (int i = 0; i < shape.children_max() && row[shape.child(i)] != 0; ++i)
      if (row[shape.child(i) + Shape::kChildState] == item.state.index) return true;
    return false;
  }

  [[nodiscard]] std::vector<const Edge*> ways_to(const Item& item) const {
    std::vector<const Edge*> ways;
    const std::size_t most = item.kind == Item::Kind::condition ? kValuesMax : kTriesMax;
    for (const Edge& edge : edges_.all)
      if (ways.size() < most && goes_through(edge, item)) ways.push_back(&edge);
    return ways;
  }

  // What the guard reads, with the values that can make a difference to it: of use where the way leaves them open. None
  // first, then one datum changed, then two.
  [[nodiscard]] std::vector<std::vector<Settled>> values_for(const Edge& edge, const Item& item) const {
    std::vector<Settled> one;
    const std::size_t situation = seen_.explored.states[edge.from][Shape::kSituation];
    for (const std::uint16_t slot : procedure_[item.machine].transitions[item.transition.index].guard->reads()) {
      const auto datum = procedure_.datum_of_slot(slot);
      if (!datum || std::ranges::find(one, *datum, &Settled::datum) != one.end()) continue;
      one.push_back({*datum, kMainPlace, kAbsent});
      one.push_back({*datum, kMainPlace, kPresent});
      const auto samples = seen_.domains.samples(situation, *datum).size();
      for (std::size_t s = 0; s < samples; ++s) one.push_back({*datum, kMainPlace, static_cast<Byte>(kFirst + s)});
    }
    std::vector<std::vector<Settled>> all{{}};
    for (const Settled& first : one) all.push_back({first});
    for (std::size_t i = 0; i < one.size(); ++i)
      for (std::size_t k = i + 1; k < one.size(); ++k)
        if (one[i].datum != one[k].datum) all.push_back({one[i], one[k]});
    if (all.size() > kValuesMax) all.resize(kValuesMax);
    return all;
  }

  // Heard on the engine alone, which is quick: does this condition decide there?
  [[nodiscard]] bool decides(const Played& played, std::size_t item) {
    static_cast<void>(perform(driver_, seen_.domains.situations()[played.situation].attributes, played, procedure_));
    return recorder_.take({})[item];
  }

  // A scenario that goes this way and, when it can, on to an end. `open`: of what nobody asks on it.
  bool made(const Edge& edge, std::size_t wanted, const std::vector<Settled>& open, Generated& all) {
    const Item& item = have_.items[wanted];
    for (const bool to_the_end : {true, false}) {
      Replay::Wish wish{.way = seen_.explored.way_to(edge.from), .then = {}, .last = &edge, .if_open = open};
      if (to_the_end && !edge.to) continue;
      if (to_the_end) wish.rest = way_out(seen_.explored, *edge.to);
      auto played = replay_.play(std::move(wish));
      if (!played) continue;
      if (item.kind == Item::Kind::condition && !decides(*played, wanted)) continue;
      auto told = as_scenario(seen_.model, world_.reference, *played, id_of(item, all),
                              base::tr(base::Lang::fr, {.id = N_("Exercises {rule}"), .args = {{"rule", name_of(item, procedure_)}}}), named_);
      if (!told) continue;
      told->title.english = base::tr(base::Lang::en, {.id = "Exercises {rule}", .args = {{"rule", name_of(item, procedure_)}}});
      auto proven = prove(std::move(*told), procedure_, world_, agencies_,
                          {.database = nullptr, .machine_clock = {}, .machines = recorder_.machines()});
      if (!proven) continue;
      const auto exercised = recorder_.take(proven->report);
      std::vector<std::size_t> more;
      for (std::size_t i = 0; i < exercised.size(); ++i)
        if (exercised[i] && !done_[i]) more.push_back(i);
      if (more.empty()) return false;
      for (const std::size_t i : more) done_[i] = true;
      std::vector<std::size_t> items;
      for (std::size_t i = 0; i < exercised.size(); ++i)
        if (exercised[i] && have_.by[i].empty()) items.push_back(i);
      all.scenarios.push_back({std::move(*proven), std::move(*played), std::move(items)});
      return true;
    }
    return false;
  }

  std::string id_of(const Item& item, const Generated& all) const {
    std::string id = "exerce-" + name_of(item, procedure_);
    std::ranges::replace(id, '/', '-');
    const auto known = [&](const std::string& name) {
      return std::ranges::any_of(all.scenarios, [&](const Made& one) { return one.proven.scenario.id == name; });
    };
    if (!known(id)) return id;
    for (int number = 2;; ++number)
      if (!known(id + "-" + std::to_string(number))) return id + "-" + std::to_string(number);
  }

  // A scenario whose items others exercise too is one too many; the last made is looked at first.
  static void leave_out(Generated& all) {
    for (std::size_t i = all.scenarios.size(); i-- > 0;) {
      const auto elsewhere = [&](std::size_t item) {
        for (std::size_t o = 0; o < all.scenarios.size(); ++o)
          if (o != i && std::ranges::find(all.scenarios[o].items, item) != all.scenarios[o].items.end()) return true;
        return false;
      };
      if (std::ranges::all_of(all.scenarios[i].items, elsewhere))
        all.scenarios.erase(all.scenarios.begin() + static_cast<std::ptrdiff_t>(i));
    }
  }

  const Seen& seen_;
  const model::Procedure& procedure_;
  const std::string& named_;
  const Coverage& have_;
  const scenario::World& world_;
  scenario::Agencies& agencies_;
  Recorder recorder_;
  Edges edges_;
  Replay replay_;
  engine::Driver driver_;  // heard by the recorder
  std::vector<bool> done_;  // by item
  std::set<const Edge*> tried_;
};

}  // namespace

Generated generate(const model::Procedure& procedure, const std::string& named, const Coverage& have,
                   const scenario::World& world, scenario::Agencies& agencies, const Options& options) {
  const Seen seen{procedure, world, with_members(options, procedure.machines.size() > 1 ? 1 : options.members_max)};
  return Generator{seen, named, have, world, agencies}.run();
}

}  // namespace guichet::check
