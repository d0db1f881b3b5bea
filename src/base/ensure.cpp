#include "base/ensure.h"

#include <cstdio>
#include <cstdlib>

namespace guichet::base {

void broken(std::string_view what, const std::source_location& where) {
  std::fprintf(stderr, "%s:%u: broken invariant: %.*s\n", where.file_name(), where.line(),
               static_cast<int>(what.size()), what.data());
  std::abort();
}

}  // namespace guichet::base
