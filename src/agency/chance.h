// A reproducible stream of chance per person: what one person draws never moves another's. Philox
// (Random123), integers only, so every machine draws the same. Knows nothing of what is drawn.
#pragma once

#include <Random123/philox.h>

#include <cstdint>
#include <span>

namespace guichet::agency {

class Chance {
 public:
  Chance(std::uint64_t seed, std::uint64_t stream)
      : key_{{static_cast<std::uint32_t>(seed), static_cast<std::uint32_t>(seed >> 32)}},
        counter_{{0, 0, static_cast<std::uint32_t>(stream), static_cast<std::uint32_t>(stream >> 32)}} {}

  // 0 <= result < bound; bound > 0. The bias of the multiplication is below bound / 2^32.
  std::uint32_t below(std::uint32_t bound) { return static_cast<std::uint32_t>((std::uint64_t{draw()} * bound) >> 32); }
  int between(int least, int most) {
    return least + static_cast<int>(below(static_cast<std::uint32_t>(most - least + 1)));
  }
  bool percent(std::uint32_t chances) { return below(100) < chances; }
  template <class T, std::size_t N>
  const T& one_of(std::span<const T, N> things) {
    return things[below(static_cast<std::uint32_t>(things.size()))];
  }
 private:
  std::uint32_t draw() {
    if (used_ == 4) {
      block_ = r123::Philox4x32{}(counter_, key_);
      ++counter_[0];
      used_ = 0;
    }
    return block_[used_++];
  }

  r123::Philox4x32::key_type key_;
  r123::Philox4x32::ctr_type counter_;
  r123::Philox4x32::ctr_type block_{};
  std::size_t used_ = 4;
};

}  // namespace guichet::agency
