#include "diagram/worksheet.h"

#include <algorithm>
#include <set>

#include "base/chance.h"
#include "base/utf8.h"
#include "layout/text.h"

namespace guichet::diagram {

namespace {

std::string small_letter(int rank) {
  std::string letters;
  for (++rank; rank > 0; rank = (rank - 1) / 26) letters.insert(letters.begin(), static_cast<char>('a' + (rank - 1) % 26));
  return letters;
}

// For the order of a dictionary: without accents nor capitals.
std::u32string sorting_key(const std::string& text) {
  std::u32string key;
  for (char32_t c : base::decode(text)) {
    if (c >= U'A' && c <= U'Z') c += 32;
    if (c >= 0xC0 && c <= 0xDE && c != 0xD7) c += 32;
    static constexpr std::u32string_view kFrom = U"àáâäçèéêëìíîïòóôöùúûüÿ", kTo = U"aaaaceeeeiiiioooouuuuy";
    if (const auto at = kFrom.find(c); at != std::u32string_view::npos) c = kTo[at];
    key += c;
  }
  return key;
}

}  // namespace

std::vector<Hole> choose_holes(const Flow& flow, const Settings& settings, int sheet, int& next) {
  constexpr std::size_t kMost = 12;
  std::vector<Hole> candidates;
  std::set<int> told;
  for (std::size_t l = 0; l < flow.links.size(); ++l) {
    const FlowLink& link = flow.links[l];
    if (link.exchanges.empty() || !told.insert(link.exchanges.front()).second) continue;
    candidates.push_back({Hole::Kind::message, static_cast<int>(l), "",
                          flow.exchanges[static_cast<std::size_t>(link.exchanges.front())].title});
  }
  for (std::size_t n = 0; n < flow.nodes.size(); ++n) {
    const FlowNode& node = flow.nodes[n];
    if (settings.level >= 2 && node.kind == NodeKind::task)
      candidates.push_back({Hole::Kind::task, static_cast<int>(n), "", node.text});
    if (settings.level >= 3 && node.kind == NodeKind::gateway && !node.text.empty())
      candidates.push_back({Hole::Kind::question, static_cast<int>(n), "", node.text});
  }
  if (settings.level >= 3) {
    for (std::size_t l = 0; l < flow.lanes.size(); ++l)
      candidates.push_back({Hole::Kind::lane, static_cast<int>(l), "", flow.lanes[l].title});
  }
  base::Chance chance{std::uint64_t{settings.seed} * 1000 + static_cast<std::uint64_t>(sheet)};
  for (std::size_t k = 0; k + 1 < candidates.size(); ++k)
    std::swap(candidates[k], candidates[k + chance.next() % (candidates.size() - k)]);
  // From the other end of the same order: neighbours have nothing to copy from one another.
  const bool is_b = settings.variant == Settings::Variant::b;
  if (is_b) std::ranges::reverse(candidates);
  const std::size_t half = is_b ? candidates.size() / 2 : (candidates.size() + 1) / 2;
  candidates.resize(std::min(kMost, half));
  std::ranges::sort(candidates, {}, [](const Hole& h) { return std::pair{h.kind, h.index}; });
  for (Hole& hole : candidates) hole.letter = small_letter(next++);
  return candidates;
}

void add_hole(Items& items, const layout::Rect& box, const Hole& hole, bool with_answers) {
  constexpr double kTag = 14;
  const bool beside = hole.kind == Hole::Kind::message || hole.kind == Hole::Kind::question;
  const double x = beside ? box.x : hole.kind == Hole::Kind::task ? box.x - 5 : box.x;
  const double y = beside ? box.y + (box.h - kTag) / 2.0 : hole.kind == Hole::Kind::task ? box.y - 5 : box.y;
  const double left = beside ? box.x + kTag + 4 : hole.kind == Hole::Kind::lane ? box.x + 2 : box.x + 8,
               right = box.right() - (beside ? 0.0 : 8.0);
  Group group{.role = "blank", .title = hole.letter};
  const double bottom = beside ? box.bottom() - 4 : box.bottom() - 12;
  if (with_answers) {
    const auto lines = layout::wrap(hole.answer, layout::kLabelSize, true, static_cast<int>(right - left));
    double base = box.y + (box.h - 13.0 * static_cast<double>(lines.size())) / 2 + 10;
    for (const std::string& line : lines) {
      group.items.push_back({Text{{beside ? left : (left + right) / 2, base}, line, 11,
                                  beside ? Anchor::start : Anchor::middle, true, true}});
      base += 13;
    }
  } else {
    const int lines = std::max(1, box.h / 20);
    for (int k = 0; k < lines; ++k)
      group.items.push_back(
          {polyline({{left, bottom - 19.0 * k}, {right, bottom - 19.0 * k}}, {Ink::text, 1, {1, 2.4}})});
  }
  group.items.push_back({Rectangle{{x, y, kTag, kTag}, 2.5, Ink::text, {}}});
  group.items.push_back({Text{{x + kTag / 2, y + 10.5}, hole.letter, 10.5, Anchor::middle, true, false, false, Ink::paper}});
  items.push_back({std::move(group)});
}

double add_bank(Items& items, const Flow& flow, const std::vector<Hole>& holes, const Settings& settings, double x,
                double y, double width) {
  const auto tr = [&](const char* id) { return base::tr(settings.lang, id); };
  const double begin = y;
  if (settings.word_bank) {
    items.push_back({Text{{x, y + 12}, tr(N_("Fill in the blanks with these words, each as often as it stands here:")), 11.5,
                          Anchor::start, true}});
    y += 20;
    std::vector<std::string> words;
    for (const Hole& hole : holes) words.push_back(hole.answer);
    std::ranges::sort(words, {}, [](const std::string& w) { return std::pair{sorting_key(w), w}; });
    double at = x;
    for (const std::string& word : words) {
      const double wide = layout::text_width(word, layout::kLabelSize) + 14;
      if (at + wide > x + width && at > x) {
        at = x;
        y += 23;
      }
      items.push_back({Rectangle{{at, y, wide, 18}, 9, Ink::paper, {Ink::rule, 1}}});
      items.push_back({Text{{at + wide / 2, y + 13}, word, 11, Anchor::middle}});
      at += wide + 7;
    }
    y += 27;
  } else {
    items.push_back({Text{{x, y + 12}, tr(N_("Fill in the blanks.")), 11.5, Anchor::start, true}});
    y += 20;
  }
  const bool asks = std::ranges::any_of(
      flow.exchanges, [](const FlowExchange& e) { return e.kind == FlowExchange::Kind::request; });
  items.push_back(
      {Text{{x, y + 12},
            tr(asks ? N_("Question: why do the administrations ask one another instead of asking the person for documents?")
                    : N_("Question: which data move here, from whom to whom, and what for?")),
            11.5}});
  for (const double line : {38.0, 60.0})
    items.push_back({polyline({{x, y + line}, {x + width, y + line}}, {Ink::text, .9, {1, 2.4}})});
  return y + 66 - begin;
}

double add_answers(Items& items, const std::vector<Hole>& holes, const Settings& settings, double x, double y,
                   double width) {
  items.push_back({Text{{x, y + 12},
                        base::tr(settings.lang, N_("Answers (seed {seed}, level {level})"),
                                 {{"seed", std::to_string(settings.seed)}, {"level", std::to_string(settings.level)}}),
                        11.5, Anchor::start, true}});
  const std::size_t rows = (holes.size() + 2) / 3;
  for (std::size_t h = 0; h < holes.size(); ++h) {
    const std::size_t nth = h / rows;
    const double column = width / 3 * static_cast<double>(nth), down = 17.0 * static_cast<double>(h % rows);
    items.push_back({Text{{x + column, y + 30 + down}, holes[h].letter, 11, Anchor::start, true}});
    items.push_back({Text{{x + column + 20, y + 30 + down}, holes[h].answer, 11}});
  }
  return 24 + 17.0 * static_cast<double>(rows);
}

}  // namespace guichet::diagram
