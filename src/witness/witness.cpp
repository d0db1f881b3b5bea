#include "witness/witness.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <SQLiteCpp/Transaction.h>
#include <fcntl.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <optional>

#include "witness/request.h"
#include "witness/tree.h"

namespace guichet::witness {

using base::Result;

namespace {

constexpr int kApplication = 0x47755769;  // "GuWi"
constexpr std::int64_t kChunk = 256;      // hashes in a row of `leaf`
constexpr int kBusyMilliseconds = 5000;

constexpr const char* kSchema[] = {
    "CREATE TABLE self(id INTEGER PRIMARY KEY CHECK (id = 1), name TEXT NOT NULL, seed BLOB NOT NULL) STRICT",
    "CREATE TABLE log(origin TEXT PRIMARY KEY, key TEXT NOT NULL, size INTEGER NOT NULL, root BLOB NOT NULL, "
    "note TEXT NOT NULL, cosig TEXT NOT NULL, mirrored INTEGER NOT NULL, peaks BLOB NOT NULL) STRICT",
    "CREATE TABLE leaf(origin TEXT NOT NULL, idx INTEGER NOT NULL, hashes BLOB NOT NULL, PRIMARY KEY(origin, idx)) "
    "STRICT, WITHOUT ROWID",
    "CREATE TABLE evidence(id INTEGER PRIMARY KEY, at INTEGER NOT NULL, why TEXT NOT NULL, cosigned TEXT NOT NULL, "
    "note TEXT NOT NULL) STRICT",
};

struct Log {
  std::string origin, key;
  std::int64_t size = 0;
  std::string root, note, cosig;
  Growing mirror;
};

void bind_blob(SQLite::Statement& statement, int index, const std::string& bytes) {
  statement.bind(index, bytes.data(), static_cast<int>(bytes.size()));
}

// C2SP tlog-cosignature: eight bytes of time, and a signature over the time and the checkpoint.
std::string cosign(const base::SigningKey& key, const std::string& name, const std::string& text, std::int64_t now) {
  std::string bytes;
  for (int shift = 56; shift >= 0; shift -= 8) bytes.push_back(static_cast<char>(now >> shift & 0xff));
  bytes += key.sign("cosignature/v1\ntime " + std::to_string(now) + '\n' + text);
  return base::signature_line({name, base::KeyType::cosignature, key.public_key()}, bytes);
}

// The key that signs now, if the chain leads to it from the one last known.
std::optional<base::VerifierKey> last_key(const std::string& known, const std::vector<Certificate>& chain) {
  auto key = base::read_verifier_key(known);
  bool found = false;
  for (const Certificate& one : chain) {
    if (!found) {
      found = one.key.text() == known;
      continue;
    }
    if (!key || one.key.name != key->name) return std::nullopt;
    if (!base::is_signed_by(key->key, one.signature, base::certificate_text(one.key.text(), one.reason))) return std::nullopt;
    key = one.key;
  }
  return chain.empty() || found ? key : std::nullopt;
}

}  // namespace

std::string written(const Answer& answer) { return std::to_string(static_cast<int>(answer.code)) + '\n' + answer.text; }

struct Witness::Inner {
  std::string file;
  SQLite::Database connection;
  std::string name;
  std::optional<base::SigningKey> key;

  explicit Inner(const std::string& path) : file{path}, connection{path, SQLite::OPEN_READWRITE} {}

  std::optional<Log> find(const std::string& origin) {
    SQLite::Statement row{connection, "SELECT key, size, root, note, cosig, mirrored, peaks FROM log WHERE origin = ?"};
    row.bind(1, origin);
    if (!row.executeStep()) return std::nullopt;
    return Log{origin, row.getColumn(0).getString(), row.getColumn(1).getInt64(), row.getColumn(2).getString(),
               row.getColumn(3).getString(), row.getColumn(4).getString(),
               {row.getColumn(5).getInt64(), row.getColumn(6).getString()}};
  }
  void keep(const Log& log) {
    SQLite::Statement row{connection,
                          "UPDATE log SET key = ?2, size = ?3, root = ?4, note = ?5, cosig = ?6, mirrored = ?7, peaks = ?8 "
                          "WHERE origin = ?1"};
    row.bind(1, log.origin);
    row.bind(2, log.key);
    row.bind(3, log.size);
    bind_blob(row, 4, log.root);
    row.bind(5, log.note);
    row.bind(6, log.cosig);
    row.bind(7, log.mirror.size);
    bind_blob(row, 8, log.mirror.peaks);
    row.exec();
  }
  void keep_evidence(const Log& log, const std::string& why, const std::string& note, std::int64_t now) {
    SQLite::Statement row{connection, "INSERT INTO evidence(at, why, cosigned, note) VALUES (?, ?, ?, ?)"};
    row.bind(1, now);
    row.bind(2, why);
    row.bind(3, log.note + log.cosig);
    row.bind(4, note);
    row.exec();
  }
  void keep_leaves(const std::string& origin, std::int64_t from, std::string_view hashes);
  Answer add(const Request& request, std::string_view note, std::int64_t now);
};

// In rows of 256, the last one growing.
void Witness::Inner::keep_leaves(const std::string& origin, std::int64_t from, std::string_view hashes) {
  while (!hashes.empty()) {
    const std::int64_t chunk = from / kChunk;
    const std::size_t room = static_cast<std::size_t>(kChunk - from % kChunk) * kHash;
    const std::string some{hashes.substr(0, room)};
    SQLite::Statement row{connection, "INSERT INTO leaf VALUES (?1, ?2, ?3) ON CONFLICT(origin, idx) DO UPDATE SET "
                                      "hashes = CAST(hashes || excluded.hashes AS BLOB)"};
    row.bind(1, origin);
    row.bind(2, chunk);
    bind_blob(row, 3, some);
    row.exec();
    hashes.remove_prefix(some.size());
    from += static_cast<std::int64_t>(some.size() / kHash);
  }
}

// In the order of C2SP tlog-witness: who, signed by whom, from where, does it go on.
Answer Witness::Inner::add(const Request& request, std::string_view note, std::int64_t now) {
  const base::Checkpoint& asked = request.checkpoint;
  auto log = find(asked.origin);
  if (!log) return {Code::unknown_log, {}};
  const auto signer = last_key(log->key, request.chain);
  if (!signer) return {Code::not_signed, {}};
  const auto signature = base::signature_by(*signer, asked.signatures);
  if (!signature || !base::is_signed_by(signer->key, *signature, asked.text)) return {Code::not_signed, {}};
  if (request.old_size > asked.size) return {Code::malformed, {}};
  const Answer conflict{Code::conflict, std::to_string(log->size) + '\n'};
  // Signed, and it says otherwise than what was cosigned: kept, whatever else is wrong with it.
  if (asked.size == log->size && asked.root != log->root && log->size > 0) {
    keep_evidence(*log, "same-size", std::string{note}, now);
    return conflict;
  }
  if (request.old_size != log->size) return conflict;
  if (!goes_on(log->root, log->size, asked.root, asked.size, request.proof)) {
    keep_evidence(*log, "not-consistent", std::string{note}, now);
    return {Code::not_consistent, {}};
  }
  if (request.leaves && log->mirror.size == log->size) {
    for (std::size_t at = 0; at < request.leaves->size(); at += kHash)
      log->mirror.add(std::string_view{*request.leaves}.substr(at, kHash));
    if (log->mirror.size != asked.size || log->mirror.root() != asked.root) {
      keep_evidence(*log, "leaves", std::string{note}, now);
      return {Code::not_consistent, {}};
    }
    keep_leaves(log->origin, log->size, *request.leaves);
  }
  log->key = signer->text();
  log->size = asked.size;
  log->root = asked.root;
  log->note = note;
  log->cosig = cosign(*key, name, asked.text, now);
  keep(*log);
  return {Code::cosigned, log->cosig};
}

namespace {

template <class Body>
std::invoke_result_t<Body> guarded(const std::string& file, Body&& body) {
  try {
    return body();
  } catch (const SQLite::Exception& exception) {
    return base::Failure{{N_("{file}: {why}"), {{"file", file}, {"why", exception.what()}}}};
  }
}

}  // namespace

Result<Witness> Witness::open(const std::filesystem::path& file, const std::string& name) {
  const int descriptor = ::open(file.c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (descriptor < 0) return base::Failure{{N_("{file}: {why}"), {{"file", file.string()}, {"why", std::strerror(errno)}}}};
  ::close(descriptor);
  return guarded(file.string(), [&]() -> Result<Witness> {
    auto inner = std::make_unique<Inner>(std::filesystem::absolute(file).string());
    SQLite::Database& connection = inner->connection;
    connection.setBusyTimeout(kBusyMilliseconds);
    connection.exec("PRAGMA synchronous = FULL");
    SQLite::Transaction transaction{connection, SQLite::TransactionBehavior::IMMEDIATE};
    if (connection.execAndGet("SELECT count(*) FROM sqlite_schema").getInt() == 0) {
      for (const char* sql : kSchema) connection.exec(sql);
      connection.exec("PRAGMA application_id = " + std::to_string(kApplication));
      SQLite::Statement self{connection, "INSERT INTO self VALUES (1, ?, ?)"};
      self.bind(1, name);
      bind_blob(self, 2, base::SigningKey::drawn().seed());
      self.exec();
    }
    if (connection.execAndGet("PRAGMA application_id").getInt() != kApplication)
      return base::Failure{{N_("{file} is not the database of a witness"), {{"file", file.string()}}}};
    {
      SQLite::Statement self{connection, "SELECT name, seed FROM self"};
      if (self.executeStep()) inner->name = self.getColumn(0).getString(), inner->key = base::SigningKey::from_seed(self.getColumn(1).getString());
    }
    transaction.commit();
    if (!inner->key) return base::Failure{{N_("{file} is not the database of a witness"), {{"file", file.string()}}}};
    return Witness{std::move(inner)};
  });
}

Witness::Witness(std::unique_ptr<Inner> inner) : inner_{std::move(inner)} {}
Witness::Witness(Witness&&) noexcept = default;
Witness::~Witness() = default;

Result<std::string> Witness::verifier_key() {
  return base::VerifierKey{inner_->name, base::KeyType::cosignature, inner_->key->public_key()}.text() + '\n';
}

Result<bool> Witness::trust(const std::string& verifier_key) {
  const auto key = base::read_verifier_key(verifier_key);
  if (!key || key->type != base::KeyType::ed25519)
    return base::Failure{{N_("'{key}' is not the key of a log"), {{"key", verifier_key}}}};
  return guarded(inner_->file, [&]() -> Result<bool> {
    SQLite::Statement row{inner_->connection, "INSERT INTO log VALUES (?, ?, 0, x'', '', '', 0, x'') ON CONFLICT(origin) DO NOTHING"};
    row.bind(1, key->name);
    row.bind(2, verifier_key);
    return row.exec() == 1;
  });
}

Result<Answer> Witness::add(std::string_view request, std::int64_t now) {
  const auto read = read_request(request);
  if (!read) return Answer{Code::malformed, {}};
  return guarded(inner_->file, [&]() -> Result<Answer> {
    SQLite::Transaction transaction{inner_->connection, SQLite::TransactionBehavior::IMMEDIATE};
    const Answer answer = inner_->add(*read, request.substr(request.find("\n\n") + 2), now);
    transaction.commit();
    return answer;
  });
}

Result<Answer> Witness::latest(const std::string& origin) {
  return guarded(inner_->file, [&]() -> Result<Answer> {
    const auto log = inner_->find(origin);
    if (!log) return Answer{Code::unknown_log, {}};
    return Answer{Code::cosigned, log->size == 0 ? "" : log->note + log->cosig};
  });
}

Result<std::string> Witness::leaves(const std::string& origin) {
  return guarded(inner_->file, [&]() -> Result<std::string> {
    std::string hashes;
    SQLite::Statement each{inner_->connection, "SELECT hashes FROM leaf WHERE origin = ? ORDER BY idx"};
    each.bind(1, origin);
    while (each.executeStep()) hashes += each.getColumn(0).getString();
    return hashes;
  });
}

Result<std::string> Witness::evidence() {
  return guarded(inner_->file, [&]() -> Result<std::string> {
    std::string text;
    SQLite::Statement each{inner_->connection, "SELECT at, why, cosigned, note FROM evidence ORDER BY id"};
    while (each.executeStep())
      text += "at " + each.getColumn(0).getString() + ' ' + each.getColumn(1).getString() + "\n" +
              each.getColumn(2).getString() + "\n" + each.getColumn(3).getString() + "\n";
    return text;
  });
}

Result<bool> Witness::agree_to_restore(const std::string& origin, std::int64_t now) {
  return guarded(inner_->file, [&]() -> Result<bool> {
    SQLite::Transaction transaction{inner_->connection, SQLite::TransactionBehavior::IMMEDIATE};
    auto log = inner_->find(origin);
    if (!log) return false;
    inner_->keep_evidence(*log, "restored", "", now);
    SQLite::Statement leaves{inner_->connection, "DELETE FROM leaf WHERE origin = ?"};
    leaves.bind(1, origin);
    leaves.exec();
    inner_->keep({origin, log->key, 0, {}, {}, {}, {}});
    transaction.commit();
    return true;
  });
}

}  // namespace guichet::witness
