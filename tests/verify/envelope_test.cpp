// One fact has one sequence of bytes: what the strict reader takes, and what it leaves.
#include "verify/envelope.h"

#include <gtest/gtest.h>

#include <iostream>
#include <string>

#include "audit/envelope.h"

namespace guichet::verify {
namespace {

const std::string kOrigin(32, 'a');

std::string written(const audit::Line& line) {
  std::string bytes;
  const std::string com(64, 'c');
  const std::string name(32, 'd');
  const audit::Stamp stamp{.seq = 7, .recorded = 42, .back = true, .origin = kOrigin, .dossier = name, .subject = name, .com = com,
                           .dossier_nth = 1, .subject_nth = 9};
  EXPECT_FALSE(audit::write_envelope(line, stamp, bytes));
  return bytes;
}

TEST(VerifyEnvelope, ReadsWhatTheLogWrites) {
  using namespace std::string_literals;
  for (const std::string& text : {"plain"s, "é\u202e\U0001F600"s, "\"\\\b\t\n\f\r\x01\x1f\0z"s, "\x7f"s}) {
    audit::Line line{.kind = audit::Kind::transition, .at = -5, .actor = text, .fields = {text, "x"}, .due = -9};
    const std::string bytes = written(line);    // the envelope points into it
    const auto envelope = read_envelope(bytes);
    ASSERT_TRUE(envelope) << text;
    EXPECT_EQ(envelope->seq, 7);
    EXPECT_EQ(envelope->recorded, 42);
    EXPECT_TRUE(envelope->back);
    EXPECT_EQ(envelope->kind, "transition");
    EXPECT_EQ(envelope->com, std::string(64, 'c'));
  }
}

TEST(VerifyEnvelope, EachByteChangedIsAnotherLineOrNone) {
  audit::Line line{.kind = audit::Kind::transition, .at = 12, .actor = "usagé", .fields = {"a", "b"}};
  const std::string bytes = written(line);
  int refused = 0;
  int other = 0;
  for (std::size_t i = 0; i < bytes.size(); ++i) {
    for (int value = 0; value < 256; ++value) {
      std::string changed = bytes;
      if (changed[i] == static_cast<char>(value)) continue;
      changed[i] = static_cast<char>(value);
      const bool ours = audit::read_envelope(changed).has_value();
      const bool theirs = read_envelope(changed).has_value();
      // Ours also knows the kinds; the verifier also knows where only hexadecimal digits stand.
      const bool in_digits = bytes[i] == 'a' || bytes[i] == 'c' || bytes[i] == 'd';
      EXPECT_TRUE(theirs || !ours || in_digits) << changed;
      (theirs ? other : refused)++;
    }
  }
  std::cout << refused << " refused, " << other << " another line\n";
  EXPECT_GT(refused, other);
}

TEST(VerifyEnvelope, RefusesEverySecondWay) {
  const std::string end = R"("kind":"x","origin":")" + kOrigin + R"(","recorded":1,"seq":0,"v":2})";
  const auto with = [&](const std::string& begin) { return read_envelope("{" + begin + end).has_value(); };
  EXPECT_TRUE(with(R"("at":0,)"));
  const char* const refused[] = {
      "",                                                   // `at` is always there
      R"("at":-0,)", R"("at":00,)", R"("at":+1,)", R"("at":1.0,)", R"("at":1e2,)", R"("at":9007199254740992,)",
      R"("at":-9007199254740992,)", R"("at":99999999999999999999,)", R"("at":"1",)", R"("at":null,)", R"("at":true,)",
      R"("at": 0,)", R"( "at":0,)", R"("at":0,"at":0,)",    // spaces, twice
      R"("at":0,"actor":"x",)", R"("zzz":"x","at":0,)",     // order, unknown
      R"("actor":"","at":0,)", R"("at":0,"fields":[],)",    // empty
      R"("at":0,"due":0,)", R"("at":0,"back":0,)", R"("at":0,"back":2,)",
      R"("actor":"\u0041","at":0,)", R"("actor":"\u000a","at":0,)", R"("actor":"\u001F","at":0,)",
      R"("actor":"\/","at":0,)", R"("actor":"\u00e9","at":0,)", R"("actor":"\ud800","at":0,)",
      "\"actor\":\"\n\",\"at\":0,", "\"actor\":\"\xff\",\"at\":0,", "\"actor\":\"\xC0\x80\",\"at\":0,",
      "\"actor\":\"\xED\xA0\x80\",\"at\":0,", "\"actor\":\"\xF5\x80\x80\x80\",\"at\":0,", "\"actor\":\"\xE2\x82\",\"at\":0,",
      R"("at":0,"com":"ab",)", R"("at":0,"dossier":"x",)", R"("at":0,"fields":["a",1],)", R"("at":0,"fields":[["a"]],)",
      R"("at":0,"fields":["a",],)"};
  for (const char* begin : refused) EXPECT_FALSE(with(begin)) << begin;
  EXPECT_FALSE(read_envelope("{\"at\":0," + end + " "));
  EXPECT_FALSE(read_envelope("{\"at\":0," + end.substr(0, end.size() - 1)));
  EXPECT_FALSE(read_envelope(""));
  EXPECT_FALSE(read_envelope("{}"));
  EXPECT_FALSE(read_envelope("{\"actor\":\"" + std::string(70'000, 'x') + "\",\"at\":0," + end));
}

TEST(VerifyEnvelope, PayloadsAreObjectsOfTexts) {
  EXPECT_TRUE(is_payload(R"({"a":"","b.c":"é"})"));
  for (const char* bad : {"", "{}", R"({"b":"","a":""})", R"({"a":"","a":""})", R"({"é":""})", R"({"a":1})", R"({"a":""} )"})
    EXPECT_FALSE(is_payload(bad)) << bad;
}

}  // namespace
}  // namespace guichet::verify
