// The view `story`: the path of one case in bold on the pictures the class knows, then its steps.
#include <algorithm>

#include "base/shown.h"
#include "diagram/told.h"

namespace guichet::diagram {

namespace {

constexpr double kMargin = 14, kTitle = 22, kText = 12, kLabel = 11, kLeading = 14;

// Numbers of steps at the corner of what each entered; attempts refused at the corner below.
void mark_numbers(Items& items, const Told& told, const Story& story) {
  for (std::size_t n = 0; n < told.part.nodes.size(); ++n) {
    std::string entered, refused;
    for (std::size_t s = 0; s < told.courses.size(); ++s) {
      const Course& course = told.courses[s];
      if (course.nodes.empty() || course.nodes.back() != static_cast<int>(n)) continue;
      std::string& list = story.steps[s].kind == StoryStep::Kind::refused ? refused : entered;
      list += (list.empty() ? "" : " · ") + std::to_string(s + 1);
    }
    const layout::Rect& box = told.drawing.nodes[n].box;
    const NodeKind kind = told.part.nodes[n].kind;
    if (kind == NodeKind::off_page) continue;  // it has a letter, and its step a number where it goes on
    // Texts stand around small shapes: their number is inside.
    const bool small = kind != NodeKind::task && kind != NodeKind::subprocess && kind != NodeKind::pool;
    const int middle = box.x + box.w / 2;
    if (!entered.empty())
      draw_badge(items, small ? Spot{middle - badge_width(entered) / 2, box.y + box.h / 2.0} : Spot{box.x - 5.0, static_cast<double>(box.y)},
                 entered, Ink::taken);
    if (!refused.empty()) draw_badge(items, {box.x - 5.0, static_cast<double>(box.bottom())}, "× " + refused, Ink::refused);
  }
}

double list_steps(Sheet& sheet, const Story& story, base::Lang lang, double left, double top, double width) {
  constexpr double kNumber = 34, kWhen = 150;
  Items& items = sheet.items;
  double y = top;
  std::string before;
  for (std::size_t s = 0; s < story.steps.size(); ++s) {
    const StoryStep& step = story.steps[s];
    const bool refused = step.kind == StoryStep::Kind::refused;
    const std::string when = base::show_moment(step.at, lang);
    const auto lines = lines_of(step.caption, kText, false, width - kNumber - kWhen - 8);
    draw_badge(items, {left, y + 10}, step_number(story, s), step_ink(step));
    write_text(items, {left + kNumber, y + 14}, when == before ? "" : when, {.size = kLabel, .ink = Ink::quiet});
    before = when;
    write_lines(items, {left + kNumber + kWhen, y + 14}, kLeading, lines, {.size = kText, .italic = refused});
    y += static_cast<double>(lines.size()) * kLeading + 7;
    draw_line(items, {left, y}, {left + width, y}, {.ink = Ink::head, .width = 1});
    sheet.cuts.push_back({y + 1, 0});
  }
  return y;
}

}  // namespace

base::Result<Picture> draw_story(const Subject& subject, const Settings& settings) {
  auto all = lay_out_story(subject, settings);
  if (!all) return all.failure();
  const Story& story = *subject.story;
  Picture picture;
  Sheet sheet{.lang = settings.lang, .title = story.title, .desc = in_words(story, settings.lang)};
  double y = kMargin;
  write_text(sheet.items, {kMargin, y + 14}, story.title, {.size = 15, .bold = true});
  y += 28;
  for (Told& told : *all) {
    if (!told.title.empty()) {
      write_part_title(sheet.items, told, {kMargin, y + 12});
      y += kTitle;
    }
    Items marks;
    for (const Course& course : told.courses)
      if (!course.links.empty()) mark_course(marks, told, course);
    mark_numbers(marks, told, story);
    told.figure.group.shift = {kMargin, y};
    picture.metrics.push_back(told.figure.metrics);
    sheet.width = std::max(sheet.width, told.figure.width + 2 * kMargin);
    sheet.items.push_back({std::move(told.figure.group)});
    sheet.items.push_back({Group{.role = "path", .shift = {kMargin, y}, .items = std::move(marks)}});
    y += told.figure.height + 20;
    sheet.cuts.push_back({y - 8, 0});
  }
  sheet.width = std::max(sheet.width, 760.0);
  sheet.height = list_steps(sheet, story, settings.lang, kMargin, y, sheet.width - 2 * kMargin) + kMargin;
  picture.sheets.push_back(std::move(sheet));
  return picture;
}

}  // namespace guichet::diagram
