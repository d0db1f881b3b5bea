#include "store/schema.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <string>
#include <utility>
#include <vector>

#include "base/ensure.h"
#include "store/blank.h"
#include "store/database.h"

namespace guichet::store {

namespace {

// Frozen, see docs/audit_format.md. The BEFORE INSERT trigger asks the table itself for the next
// number: a number kept elsewhere could be lowered first, and REPLACE would then pass.
constexpr std::array kSchema{
    Made{"definition",
         "CREATE TABLE definition(digest TEXT PRIMARY KEY, procedure TEXT NOT NULL, "
         "version INTEGER NOT NULL, text TEXT NOT NULL) STRICT"},
    Made{"dossier",
         "CREATE TABLE dossier(id INTEGER PRIMARY KEY AUTOINCREMENT, procedure TEXT NOT NULL, "
         "version INTEGER NOT NULL, digest TEXT NOT NULL REFERENCES definition(digest), "
         "citizen INTEGER NOT NULL, identity TEXT NOT NULL, state TEXT NOT NULL, "
         "outcome TEXT NOT NULL, opened INTEGER NOT NULL, now INTEGER NOT NULL, closed INTEGER, "
         "next_due INTEGER, standing TEXT NOT NULL) STRICT"},
    Made{"dossier_open", "CREATE INDEX dossier_open ON dossier(procedure, id) WHERE outcome = ''"},
    Made{"dossier_of", "CREATE INDEX dossier_of ON dossier(citizen, id)"},
    Made{"dossier_due", "CREATE INDEX dossier_due ON dossier(next_due, id) WHERE next_due IS NOT NULL"},
    Made{"datum",
         "CREATE TABLE datum(dossier INTEGER NOT NULL REFERENCES dossier(id), name TEXT NOT NULL, "
         "member TEXT NOT NULL, key_id INTEGER NOT NULL, nonce BLOB NOT NULL, ct BLOB NOT NULL, PRIMARY KEY(dossier, name, member)) "
         "STRICT, WITHOUT ROWID"},
    Made{"outbox",
         "CREATE TABLE outbox(id INTEGER PRIMARY KEY AUTOINCREMENT, "
         "dossier INTEGER NOT NULL REFERENCES dossier(id), member TEXT NOT NULL, "
         "visit INTEGER NOT NULL, attempt INTEGER NOT NULL, state INTEGER NOT NULL, "
         "leave_at INTEGER NOT NULL, arrives_at INTEGER NOT NULL, key TEXT NOT NULL UNIQUE, "
         "trace TEXT NOT NULL) STRICT"},
    Made{"outbox_open", "CREATE INDEX outbox_open ON outbox(dossier, id) WHERE state < 2"},
    Made{"letter",
         "CREATE TABLE letter(id INTEGER PRIMARY KEY AUTOINCREMENT, "
         "dossier INTEGER NOT NULL REFERENCES dossier(id), at INTEGER NOT NULL, "
         "recipient TEXT NOT NULL, title TEXT NOT NULL, key_id INTEGER NOT NULL, nonce BLOB NOT NULL, "
         "ct BLOB NOT NULL) STRICT"},
    Made{"letter_of", "CREATE INDEX letter_of ON letter(dossier, id)"},

    Made{"audit_origin",
         "CREATE TABLE audit_origin(id INTEGER PRIMARY KEY CHECK (id = 1), "
         "origin TEXT NOT NULL) STRICT"},
    Made{"audit_entry",
         "CREATE TABLE audit_entry(seq INTEGER PRIMARY KEY, "
         "env BLOB NOT NULL CHECK (length(env) <= 65535), "
         "leaf BLOB NOT NULL CHECK (length(leaf) = 32), dossier INTEGER) STRICT"},
    Made{"audit_of", "CREATE INDEX audit_of ON audit_entry(dossier) WHERE dossier IS NOT NULL"},
    Made{"audit_dossier",
         "CREATE TABLE audit_dossier(dossier INTEGER PRIMARY KEY, "
         "pseudonym TEXT NOT NULL UNIQUE) STRICT"},
    Made{"audit_erasure",
         "CREATE TABLE audit_erasure(seq INTEGER PRIMARY KEY, ref INTEGER NOT NULL, whole INTEGER NOT NULL, "
         "keys TEXT NOT NULL, done INTEGER) STRICT"},
    Made{"audit_map",
         "CREATE TABLE audit_map(name BLOB PRIMARY KEY CHECK (length(name) = 16), count INTEGER NOT NULL, "
         "last INTEGER NOT NULL) STRICT, WITHOUT ROWID"},
    Made{"audit_pruned",
         "CREATE TABLE audit_pruned(id INTEGER PRIMARY KEY CHECK (id = 1), size INTEGER NOT NULL) STRICT"},
    Made{"payload",
         "CREATE TABLE payload(seq INTEGER PRIMARY KEY, subject_ref INTEGER NOT NULL, "
         "key_id INTEGER NOT NULL, nonce BLOB NOT NULL, ct BLOB NOT NULL) STRICT"},

    Made{"audit_tile",
         "CREATE TABLE audit_tile(level INTEGER NOT NULL, idx INTEGER NOT NULL, "
         "hashes BLOB NOT NULL CHECK (length(hashes) BETWEEN 32 AND 8192 AND length(hashes) % 32 = 0), "
         "PRIMARY KEY(level, idx)) STRICT, WITHOUT ROWID"},
    Made{"audit_head",
         "CREATE TABLE audit_head(id INTEGER PRIMARY KEY CHECK (id = 1), size INTEGER NOT NULL, "
         "frontier BLOB NOT NULL, root BLOB NOT NULL CHECK (length(root) = 32)) STRICT"},
    Made{"checkpoint",
         "CREATE TABLE checkpoint(size INTEGER PRIMARY KEY, note TEXT NOT NULL, cosig TEXT NOT NULL) STRICT"},

    Made{"audit_entry_follows",
         "CREATE TRIGGER audit_entry_follows BEFORE INSERT ON audit_entry "
         "WHEN NEW.seq IS NOT (SELECT coalesce(max(seq) + 1, 0) FROM audit_entry) "
         "BEGIN SELECT RAISE(ABORT, 'the log: a line only follows the last one'); END"},
    Made{"audit_entry_stays",
         "CREATE TRIGGER audit_entry_stays BEFORE UPDATE ON audit_entry "
         "BEGIN SELECT RAISE(ABORT, 'the log: a line never changes'); END"},
    Made{"audit_entry_remains",
         "CREATE TRIGGER audit_entry_remains BEFORE DELETE ON audit_entry "
         "WHEN OLD.seq >= (SELECT coalesce(max(size), 0) FROM audit_pruned) "
         "BEGIN SELECT RAISE(ABORT, 'the log: a line never goes, unless it was pruned'); END"},
    Made{"audit_dossier_once",
         "CREATE TRIGGER audit_dossier_once BEFORE INSERT ON audit_dossier "
         "WHEN EXISTS (SELECT 1 FROM audit_dossier WHERE dossier = NEW.dossier OR pseudonym = NEW.pseudonym) "
         "BEGIN SELECT RAISE(ABORT, 'the log: a case is named once'); END"},
    Made{"audit_dossier_stays",
         "CREATE TRIGGER audit_dossier_stays BEFORE UPDATE ON audit_dossier "
         "BEGIN SELECT RAISE(ABORT, 'the log: the name of a case never changes'); END"},
    Made{"audit_dossier_remains",
         "CREATE TRIGGER audit_dossier_remains BEFORE DELETE ON audit_dossier "
         "BEGIN SELECT RAISE(ABORT, 'the log: the name of a case never goes'); END"},
    Made{"payload_follows",
         "CREATE TRIGGER payload_follows BEFORE INSERT ON payload "
         "WHEN NEW.seq IS NOT (SELECT max(seq) FROM audit_entry) OR EXISTS (SELECT 1 FROM payload WHERE seq = NEW.seq) "
         "BEGIN SELECT RAISE(ABORT, 'the log: values come with their line, once'); END"},
    Made{"payload_stays",
         "CREATE TRIGGER payload_stays BEFORE UPDATE ON payload "
         "BEGIN SELECT RAISE(ABORT, 'the log: values never change'); END"},
    Made{"payload_remains",
         "CREATE TRIGGER payload_remains BEFORE DELETE ON payload "
         "WHEN OLD.seq >= (SELECT coalesce(max(size), 0) FROM audit_pruned) "
         "BEGIN SELECT RAISE(ABORT, 'the log: values never go, unless their line was pruned'); END"},
    Made{"audit_pruned_once",
         "CREATE TRIGGER audit_pruned_once BEFORE INSERT ON audit_pruned "
         "WHEN NEW.size <> 0 OR EXISTS (SELECT 1 FROM audit_pruned) "
         "BEGIN SELECT RAISE(ABORT, 'the log: what was pruned is told once'); END"},
    Made{"audit_pruned_grows",
         "CREATE TRIGGER audit_pruned_grows BEFORE UPDATE ON audit_pruned "
         "WHEN NEW.id IS NOT OLD.id OR NEW.size <= OLD.size OR NEW.size % 256 <> 0 "
         "OR NEW.size > (SELECT coalesce(max(size), 0) FROM checkpoint WHERE cosig <> '') "
         "BEGIN SELECT RAISE(ABORT, 'the log: only whole tiles under a witnessed checkpoint are pruned'); END"},
    Made{"audit_pruned_remains",
         "CREATE TRIGGER audit_pruned_remains BEFORE DELETE ON audit_pruned "
         "BEGIN SELECT RAISE(ABORT, 'the log: what was pruned stays told'); END"},
    Made{"audit_map_once",
         "CREATE TRIGGER audit_map_once BEFORE INSERT ON audit_map "
         "WHEN EXISTS (SELECT 1 FROM audit_map WHERE name = NEW.name) "
         "BEGIN SELECT RAISE(ABORT, 'the log: a name is counted once'); END"},
    Made{"audit_map_grows",
         "CREATE TRIGGER audit_map_grows BEFORE UPDATE ON audit_map "
         "WHEN NEW.name IS NOT OLD.name OR NEW.count <= OLD.count OR NEW.last <= OLD.last "
         "BEGIN SELECT RAISE(ABORT, 'the log: what is counted about a name only grows'); END"},
    Made{"audit_map_remains",
         "CREATE TRIGGER audit_map_remains BEFORE DELETE ON audit_map "
         "BEGIN SELECT RAISE(ABORT, 'the log: a name that was counted stays'); END"},
    Made{"audit_origin_once",
         "CREATE TRIGGER audit_origin_once BEFORE INSERT ON audit_origin "
         "WHEN EXISTS (SELECT 1 FROM audit_origin) "
         "BEGIN SELECT RAISE(ABORT, 'the log: its origin is given once'); END"},
    Made{"audit_origin_stays",
         "CREATE TRIGGER audit_origin_stays BEFORE UPDATE ON audit_origin "
         "BEGIN SELECT RAISE(ABORT, 'the log: its origin never changes'); END"},
    Made{"audit_origin_remains",
         "CREATE TRIGGER audit_origin_remains BEFORE DELETE ON audit_origin "
         "BEGIN SELECT RAISE(ABORT, 'the log: its origin never goes'); END"},
    Made{"audit_tile_follows",
         "CREATE TRIGGER audit_tile_follows BEFORE INSERT ON audit_tile WHEN NEW.idx IS NOT "
         "(SELECT coalesce(max(idx) + 1, 0) FROM audit_tile WHERE level = NEW.level) "
         "BEGIN SELECT RAISE(ABORT, 'the log: a tile only follows the last one'); END"},
    Made{"audit_tile_grows",
         "CREATE TRIGGER audit_tile_grows BEFORE UPDATE ON audit_tile "
         "WHEN (NEW.level, NEW.idx) IS NOT (OLD.level, OLD.idx) "
         "OR length(NEW.hashes) <= length(OLD.hashes) "
         "OR substr(NEW.hashes, 1, length(OLD.hashes)) IS NOT OLD.hashes "
         "BEGIN SELECT RAISE(ABORT, 'the log: a tile only grows'); END"},
    Made{"audit_tile_remains",
         "CREATE TRIGGER audit_tile_remains BEFORE DELETE ON audit_tile "
         "BEGIN SELECT RAISE(ABORT, 'the log: a tile never goes'); END"},
    Made{"audit_erasure_stays",
         "CREATE TRIGGER audit_erasure_stays BEFORE UPDATE ON audit_erasure "
         "WHEN OLD.done IS NOT NULL OR (NEW.seq, NEW.ref, NEW.whole, NEW.keys) IS NOT "
         "(OLD.seq, OLD.ref, OLD.whole, OLD.keys) "
         "BEGIN SELECT RAISE(ABORT, 'the log: an erasure is only ever done'); END"},
    Made{"audit_erasure_remains",
         "CREATE TRIGGER audit_erasure_remains BEFORE DELETE ON audit_erasure "
         "BEGIN SELECT RAISE(ABORT, 'the log: an erasure never goes'); END"},
    Made{"audit_erasure_once",
         "CREATE TRIGGER audit_erasure_once BEFORE INSERT ON audit_erasure "
         "WHEN NEW.seq <= (SELECT coalesce(max(seq), -1) FROM audit_erasure) "
         "BEGIN SELECT RAISE(ABORT, 'the log: an erasure follows the last one'); END"},
    Made{"audit_head_once",
         "CREATE TRIGGER audit_head_once BEFORE INSERT ON audit_head "
         "WHEN EXISTS (SELECT 1 FROM audit_head) "
         "BEGIN SELECT RAISE(ABORT, 'the log: it has one head'); END"},
    Made{"audit_head_grows",
         "CREATE TRIGGER audit_head_grows BEFORE UPDATE ON audit_head "
         "WHEN NEW.id IS NOT OLD.id OR NEW.size <= OLD.size "
         "OR NEW.size IS NOT (SELECT max(seq) + 1 FROM audit_entry) "
         "BEGIN SELECT RAISE(ABORT, 'the log: its head only grows, to its last line'); END"},
    Made{"audit_head_remains",
         "CREATE TRIGGER audit_head_remains BEFORE DELETE ON audit_head "
         "BEGIN SELECT RAISE(ABORT, 'the log: its head never goes'); END"},
    Made{"checkpoint_follows",
         "CREATE TRIGGER checkpoint_follows BEFORE INSERT ON checkpoint "
         "WHEN NEW.size <= (SELECT coalesce(max(size), -1) FROM checkpoint) "
         "OR NEW.size > (SELECT size FROM audit_head) "
         "BEGIN SELECT RAISE(ABORT, 'the log: a checkpoint follows the last one, up to its head'); END"},
    Made{"checkpoint_stays",
         "CREATE TRIGGER checkpoint_stays BEFORE UPDATE ON checkpoint "
         "WHEN (NEW.size, NEW.note) IS NOT (OLD.size, OLD.note) OR OLD.cosig <> '' "
         "BEGIN SELECT RAISE(ABORT, 'the log: a checkpoint never changes, but for its cosignature'); END"},
    Made{"checkpoint_remains",
         "CREATE TRIGGER checkpoint_remains BEFORE DELETE ON checkpoint "
         "BEGIN SELECT RAISE(ABORT, 'the log: a checkpoint never goes'); END"},
};

// Straight from the system: SQLite's own chance is copied by fork(), and two origins must differ.
std::string random_origin() {
  std::array<unsigned char, 16> bytes{};
  base::ensure(::getentropy(bytes.data(), bytes.size()) == 0, "the system gives random bytes");
  constexpr const char* kDigits = "0123456789abcdef";
  std::string hex;
  for (const unsigned char byte : bytes) {
    hex.push_back(kDigits[byte >> 4u]);
    hex.push_back(kDigits[byte & 0xfu]);
  }
  return hex;
}

}  // namespace

std::span<const Made> schema() { return kSchema; }

namespace {

void make_tables(SQLite::Database& database) {
  for (const Made& made : kSchema) database.exec(made.sql);
  // The tree without leaves: its root is SHA-256 of nothing (RFC 6962 2.1).
  database.exec(
      "INSERT INTO audit_head VALUES (1, 0, x'', "
      "x'e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855')");
  database.exec("INSERT INTO audit_pruned VALUES (1, 0)");
  database.exec("PRAGMA application_id = " + std::to_string(kApplicationId));
  database.exec("PRAGMA user_version = " + std::to_string(kSchemaVersion));
}

void give_origin(SQLite::Database& database) {
  SQLite::Statement origin{database, "INSERT INTO audit_origin VALUES (1, ?)"};
  origin.bind(1, random_origin());
  origin.exec();
}

}  // namespace

void create_schema(SQLite::Database& database) {
  SQLite::Transaction transaction{database, SQLite::TransactionBehavior::IMMEDIATE};
  make_tables(database);
  give_origin(database);
  transaction.commit();
}

void copy_schema(SQLite::Database& database) {
  static Blank blank{make_tables};
  blank.copy_into(database);
  give_origin(database);
}

Identity identify(SQLite::Database& database) {
  const int application = database.execAndGet("PRAGMA application_id").getInt();
  const int version = database.execAndGet("PRAGMA user_version").getInt();
  if (application == kApplicationId && version == kSchemaVersion) return Identity::ours;
  if (application == kApplicationId) return version < kSchemaVersion ? Identity::older : Identity::newer;
  const bool empty = database.execAndGet("SELECT count(*) FROM sqlite_schema").getInt() == 0;
  return application == 0 && version == 0 && empty ? Identity::blank : Identity::foreign;
}

bool schema_is_ours(SQLite::Database& database) {
  using Texts = std::vector<std::pair<std::string, std::string>>;
  static const Texts ours = [] {
    Texts texts;
    for (const Made& made : kSchema) texts.emplace_back(made.name, made.sql);
    std::ranges::sort(texts);
    return texts;
  }();
  SQLite::Statement each{database,
                         "SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL "
                         "AND name <> 'sqlite_sequence'"};
  Texts found;
  while (each.executeStep()) found.emplace_back(each.getColumn(0).getString(), each.getColumn(1).getString());
  std::ranges::sort(found);
  return found == ours;
}

}  // namespace guichet::store
