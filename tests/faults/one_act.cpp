// One act, in a process of its own: one_act DATABASE NOW. Exit 0 when it was acknowledged.
#include "faults/one_act.h"

#include <cstdio>
#include <cstdlib>

int main(int count, char** arguments) {
  if (count != 3) return 2;
  std::string said;
  if (guichet::faults::act(arguments[1], std::atoll(arguments[2]), said)) return 0;
  std::fprintf(stderr, "%s\n", said.c_str());
  return 1;
}
