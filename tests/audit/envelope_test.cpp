// The layout of a line, byte for byte, and a reader that takes nothing else.
#include "audit/envelope.h"

#include <gtest/gtest.h>

namespace guichet::audit {
namespace {

Line full_line() {
  Line line;
  line.kind = Kind::exchange_sent;
  line.at = 29'000'000;
  line.actor = "ville";
  line.member = "caf";
  line.event = "deposer";
  line.from = "saisie";
  line.to = "titulaire";
  line.rule = "saisie/deposer/1";
  line.decision = "yes";
  line.reason = "field_not_granted_in";
  line.policy = "d1";
  line.purpose = "attribution";
  line.basis = "eu-gdpr:A6-1-e";
  line.recipient = "siv";
  line.api = "extrait-immatriculation";
  line.fields = {"demande.plaque", "siv.statut"};
  line.code = "42003";
  line.notice = "2024-1";
  line.trace = "t-1";
  line.due = 29'000'600;
  line.key = "k";
  line.root = "r";
  line.signature = "s";
  line.size = 3;
  return line;
}
const Stamp kStamp{
    .seq = 7, .recorded = 1'700'000'000, .back = true, .origin = "0a", .dossier = "0b", .subject = "0c", .com = "0d",
    .dossier_nth = 4, .subject_nth = 2};

const char* const kFull =
    R"({"actor":"ville","api":"extrait-immatriculation","at":29000000,"back":1,)"
    R"("basis":"eu-gdpr:A6-1-e","code":"42003","com":"0d","decision":"yes","dossier":"0b","dossier_nth":4,)"
    R"("due":29000600,"event":"deposer","fields":["demande.plaque","siv.statut"],"from":"saisie",)"
    R"("key":"k","kind":"exchange-sent","member":"caf","notice":"2024-1","origin":"0a","policy":"d1",)"
    R"("purpose":"attribution","reason":"field_not_granted_in","recipient":"siv",)"
    R"("recorded":1700000000,"root":"r","rule":"saisie/deposer/1","seq":7,"signature":"s","size":3,)"
    R"("subject":"0c","subject_nth":2,"to":"titulaire",)"
    R"("trace":"t-1","v":2})";

TEST(Envelope, ItsLayoutIsFrozen) {
  std::string bytes;
  ASSERT_FALSE(write_envelope(full_line(), kStamp, bytes));
  EXPECT_EQ(bytes, kFull);
  ASSERT_FALSE(write_envelope({}, {.origin = "0a"}, bytes));
  EXPECT_EQ(bytes, R"({"at":0,"kind":"event-accepted","origin":"0a","recorded":0,"seq":0,"v":2})");
}

TEST(Envelope, ComesBack) {
  const auto opened = read_envelope(kFull);
  ASSERT_TRUE(opened);
  EXPECT_EQ(opened->seq, 7);
  EXPECT_EQ(opened->recorded, 1'700'000'000);
  EXPECT_TRUE(opened->back);
  EXPECT_EQ(opened->origin + opened->dossier + opened->subject + opened->com, "0a0b0c0d");
  std::string again;
  ASSERT_FALSE(write_envelope(opened->line, kStamp, again));
  EXPECT_EQ(again, kFull);
}

TEST(Envelope, OnlyOurOwnBytesAreRead) {
  const std::string head = R"({"at":0,"kind":"transition","origin":"a","recorded":0,"seq":0)";
  ASSERT_TRUE(read_envelope(head + R"(,"v":2})"));
  const std::string refused[] = {
      "",
      "{}",
      "[]",
      "7",
      head,
      head + R"(,"v":1})",
      head + R"(,"v":2} )",
      head + R"(, "v":2})",
      head + R"(,"v":2,"v":2})",
      head + R"(,"v":2,"z":1})",
      head + R"(,"v":2.0})",
      head + R"(,"v":2e0})",
      head + R"(,"v":true})",
      head + R"(,"v":null})",
      head + R"(,"v":{}})",
      head + R"(,"v":[1]})",
      head + R"(,"v":"1"})",
      head + R"(,"subject":"","v":2})",
      head + R"(,"subject":"\u0061","v":2})",
      head + R"(,"subject":"\ud800","v":2})",
      head + ",\"subject\":\"\xff\",\"v\":1}",
      R"({"at":9007199254740992,"kind":"transition","origin":"a","recorded":0,"seq":0,"v":2})",
      R"({"at":1e400,"kind":"transition","origin":"a","recorded":0,"seq":0,"v":2})",
      R"({"at":-0,"kind":"transition","origin":"a","recorded":0,"seq":0,"v":2})",
      R"({"kind":"transition","at":0,"origin":"a","recorded":0,"seq":0,"v":2})",
      R"({"at":0,"kind":"something","origin":"a","recorded":0,"seq":0,"v":2})",
      R"({"at":0,"fields":[],"kind":"transition","origin":"a","recorded":0,"seq":0,"v":2})",
      R"({"at":0,"fields":[["a"]],"kind":"transition","origin":"a","recorded":0,"seq":0,"v":2})",
      R"({"at":0,"fields":[1],"kind":"transition","origin":"a","recorded":0,"seq":0,"v":2})",
      R"({"kind":"transition","origin":"a","recorded":0,"seq":0,"v":2})",
  };
  for (const std::string& bytes : refused) EXPECT_FALSE(read_envelope(bytes)) << bytes;
}

TEST(Envelope, PayloadsComeBack) {
  using namespace std::string_literals;
  const std::map<std::string, std::string> payload{{"a.b", "x"}, {"a.c", ""}, {"b", "\"\\\0\n\u202e"s}};
  std::string bytes;
  ASSERT_FALSE(write_payload(payload, bytes));
  EXPECT_EQ(bytes, "{\"a.b\":\"x\",\"a.c\":\"\",\"b\":\"\\\"\\\\\\u0000\\n\u202e\"}");
  EXPECT_EQ(read_payload(bytes), payload);
  for (const char* refused :
       {"", "[]", R"({"a":1})", R"({"b":"1","a":"2"})", R"({"a":"1","a":"1"})", R"({"a":["1"]})", R"({"a": "1"})"})
    EXPECT_FALSE(read_payload(refused)) << refused;
}

TEST(Envelope, RecordedIsFoundWithoutReadingTheRest) {
  EXPECT_EQ(recorded_of(kFull), 1'700'000'000);
  Line line = full_line();
  line.to = line.trace = line.event = R"("recorded":9)";
  std::string bytes;
  Stamp stamp = kStamp;
  stamp.recorded = -12;
  ASSERT_FALSE(write_envelope(line, stamp, bytes));
  EXPECT_EQ(recorded_of(bytes), -12);
  EXPECT_EQ(recorded_of("{}"), std::nullopt);
}

TEST(Envelope, EachKindHasOneName) {
  for (int i = 0; i <= static_cast<int>(Kind::log_pruned); ++i) {
    const auto kind = static_cast<Kind>(i);
    EXPECT_EQ(parse_kind(name(kind)), kind);
  }
  EXPECT_EQ(parse_kind("nothing"), std::nullopt);
  EXPECT_EQ(name(Kind::exchange_not_found), "exchange-not-found");
}

}  // namespace
}  // namespace guichet::audit
