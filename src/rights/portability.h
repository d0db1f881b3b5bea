// GDPR art. 20: what a person gave, under her consent or a contract, as a file she may take elsewhere; and such a file
// taken in. For all the rest it says why not: the copy of art. 15 holds it.
#pragma once

#include <nlohmann/json_fwd.hpp>
#include <string>
#include <vector>

#include "rights/desk.h"

namespace guichet::rights {

inline constexpr const char* kPortable = "guichet-portability/1";

// Why a datum is not portable: "public-task", "legal-obligation"... (its purposes' bases), "not-provided" (the person
// did not give it), "police-justice", "outside". Empty: it is.
[[nodiscard]] std::string not_portable(const model::Procedure& procedure, model::DatumId datum);

// {"format", "person", "made", "cases": [{"procedure", "version", "number", "data": {name: {"title", "type", "value"}}}],
//  "withheld": [{"case", "datum", "reason"}]}, in the order of the file and of the cases.
[[nodiscard]] base::Result<nlohmann::ordered_json> portable_copy(Desk& desk, const std::string& citizen,
                                                         const std::vector<dossier::CaseRecord>& cases);

struct TakenIn {
  std::int64_t dossier = 0;
  std::string procedure;
  std::string event;                  // that carried the data; empty: none of the start state could
  std::vector<std::string> data;      // taken
  std::vector<std::string> missing;   // what the nearest event still asks
  std::string refused;                // reason, when the event was refused
};
// Each case of the file becomes a new case of the person, and the data an act of hers. Fails when it is no such file,
// or of a procedure that is not installed.
[[nodiscard]] base::Result<std::vector<TakenIn>> take_in(Desk& desk, const std::string& text);

}  // namespace guichet::rights
