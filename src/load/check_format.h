// Holds a tree to a format's table: unknown keys with a suggestion, keys that miss, values of another shape, words that
// are not in the list, delays and dates that cannot be read. After it a reader takes what it finds and may stay silent:
// whatever has not the declared shape has been told.
#pragma once

#include "load/format.h"
#include "load/node.h"
#include "load/report.h"

namespace guichet::load {

void check_format(const Node& root, const Format& format, Report& report);

}  // namespace guichet::load
