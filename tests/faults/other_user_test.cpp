// The signer given to another Unix user (set-user-ID), as docs/audit_format.md says: whoever runs the log gets his
// signatures and reads no key. Needs the right to change users and to mount; elsewhere it is skipped, and says so.
#include <gtest/gtest.h>
#include <sched.h>
#include <sys/mount.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>
#include <iostream>

#include "audit/signing.h"
#include "base/child.h"
#include "base/note.h"
#include "store/scratch.h"

namespace guichet::faults {
namespace {

namespace fs = std::filesystem;

constexpr uid_t kLogUser = 4001, kSignerUser = 4002;
constexpr const char* kKeys = "/var/lib/guichet-signer";
constexpr int kSkipped = 77;
const std::string kName = "guichet/00112233445566778899aabbccddeeff";

std::string root_of(char c) { return std::string(32, c); }

#define MUST(condition)                                                  \
  if (!(condition)) {                                                    \
    std::fprintf(stderr, "line %d: %s\n", __LINE__, #condition);         \
    std::_Exit(1);                                                       \
  }

// In a mount namespace of its own: nothing of the machine is changed.
[[noreturn]] void as_root(const fs::path& folder) {
  if (::unshare(CLONE_NEWNS) != 0 || ::mount(nullptr, "/", nullptr, MS_REC | MS_PRIVATE, nullptr) != 0 ||
      ::mount("keys", "/var/lib", "tmpfs", 0, "mode=0755") != 0 || ::mount("here", folder.c_str(), "tmpfs", 0, "mode=0777") != 0)
    std::_Exit(kSkipped);
  const fs::path signer = folder / "guichet-signer";
  fs::copy_file(base::sibling("guichet-signer"), signer);
  MUST(::chown(signer.c_str(), kSignerUser, kSignerUser) == 0 && ::chmod(signer.c_str(), 04755) == 0);
  MUST(::mkdir(kKeys, 0700) == 0 && ::chown(kKeys, kSignerUser, kSignerUser) == 0);
  MUST(::setgid(kLogUser) == 0 && ::setuid(kLogUser) == 0);
  const auto ask = [&](const std::string& verb, const std::string& question) {
    return base::ask_child({signer.string(), (folder / "a.db.signer").string(), kName, verb}, question);
  };
  const auto chain = ask("chain", "");
  if (!chain) std::_Exit(kSkipped);  // this disk runs no program as another user
  const std::string text = base::checkpoint_text(kName, 40, root_of('r'));
  const auto signature = ask("sign", text);
  MUST(signature);
  const auto key = base::read_verifier_key(chain->substr(0, chain->find(' ')));
  MUST(key);
  const auto bytes = base::signature_by(*key, *signature);
  MUST(bytes && base::is_signed_by(key->key, *bytes, text));
  MUST(!ask("sign", base::checkpoint_text(kName, 39, root_of('r'))));
  MUST(!ask("sign", base::checkpoint_text(kName, 40, root_of('s'))));
  MUST(*ask("last", "") == "40 " + base::to_base64(root_of('r')) + "\n");
  // The file beside the database is neither made nor read; that of the signer cannot be listed, read, nor replaced.
  std::error_code error;
  MUST(!fs::exists(folder / "a.db.signer", error));
  const std::string kept = std::string{kKeys} + "/" + std::to_string(kLogUser) + "-" + kName.substr(8);
  MUST(::access(kKeys, R_OK) != 0 && ::access(kept.c_str(), F_OK) != 0);
  MUST(!std::ofstream{kept});
  MUST(::rename((folder / "guichet-signer").c_str(), kept.c_str()) != 0);
  // Another name, a name that climbs, and another user's log are logs of their own.
  const auto other = base::ask_child({signer.string(), "x", "guichet/../../../tmp/00112233445566778899aabbccddeeff", "chain"}, "");
  MUST(!other || !fs::exists("/tmp/00112233445566778899aabbccddeeff", error));
  std::_Exit(0);
}

TEST(OtherUser, ReadsNoKeyAndGetsItsSignatures) {
  if (::geteuid() != 0) GTEST_SKIP() << "only root can give a program to another user";
  const store::Scratch scratch;
  fs::create_directory(scratch / "here");
  fs::permissions(scratch / "here", fs::perms::all);
  fs::permissions((scratch / "here").parent_path(), fs::perms::all);
  const pid_t child = ::fork();
  if (child == 0) as_root(scratch / "here");
  int how = 0;
  ASSERT_EQ(::waitpid(child, &how, 0), child);
  ASSERT_TRUE(WIFEXITED(how));
  if (WEXITSTATUS(how) == kSkipped) GTEST_SKIP() << "this machine lets nobody mount, or run a program as another user";
  EXPECT_EQ(WEXITSTATUS(how), 0);
}

}  // namespace
}  // namespace guichet::faults
