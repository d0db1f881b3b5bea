// Mistakes of data/agencies.yaml that only the registers show: an unknown register, table or column, a
// field outside what the API takes or gives, a deposit into what is computed, an error of no catalogue.
#pragma once

#include "base/diagnostic.h"
#include "model/agencies.h"

namespace guichet::agency {

[[nodiscard]] base::Diagnostics check_queries(const model::Agencies& agencies);

}  // namespace guichet::agency
