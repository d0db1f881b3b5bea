#include "signer/key_file.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <sstream>

namespace guichet::signer {

using base::Failure;
using base::Outcome;
using base::Result;

namespace {

constexpr const char* kFirstLine = "guichet.signer@v1";

// Closed with the value.
struct Descriptor {
  int number = -1;
  Descriptor(int opened) : number{opened} {}  // NOLINT: implicit on purpose
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number >= 0) ::close(number);
  }
};

Failure system_failed(const std::filesystem::path& file) {
  return {{N_("{file}: {why}"), {{"file", file.string()}, {"why", std::strerror(errno)}}}};
}

std::string read_all(int descriptor) {
  std::string text;
  char bytes[4096];
  for (ssize_t count = 0; (count = ::read(descriptor, bytes, sizeof bytes)) > 0;) text.append(bytes, static_cast<std::size_t>(count));
  return text;
}

bool write_all(int descriptor, std::string_view text) {
  while (!text.empty()) {
    const ssize_t written = ::write(descriptor, text.data(), text.size());
    if (written < 0 && errno != EINTR) return false;
    if (written > 0) text.remove_prefix(static_cast<std::size_t>(written));
  }
  return ::fsync(descriptor) == 0;
}

}  // namespace

Failure KeyFile::failed(const char* sentence) const { return {{sentence, {{"file", file_.string()}}}}; }

Result<KeyFile> KeyFile::open(const std::filesystem::path& file, const std::string& name) {
  const Descriptor descriptor = ::open(file.c_str(), O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
  if (descriptor.number < 0 && errno != ENOENT) return system_failed(file);
  if (descriptor.number < 0) {
    KeyFile made{file, base::SigningKey::drawn()};
    made.name_ = name;
    const std::string key = made.verifier().text();
    made.chain_.push_back({key, "first", base::to_base64(made.key_.sign(base::certificate_text(key, "first")))});
    if (Outcome written = made.write(Key::same); !written) return written.failure();
    return made;
  }
  std::istringstream text{read_all(descriptor.number)};
  const Failure damaged{{N_("{file} is not a file of keys that sign a log"), {{"file", file.string()}}}};
  std::string word;
  std::string root;
  std::string seed;
  std::string of;
  if (!(text >> word) || word != kFirstLine || !(text >> word >> of) || word != "name") return damaged;
  if (of != name) return Failure{{N_("{file} holds the keys of another log"), {{"file", file.string()}}}};
  std::vector<Certificate> chain;
  std::int64_t size = 0;
  while (text >> word && word == "certificate") {
    Certificate one;
    text >> one.key >> one.reason >> one.signature;
    chain.push_back(std::move(one));
  }
  if (word != "signed" || !(text >> size >> root >> word >> seed) || word != "seed") return damaged;
  auto key = base::SigningKey::from_seed(base::from_base64(seed).value_or(""));
  if (!key || chain.empty()) return damaged;
  KeyFile read{file, std::move(*key)};
  read.name_ = name;
  read.chain_ = std::move(chain);
  read.signed_size_ = size;
  read.signed_root_ = root == "-" ? "" : root;
  if (read.verifier().text() != read.chain_.back().key) return damaged;
  return read;
}

// A new file in the place of the old one, at once; then the old one, when it held another key, is overwritten: the seed it
// had is not left on the disk as far as the file system lets anybody decide.
Outcome KeyFile::write(Key key) const {
  std::ostringstream text;
  text << kFirstLine << "\nname " << name_ << '\n';
  for (const Certificate& one : chain_) text << "certificate " << one.key << ' ' << one.reason << ' ' << one.signature << '\n';
  text << "signed " << signed_size_ << ' ' << (signed_root_.empty() ? "-" : signed_root_) << '\n';
  text << "seed " << base::to_base64(key_.seed()) << '\n';
  const std::filesystem::path fresh = file_.string() + ".new";
  const Descriptor old = key == Key::another ? ::open(file_.c_str(), O_RDWR | O_CLOEXEC | O_NOFOLLOW) : -1;
  {
    const Descriptor descriptor = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0600);
    if (descriptor.number < 0 || !write_all(descriptor.number, text.str())) return system_failed(fresh);
  }
  if (::rename(fresh.c_str(), file_.c_str()) != 0) return system_failed(file_);
  const std::filesystem::path folder = file_.has_parent_path() ? file_.parent_path() : std::filesystem::path{"."};
  const Descriptor parent = ::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (parent.number < 0 || ::fsync(parent.number) != 0) return system_failed(folder);
  struct stat known {};
  if (old.number >= 0 && ::fstat(old.number, &known) == 0)
    static_cast<void>(write_all(old.number, std::string(static_cast<std::size_t>(known.st_size), '\0')));
  return base::Done{};
}

Result<std::string> KeyFile::sign(std::string_view checkpoint) {
  const auto read = base::read_checkpoint(checkpoint);
  if (!read || read->text != checkpoint || read->origin != name_ ||
      base::checkpoint_text(read->origin, read->size, read->root) != checkpoint)
    return failed(N_("{file}: what was asked to be signed is not a checkpoint of this log"));
  const std::string root = base::to_base64(read->root);
  if (read->size < signed_size_) return failed(N_("{file}: more lines than these were signed already; was an old copy put back?"));
  if (read->size == signed_size_ && root != signed_root_ && !signed_root_.empty())
    return failed(N_("{file}: other lines were signed already; was an old copy put back?"));
  if (read->size != signed_size_ || signed_root_.empty()) {
    signed_size_ = read->size;
    signed_root_ = root;
    // Durable before the signature is given: what was signed is never forgotten.
    if (Outcome written = write(Key::same); !written) return written.failure();
  }
  return base::signature_line(verifier(), key_.sign(checkpoint));
}

Result<Certificate> KeyFile::next(bool restored) {
  base::SigningKey fresh = base::SigningKey::drawn();
  const std::string key = base::VerifierKey{name_, base::KeyType::ed25519, fresh.public_key()}.text();
  const std::string reason = restored ? "restored" : "next";
  chain_.push_back({key, reason, base::to_base64(key_.sign(base::certificate_text(key, reason)))});
  key_ = std::move(fresh);
  if (restored) {
    signed_size_ = 0;
    signed_root_.clear();
  }
  if (Outcome written = write(Key::another); !written) return written.failure();
  return chain_.back();
}

}  // namespace guichet::signer
