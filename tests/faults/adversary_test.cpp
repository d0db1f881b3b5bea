// What is tried against a log by somebody who has time: guessing values from what is public, two programs at once,
// journals that disappear, texts meant to be taken for others.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <iostream>
#include <iterator>
#include <set>
#include <unordered_set>

#include "audit/anchor.h"
#include "audit/envelope.h"
#include "audit/export.h"
#include "audit/seal.h"
#include "base/child.h"
#include "faults/one_act.h"

namespace guichet::faults {
namespace {

std::string bytes_of(const fs::path& file) {
  std::ifstream stream{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{stream}, {}};
}

// All birth dates of a century, all postcodes, 1,000 first names of either sex: hashed in every way that takes no secret,
// alone and as the payload would be written, and looked for in the database and its export.
TEST(Adversary, ADictionaryConfirmsNothing) {
  const store::Scratch scratch;
  const fs::path file = scratch / "a.db";
  const std::map<std::string, std::string> person{{"naissance.date", "1990-05-17"}, {"adresse.code-postal", "75011"}, {"prenom", "prenom-417"}};
  {
    auto database = std::move(Database::open(file, Database::Mode::write)).value();
    audit::Log log{database};
    auto transaction = store::Transaction::begin(database);
    for (const auto& [name, value] : person) {
      audit::Line line{.kind = audit::Kind::datum_stored, .dossier = 1, .subject = "c-1"};
      line.fields = {name};
      line.payload = {{name, value}};
      line.permit = permit_for();
      ASSERT_TRUE(log.append(line, 100));
    }
    ASSERT_TRUE(transaction->commit());
    ASSERT_TRUE(audit::export_log(log, scratch / "export"));
  }
  std::string open = bytes_of(file) + bytes_of(file.string() + "-wal");
  for (const auto& entry : fs::recursive_directory_iterator{scratch / "export"})
    if (entry.is_regular_file()) open += bytes_of(entry.path());
  // Every 32 bytes, and every 64 hexadecimal digits, that stand anywhere.
  std::unordered_set<std::string> windows;
  for (std::size_t i = 0; i + 32 <= open.size(); ++i) windows.insert(open.substr(i, 32));
  std::unordered_set<std::string> digits;
  for (std::size_t i = 0; i + 64 <= open.size(); ++i)
    if (open.find_first_not_of("0123456789abcdef", i) >= i + 64) digits.insert(open.substr(i, 64));
  ASSERT_GE(digits.size(), 3u) << "the commitments are there to be attacked";

  const auto opened = audit::read_envelope(open.substr(open.find("{\"at\""), open.find("\"v\":2}") + 6 - open.find("{\"at\"")));
  ASSERT_TRUE(opened);
  std::int64_t tried = 0, confirmed = 0;
  const auto guess = [&](const std::string& name, const std::string& value) {
    if (open.find(value) != std::string::npos && value.size() > 6) ++confirmed;
    std::string payload;
    ASSERT_FALSE(audit::write_payload({{name, value}}, payload));
    for (const std::string& text : {value, payload}) {
      std::vector<audit::Bytes32> hashes{audit::digest_of(text), audit::leaf_of(text)};
      for (const std::string& known : {std::string(32, '\0'), opened->origin, opened->dossier, opened->subject})
        hashes.push_back(audit::commitment(audit::digest_of(known), text));
      audit::Bytes32 salt{};
      std::copy_n(opened->origin.begin(), 32, salt.begin());
      hashes.push_back(audit::commitment(salt, text));
      for (const audit::Bytes32& hash : hashes) {
        ++tried;
        confirmed += windows.contains(std::string{audit::view(hash)}) || digits.contains(audit::to_hex(audit::view(hash))) ? 1 : 0;
      }
    }
  };
  for (int year = 1926; year < 2026; ++year)
    for (int month = 1; month <= 12; ++month)
      for (int day = 1; day <= 31; ++day)
        guess("naissance.date", std::to_string(year) + (month < 10 ? "-0" : "-") + std::to_string(month) + (day < 10 ? "-0" : "-") + std::to_string(day));
  for (int code = 1000; code < 98000; code += 10) guess("adresse.code-postal", std::to_string(100000 + code).substr(1));
  for (int name = 0; name < 1000; ++name) guess("prenom", "prenom-" + std::to_string(name));
  EXPECT_EQ(confirmed, 0);
  std::cout << tried << " guesses, " << confirmed << " confirmed\n";
}

// Two programs that write as fast as they may, and checkpoint as they close.
TEST(Adversary, TwoProcessesLoseNothing) {
  const store::Scratch scratch;
  const fs::path file = scratch / "a.db";
  std::string said;
  ASSERT_TRUE(act(file, 0, said)) << said;
  constexpr int kEach = 60;
  for (int child = 0; child < 2; ++child) {
    if (::fork() != 0) continue;
    for (int i = 1; i <= kEach; ++i)
      if (!act(file, i, said)) std::fprintf(stderr, "%s\n", said.c_str()), std::_Exit(1);
    std::_Exit(0);
  }
  for (int child = 0; child < 2; ++child) {
    int how = 0;
    ASSERT_GT(::wait(&how), 0);
    ASSERT_TRUE(WIFEXITED(how) && WEXITSTATUS(how) == 0) << "an act was refused";
  }
  const Seen seen = look(file);
  EXPECT_EQ(seen.verdict, verify::Verdict::intact) << seen.told;
  EXPECT_EQ(seen.lines, (1 + 2 * kEach) * kLines);
  SQLite::Database plain{file.string(), SQLite::OPEN_READONLY};
  EXPECT_EQ(plain.execAndGet("PRAGMA integrity_check").getString(), "ok");
  std::cout << 2 * kEach << " acts of two processes, all there\n";
}

// A program dies with acts acknowledged and seen by the witness; then its journal, the journal's index, or both are gone.
TEST(Adversary, AJournalThatDisappearsIsNoSilentLoss) {
  int present = 0, refused = 0;
  for (const std::vector<const char*>& gone : {std::vector<const char*>{}, {"-wal"}, {"-shm"}, {"-wal", "-shm"}}) {
    const store::Scratch scratch;
    const fs::path file = scratch / "a.db";
    std::string said;
    ASSERT_TRUE(act(file, 0, said)) << said;
    {
      auto database = std::move(Database::open(file, Database::Mode::write)).value();
      audit::Log log{database};
      const auto keys = log.keys();
      ASSERT_TRUE(keys);
      ASSERT_TRUE(base::ask_child({base::sibling("guichet-witness"), (scratch / "w.db").string(), "trust", keys->front().key}, ""));
      std::ofstream{file.string() + ".witness"} << "guichet-witness\n" << (scratch / "w.db").string() << '\n';
      ASSERT_TRUE(audit::anchor(database, log));
    }
    const pid_t child = ::fork();
    if (child == 0) {
      auto database = std::move(Database::open(file, Database::Mode::write)).value();
      audit::Log log{database};
      {
        auto transaction = store::Transaction::begin(database);
        if (!log.append({.kind = audit::Kind::transition, .dossier = 1}, 100) || !transaction->commit()) std::_Exit(1);
      }
      if (!log.say_checkpoint(database)) std::_Exit(1);  // acknowledged
      ::kill(::getpid(), SIGKILL);
    }
    int how = 0;
    ASSERT_EQ(::waitpid(child, &how, 0), child);
    ASSERT_TRUE(WIFSIGNALED(how));
    for (const char* end : gone) fs::remove(file.string() + end);
    auto database = Database::open(file, Database::Mode::write);
    ASSERT_TRUE(database) << sentence_of(database);
    audit::Log log{*database};
    const auto anchored = audit::anchor(*database, log);
    if (anchored) {
      EXPECT_EQ(log.head()->size, kLines + 2) << "with the line of the key";
    }
    if (!anchored) {
      EXPECT_THAT(sentence_of(anchored), testing::HasSubstr("older than its witness"));
    }
    (anchored ? present : refused)++;
  }
  std::cout << present << " times all is there, " << refused << " times the database is refused\n";
  EXPECT_EQ(present, 2);
  EXPECT_EQ(refused, 2);
}

// Taken as they are, byte for byte, or refused; never two under one hash.
TEST(Adversary, HostileTextsAreTakenAsTheyAreOrRefused) {
  using namespace std::string_literals;
  const store::Scratch scratch;
  const std::string texts[] = {
      "plain", "'; DROP TABLE audit_entry; --", "\"\\", "\0"s, "a\0b"s, "\u202Erenversé", "\xED\xA0\x80", "\xC0\x80", "\xFF", "\xE2\x82",
      "\xC3\xA9", "e\xCC\x81", std::string(65'000, 'x'), std::string((64 << 10) + 1, 'x'), std::string(10 << 20, 'x'),
      "9007199254740993", "1e400", "{\"a\":1,\"a\":2}", "\n", "\r\n", "\u2028", "\U0001F600", " ", "A"};
  int taken = 0, refused = 0;
  std::set<std::string> leaves;
  auto database = std::move(Database::open(scratch / "a.db", Database::Mode::write)).value();
  audit::Log log{database};
  for (const std::string& text : texts) {
    audit::Line line{.kind = audit::Kind::datum_stored, .dossier = 1, .subject = "c-1", .event = text};
    line.payload = {{"x", text}};
    line.permit = permit_for();
    auto transaction = store::Transaction::begin(database);
    const auto seq = log.append(line, 100);
    if (!seq) {
      EXPECT_THAT(sentence_of(seq), testing::HasSubstr("the log refuses"));
      ++refused;
      continue;
    }
    ASSERT_TRUE(transaction->commit());
    ++taken;
    const auto told = log.of_dossier(1);
    ASSERT_TRUE(told);
    EXPECT_EQ(told->back().line.event, text);
    EXPECT_EQ(told->back().line.payload.at("x"), text);
    EXPECT_TRUE(leaves.insert(log.entries(*seq, 1)->at(0).leaf).second);
  }
  EXPECT_EQ(refused, 6) << "four that are no UTF-8, two too long";
  EXPECT_EQ(verify::check_database((scratch / "a.db").string(), {}).verdict, verify::Verdict::intact);
  std::cout << taken << " taken as they are, " << refused << " refused\n";
}

}  // namespace
}  // namespace guichet::faults
