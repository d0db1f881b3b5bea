#include "audit/export.h"

#include <cerrno>
#include <fstream>
#include <system_error>

#include "base/note.h"
#include "store/failure.h"

namespace guichet::audit {

using base::Outcome;
using base::Result;
namespace fs = std::filesystem;

namespace {

// C2SP tlog-tiles: groups of three digits, all but the last behind an x; a tile not full says how far it goes.
std::string tile_name(std::int64_t index, std::int64_t width) {
  std::string name = std::to_string(1000 + index % 1000).substr(1);
  for (std::int64_t rest = index / 1000; rest > 0; rest /= 1000)
    name = 'x' + std::to_string(1000 + rest % 1000).substr(1) + '/' + name;
  return width == kTileWidth ? name : name + ".p/" + std::to_string(width);
}

Outcome write_file(const fs::path& path, std::string_view bytes) {
  std::error_code error;
  fs::create_directories(path.parent_path(), error);
  std::ofstream file{path, std::ios::binary | std::ios::trunc};
  file.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
  file.close();
  if (error || !file) return store::system_failure(error ? error.value() : EIO, path.string());
  return base::Done{};
}

// Each line behind its length, two bytes, the high one first.
Outcome write_bundle(Log& log, const fs::path& folder, std::int64_t tile, std::int64_t width) {
  const auto lines = log.entries(tile * kTileWidth, width);
  if (!lines) return lines.failure();
  std::string bundle;
  for (const Entry& line : *lines) {
    bundle += static_cast<char>(line.envelope.size() >> 8U);
    bundle += static_cast<char>(line.envelope.size() & 0xffU);
    bundle += line.envelope;
  }
  return write_file(folder / "tile" / "entries" / tile_name(tile, width), bundle);
}

}  // namespace

Result<std::int64_t> export_log(Log& log, const fs::path& folder) {
  const auto head = log.head();
  if (!head) return head.failure();
  const auto note = log.checkpoint();
  if (!note) return note.failure();
  const auto pruned = log.pruned();
  if (!pruned) return pruned.failure();
  std::int64_t hashes = head->size;
  for (int level = 0; hashes > 0; ++level, hashes /= kTileWidth) {
    for (std::int64_t tile = 0; tile * kTileWidth < hashes; ++tile) {
      const std::int64_t width = std::min(kTileWidth, hashes - tile * kTileWidth);
      const auto bytes = log.tile(level, tile, static_cast<int>(width));
      if (!bytes) return bytes.failure();
      const fs::path path = folder / "tile" / std::to_string(level) / tile_name(tile, width);
      if (Outcome written = write_file(path, *bytes); !written) return written.failure();
      if (level != 0 || (tile + 1) * kTileWidth <= *pruned) continue;  // of pruned lines, their hashes
      if (Outcome written = write_bundle(log, folder, tile, width); !written) return written.failure();
    }
  }
  // Last, so that what it speaks of is there.
  if (Outcome written = write_file(folder / "checkpoint", *note); !written) return written.failure();
  return head->size;
}

Result<std::string> prove_line(Log& log, std::int64_t seq) {
  const auto head = log.head();
  if (!head) return head.failure();
  const auto kept = log.covering(seq);
  if (!kept) return kept.failure();
  const auto covers = base::read_checkpoint(*kept);
  const auto steps = log.prove_inclusion(seq, covers ? covers->size : head->size);
  if (!steps) return steps.failure();
  const auto line = log.entries(seq, 1);
  if (!line) return line.failure();
  if (line->empty() || line->front().seq != seq)
    return base::Failure{{N_("line {seq} was pruned: only its hash is left"), {{"seq", std::to_string(seq)}}}};
  const auto note = covers ? base::Result<std::string>{*kept} : log.checkpoint();
  if (!note) return note.failure();
  std::string proof = "c2sp.org/tlog-proof@v1\nextra " + to_base64(line->at(0).envelope) + "\nindex " +
                      std::to_string(seq) + '\n';
  for (const Bytes32& step : *steps) proof += to_base64(view(step)) + '\n';
  return proof + '\n' + *note;
}

}  // namespace guichet::audit
