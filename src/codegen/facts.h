// What a generated condition may read of a case: typed values over the slots of a frame. Each generated machine derives
// its own from it, with one function per datum, named after it.
#pragma once

#include <algorithm>
#include <cstdint>
#include <string>
#include <type_traits>

#include "codegen/known.h"
#include "expr/expression.h"

namespace guichet::codegen {

class Facts {
 public:
  constexpr explicit Facts(const expr::Frame& frame) : frame_{&frame} {}

  [[nodiscard]] Day today() const { return frame_->today; }
  template <class Deadline>
  [[nodiscard]] Truth passed(Deadline deadline) const {
    const expr::Value answer = frame_->passed(frame_->owner, static_cast<std::uint16_t>(deadline));
    if (answer.is_error()) return Truth{unknown(answer.fault(), answer.fault_slot())};
    return Truth{answer.is_true()};
  }
  [[nodiscard]] Day later(const Day& start, const Length& delay) const {
    return codegen::later(start, delay, *frame_->calendar);
  }

  // Two texts as one; the frame's pool keeps it. Only assignments join texts.
  [[nodiscard]] Text joined(const Text& a, const Text& b) const {
    const Unknown why = first_of(a.why_unknown(), b.why_unknown());
    if (is_unknown(why)) return Text{why};
    return frame_->texts->keep(std::string{a.value()}.append(b.value()));
  }

  // Of the children of an `each`: which state each is in. With no child, all of them are.
  template <class State>
  [[nodiscard]] Number children_count(State state) const {
    return std::ranges::count(frame_->children, static_cast<std::uint16_t>(state));
  }
  template <class State>
  [[nodiscard]] Truth children_all(State state) const {
    return Truth{std::ranges::count(frame_->children, static_cast<std::uint16_t>(state)) == std::ssize(frame_->children)};
  }
  template <class State>
  [[nodiscard]] Truth children_any(State state) const {
    return Truth{std::ranges::count(frame_->children, static_cast<std::uint16_t>(state)) > 0};
  }

 protected:
  // The member a child stands for.
  template <class Word>
  [[nodiscard]] Known<Word> member() const {
    return static_cast<Word>(frame_->member);
  }
  // The slot of the current member, for a datum with one value for each.
  [[nodiscard]] std::uint16_t of_member(std::uint16_t slot) const {
    return static_cast<std::uint16_t>(slot + frame_->member);
  }

  [[nodiscard]] Truth truth(std::uint16_t slot) const {
    const expr::Value& value = at(slot);
    return value.is_absent() ? Truth{absent(slot)} : Truth{value.as_integer() != 0};
  }
  [[nodiscard]] Number number(std::uint16_t slot) const {
    const expr::Value& value = at(slot);
    return value.is_absent() ? Number{absent(slot)} : Number{value.as_integer()};
  }
  [[nodiscard]] Money money(std::uint16_t slot) const { return codegen::money(number(slot)); }
  [[nodiscard]] Day date(std::uint16_t slot) const {
    const expr::Value& value = at(slot);
    return value.is_absent() ? Day{absent(slot)} : Day{value.as_date()};
  }
  [[nodiscard]] Length duration(std::uint16_t slot) const {
    const expr::Value& value = at(slot);
    return value.is_absent() ? Length{absent(slot)} : Length{value.as_duration()};
  }
  [[nodiscard]] Text text(std::uint16_t slot) const {
    const expr::Value& value = at(slot);
    return value.is_absent() ? Text{absent(slot)} : Text{value.as_text()};
  }
  template <class Word>
  [[nodiscard]] Known<Word> word(std::uint16_t slot) const {
    const expr::Value& value = at(slot);
    return value.is_absent() ? Known<Word>{absent(slot)} : Known<Word>{static_cast<Word>(value.as_integer())};
  }
  [[nodiscard]] Chosen chosen(std::uint16_t slot) const {
    const expr::Value& value = at(slot);
    return value.is_absent() ? Chosen{absent(slot)} : Chosen{Members{value.as_members()}};
  }

 private:
  [[nodiscard]] const expr::Value& at(std::uint16_t slot) const { return frame_->slots[slot]; }
  static constexpr Unknown absent(std::uint16_t slot) { return unknown(expr::Fault::absent_slot, slot); }

  const expr::Frame* frame_;
};

}  // namespace guichet::codegen
