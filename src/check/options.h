// How far a check goes. Bounded on purpose: what was cut is told, never taken for proved.
#pragma once

#include <cstdint>

#include "base/civil.h"

namespace guichet::check {

struct Options {
  std::uint32_t states_max = 2'000'000;
  std::uint64_t rounds_max = 40'000'000;            // ways tried
  std::uint64_t more_members_rounds_max = 100'000;  // the same, for more members than one
  std::uint8_t members_max = 3;                     // of an `each`
  std::uint16_t places_max = 24;                    // combinations of places of the agencies
  base::Instant start{29'540'700};                  // 2026-03-02T09:00: tables are read as of that day
  bool interleave = false;  // every order of the members' moves, instead of one member after the other
  bool symmetry = true;     // with it: members that hold the same may change places
};

}  // namespace guichet::check
