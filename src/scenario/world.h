// Everything that surrounds cases when Guichet runs: the reference data, the procedures that are
// installed, and where scenarios are found. Read once from disk; nothing here changes afterwards.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "base/calendar.h"
#include "base/result.h"
#include "dossier/definitions.h"
#include "load/load.h"
#include "model/agencies.h"
#include "scenario/scenario.h"

namespace guichet::scenario {

struct World {
  std::filesystem::path root;              // holds procedures/ and data/
  model::Reference reference;
  base::Calendar calendar;                 // metropolitan France
  dossier::Machines machines;              // empty: everything runs on the reference
  std::vector<load::FaultyFile> warnings;  // of data/
};

// Reads data/ under `root`. Fails when a file of it cannot be read or has errors, which `faulty` then tells.
[[nodiscard]] base::Result<World> open_world(const std::filesystem::path& root, std::vector<load::FaultyFile>& faulty);

// An id of root/procedures, a folder, or the path of a file (anywhere); en.yaml beside it is read. Fails only when the
// file cannot be read. The procedure points into `world`.
[[nodiscard]] base::Result<load::LoadedFile> open_procedure(const World& world, const std::string& id_or_path);

// For a database whose cases run on definitions that are not installed any more.
[[nodiscard]] dossier::Definitions::Reader definition_reader(const World& world);
// Ids of the procedures this one tells something to.
[[nodiscard]] std::vector<std::string> told_procedures(const model::Procedure& procedure);

// Ids of the procedures under `root`, sorted.
[[nodiscard]] std::vector<std::string> procedure_ids(const std::filesystem::path& root);
// Scenario files of a procedure's folder, sorted.
[[nodiscard]] std::vector<std::filesystem::path> scenario_files(const std::filesystem::path& procedure_folder);

}  // namespace guichet::scenario
