// The tree a text becomes: kinds, places in code points, what is refused.
#include <gtest/gtest.h>

#include "load/yaml.h"

namespace guichet::load {
namespace {

Node read(std::string text) {
  Parsed parsed = parse_yaml({.path = "a.yaml", .text = std::move(text)});
  EXPECT_FALSE(parsed.diagnostics.has_errors());
  return parsed.node.value_or(Node{});
}

std::string told(std::string text) {
  const base::Source source{.path = "a.yaml", .text = std::move(text)};
  return base::render(parse_yaml(source).diagnostics, source, base::Lang::en);
}

TEST(Yaml, WordsStayWords) {
  const Node root = read("on: yes\nno: 2026-01-02\nt: True\nn: 0x1F\n");
  EXPECT_EQ(root.find("on")->text, "yes");
  EXPECT_EQ(root.find("no")->text, "2026-01-02");
  EXPECT_EQ(root.find("t")->text, "True");
  EXPECT_EQ(root.find("n")->text, "0x1F");
}

TEST(Yaml, MapsKeepTheOrderOfTheFile) {
  const Node root = read("b: 1\na: 2\nc: 3\n");
  std::string keys;
  for (const Node::Entry& entry : root.entries) keys += entry.key;
  EXPECT_EQ(keys, "bac");
}

TEST(Yaml, ColumnsAreCodePoints) {
  const struct {
    const char* text;
    base::Span want;
  } cases[] = {{"é: x\n", {1, 4, 1}},          {"éé: {é: 'ào'}\n", {1, 9, 4}}, {"a:\n  b: \"été\"\n", {2, 6, 5}},
               {"\xEF\xBB\xBF" "a: x\n", {1, 5, 1}}, {"a: 1\r\né: x\r\n", {2, 4, 1}}, {"a: 𝄞𝄞\n", {1, 4, 2}}};
  for (const auto& c : cases) {
    const Node root = read(c.text);
    const Node* node = &root.entries.back().value;
    while (node->is_map()) node = &node->entries.back().value;
    EXPECT_EQ(node->span, c.want) << c.text << node->span.line << ":" << node->span.column << "+" << node->span.length;
  }
}

TEST(Yaml, ContentOfAQuotedTextStartsAfterItsQuote) {
  EXPECT_EQ(read("a: 'xyz'\n").find("a")->content_span(), (base::Span{1, 5, 3}));
  EXPECT_EQ(read("a: xyz\n").find("a")->content_span(), (base::Span{1, 4, 3}));
}

TEST(Yaml, OneLineOrSeveral) {
  EXPECT_TRUE(read("a: 'x''y'\n").find("a")->one_line);
  EXPECT_TRUE(read("a: x y\n").find("a")->one_line);
  EXPECT_FALSE(read("a: x\n  y\n").find("a")->one_line);
  EXPECT_FALSE(read("a: |\n  y\n").find("a")->one_line);
  EXPECT_FALSE(read("a: \"x\n  y\"\n").find("a")->one_line);
  EXPECT_EQ(read("a: >\n  y\n").find("a")->style, Node::Style::block);
}

TEST(Yaml, WhatIsRefused) {
  const struct {
    const char* text;
    const char* want;
  } cases[] = {
      {"a: &x 1\n", "a.yaml:1:4: error: anchors are not read"},
      {"a: *x\n", "a.yaml:1:4: error: aliases are not read"},
      {"a: !t 1\n", "a.yaml:1:4: error: tags are not read"},
      {"a: !!str 1\n", "a.yaml:1:4: error: tags are not read"},
      {"a: 1\na: 2\n", "a.yaml:2:1: error: 'a' stands here twice"},
      {"a: 1\n---\nb: 2\n", "a.yaml:2:1: error: a second document"},
      {"- a\nb: 1\n", "a.yaml:2:1: error: a second document"},
      {"? [a]\n: b\n", "a.yaml:1:3: error: a key must be a word"},
      {"a: \"x\n", "a.yaml:1:4: error: this quote is"},
      {"a: \"\\0\"\n", "a.yaml:1:4: error: a control character"},
      {"a: \x01\n", "a.yaml:1:4: error: a control character"},
      {"a: 1\rb: 2\n", "a.yaml:1:5: error: a control character"},
      {"a: \xC3\x28\n", "a.yaml:1:4: error: this is not UTF-8"},
      {"a:\n\tb: 1\n", "a.yaml:2:1: error: a tab cannot indent"},
      {"a: {t: Qui : quoi}\n", "a.yaml:1:8: error: the text after this cannot be read"},
      {"a: {t: x, oui}\n", "a.yaml:1:11: error: 'oui' has no value"},
      {"a: x: y\n", "a.yaml:1:5: error: this ':' has no place here"},
      {"a: [b\n", "a.yaml:1:4: error: this bracket is never closed"},
      {"a: }\n", "a.yaml:1:4: error: this is not YAML"},
      {"a: @b\n", "a.yaml:1:4: error: this is not YAML"},
  };
  for (const auto& c : cases) EXPECT_NE(told(c.text).find(c.want), std::string::npos) << c.text << told(c.text);
}

TEST(Yaml, Limits) {
  const auto first = [](const std::string& text) { return told(text).substr(0, told(text).find('\n')); };
  EXPECT_EQ(told("a: " + std::string(kLineBytesMax - 3, 'x') + "\n"), "");
  EXPECT_EQ(first("a: " + std::string(kLineBytesMax - 2, 'x')), "a.yaml:1:1: error: the line is longer than 4096 bytes");
  EXPECT_EQ(first(std::string(kFileBytesMax + 1, '\n')), "a.yaml:1:1: error: the file is larger than 1048576 bytes");
  std::string text;
  for (std::size_t i = 0; i <= kBracketsMax; ++i) text += "[\n";
  EXPECT_EQ(first(text), "a.yaml:1:1: error: the file has more than 30000 opening brackets");
  text.clear();
  for (std::size_t i = 0; i <= kNodesMax; ++i) text += "- a\n";
  EXPECT_EQ(first(text), "a.yaml:100000:3: error: the file holds more than 100000 values");
  const auto nested = [](int levels) {
    std::string deep = "a\n";
    while (levels-- > 0) deep.insert(0, "- ");
    return deep;
  };
  EXPECT_EQ(told(nested(kDepthMax)), "");
  EXPECT_EQ(first(nested(kDepthMax + 1)), "a.yaml:1:65: error: nested deeper than 32 levels");
}

TEST(Yaml, OtherMistakesAreTreesStill) {
  const Parsed parsed = parse_yaml({.path = "a.yaml", .text = "a: 1\na: 2\nb: {c, d: 3}\n"});
  ASSERT_TRUE(parsed.node);
  EXPECT_EQ(parsed.diagnostics.all().size(), 2U);
  EXPECT_EQ(parsed.node->find("a")->text, "1");
  EXPECT_EQ(parsed.node->find("b")->find("c"), nullptr);
  EXPECT_EQ(parsed.node->find("b")->find("d")->text, "3");
}

TEST(Yaml, AnEmptyFileIsNull) {
  EXPECT_EQ(read("").kind, Node::Kind::null);
  EXPECT_EQ(read("# nothing\n").kind, Node::Kind::null);
}

// "-": nothing.
TEST(ReadKey, ReadsNoFurther) {
  const std::pair<const char*, const char*> cases[] = {
      {"id: x\ntitle: Un titre\nstates: {a: [\n", "Un titre"},   // what follows is not even YAML
      {"id: x\ntitle: 'L''un : l''autre'\ntitle: b\n", "L'un : l'autre"},
      {"actors: {title: non}\ntitle: oui\n", "oui"},              // of the outermost map
      {"- title\n- {title: non}\n", "-"},
      {"id: x\n", "-"},
      {"id: [\ntitle: trop tard\n", "-"},
      {"", "-"},
  };
  for (const auto& [text, want] : cases) {
    const auto value = read_key({.path = "a.yaml", .text = text}, "title");
    EXPECT_EQ(value ? value->text : "-", want) << text;
  }
}

TEST(ReadFile, NoSuchFileAndFolders) {
  EXPECT_FALSE(read_file("/nonexistent/a.yaml").ok());
  EXPECT_FALSE(read_file("/").ok());
}

}  // namespace
}  // namespace guichet::load
