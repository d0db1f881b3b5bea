// The rows already seen, each once, numbered in the order they came: an arena of bytes and a table of numbers. Nothing
// here knows what a row means.
#pragma once

#include <cstddef>
#include <cstdint>
#include <memory>
#include <utility>
#include <vector>

namespace guichet::check {

class States {
 public:
  static constexpr std::uint32_t kMost = 1U << 27;  // rows; a number and a few bits of its hash share a word

  explicit States(std::size_t width);

  // Its number, and whether it is new.
  std::pair<std::uint32_t, bool> add(const std::uint8_t* row) { return add(row, hash(row)); }
  [[nodiscard]] const std::uint8_t* operator[](std::uint32_t number) const {
    return chunks_[number >> kChunkBits].get() + (number & (kChunk - 1)) * width_;
  }
  [[nodiscard]] std::uint32_t size() const { return size_; }
  [[nodiscard]] std::size_t bytes() const;

  // For whoever has several rows to add: memory is slow, so the place in the table of each is fetched first, then the row
  // that stands there, then they are added.
  [[nodiscard]] std::uint64_t hash(const std::uint8_t* row) const;
  void fetch_place(std::uint64_t hash) const { __builtin_prefetch(&table_[hash & (table_.size() - 1)]); }
  void fetch_row(std::uint64_t hash) const {
    const std::uint32_t entry = table_[hash & (table_.size() - 1)];
    if (entry != kNone) __builtin_prefetch((*this)[entry & (kMost - 1)]);
  }
  std::pair<std::uint32_t, bool> add(const std::uint8_t* row, std::uint64_t hash);
 private:
  static constexpr unsigned kChunkBits = 16;
  static constexpr std::uint32_t kChunk = 1U << kChunkBits;
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
  static std::uint32_t tag(std::uint64_t hash) { return static_cast<std::uint32_t>(hash >> 59 << 27); }
  void grow();

  std::size_t width_;
  std::uint32_t size_ = 0;
  std::vector<std::unique_ptr<std::uint8_t[]>> chunks_;  // rows never move
  std::vector<std::uint32_t> table_;  // of each, its number below a few bits of its hash; at most three quarters full
};

}  // namespace guichet::check
