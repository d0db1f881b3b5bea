// Everything under data/ that procedures refer to: agencies.yaml, sources.yaml, holidays.yaml, tables/*.yaml. en.yaml
// there, when it exists, gives the English of agencies and sources. Which folder is the caller's to know.
#pragma once

#include <string>
#include <vector>

#include "base/calendar.h"
#include "base/diagnostic.h"
#include "base/result.h"
#include "model/agencies.h"

namespace guichet::load {

// The holidays of one territory.
struct TerritoryCalendar {
  std::string name;  // metropole, alsace-moselle...
  model::Title title;
  model::SourceRef source;
  base::Calendar calendar;
};

// A file that has something wrong, with what it is.
struct FaultyFile {
  base::Source source;
  base::Diagnostics diagnostics;
};

struct LoadedReference {
  model::Reference reference;
  std::vector<TerritoryCalendar> calendars;  // the first is the default; never empty
  std::vector<FaultyFile> faulty;            // in the order read; empty when all is well
  [[nodiscard]] bool has_errors() const;
};

// Fails when the folder, agencies.yaml or sources.yaml cannot be read; the other files may be absent. Tables are read in
// the order of their file names.
[[nodiscard]] base::Result<LoadedReference> load_reference(const std::string& data_dir);

[[nodiscard]] std::string render(const std::vector<FaultyFile>& faulty, base::Lang lang);

// The parts, for tests and editors: one file each, whole or with diagnostics.
[[nodiscard]] model::Agencies read_agencies(const base::Source& source, const base::Source* english, const model::Sources& sources,
                                            base::Diagnostics& diagnostics);
[[nodiscard]] model::Sources read_sources(const base::Source& source, const base::Source* english, base::Diagnostics& diagnostics);
[[nodiscard]] expr::Table read_table(const base::Source& source, const model::Sources& sources, base::Diagnostics& diagnostics);
[[nodiscard]] std::vector<TerritoryCalendar> read_holidays(const base::Source& source, const model::Sources& sources,
                                                           base::Diagnostics& diagnostics);

}  // namespace guichet::load
