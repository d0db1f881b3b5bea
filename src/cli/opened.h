// What the commands that look into a procedure start from: it, its scenarios, and what they exercise.
#pragma once

#include <filesystem>
#include <memory>
#include <variant>

#include "check/coverage.h"
#include "cli/asked.h"
#include "cli/session.h"
#include "scenario/suite.h"

namespace guichet::cli {

// Never moves: scenarios and coverage are about `procedure`.
struct Opened {
  base::Source source;
  model::Procedure procedure;
  scenario::Suite suite;
  check::Coverage coverage;
};

// Mistakes are told.
[[nodiscard]] std::variant<std::unique_ptr<Opened>, NotOpened> open_with_scenarios(Session& session,
                                                                                 const scenario::World& world,
                                                                                 scenario::Agencies& agencies,
                                                                                 const std::string& word);

// Creates the folder and writes the file in it.
[[nodiscard]] base::Outcome write_into(const std::filesystem::path& folder, const std::string& name,
                                       const std::string& text);

}  // namespace guichet::cli
