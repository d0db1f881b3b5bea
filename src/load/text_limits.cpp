#include "load/text_limits.h"

#include <algorithm>
#include <string>

#include "base/utf8.h"
#include "load/yaml.h"

namespace guichet::load {

namespace {

base::Message with_limit(const char* id, std::size_t limit) {
  return {.id = id, .args = {{"limit", std::to_string(limit)}}};
}

bool is_control(std::string_view text, std::size_t at) {
  const auto byte = static_cast<unsigned char>(text[at]);
  if (byte == '\r') return at + 1 >= text.size() || text[at + 1] != '\n';
  return byte == 0x7F || (byte < 0x20 && byte != '\t' && byte != '\n');
}

// Tabs indent nothing in YAML, and yaml-cpp reads them as if they were not there.
std::size_t tab_indent(std::string_view line) {
  const std::size_t first = line.find_first_not_of(" \t\r");
  return first == std::string_view::npos ? std::string_view::npos : line.substr(0, first).find('\t');
}

}  // namespace

Places::Places(std::string_view text) : text_{text}, line_starts_{0} {
  for (std::size_t at = text.find('\n'); at != std::string_view::npos; at = text.find('\n', at + 1))
    line_starts_.push_back(at + 1);
}

base::Span Places::span(std::size_t offset, std::size_t bytes) const {
  offset = std::min(offset, text_.size());
  const auto line = std::prev(std::ranges::upper_bound(line_starts_, offset));
  const std::size_t column = base::count_code_points(text_.substr(*line, offset - *line)) + 1;
  const std::string_view there = text_.substr(offset, bytes);
  const std::size_t length = base::count_code_points(there.substr(0, there.find('\n')));
  return {static_cast<std::uint32_t>(line - line_starts_.begin() + 1), static_cast<std::uint32_t>(column),
          static_cast<std::uint32_t>(std::max<std::size_t>(length, 1))};
}

bool check_text_limits(std::string_view text, const Places& places, Report& report) {
  if (text.size() > kFileBytesMax) {
    report.error({}, with_limit(N_("the file is larger than {limit} bytes"), kFileBytesMax));
    return false;
  }
  if (const auto bad = base::first_invalid_utf8(text)) {
    report.error(places.span(*bad), {.id = N_("this is not UTF-8")}, base::Message{.id = N_("save the file as UTF-8")});
    return false;
  }
  bool fine = true;
  for (std::size_t start = 0; start < text.size() && !report.is_full();) {
    const std::size_t end = std::min(text.find('\n', start), text.size());
    const std::string_view line = text.substr(start, end - start);
    if (line.size() > kLineBytesMax) {
      report.error(places.span(start), with_limit(N_("the line is longer than {limit} bytes"), kLineBytesMax));
      return false;
    }
    for (std::size_t at = start; at < end; ++at) {
      if (!is_control(text, at)) continue;
      report.error(places.span(at), {.id = N_("a control character has no place here")});
      return false;
    }
    if (const std::size_t tab = tab_indent(line); tab != std::string_view::npos) {
      report.error(places.span(start + tab), {.id = N_("a tab cannot indent")}, base::Message{.id = N_("use spaces")});
      fine = false;
    }
    start = end + 1;
  }
  const auto brackets = std::ranges::count_if(text, [](char c) { return c == '[' || c == '{'; });
  if (static_cast<std::size_t>(brackets) > kBracketsMax) {
    report.error({}, with_limit(N_("the file has more than {limit} opening brackets"), kBracketsMax));
    return false;
  }
  return fine;
}

}  // namespace guichet::load
