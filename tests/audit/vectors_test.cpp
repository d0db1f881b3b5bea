// What the standards publish, run on both sides: the log (libsodium) and its verifier (OpenSSL). The figures are theirs.
#include <gtest/gtest.h>

#include <SQLiteCpp/Statement.h>

#include <iostream>

#include "audit/canonical.h"
#include "audit/merkle.h"
#include "audit/seal.h"
#include "base/note.h"
#include "base/sha256.h"
#include "store/scratch.h"
#include "store/vault.h"
#include "verify/digest.h"
#include "verify/note.h"
#include "verify/tree.h"
#include "witness/tree.h"

namespace guichet::audit {
namespace {

std::string from_hex(std::string_view digits) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < digits.size(); i += 2)
    bytes.push_back(static_cast<char>(std::stoi(std::string{digits.substr(i, 2)}, nullptr, 16)));
  return bytes;
}

// FIPS 180-4, the examples of its authors.
TEST(Vectors, Sha256) {
  const std::pair<std::string, const char*> cases[] = {
      {"", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"},
      {"abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"},
      {"abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq", "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"},
      {std::string(1'000'000, 'a'), "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0"},
  };
  verify::Sha256 theirs;
  for (const auto& [text, digest] : cases) {
    EXPECT_EQ(to_hex(view(digest_of(text))), digest);
    EXPECT_EQ(base::sha256_hex(text), digest);
    EXPECT_EQ(verify::hex(verify::view(theirs.of(text))), digest);
  }
}

// RFC 4231, those whose key fits a salt: HMAC pads a short key with zeros.
TEST(Vectors, HmacOfRfc4231) {
  const struct {
    std::string key, message;
    const char* digest;
  } cases[] = {
      {std::string(20, '\x0b'), "Hi There", "b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7"},
      {"Jefe", "what do ya want for nothing?", "5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843"},
      {std::string(20, '\xaa'), std::string(50, '\xdd'), "773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe"},
      {from_hex("0102030405060708090a0b0c0d0e0f10111213141516171819"), std::string(50, '\xcd'),
       "82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b"},
  };
  for (const auto& c : cases) {
    std::string salt = c.key;
    salt.resize(32);
    EXPECT_EQ(to_hex(view(commitment(bytes32(salt), c.message))), c.digest);
    EXPECT_EQ(verify::hex(verify::view(verify::hmac(c.key, c.message))), c.digest);
  }
}

// RFC 8032 7.1: seeds, keys, messages, signatures.
TEST(Vectors, Ed25519OfRfc8032) {
  const struct {
    const char *seed, *key, *message, *signature;
  } cases[] = {
      {"9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60", "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
       "", "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b"},
      {"4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb", "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
       "72", "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00"},
      {"c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7", "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
       "af82", "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a"},
  };
  for (const auto& c : cases) {
    const auto key = base::SigningKey::from_seed(from_hex(c.seed));
    ASSERT_TRUE(key);
    EXPECT_EQ(to_hex(key->public_key()), c.key);
    EXPECT_EQ(to_hex(key->sign(from_hex(c.message))), c.signature);
    EXPECT_TRUE(base::is_signed_by(from_hex(c.key), from_hex(c.signature), from_hex(c.message)));
    EXPECT_TRUE(verify::signed_by(from_hex(c.key), from_hex(c.signature), from_hex(c.message)));
    EXPECT_FALSE(base::is_signed_by(from_hex(c.key), from_hex(c.signature), from_hex(c.message) + "x"));
    EXPECT_FALSE(verify::signed_by(from_hex(c.key), from_hex(c.signature), from_hex(c.message) + "x"));
  }
}

// C2SP CCTV ed25519: signatures on which verifiers differ. Under a key of small order one signature would do for any
// checkpoint, so neither side may take it; of the others only those may pass that hold without multiplying by the cofactor.
TEST(Vectors, Ed25519OnWhichVerifiersDiffer) {
  constexpr const char* kZero = "0000000000000000000000000000000000000000000000000000000000000000";
  constexpr const char* kPrime = "edffffffffffffffffffffffffffffffffffffffffffffffffffffffffffff7f";
  constexpr const char* kMixed = "10eb7c3acfb2bed3e0d6ab89bf5a3d6afddd1176ce4812e38d9fd485058fdb1f";
  const std::string zero = kZero;
  const std::string s = "36684ea91032ba5b1dbab2d02f4debc74c3327f2b3802e2e4d371aa42b12b56b";
  const std::string t = "05ba9a796274d80437afa36f1236563f2f3b0aa84cecddc3d20914615ba4fe02";
  const struct {
    int number;
    std::string key, signature;
    const char* message;
    bool residue;      // holds only when multiplied by the cofactor
    bool small_order;  // of the key
  } cases[] = {
      {0, kZero, zero + zero, "ed25519vectors 3", true, true},
      {1, kZero, zero + zero, "ed25519vectors 11", false, true},
      {2, kZero, s + t, "ed25519vectors 7", true, true},
      {3, kZero, s + t, "ed25519vectors 3", false, true},
      {4, kMixed, zero + "5e176f12cfb0d4e6eb6929b19ae4c998ef05c1c2cf628a9b1fa1c21312627108", "ed25519vectors 7", true, false},
      {6, kMixed, s + "c02e2b9e63e385c058bf62b14b3a2b29ccefe8e38ddb536bc3f9865320a3d801", "ed25519vectors 10", true, false},
      {7, kMixed, s + "bbfd00bd9c259d8d222d15e67a3d8228585050dbb9b9585be20d8fadc721da03", "ed25519vectors", false, false},
      {8, kPrime, zero + zero, "ed25519vectors 8", true, true},
      {9, kPrime, zero + zero, "ed25519vectors 6", false, true},
      {10, kPrime, s + t, "ed25519vectors 4", true, true},
      {11, kPrime, s + t, "ed25519vectors", false, true},
      {16, kMixed, std::string{kPrime} + "1cb421dfbd92aa6c30d550bff53c81cf650ace6deb96a8ec22d2fef84dbbe20b", "ed25519vectors 6", true, false},
      {28, kMixed,
       "b797b156efcd45a4e2454d2fd0b21438b3ccd80d4c7fd1d1b2c8e55bd4ed4a94639734cf989e314e9e049fc01a3864d191fed8f231b12fee6fa50aaadba44b0e",
       "ed25519vectors 9", true, false},
      {29, kMixed,
       "b797b156efcd45a4e2454d2fd0b21438b3ccd80d4c7fd1d1b2c8e55bd4ed4a94732d9e0279fe001d90327efa319816e3e4506b78432b8b4e1f2fdc4b960d700f",
       "ed25519vectors 2", false, false},
  };
  int taken = 0;
  for (const auto& c : cases) {
    const bool ours = base::is_signed_by(from_hex(c.key), from_hex(c.signature), c.message);
    const bool theirs = verify::signed_by(from_hex(c.key), from_hex(c.signature), c.message);
    EXPECT_EQ(ours, theirs) << c.number;
    if (c.residue || c.small_order) {
      EXPECT_FALSE(theirs) << c.number;
    }
    taken += theirs ? 1 : 0;
  }
  EXPECT_EQ(taken, 2) << "7 and 29 hold as they are";
}

// The proofs of the eight leaves every Certificate Transparency log is held to, from 1 to 8 lines; then what the probes
// of its verifiers do to them.
TEST(Vectors, ConsistencyOfEightLeaves) {
  const std::string old_root = from_hex("6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
  const std::string root = from_hex("5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328");
  std::vector<std::string> proof;
  for (const char* step : {"lqKW0iTyhcZ77pPDD4owkVfw2qNdxbh+QQt4YwoJz8c=", "Xwg/ChozygdqlSeYMlgNs+DvRYS9/x9UyKNg9Q3jAx4=",
                           "a0eq8p7jwq+a+Im8H7klTavTEXfxYjLdaqsDXKOb9uQ="})
    proof.push_back(*base::from_base64(step));
  int refused = 0;
  const auto holds = [&](const std::string& from, std::int64_t old_size, const std::string& to, std::int64_t size,
                         const std::vector<std::string>& steps) {
    std::vector<Bytes32> hashes;
    for (const std::string& step : steps) hashes.push_back(bytes32(step));
    const bool log = continues(bytes32(from), old_size, bytes32(to), size, hashes);
    EXPECT_EQ(log, witness::goes_on(from, old_size, to, size, steps)) << old_size << ' ' << size;
    refused += log ? 0 : 1;
    return log;
  };
  EXPECT_TRUE(holds(old_root, 1, root, 8, proof));
  for (const std::int64_t size : {-1, 0, 2, 4, 8, 9, 16}) EXPECT_FALSE(holds(old_root, size, root, 8, proof) && size != 0);
  for (const std::int64_t size : {-1, 0, 1, 4, 16}) EXPECT_FALSE(holds(old_root, 1, root, size, proof));
  EXPECT_FALSE(holds(root, 1, old_root, 8, proof));
  EXPECT_FALSE(holds(old_root, 1, root, 8, {}));
  for (std::size_t i = 0; i <= proof.size(); ++i)
    for (const std::string& garbage : {std::string(32, '\0'), root, old_root, proof.front()}) {
      auto more = proof;
      more.insert(more.begin() + static_cast<std::ptrdiff_t>(i), garbage);
      EXPECT_FALSE(holds(old_root, 1, root, 8, more));
    }
  for (std::size_t i = 0; i < proof.size(); ++i) {
    auto fewer = proof;
    fewer.erase(fewer.begin() + static_cast<std::ptrdiff_t>(i));
    EXPECT_FALSE(holds(old_root, 1, root, 8, fewer));
    for (std::size_t bit = 0; bit < 256; ++bit) {
      auto flipped = proof;
      flipped[i][bit / 8] = static_cast<char>(flipped[i][bit / 8] ^ (1 << (bit % 8)));
      EXPECT_FALSE(holds(old_root, 1, root, 8, flipped));
    }
  }
  std::cout << refused << " bad probes refused\n";
  EXPECT_GT(refused, 780);
}

// golang.org/x/mod/sumdb/note, the example of its documentation; keys of witnesses as others publish them.
TEST(Vectors, NotesAndKeysOfOthers) {
  const auto key = base::read_verifier_key("PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW");
  ASSERT_TRUE(key);
  const std::string text = "If you think cryptography is the answer to your problem,\nthen you don't know what your problem is.\n";
  const std::string line = "\u2014 PeterNeumann x08go/ZJkuBS9UG/SffcvIAQxVBtiFupLLr8pAcElZInNIuGUgYN1FFYC2pZSNXgKvqfqdngotpRZb6KE6RyyBwJnAM=\n";
  const auto signature = base::signature_by(*key, line);
  ASSERT_TRUE(signature);
  EXPECT_TRUE(base::is_signed_by(key->key, *signature, text));
  EXPECT_FALSE(base::is_signed_by(key->key, *signature, text + "\n"));
  EXPECT_EQ(base::signature_line(*key, *signature), line);

  constexpr const char* kWitness = "remora.n621.de+da77ade7+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2";
  constexpr const char* kLog = "TEST+7997405c+AQcC+FTVKf0jlTdHDY3rbevmnKxxPjigCXlVtGe6RIr6";
  EXPECT_EQ(base::read_verifier_key(kWitness)->type, base::KeyType::cosignature);
  EXPECT_EQ(base::read_verifier_key(kLog)->type, base::KeyType::ed25519);
  EXPECT_TRUE(verify::read_witness_key(kWitness));
  EXPECT_FALSE(verify::read_key(kWitness));
  EXPECT_TRUE(verify::read_key(kLog));
  EXPECT_FALSE(verify::read_witness_key(kLog));
  for (const char* bad : {"bananas.sigstore.dev+12344556", "rekor.sigstore.dev+12345678+THIS_IS_NOT_BASE64!",
                          "rekor.sigstore.dev+12345678+AwEB", "remora.n621.de+da77ade8+BOvN63jn/bLvkieywe8R6UYAtVtNbZpXh34x7onlmtw2"}) {
    EXPECT_FALSE(base::read_verifier_key(bad)) << bad;
    EXPECT_FALSE(verify::read_witness_key(bad)) << bad;
    EXPECT_FALSE(verify::read_key(bad)) << bad;
  }
}

// C2SP tlog-cosignature, written here with the key of RFC 8032's first vector and read by the other side.
TEST(Vectors, ACosignatureIsTheTimeAndTheCheckpoint) {
  const auto key = base::SigningKey::from_seed(from_hex("9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60"));
  const base::VerifierKey witness{"witness.example.com/w1", base::KeyType::cosignature, key->public_key()};
  const std::string text = "example.com/behind-the-sofa\n20852163\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
  // 0x641850cb = 1679315147: that of the example of the text.
  const std::string bytes = from_hex("00000000641850cb") + key->sign("cosignature/v1\ntime 1679315147\n" + text);
  auto note = verify::read_checkpoint(text + '\n' + base::signature_line(witness, bytes));
  ASSERT_TRUE(note);
  const auto theirs = verify::read_witness_key(witness.text());
  ASSERT_TRUE(theirs);
  EXPECT_EQ(verify::cosignature_by(*note, *theirs).at, 1679315147);
  note->text += "x\n";
  EXPECT_TRUE(verify::cosignature_by(*note, *theirs).claimed);
  EXPECT_FALSE(verify::cosignature_by(*note, *theirs).at);
}

// RFC 8785 3.2.2.2 and the suite of its author, as far as lines of the log go: texts.
TEST(Vectors, CanonicalTexts) {
  std::string out;
  Canonical canonical{out};
  const std::vector<std::string> texts{"Control\u007f", "\u0080", "\u00f6", "\u20ac", "\U0001F602", "\uFB33", "</script>"};
  canonical.text("escaping", "\u20ac$\u000f\nA'B\"\\\\\"/");
  canonical.text("peach", "p\u00each\u00e9");
  canonical.texts("weird", texts);
  ASSERT_FALSE(canonical.close());
  EXPECT_EQ(out, "{\"escaping\":\"\u20ac$\\u000f\\nA'B\\\"\\\\\\\\\\\"/\",\"peach\":\"p\u00each\u00e9\",\"weird\":["
                 "\"Control\u007f\",\"\u0080\",\"\u00f6\",\"\u20ac\",\"\U0001F602\",\"\uFB33\",\"</script>\"]}");
}

// draft-irtf-cfrg-xchacha A.3.1, through the vault itself: its key put in the file, what it sealed opened.
TEST(Vectors, XChaCha20Poly1305) {
  const store::Scratch scratch;
  auto vault = store::Vault::open(scratch / "a.keys", true, true, std::string(32, 'a'));
  ASSERT_TRUE(vault) << store::sentence_of(vault);
  SQLite::Statement insert{(*vault)->connection(), "INSERT INTO dek(key_id, ref, dossier, purpose, key) VALUES (7, 1, 1, 'p', ?)"};
  const std::string key = from_hex("808182838485868788898a8b8c8d8e8f909192939495969798999a9b9c9d9e9f");
  insert.bind(1, key.data(), static_cast<int>(key.size()));
  insert.exec();
  const std::string nonce = from_hex("404142434445464748494a4b4c4d4e4f5051525354555657");
  const std::string about = from_hex("50515253c0c1c2c3c4c5c6c7");
  std::string sealed = from_hex(
      "bd6d179d3e83d43b9576579493c0e939572a1700252bfaccbed2902c21396cbb731c7f1b0b4aa6440bf3a82f4eda7e39ae64c6708c54c216cb96b72e1213b452"
      "2f8c9ba40db5d945b11b69b982c1bb9e3f3fac2bc369488f76b2383565d3fff921f9664c97637da9768812f615c68b13b52e"
      "c0875924c1c7987947deafd8780acf49");
  std::string text;
  EXPECT_EQ((*vault)->unseal(7, nonce, sealed, about, text), store::Vault::Opening::opened);
  EXPECT_EQ(text, "Ladies and Gentlemen of the class of '99: If I could offer you only one tip for the future, sunscreen would be it.");
  int damaged = 0;
  for (std::size_t at = 0; at < sealed.size(); ++at) {
    sealed[at] = static_cast<char>(sealed[at] ^ 1);
    damaged += (*vault)->unseal(7, nonce, sealed, about, text) == store::Vault::Opening::damaged ? 1 : 0;
    sealed[at] = static_cast<char>(sealed[at] ^ 1);
  }
  EXPECT_EQ(damaged, static_cast<int>(sealed.size()));
  EXPECT_EQ((*vault)->unseal(7, nonce, sealed, about + "x", text), store::Vault::Opening::damaged);
}

}  // namespace
}  // namespace guichet::audit
