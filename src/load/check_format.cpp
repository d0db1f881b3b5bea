#include "load/check_format.h"

#include <algorithm>
#include <string>
#include <vector>

#include "base/delay.h"
#include "load/words.h"

namespace guichet::load {

namespace {

using base::Message;
using base::Span;

Message example_of(const Key& key) {
  return {.id = N_("write it like '{key}: {example}'"), .args = {{"key", std::string{key.name}}, {"example", key.example}}};
}

class Checker {
 public:
  explicit Checker(Report& report) : report_{report} {}

  void map(const Node& node, const Block& block, Span at) {
    if (!node.is_map()) {
      report_.error(node.span, {.id = N_("expected keys and values here")});
      return;
    }
    for (const Node::Entry& entry : node.entries) {
      const Key* key = block.find(entry.key);
      if (key == nullptr) {
        unknown_key(entry, block);
      } else {
        value(entry.value, *key, entry);
      }
      if (report_.is_full()) return;
    }
    for (const Key& key : block.keys)
      if (key.required && node.find(key.name) == nullptr) missing(key, at);
  }

 private:
  void unknown_key(const Node::Entry& entry, const Block& block) {
    std::vector<std::string> known;
    for (const Key& key : block.keys)
      if (!key.name.empty()) known.emplace_back(key.name);
    report_.error(entry.key_span, {.id = N_("unknown key '{key}'"), .args = {{"key", entry.key}}},
                  base::expected_one_of(entry.key, known));
  }

  void missing(const Key& key, Span at) {
    report_.error(at, {.id = N_("the key '{key}' is missing"), .args = {{"key", std::string{key.name}}}},
                  key.form == Form::source ? source_hint() : example_of(key));
  }

  static Message source_hint() { return {.id = N_("source: an id of data/sources.yaml, choice or unknown")}; }

  void wrong(const Node& node, const Node::Entry& entry, const Key& key, const char* expected) {
    Message hint{.id = expected};
    if (!key.name.empty() && *key.example != '\0') hint = example_of(key);
    report_.error(node.kind == Node::Kind::null ? entry.key_span : node.span,
                  {.id = node.kind == Node::Kind::null ? N_("'{key}' has no value") : N_("'{key}' cannot hold this"),
                   .args = {{"key", entry.key}}},
                  std::move(hint));
  }

  bool scalar(const Node& node, const Node::Entry& entry, const Key& key) {
    if (node.is_scalar()) return true;
    wrong(node, entry, key, N_("expected a text"));
    return false;
  }

  void scalar_where(bool fits, const Node& node, const Node::Entry& entry, const Key& key, Message hint) {
    if (fits) return;
    report_.error(node.span, {.id = N_("'{value}' is not a value of '{key}'"), .args = {{"value", node.text}, {"key", entry.key}}},
                  std::move(hint));
    (void)key;
  }

  void names(const Node& node, const Node::Entry& entry, const Key& key) {
    if (!node.is_list()) return wrong(node, entry, key, N_("expected a list: [a, b]"));
    for (const Node& item : node.items) (void)scalar(item, entry, key);
  }

  template <class Each>
  void named(const Node& node, const Node::Entry& entry, const Key& key, Each each) {
    if (!node.is_map()) return wrong(node, entry, key, N_("expected keys and values here"));
    for (const Node::Entry& inner : node.entries) {
      if (report_.is_full()) return;
      if (!is_name(inner.key, key.naming)) {
        report_.error(inner.key_span, {.id = N_("'{name}' cannot be a name"), .args = {{"name", inner.key}}},
                      key.naming == Naming::dotted || key.naming == Naming::of_member
                          ? Message{.id = N_("letters, digits and _ without accents, parts joined by a dot")}
                          : Message{.id = N_("letters without accents, digits and -")});
      }
      each(inner);
    }
  }

  void blocks(const Node& node, const Node::Entry& entry, const Key& key) {
    if (!node.is_list()) return wrong(node, entry, key, N_("expected a list"));
    for (const Node& item : node.items) map(item, *key.block, item.span);
  }

  void target(const Node& node, const Node::Entry& entry, const Key& key) {
    if (node.is_scalar()) return;
    if (node.is_map()) return map(node, *key.block, node.span);
    if (node.is_list() && !node.items.empty()) return blocks(node, entry, key);
    wrong(node, entry, key, N_("expected a state, a branch or a list of branches"));
  }

  void free_value(const Node& node, const Node::Entry& entry, const Key& key) {
    for (const Node& item : node.items) (void)scalar(item, entry, key);
    for (const Node::Entry& item : node.entries) (void)scalar(item.value, item, key);
    if (node.kind == Node::Kind::null) wrong(node, entry, key, N_("expected a text"));
  }

  void values(const Node& node, const Node::Entry& entry, const Key& key) {
    if (node.is_list()) {
      for (const Node& item : node.items)
        if (scalar(item, entry, key) && !is_name(item.text, key.naming))
          report_.error(item.span, {.id = N_("'{name}' cannot be a name"), .args = {{"name", item.text}}},
                        Message{.id = N_("letters without accents, digits and -")});
      return;
    }
    named(node, entry, key, [&](const Node::Entry& inner) { (void)scalar(inner.value, inner, key); });
  }

  void number(const Node& node, const Node::Entry& entry, const Key& key, std::int64_t least) {
    const auto found = node.style == Node::Style::plain ? as_whole(node.text) : std::nullopt;
    scalar_where(found && *found >= least && *found <= 1'000'000, node, entry, key,
                 least == 1 ? Message{.id = N_("a whole number, 1 or more, without quotes")}
                            : Message{.id = N_("a whole number, without quotes")});
  }

  void one_line(const Node& node) {
    if (!node.one_line)
      report_.error(node.span, {.id = N_("an expression stands on one line")}, Message{.id = N_("write it between double quotes")});
  }

  void word(const Node& node, const Node::Entry& entry, const Key& key) {
    if (std::ranges::find(key.words, node.text) != key.words.end()) return;
    const std::vector<std::string> known(key.words.begin(), key.words.end());
    scalar_where(false, node, entry, key, base::expected_one_of(node.text, known));
  }

  void value(const Node& node, const Key& key, const Node::Entry& entry) {
    switch (key.form) {
      case Form::block:
        if (!node.is_map()) return wrong(node, entry, key, N_("expected keys and values here"));
        return map(node, *key.block, entry.key_span);
      case Form::blocks: return blocks(node, entry, key);
      case Form::named_blocks:
        return named(node, entry, key, [&](const Node::Entry& inner) {
          if (!inner.value.is_map()) {
            report_.error(inner.key_span, {.id = N_("'{key}' must hold keys and values"), .args = {{"key", inner.key}}});
          } else {
            map(inner.value, *key.block, inner.key_span);
          }
        });
      case Form::named_texts:
        return named(node, entry, key, [&](const Node::Entry& inner) { (void)scalar(inner.value, inner, key); });
      case Form::named_values:
        return named(node, entry, key, [&](const Node::Entry& inner) { free_value(inner.value, inner, key); });
      case Form::named_names:
        return named(node, entry, key, [&](const Node::Entry& inner) { names(inner.value, inner, key); });
      case Form::named_expressions:
        return named(node, entry, key, [&](const Node::Entry& inner) {
          if (scalar(inner.value, inner, key)) one_line(inner.value);
        });
      case Form::edits:
        return named(node, entry, key, [&](const Node::Entry& inner) { blocks(inner.value, inner, key); });
      case Form::named_targets:
        return named(node, entry, key, [&](const Node::Entry& inner) { target(inner.value, inner, key); });
      case Form::target: return target(node, entry, key);
      case Form::names: return names(node, entry, key);
      case Form::name_or_names:
        if (node.is_scalar()) return;
        return names(node, entry, key);
      case Form::values: return values(node, entry, key);
      case Form::members:
        if (node.is_map()) return map(node, *key.block, entry.key_span);
        if (!node.is_scalar() || node.text != "required") wrong(node, entry, key, N_("expected a text"));
        return;
      default: break;
    }
    if (scalar(node, entry, key)) leaf(node, key, entry);
  }

  void leaf(const Node& node, const Key& key, const Node::Entry& entry) {
    const std::string& text = node.text;
    switch (key.form) {
      case Form::word: return word(node, entry, key);
      case Form::truth:
        return scalar_where(node.style == Node::Style::plain && as_truth(text).has_value(), node, entry, key,
                            {.id = N_("true or false, without quotes")});
      case Form::whole: return number(node, entry, key, 0);
      case Form::positive: return number(node, entry, key, 1);
      case Form::signed_whole: return number(node, entry, key, -1'000'000);
      case Form::delay:
        return scalar_where(base::parse_delay(text).has_value(), node, entry, key,
                            {.id = N_("a delay is written like 2 months, 15 days, 10 working days, 72 hours")});
      case Form::date:
        return scalar_where(base::parse_date(text).has_value(), node, entry, key, {.id = N_("a date is written like 2026-03-02")});
      case Form::instant:
        return scalar_where(base::parse_instant(text).has_value(), node, entry, key,
                            {.id = N_("a date and time are written like 2026-03-02T09:00")});
      case Form::day:
        return scalar_where(as_month_day(text).has_value(), node, entry, key, {.id = N_("month and day are written like 05-08")});
      case Form::expression: return one_line(node);
      default:
        if (text.empty()) wrong(Node{.span = node.span}, entry, key, N_("expected a text"));
        return;
    }
  }

  Report& report_;
};

}  // namespace

void check_format(const Node& root, const Format& format, Report& report) {
  Checker{report}.map(root, format.root, root.span);
}

}  // namespace guichet::load
