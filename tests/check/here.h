// The world the tests of the check stand in, opened once; procedures from files or from a text.
#pragma once

#include <gtest/gtest.h>

#include <filesystem>
#include <string>

#include "check/check.h"
#include "load/procedure.h"
#include "scenario/world.h"

namespace guichet::check {

inline const std::filesystem::path kFaults =
    std::filesystem::path{GUICHET_SOURCE_DIR} / "tests" / "golden" / "check";

struct Here {
  scenario::World world;
  scenario::Agencies agencies;

  static Here& instance() {
    static Here here = [] {
      std::vector<load::FaultyFile> faulty;
      auto world = scenario::open_world(GUICHET_SOURCE_DIR, faulty);
      auto agencies = scenario::Agencies::open(*world);
      return Here{std::move(*world), std::move(*agencies)};
    }();
    return here;
  }
  load::LoadedFile open(const std::string& id_or_path) {
    auto file = scenario::open_procedure(world, id_or_path);
    EXPECT_TRUE(file->loaded.procedure) << base::render(file->loaded.diagnostics, file->source, base::Lang::en);
    return std::move(*file);
  }
  model::Procedure load(const std::string& text) {
    const base::Source source{"procedure.yaml", text};
    auto loaded = load::load_procedure(source, world.reference);
    EXPECT_TRUE(loaded.procedure) << base::render(loaded.diagnostics, source, base::Lang::en);
    return std::move(*loaded.procedure);
  }
  Checked check_file(const std::string& id_or_path) {
    const auto file = open(id_or_path);
    return file.loaded.procedure ? check(*file.loaded.procedure, "procedure.yaml", world, &agencies, {}) : Checked{};
  }
};

}  // namespace guichet::check
