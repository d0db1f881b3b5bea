// Asks guichet-print. The pictures follow each other on its standard input, parted by a NUL. It answers "drawn" and the
// drawing, or a sentence of draw.h and what its fields stand for, a line each.
#include "print/print.h"

#include <algorithm>
#include <array>
#include <vector>

#include "base/child.h"
#include "base/ensure.h"
#include "print/draw.h"

namespace guichet::print {

namespace {

std::string take_line(std::string& text) {
  const std::size_t end = std::min(text.find('\n'), text.size());
  std::string line = text.substr(0, end);
  text.erase(0, end + 1);
  return line;
}

base::Failure failed(const std::string& sentence, std::string fields) {
  base::Failure failure{{.id = kNotDrawn, .args = {{"cause", sentence}}}};
  for (const char* known : std::array{kNoSize, kTooLarge, kNotDrawn}) {
    if (sentence != known) continue;
    failure = {{.id = known}};
    while (!fields.empty()) {
      const std::string line = take_line(fields);
      for (const char* field : kFields)
        if (line.starts_with(field)) failure.sentence.args.emplace_back(field, line.substr(line.find(' ') + 1));
    }
  }
  return failure;
}

base::Result<std::string> ask(std::vector<std::string> command, std::span<const std::string> pictures) {
  std::string all;
  for (const std::string& picture : pictures) {
    if (!all.empty()) all += '\0';
    all += picture;
  }
  command.insert(command.begin(), base::sibling("guichet-print"));
  auto answer = base::ask_child(command, all);
  if (!answer) return answer.failure();
  const std::string first = take_line(*answer);
  if (first != "drawn") return failed(first, std::move(*answer));
  return answer;
}

}  // namespace

base::Result<std::string> to_pdf(std::span<const std::string> pictures, const About& about) {
  std::vector<std::string> command{"pdf", about.title};
  if (about.written) command.push_back(std::to_string(*about.written));
  return ask(std::move(command), pictures);
}

base::Result<std::string> to_png(const std::string& picture, int dpi) {
  base::ensure(kDpiMin <= dpi && dpi <= kDpiMax, "dots per inch within bounds");
  return ask({"png", std::to_string(dpi)}, std::span{&picture, 1});
}

}  // namespace guichet::print
