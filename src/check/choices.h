// Every way a thing can turn out, one after the other: the thing is done again and again, and asks here each time it
// could go several ways. The first round takes the first way everywhere; next() turns the last question that has
// another answer.
#pragma once

#include <array>
#include <cstdint>

#include "base/ensure.h"

namespace guichet::check {

class Choices {
 public:
  // One of 0..count-1. Precondition: the same question as in the round before, up to what next() changed.
  [[nodiscard]] std::uint8_t pick(std::size_t count) {
    if (at_ == size_) {
      base::ensure(size_ < kMax, "too many questions in one thing");
      rounds_[size_++] = {0, static_cast<std::uint8_t>(count)};
    }
    return rounds_[at_++].taken;
  }
  // Ready for another round; false when there is none.
  [[nodiscard]] bool next() {
    at_ = 0;
    while (size_ > 0 && rounds_[size_ - 1].taken + 1 == rounds_[size_ - 1].count) --size_;
    if (size_ == 0) return false;
    ++rounds_[size_ - 1].taken;
    return true;
  }
 private:
  static constexpr std::size_t kMax = 250;
  struct Question {
    std::uint8_t taken;
    std::uint8_t count;
  };
  std::array<Question, kMax> rounds_{};
  std::size_t size_ = 0;
  std::size_t at_ = 0;
};

}  // namespace guichet::check
