// One case played from a scenario, laid over the pictures of the view `process`: what the views story, strip and replay
// share. Inside this layer only.
#pragma once

#include <string>
#include <vector>

#include "diagram/figure.h"
#include "diagram/pen.h"
#include "diagram/story.h"
#include "diagram/views.h"

namespace guichet::diagram {

// A part of a flow that the case went through, drawn as the view `process` draws it.
struct Told {
  Flow part;
  std::string title;
  layout::Drawing drawing;
  Figure figure;
  std::vector<Course> courses;  // by step, in the part's own indices
};

// The parts it went through, in the order of the file.
[[nodiscard]] base::Result<std::vector<Told>> lay_out_story(const Subject& subject, const Settings& settings);

// "Title, page 2 of 5: part", as on the sheets of `process`; nothing when there is one page.
void write_part_title(Items& items, const Told& told, Spot at);

void mark_node(Items& items, const Told& told, int node, Stroke stroke);
void mark_link(Items& items, const Told& told, int link);
void mark_course(Items& items, const Told& told, const Course& course);

// "3", or "× 3" when it was refused.
[[nodiscard]] std::string step_number(const Story& story, std::size_t step);
[[nodiscard]] Ink step_ink(const StoryStep& step);

// The steps as sentences, for who hears the picture.
[[nodiscard]] std::string in_words(const Story& story, base::Lang lang);

}  // namespace guichet::diagram
