// A scenario's file, from its text to what was seen of its case, told to nobody yet: so that several can be played at
// once and told in the order they were asked for.
#pragma once

#include <filesystem>
#include <functional>
#include <map>
#include <memory>
#include <mutex>
#include <optional>
#include <string>

#include "base/result.h"
#include "cli/run_shown.h"
#include "load/load.h"
#include "scenario/runner.h"

namespace guichet::cli {

// A procedure that scenarios asked for.
struct Definition {
  std::optional<load::LoadedFile> file;           // nothing: it could not be read
  base::Diagnostics unusable;                     // why, beyond the mistakes of its file
  const model::Procedure* procedure = nullptr;    // of `file`; nothing: no scenario can run on it
};

// Each procedure is read once, by whichever thread asks for it first. It lives as long as the shelf.
class DefinitionShelf {
 public:
  // `machines_only`: a procedure without compiled machines cannot be used.
  DefinitionShelf(const scenario::World& world, bool machines_only) : world_{world}, machines_only_{machines_only} {}
  [[nodiscard]] const Definition& find(const std::string& id_or_path);
 private:
  [[nodiscard]] std::unique_ptr<const Definition> read(const std::string& id_or_path) const;

  const scenario::World& world_;
  bool machines_only_;
  std::mutex reading_;
  std::map<std::string, std::unique_ptr<const Definition>> known_;
};

// What became of one file. Neither run nor failure: it has mistakes, or its procedure has.
struct Played {
  base::Source source;
  base::Diagnostics diagnostics;           // of the scenario
  const Definition* definition = nullptr;  // nothing: the file does not tell which
  std::optional<ShownRun> run;
  std::optional<base::Failure> failure;    // the world failed
};

// Plays one file at a time; several players share world and shelf.
class Player {
 public:
  Player(const scenario::World& world, DefinitionShelf& shelf, scenario::Agencies agencies, base::Lang lang)
      : world_{&world}, shelf_{&shelf}, agencies_{std::move(agencies)}, lang_{lang} {}
  // Cases are kept there, and no other player keeps any.
  void keep_in(store::Database& database, std::function<std::int64_t()> clock) {
    options_ = {.database = &database, .machine_clock = std::move(clock)};
  }
  [[nodiscard]] Played play(const std::filesystem::path& file);
 private:
  const scenario::World* world_;
  DefinitionShelf* shelf_;
  scenario::Agencies agencies_;
  base::Lang lang_;
  scenario::RunOptions options_;
};

}  // namespace guichet::cli
