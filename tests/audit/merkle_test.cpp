// The tree against known roots and proofs, against the definition of RFC 6962 read slowly, and
// against every proof with one bit flipped.
#include "audit/merkle.h"

#include <gtest/gtest.h>

#include <iostream>
#include <string>

namespace guichet::audit {
namespace {

std::string from_hex(std::string_view hex) {
  std::string bytes;
  for (std::size_t i = 0; i + 1 < hex.size(); i += 2)
    bytes.push_back(static_cast<char>(std::stoi(std::string{hex.substr(i, 2)}, nullptr, 16)));
  return bytes;
}
std::string hex_of(const Bytes32& bytes) { return to_hex(view(bytes)); }

// RFC 6962 2.1, word for word.
Bytes32 slow_root(std::span<const Bytes32> leaves) {
  if (leaves.empty()) return empty_root();
  if (leaves.size() == 1) return leaves.front();
  std::size_t cut = 1;
  while (2 * cut < leaves.size()) cut *= 2;
  return node_of(slow_root(leaves.first(cut)), slow_root(leaves.subspan(cut)));
}

struct Grown {
  std::vector<Bytes32> leaves;
  Nodes nodes = [this](Subtree at) {
    return slow_root(std::span{leaves}.subspan(static_cast<std::size_t>(at.index << at.level), std::size_t{1} << at.level));
  };
  explicit Grown(int size) {
    for (int i = 0; i < size; ++i) leaves.push_back(leaf_of(std::to_string(i)));
  }
  Grown(const Grown&) = delete;
  Bytes32 root(std::int64_t size) const { return slow_root(std::span{leaves}.first(static_cast<std::size_t>(size))); }
};

// The eight leaves and roots every implementation of Certificate Transparency is held to.
constexpr const char* kLeaves[] = {"",         "00",         "10",         "2021",
                                   "3031",     "40414243",   "5051525354555657",
                                   "606162636465666768696a6b6c6d6e6f"};
constexpr const char* kRoots[] = {"e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
                                  "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
                                  "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
                                  "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
                                  "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
                                  "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
                                  "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
                                  "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
                                  "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328"};

TEST(Merkle, KnownRoots) {
  Frontier frontier;
  EXPECT_EQ(hex_of(frontier.root()), kRoots[0]);
  for (std::size_t i = 0; i < std::size(kLeaves); ++i) {
    frontier.add(leaf_of(from_hex(kLeaves[i])));
    EXPECT_EQ(hex_of(frontier.root()), kRoots[i + 1]) << i + 1;
  }
}

TEST(Merkle, KnownProofs) {
  Grown grown{0};
  for (const char* leaf : kLeaves) grown.leaves.push_back(leaf_of(from_hex(leaf)));
  const struct {
    std::int64_t seq, size;
    std::vector<std::string> steps;
  } included[] = {
      {0, 1, {}},
      {0,
       8,
       {"96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4"}},
      {5,
       8,
       {"bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7"}},
  };
  for (const auto& c : included) {
    std::vector<std::string> steps;
    for (const Bytes32& step : prove_inclusion(c.seq, c.size, grown.nodes)) steps.push_back(hex_of(step));
    EXPECT_EQ(steps, c.steps) << c.seq << " in " << c.size;
  }
}

TEST(Merkle, RootsAreThoseOfTheDefinition) {
  const Grown grown{300};
  Frontier frontier;
  std::int64_t heard = 0;
  for (std::int64_t size = 1; size <= 300; ++size) {
    frontier.add(grown.leaves[static_cast<std::size_t>(size - 1)], [&](Subtree at, const Bytes32& hash) {
      ++heard;
      EXPECT_EQ(hash, grown.nodes(at));
    });
    EXPECT_EQ(frontier.root(), grown.root(size)) << size;
    EXPECT_EQ(root_of(size, grown.nodes), grown.root(size)) << size;
    EXPECT_EQ(Frontier(size, frontier.peaks()).root(), grown.root(size));
  }
  EXPECT_EQ(heard, 300 + 150 + 75 + 37 + 18 + 9 + 4 + 2 + 1);
}

TEST(Merkle, EveryLineOfEverySmallTreeIsProved) {
  const Grown grown{70};
  int good = 0;
  int bad = 0;
  for (std::int64_t size = 1; size <= 70; ++size) {
    const Bytes32 root = grown.root(size);
    for (std::int64_t seq = 0; seq < size; ++seq) {
      const auto proof = prove_inclusion(seq, size, grown.nodes);
      const Bytes32& leaf = grown.leaves[static_cast<std::size_t>(seq)];
      ASSERT_TRUE(includes(root, size, leaf, seq, proof)) << seq << " in " << size;
      ++good;
      // Another place, another size, a proof too long or too short: none passes.
      for (const std::int64_t other : {seq - 1, seq + 1, size, std::int64_t{-1}}) {
        EXPECT_FALSE(includes(root, size, leaf, other, proof));
        ++bad;
      }
      auto longer = proof;
      longer.push_back(root);
      EXPECT_FALSE(includes(root, size, leaf, seq, longer));
      if (!proof.empty()) {
        EXPECT_FALSE(includes(root, size, leaf, seq, std::span{proof}.first(proof.size() - 1)));
      }
      EXPECT_FALSE(includes(root, 0, leaf, seq, proof));
      EXPECT_FALSE(includes(root, -5, leaf, seq, proof));
      bad += 4;
    }
  }
  std::cout << good << " proofs accepted, " << bad << " wrong uses refused\n";
}

TEST(Merkle, EveryTreeGoesOnFromEveryOlderOne) {
  const Grown grown{70};
  int good = 0;
  for (std::int64_t size = 1; size <= 70; ++size) {
    for (std::int64_t old_size = 1; old_size <= size; ++old_size) {
      const auto proof = prove_consistency(old_size, size, grown.nodes);
      ASSERT_TRUE(continues(grown.root(old_size), old_size, grown.root(size), size, proof)) << old_size << ' ' << size;
      ++good;
      EXPECT_FALSE(continues(grown.root(size), size, grown.root(old_size), old_size, proof) && old_size != size);
      Bytes32 other = grown.root(old_size);
      other[3] ^= 1;
      EXPECT_FALSE(continues(other, old_size, grown.root(size), size, proof));
      other = grown.root(size);
      other[30] ^= 1;
      EXPECT_FALSE(continues(grown.root(old_size), old_size, other, size, proof));
    }
    EXPECT_TRUE(continues(empty_root(), 0, grown.root(size), size, {}));
  }
  EXPECT_EQ(good, 70 * 71 / 2);
}

// A proof with any one bit of any one hash changed is no proof.
TEST(Merkle, ABitFlippedInAProofIsSeen) {
  const Grown grown{45};
  int flips = 0;
  const auto every_bit = [&](std::vector<Bytes32> proof, auto&& holds) {
    for (Bytes32& step : proof) {
      for (std::size_t bit = 0; bit < 256; ++bit) {
        step[bit / 8] = static_cast<unsigned char>(step[bit / 8] ^ (1U << (bit % 8)));
        EXPECT_FALSE(holds(proof));
        step[bit / 8] = static_cast<unsigned char>(step[bit / 8] ^ (1U << (bit % 8)));
        ++flips;
      }
    }
    EXPECT_TRUE(holds(proof));
  };
  const Bytes32 root = grown.root(45);
  for (std::int64_t seq = 0; seq < 45; seq += 4)
    every_bit(prove_inclusion(seq, 45, grown.nodes), [&](const auto& proof) {
      return includes(root, 45, grown.leaves[static_cast<std::size_t>(seq)], seq, proof);
    });
  for (const std::int64_t old_size : {1, 2, 7, 32, 33, 44})
    every_bit(prove_consistency(old_size, 45, grown.nodes),
              [&](const auto& proof) { return continues(grown.root(old_size), old_size, root, 45, proof); });
  std::cout << flips << " bits flipped, each seen\n";
  EXPECT_GT(flips, 10'000);
}

}  // namespace
}  // namespace guichet::audit
