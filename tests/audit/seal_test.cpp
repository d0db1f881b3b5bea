// The digests against values computed elsewhere (Python's hashlib and hmac; RFC 6962's empty leaf).
#include "audit/seal.h"

#include <gtest/gtest.h>

#include <set>

namespace guichet::audit {
namespace {

TEST(Seal, LeavesAreThoseOfTheStandard) {
  EXPECT_EQ(to_hex(view(leaf_of(""))), "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d");
  EXPECT_EQ(to_hex(view(leaf_of("{}"))), "28a3a18f6cd6406b086e9ffda1f9b8a13dbcf44b0f3f32cb9031a11fd053acf9");
}

TEST(Seal, CommitmentsAreKeyedByTheSalt) {
  Bytes32 salt{};
  EXPECT_EQ(to_hex(view(commitment(salt, ""))), "b613679a0814d9ec772f95d778c35fc5ff1697c493715653c6c712144292c5ad");
  for (unsigned char i = 0; i < 32; ++i) salt[i] = i;
  EXPECT_EQ(to_hex(view(commitment(salt, R"({"demande.plaque":"AB-123-CD"})"))),
            "52c3048b53604e3ec4e291350590310d62101fb8320ec4d5734d06557ba41e28");
}

TEST(Seal, ChanceDoesNotRepeat) {
  std::set<std::string> seen;
  for (int i = 0; i < 1000; ++i) {
    const std::string pseudonym = random_pseudonym();
    EXPECT_EQ(pseudonym.size(), 32u);
    EXPECT_EQ(pseudonym.find_first_not_of("0123456789abcdef"), std::string::npos);
    seen.insert(pseudonym);
    seen.insert(to_hex(view(random_salt())));
  }
  EXPECT_EQ(seen.size(), 2000u);
}

}  // namespace
}  // namespace guichet::audit
