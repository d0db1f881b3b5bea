// The rows already seen, each once, numbered in the order they came: an arena of bytes and a table of numbers. Nothing
// here knows what a row means.
#pragma once

#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

namespace guichet::check {

class States {
 public:
  explicit States(std::size_t width);

  // Its number, and whether it is new.
  std::pair<std::uint32_t, bool> add(const std::uint8_t* row);
  [[nodiscard]] const std::uint8_t* operator[](std::uint32_t number) const {
    return chunks_[number >> kChunkBits].data() + (number & (kChunk - 1)) * width_;
  }
  [[nodiscard]] std::uint32_t size() const { return size_; }
  [[nodiscard]] std::size_t bytes() const;
 private:
  static constexpr unsigned kChunkBits = 16;
  static constexpr std::uint32_t kChunk = 1U << kChunkBits;
  static constexpr std::uint32_t kNone = 0xFFFFFFFF;
  [[nodiscard]] std::uint64_t hash(const std::uint8_t* row) const;
  void grow();

  std::size_t width_;
  std::uint32_t size_ = 0;
  std::vector<std::vector<std::uint8_t>> chunks_;  // rows never move
  std::vector<std::uint32_t> table_;               // numbers; a power of two, at most three quarters full
};

}  // namespace guichet::check
