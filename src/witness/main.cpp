// guichet-witness DATABASE VERB [ARGUMENT]: asked by a log as a child process, or over `ssh`, one question at a time; by
// its operator for the rest.
#include <chrono>
#include <cstdio>
#include <iostream>
#include <iterator>
#include <string>

#include "witness/witness.h"

namespace {

using namespace guichet::witness;
using guichet::base::Result;

constexpr int kMisused = 2;
constexpr int kFailed = 3;
constexpr const char* kUsage = R"(guichet-witness DATABASE VERB

  key              the key of this witness, to be given to whoever verifies
  trust KEY        watch the log whose first key this is (`guichet log --key`)
  add              (standard input) a checkpoint to cosign, as C2SP tlog-witness writes it
  latest ORIGIN    the last checkpoint cosigned of a log (`guichet/...`)
  leaves ORIGIN    the hashes of its lines, for `guichet-verify --leaves`
  evidence         checkpoints a log signed against what was cosigned before
  restored ORIGIN  this log was lawfully put back from a copy: it may begin again, shorter
)";

int fail(const guichet::base::Failure& failure) {
  std::fputs((guichet::base::tr(guichet::base::Lang::en, failure) + '\n').c_str(), stderr);
  return kFailed;
}

std::int64_t unix_now() {
  return std::chrono::duration_cast<std::chrono::seconds>(std::chrono::system_clock::now().time_since_epoch()).count();
}

int print(const Result<std::string>& text) {
  if (!text) return fail(text.failure());
  std::cout << *text;
  return std::cout.flush() ? 0 : kFailed;
}
int print(const Result<Answer>& answer) {
  if (!answer) return fail(answer.failure());
  return print(written(*answer));
}
int print(const Result<bool>& done, const std::string& otherwise) {
  if (!done) return fail(done.failure());
  if (!*done) std::fputs((otherwise + '\n').c_str(), stderr);
  return *done ? 0 : kMisused;
}

}  // namespace

int main(int count, char** arguments) {
  const std::string verb = count > 2 ? arguments[2] : "";
  const std::string argument = count > 3 ? arguments[3] : "";
  const bool takes = verb == "trust" || verb == "latest" || verb == "leaves" || verb == "restored";
  const bool bare = verb == "key" || verb == "add" || verb == "evidence";
  if ((!takes && !bare) || count != (takes ? 4 : 3)) {
    std::fputs(kUsage, stderr);
    return kMisused;
  }
  auto witness = Witness::open(arguments[1], "guichet-witness");
  if (!witness) return fail(witness.failure());
  if (verb == "key") return print(witness->verifier_key());
  if (verb == "trust") return print(witness->trust(argument), "this log is watched already");
  if (verb == "add") return print(witness->add(std::string{std::istreambuf_iterator<char>{std::cin}, {}}, unix_now()));
  if (verb == "latest") return print(witness->latest(argument));
  if (verb == "leaves") return print(witness->leaves(argument));
  if (verb == "evidence") return print(witness->evidence());
  return print(witness->agree_to_restore(argument, unix_now()), "no such log is watched");
}
