// What several tests of the layer draw: a procedure written in the test, and where its pieces stand.
#pragma once

#include <gtest/gtest.h>

#include <string>

#include "diagram/flow.h"
#include "diagram/views.h"
#include "load/load.h"

namespace guichet::diagram {

inline model::Procedure procedure_of(const std::string& yaml, const model::Reference& reference) {
  load::Loaded loaded = load::load_procedure({"t.yaml", yaml}, reference);
  EXPECT_TRUE(loaded.procedure) << base::render(loaded.diagnostics, {"t.yaml", yaml}, base::Lang::en);
  return std::move(*loaded.procedure);
}

inline const FlowNode& node(const Flow& flow, const std::string& id) {
  const auto found = flow.find_node(id);
  EXPECT_TRUE(found) << "no node " << id;
  return flow.nodes[static_cast<std::size_t>(found.value_or(0))];
}

inline const FlowLink* link(const Flow& flow, const std::string& from, const std::string& to) {
  for (const FlowLink& l : flow.links) {
    if (flow.nodes[static_cast<std::size_t>(l.from)].id == from && flow.nodes[static_cast<std::size_t>(l.to)].id == to)
      return &l;
  }
  return nullptr;
}

}  // namespace guichet::diagram
