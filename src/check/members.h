// Which members of an `each` behave alike: those that no expression tells apart and that get the same data. Two of a class
// are one, three of a class are counted, so that forty organisations do not make forty times the work.
#pragma once

#include <cstdint>
#include <vector>

#include "expr/value.h"
#include "model/agencies.h"
#include "model/procedure.h"

namespace guichet::check {

// By member of the list: the number of its class, classes in the order of their first member. Tables as they are that
// day.
[[nodiscard]] std::vector<std::uint8_t> member_classes(const model::Procedure& procedure,
                                                       const model::Agencies& agencies, model::DatumId list,
                                                       base::Date today);

// Sets of at most `members_max` members, no two of which differ only by members of one class.
[[nodiscard]] std::vector<expr::Value> member_sets(const std::vector<std::uint8_t>& classes, unsigned members_max,
                                                   std::size_t sets_max);

}  // namespace guichet::check
