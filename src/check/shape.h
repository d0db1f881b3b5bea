// A state of the exploration as a short row of bytes, and what can be known of a procedure before exploring it: which
// bytes there are, which still matter in each state, who listens where. It moves nothing.
#pragma once

#include <cstdint>
#include <span>
#include <vector>

#include "check/domain.h"
#include "model/procedure.h"

namespace guichet::check {

// Of a position: the case's own or one member's.
inline constexpr Byte kEnded = 1;
inline constexpr Byte kExchangeOver = 2;  // answered, stopped, or its answer could not be handled
inline constexpr Byte kAfterOver = 4;
// Of the way that led here, when a check asks.
inline constexpr Byte kHumanActed = 1;  // an agent of an administration decided something
inline constexpr Byte kMotiveTold = 2;  // a letter to the citizen carried a datum of a decision

// Of a deadline.
inline constexpr Byte kNotStarted = 0;
inline constexpr Byte kRunning = 1;
inline constexpr Byte kFired = 2;

inline constexpr int kMainPlace = -1;

class Shape {
 public:
  Shape(const model::Procedure& procedure, const Domains& domains, const Options& options);

  [[nodiscard]] std::size_t width() const { return width_; }
  [[nodiscard]] int children_max() const { return children_max_; }

  // Places in the row. Nothing (npos) for what is not tracked.
  static constexpr std::size_t kSituation = 0;
  static constexpr std::size_t kState = 1;
  static constexpr std::size_t kFlags = 2;
  static constexpr std::size_t kWay = 3;
  static constexpr std::size_t npos = 0xFFFF;
  [[nodiscard]] std::size_t clock(model::DeadlineId id) const { return clock_[id.index]; }
  [[nodiscard]] std::size_t milestone(model::MilestoneId id) const { return milestone_[id.index]; }
  [[nodiscard]] std::size_t datum(model::DatumId id) const { return datum_[id.index]; }
  [[nodiscard]] std::size_t property(std::size_t index) const { return properties_ + index; }  // see monitors.h
  // A member's block: its class + 1 (0: nobody), its state, its flags, then the data it has for itself.
  static constexpr std::size_t kChildState = 1;
  static constexpr std::size_t kChildFlags = 2;
  [[nodiscard]] std::size_t child(int index) const {
    return children_ + static_cast<std::size_t>(index) * child_width_;
  }
  [[nodiscard]] std::size_t child_width() const { return child_width_; }
  [[nodiscard]] std::size_t child_datum(model::DatumId id) const { return child_datum_[id.index]; }

  [[nodiscard]] bool tracks_human() const { return tracks_human_; }
  [[nodiscard]] bool tracks_motive() const { return tracks_motive_; }

  // What nothing read from here on can ask any more becomes absent.
  void forget(Byte* row) const;
  // Members stand in an order that tells nothing, as far as the options say that it does not.
  void arrange(Byte* row) const;

  struct Listeners {
    std::vector<model::EventId> events;
    std::vector<model::DeadlineId> deadlines;  // that can fire here
  };
  [[nodiscard]] const Listeners& listeners(model::MachineId machine, model::StateId state) const {
    return listeners_[machine.index][state.index];
  }
  // Where a member ended, as far as anything asks: the first outcome that nothing tells apart from it.
  [[nodiscard]] Byte ended_as(model::MachineId machine, Byte state) const {
    return ended_as_[machine.index][state];
  }
  // A member of this class, to evaluate what an expression says of it.
  [[nodiscard]] std::uint16_t member_of_class(model::DatumId list, Byte kind) const {
    return first_members_[list.index][kind];
  }
  [[nodiscard]] std::span<const model::PurposeId> asking() const {
    return asking_;
  }  // whose agreement can be taken back
 private:
  void place_bytes(const Domains& domains, const Options& options);
  void find_listeners();
  void find_live();
  void find_ways();
  void find_ends();

  // Which members may change places: none, those that have ended, all.
  enum class Order : std::uint8_t { as_they_stand, ended_first, sorted };
  const model::Procedure* procedure_;
  Order order_ = Order::ended_first;
  std::size_t width_ = 0;
  int children_max_ = 0;
  std::size_t properties_ = 0;
  std::size_t children_ = 0;
  std::size_t child_width_ = 0;
  std::vector<std::size_t> clock_, milestone_, datum_, child_datum_;
  bool tracks_human_ = false;
  bool tracks_motive_ = false;
  std::vector<std::vector<Listeners>> listeners_;
  std::vector<std::vector<std::size_t>> dead_;                     // by main state: bytes that matter no more
  std::vector<std::size_t> dead_at_the_end_;
  std::vector<std::vector<std::vector<std::size_t>>> child_dead_;  // by machine, by state: bytes of its block
  std::vector<std::vector<Byte>> ended_as_;                        // by machine, by state
  std::vector<model::PurposeId> asking_;
  std::vector<std::vector<std::uint16_t>> first_members_;  // by list datum, by class
};

}  // namespace guichet::check
