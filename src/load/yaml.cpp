#include "load/yaml.h"

#include <yaml-cpp/eventhandler.h>
#include <yaml-cpp/exceptions.h>
#include <yaml-cpp/parser.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>
#include <utility>

#include "base/utf8.h"
#include "load/text_limits.h"

namespace guichet::load {

namespace {

constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

struct Stop {};  // thrown by our handler through yaml-cpp, caught in read_tree: the rest of the file is not worth reading

base::Message use_quotes() {
  return {.id = N_("use quotes: inside {{}} or [], a text that holds , : ? or # must be quoted")};
}

// Where a quoted scalar that opens at `at` closes; npos when it never does.
std::size_t closing_quote(std::string_view text, std::size_t at) {
  const char quote = text[at];
  for (std::size_t i = at + 1; i < text.size(); ++i) {
    if (quote == '"' && text[i] == '\\') {
      ++i;
    } else if (text[i] == quote) {
      if (quote == '"' || i + 1 >= text.size() || text[i + 1] != '\'') return i;
      ++i;
    }
  }
  return std::string_view::npos;
}

class TreeBuilder final : public YAML::EventHandler {
 public:
  // Stops after the outermost map's value of `last_key`, when it has one.
  TreeBuilder(std::string_view text, std::size_t offset, const Places& places, Report& report, std::string_view last_key)
      : text_{text}, offset_{offset}, places_{places}, report_{report}, last_key_{last_key} {}

  void OnDocumentStart(const YAML::Mark& mark) override {
    if (++documents_ > 1)
      stop(mark, {.id = N_("a second document starts here")},
           base::Message{.id = N_("one file, one document: check the indentation, or remove the '---'")});
  }
  void OnDocumentEnd() override {}

  void OnNull(const YAML::Mark& mark, YAML::anchor_t anchor) override {
    refuse_marks(mark, anchor, "");
    Node node;
    node.span = places_.span(offset(mark));
    if (!stack_.empty() && stack_.back().flow && stack_.back().has_key) {
      const Node::Entry& entry = stack_.back().pending;
      if (!stack_.back().dropped)
        report_.error(entry.key_span, {.id = N_("'{key}' has no value"), .args = {{"key", entry.key}}}, use_quotes());
      stack_.back().dropped = true;
    }
    put(std::move(node), mark);
  }

  void OnAlias(const YAML::Mark& mark, YAML::anchor_t) override { refuse_alias(mark); }

  void OnScalar(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                const std::string& value) override {
    refuse_marks(mark, anchor, tag);
    put(scalar(mark, value), mark);
  }

  void OnSequenceStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                       YAML::EmitterStyle::value style) override {
    open(Node::Kind::list, mark, tag, anchor, style);
  }
  void OnSequenceEnd() override { close(); }
  void OnMapStart(const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
                  YAML::EmitterStyle::value style) override {
    open(Node::Kind::map, mark, tag, anchor, style);
  }
  void OnMapEnd() override { close(); }

  // A parser error that yaml-cpp saw at `mark`, in our words.
  void tell(const YAML::Mark& mark, std::string_view said) {
    const std::size_t at = offset(mark);
    if (at < text_.size() && text_[at] == '*') return refuse_alias_at(at);
    const auto quote = runaway_quote(at);
    if (quote || last_runs_away_) {
      report_.error(quote ? places_.span(*quote) : *last_, {.id = N_("this quote is not closed on its line")});
      return;
    }
    const bool in_flow = std::ranges::any_of(stack_, &Open::flow);
    if (in_flow && text_.find_first_not_of(" \r\n", at) == std::string_view::npos) {
      report_.error(stack_.back().node.span, {.id = N_("this bracket is never closed")}, use_quotes());
      return;
    }
    if (in_flow && last_.has_value()) {
      report_.error(*last_, {.id = N_("the text after this cannot be read")}, use_quotes());
      return;
    }
    if (said == YAML::ErrorMsg::MAP_VALUE) {
      report_.error(places_.span(at), {.id = N_("this ':' has no place here")},
                    base::Message{.id = N_("use quotes for a text that holds ': ', or check the indentation")});
      return;
    }
    report_.error(places_.span(at), {.id = N_("this is not YAML")},
                  base::Message{.id = N_("check quotes, brackets and indentation")});
  }

  [[nodiscard]] Node take() { return std::move(root_); }
  [[nodiscard]] bool has_reached_last_key() const { return reached_; }

 private:
  struct Open {
    Node node;
    bool flow = false;
    bool has_key = false;     // a map whose next node is the value of `pending`
    bool dropped = false;     // what is wrong with `pending` has been told
    Node::Entry pending;
    std::set<std::string> keys;
  };

  [[nodiscard]] std::size_t offset(const YAML::Mark& mark) const {
    return std::min(text_.size(), offset_ + static_cast<std::size_t>(std::max(mark.pos, 0)));
  }

  [[noreturn]] void stop(const YAML::Mark& mark, base::Message message, std::optional<base::Message> hint = {}) {
    report_.error(places_.span(offset(mark)), std::move(message), std::move(hint));
    throw Stop{};
  }

  // A quote that opens between the last text read and the failure, and closes on a later line: most often never meant to.
  [[nodiscard]] std::optional<std::size_t> runaway_quote(std::size_t failure) const {
    for (std::size_t at = last_end_ + 1; at < std::min(failure + 1, text_.size()); ++at) {
      if ((text_[at] != '"' && text_[at] != '\'') || std::string_view{" [{,"}.find(text_[at - 1]) == std::string_view::npos) continue;
      const std::size_t close = std::min(closing_quote(text_, at), text_.size());
      if (text_.substr(at, close - at).find('\n') != std::string_view::npos) return at;
      at = close;
    }
    return std::nullopt;
  }

  void refuse_alias_at(std::size_t at) {
    report_.error(places_.span(at), {.id = N_("aliases are not read")},
                  base::Message{.id = N_("write the value again, or quote a text that starts with '*'")});
  }
  [[noreturn]] void refuse_alias(const YAML::Mark& mark) {
    refuse_alias_at(offset(mark));
    throw Stop{};
  }

  void refuse_marks(const YAML::Mark& mark, YAML::anchor_t anchor, const std::string& tag) {
    if (++nodes_ > kNodesMax)
      stop(mark, {.id = N_("the file holds more than {limit} values"), .args = {{"limit", std::to_string(kNodesMax)}}});
    const std::size_t at = offset(mark);
    const char first = at < text_.size() ? text_[at] : '\0';
    if (anchor != 0 || first == '&')
      stop(mark, {.id = N_("anchors are not read")}, base::Message{.id = N_("quote a text that starts with '&'")});
    if (first == '!' || (!tag.empty() && tag != "?" && tag != "!"))
      stop(mark, {.id = N_("tags are not read")}, base::Message{.id = N_("quote a text that starts with '!'")});
  }

  Node scalar(const YAML::Mark& mark, const std::string& value) {
    const std::size_t at = offset(mark);
    Node node;
    node.kind = Node::Kind::scalar;
    node.text = value;
    const char first = at < text_.size() ? text_[at] : '\0';
    std::size_t bytes = value.size();
    if (first == '"' || first == '\'') {
      node.style = Node::Style::quoted;
      const std::size_t close = closing_quote(text_, at);
      if (close == std::string_view::npos) stop(mark, {.id = N_("this quote is never closed")});
      bytes = close + 1 - at;
      node.one_line = text_.substr(at, bytes).find('\n') == std::string_view::npos;
    } else if (first == '|' || first == '>') {
      node.style = Node::Style::block;
      node.one_line = false;
      bytes = 1;
    } else {
      node.one_line = text_.substr(at, bytes) == value;
    }
    node.span = places_.span(at, bytes);
    const bool hidden = std::ranges::any_of(
        value, [](char c) { return static_cast<unsigned char>(c) < 0x20 && c != '\n' && c != '\t' && c != '\r'; });
    if (hidden || base::first_invalid_utf8(value))
      stop(mark, {.id = N_("a control character has no place here")});
    last_ = node.span;
    last_end_ = at + bytes;
    last_runs_away_ = node.style == Node::Style::quoted && !node.one_line;
    return node;
  }

  void open(Node::Kind kind, const YAML::Mark& mark, const std::string& tag, YAML::anchor_t anchor,
            YAML::EmitterStyle::value style) {
    refuse_marks(mark, anchor, tag);
    if (stack_.size() >= kDepthMax)
      stop(mark, {.id = N_("nested deeper than {limit} levels"), .args = {{"limit", std::to_string(kDepthMax)}}});
    Open opened;
    opened.node.kind = kind;
    opened.node.span = places_.span(offset(mark));
    opened.flow = style == YAML::EmitterStyle::Flow;
    if (!stack_.empty() && stack_.back().node.is_map() && !stack_.back().has_key)
      stop(mark, {.id = N_("a key must be a word")}, use_quotes());
    stack_.push_back(std::move(opened));
  }

  void close() {
    Node done = std::move(stack_.back().node);
    stack_.pop_back();
    attach(std::move(done));
  }

  void put(Node node, const YAML::Mark& mark) {
    if (!stack_.empty() && stack_.back().node.is_map() && !stack_.back().has_key) return put_key(std::move(node), mark);
    attach(std::move(node));
  }

  void put_key(Node key, const YAML::Mark& mark) {
    if (!key.is_scalar() || key.text.empty() || !key.one_line)
      stop(mark, {.id = N_("a key must be a word")}, use_quotes());
    Open& map = stack_.back();
    map.has_key = true;
    map.dropped = !map.keys.insert(key.text).second;
    if (map.dropped) report_.error(key.span, {.id = N_("'{key}' stands here twice"), .args = {{"key", key.text}}});
    if (report_.is_full()) throw Stop{};
    map.pending = {std::move(key.text), key.span, {}};
  }

  void attach(Node node) {
    if (stack_.empty()) {
      root_ = std::move(node);
      return;
    }
    Open& parent = stack_.back();
    if (parent.node.is_list()) {
      parent.node.items.push_back(std::move(node));
      return;
    }
    parent.has_key = false;
    if (parent.dropped) return;
    parent.pending.value = std::move(node);
    parent.node.entries.push_back(std::move(parent.pending));
    reached_ = stack_.size() == 1 && parent.node.entries.back().key == last_key_;
    if (!reached_) return;
    root_ = std::move(parent.node);
    throw Stop{};
  }

  std::string_view text_;
  std::size_t offset_;  // bytes of the byte order mark, which yaml-cpp does not see
  const Places& places_;
  Report& report_;
  std::string_view last_key_;
  bool reached_ = false;
  std::vector<Open> stack_;
  Node root_;
  std::optional<base::Span> last_;  // of the last scalar
  std::size_t last_end_ = 0;
  bool last_runs_away_ = false;     // a quoted text over several lines
  std::size_t nodes_ = 0;
  int documents_ = 0;
};

// Up to `last_key`, or to the end when that is empty; nothing when reading had to stop before.
std::optional<Node> read_tree(const base::Source& source, Report& report, std::string_view last_key) {
  const Places places{source.text};
  std::string_view text = source.text;
  const std::size_t skipped = text.starts_with(kByteOrderMark) ? kByteOrderMark.size() : 0;
  if (!check_text_limits(text, places, report)) return std::nullopt;

  TreeBuilder builder{text, skipped, places, report, last_key};
  try {
    std::istringstream stream{std::string{text.substr(skipped)}};
    YAML::Parser parser{stream};
    while (parser.HandleNextDocument(builder)) {
    }
    return builder.take();
  } catch (const Stop&) {  // told where it was thrown
    if (builder.has_reached_last_key()) return builder.take();
  } catch (const YAML::Exception& error) {
    builder.tell(error.mark, error.msg);
  }
  return std::nullopt;
}

}  // namespace

base::Result<base::Source> read_file(const std::string& path) {
  std::error_code error;
  const auto fail = [&](const char* id) {
    return base::Failure{{.id = id, .args = {{"path", path}, {"limit", std::to_string(kFileBytesMax)}}}};
  };
  if (!std::filesystem::is_regular_file(path, error)) return fail(N_("{path}: no such file"));
  const auto size = std::filesystem::file_size(path, error);
  if (error) return fail(N_("{path}: cannot be read"));
  if (size > kFileBytesMax) return fail(N_("{path}: larger than {limit} bytes, not read"));
  std::ifstream file{path, std::ios::binary};
  // One byte more than allowed: the file may have grown since.
  std::string text(kFileBytesMax + 1, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  if (!file.eof() && !file) return fail(N_("{path}: cannot be read"));
  text.resize(static_cast<std::size_t>(file.gcount()));
  if (text.size() > kFileBytesMax) return fail(N_("{path}: larger than {limit} bytes, not read"));
  return base::Source{.path = path, .text = std::move(text)};
}

Parsed parse_yaml(const base::Source& source) {
  Parsed parsed;
  Report report{parsed.diagnostics};
  parsed.node = read_tree(source, report, "");
  parsed.diagnostics.sort();
  return parsed;
}

std::optional<Node> read_key(const base::Source& source, std::string_view key) {
  base::Diagnostics untold;
  Report report{untold};
  auto tree = read_tree(source, report, key);
  const Node* value = tree ? tree->find(key) : nullptr;
  if (value == nullptr) return std::nullopt;
  return *value;
}

}  // namespace guichet::load
