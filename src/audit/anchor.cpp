#include "audit/anchor.h"

#include <charconv>
#include <fstream>

#include "audit/note.h"
#include "audit/signing.h"
#include "base/child.h"
#include "base/note.h"
#include "store/vault.h"

namespace guichet::audit {

using base::Outcome;
using base::Result;

namespace {

base::Failure told(const char* sentence, const std::string& file, base::Args more = {}) {
  base::Args args{{"file", file}};
  args.insert(args.end(), more.begin(), more.end());
  return {{sentence, std::move(args)}};
}

// "200", newline, text.
struct Answer {
  int status = 0;
  std::string text;
};
Result<Answer> ask(std::vector<std::string> command, std::initializer_list<std::string> words, std::string_view question) {
  command.insert(command.end(), words);
  const auto answer = base::ask_child(command, question);
  if (!answer) return answer.failure();
  Answer read;
  const auto end = answer->find('\n');
  std::from_chars(answer->data(), answer->data() + std::min(end, answer->size()), read.status);
  if (end != std::string::npos) read.text = answer->substr(end + 1);
  return read;
}

// The last checkpoint it cosigned; nothing when it saw none.
Result<std::optional<base::Checkpoint>> latest_of(const std::vector<std::string>& command, const std::string& name,
                                                  const std::string& file) {
  const auto latest = ask(command, {"latest", name}, {});
  if (!latest) return latest.failure();
  if (latest->status != 200)
    return told(N_("{file}: its witness does not watch this log; `guichet-witness trust` tells it to"), file);
  return base::read_checkpoint(latest->text);
}

// The log goes on from what the witness saw last.
Outcome compare(Log& log, const base::Checkpoint& seen, const std::string& file) {
  const auto head = log.head();
  if (!head) return head.failure();
  if (seen.size > head->size)
    return told(N_("{file} is older than its witness saw it: {size} lines, there were {seen}; was an old copy put back?"), file,
                {{"size", std::to_string(head->size)}, {"seen", std::to_string(seen.size)}});
  const auto root = log.root_at(seen.size);
  if (!root) return root.failure();
  if (view(*root) != seen.root)
    return told(N_("{file} is not what its witness saw: its first {seen} lines were rewritten"), file,
                {{"seen", std::to_string(seen.size)}});
  return base::Done{};
}

}  // namespace

std::optional<std::vector<std::string>> witness_of(const std::string& file) {
  std::ifstream stream{file + ".witness"};
  if (!stream) return std::nullopt;
  std::vector<std::string> words;
  for (std::string word; std::getline(stream, word);)
    if (!word.empty()) words.push_back(word);
  if (words.empty()) return std::nullopt;
  // Ours is beside this program unless the file says where.
  if (words.front() == "guichet-witness") words.front() = base::sibling(words.front());
  return words;
}

Result<std::int64_t> ask_latest(const std::vector<std::string>& command, const std::string& name, const std::string& file) {
  const auto latest = latest_of(command, name, file);
  if (!latest) return latest.failure();
  return *latest ? (*latest)->size : 0;
}

Result<std::string> ask_cosignature(const std::vector<std::string>& command, const std::string& request,
                                    const std::string& file) {
  const auto answer = ask(command, {"add"}, request);
  if (!answer) return answer.failure();
  if (answer->status == 200) return answer->text;
  if (answer->status == 403) return told(N_("{file}: its witness does not know the key that signs this log"), file);
  return told(N_("{file}: its witness refuses to cosign: this is not the log it saw"), file);
}

Result<std::int64_t> anchor(store::Database& database, Log& log) {
  const std::string file = log.file();
  const auto command = witness_of(file);
  const auto witnessed = log.witnessed();
  if (!witnessed) return witnessed.failure();
  if (!command && *witnessed > 0)
    return told(N_("{file} was held to its word by a witness, and {file}.witness no longer names it"), file);
  if (!command) return 0;
  const auto latest = latest_of(*command, note_name(database.vault()), file);
  if (!latest) return latest.failure();
  const auto& seen = *latest;
  if (seen)
    if (const Outcome same = compare(log, *seen, file); !same) return same.failure();
  const auto head = log.head();
  if (!head) return head.failure();
  if (head->size > (seen ? seen->size : 0))
    if (const Outcome said = log.say_checkpoint(database); !said) return said.failure();
  return log.witnessed();
}

Outcome certify_restore(store::Database& database, Log& log) {
  const Signer signer{log.file(), note_name(database.vault())};
  std::ifstream keys{log.file() + ".signer"};
  const auto checkpoints = log.last_checkpoint();
  if (!checkpoints) return checkpoints.failure();
  if (checkpoints->empty() && !keys) return base::Done{};  // nothing was ever signed
  if (const auto next = signer.next(true); !next) return next.failure();
  return log.say_checkpoint(database);
}

}  // namespace guichet::audit
