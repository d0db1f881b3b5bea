#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "verify/check.h"
#include "verify/lines.h"

namespace guichet::verify {

namespace {

constexpr std::string_view kOrigin = "guichet/";

std::optional<std::string> read_file(const std::filesystem::path& path) {
  std::ifstream file{path, std::ios::binary};
  if (!file) return std::nullopt;
  return std::string{std::istreambuf_iterator<char>{file}, {}};
}

// C2SP tlog-tiles: groups of three digits, all but the last behind an x; a partial tile says its width.
std::string tile_path(std::int64_t index, std::int64_t width) {
  std::string path;
  for (std::int64_t rest = index, group = 0; group == 0 || rest > 0; ++group, rest /= 1000) {
    std::string digits = std::to_string(1000 + rest % 1000).substr(1);
    path = group == 0 ? digits : 'x' + digits + '/' + path;
  }
  return width == kTile ? path : path + ".p/" + std::to_string(width);
}

class Export {
 public:
  Export(const std::filesystem::path& folder, const Outside& outside, Report& report)
      : folder_{folder}, outside_{outside}, report_{report} {}

  void check() {
    const auto note = read_file(folder_ / "checkpoint");
    const auto checkpoint = note ? read_checkpoint(*note) : std::nullopt;
    if (!checkpoint || !checkpoint->origin.starts_with(kOrigin)) return report_.stop(Obstacle::not_a_log);
    if (checkpoint->size > (std::int64_t{1} << 40)) return report_.stop(Obstacle::not_a_log);
    report_.origin = checkpoint->origin.substr(kOrigin.size());
    Lines lines{report_, report_.origin, outside_.leaves};
    Keys keys{outside_.key};
    lines.certify_with(keys);
    if (outside_.checkpoint) lines.want_root(outside_.checkpoint->size);
    for (std::int64_t tile = 0; tile * kTile < checkpoint->size; ++tile)
      entries(lines, tile, std::min(kTile, checkpoint->size - tile * kTile));
    lines.end_pruning();
    report_.size = checkpoint->size;
    report_.root = lines.tree().root();
    if (!lines.broken()) {
      above(lines);
      if (report_.root != checkpoint->root && report_.findings_count == 0) report_.add({Wrong::head});
    }
    if (keys.any()) {
      if (!keys.signs(*checkpoint)) report_.add({Wrong::signature, 0, checkpoint->size - 1});
      else report_.signed_size = checkpoint->size;
    }
    if (!count_cosignature(*checkpoint, outside_, report_)) report_.add({Wrong::cosignature, 0, checkpoint->size - 1});
    anchor(lines);
  }
 private:
  void entries(Lines& lines, std::int64_t tile, std::int64_t width) {
    const auto bundle = read_file(folder_ / "tile" / "entries" / tile_path(tile, width));
    const auto hashes = read_file(folder_ / "tile" / "0" / tile_path(tile, width));
    kept_ = hashes.value_or("");
    if (!bundle && lines.next() == tile * kTile && !rows_ && kept_.size() == kTile * kHash) return lines.pruned_tile(kept_);
    rows_ = true;
    lines.next_tile(tile, kept_);
    std::string_view rest = bundle ? std::string_view{*bundle} : std::string_view{};
    for (std::int64_t i = 0; i < width; ++i) {
      const std::size_t length =
          rest.size() < 2 ? 0 : static_cast<unsigned char>(rest[0]) * 256U + static_cast<unsigned char>(rest[1]);
      if (rest.size() < 2 || rest.size() - 2 < length) {
        lines.missing(tile * kTile + i, tile * kTile + width - 1);
        return;
      }
      const auto at = static_cast<std::size_t>(i) * kHash;
      const std::string_view leaf = kept_.size() >= at + kHash ? std::string_view{kept_}.substr(at, kHash) : "";
      static_cast<void>(lines.row(tile * kTile + i, rest.substr(2, length), leaf));
      rest.remove_prefix(2 + length);
    }
    if (!rest.empty() || kept_.size() != static_cast<std::size_t>(width) * kHash)
      report_.add({Wrong::above, tile * kTile, tile * kTile + width - 1});
  }

  void above(Lines& lines) {
    std::int64_t span = kTile;
    for (int level = 1; report_.size / span > 0; ++level, span *= kTile) {
      const std::string& built = lines.tiles(level);
      const auto count = static_cast<std::int64_t>(built.size() / kHash);
      for (std::int64_t tile = 0; tile * kTile < count; ++tile) {
        const std::int64_t width = std::min(kTile, count - tile * kTile);
        const auto kept = read_file(folder_ / "tile" / std::to_string(level) / tile_path(tile, width));
        const std::int64_t first = tile * kTile * span;
        const std::int64_t last = first + width * span - 1;
        const auto bytes = static_cast<std::size_t>(width) * kHash;
        if (!kept || *kept != std::string_view{built}.substr(static_cast<std::size_t>(tile * kTile) * kHash, bytes))
          if (!lines.found_in(first, last)) report_.add({Wrong::above, first, last});
      }
    }
  }

  void anchor(Lines& lines) {
    report_.witnessed = std::max(static_cast<std::int64_t>(outside_.leaves.size() / kHash),
                                 outside_.checkpoint ? outside_.checkpoint->size : 0);
    if (outside_.checkpoint) {
      const Hash* const root = lines.root_at(outside_.checkpoint->size);
      if (outside_.checkpoint->origin != kOrigin.data() + report_.origin) report_.add({Wrong::origin});
      else if (root != nullptr && *root != outside_.checkpoint->root && report_.findings_count == 0)
        report_.add({Wrong::anchor, 0, outside_.checkpoint->size - 1});
    }
    if (report_.verdict != Verdict::intact) return;
    if (report_.witnessed > report_.size) report_.verdict = Verdict::older;
    else report_.anchored = std::max(report_.witnessed, report_.cosigned);
  }

  std::filesystem::path folder_;
  const Outside& outside_;
  Report& report_;
  std::string kept_;
  bool rows_ = false;  // a line was met: none is pruned after it
};

}  // namespace

Report check_export(const std::string& folder, const Outside& outside) {
  Report report;
  Export{folder, outside, report}.check();
  return report;
}

}  // namespace guichet::verify
