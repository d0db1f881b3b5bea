// The English of a procedure's texts: `en.yaml`, beside it, with the same paths as the texts they translate.
#pragma once

#include <string>
#include <vector>

#include "load/format.h"
#include "load/node.h"
#include "load/report.h"
#include "model/procedure.h"

namespace guichet::load {

// Every path of `english` must lead to a text that the format lets be translated and that `root` has.
void check_english(const Node& english, const Node& root, const Format& format, Report& report);

// The paths of the texts that have no English, such as "states.titulaire.activity"; empty when it is complete.
[[nodiscard]] std::vector<std::string> missing_english(const model::Procedure& procedure);

}  // namespace guichet::load
