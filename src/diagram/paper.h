// Drawings on paper: how large a sheet is, what stands at its head and foot, how a drawing larger than a sheet goes on
// several. It knows no view.
#pragma once

#include <string>
#include <vector>

#include "diagram/canvas.h"
#include "diagram/shapes.h"
#include "diagram/views.h"

namespace guichet::diagram {

inline constexpr double kPaperMargin = 38, kHeading = 44, kFoot = 20;  // 10 mm, a title and a line, a footer

struct Frame {
  double width = 0, height = 0;
  [[nodiscard]] double inner() const { return width - 2 * kPaperMargin; }
  [[nodiscard]] double room() const { return height - 2 * kPaperMargin - kHeading - kFoot; }  // below the heading
};
[[nodiscard]] Frame frame_of(Paper paper, bool upright);

// A sheet of that size that says what it shows.
[[nodiscard]] Sheet headed_sheet(const Frame& frame, base::Lang lang, const std::string& title, const std::string& under);
// The procedure, its version and the number of the page, on each.
void add_footers(std::vector<Sheet>& sheets, const model::Procedure& procedure, base::Lang lang);
// The same, of sheets that show several procedures.
void number_pages(std::vector<Sheet>& sheets);

// What shows through a window, without ids: the same piece may show in several windows.
[[nodiscard]] Items seen_through(const Items& items, const Box& window);

// A drawing at one scale in pieces, from top to bottom, that a place of `width` x `height` px holds, each from (0, 0):
// one when it is readable there, else as many as its cuts allow, each under what repeats. `height` of a piece is that
// of its group once scaled.
struct Piece {
  Group group;
  double width = 0, height = 0;
};
[[nodiscard]] std::vector<Piece> pieces_of(const Sheet& drawing, double width, double height);
// Those pieces on sheets that say what they show.
[[nodiscard]] std::vector<Sheet> headed_pieces(const Sheet& drawing, const Frame& frame, const std::string& title,
                                               const std::string& under);

// What a printer takes: sheets larger than the paper, either way round, are cut or made smaller; others stay as they are.
[[nodiscard]] std::vector<Sheet> on_paper(const std::vector<Sheet>& sheets, Paper paper);

}  // namespace guichet::diagram
