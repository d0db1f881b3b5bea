#include "base/child.h"

#include <fcntl.h>
#include <poll.h>
#include <spawn.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>

extern char** environ;

namespace guichet::base {

namespace {

constexpr std::size_t kAnswerMax = std::size_t{1} << 30U;

// Closed with the value.
class Descriptor {
 public:
  explicit Descriptor(int number = -1) : number_{number} {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() { close(); }
  void close() {
    if (number_ >= 0) ::close(number_);
    number_ = -1;
  }
  [[nodiscard]] int number() const { return number_; }
 private:
  int number_;
};

// Sends the question while it reads both answers, so that neither waits for the other. Sockets, not pipes: writing to
// a child that is gone is then an error, not a signal.
void converse(Descriptor& talk, Descriptor& complaints, std::string_view question, std::string& answer, std::string& said) {
  std::array<char, 65536> bytes{};
  bool talking = true;
  while (talking || complaints.number() >= 0) {
    std::array<pollfd, 2> waits{{{talking ? talk.number() : -1, POLLIN, 0}, {complaints.number(), POLLIN, 0}}};
    if (!question.empty()) waits[0].events = static_cast<short>(waits[0].events | POLLOUT);
    if (::poll(waits.data(), waits.size(), -1) < 0 && errno != EINTR) return;
    if (!question.empty() && (waits[0].revents & (POLLOUT | POLLERR | POLLHUP)) != 0) {
      const ssize_t sent = ::send(talk.number(), question.data(), question.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
      if (sent > 0) question.remove_prefix(static_cast<std::size_t>(sent));
      if (sent < 0 && errno != EAGAIN && errno != EINTR) question = {};
      if (question.empty()) ::shutdown(talk.number(), SHUT_WR);
    }
    if ((waits[0].revents & (POLLIN | POLLHUP)) != 0) {
      const ssize_t read = ::recv(talk.number(), bytes.data(), bytes.size(), MSG_DONTWAIT);
      if (read > 0 && answer.size() < kAnswerMax) answer.append(bytes.data(), static_cast<std::size_t>(read));
      if (read == 0 || (read < 0 && errno != EAGAIN && errno != EINTR)) talking = false;
    }
    if ((waits[1].revents & (POLLIN | POLLHUP)) != 0) {
      const ssize_t read = ::read(complaints.number(), bytes.data(), bytes.size());
      if (read > 0 && said.size() < bytes.size()) said.append(bytes.data(), static_cast<std::size_t>(read));
      if (read <= 0) complaints.close();
    }
  }
}

Failure failed(const std::string& program, const std::string& why) {
  return {{N_("{program} did not answer: {why}"), {{"program", program}, {"why", why}}}};
}

}  // namespace

Result<std::string> ask_child(const std::vector<std::string>& command, std::string_view question) {
  ensure(!command.empty(), "a command has a name");
  std::array<int, 2> talk{-1, -1};
  std::array<int, 2> errors{-1, -1};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, talk.data()) != 0 || ::pipe2(errors.data(), O_CLOEXEC) != 0)
    return failed(command.front(), std::strerror(errno));
  Descriptor ours{talk[0]};
  Descriptor theirs{talk[1]};
  Descriptor complaints{errors[0]};
  Descriptor complain{errors[1]};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, theirs.number(), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, theirs.number(), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, complain.number(), STDERR_FILENO);
  std::vector<std::string> words = command;
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  pid_t child = -1;
  const int spawned = ::posix_spawnp(&child, words.front().c_str(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (spawned != 0) return failed(command.front(), std::strerror(spawned));
  theirs.close();
  complain.close();
  if (question.empty()) ::shutdown(ours.number(), SHUT_WR);
  std::string answer;
  std::string said;
  converse(ours, complaints, question, answer, said);
  int how = 0;
  while (::waitpid(child, &how, 0) < 0 && errno == EINTR) {
  }
  if (WIFEXITED(how) && WEXITSTATUS(how) == 0) return answer;
  said = said.substr(0, said.find('\n'));
  if (!said.empty()) return failed(command.front(), said);
  return failed(command.front(), WIFEXITED(how) ? "exit " + std::to_string(WEXITSTATUS(how))
                                                : "signal " + std::to_string(WTERMSIG(how)));
}

std::string sibling(const std::string& program) {
  std::error_code none;
  return (std::filesystem::read_symlink("/proc/self/exe", none).parent_path() / program).string();
}

}  // namespace guichet::base
