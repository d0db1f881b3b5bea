// YAML 1.2 core as our formats use it, read by yaml-cpp's event interface: one document, no anchors, aliases, tags nor
// repeated keys, bounded in size, depth and number of nodes. Hostile files end in diagnostics. It knows no format.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>

#include "base/diagnostic.h"
#include "base/result.h"
#include "load/node.h"

namespace guichet::load {

inline constexpr std::size_t kFileBytesMax = std::size_t{1} << 20U;
inline constexpr std::size_t kLineBytesMax = 4096;
inline constexpr std::size_t kNodesMax = 100'000;
inline constexpr std::size_t kBracketsMax = 30'000;  // yaml-cpp reads ahead of unclosed ones
inline constexpr int kDepthMax = 32;

// The file as it is. Refused unread when it is no regular file or larger than kFileBytesMax.
[[nodiscard]] base::Result<base::Source> read_file(const std::string& path);

// `node` is what could be read to the end, without what an error tells of; empty when reading had to stop. An empty file
// is a null node. Whoever uses the tree asks the diagnostics first, or adds its own mistakes to them.
struct Parsed {
  std::optional<Node> node;
  base::Diagnostics diagnostics;
};
[[nodiscard]] Parsed parse_yaml(const base::Source& source);

// What the outermost map holds under `key`; nothing when it has no such key, or cannot be read that far. What follows is
// not read, right or wrong: for lists of many files.
[[nodiscard]] std::optional<Node> read_key(const base::Source& source, std::string_view key);

}  // namespace guichet::load
