// The flow of a procedure as the text other drawing tools take: who does what, what is told, the answers on the branches.
// They place things themselves; the picture is theirs.
#pragma once

#include <string>

#include "base/message.h"
#include "base/result.h"
#include "model/agencies.h"
#include "model/procedure.h"

namespace guichet::interop {

// One file each.
[[nodiscard]] base::Result<std::string> to_mermaid(const model::Procedure& procedure, const model::Reference& reference, base::Lang lang);
[[nodiscard]] base::Result<std::string> to_plantuml(const model::Procedure& procedure, const model::Reference& reference, base::Lang lang);
[[nodiscard]] base::Result<std::string> to_dot(const model::Procedure& procedure, const model::Reference& reference, base::Lang lang);

}  // namespace guichet::interop
