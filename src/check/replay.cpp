#include "check/replay.h"

#include <algorithm>
#include <array>
#include <cstring>

#include "base/delay.h"
#include "check/edges.h"
#include "expr/codec.h"

namespace guichet::check {

namespace {

constexpr int kBudget = 3000;  // calls of the engine for one way
// Days let pass before an act, and days a date given lies from today: what guards on dates usually ask.
constexpr std::array kWaits{0, 1, 16, 32, 63, 93, 184, 330, 367, 800};
constexpr std::array kShifts{0, 1, -1, 20, -20, 120, -120, 400, -400, -10'000, -30'000};

std::vector<engine::AnyStepper> any(const std::vector<engine::ReferenceStepper>& steppers) {
  std::vector<engine::AnyStepper> all;
  for (const engine::ReferenceStepper& stepper : steppers) all.emplace_back(stepper);
  return all;
}

}  // namespace

Replay::Replay(const Model& model, const Exploration& explored) : model_{model}, explored_{explored} {
  for (const model::Machine& machine : model.procedure.machines) steppers_.emplace_back(machine);
  driver_.emplace(model.procedure, any(steppers_), model.calendar);
}

bool Replay::add_legs(const std::vector<std::uint32_t>& way, std::vector<Leg>& all) {
  Visited ignored{model_.procedure};
  Moves moves{model_, ignored};
  for (std::size_t i = 0; i + 1 < way.size(); ++i) {
    const Byte* before = explored_.states[way[i]];
    const Byte* after = explored_.states[way[i + 1]];
    std::optional<Leg> found;
    const std::vector<Move> here = moves.list(before);
    for (const Move& move : here) {
      if (found) break;
      Trail trail;
      moves.turn(
          before, move,
          [&](const Move& which, const Turned& turned, const Byte* row) {
            const bool same =
                !found && turned.kind == Turned::Kind::taken && std::memcmp(row, after, model_.shape.width()) == 0;
            if (same) found = Leg{which, trail, before, after};
          },
          &trail);
    }
    if (!found) return false;
    all.push_back(std::move(*found));
  }
  return true;
}

std::optional<std::vector<Replay::Leg>> Replay::legs(const Wish& wish) {
  std::vector<Leg> all;
  if (!add_legs(wish.way, all)) return std::nullopt;
  if (wish.then) {
    Visited ignored{model_.procedure};
    Moves moves{model_, ignored};
    const Byte* before = explored_.states[wish.way.back()];
    std::optional<Leg> found;
    Trail trail;
    moves.turn(
        before, wish.then->move,
        [&](const Move& which, const Turned& turned, const Byte*) {
          const bool same = !found && turned.kind == Turned::Kind::undetermined &&
                            turned.slot == wish.then->turned.slot && turned.by == wish.then->turned.by;
          if (same) found = Leg{which, trail, before, nullptr};
        },
        &trail);
    if (!found) return std::nullopt;
    all.push_back(std::move(*found));
  }
  if (wish.last != nullptr) {
    const Edge& edge = *wish.last;
    all.push_back({edge.move, edge.trail, explored_.states[edge.from], edge.to ? explored_.states[*edge.to] : nullptr,
                   edge.turned.kind == Turned::Kind::no_branch ? engine::Refusal::no_branch : engine::Refusal::undetermined});
    if (!wish.rest.empty() && !add_legs(wish.rest, all)) return std::nullopt;
  }
  return all;
}

std::optional<Played> Replay::play(std::uint32_t state, const std::optional<Undetermined>& then) {
  return play(Wish{.way = explored_.way_to(state), .then = then});
}

std::optional<Played> Replay::play(Wish wish) {
  wish_ = std::move(wish);
  const auto& way = wish_.way;
  auto found = legs(wish_);
  if (!found) return std::nullopt;
  legs_ = std::move(*found);
  situation_ = explored_.states[way.front()][Shape::kSituation];
  budget_ = kBudget;
  Played played{.situation = situation_, .start = model_.options.start, .acts = {}, .until = {}, .end = {}, .texts = texts_};
  engine::Effects effects;
  const engine::CaseState opened =
      driver_->open(played.start, model_.domains.situations()[situation_].attributes, effects);
  // Samples of an `each` opened in at once are not given by anybody.
  if (!stands_as(opened, explored_.states[way.front()]) || !go(0, opened, played)) return std::nullopt;
  return played;
}

bool Replay::stands_as(const engine::CaseState& state, const Byte* row) const {
  if (state.main.state.index != row[Shape::kState] || state.main.ended != ((row[Shape::kFlags] & kEnded) != 0))
    return false;
  if (state.main.ended) return true;
  std::vector<Byte> real, abstract;
  for (const engine::Child& child : state.children) {
    const auto at = static_cast<Byte>(child.position.state.index);
    real.push_back(child.position.ended ? model_.shape.ended_as(*state.children_of, at) : at);
  }
  for (int i = 0; i < model_.shape.children_max() && row[model_.shape.child(i)] != 0; ++i)
    abstract.push_back(row[model_.shape.child(i) + Shape::kChildState]);
  std::ranges::sort(real);
  std::ranges::sort(abstract);
  return real == abstract;
}

const engine::Child* Replay::find_child(const engine::CaseState& state, const Leg& leg) const {
  const Byte* block = leg.before + model_.shape.child(leg.move.child);
  const model::State& parent = model_.procedure.main().states[leg.before[Shape::kState]];
  for (const engine::Child& child : state.children)
    if (child.position.state.index == block[Shape::kChildState] && !child.position.ended &&
        model_.domains.class_of(parent.each->members, child.member) + 1 == block[0])
      return &child;
  return nullptr;
}

// What this gift turned out to be, further on: kPresent when nobody asked, kAbsent when it was not given.
Byte Replay::settled_later(std::size_t leg, const Trail::Gift& gift) const {
  Byte byte = gift.optional ? kMaybe : kPresent;
  for (std::size_t i = leg; i < legs_.size(); ++i) {
    if (i > leg && std::ranges::any_of(legs_[i].trail.gifts, [&](const Trail::Gift& other) {
          return other.datum == gift.datum && other.child == gift.child && (!other.optional || byte != kMaybe);
        }))
      break;
    for (const Settled& settled : legs_[i].trail.settled) {
      if (settled.datum != gift.datum) continue;
      if (settled.child != gift.child && gift.child != kMainPlace) continue;
      byte = settled.byte;
      if (byte >= kFirst || byte == kAbsent) return byte;
    }
  }
  return byte;
}

// The same, and what was wished where nobody asked.
Byte Replay::given_as(std::size_t leg, const Trail::Gift& gift) const {
  const Byte byte = settled_later(leg, gift);
  if (byte == kAbsent || byte >= kFirst) return byte;
  const auto wished = std::ranges::find(wish_.if_open, gift.datum, &Settled::datum);
  if (wished == wish_.if_open.end() || (wished->byte == kAbsent && !gift.optional)) return byte;
  return byte == kPresent && wished->byte == kAbsent ? byte : wished->byte;
}

bool Replay::open_given(std::size_t leg) const {
  return std::ranges::any_of(legs_[leg].trail.gifts, [&](const Trail::Gift& gift) {
    const expr::Kind kind = model_.procedure[gift.datum].type.kind;
    const bool open = model_.domains.samples(situation_, gift.datum).empty();
    return open && (kind == expr::Kind::date || kind == expr::Kind::text) && settled_later(leg, gift) != kAbsent;
  });
}

expr::Value Replay::default_value(model::DatumId id, base::Date today, std::int32_t shift) const {
  const model::Datum& datum = model_.procedure[id];
  using expr::Kind;
  if (datum.type.kind == Kind::date) return expr::Value::date(base::add_days(today, shift));
  if (!datum.example.empty())
    if (const auto value = expr::parse_value(datum.type, datum.example, *texts_)) return *value;
  switch (datum.type.kind) {
    case Kind::boolean:
      return expr::Value::boolean(true);
    case Kind::number:
      return expr::Value::number(1);
    case Kind::money:
      return expr::Value::money(1000);
    case Kind::duration:
      return expr::Value::duration({base::DelayUnit::months, 1});
    case Kind::file:
      return expr::Value::file("piece.pdf");
    case Kind::enumeration:
      return expr::Value::enumeration(0);
    case Kind::list:
      return expr::Value::list(1);
    default:  // alike first; then each its own, where a guard compares them
      return expr::Value::text(shift == 0 ? std::string_view{"exemple"} : texts_->keep("exemple de " + datum.name));
  }
}

std::vector<engine::Given> Replay::gifts(std::size_t leg, const engine::CaseState& state, base::Date today,
                                         std::int32_t shift) const {
  std::vector<engine::Given> all;
  expr::Value list = {};
  for (const Trail::Gift& gift : legs_[leg].trail.gifts) {
    const Byte byte = given_as(leg, gift);
    if (byte == kAbsent || byte == kMaybe) continue;
    const model::Datum& datum = model_.procedure[gift.datum];
    const expr::Value value = byte >= kFirst ? model_.domains.samples(situation_, gift.datum)[byte - kFirst]
                                             : default_value(gift.datum, today, shift);
    if (datum.type.kind == expr::Kind::list) list = value;
    if (datum.width == 1 || gift.child != kMainPlace) {
      all.push_back({gift.datum, value});
      continue;
    }
    const expr::Value members = list.kind() == expr::Kind::list ? list : state.slots[model_.procedure[datum.each].slot];
    for (std::uint16_t m = 0; members.kind() == expr::Kind::list && m < datum.width; ++m)
      if ((members.as_members() >> m & 1U) != 0) all.push_back({gift.datum, value, m});
  }
  return all;
}

bool Replay::go(std::size_t leg, const engine::CaseState& state, Played& played) {
  if (leg == legs_.size()) {
    played.end = state;
    return !wish_.shows || wish_.shows(played);
  }
  const Leg& here = legs_[leg];
  if (here.move.kind == Move::Kind::after || here.move.kind == Move::Kind::deadline) {
    const auto due = driver_->next_due(state);
    return due && tried(leg, state, *due, 0, played);
  }
  const bool dated = open_given(leg);
  if (leg >= wish_.late_from)
    if (const auto due = driver_->next_due(state); due && due->minutes - 1 > state.now.minutes)
      for (const int shift : kShifts) {
        if (tried(leg, state, {due->minutes - 1}, shift, played)) return true;
        if (budget_ <= 0 || !dated) break;
      }
  for (const int wait : kWaits)
    for (const int shift : kShifts) {
      const base::Instant at{state.now.minutes + wait * base::kMinutesPerDay};
      if (const auto due = driver_->next_due(state); due && *due <= at) return false;
      if (tried(leg, state, at, shift, played)) return true;
      if (budget_ <= 0) return false;
      if (!dated) break;
    }
  return false;
}

bool Replay::tried(std::size_t leg, const engine::CaseState& from, base::Instant at, std::int32_t shift,
                   Played& played) {
  if (--budget_ < 0) return false;
  const Leg& here = legs_[leg];
  engine::CaseState state = from;
  state.texts = std::make_shared<expr::TextPool>();
  for (expr::Value& slot : state.slots)  // a copy that stands alone
    if (slot.kind() == expr::Kind::text)
      slot = expr::Value::text(texts_->keep(slot.as_text()));
    else if (slot.kind() == expr::Kind::file)
      slot = expr::Value::file(texts_->keep(slot.as_text()));
  engine::Effects effects;
  Act act{.move = here.move, .at = at, .member = {}, .data = {}, .state = state.main.state, .refused = {}};
  const engine::Child* child = nullptr;
  if (here.move.child != kMainPlace) {
    child = find_child(state, here);
    if (child == nullptr) return false;
    act.member = child->member;
    act.state = child->position.state;
  }
  act.data = gifts(leg, state, base::date_of(at), shift);
  bool taken = true;
  switch (here.move.kind) {
    case Move::Kind::act: {
      const model::Event& event = model_.procedure.events[here.move.what];
      const bool by_member = !event.by.known() || model_.procedure[event.by].member_of.known();
      taken = driver_->act(state,
                           {.event = {here.move.what},
                            .by = event.by,
                            .by_member = by_member,
                            .member = act.member,
                            .data = act.data,
                            .identity = event.identity},
                           at, effects);
      break;
    }
    case Move::Kind::answer: {
      const std::uint32_t visit = child != nullptr ? child->position.visit : state.main.visit;
      taken = driver_->answer(state,
                              {.visit = visit,
                               .member = act.member,
                               .outcome = static_cast<model::Trigger>(here.move.what),
                               .data = act.data},
                              at, effects);
      break;
    }
    case Move::Kind::after:
    case Move::Kind::deadline: {
      if (!driver_->fire_next(state, at, effects)) return false;
      const auto* fired = std::get_if<engine::effect::ClockFired>(&effects.front().what);
      const bool expected = fired != nullptr && (here.move.kind == Move::Kind::after
                                                     ? !fired->deadline && fired->member == act.member
                                                     : fired->deadline == model::DeadlineId{here.move.what});
      if (!expected) return false;
      act.at = effects.front().at;
      break;
    }
    case Move::Kind::withdraw:
      driver_->consent(state, {.purpose = {here.move.what}, .act = model::ConsentAct::withdraws, .notice = {}}, at,
                       effects);
      break;
  }
  if (here.after == nullptr) {
    const engine::effect::Refused* refused = nullptr;
    for (const engine::Effect& effect : effects)
      if (const auto* one = std::get_if<engine::effect::Refused>(&effect.what)) refused = one;
    if (refused == nullptr || refused->why != here.refusal) return false;
    act.refused = refused->why;
  } else if (!taken || !stands_as(state, here.after)) {
    return false;
  }
  played.acts.push_back(act);
  if (go(leg + 1, state, played)) return true;
  played.acts.pop_back();
  return false;
}

}  // namespace guichet::check
