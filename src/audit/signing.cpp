#include "audit/signing.h"

#include <charconv>

#include "base/child.h"

namespace guichet::audit {

using base::Result;

namespace {

// "key reason signature" a line.
std::vector<Certificate> read_certificates(std::string_view text) {
  std::vector<Certificate> chain;
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(text.size(), line.size() + 1));
    const std::size_t first = line.find(' ');
    const std::size_t second = line.rfind(' ');
    if (first == std::string_view::npos || first == second) continue;
    chain.push_back({std::string{line.substr(0, first)}, std::string{line.substr(first + 1, second - first - 1)},
                     std::string{line.substr(second + 1)}});
  }
  return chain;
}

}  // namespace

Result<base::Child> Signer::start(const char* verb, std::string question) const {
  if (in_memory()) return base::Failure{{N_("{file}: a log in memory is not signed"), {{"file", file_}}}};
  return base::Child::start({base::sibling("guichet-signer"), file_ + ".signer", name_, verb}, std::move(question));
}

Result<std::string> Signer::ask(const char* verb, std::string_view question) const {
  auto asked = start(verb, std::string{question});
  if (!asked) return asked.failure();
  return asked->answer();
}

Result<std::vector<Certificate>> Signer::chain() const {
  const auto answer = ask("chain", {});
  if (!answer) return answer.failure();
  return read_certificates(*answer);
}

Result<std::optional<SignedHead>> Signer::last() const {
  const auto answer = ask("last", {});
  if (!answer) return answer.failure();
  SignedHead head;
  const auto read = std::from_chars(answer->data(), answer->data() + answer->size(), head.size);
  if (read.ec != std::errc{} || head.size <= 0) return std::optional<SignedHead>{};
  head.root = answer->substr(answer->find(' ') + 1);
  head.root.erase(head.root.find_last_not_of('\n') + 1);
  return std::optional{head};
}

Result<std::string> Signer::sign(std::string_view checkpoint) const { return ask("sign", checkpoint); }
Result<base::Child> Signer::start_sign(std::string checkpoint) const { return start("sign", std::move(checkpoint)); }

Result<Certificate> Signer::next(bool restored) const {
  const auto answer = ask(restored ? "restored" : "next", {});
  if (!answer) return answer.failure();
  const auto chain = read_certificates(*answer);
  if (chain.size() != 1) return base::Failure{{N_("{file}: the signer did not say which key comes next"), {{"file", file_}}}};
  return chain.front();
}

}  // namespace guichet::audit
