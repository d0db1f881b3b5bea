#include "check/states.h"

#include <cstring>

#include "base/ensure.h"

namespace guichet::check {

States::States(std::size_t width) : width_{width}, table_(1U << 12, kNone) {}

std::size_t States::bytes() const { return chunks_.size() * kChunk * width_ + table_.size() * sizeof(std::uint32_t); }

// Eight bytes at a time, mixed by multiplication and rotation (the finaliser is that of MurmurHash3, public domain).
std::uint64_t States::hash(const std::uint8_t* row) const {
  std::uint64_t h = 0x9E3779B97F4A7C15ULL ^ width_;
  std::uint64_t word = 0;
  const auto mix = [&h](std::uint64_t bytes) {
    h = (h ^ bytes) * 0xFF51AFD7ED558CCDULL;
    h = h << 29 | h >> 35;
  };
  std::size_t i = 0;
  for (; i + 8 <= width_; i += 8) {
    std::memcpy(&word, row + i, 8);
    mix(word);
  }
  if (i < width_ && width_ >= 8) {  // the last eight, some of them again
    std::memcpy(&word, row + width_ - 8, 8);
    mix(word);
  } else if (i < width_) {
    word = 0;
    std::memcpy(&word, row, width_);
    mix(word);
  }
  h ^= h >> 33;
  h *= 0xC4CEB9FE1A85EC53ULL;
  return h ^ h >> 33;
}

std::pair<std::uint32_t, bool> States::add(const std::uint8_t* row, std::uint64_t hash) {
  const std::uint64_t mask = table_.size() - 1;
  std::uint64_t at = hash & mask;
  for (; table_[at] != kNone; at = (at + 1) & mask) {
    if ((table_[at] & ~(kMost - 1)) != tag(hash)) continue;
    const std::uint32_t number = table_[at] & (kMost - 1);
    if (std::memcmp((*this)[number], row, width_) == 0) return {number, false};
  }
  base::ensure(size_ + 1 < kMost, "more states than can be numbered");
  if ((size_ & (kChunk - 1)) == 0)
    chunks_.push_back(std::make_unique_for_overwrite<std::uint8_t[]>(std::size_t{kChunk} * width_));
  std::memcpy(chunks_.back().get() + (size_ & (kChunk - 1)) * width_, row, width_);
  table_[at] = size_++ | tag(hash);
  if (std::uint64_t{size_} * 4 > table_.size() * 3) grow();
  return {size_ - 1, true};
}

void States::grow() {
  std::vector<std::uint32_t> wider(table_.size() * 2, kNone);
  const std::uint64_t mask = wider.size() - 1;
  for (std::uint32_t number = 0; number < size_; ++number) {
    const std::uint64_t h = hash((*this)[number]);
    std::uint64_t at = h & mask;
    while (wider[at] != kNone) at = (at + 1) & mask;
    wider[at] = number | tag(h);
  }
  table_ = std::move(wider);
}

}  // namespace guichet::check
