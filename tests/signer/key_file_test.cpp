// What the signer refuses to sign, and what is left of a key once another follows it.
#include "signer/key_file.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fcntl.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <iterator>

#include "store/scratch.h"

namespace guichet::signer {
namespace {

namespace fs = std::filesystem;
using store::Scratch;
using store::sentence_of;
using testing::HasSubstr;

const std::string kName = "guichet/00112233445566778899aabbccddeeff";
std::string head(std::int64_t size, char root = 'r') { return base::checkpoint_text(kName, size, std::string(32, root)); }

std::string bytes_of(const fs::path& file) {
  std::ifstream stream{file, std::ios::binary};
  return {std::istreambuf_iterator<char>{stream}, {}};
}
std::string seed_of(const fs::path& file) {
  const std::string text = bytes_of(file);
  return text.substr(text.find("seed ") + 5, 44);
}

class KeyFileTest : public testing::Test {
 protected:
  KeyFile open() {
    auto opened = KeyFile::open(file, kName);
    EXPECT_TRUE(opened) << sentence_of(opened);
    return std::move(*opened);
  }
  Scratch scratch;
  fs::path file = scratch / "a.signer";
};

TEST_F(KeyFileTest, ItIsPrivateAndSignsHeads) {
  KeyFile keys = open();
  EXPECT_EQ(fs::status(file).permissions(), fs::perms::owner_read | fs::perms::owner_write);
  const auto line = keys.sign(head(5));
  ASSERT_TRUE(line) << sentence_of(line);
  const auto key = base::read_verifier_key(keys.chain().front().key);
  ASSERT_TRUE(key);
  EXPECT_TRUE(base::is_signed_by(key->key, *base::signature_by(*key, *line), head(5)));
  EXPECT_EQ(*open().sign(head(5)), *line) << "the same head again";
}

TEST_F(KeyFileTest, ItNeverSignsLessNorOtherwise) {
  ASSERT_TRUE(open().sign(head(5)));
  KeyFile keys = open();  // it remembers
  EXPECT_THAT(sentence_of(keys.sign(head(4))), HasSubstr("more lines than these were signed"));
  EXPECT_THAT(sentence_of(keys.sign(head(5, 'x'))), HasSubstr("other lines were signed"));
  EXPECT_TRUE(keys.sign(head(6, 'x')));
  const std::string cases[] = {"", "anything", head(7) + "more\n", "guichet/other\n7\n" + base::to_base64(std::string(32, 'r')) + "\n",
                               head(7).substr(0, head(7).size() - 1)};
  for (const std::string& text : cases) EXPECT_THAT(sentence_of(keys.sign(text)), HasSubstr("not a checkpoint of this log")) << text;
}

TEST_F(KeyFileTest, AKeyCertifiesTheNextAndIsGone) {
  ASSERT_TRUE(open().sign(head(5)));
  const std::string seed = seed_of(file);
  ASSERT_EQ(seed.size(), 44u);
  const int held = ::open(file.c_str(), O_RDONLY);  // whoever kept the old file open
  ASSERT_TRUE(open().next(false));
  std::string old(8192, '\0');
  const auto count = ::pread(held, old.data(), old.size(), 0);
  ::close(held);
  ASSERT_GT(count, 0);
  EXPECT_EQ(old.substr(0, static_cast<std::size_t>(count)).find(seed), std::string::npos) << "overwritten";
  for (const auto& entry : fs::recursive_directory_iterator{file.parent_path()})
    EXPECT_EQ(bytes_of(entry.path()).find(seed), std::string::npos) << entry.path();

  const KeyFile keys = open();
  ASSERT_EQ(keys.chain().size(), 2u);
  const auto first = base::read_verifier_key(keys.chain()[0].key);
  const auto second = base::read_verifier_key(keys.chain()[1].key);
  ASSERT_TRUE(first && second);
  EXPECT_NE(first->key, second->key);
  EXPECT_TRUE(base::is_signed_by(first->key, *base::from_base64(keys.chain()[1].signature),
                                 base::certificate_text(keys.chain()[1].key, "next")));
  EXPECT_FALSE(open().sign(head(4))) << "what was signed stays signed";
}

TEST_F(KeyFileTest, ARestoreIsSaidForEver) {
  ASSERT_TRUE(open().sign(head(5)));
  ASSERT_TRUE(open().next(true));
  EXPECT_TRUE(open().sign(head(3, 'y')));
  EXPECT_EQ(open().chain().back().reason, "restored");
}

TEST_F(KeyFileTest, WhatIsNotOursIsRefused) {
  ASSERT_TRUE(open().sign(head(5)));
  EXPECT_THAT(sentence_of(KeyFile::open(file, "guichet/other")), HasSubstr("keys of another log"));
  std::string bytes = bytes_of(file);
  for (const char* word : {"guichet.signer", "certificate", "signed", "seed"}) {
    std::string bad = bytes;
    bad[bad.find(word)] ^= 1;
    std::ofstream{file, std::ios::binary} << bad;
    EXPECT_THAT(sentence_of(KeyFile::open(file, kName)), HasSubstr("not a file of keys")) << word;
  }
}

}  // namespace
}  // namespace guichet::signer
