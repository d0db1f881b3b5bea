// A word of a file as a typed value: the cells of tables, the examples of data, what scenarios and acts carry.
#pragma once

#include <optional>
#include <string_view>

#include "expr/value.h"
#include "load/node.h"
#include "load/report.h"

namespace guichet::load {

// nullopt when the text is no value of this type. Texts are kept in `texts`. A list is not read here.
[[nodiscard]] std::optional<expr::Value> parse_value(std::string_view text, const expr::Type& type, expr::TextPool& texts);
// A scalar, or a list of words when the type is a list. Nothing, and told, when it is no value of this type.
[[nodiscard]] std::optional<expr::Value> read_value(const Node& node, const expr::Type& type, expr::TextPool& texts, Report& report);
// The word of the files for a type: "text", "enum"...; absent and error have none.
[[nodiscard]] std::string_view type_word(expr::Kind kind);
[[nodiscard]] std::optional<expr::Kind> type_of_word(std::string_view name);

}  // namespace guichet::load
