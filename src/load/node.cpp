#include "load/node.h"

#include <algorithm>

namespace guichet::load {

const Node::Entry* Node::find_entry(std::string_view key) const {
  const auto found = std::ranges::find(entries, key, &Entry::key);
  return found == entries.end() ? nullptr : &*found;
}

const Node* Node::find(std::string_view key) const {
  const Entry* entry = find_entry(key);
  return entry == nullptr ? nullptr : &entry->value;
}

const Node* Node::at(std::size_t index) const { return index < items.size() ? &items[index] : nullptr; }

base::Span Node::content_span() const {
  if (style != Style::quoted) return span;
  return {span.line, span.column + 1, span.length > 2 ? span.length - 2 : 1};
}

}  // namespace guichet::load
