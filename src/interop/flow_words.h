// What the three text formats have in common: short names for nodes, and the words on a link.
#pragma once

#include <fmt/format.h>

#include <string>

#include "diagram/flow.h"

namespace guichet::interop {

// "n3", or "m1_3" in the flow of the members of the first `each`.
[[nodiscard]] inline std::string node_name(const diagram::Flow& flow, int node) {
  return flow.machine.index == 0 ? fmt::format("n{}", node) : fmt::format("m{}_{}", flow.machine.index, node);
}

[[nodiscard]] inline std::string words_on(const diagram::Flow& flow, const diagram::FlowLink& link) {
  if (link.exchanges.empty()) return link.answer;
  const diagram::FlowExchange& exchange = flow.exchanges[static_cast<std::size_t>(link.exchanges.front())];
  const std::string told = fmt::format("{}. {}", exchange.number, exchange.title);
  return link.answer.empty() ? told : link.answer + " : " + told;
}

}  // namespace guichet::interop
