#include "verify/lines.h"

#include <algorithm>

namespace guichet::verify {

Lines::Lines(Report& report, std::string origin, std::string_view mirror)
    : report_{report}, origin_{std::move(origin)}, mirror_{mirror} {
  tree_.on_subtree = [this](int level, const Hash& hash) {
    if (level % 8 == 0 && level / 8 < 8) levels_[static_cast<std::size_t>(level / 8)] += view(hash);
  };
}

const Hash* Lines::root_at(std::int64_t size) const {
  const auto found = roots_.find(size);
  return found == roots_.end() || broken_ || size > tree_.size() ? nullptr : &found->second;
}

void Lines::find(Wrong what, std::int64_t seq) {
  if (found_in(seq, seq)) return;
  found_[seq] = seq;
  counts_ = false;
  report_.add({what, seq, seq});
}

bool Lines::found_in(std::int64_t first, std::int64_t last) const {
  const auto after = found_.upper_bound(last);
  return after != found_.begin() && std::prev(after)->second >= first;
}

// Their hashes may still stand in a tile; otherwise the tree ends here.
void Lines::missing(std::int64_t first, std::int64_t last) {
  found_[first] = last;
  counts_ = false;
  report_.add({Wrong::missing, first, last});
  for (; next_ <= last && !broken_; ++next_) {
    if (const auto kept = hash_from(tile_hash(next_)))
      grow(*kept);
    else
      broken_ = true;
  }
  next_ = std::max(next_, last + 1);
  knows_recorded_ = false;
}

std::string_view Lines::tile_hash(std::int64_t seq) const {
  if (seq / kTile != tile_index_) return {};
  const auto at = static_cast<std::size_t>(seq % kTile) * kHash;
  return tile_.size() >= at + kHash ? tile_.substr(at, kHash) : std::string_view{};
}

void Lines::grow(const Hash& leaf) {
  if (broken_) return;
  tree_.add(leaf);
  if (const auto wanted = roots_.find(tree_.size()); wanted != roots_.end()) wanted->second = tree_.root();
}

void Lines::compare_with_mirror(const Hash& leaf, std::int64_t seq) {
  const auto at = static_cast<std::size_t>(seq) * kHash;
  if (mirror_differs_ || mirror_.size() < at + kHash || mirror_.substr(at, kHash) == view(leaf)) return;
  mirror_differs_ = true;  // a log rewritten from here on differs everywhere after
  find(Wrong::mirror, seq);
}

void Lines::pruned_tile(std::string_view hashes) {
  if (hashes.size() != kTile * kHash) broken_ = true;
  for (std::size_t at = 0; at + kHash <= hashes.size(); at += kHash) {
    const Hash leaf = *hash_from(hashes.substr(at, kHash));
    compare_with_mirror(leaf, next_++);
    grow(leaf);
  }
  pruned_ = next_;
  names_.begin_anywhere();
}

void Lines::end_pruning() {
  report_.pruned = pruned_;
  if (pruned_ != declared_) missing(0, std::max(pruned_, declared_) - 1);
}

void Lines::count(const Envelope& envelope) {
  if (!counts_) return;
  if (envelope.kind == "names-counted" && pruned_ == 0 &&
      (envelope.size != names_.size() || envelope.root != hex(view(names_.root()))))
    return find(Wrong::map, envelope.seq);
  const bool dossier = envelope.dossier.empty() || names_.count(envelope.dossier, envelope.dossier_nth, envelope.seq);
  const bool subject = envelope.subject.empty() || names_.count(envelope.subject, envelope.subject_nth, envelope.seq);
  if (!dossier || !subject) find(Wrong::ordinal, envelope.seq);
}

std::optional<Envelope> Lines::row(std::int64_t seq, std::string_view bytes, std::string_view leaf) {
  if (seq > next_) missing(next_, seq - 1);
  next_ = seq + 1;
  const Hash computed = sha256_.leaf(bytes);
  const auto stored = hash_from(leaf);
  const auto in_tile = hash_from(tile_hash(seq));
  if (!stored || *stored != computed) find(Wrong::content, seq);
  const auto envelope = read_envelope(bytes);
  if (!envelope) {
    find(Wrong::form, seq);
    knows_recorded_ = false;
  } else {
    if (envelope->seq != seq) find(Wrong::number, seq);
    if (envelope->origin != origin_) find(Wrong::origin, seq);
    if (knows_recorded_ && envelope->back != (envelope->recorded < recorded_)) find(Wrong::clock, seq);
    if (seq == 0 && envelope->back) find(Wrong::clock, seq);
    recorded_ = envelope->recorded;
    knows_recorded_ = !found_in(seq, seq);
    count(*envelope);
    if (envelope->kind == "log-pruned") declared_ = envelope->size, report_.pruned_by = envelope->rule;
    if (keys_ != nullptr && envelope->kind == "key-certified" &&
        !keys_->certify(envelope->key, envelope->reason, envelope->signature, seq))
      find(Wrong::certificate, seq);
  }
  // Of the hashes that disagree, the one the tree was built over.
  Hash grown = computed;
  if (stored && *stored != computed && (!in_tile || *in_tile == *stored)) grown = *stored;
  if (in_tile && *in_tile != grown) {
    find(Wrong::tree, seq);
    if (found_in(seq, seq)) grown = *in_tile;
  }
  compare_with_mirror(computed, seq);
  grow(grown);
  return envelope;
}

}  // namespace guichet::verify
