// Rows come back as they went in, whatever their texts hold.
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "store/dossiers.h"
#include "store/scratch.h"
#include "support/permits.h"

namespace guichet::store {
namespace {

using testing::ElementsAre;
using testing::HasSubstr;
using testing::IsEmpty;

auto fields(const DossierRow& r) {
  return std::tuple{r.id,      r.procedure, r.version, r.digest, r.citizen,  r.identity, r.state,
                    r.outcome, r.opened,    r.now,     r.closed, r.next_due, r.standing};
}
auto fields(const DatumRow& r) { return std::tuple{r.name, r.member, r.value}; }
auto fields(const OutboxRow& r) {
  return std::tuple{r.id, r.dossier, r.member, r.visit, r.attempt, r.state, r.leave_at, r.arrives_at, r.key, r.trace};
}
auto fields(const LetterRow& r) { return std::tuple{r.dossier, r.at, r.recipient, r.title, r.data}; }

class DossiersTest : public testing::Test {
 protected:
  void SetUp() override { ASSERT_TRUE(dossiers.keep_definition("carte", 1, "d1", "texte")); }
  std::int64_t open(const char* procedure = "carte", std::optional<std::int64_t> due = {}) {
    auto id = dossiers.insert({.procedure = procedure,
                               .digest = "d1",
                               .citizen = "c-1",
                               .state = "saisie",
                               .opened = 10,
                               .now = 10,
                               .next_due = due,
                               .standing = "{}"});
    EXPECT_TRUE(id) << sentence_of(id);
    return id ? *id : 0;
  }
  Database database = std::move(Database::in_memory()).value();
  Dossiers dossiers{database};
};

TEST_F(DossiersTest, ACaseComesBack) {
  DossierRow row{.procedure = "carte",
                 .version = 3,
                 .digest = "d1",
                 .citizen = "c-7",
                 .identity = "franceconnect",
                 .state = "saisie",
                 .outcome = "",
                 .opened = -5,
                 .now = 12,
                 .closed = std::nullopt,
                 .next_due = 99,
                 .standing = R"({"a":1})"};
  row.id = *dossiers.insert(row);
  EXPECT_GT(row.id, 0);
  EXPECT_EQ(fields(**dossiers.find(row.id)), fields(row));

  row.identity = "franceconnect-plus";
  row.state = "refusee";
  row.outcome = "rejected";
  row.now = 40;
  row.closed = 40;
  row.next_due = std::nullopt;
  row.standing = "";
  ASSERT_TRUE(dossiers.update(row));
  EXPECT_EQ(fields(**dossiers.find(row.id)), fields(row));

  DossierRow other = row;
  other.procedure = "x", other.version = 9, other.citizen = "y", other.opened = 0;
  ASSERT_TRUE(dossiers.update(other));
  EXPECT_EQ(fields(**dossiers.find(row.id)), fields(row)) << "what it was opened with stays";
  EXPECT_EQ(dossiers.all()->size(), 1u);
  EXPECT_EQ(*dossiers.find(77), std::nullopt);
  row.id = 77;
  EXPECT_THAT(sentence_of(dossiers.update(row)), HasSubstr("there is no case 77"));
}

TEST_F(DossiersTest, ADefinitionIsKeptOnce) {
  EXPECT_EQ(*dossiers.definition("d1"), "texte");
  EXPECT_EQ(*dossiers.definition("d9"), std::nullopt);
  EXPECT_TRUE(dossiers.keep_definition("carte", 1, "d1", "texte"));
  EXPECT_THAT(sentence_of(dossiers.keep_definition("carte", 1, "d1", "autre")),
              HasSubstr("is not the one its digest names"));
  EXPECT_TRUE(dossiers.keep_definition("carte", 1, "d2", "corrigé")) << "no case is open";
  const std::int64_t id = open();
  EXPECT_THAT(sentence_of(dossiers.keep_definition("carte", 1, "d2", "corrigé")),
              HasSubstr("carte has open cases on another text of version 1"));
  EXPECT_TRUE(dossiers.keep_definition("carte", 2, "d2", "corrigé"));
  EXPECT_TRUE(dossiers.keep_definition("autre", 1, "d2", "corrigé"));
  DossierRow row = **dossiers.find(id);
  row.outcome = "done", row.closed = 20;
  ASSERT_TRUE(dossiers.update(row));
  EXPECT_TRUE(dossiers.keep_definition("carte", 1, "d2", "corrigé")) << "closed";
  EXPECT_FALSE(dossiers.insert({.procedure = "carte", .digest = "nowhere"}));
}

TEST_F(DossiersTest, TheEarliestClockIsNext) {
  EXPECT_EQ(*dossiers.next_due(1000), std::nullopt);
  const std::int64_t late = open("carte", 300);
  const std::int64_t early = open("carte", 200);
  const std::int64_t same = open("carte", 200);
  open("carte");
  EXPECT_EQ(*dossiers.next_due(199), std::nullopt);
  EXPECT_EQ(*dossiers.next_due(200), std::pair(std::int64_t{200}, early));
  DossierRow row = **dossiers.find(early);
  row.next_due = 400;
  ASSERT_TRUE(dossiers.update(row));
  EXPECT_EQ(*dossiers.next_due(1000), std::pair(std::int64_t{200}, same));
  row = **dossiers.find(same);
  row.outcome = "done";
  ASSERT_TRUE(dossiers.update(row));
  EXPECT_EQ(*dossiers.next_due(1000), std::pair(std::int64_t{200}, same)) << "an answer is still on its way";
  row.next_due = std::nullopt;
  ASSERT_TRUE(dossiers.update(row));
  EXPECT_EQ(*dossiers.next_due(1000), std::pair(std::int64_t{300}, late));
}

TEST_F(DossiersTest, ThoseOfOnePersonAreFound) {
  const auto of = [&](const char* citizen) {
    std::vector<std::int64_t> ids;
    const auto rows = dossiers.of_citizen(citizen);
    for (const DossierRow& row : *rows) ids.push_back(row.id);
    return ids;
  };
  DossierRow row = **dossiers.find(open());
  const std::string first = row.citizen;
  const std::int64_t one = row.id;
  row.id = 0;
  row.citizen = "somebody-else";
  const std::int64_t other = *dossiers.insert(row);
  row.citizen = first;
  const std::int64_t two = *dossiers.insert(row);
  EXPECT_THAT(of(first.c_str()), ElementsAre(one, two));
  EXPECT_THAT(of("somebody-else"), ElementsAre(other));
  EXPECT_TRUE(of("nobody").empty());
}

TEST_F(DossiersTest, AnOpenCaseIsFoundByItsKey) {
  const std::int64_t first = open("amende");
  const std::int64_t second = open("amende");
  const std::int64_t other = open("carte");
  for (const std::int64_t id : {first, second, other}) ASSERT_TRUE(dossiers.put_datum(id, {"avis.numero", "", "42"}, permit_for()));
  EXPECT_EQ(*dossiers.find_open("amende", "avis.numero", "42"), first);
  EXPECT_EQ(*dossiers.find_open("carte", "avis.numero", "42"), other);
  EXPECT_EQ(*dossiers.find_open("amende", "avis.numero", "43"), std::nullopt);
  EXPECT_EQ(*dossiers.find_open("amende", "avis", "42"), std::nullopt);
  DossierRow row = **dossiers.find(first);
  row.outcome = "done";
  ASSERT_TRUE(dossiers.update(row));
  EXPECT_EQ(*dossiers.find_open("amende", "avis.numero", "42"), second);
}

TEST_F(DossiersTest, DataAreReplacedAndErased) {
  const std::int64_t id = open();
  ASSERT_TRUE(dossiers.put_datum(id, {"b", "", "1"}, permit_for()));
  ASSERT_TRUE(dossiers.put_datum(id, {"a", "caf", "2"}, permit_for()));
  ASSERT_TRUE(dossiers.put_datum(id, {"a", "cpam", "3"}, permit_for()));
  ASSERT_TRUE(dossiers.put_datum(id, {"b", "", "4"}, permit_for()));
  std::vector<std::tuple<std::string, std::string, std::string>> seen;
  const auto read = [&] {
    seen.clear();
    const auto rows = dossiers.data(id);
    for (const DatumRow& row : *rows) seen.push_back(fields(row));
    return seen;
  };
  EXPECT_THAT(read(), ElementsAre(std::tuple("a", "caf", "2"), std::tuple("a", "cpam", "3"), std::tuple("b", "", "4")));
  ASSERT_TRUE(dossiers.erase_datum(id, "a", "caf"));
  ASSERT_TRUE(dossiers.erase_datum(id, "a", "nobody"));
  EXPECT_THAT(read(), ElementsAre(std::tuple("a", "cpam", "3"), std::tuple("b", "", "4")));
  EXPECT_FALSE(dossiers.put_datum(99, {"a", "", "1"}, permit_for())) << "a datum of no case";
}

TEST_F(DossiersTest, TheOutboxKeepsWhatIsUnderWay) {
  const std::int64_t id = open();
  OutboxRow row{.dossier = id,
                .member = "caf",
                .visit = 4,
                .attempt = 2,
                .state = OutboxRow::State::waiting,
                .leave_at = 7,
                .arrives_at = 9,
                .key = "1/4/2",
                .trace = "t"};
  row.id = *dossiers.insert_outbox(row);
  ASSERT_EQ(dossiers.open_outbox(id)->size(), 1u);
  EXPECT_EQ(fields(dossiers.open_outbox(id)->front()), fields(row));
  EXPECT_FALSE(dossiers.insert_outbox(row)) << "the same key twice";

  row.state = OutboxRow::State::left;
  row.attempt = 3, row.leave_at = 8, row.arrives_at = 11, row.key = "1/4/3", row.trace = "u";
  ASSERT_TRUE(dossiers.update_outbox(row));
  EXPECT_EQ(fields(dossiers.open_outbox(id)->front()), fields(row));
  for (const auto state : {OutboxRow::State::answered, OutboxRow::State::cancelled}) {
    row.state = state;
    ASSERT_TRUE(dossiers.update_outbox(row));
    EXPECT_THAT(*dossiers.open_outbox(id), IsEmpty());
  }
  row.id = 77;
  EXPECT_FALSE(dossiers.update_outbox(row));
}

TEST_F(DossiersTest, LettersAreReadInOrder) {
  const std::int64_t id = open();
  const LetterRow first{id, 5, "usager", "Lettre de refus", R"({"decision.motif":"hors zone"})"};
  const LetterRow second{id, 5, "usager", "Accusé de réception", "{}"};
  ASSERT_TRUE(dossiers.insert_letter(first, permit_for()));
  ASSERT_TRUE(dossiers.insert_letter(second, permit_for()));
  ASSERT_EQ(dossiers.letters(id)->size(), 2u);
  EXPECT_EQ(fields((*dossiers.letters(id))[0]), fields(first));
  EXPECT_EQ(fields((*dossiers.letters(id))[1]), fields(second));
}

TEST_F(DossiersTest, HostileTextsComeBackByteForByteOrNotAtAll) {
  using namespace std::string_literals;
  const std::int64_t id = open();
  const std::string accepted[] = {"'; DROP TABLE dossier; --",
                                  "a\0b"s,
                                  "\0"s,
                                  "",
                                  "\xE2\x80\xAE"
                                  "fdp.exe",
                                  "e\xCC\x81 \xC3\xA9",
                                  "\"\\\n\r\t\x7f",
                                  std::string(65'536, 'x'),
                                  std::string(10 << 20, 'y')};
  for (const std::string& text : accepted) {
    ASSERT_TRUE(dossiers.put_datum(id, {text.substr(0, 40), text.substr(0, 9), text}, permit_for()));
    bool found = false;
    const auto rows = dossiers.data(id);
    for (const DatumRow& row : *rows) found = found || row.value == text;
    EXPECT_TRUE(found) << text.size();
  }
  const std::string refused[] = {"\xff", "\xC0\x80", "\xED\xA0\x80", "caf\xC3"};
  const std::size_t before = dossiers.data(id)->size();
  for (const std::string& text : refused) {
    EXPECT_THAT(sentence_of(dossiers.put_datum(id, {"nom", "", text}, permit_for())), HasSubstr("'nom' is not valid UTF-8"));
    EXPECT_FALSE(dossiers.put_datum(id, {text, "", "x"}, permit_for()));
    EXPECT_FALSE(dossiers.insert_letter({id, 0, "usager", text, "{}"}, permit_for()));
    EXPECT_FALSE(dossiers.insert_outbox({.dossier = id, .key = text}));
    EXPECT_FALSE(dossiers.keep_definition("carte", 5, "d5", text));
    EXPECT_FALSE(dossiers.insert({.procedure = text, .digest = "d1"}));
  }
  EXPECT_EQ(dossiers.data(id)->size(), before);
}

}  // namespace
}  // namespace guichet::store
