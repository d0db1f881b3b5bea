// A BPMN 2.0 file, as bpmn.io, Camunda Modeler, Signavio and others draw it, as a procedure to go on from: lanes become
// actors, tasks states, gateways the questions after them, timers delays, end events outcomes. What a drawing does not say
// (legal bases, purposes, data) is left to add, and what a state machine does not carry (parallel branches, what is inside a
// sub-process) is told. The file is not trusted: no entity is read, no file or address opened, sizes are bounded.
#pragma once

#include <string>
#include <vector>

#include "base/diagnostic.h"

namespace guichet::interop {

struct Imported {
  std::string id;                       // of the procedure, made from its title
  std::string yaml;                     // empty exactly when a diagnostic is an error
  std::vector<base::Message> lost;      // what could not be carried over
  std::vector<base::Message> missing;   // what must be added
  base::Diagnostics diagnostics;        // of the XML
};

[[nodiscard]] Imported import_bpmn(const base::Source& source);

inline constexpr std::size_t kBpmnBytesMax = 16'000'000;
inline constexpr std::size_t kBpmnNodesMax = 500;    // tasks, events and gateways of one process
inline constexpr std::size_t kBpmnTextMax = 300;     // characters of one text; the rest is cut
inline constexpr int kBpmnDepthMax = 200;            // elements inside one another

}  // namespace guichet::interop
