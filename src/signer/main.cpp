// guichet-signer KEYS NAME VERB: one question on standard input, one answer on standard output. The log asks it as a
// child process, or as another user where an administrator gave the program to one (set-user-ID): then its keys are in
// that user's folder and whoever runs the log cannot read them.
//   sign      a checkpoint          -> the line of its signature
//   chain                           -> the certificates, "key reason signature" a line
//   last                            -> the number of lines and the root signed last; nothing when nothing was
//   next      (nothing) | restored  -> another key from here on; its certificate
#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cstdio>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <string>
#include <system_error>

#include "signer/key_file.h"

namespace {

using guichet::signer::Certificate;
using guichet::signer::KeyFile;

constexpr int kMisused = 2;
constexpr int kFailed = 3;
constexpr const char* kOtherUsersKeys = "/var/lib/guichet-signer";

int fail(const guichet::base::Failure& failure) {
  std::fputs((guichet::base::tr(guichet::base::Lang::en, failure) + '\n').c_str(), stderr);
  return kFailed;
}

// Of another user, each user's logs apart; the name of a log is "guichet/" and 32 digits.
std::filesystem::path place_of(const std::string& asked, const std::string& name) {
  if (::geteuid() == ::getuid()) return asked;
  return std::filesystem::path{kOtherUsersKeys} / (std::to_string(::getuid()) + '-' + name.substr(name.rfind('/') + 1));
}

std::string line_of(const Certificate& one) { return one.key + ' ' + one.reason + ' ' + one.signature + '\n'; }

}  // namespace

int main(int count, char** arguments) {
  if (count != 4) {
    std::fputs("guichet-signer KEYS NAME sign|chain|last|next|restored\n", stderr);
    return kMisused;
  }
  const std::string name = arguments[2];
  const std::string verb = arguments[3];
  const std::filesystem::path file = place_of(arguments[1], name);
  std::error_code none;
  if (verb == "last" && !std::filesystem::exists(file, none)) return 0;
  // Two programs that ask at once are answered one after the other.
  const int lock = ::open((file.string() + ".lock").c_str(), O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0600);
  if (lock < 0 || ::flock(lock, LOCK_EX) != 0) {
    std::perror(file.c_str());
    return kFailed;
  }
  auto keys = KeyFile::open(file, name);
  if (!keys) return fail(keys.failure());
  if (verb == "chain") {
    for (const Certificate& one : keys->chain()) std::cout << line_of(one);
  } else if (verb == "last") {
    if (keys->signed_size() > 0) std::cout << keys->signed_size() << ' ' << keys->signed_root() << '\n';
  } else if (verb == "sign") {
    const std::string text{std::istreambuf_iterator<char>{std::cin}, {}};
    const auto signature = keys->sign(text);
    if (!signature) return fail(signature.failure());
    std::cout << *signature;
  } else if (verb == "next" || verb == "restored") {
    const auto one = keys->next(verb == "restored");
    if (!one) return fail(one.failure());
    std::cout << line_of(*one);
  } else {
    std::fputs("guichet-signer: sign, chain, last, next or restored\n", stderr);
    return kMisused;
  }
  return std::cout.flush() ? 0 : kFailed;
}
