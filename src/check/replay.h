// A way through the graph made real: values for what was settled, dates for what the guards asked of time, all tried on
// the reference engine until it goes the same way. What it cannot make real is not told as found.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "check/explore.h"
#include "engine/driver.h"

namespace guichet::check {

// One thing that happened to the case, with real values.
struct Act {
  Move move;
  base::Instant at{};  // when it was done, or fired
  engine::Member member;
  std::vector<engine::Given> data;
  model::StateId state;                    // of the place it was for, before
  std::optional<engine::Refusal> refused;  // the last act of a way may have to be refused
};

struct Played {
  std::size_t situation = 0;
  base::Instant start{};
  std::vector<Act> acts;
  std::optional<base::Instant> until;  // and nothing more happened until then
  engine::CaseState end;
  std::shared_ptr<const expr::TextPool> texts;  // what its values read
};

class Replay {
 public:
  // Both must outlive it.
  Replay(const Model& model, const Exploration& explored);

  // The way to this state, then `then` refused for want of a value; nothing when no date and no value were found.
  [[nodiscard]] std::optional<Played> play(std::uint32_t state, const std::optional<Undetermined>& then);

  // A way of one's own choosing, numbers of states from the opening on. `shows`: whether what was played is what is
  // looked for; other dates and values are tried until it is. `late_from`: acts after that state are first tried at the
  // last moment.
  struct Wish {
    std::vector<std::uint32_t> way;
    std::optional<Undetermined> then = std::nullopt;
    const struct Edge* last = nullptr;      // after the way, exactly this
    std::vector<std::uint32_t> rest = {};  // after that, from where it leads on
    std::function<bool(Played&)> shows = nullptr;
    std::size_t late_from = SIZE_MAX;
    std::vector<Settled> if_open = {};  // what data are that nobody asks all along the way; kAbsent: not given
  };
  [[nodiscard]] std::optional<Played> play(Wish wish);
 private:
  // One step of the way: the move and the rows around it.
  struct Leg {
    Move move;
    Trail trail;
    const Byte* before = nullptr;
    const Byte* after = nullptr;  // null: the move is refused
    engine::Refusal refusal = engine::Refusal::undetermined;
  };
  [[nodiscard]] bool add_legs(const std::vector<std::uint32_t>& way, std::vector<Leg>& all);
  [[nodiscard]] std::optional<std::vector<Leg>> legs(const Wish& wish);
  bool go(std::size_t leg, const engine::CaseState& state, Played& played);
  bool tried(std::size_t leg, const engine::CaseState& state, base::Instant at, std::int32_t shift, Played& played);
  [[nodiscard]] bool stands_as(const engine::CaseState& state, const Byte* row) const;
  [[nodiscard]] std::vector<engine::Given> gifts(std::size_t leg, const engine::CaseState& state, base::Date today,
                                                 std::int32_t shift) const;
  [[nodiscard]] Byte settled_later(std::size_t leg, const Trail::Gift& gift) const;
  [[nodiscard]] Byte given_as(std::size_t leg, const Trail::Gift& gift) const;
  [[nodiscard]] expr::Value default_value(model::DatumId datum, base::Date today, std::int32_t shift) const;
  [[nodiscard]] const engine::Child* find_child(const engine::CaseState& state, const Leg& leg) const;
  [[nodiscard]] bool open_given(std::size_t leg) const;

  const Model& model_;
  const Exploration& explored_;
  std::vector<engine::ReferenceStepper> steppers_;
  std::optional<engine::Driver> driver_;
  std::vector<Leg> legs_;
  Wish wish_;
  std::shared_ptr<expr::TextPool> texts_ = std::make_shared<expr::TextPool>();
  std::size_t situation_ = 0;
  int budget_ = 0;
};

}  // namespace guichet::check
