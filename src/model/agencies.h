// What the agencies offer, and to whom: the providers' side of every exchange, read from
// data/agencies.yaml, written without looking at any procedure. The gate compares the two.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/delay.h"
#include "base/diagnostic.h"
#include "expr/value.h"
#include "model/procedure.h"

namespace guichet::model {

// One habilitation: this consumer may call this API for this purpose of this procedure, sending and
// getting at most these fields. `takes` and `gives` map the procedure's datum to the API's field, so
// that each side keeps its own vocabulary.
struct Grant {
  std::string procedure;
  std::string consumer;               // the asking agency's id
  std::string purpose;
  std::map<std::string, std::string> takes;  // datum -> field
  std::map<std::string, std::string> gives;  // datum -> field
  std::string source;                 // of the habilitation: an id of data/sources.yaml
  base::Span span;
};

// A use that the provider's documentation excludes, with the reason people read.
struct Forbidden {
  std::string purpose;                // a purpose name, or `*`
  std::string procedure;              // a procedure id, or `*`
  Title reason;
  std::string source;
};

// How the simulated service behaves when nothing is overridden.
struct Behaviour {
  std::int64_t latency_minutes = 0;
  enum class Availability : std::uint8_t { up, down } availability = Availability::up;
  std::string error;                  // code of the error it answers instead of serving, such as 502; empty: serves
  std::int64_t retries = 0;           // further attempts after a transient error (409, 429, 5xx, no answer)
  std::int64_t retry_minutes = 0;     // between attempts, doubled each time
};

// How the register finds a record and what it gives. Columns are those of the register's table.
struct Query {
  enum class Kind : std::uint8_t { find, record } kind = Kind::find;
  std::string table;
  std::map<std::string, std::string> by;     // field -> column; all must match
  std::map<std::string, std::string> gives;  // field -> column
  std::map<std::string, std::string> writes; // record: field -> column
};

struct Api {
  std::string name;
  Title title;
  Title request;                      // noun: the message that leaves
  Title reply;                        // noun: the message that comes back
  Title activity;                     // what the provider does with it
  std::vector<std::string> takes;     // every field the API accepts
  std::vector<std::string> gives;     // every field it can answer
  std::string identity;               // level asked of the person: empty, franceconnect, franceconnect-plus
  std::vector<Grant> grants;
  std::vector<Forbidden> forbidden;
  Behaviour behaviour;
  Query query;
  std::string not_found_code;         // "42003": what the log shows
  SourceRef source;
  base::Span span;
};

// An instance of an agency that exists many times (a commune), with its attributes' values.
struct Place {
  std::string name;
  Title title;
  std::map<std::string, std::string> attributes;
};

struct AgencyAttribute {
  std::string name;
  expr::Type type;                    // type.values points into `values`
  std::shared_ptr<const std::vector<std::string>> values;
};

struct Agency {
  std::string name;
  Title title;
  std::string register_name;          // its database; empty: an agency without register
  std::vector<AgencyAttribute> attributes;
  std::vector<Place> places;          // the first is the default
  std::vector<Api> apis;
  base::Span span;
};

struct Agencies {
  std::vector<Agency> all;
  [[nodiscard]] const Agency* find(std::string_view name) const;
  [[nodiscard]] const Api* find_api(std::string_view agency, std::string_view api) const;
};

// An entry of data/sources.yaml.
struct SourceEntry {
  std::string id;
  Title title;
  std::string date;                   // of the state that was read, ISO; empty when not known
  std::string url;
  bool to_verify = false;             // "(à vérifier)" must follow wherever it is shown
};

using Sources = std::map<std::string, SourceEntry, std::less<>>;

// Everything under data/ that procedures refer to.
struct Reference {
  Agencies agencies;
  Sources sources;
  std::vector<expr::Table> tables;
  [[nodiscard]] const expr::Table* find_table(std::string_view name) const;
};

}  // namespace guichet::model
