#include "diagram/views.h"

#include <algorithm>
#include <array>

namespace guichet::diagram {

namespace {

constexpr std::array kViews{
    View{"process", N_("who does what, in lanes, from left to right"), View::Takes::one, draw_process},
    View{"columns", N_("the same with one column per actor, from top to bottom"), View::Takes::one, draw_columns},
    View{"exchanges", N_("who says what to whom, in order (sequence)"), View::Takes::one, draw_exchanges},
    View{"timeline", N_("delays and how long data are kept, to scale"), View::Takes::one, draw_timeline},
    View{"states", N_("the state machine, with its phases"), View::Takes::one, draw_states},
    View{"story", N_("the path a scenario took, and its steps"), View::Takes::story, draw_story},
    View{"strip", N_("a scenario, one small picture a step"), View::Takes::story, draw_strip},
    View{"replay", N_("a scenario that plays, on a screen"), View::Takes::story, draw_replay},
    View{"rgpd", N_("what makes each message lawful, and which data it carries"), View::Takes::one, draw_rgpd},
    View{"ser", N_("schéma événements-résultats: what begins each operation, what comes of it"), View::Takes::one, draw_ser},
    View{"map", N_("which administration holds and receives which data, over all the procedures named"), View::Takes::all, draw_map},
    View{"compare", N_("two definitions, or two versions of one: what changed"), View::Takes::two, draw_compare},
};

}  // namespace

std::span<const View> views() { return kViews; }

const View* find_view(std::string_view name) {
  const auto found = std::ranges::find(kViews, name, [](const View& v) { return std::string_view{v.name}; });
  return found == kViews.end() ? nullptr : &*found;
}

}  // namespace guichet::diagram
