// What a provider's register answers to one call: tokens become persons, the query of
// data/agencies.yaml becomes rows, rows become fields or a code. It neither checks permission nor
// keeps a journal: in_process.cpp does, around it.
#pragma once

#include "agency/registers.h"
#include "agency/transport.h"
#include "model/agencies.h"

namespace guichet::agency {

// Inside the caller's transaction on the provider's register. SQLite's exceptions pass.
[[nodiscard]] Reply answer(Registers& registers, const model::Agency& provider, const model::Api& api,
                           const Call& call);

// The reply an error code stands for; `not_found` takes the API's own code.
[[nodiscard]] Reply failed_with(const std::string& code, const model::Api& api);

}  // namespace guichet::agency
