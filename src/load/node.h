// A YAML file as a tree: maps in the order written, lists, words with their place. It knows no format: what a key means
// is said in format.h. Nothing here is guessed from a word's look (`on`, `yes`, `2026-01-01` are words); the format asks.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "base/diagnostic.h"

namespace guichet::load {

struct Node {
  enum class Kind : std::uint8_t { null, scalar, list, map };
  enum class Style : std::uint8_t { plain, quoted, block };
  struct Entry;

  Kind kind = Kind::null;
  Style style = Style::plain;
  bool one_line = true;          // a scalar written on one line of the file
  std::string text;              // scalars: the content, escapes read, folded lines joined
  base::Span span;               // scalars: what is written, quotes included; lists and maps: their first character
  std::vector<Node> items;       // of a list
  std::vector<Entry> entries;    // of a map; no key twice

  [[nodiscard]] bool is_scalar() const { return kind == Kind::scalar; }
  [[nodiscard]] bool is_list() const { return kind == Kind::list; }
  [[nodiscard]] bool is_map() const { return kind == Kind::map; }
  // Nothing when this is no map or has no such key.
  [[nodiscard]] const Node* find(std::string_view key) const;
  [[nodiscard]] const Entry* find_entry(std::string_view key) const;
  // The item at this place, or nothing when this is no list or is shorter.
  [[nodiscard]] const Node* at(std::size_t index) const;
  // A scalar's content without its quotes.
  [[nodiscard]] base::Span content_span() const;
};

struct Node::Entry {
  std::string key;
  base::Span key_span;
  Node value;
};

// Chained look-ups through things that may be absent: find(find(node, "when"), "answered").
[[nodiscard]] inline const Node* find(const Node* node, std::string_view key) {
  return node == nullptr ? nullptr : node->find(key);
}
[[nodiscard]] inline const Node* at(const Node* node, std::size_t index) {
  return node == nullptr ? nullptr : node->at(index);
}

}  // namespace guichet::load
