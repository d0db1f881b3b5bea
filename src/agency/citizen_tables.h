// What each register knows of the population: the tables of schema.h, filled. Registers disagree where
// the population says they do (a move, a second home, a name); they never invent.
#pragma once

#include <filesystem>
#include <vector>

#include "agency/citizens.h"
#include "agency/csv.h"

namespace guichet::agency {

// "personnes" first (the truth, which no register holds), then every table that is no view.
[[nodiscard]] std::vector<Table> make_tables(const Citizens& citizens);

// One CSV file per table under `directory`: personnes.csv, vehicules/titulaires.csv...
[[nodiscard]] base::Outcome write_tables(const std::vector<Table>& tables, const std::filesystem::path& directory);

}  // namespace guichet::agency
