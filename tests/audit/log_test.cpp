// The log on a database: numbers without gap, names that say nothing, payloads tied to their line.
#include "audit/log.h"

#include <SQLiteCpp/Database.h>
#include <SQLiteCpp/Statement.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <algorithm>
#include <set>

#include "audit/envelope.h"
#include "audit/seal.h"
#include "store/scratch.h"
#include "store/vault.h"
#include "support/permits.h"

namespace guichet::audit {
namespace {

using store::Database;
using store::Scratch;
using store::sentence_of;
using store::Transaction;
using testing::HasSubstr;
using testing::Not;

Line line_of(std::int64_t dossier, const char* subject = "c-17") {
  Line line;
  line.kind = Kind::datum_stored;
  line.at = 5;
  line.dossier = dossier;
  line.subject = subject;
  line.actor = "usager";
  line.purpose = "attribution";
  line.fields = {"demande.plaque"};
  line.permit = permit_for();
  return line;
}

class LogTest : public testing::Test {
 protected:
  std::int64_t append(const Line& line, std::int64_t recorded = 100) {
    auto transaction = Transaction::begin(database);
    const auto seq = log.append(line, recorded);
    EXPECT_TRUE(seq) << sentence_of(seq);
    EXPECT_TRUE(transaction->commit());
    return seq ? *seq : -1;
  }
  std::string refusal(const Line& line) {
    auto transaction = Transaction::begin(database);
    return sentence_of(log.append(line, 100));
  }
  std::int64_t count(const char* table) {
    return database.handle().execAndGet(std::string{"SELECT count(*) FROM "} + table).getInt64();
  }
  std::int64_t count_kept(const char* table) {
    return database.vault().connection().execAndGet(std::string{"SELECT count(*) FROM "} + table).getInt64();
  }
  Opened opened(std::int64_t seq) { return *read_envelope(log.entries(seq, 1)->at(0).envelope); }

  Database database = std::move(Database::in_memory()).value();
  Log log{database};
};

TEST_F(LogTest, LinesAreNumberedFromZero) {
  for (std::int64_t i = 0; i < 5; ++i) EXPECT_EQ(append(line_of(1)), i);
  const auto all = *log.entries();
  ASSERT_EQ(all.size(), 5u);
  for (std::size_t i = 0; i < all.size(); ++i) {
    EXPECT_EQ(all[i].seq, static_cast<std::int64_t>(i));
    EXPECT_EQ(all[i].leaf, to_hex(view(leaf_of(all[i].envelope))));
    EXPECT_EQ(opened(all[i].seq).seq, all[i].seq);
    EXPECT_EQ(opened(all[i].seq).origin, opened(0).origin);
  }
  EXPECT_EQ(opened(0).origin.size(), 32u);
  EXPECT_EQ(log.entries(3)->size(), 2u);
  EXPECT_EQ(log.entries(1, 2)->back().seq, 2);
  EXPECT_TRUE(log.entries(9)->empty());
}

TEST_F(LogTest, ARolledBackLineLeavesNoTrace) {
  append(line_of(1), 100);
  {
    auto transaction = Transaction::begin(database);
    Line line = line_of(2, "c-99");
    line.payload = {{"a", "b"}};
    EXPECT_EQ(*log.append(line, 900), 1);
    EXPECT_EQ(*log.append(line, 900), 2);
  }
  for (const char* table : {"audit_entry", "audit_dossier"}) EXPECT_EQ(count(table), 1) << table;
  for (const char* table : {"person", "pseudonym"}) EXPECT_EQ(count_kept(table), 1) << table;
  EXPECT_EQ(count_kept("dek"), 0);
  EXPECT_EQ(append(line_of(2, "c-99"), 200), 1) << "no gap";
  EXPECT_FALSE(opened(1).back) << "the clock that was rolled back is forgotten";
  EXPECT_EQ(log.of_dossier(2)->at(0).line.subject, "c-99") << "its names are written again";
}

TEST_F(LogTest, TwoLogsOnOneDatabaseShareTheNumbers) {
  Log other{database};
  append(line_of(1));
  {
    auto transaction = Transaction::begin(database);
    EXPECT_EQ(*other.append(line_of(2), 100), 1);
    EXPECT_EQ(*log.append(line_of(1), 100), 2);
    ASSERT_TRUE(transaction->commit());
  }
  EXPECT_EQ(other.entries()->size(), 3u);
}

TEST_F(LogTest, AClockThatGoesBackIsSaid) {
  const struct {
    std::int64_t recorded;
    bool back;
  } cases[] = {{100, false}, {100, false}, {99, true}, {99, false}, {-5, true}, {500, false}};
  for (const auto& c : cases) EXPECT_EQ(opened(append(line_of(1), c.recorded)).back, c.back);
}

TEST_F(LogTest, NamesSayNothingAndDoNotJoinRegisters) {
  Line line = line_of(1);
  const std::string own = opened(append(line)).subject;
  EXPECT_EQ(own.size(), 32u);
  EXPECT_EQ(opened(append(line)).subject, own) << "the same for the same";
  line.recipient = "siv";
  const std::string siv = opened(append(line)).subject;
  line.recipient = "dgfip";
  const std::string dgfip = opened(append(line)).subject;
  line.purpose = "recours";
  const std::string recours = opened(append(line)).subject;
  EXPECT_EQ(std::set({own, siv, dgfip, recours}).size(), 4u);
  EXPECT_EQ(count_kept("person"), 1);
  EXPECT_NE(opened(append(line_of(2))).dossier, opened(0).dossier);
  EXPECT_EQ(opened(append(line_of(2))).subject, own) << "of another case: the same person";
  const auto all = log.entries();
  for (const Entry& entry : *all) EXPECT_THAT(entry.envelope, Not(HasSubstr("c-17"))) << "no identity in a line";
}

TEST_F(LogTest, ACaseIsToldBackWhole) {
  Line line = line_of(3);
  line.kind = Kind::exchange_answered;
  line.at = -7;
  line.member = "caf";
  line.event = "answered";
  line.from = "a", line.to = "b", line.rule = "a/answered/1";
  line.decision = "yes", line.reason = "none", line.policy = "d1";
  line.basis = "eu-gdpr:A6-1-e", line.recipient = "siv", line.api = "x";
  line.fields = {"siv.commune", "siv.statut"};
  line.code = "200", line.notice = "n1", line.trace = "t", line.due = 12;
  line.payload = {{"siv.commune", "Saint-Étienne"}, {"siv.statut", ""}};
  append(line_of(1));
  append(line, 42);
  append({.kind = Kind::dossier_closed, .at = 9, .dossier = 3}, 43);
  const auto told = *log.of_dossier(3);
  ASSERT_EQ(told.size(), 2u);
  EXPECT_EQ(told[0].seq, 1);
  EXPECT_EQ(told[0].recorded, 42);
  const Line& back = told[0].line;
  const auto texts = [](const Line& l) {
    return std::tuple{l.subject, l.actor,   l.member, l.event,     l.from, l.to,   l.rule,   l.decision, l.reason,
                      l.policy,  l.purpose, l.basis,  l.recipient, l.api,  l.code, l.notice, l.trace};
  };
  EXPECT_EQ(texts(back), texts(line));
  EXPECT_EQ(std::tuple(back.kind, back.at, back.dossier, back.due),
            std::tuple(line.kind, line.at, line.dossier, line.due));
  EXPECT_EQ(back.fields, line.fields);
  EXPECT_EQ(back.payload, line.payload);
  EXPECT_EQ(texts(told[1].line), texts({}));
  EXPECT_TRUE(log.of_dossier(4)->empty());
}

TEST_F(LogTest, APayloadIsTiedToItsLineAndNeverInIt) {
  Line line = line_of(1);
  line.payload = {{"demande.plaque", "AB-123-CD"}};
  append(line);
  append(line);
  EXPECT_NE(opened(0).com, opened(1).com) << "salted";
  const auto all = log.entries();
  for (const Entry& entry : *all) EXPECT_THAT(entry.envelope, Not(HasSubstr("AB-123-CD")));
  SQLite::Statement row{database.handle(), "SELECT subject_ref, key_id, nonce, ct FROM payload WHERE seq = 0"};
  ASSERT_TRUE(row.executeStep());
  const std::string sealed = row.getColumn(3).getString();
  EXPECT_THAT(sealed, Not(HasSubstr("AB-123-CD")));
  std::string kept;
  const auto unseal = [&](const std::string& about) {
    return database.vault().unseal(row.getColumn(1).getInt64(), row.getColumn(2).getString(), sealed, about, kept);
  };
  const std::string ref = std::to_string(row.getColumn(0).getInt64());
  EXPECT_EQ(unseal("payload\n" + opened(0).origin + "\n1\n" + ref), store::Vault::Opening::damaged) << "of another line";
  ASSERT_EQ(unseal("payload\n" + opened(0).origin + "\n0\n" + ref), store::Vault::Opening::opened);
  EXPECT_EQ(kept.substr(32), R"({"demande.plaque":"AB-123-CD"})");
  Bytes32 salt{};
  std::copy_n(kept.begin(), 32, salt.begin());
  EXPECT_EQ(opened(0).com, to_hex(view(commitment(salt, kept.substr(32)))));
}

TEST_F(LogTest, WhatWasTakenAwayIsNotTold) {
  Line line = line_of(1);
  line.payload = {{"demande.plaque", "AB-123-CD"}};
  append(line);
  sqlite3_set_authorizer(database.handle().getHandle(), nullptr, nullptr);  // as a stranger's connection does
  database.handle().exec("DROP TRIGGER payload_remains; DELETE FROM payload");
  database.vault().forget(database.vault().known_ref("c-17"));
  const auto told = *log.of_dossier(1);
  ASSERT_EQ(told.size(), 1u);
  EXPECT_TRUE(told[0].line.payload.empty());
  EXPECT_EQ(told[0].line.subject, "");
  EXPECT_EQ(told[0].line.actor, "usager") << "the line itself stands";
}

TEST_F(LogTest, AChangedLineIsNoticedWhenTold) {
  Line line = line_of(1);
  line.payload = {{"demande.plaque", "AB-123-CD"}};
  for (int i = 0; i < 3; ++i) append(line);
  SQLite::Database& sql = database.handle();
  sqlite3_set_authorizer(sql.getHandle(), nullptr, nullptr);
  sql.exec("DROP TRIGGER audit_entry_stays; DROP TRIGGER audit_dossier_stays; DROP TRIGGER payload_stays");
  const char* const changes[] = {
      "UPDATE payload SET ct = zeroblob(40) WHERE seq = 1",
      "UPDATE payload SET ct = x'' WHERE seq = 1",
      "UPDATE audit_entry SET leaf = zeroblob(32) WHERE seq = 1",
      "UPDATE audit_entry SET env = CAST(replace(env, 'usager', 'ville') AS BLOB) WHERE seq = 1",
      "UPDATE audit_dossier SET pseudonym = 'other'",
  };
  for (const char* change : changes) {
    sql.exec("SAVEPOINT before");
    sql.exec(change);
    EXPECT_THAT(sentence_of(log.of_dossier(1)), HasSubstr("of the log is not what was written")) << change;
    sql.exec("ROLLBACK TO before; RELEASE before");
    EXPECT_TRUE(log.of_dossier(1));
  }
  sql.exec("UPDATE audit_entry SET env = x'7b7d' WHERE seq = 2");
  auto transaction = Transaction::begin(database);
  EXPECT_THAT(sentence_of(log.append(line, 1)), HasSubstr("line 2 of the log")) << "nor continued";
}

TEST_F(LogTest, RefusesWhatItCannotSayExactly) {
  append(line_of(1));
  const auto with = [](auto change) {
    Line line = line_of(8, "c-88");
    change(line);
    return line;
  };
  const struct {
    Line line;
    const char* says;
  } cases[] = {
      {with([](Line& l) { l.reason = "\xff"; }), "'reason', which is not valid UTF-8"},
      {with([](Line& l) { l.fields = {"\xED\xA0\x80"}; }), "'fields', which is not valid UTF-8"},
      {with([](Line& l) {
         l.payload = {{"nom", "\xC0\x80"}};
       }),
       "'nom', which is not valid UTF-8"},
      {with([](Line& l) {
         l.payload = {{"é", "x"}};
       }),
       "the name 'é', which is not ASCII"},
      {with([](Line& l) { l.at = kIntegerMax + 1; }), "'at', a number beyond 2^53 - 1"},
      {with([](Line& l) { l.trace = std::string(65'536, 'x'); }), "'trace': a line has at most"},
      {with([](Line& l) {
         l.payload = {{"nom", std::string(65'536, 'x')}};
       }),
       "'nom': a line"},
  };
  for (const auto& c : cases) EXPECT_THAT(refusal(c.line), HasSubstr(c.says));
  auto transaction = Transaction::begin(database);
  for (const auto& c : cases) EXPECT_FALSE(log.append(c.line, 1));
  ASSERT_TRUE(transaction->commit());
  EXPECT_EQ(count("audit_entry"), 1);
  EXPECT_EQ(count_kept("person"), 1) << "a refused line writes nothing at all";
  EXPECT_EQ(count("audit_dossier"), 1);
}

TEST_F(LogTest, HostileTextsComeBackUnchanged) {
  using namespace std::string_literals;
  const std::string texts[] = {
      "'; DROP TABLE audit_entry; --", "a\0b"s, "\u202e", "\"recorded\":9", "e\u0301", "\u00e9",
      std::string(60'000, 'x')};
  std::set<std::string> leaves;
  for (const std::string& text : texts) {
    Line line = line_of(6, "c\0'"s.c_str());
    line.trace = text;
    line.payload = {{"nom", text}};
    const std::int64_t seq = append(line);
    leaves.insert(log.entries(seq, 1)->at(0).leaf);
    EXPECT_EQ(log.of_dossier(6)->back().line.trace, text);
    EXPECT_EQ(log.of_dossier(6)->back().line.payload.at("nom"), text);
  }
  EXPECT_EQ(leaves.size(), std::size(texts));
}

TEST_F(LogTest, ALineWithoutCaseOrPersonIsFine) {
  const std::int64_t seq = append({.kind = Kind::event_refused, .reason = "not_expected"});
  EXPECT_EQ(opened(seq).dossier, "");
  EXPECT_EQ(opened(seq).subject, "");
  EXPECT_EQ(count("audit_entry WHERE dossier IS NOT NULL"), 0);
}

TEST_F(LogTest, DiesWithoutTransaction) {
  EXPECT_DEATH(static_cast<void>(log.append(line_of(1), 1)), "in the transaction of its fact");
}

TEST(LogOnDisk, ReadersReadAndCannotAppend) {
  const Scratch scratch;
  {
    auto writer = Database::open(scratch / "a.db", Database::Mode::write);
    ASSERT_TRUE(writer) << sentence_of(writer);
    auto transaction = Transaction::begin(*writer);
    ASSERT_TRUE(Log{*writer}.append(line_of(1), 1));
    ASSERT_TRUE(transaction->commit());
  }
  auto reader = Database::open(scratch / "a.db", Database::Mode::read);
  ASSERT_TRUE(reader) << sentence_of(reader);
  EXPECT_EQ(Log{*reader}.of_dossier(1)->size(), 1u);
  auto transaction = Transaction::begin(*reader);
  EXPECT_THAT(sentence_of(Log{*reader}.append(line_of(1), 1)), HasSubstr("can only be read"));
}

}  // namespace
}  // namespace guichet::audit
