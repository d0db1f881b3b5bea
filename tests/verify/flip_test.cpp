// Every byte of a small database changed, one at a time. Whatever the log says afterwards, the
// verifier says it was tampered with or that it cannot check, unless the log reads the same, byte for
// byte: then the byte says nothing of the log (free space, tables of cases, SQLite's own), or it is in
// a sealed value, which no longer opens under its key.
#include <gtest/gtest.h>

#include <fstream>

#include "verify/log_file.h"
#include "verify/sql.h"

namespace guichet::verify {
namespace {

namespace fs = std::filesystem;

std::string bytes_of(const fs::path& file) {
  std::ifstream stream{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

// All that the log says, as SQLite reads it; empty when it cannot.
std::string log_of(const fs::path& file) {
  Connection connection{file.string()};
  if (!connection.ok()) return "";
  std::string all;
  for (const char* sql : {"SELECT seq, env, leaf FROM audit_entry ORDER BY seq", "SELECT 1, origin, 1 FROM audit_origin",
                          "SELECT dossier, 1, 1 FROM audit_entry ORDER BY seq", "SELECT dossier, pseudonym, 1 FROM audit_dossier ORDER BY dossier",
                          "SELECT size, frontier, root FROM audit_head",
                          "SELECT seq, 1, 1 FROM payload ORDER BY seq"})
    for (Query each{connection, sql}; each.row();)
      for (int column = 0; column < 3; ++column) all.append(each.bytes(column)).append("|");
  return connection.ok() ? all : "";
}

TEST(Flip, EveryByteOfASmallDatabase) {
  const store::Scratch scratch;
  const fs::path file = scratch / "a.db";
  write_log(file, 24);
  {
    SQLite::Database plain{file.string(), SQLite::OPEN_READWRITE};
    plain.exec("PRAGMA journal_mode = DELETE; PRAGMA page_size = 1024; VACUUM");
  }
  const std::string good = bytes_of(file);
  const std::string said = log_of(file);
  ASSERT_EQ(check_database(file.string(), {}).verdict, Verdict::intact);
  ASSERT_FALSE(said.empty());
  int tampered = 0, cannot = 0, silent = 0;
  std::fstream stream{file, std::ios::binary | std::ios::in | std::ios::out};
  for (std::size_t at = 0; at < good.size(); ++at) {
    const auto put = [&](char byte) {
      stream.seekp(static_cast<std::streamoff>(at));
      stream.put(byte);
      stream.flush();
    };
    put(static_cast<char>(good[at] ^ (1 << (at % 8))));
    switch (check_database(file.string(), {}).verdict) {
      case Verdict::tampered:
        ++tampered;
        break;
      case Verdict::cannot_check:
        ++cannot;
        break;
      default:
        ++silent;
        ASSERT_EQ(log_of(file), said) << "byte " << at << " changed the log, and nobody said so";
    }
    put(good[at]);
  }
  std::cout << good.size() << " bytes changed: " << tampered << " tampered, " << cannot << " cannot check, " << silent
            << " of which the log says nothing\n";
  EXPECT_GT(tampered, 8000);
}

}  // namespace
}  // namespace guichet::verify
