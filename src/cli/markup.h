// A document of elements, attributes and text that is well-formed by construction, in the syntax XML and HTML share.
// Whatever a text holds, it stays text; what XML 1.0 has no place for (control characters, U+FFFE, bytes that are no
// UTF-8), and what would turn the direction of reading, becomes U+FFFD. It knows no report.
#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace guichet::cli {

class Markup {
 public:
  using Attributes = std::initializer_list<std::pair<std::string_view, std::string_view>>;

  // `declaration`: the first line, as it is.
  explicit Markup(std::string_view declaration) : text_{declaration} {}

  Markup& open(std::string_view element, Attributes attributes = {});
  Markup& close();
  Markup& text(std::string_view text);
  // An element that holds a text and nothing else.
  Markup& leaf(std::string_view element, std::string_view text, Attributes attributes = {});
  // `<element ... />`: for the elements HTML calls void, and for XML.
  Markup& empty(std::string_view element, Attributes attributes = {});
  // Our own words, trusted: a style sheet.
  Markup& raw(std::string_view text);

  // Precondition: every element is closed. Ends with a newline.
  [[nodiscard]] std::string take();
 private:
  void start(std::string_view element, Attributes attributes);

  std::string text_;
  std::vector<std::string> open_;
};

}  // namespace guichet::cli
