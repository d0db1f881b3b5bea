#include "cli/markup.h"

#include "base/ensure.h"
#include "base/utf8.h"

namespace guichet::cli {

namespace {

bool has_no_place(char32_t code) { return code == U'\uFFFE' || code == U'\uFFFF'; }

void append_escaped(std::string& out, char32_t code, bool in_attribute) {
  switch (code) {
    case U'&': out += "&amp;"; break;
    case U'<': out += "&lt;"; break;
    case U'>': out += "&gt;"; break;
    case U'"': out += "&quot;"; break;
    // An attribute would lose them otherwise.
    case U'\n': out += in_attribute ? "&#10;" : "\n"; break;
    case U'\t': out += in_attribute ? "&#9;" : "\t"; break;
    default: out += base::encode(base::printable(std::u32string(1, has_no_place(code) ? U'\uFFFD' : code)));
  }
}

}  // namespace

void Markup::start(std::string_view element, Attributes attributes) {
  text_.append("<").append(element);
  for (const auto& [name, value] : attributes) {
    text_.append(" ").append(name).append("=\"");
    for (const char32_t code : base::decode(value)) append_escaped(text_, code, true);
    text_ += '"';
  }
}

Markup& Markup::open(std::string_view element, Attributes attributes) {
  start(element, attributes);
  text_ += ">";
  open_.emplace_back(element);
  return *this;
}

Markup& Markup::close() {
  base::ensure(!open_.empty(), "an element is closed that was opened");
  text_ += "</" + open_.back() + ">\n";
  open_.pop_back();
  return *this;
}

Markup& Markup::text(std::string_view text) {
  for (const char32_t code : base::decode(text)) append_escaped(text_, code, false);
  return *this;
}

Markup& Markup::leaf(std::string_view element, std::string_view text, Attributes attributes) {
  return open(element, attributes).text(text).close();
}

Markup& Markup::empty(std::string_view element, Attributes attributes) {
  start(element, attributes);
  text_ += " />\n";
  return *this;
}

Markup& Markup::raw(std::string_view text) {
  text_ += text;
  return *this;
}

std::string Markup::take() {
  base::ensure(open_.empty(), "every element is closed");
  return std::move(text_);
}

}  // namespace guichet::cli
