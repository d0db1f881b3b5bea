// One act in a process that is killed, or told of a failing disk, at each of its system calls in turn (strace). Each
// time: what was acknowledged is there, state and log agree, the verifier says intact, and the next act goes on.
#include <gtest/gtest.h>
#include <sys/wait.h>

#include <cstdlib>
#include <fstream>
#include <iostream>
#include <map>

#include "faults/one_act.h"

namespace guichet::faults {
namespace {

constexpr const char* kCalls = "openat,read,pread64,write,pwrite64,fsync,fdatasync,ftruncate,unlink,fcntl,flock,mmap,close";

class InjectTest : public testing::Test {
 protected:
  void SetUp() override {
    std::string said;
    for (std::int64_t now = 0; now < 3; ++now) ASSERT_TRUE(act(scratch / "good.db", now, said)) << said;
  }
  // The exit code of the act under strace; -1 when it was killed.
  int run(const std::string& options) {
    const std::string command = "strace -f -qq -o " + trace.string() + " -e trace=" + kCalls + ' ' + options + " " + GUICHET_ONE_ACT +
                                ' ' + file.string() + " 3 2> " + (scratch / "said").string();
    const int how = std::system(command.c_str());
    return WIFEXITED(how) && WEXITSTATUS(how) < 128 ? WEXITSTATUS(how) : -1;
  }
  // How often each call is made by an act that meets nothing.
  std::map<std::string, int> calls() {
    copy_database(scratch / "good.db", file);
    EXPECT_EQ(run(""), 0);
    std::map<std::string, int> made;
    std::ifstream lines{trace};
    for (std::string line; std::getline(lines, line);) {
      const std::size_t begin = line.find_first_not_of("0123456789 ");
      const std::size_t end = line.find('(');
      if (begin != std::string::npos && end != std::string::npos) ++made[line.substr(begin, end - begin)];
    }
    return made;
  }
  void at_each_call(const std::string& fault, const std::vector<std::string>& of) {
    const auto made = calls();
    int places = 0, acknowledged = 0, killed = 0, refused = 0;
    for (const std::string& call : of) {
      const auto found = made.find(call);
      if (found == made.end()) continue;
      for (int at = 1; at <= found->second; ++at) {
        copy_database(scratch / "good.db", file);
        const int code = run("-e inject=" + call + ":" + fault + ":when=" + std::to_string(at));
        ++places;
        (code == 0 ? acknowledged : code < 0 ? killed : refused)++;
        const Seen seen = look(file);
        SCOPED_TRACE(fault + " at " + call + ' ' + std::to_string(at) + ": exit " + std::to_string(code) + ' ' + seen.told);
        ASSERT_EQ(seen.verdict, verify::Verdict::intact);
        ASSERT_EQ(seen.lines % kLines, 0) << "half an act";
        ASSERT_EQ(seen.lines, (seen.now + 1) * kLines) << "state and log differ";
        if (code == 0) {
          ASSERT_EQ(seen.now, 3) << "an acknowledged act is lost";
        }
        if (code > 0) {
          ASSERT_GT(fs::file_size(scratch / "said"), 0u) << "refused without a word";
        }
        std::string said;
        ASSERT_TRUE(act(file, 4, said)) << said;
      }
    }
    std::cout << fault << ": " << places << " system calls, " << killed << " killed, " << refused << " refused, " << acknowledged
              << " acknowledged\n";
    EXPECT_GT(places, 20);
  }
  store::Scratch scratch;
  fs::path file = scratch / "a.db";
  fs::path trace = scratch / "trace";
};

TEST_F(InjectTest, KilledAtEachSystemCall) {
  at_each_call("signal=KILL", {"openat", "read", "pread64", "write", "pwrite64", "fsync", "fdatasync", "ftruncate", "unlink", "fcntl",
                               "flock", "mmap", "close"});
}
TEST_F(InjectTest, AnInputOutputErrorAtEachSystemCall) {
  at_each_call("error=EIO", {"openat", "pread64", "write", "pwrite64", "fsync", "fdatasync", "ftruncate", "unlink"});
}
TEST_F(InjectTest, AFullDiskAtEachSystemCall) {
  at_each_call("error=ENOSPC", {"openat", "write", "pwrite64", "fsync", "fdatasync", "ftruncate"});
}

}  // namespace
}  // namespace guichet::faults
