// A log on disk to verify, and the hands of somebody who holds the file: every trigger dropped, any
// SQL, the triggers put back, hashes made anew where he thinks of it.
#pragma once

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <filesystem>
#include <string>

#include "audit/completeness.h"
#include "audit/envelope.h"
#include "audit/log.h"
#include "audit/seal.h"
#include "store/schema.h"
#include "store/scratch.h"
#include "support/permits.h"
#include "verify/check.h"

namespace guichet::verify {

// `lines` lines; each fifth one has values.
inline void write_log(const std::filesystem::path& file, int lines) {
  auto database = store::Database::open(file, store::Database::Mode::write);
  ASSERT_TRUE(database) << store::sentence_of(database);
  audit::Log log{*database};
  auto transaction = store::Transaction::begin(*database);
  for (int i = 0; i < lines; ++i) {
    audit::Line line{.kind = audit::Kind::datum_stored, .at = i, .dossier = 1 + i % 7};
    line.subject = "c-" + std::to_string(i % 7);
    line.actor = "usager";
    line.reason = i % 3 == 0 ? "à vérifier \"\n" : "";
    line.fields = {"demande.plaque"};
    if (i % 5 == 0) line.payload = {{"demande.plaque", "AB-123-CD"}}, line.permit = permit_for();
    ASSERT_TRUE(log.append(line, 1000 - i % 2));
  }
  ASSERT_TRUE(transaction->commit());
}

inline void tamper(const std::filesystem::path& file, const std::string& sql, bool put_back = true) {
  SQLite::Database database{file.string(), SQLite::OPEN_READWRITE};
  database.createFunction("leaf_of", 1, true, nullptr, [](sqlite3_context* context, int, sqlite3_value** values) {
    const std::string_view bytes{static_cast<const char*>(sqlite3_value_blob(values[0])),
                                 static_cast<std::size_t>(sqlite3_value_bytes(values[0]))};
    const auto leaf = audit::leaf_of(bytes);
    sqlite3_result_blob(context, leaf.data(), 32, SQLITE_TRANSIENT);
  });
  for (const store::Made& made : store::schema())
    if (std::string_view{made.sql}.starts_with("CREATE TRIGGER")) database.exec(std::string{"DROP TRIGGER "} + made.name);
  database.exec(sql);
  if (!put_back) return;
  for (const store::Made& made : store::schema())
    if (std::string_view{made.sql}.starts_with("CREATE TRIGGER")) database.exec(made.sql);
}

// The names of the lines, counted anew.
inline void count_again(store::Database& database) {
  audit::CompletenessMap map{database};
  audit::Log log{database};
  const auto entries = *log.entries();
  for (const audit::Entry& entry : entries) {
    const auto opened = audit::read_envelope(entry.envelope);
    if (!opened) continue;
    for (const std::string& name : {opened->dossier, opened->subject})
      if (!name.empty()) map.count(name, entry.seq);
  }
  map.flush();
}

// Every leaf, tile and the head made anew from the lines, as one who thought of everything would.
inline void make_consistent(const std::filesystem::path& file) {
  tamper(file,
         "UPDATE audit_entry SET leaf = leaf_of(env); DELETE FROM audit_tile; DELETE FROM audit_map; "
         "DELETE FROM checkpoint WHERE size > (SELECT count(*) FROM audit_entry); "
         "DELETE FROM payload WHERE seq NOT IN (SELECT seq FROM audit_entry); "
         "UPDATE audit_head SET size = 0, frontier = x'', "
         "root = x'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855'");
  auto database = store::Database::open(file, store::Database::Mode::write);
  ASSERT_TRUE(database) << store::sentence_of(database);
  auto transaction = store::Transaction::begin(*database);
  ASSERT_TRUE(audit::Tree{*database}.extend());
  count_again(*database);
  ASSERT_TRUE(transaction->commit());
}

}  // namespace guichet::verify
