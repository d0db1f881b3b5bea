// A procedure as a BPMN 2.0 file with its picture (BPMN DI), for bpmn.io, Camunda Modeler and what else conforms: one pool
// with lanes, every link a sequence flow, what is told and why in the documentation. Each `each` state is a call activity,
// once per member, with a pool of its own below. The picture is that of `guichet diagram`, from the same mapping and layout.
// Descriptive, not executable: conditions are the words of the branches.
#pragma once

#include <string>

#include "base/message.h"
#include "base/result.h"
#include "layout/graph.h"
#include "model/agencies.h"
#include "model/procedure.h"

namespace guichet::interop {

// Fails when the picture cannot be laid out, with the layout's sentence.
[[nodiscard]] base::Result<std::string> to_bpmn(const model::Procedure& procedure, const model::Reference& reference, base::Lang lang,
                                                layout::Effort effort = layout::Effort::normal);

// "P2M", "P10D"; nothing for worked, clear and rolled delays, which ISO 8601 cannot say.
[[nodiscard]] std::string iso_8601(const base::Delay& delay);

inline constexpr const char* kBpmnNamespace = "https://guichet.example/bpmn";    // of our own attributes

}  // namespace guichet::interop
