// How wide a text is and where its lines break. It knows Liberation Sans's advance widths and French spacing; it asks
// no font and no dictionary of the machine, so that lines break alike everywhere.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace guichet::layout {

inline constexpr int kBodySize = 120, kBodyLeading = 14;    // tenths of px; px between baselines
inline constexpr int kLabelSize = 110, kLabelLeading = 13;  // 8.25 pt: nothing is smaller

// Whole px, rounded up. Kerning is not counted: it only makes a text narrower. `size` in tenths of px.
[[nodiscard]] int text_width(std::string_view text, int size, bool bold = false);

// The fewest lines of at most `width` px, then the least ragged ones. Breaks at spaces only; French punctuation is tied
// to its word. A word too wide is cut between syllables, as French and English mostly have them, with a hyphen.
[[nodiscard]] std::vector<std::string> wrap(std::string_view text, int size, bool bold, int width);

// The same without cutting a word, unless it is wider than `most` px: lines may be wider than `width`.
[[nodiscard]] std::vector<std::string> wrap_words(std::string_view text, int size, bool bold, int width,
                                                  int most = 160);

// The widest of these lines, px.
[[nodiscard]] int widest(const std::vector<std::string>& lines, int size, bool bold = false);

// Letters written from right to left, which the engine does not set.
[[nodiscard]] bool has_right_to_left(std::u32string_view text);

}  // namespace guichet::layout
