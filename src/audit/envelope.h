// One line as the bytes that are hashed, and back. Knows the layout, no database and no secret: the
// pseudonyms and the commitment are given to it. Frozen, see docs/audit_format.md.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "audit/canonical.h"
#include "audit/log.h"

namespace guichet::audit {

inline constexpr std::int64_t kEnvelopeVersion = 2;

// What the log adds to a line. `dossier`, `subject` and `com` are hexadecimal or empty.
struct Stamp {
  std::int64_t seq = 0;
  std::int64_t recorded = 0;
  bool back = false;  // recorded before the line it follows: the machine's clock went back
  std::string_view origin;
  std::string_view dossier;
  std::string_view subject;
  std::string_view com;
  std::int64_t dossier_nth = 0;  // of the lines about this case, from 1; 0: about none
  std::int64_t subject_nth = 0;  // idem, about this name of a person
};

// Writes the envelope into `out`; a reason when the line can't be one.
[[nodiscard]] std::optional<Unwritable> write_envelope(const Line& line, const Stamp& stamp, std::string& out);
// The names of a payload and their values, as the bytes that `com` commits to.
[[nodiscard]] std::optional<Unwritable> write_payload(const std::map<std::string, std::string>& payload,
                                                      std::string& out);

// A line read back; the texts of a stamp own their bytes here.
struct Opened {
  std::int64_t seq = 0;
  std::int64_t recorded = 0;
  bool back = false;
  std::string origin, dossier, subject, com;
  std::int64_t dossier_nth = 0, subject_nth = 0;
  Line line;  // without dossier, subject and payload: those are known to the tables only
};
// Nothing when the bytes are not exactly what write_envelope() gives: another version, a name twice,
// an unknown name or kind, a float, spaces, names out of order.
[[nodiscard]] std::optional<Opened> read_envelope(std::string_view bytes);
[[nodiscard]] std::optional<std::map<std::string, std::string>> read_payload(std::string_view bytes);

// The one field needed of the previous line, without reading the rest; `bytes` must be an envelope
// of ours.
[[nodiscard]] std::optional<std::int64_t> recorded_of(std::string_view bytes);

}  // namespace guichet::audit
