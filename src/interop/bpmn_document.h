// The part of a BPMN file that the import reads, out of its XML: one process, its lanes, nodes and flows.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <vector>

#include "base/diagnostic.h"

namespace guichet::interop {

struct BpmnNode {
  std::string id, type, name;             // type: "userTask", "exclusiveGateway"...
  std::string documentation;
  std::string attached_to;                // boundary events
  std::string definition;                 // "timer", "message", "error"...: of an event; empty: none
  std::string duration;                   // of a timer, as written
  std::vector<std::string> outgoing;      // targets, in the order of the file; not of associations
  std::vector<std::string> answers;       // the name of each
  bool interrupting = true;
  bool repeated = false;                  // loop or several instances
  bool has_content = false;               // a sub-process with something inside
  std::map<std::string, std::string> own;  // attributes of ours: state, part, delay, outcome
};
struct BpmnLane {
  std::string id, name, actor;            // actor: ours
  std::vector<std::string> nodes;
};
struct BpmnDocument {
  std::string title;
  std::vector<BpmnLane> lanes;
  std::vector<BpmnNode> nodes;            // in the order of the file
  std::vector<std::string> other_pools;   // names of what is not imported
  std::vector<std::string> ignored;       // data objects, annotations...: their names
  std::size_t message_flows = 0;
};

// Nothing is in it when a diagnostic is an error.
[[nodiscard]] BpmnDocument read_bpmn(const base::Source& source, base::Diagnostics& diagnostics);

}  // namespace guichet::interop
