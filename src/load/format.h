// Our YAML formats as tables: each key, what it holds, what it is for. The reader, the JSON Schemas and the documentation
// all follow these tables, so they cannot differ. Knows no model: names are checked against each other elsewhere.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>

namespace guichet::load {

struct Block;

// What a key may hold.
enum class Form : std::uint8_t {
  text,          // any scalar, for machines and logs
  title,         // a text people read; en.yaml may give its English
  word,          // one of `words`
  truth,         // true or false
  whole,         // a whole number, 0 or more
  positive,      // a whole number, 1 or more
  signed_whole,  // a whole number
  delay,         // 2 months
  date,          // 2026-03-02
  instant,       // 2026-03-02T09:00
  day,           // 05-08, month and day
  expression,    // one line
  source,        // an id of data/sources.yaml, `choice` or `unknown`
  name,          // of something written elsewhere
  names,         // a list of them
  name_or_names,
  block,         // a map with the keys of `block`
  blocks,        // a list of such maps
  named_blocks,  // a map of name -> such a map
  named_texts,   // a map of name -> scalar
  named_values,  // a map of name -> scalar, list of scalars, or map of scalars
  named_names,   // a map of name -> list of names
  named_expressions,
  values,        // a list of words, or a map of word -> title
  members,       // `required`, or a map with the keys of `block`
  target,        // a name, a map with the keys of `block`, or a list of those maps
  named_targets, // a map of name -> target
  edits,         // a map of name -> list of maps with the keys of `block`
};

// How the names of a map are written; `of_member` is dotted, perhaps with a [member].
enum class Naming : std::uint8_t { dashed, dotted, of_member, field, any };

struct Key {
  std::string_view name;   // empty: any other key of the map
  Form form = Form::text;
  bool required = false;
  const char* english = "";
  const char* french = "";
  const char* example = "";  // as one would write it after `name: `
  const Block* block = nullptr;
  std::span<const std::string_view> words = {};
  Naming naming = Naming::dashed;
};

struct Block {
  std::string_view name;   // of the definition in the schema
  std::span<const Key> keys;
  [[nodiscard]] const Key* find(std::string_view key) const;  // the one for any other key when there is no such one
};

// A file format: the schema's name and its outermost map.
struct Format {
  std::string_view name;
  const char* english;
  const char* french;
  const Block& root;
};

extern const Format kProcedureFormat;
extern const Format kScenarioFormat;
extern const Format kAgenciesFormat;
extern const Format kSourcesFormat;
extern const Format kTableFormat;
extern const Format kHolidaysFormat;
[[nodiscard]] std::span<const Format* const> formats();

// As the files write names: dashed `a-consigner`, dotted `fc.jeton`, field `statut_rattachement`.
[[nodiscard]] bool is_name(std::string_view text, Naming naming);

}  // namespace guichet::load
