#include "agency/answer.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>

#include <algorithm>

#include "agency/error_codes.h"
#include "agency/schema.h"
#include "agency/sql.h"

namespace guichet::agency {
namespace {

const std::string kPerson = "personne";
const std::string kOrganisation = "organisme";

// Values for columns, or the code that stops the call.
struct Columns {
  Fields values;
  std::string error;
};

// FranceConnect tells the provider who holds the token, or why nobody does.
Columns resolve_token(Registers& registers, const std::string& token) {
  const auto found = find_rows(registers.database("franceconnect"), "identites", {{"jeton", token}});
  if (found.empty()) return {{}, std::string{kTokenInvalid}};
  const Fields& identity = found.front();
  if (!identity.at("erreur").empty()) return {{}, identity.at("erreur")};
  return {{{kPerson, identity.at(kPerson)}}, ""};
}

// Fields of the call as the columns the query maps them to. Fields left out of the call are an error
// where they are keys, and simply not written where they are contents.
Columns to_columns(Registers& registers, const Fields& mapping, const Fields& fields, bool keys) {
  Columns columns;
  for (const auto& [field, column] : mapping) {
    const auto at = fields.find(field);
    const bool person = column == kPerson;
    if (at == fields.end()) {
      if (!keys) continue;
      return {{}, std::string{person ? kTokenInvalid : kIdentifierMissing}};
    }
    if (!person) {
      columns.values.emplace(column, at->second);
      continue;
    }
    Columns holder = resolve_token(registers, at->second);
    if (!holder.error.empty()) return holder;
    columns.values.merge(holder.values);
  }
  return columns;
}

bool are_several_persons(const std::vector<Fields>& rows) {
  return std::ranges::any_of(rows, [&](const Fields& row) {
    const auto person = row.find(kPerson);
    return person != row.end() && person->second != rows.front().at(kPerson);
  });
}

Reply give(const Fields& mapping, const Fields& row) {
  Reply reply{.kind = Reply::Kind::answered};
  for (const auto& [field, column] : mapping) {
    const auto at = row.find(column);
    if (at != row.end() && !at->second.empty()) reply.fields.emplace(field, at->second);
  }
  return reply;
}

void keep_deposit(SQLite::Database& database, const Call& call) {
  SQLite::Statement insert{database, "INSERT INTO depots VALUES (?, ?, ?)"};
  for (const auto& [field, value] : call.fields) {
    insert.bind(1, call.key);
    insert.bind(2, field);
    insert.bind(3, value);
    insert.exec();
    insert.reset();
  }
}

// A deposit changes the row its keys find, or adds one when the service asks for no key.
Reply record(Registers& registers, SQLite::Database& database, const model::Api& api, const Call& call,
             const Fields& keys, std::vector<Fields> rows) {
  const Columns contents = to_columns(registers, api.query.writes, call.fields, false);
  if (!contents.error.empty()) return failed_with(contents.error, api);
  Edit edit{.table = api.query.table, .where = keys, .to = contents.values};
  if (api.query.by.empty()) {
    edit.kind = Edit::Kind::add;
    for (const auto& [column, value] : keys) edit.to.emplace(column, value);
    rows = {edit.to};
  }
  if (!contents.values.empty()) change_rows(database, edit);
  keep_deposit(database, call);
  for (const auto& [column, value] : contents.values) rows.front()[column] = value;
  return give(api.query.gives, rows.front());
}

}  // namespace

Reply failed_with(const std::string& code, const model::Api& api) {
  const Reply::Kind kind = meaning_of(code).value_or(Reply::Kind::refused);
  const bool own_word = kind == Reply::Kind::not_found && !api.not_found_code.empty();
  return {.kind = kind, .code = own_word ? api.not_found_code : code};
}

Reply answer(Registers& registers, const model::Agency& provider, const model::Api& api, const Call& call) {
  const bool deposit = api.query.kind == model::Query::Kind::record;
  SQLite::Database& database = registers.database(provider.register_name);
  const TableShape* shape = find_shape(provider.register_name, api.query.table);
  if (shape == nullptr) {  // an agency that keeps no register answers, and keeps what it is sent
    if (deposit) keep_deposit(database, call);
    return {.kind = Reply::Kind::answered};
  }
  Columns keys = to_columns(registers, api.query.by, call.fields, true);
  if (!keys.error.empty()) return failed_with(keys.error, api);
  if (shape->has(kOrganisation)) keys.values.emplace(kOrganisation, provider.name);
  if (deposit && api.query.by.empty()) return record(registers, database, api, call, keys.values, {});

  const std::vector<Fields> rows = find_rows(database, api.query.table, keys.values);
  if (rows.empty()) return failed_with("404", api);
  if (are_several_persons(rows)) return failed_with(std::string{kSeveralPersons}, api);
  return deposit ? record(registers, database, api, call, keys.values, rows) : give(api.query.gives, rows.front());
}

}  // namespace guichet::agency
