// Counts every operator new of the program it is linked into.
#pragma once

namespace guichet::test {

[[nodiscard]] long allocations();

}  // namespace guichet::test
