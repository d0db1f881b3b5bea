#include "verify/keys.h"

#include <algorithm>

namespace guichet::verify {

bool Keys::certify(std::string_view key, std::string_view reason, std::string_view signature, std::int64_t seq) {
  if (!any()) return true;
  const auto read = read_key(key);
  const auto bytes = from_base64(signature);
  if (!read || !bytes) return false;
  const NoteKey& before = known_.back().key;
  const std::string text = "guichet.certificate@v1\n" + std::string{reason} + '\n' + std::string{key} + '\n';
  // Said again after a crash, or by the first of itself.
  const bool again = read->key == before.key;
  if (again && known_.size() > 1) return true;
  if (read->name != before.name || !signed_by(before.key, *bytes, text)) return false;
  if (!again) known_.push_back({*read, seq});
  return true;
}

bool Keys::signs(const Checkpoint& checkpoint) const {
  const auto later = std::ranges::find_if(known_, [&](const Known& one) { return one.since >= checkpoint.size; });
  return later != known_.begin() && is_signed(checkpoint, std::prev(later)->key);
}

bool Keys::signed_once(const Checkpoint& checkpoint) const {
  return std::ranges::any_of(known_, [&](const Known& one) { return is_signed(checkpoint, one.key); });
}

bool certify_all(Keys& keys, std::string_view list) {
  while (!list.empty()) {
    const std::string_view line = list.substr(0, list.find('\n'));
    list.remove_prefix(std::min(list.size(), line.size() + 1));
    const std::size_t first = line.find(' ');
    const std::size_t second = line.rfind(' ');
    if (first == std::string_view::npos || first == second) return false;
    if (!keys.certify(line.substr(0, first), line.substr(first + 1, second - first - 1), line.substr(second + 1), -1)) return false;
  }
  return true;
}

}  // namespace guichet::verify
