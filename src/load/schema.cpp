#include "load/schema.h"

#include <nlohmann/json.hpp>
#include <set>

#include "load/words.h"

namespace guichet::load {

namespace {

using Json = nlohmann::ordered_json;

constexpr const char* kDelayPattern =
    "^(0|[1-9][0-9]*) ((working |business |clear )?days?|(clear )?months?|weeks?|years?|minutes?|(working )?hours?)$";

const char* name_pattern(Naming naming) {
  switch (naming) {
    case Naming::dotted: return "^[A-Za-z_][A-Za-z0-9_]*([.][A-Za-z_][A-Za-z0-9_]*)*$";
    case Naming::of_member: return "^[A-Za-z_][A-Za-z0-9_]*([.][A-Za-z_][A-Za-z0-9_]*)*(\\[[a-z0-9][a-z0-9-]*\\])?$";
    case Naming::field: return "^[A-Za-z0-9_.-]+$";
    case Naming::any: return "^.+$";
    case Naming::dashed: break;
  }
  return "^[a-z0-9][a-z0-9-]*$";
}

Json scalar() { return {{"type", {"string", "number", "boolean"}}}; }
Json filled() { return {{"type", {"string", "number", "boolean"}}, {"minLength", 1}}; }
Json matching(const char* pattern) { return {{"type", "string"}, {"pattern", pattern}}; }
Json whole(std::int64_t least) { return {{"type", "integer"}, {"minimum", least}, {"maximum", 1'000'000}}; }
Json list_of(Json items) { return {{"type", "array"}, {"items", std::move(items)}}; }
Json any_of(std::initializer_list<Json> ways) { return {{"anyOf", Json(ways)}}; }

class Writer {
 public:
  explicit Writer(base::Lang lang) : lang_{lang} {}

  Json document(const Format& format) {
    Json root{{"$schema", "http://json-schema.org/draft-07/schema#"},
              {"title", std::string{format.name}},
              {"description", lang_ == base::Lang::fr ? format.french : format.english}};
    root.update(block(format.root));
    root["definitions"] = std::move(definitions_);
    return root;
  }

 private:
  Json reference(const Block& to) {
    const std::string name{to.name};
    if (started_.insert(name).second) {
      Json body = block(to);  // blocks may hold themselves
      definitions_[name] = std::move(body);
    }
    return {{"$ref", "#/definitions/" + name}};
  }

  Json block(const Block& of) {
    Json properties = Json::object();
    Json required = Json::array();
    Json others = false;
    for (const Key& key : of.keys) {
      Json shape = value(key);
      Json described{{"description", lang_ == base::Lang::fr ? key.french : key.english}};
      if (*key.example != '\0' && shape.contains("type") && shape["type"] != "array" && shape["type"] != "object")
        described["examples"] = Json::array({key.example});
      if (shape.contains("$ref")) shape = Json{{"allOf", Json::array({std::move(shape)})}};  // siblings of $ref are ignored
      described.update(shape);
      if (key.name.empty()) {
        others = std::move(described);
      } else {
        properties[std::string{key.name}] = std::move(described);
      }
      if (key.required) required.push_back(std::string{key.name});
    }
    Json body{{"type", "object"}, {"properties", std::move(properties)}, {"additionalProperties", std::move(others)}};
    if (!required.empty()) body["required"] = std::move(required);
    return body;
  }

  Json named(const Key& key, Json values) {
    return {{"type", "object"}, {"propertyNames", {{"pattern", name_pattern(key.naming)}}}, {"additionalProperties", std::move(values)}};
  }

  Json target(const Key& key) {
    Json branches = list_of(reference(*key.block));
    branches["minItems"] = 1;
    return any_of({filled(), reference(*key.block), std::move(branches)});
  }

  Json value(const Key& key) {
    switch (key.form) {
      case Form::text:
      case Form::title:
      case Form::name:
      case Form::source:
      case Form::expression: return filled();
      case Form::word: return {{"type", "string"}, {"enum", std::vector<std::string>(key.words.begin(), key.words.end())}};
      case Form::truth: return {{"type", "boolean"}};
      case Form::whole: return whole(0);
      case Form::positive: return whole(1);
      case Form::signed_whole: return whole(-1'000'000);
      case Form::delay: return matching(kDelayPattern);
      case Form::date: return matching("^[0-9]{4}-[0-9]{2}-[0-9]{2}$");
      case Form::instant: return matching("^[0-9]{4}-[0-9]{2}-[0-9]{2}(T[0-9]{2}:[0-9]{2})?$");
      case Form::day: return matching("^[0-9]{2}-[0-9]{2}$");
      case Form::names: return list_of(scalar());
      case Form::name_or_names: return any_of({scalar(), list_of(scalar())});
      case Form::block: return reference(*key.block);
      case Form::blocks: return list_of(reference(*key.block));
      case Form::named_blocks: return named(key, reference(*key.block));
      case Form::named_texts:
      case Form::named_expressions: return named(key, scalar());
      case Form::named_values: return named(key, any_of({scalar(), list_of(scalar()), Json{{"type", "object"}, {"additionalProperties", scalar()}}}));
      case Form::named_names: return named(key, list_of(scalar()));
      case Form::values: return any_of({list_of(scalar()), named(key, scalar())});
      case Form::members: return any_of({Json{{"enum", {"required"}}}, reference(*key.block)});
      case Form::target: return target(key);
      case Form::named_targets: return named(key, target(key));
      case Form::edits: return named(key, list_of(reference(*key.block)));
    }
    return Json::object();
  }

  base::Lang lang_;
  Json definitions_ = Json::object();
  std::set<std::string> started_;
};

Json as_json(const Node& node) {
  switch (node.kind) {
    case Node::Kind::null: return nullptr;
    case Node::Kind::list: {
      Json list = Json::array();
      for (const Node& item : node.items) list.push_back(as_json(item));
      return list;
    }
    case Node::Kind::map: {
      Json map = Json::object();
      for (const Node::Entry& entry : node.entries) map[entry.key] = as_json(entry.value);
      return map;
    }
    case Node::Kind::scalar: break;
  }
  if (node.style != Node::Style::plain) return node.text;
  if (const auto truth = as_truth(node.text)) return *truth;
  if (const auto number = as_whole(node.text)) return *number;
  return node.text;
}

}  // namespace

std::string write_schema(const Format& format, base::Lang lang) { return Writer{lang}.document(format).dump(2) + "\n"; }

std::string to_json(const Node& node) { return as_json(node).dump(); }

}  // namespace guichet::load
