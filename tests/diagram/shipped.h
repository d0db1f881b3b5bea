// The procedures of the tree, loaded once for all the tests of a program.
#pragma once

#include <gtest/gtest.h>

#include <map>
#include <string>

#include "scenario/world.h"

namespace guichet::diagram {

inline const scenario::World& shipped_world() {
  static const scenario::World world = [] {
    std::vector<load::FaultyFile> faulty;
    auto opened = scenario::open_world(GUICHET_SOURCE_DIR, faulty);
    EXPECT_TRUE(opened.ok());
    return std::move(*opened);
  }();
  return world;
}

inline const model::Procedure& shipped(const std::string& id) {
  static std::map<std::string, model::Procedure> procedures;
  const auto known = procedures.find(id);
  if (known != procedures.end()) return known->second;
  auto file = scenario::open_procedure(shipped_world(), id);
  EXPECT_TRUE(file.ok() && file->loaded.procedure) << id;
  return procedures.emplace(id, std::move(*file->loaded.procedure)).first->second;
}

}  // namespace guichet::diagram
