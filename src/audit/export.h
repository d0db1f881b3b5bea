// The log as files anybody can serve and check: C2SP tlog-tiles (checkpoint, tiles, bundles of
// lines), and the proof of one line, C2SP tlog-proof. They hold no personal value: lines only name
// fields, and persons by drawn names.
#pragma once

#include <filesystem>
#include <string>

#include "audit/log.h"

namespace guichet::audit {

// Into `folder`, made when it is not there. Gives the number of lines.
[[nodiscard]] base::Result<std::int64_t> export_log(Log& log, const std::filesystem::path& folder);

// One file that proves, without the log, that line `seq` is in it; the line itself is its `extra`. Under a checkpoint the
// witness cosigned when one covers the line, else under the head.
[[nodiscard]] base::Result<std::string> prove_line(Log& log, std::int64_t seq);

}  // namespace guichet::audit
