// One exploration and all it stands on.
#pragma once

#include "check/explore.h"
#include "scenario/world.h"

namespace guichet::check {

// Never moves: its parts point to each other. `procedure` and `world` must outlive it.
struct Seen {
  Seen(const model::Procedure& procedure, const scenario::World& world, const Options& options)
      : domains{procedure, world.reference, options},
        shape{procedure, domains, options},
        model{procedure, domains, shape, world.calendar, options},
        explored{explore(model)} {}
  Seen(const Seen&) = delete;
  Seen& operator=(const Seen&) = delete;

  Domains domains;
  Shape shape;
  Model model;
  Exploration explored;
};

[[nodiscard]] inline Options with_members(Options options, unsigned members_max) {
  options.members_max = static_cast<std::uint8_t>(members_max);
  return options;
}

}  // namespace guichet::check
