#include "check/perform.h"

#include <algorithm>

namespace guichet::check {

namespace {

class Performer {
 public:
  Performer(const engine::Driver& driver, const Played& played, const model::Procedure& of,
            std::function<void(const PlayedTurn&)> turned = nullptr)
      : driver_{driver}, here_{driver.procedure()}, of_{of}, played_{played}, turned_{std::move(turned)} {}

  Performed perform(std::span<const expr::Value> attributes, const std::function<void(const engine::CaseState&)>& then) {
    Performed done;
    engine::CaseState state = driver_.open(played_.start, attributes, done.effects.emplace_back());
    if (then) then(state);
    for (const Act& act : played_.acts) {
      one(act, state, done.effects.emplace_back());
      if (then) then(state);
    }
    if (played_.until) {
      advance(state, *played_.until, done.effects.back());
      if (then) then(state);
    }
    done.end = std::move(state);
    return done;
  }
 private:
  void advance(engine::CaseState& state, base::Instant to, engine::Effects& effects) const {
    for (;;) {
      const engine::CaseState before = turned_ ? state : engine::CaseState{};
      const std::size_t start = effects.size();
      if (!driver_.fire_next(state, to, effects)) return;
      if (turned_) turned_({before, std::span{effects}.subspan(start), state, nullptr});
    }
  }

  void one(const Act& act, engine::CaseState& state, engine::Effects& effects) {
    const bool by_time = act.move.kind == Move::Kind::after || act.move.kind == Move::Kind::deadline;
    advance(state, by_time ? base::end_of(base::date_of(act.at)) : act.at, effects);
    if (by_time) return;
    const engine::CaseState before = turned_ ? state : engine::CaseState{};
    const std::size_t start = effects.size();
    handle(act, state, effects);
    if (turned_) turned_({before, std::span{effects}.subspan(start), state, &act});
  }

  void handle(const Act& act, engine::CaseState& state, engine::Effects& effects) {
    const auto data = given(act);
    switch (act.move.kind) {
      case Move::Kind::act: {
        const model::Event& event = of_.events[act.move.what];
        const auto known = here_.find_event(event.name);
        if (!known) return;
        const bool by_member = !event.by.known() || of_[event.by].member_of.known();
        const auto by = event.by.known() ? here_.find_actor(of_[event.by].name) : std::nullopt;
        driver_.act(state,
                    {.event = *known,
                     .by = by.value_or(model::ActorId{}),
                     .by_member = by_member,
                     .member = act.member,
                     .data = data,
                     .identity = event.identity},
                    act.at, effects);
        return;
      }
      case Move::Kind::answer: {
        std::uint32_t visit = state.main.visit;
        for (const engine::Child& child : state.children)
          if (act.member && child.member == *act.member) visit = child.position.visit;
        driver_.answer(state,
                       {.visit = visit,
                        .member = act.member,
                        .outcome = static_cast<model::Trigger>(act.move.what),
                        .data = data},
                       act.at, effects);
        return;
      }
      case Move::Kind::withdraw:
        if (const auto purpose = here_.find_purpose(of_.purposes[act.move.what].name))
          driver_.consent(state, {.purpose = *purpose, .act = model::ConsentAct::withdraws, .notice = {}}, act.at,
                          effects);
        return;
      case Move::Kind::after:
      case Move::Kind::deadline:
        return;
    }
  }

  [[nodiscard]] std::vector<engine::Given> given(const Act& act) const {
    std::vector<engine::Given> all;
    for (const engine::Given& one : act.data)
      if (const auto known = here_.find_datum(of_[one.datum].name)) all.push_back({*known, one.value, one.member});
    return all;
  }

  const engine::Driver& driver_;
  const model::Procedure& here_;
  const model::Procedure& of_;
  const Played& played_;
  std::function<void(const PlayedTurn&)> turned_;
};

}  // namespace

Performed perform(const engine::Driver& driver, std::span<const expr::Value> attributes, const Played& played,
                  const model::Procedure& of, const std::function<void(const engine::CaseState&)>& then) {
  return Performer{driver, played, of}.perform(attributes, then);
}

void perform_turns(const engine::Driver& driver, std::span<const expr::Value> attributes, const Played& played,
                   const model::Procedure& of, const std::function<void(const PlayedTurn&)>& turned) {
  static_cast<void>(Performer{driver, played, of, turned}.perform(attributes, nullptr));
}

}  // namespace guichet::check
