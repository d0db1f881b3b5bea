// A tree of texts as YAML that people like to read: one line where it fits, a block where it does not, quotes only
// where they are needed. Our loaders read it back to the same tree. It knows no format.
#pragma once

#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace guichet::scenario {

class YamlText {
 public:
  using Entry = std::pair<std::string, YamlText>;

  YamlText(std::string text) : kind_{Kind::scalar}, text_{std::move(text)} {}  // NOLINT: implicit on purpose
  YamlText(const char* text) : YamlText{std::string{text}} {}                  // NOLINT: idem
  // Without quotes, whatever it looks like: a number or a truth of the format.
  [[nodiscard]] static YamlText unquoted(std::string text);
  [[nodiscard]] static YamlText list(std::vector<YamlText> items = {});
  [[nodiscard]] static YamlText map(std::vector<Entry> entries = {});
  // Never on one line, whatever its length.
  [[nodiscard]] YamlText in_block() &&;

  YamlText& add(YamlText item);                    // to a list
  YamlText& add(std::string key, YamlText value);  // to a map, last
  [[nodiscard]] bool empty() const { return items_.empty() && entries_.empty(); }

  // A map or a list as a document, ended by a newline.
  [[nodiscard]] std::string document() const;
 private:
  enum class Kind { scalar, list, map };
  YamlText() = default;
  [[nodiscard]] std::string flow() const;
  // After a key or a dash: on the same line when it fits, below and deeper otherwise.
  void put(std::string& out, int indent, bool after_dash) const;
  void put_block(std::string& out, int indent, bool first_is_placed) const;

  Kind kind_ = Kind::map;
  bool block_ = false;
  bool unquoted_ = false;
  std::string text_;
  std::vector<YamlText> items_;
  std::vector<Entry> entries_;
};

// One scalar, in quotes when a reader of YAML 1.1 or 1.2 could take it for something else than these characters.
[[nodiscard]] std::string yaml_scalar(std::string_view text);

}  // namespace guichet::scenario
