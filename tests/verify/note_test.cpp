// Signatures and notes against published vectors: RFC 8032 for Ed25519, RFC 4231 for HMAC, the
// example note of the Go checksum database for the format of notes.
#include "verify/note.h"

#include <gtest/gtest.h>

namespace guichet::verify {
namespace {

std::string from_hex(std::string_view digits) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2)
    bytes.push_back(static_cast<char>(std::stoi(std::string{digits.substr(i, 2)}, nullptr, 16)));
  return bytes;
}

TEST(VerifyNote, Ed25519OfRfc8032) {
  const struct {
    const char *key, *message, *signature;
  } cases[] = {
      {"d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a", "",
       "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe246551"
       "41438e7a100b"},
      {"3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c", "72",
       "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d"
       "291612bb0c00"},
      {"fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025", "af82",
       "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027"
       "beceea1ec40a"},
  };
  for (const auto& c : cases) {
    const std::string signature = from_hex(c.signature);
    EXPECT_TRUE(signed_by(from_hex(c.key), signature, from_hex(c.message)));
    EXPECT_FALSE(signed_by(from_hex(c.key), signature, from_hex(c.message) + "x"));
    for (std::size_t bit = 0; bit < 512; ++bit) {
      std::string flipped = signature;
      flipped[bit / 8] = static_cast<char>(flipped[bit / 8] ^ (1 << (bit % 8)));
      EXPECT_FALSE(signed_by(from_hex(c.key), flipped, from_hex(c.message))) << bit;
    }
  }
  EXPECT_FALSE(signed_by("short", std::string(64, 'x'), ""));
  EXPECT_FALSE(signed_by(std::string(32, 'x'), "short", ""));
}

TEST(VerifyNote, HmacOfRfc4231) {
  EXPECT_EQ(hex(view(hmac("Jefe", "what do ya want for nothing?"))),
            "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
}

TEST(VerifyNote, Base64IsExact) {
  EXPECT_EQ(to_base64("foobar"), "Zm9vYmFy");
  EXPECT_EQ(from_base64("Zm8="), "fo");
  EXPECT_EQ(from_base64("Zg=="), "f");
  for (const char* bad : {"Zm8", "Zm9=", "Zh==", " Zm8=", "Zm8=\n", "Zm 8", "=", "===="}) EXPECT_FALSE(from_base64(bad)) << bad;
}

// golang.org/x/mod/sumdb/note, the example of its documentation.
constexpr const char* kKey = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";
constexpr const char* kText =
    "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
constexpr const char* kSignature =
    "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";

TEST(VerifyNote, AKnownNoteIsSigned) {
  const auto key = read_key(kKey);
  ASSERT_TRUE(key);
  Checkpoint note;
  note.text = kText;
  note.signatures = kSignature;
  EXPECT_TRUE(is_signed(note, *key));
  note.signatures = "\u2014 other x08goAAA\n";
  note.signatures += kSignature;
  EXPECT_TRUE(is_signed(note, *key)) << "beside others";
  note.text += "x\n";
  EXPECT_FALSE(is_signed(note, *key));
  note.text = kText;
  note.signatures = "";
  EXPECT_FALSE(is_signed(note, *key));
  for (const char* bad : {"", "a", "a+b+c", "PeterNeumann+c74f20a4+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW",
                          "Peter+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW"})
    EXPECT_FALSE(read_key(bad)) << bad;
}

TEST(VerifyNote, CheckpointsAreReadBack) {
  const Hash root{1, 2, 3};
  const std::string text = write_checkpoint("guichet/x", 42, root);
  const auto read = read_checkpoint(text);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->size, 42);
  EXPECT_EQ(read->root, root);
  EXPECT_EQ(read->text, text);
  EXPECT_EQ(read_checkpoint(text + "\n\u2014 x AAAA\n")->signatures, "\u2014 x AAAA\n");
  for (const char* bad : {"", "a\n", "a\n1\n", "a\n01\nAAAA\n", "a\n-1\nAAAA\n", "a\n1\nAAAA\n", "\n1\nAAAA\n"})
    EXPECT_FALSE(read_checkpoint(bad)) << bad;
}

}  // namespace
}  // namespace guichet::verify
