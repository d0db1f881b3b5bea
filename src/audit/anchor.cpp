#include "audit/anchor.h"

#include <charconv>
#include <filesystem>
#include <fstream>

#include "audit/erasure.h"
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

bool was_signed(Log& log) {
  std::error_code none;
  const auto last = log.last_checkpoint();
  return !last || !last->empty() || std::filesystem::exists(log.file() + ".signer", none);
}

// The log goes on from what was signed last: without a witness, what is lost with a journal or an old copy shows here.
// Gives how many lines that was. Where nothing was ever signed, nobody need be there to say so.
Result<std::int64_t> compare_with_signer(Log& log, const Signer& signer) {
  const auto last = signer.last();
  if (!last && !was_signed(log)) return 0;
  if (!last) return last.failure();
  if (!*last) return 0;
  const SignedHead& seen = **last;
  const auto head = log.head();
  if (!head) return head.failure();
  if (seen.size > head->size)
    return told(N_("{file} is older than what was signed of it: {size} lines, there were {seen}; was an old copy put back, or "
                   "its journal (-wal) lost?"),
                log.file(), {{"size", std::to_string(head->size)}, {"seen", std::to_string(seen.size)}});
  const auto root = log.root_at(seen.size);
  if (!root) return root.failure();
  if (to_base64(view(*root)) != seen.root)
    return told(N_("{file} is not what was signed: its first {seen} lines were rewritten"), log.file(),
                {{"seen", std::to_string(seen.size)}});
  return seen.size;
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
  std::optional<base::Checkpoint> seen;
  if (command) {
    const auto latest = latest_of(*command, note_name(database.vault()), file);
    if (!latest) return latest.failure();
    seen = *latest;
    if (seen)
      if (const Outcome same = compare(log, *seen, file); !same) return same.failure();
  }
  const auto known = compare_with_signer(log, {file, note_name(database.vault())});
  if (!known) return known.failure();
  const auto head = log.head();
  if (!head) return head.failure();
  if (!command) {
    if (head->size > *known)
      if (const auto note = log.checkpoint(); !note && was_signed(log)) return note.failure();
    return 0;
  }
  if (head->size > (seen ? seen->size : 0))
    if (const Outcome said = log.say_checkpoint(database); !said) return said.failure();
  return log.witnessed();
}

Result<store::Database> open_to_write(const std::filesystem::path& file, std::int64_t recorded) {
  auto database = store::Database::open(file, store::Database::Mode::write);
  if (!database) return database;
  Log log{*database};
  if (const auto anchored = anchor(*database, log); !anchored) return anchored.failure();
  if (const auto resumed = resume_erasures(*database, log, recorded); !resumed) return resumed.failure();
  return database;
}

namespace {

Outcome say_restored(store::Database& database, Log& log, std::int64_t at, std::int64_t recorded) {
  auto transaction = store::Transaction::begin(database);
  if (!transaction) return transaction.failure();
  if (const auto seq = log.append({.kind = Kind::database_restored, .at = at}, recorded); !seq) return seq.failure();
  return transaction->commit();
}

}  // namespace

Outcome certify_restore(store::Database& database, Log& log, std::int64_t at, std::int64_t recorded) {
  if (const Outcome said = say_restored(database, log, at, recorded); !said) return said;
  if (const auto resumed = resume_erasures(database, log, recorded); !resumed) return resumed.failure();
  const Signer signer{log.file(), note_name(database.vault())};
  const auto checkpoints = log.last_checkpoint();
  if (!checkpoints) return checkpoints.failure();
  const auto last = signer.last();
  if (!last) return last.failure();
  if (checkpoints->empty() && !*last) return base::Done{};  // nothing was ever signed
  if (const auto next = signer.next(true); !next) return next.failure();
  return log.say_checkpoint(database);
}

}  // namespace guichet::audit
