// The rules of C2SP tlog-witness one by one, over trees of the log itself: what is cosigned, and what is refused and
// kept as evidence.
#include "witness/witness.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "audit/merkle.h"
#include "base/note.h"
#include "store/scratch.h"
#include "witness/tree.h"

namespace guichet::witness {
namespace {

using audit::Bytes32;
using store::Scratch;
using store::sentence_of;
using testing::HasSubstr;
using testing::StartsWith;

constexpr std::int64_t kNow = 1'800'000'000;
const std::string kOrigin = "guichet/00112233445566778899aabbccddeeff";

// A log without lines: hashes of leaves, a key, and what it says of itself at any size.
struct Told {
  base::SigningKey key = base::SigningKey::drawn();
  std::vector<Bytes32> leaves;
  std::string certificates;

  explicit Told(int lines, char salt = 'a') {
    for (int i = 0; i < lines; ++i) leaves.push_back(audit::leaf_of(salt + std::to_string(i)));
  }
  [[nodiscard]] base::VerifierKey verifier() const { return {kOrigin, base::KeyType::ed25519, key.public_key()}; }
  [[nodiscard]] audit::Nodes nodes() const {
    return [this](audit::Subtree subtree) {
      audit::Frontier folded;
      for (std::int64_t i = subtree.index << subtree.level; i < (subtree.index + 1) << subtree.level; ++i)
        folded.add(leaves[static_cast<std::size_t>(i)]);
      return folded.root();
    };
  }
  [[nodiscard]] std::string note(std::int64_t size) const {
    const Bytes32 root = audit::root_of(size, nodes());
    const std::string text = base::checkpoint_text(kOrigin, size, audit::view(root));
    return text + '\n' + base::signature_line(verifier(), key.sign(text));
  }
  [[nodiscard]] std::string request(std::int64_t old_size, std::int64_t size, bool with_leaves = false) const {
    std::string text = "old " + std::to_string(old_size) + '\n' + certificates;
    if (old_size > 0 && old_size < size)
      for (const Bytes32& hash : audit::prove_consistency(old_size, size, nodes()))
        text += base::to_base64(audit::view(hash)) + '\n';
    if (with_leaves) {
      std::string hashes;
      for (std::int64_t i = old_size; i < size; ++i) hashes += audit::view(leaves[static_cast<std::size_t>(i)]);
      text += "leaves " + base::to_base64(hashes) + '\n';
    }
    return text + '\n' + note(size);
  }
};

class WitnessTest : public testing::Test {
 protected:
  Code add(const std::string& request) {
    const auto answer = witness.add(request, kNow);
    EXPECT_TRUE(answer) << sentence_of(answer);
    return answer ? answer->code : Code::malformed;
  }
  std::string evidence() { return *witness.evidence(); }

  Scratch scratch;
  Witness witness = std::move(Witness::open(scratch / "w.db", "witness.example")).value();
  Told log{700};
};

TEST_F(WitnessTest, ItCosignsWhatGoesOn) {
  EXPECT_EQ(add(log.request(0, 5)), Code::unknown_log);
  EXPECT_TRUE(*witness.trust(log.verifier().text()));
  EXPECT_FALSE(*witness.trust(log.verifier().text())) << "already";
  int cosigned = 0;
  std::int64_t old = 0;
  for (const std::int64_t size : {1, 2, 3, 4, 5, 7, 8, 9, 255, 256, 257, 511, 512, 700}) {
    ASSERT_EQ(add(log.request(old, size)), Code::cosigned) << size;
    ASSERT_EQ(add(log.request(size, size)), Code::cosigned) << "again " << size;
    old = size, ++cosigned;
  }
  const auto answer = witness.latest(kOrigin);
  const auto read = base::read_checkpoint(answer->text);
  ASSERT_TRUE(read);
  EXPECT_EQ(read->size, 700);
  // C2SP tlog-cosignature: the time, then a signature over the time and the text.
  std::string own = *witness.verifier_key();
  own.pop_back();
  const auto key = base::read_verifier_key(own);
  ASSERT_TRUE(key);
  EXPECT_EQ(key->type, base::KeyType::cosignature);
  const auto bytes = base::signature_by(*key, read->signatures);
  ASSERT_TRUE(bytes);
  EXPECT_EQ(bytes->size(), 72u);
  EXPECT_TRUE(base::is_signed_by(key->key, bytes->substr(8), "cosignature/v1\ntime 1800000000\n" + read->text));
  EXPECT_EQ(evidence(), "");
  std::cout << cosigned << " checkpoints cosigned, each once again\n";
}

TEST_F(WitnessTest, ItRefusesAndKeepsWhatContradicts) {
  ASSERT_TRUE(*witness.trust(log.verifier().text()));
  ASSERT_EQ(add(log.request(0, 300)), Code::cosigned);
  EXPECT_EQ(add(log.request(0, 500)), Code::conflict) << "from another size";
  EXPECT_EQ(witness.add(log.request(0, 500), kNow)->text, "300\n") << "which it says";
  EXPECT_EQ(add(log.request(299, 299)), Code::conflict) << "shorter";
  EXPECT_EQ(add("old 400\n\n" + log.note(300)), Code::malformed) << "old beyond the checkpoint";
  EXPECT_EQ(evidence(), "") << "none of these contradicts";

  // Another log of the same key: split view, or a rewriting.
  Told other{700, 'b'};
  other.key = *base::SigningKey::from_seed(log.key.seed());
  EXPECT_EQ(add(other.request(300, 300)), Code::conflict);
  EXPECT_THAT(evidence(), HasSubstr("same-size"));
  EXPECT_THAT(evidence(), HasSubstr(other.note(300))) << "the pair is kept";
  EXPECT_THAT(evidence(), HasSubstr(log.note(300)));
  EXPECT_EQ(add(other.request(300, 500)), Code::not_consistent);
  EXPECT_THAT(evidence(), HasSubstr("not-consistent"));

  // A checkpoint another key signed, or nobody.
  Told stranger{700};
  EXPECT_EQ(add(stranger.request(300, 500)), Code::not_signed);
  std::string bare = log.request(300, 500);
  bare.resize(bare.rfind("\n\u2014") + 1);
  EXPECT_EQ(add(bare), Code::not_signed);
  EXPECT_EQ(add(log.request(300, 500)), Code::cosigned) << "the log itself goes on";
}

TEST_F(WitnessTest, NoBitOfAConsistencyProofIsIdle) {
  ASSERT_TRUE(*witness.trust(log.verifier().text()));
  ASSERT_EQ(add(log.request(0, 300)), Code::cosigned);
  const std::string good = log.request(300, 701 - 1);
  const std::size_t begin = good.find('\n') + 1;
  const std::size_t end = good.find("\n\n");
  int refused = 0;
  for (std::size_t i = begin; i < end; ++i) {
    std::string bad = good;
    bad[i] = static_cast<char>(bad[i] ^ 1);
    ASSERT_NE(add(bad), Code::cosigned) << i;
    ++refused;
  }
  std::cout << refused << " bytes of a proof changed, each refused\n";
  EXPECT_EQ(add(good), Code::cosigned);
}

TEST_F(WitnessTest, ItMirrorsTheHashesOfTheLines) {
  ASSERT_TRUE(*witness.trust(log.verifier().text()));
  ASSERT_EQ(add(log.request(0, 300, true)), Code::cosigned);
  std::string wrong = log.request(300, 600, true);
  const std::size_t at = wrong.find("leaves ") + 20;
  wrong[at] = wrong[at] == 'A' ? 'B' : 'A';
  EXPECT_EQ(add(wrong), Code::not_consistent) << "these are not its leaves";
  ASSERT_EQ(add(log.request(300, 600, true)), Code::cosigned);
  std::string all;
  for (int i = 0; i < 600; ++i) all += audit::view(log.leaves[static_cast<std::size_t>(i)]);
  EXPECT_EQ(*witness.leaves(kOrigin), all);
}

TEST_F(WitnessTest, ALogMayChangeItsKeyWhenTheLastOneSaysSo) {
  ASSERT_TRUE(*witness.trust(log.verifier().text()));
  ASSERT_EQ(add(log.request(0, 100)), Code::cosigned);
  const std::string first = log.verifier().text();
  Told next{700};
  const std::string second = next.verifier().text();
  const auto line = [](const std::string& key, const base::SigningKey& by, const char* reason) {
    return "certificate " + key + ' ' + reason + ' ' + base::to_base64(by.sign(base::certificate_text(key, reason))) + '\n';
  };
  EXPECT_EQ(add(next.request(100, 200)), Code::not_signed) << "not certified";
  next.certificates = line(first, log.key, "first") + line(second, next.key, "next");
  EXPECT_EQ(add(next.request(100, 200)), Code::not_signed) << "certified by itself";
  next.certificates = line(first, log.key, "first") + line(second, log.key, "next");
  EXPECT_EQ(add(next.request(100, 200)), Code::cosigned);
  EXPECT_EQ(add(log.request(200, 300)), Code::not_signed) << "the old key is over";
  EXPECT_EQ(add(next.request(200, 300)), Code::cosigned);
}

TEST_F(WitnessTest, ARestoredLogBeginsAgainOnlyWhenItsOperatorAgrees) {
  ASSERT_TRUE(*witness.trust(log.verifier().text()));
  ASSERT_EQ(add(log.request(0, 300, true)), Code::cosigned);
  EXPECT_NE(add(log.request(0, 200, true)), Code::cosigned);
  EXPECT_TRUE(*witness.agree_to_restore(kOrigin, kNow));
  EXPECT_EQ(add(log.request(0, 200, true)), Code::cosigned);
  EXPECT_THAT(evidence(), HasSubstr("restored"));
  EXPECT_THAT(evidence(), HasSubstr(log.note(300))) << "what was cosigned stays known";
  EXPECT_FALSE(*witness.agree_to_restore("guichet/none", kNow));
}

TEST_F(WitnessTest, ItRemembersAndIsNoOtherFile) {
  ASSERT_TRUE(*witness.trust(log.verifier().text()));
  ASSERT_EQ(add(log.request(0, 300)), Code::cosigned);
  const std::string key = *witness.verifier_key();
  auto again = Witness::open(scratch / "w.db", "another name");
  ASSERT_TRUE(again);
  EXPECT_EQ(*again->verifier_key(), key);
  EXPECT_THAT(again->latest(kOrigin)->text, StartsWith(kOrigin + "\n300\n"));
  ASSERT_TRUE(store::Database::open(scratch / "a.db", store::Database::Mode::write));
  EXPECT_THAT(sentence_of(Witness::open(scratch / "a.db", "x")), HasSubstr("not the database of a witness"));
}

TEST(WitnessTree, RootsAreThoseOfTheLog) {
  Growing tree;
  audit::Frontier frontier;
  for (int i = 0; i < 1000; ++i) {
    ASSERT_EQ(tree.root(), audit::view(frontier.root())) << i;
    const Bytes32 leaf = audit::leaf_of(std::to_string(i));
    tree.add(audit::view(leaf));
    frontier.add(leaf);
  }
}

TEST(WitnessTree, ConsistencyAtEverySize) {
  const Told log{48};
  int held = 0;
  for (std::int64_t old = 1; old <= 48; ++old)
    for (std::int64_t size = old; size <= 48; ++size) {
      std::vector<std::string> proof;
      for (const Bytes32& hash : audit::prove_consistency(old, size, log.nodes())) proof.emplace_back(audit::view(hash));
      const Bytes32 before = audit::root_of(old, log.nodes());
      const Bytes32 after = audit::root_of(size, log.nodes());
      ASSERT_TRUE(goes_on(audit::view(before), old, audit::view(after), size, proof)) << old << ' ' << size;
      proof.emplace_back(32, 'x');
      ASSERT_FALSE(goes_on(audit::view(before), old, audit::view(after), size, proof));
      ++held;
    }
  std::cout << held << " pairs of sizes\n";
}

}  // namespace
}  // namespace guichet::witness
