#include "check/states.h"

#include <cstring>

namespace guichet::check {

States::States(std::size_t width) : width_{width}, table_(1U << 12, kNone) {}

std::size_t States::bytes() const { return chunks_.size() * kChunk * width_ + table_.size() * sizeof(std::uint32_t); }

// Eight bytes at a time, mixed by multiplication and rotation (the finaliser is that of MurmurHash3, public domain).
std::uint64_t States::hash(const std::uint8_t* row) const {
  std::uint64_t h = 0x9E3779B97F4A7C15ULL ^ width_;
  std::size_t i = 0;
  std::uint64_t word = 0;
  for (; i + 8 <= width_; i += 8) {
    std::memcpy(&word, row + i, 8);
    h = (h ^ word) * 0xFF51AFD7ED558CCDULL;
    h = h << 29 | h >> 35;
  }
  word = 0;
  std::memcpy(&word, row + i, width_ - i);
  h = (h ^ word) * 0xFF51AFD7ED558CCDULL;
  h ^= h >> 33;
  h *= 0xC4CEB9FE1A85EC53ULL;
  return h ^ h >> 33;
}

std::pair<std::uint32_t, bool> States::add(const std::uint8_t* row) {
  const std::uint64_t mask = table_.size() - 1;
  std::uint64_t at = hash(row) & mask;
  for (; table_[at] != kNone; at = (at + 1) & mask)
    if (std::memcmp((*this)[table_[at]], row, width_) == 0) return {table_[at], false};
  if ((size_ & (kChunk - 1)) == 0) {
    chunks_.emplace_back();
    chunks_.back().reserve(std::size_t{kChunk} * width_);
  }
  chunks_.back().insert(chunks_.back().end(), row, row + width_);
  table_[at] = size_++;
  if (std::uint64_t{size_} * 4 > table_.size() * 3) grow();
  return {size_ - 1, true};
}

void States::grow() {
  std::vector<std::uint32_t> wider(table_.size() * 2, kNone);
  const std::uint64_t mask = wider.size() - 1;
  for (std::uint32_t number = 0; number < size_; ++number) {
    std::uint64_t at = hash((*this)[number]) & mask;
    while (wider[at] != kNone) at = (at + 1) & mask;
    wider[at] = number;
  }
  table_ = std::move(wider);
}

}  // namespace guichet::check
