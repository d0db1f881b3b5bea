#include "witness/request.h"

#include <charconv>

#include "witness/tree.h"

namespace guichet::witness {

namespace {

constexpr std::size_t kProofMax = 63;  // C2SP tlog-witness

bool take_word(std::string_view& line, std::string_view word) {
  if (!line.starts_with(word)) return false;
  line.remove_prefix(word.size());
  return true;
}

std::optional<Certificate> read_certificate(std::string_view line) {
  const std::size_t first = line.find(' ');
  const std::size_t second = first == std::string_view::npos ? first : line.find(' ', first + 1);
  if (second == std::string_view::npos) return std::nullopt;
  const auto key = base::read_verifier_key(line.substr(0, first));
  const auto signature = base::from_base64(line.substr(second + 1));
  if (!key || !signature) return std::nullopt;
  return Certificate{*key, std::string{line.substr(first + 1, second - first - 1)}, *signature};
}

}  // namespace

std::optional<Request> read_request(std::string_view text) {
  const std::size_t cut = text.find("\n\n");
  if (cut == std::string_view::npos) return std::nullopt;
  std::string_view head = text.substr(0, cut + 1);
  Request request;
  const auto checkpoint = base::read_checkpoint(text.substr(cut + 2));
  if (!checkpoint || !take_word(head, "old ")) return std::nullopt;
  request.checkpoint = *checkpoint;
  bool first = true;
  while (!head.empty()) {
    std::string_view line = head.substr(0, head.find('\n'));
    head.remove_prefix(line.size() + 1);
    if (first) {
      const auto read = std::from_chars(line.data(), line.data() + line.size(), request.old_size);
      if (read.ec != std::errc{} || request.old_size < 0 || std::to_string(request.old_size) != line) return std::nullopt;
      first = false;
    } else if (take_word(line, "certificate ")) {
      const auto one = read_certificate(line);
      if (!one) return std::nullopt;
      request.chain.push_back(*one);
    } else if (take_word(line, "leaves ")) {
      request.leaves = base::from_base64(line);
      if (!request.leaves || request.leaves->size() % kHash != 0) return std::nullopt;
    } else {
      const auto hash = base::from_base64(line);
      if (!hash || hash->size() != kHash || request.proof.size() == kProofMax) return std::nullopt;
      request.proof.push_back(*hash);
    }
  }
  return request;
}

}  // namespace guichet::witness
