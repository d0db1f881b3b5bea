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
#include <utility>

extern char** environ;

namespace guichet::base {

namespace {

constexpr std::size_t kAnswerMax = std::size_t{1} << 30U;

}  // namespace

struct Child::Inner {
  // Closed with the value.
  class Descriptor {
   public:
    explicit Descriptor(int number = -1) : number_{number} {}
    Descriptor(const Descriptor&) = delete;
    Descriptor& operator=(const Descriptor&) = delete;
    Descriptor& operator=(Descriptor&& other) noexcept {
      std::swap(number_, other.number_);
      return *this;
    }
    ~Descriptor() { close(); }
    void close() {
      if (number_ >= 0) ::close(number_);
      number_ = -1;
    }
    [[nodiscard]] int number() const { return number_; }
   private:
    int number_;
  };

  std::string program, question;
  std::size_t sent = 0;
  Descriptor talk, complaints;
  pid_t process = -1;

  ~Inner() {
    talk.close();
    complaints.close();
    static_cast<void>(wait());
  }
  // How it ended, as waitpid says.
  int wait() {
    int how = 0;
    while (process > 0 && ::waitpid(process, &how, 0) < 0 && errno == EINTR) {
    }
    process = -1;
    return how;
  }
  // As much as goes without waiting; true when that was the end of it.
  bool send() {
    while (sent < question.size()) {
      const ssize_t count = ::send(talk.number(), question.data() + sent, question.size() - sent, MSG_NOSIGNAL | MSG_DONTWAIT);
      if (count < 0 && errno == EAGAIN) return false;
      if (count < 0 && errno != EINTR) break;  // it is gone: its end says why
      if (count > 0) sent += static_cast<std::size_t>(count);
    }
    ::shutdown(talk.number(), SHUT_WR);
    return true;
  }
  void converse(std::string& answer, std::string& said);
};

// Sends the question while it reads both answers, so that neither waits for the other. Sockets, not pipes: writing to
// a child that is gone is then an error, not a signal.
void Child::Inner::converse(std::string& answer, std::string& said) {
  std::array<char, 65536> bytes{};
  bool asking = !send();
  bool talking = true;
  while (talking || complaints.number() >= 0) {
    std::array<pollfd, 2> waits{{{talking ? talk.number() : -1, POLLIN, 0}, {complaints.number(), POLLIN, 0}}};
    if (asking) waits[0].events = static_cast<short>(waits[0].events | POLLOUT);
    if (::poll(waits.data(), waits.size(), -1) < 0 && errno != EINTR) return;
    if (asking && (waits[0].revents & (POLLOUT | POLLERR | POLLHUP)) != 0) asking = !send();
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

namespace {

Failure failed(const std::string& program, const std::string& why) {
  return {{N_("{program} did not answer: {why}"), {{"program", program}, {"why", why}}}};
}

}  // namespace

Child::Child(std::unique_ptr<Inner> inner) : inner_{std::move(inner)} {}
Child::Child(Child&&) noexcept = default;
Child& Child::operator=(Child&&) noexcept = default;
Child::~Child() = default;

Result<Child> Child::start(const std::vector<std::string>& command, std::string question) {
  ensure(!command.empty(), "a command has a name");
  std::array<int, 2> talk{-1, -1};
  std::array<int, 2> errors{-1, -1};
  if (::socketpair(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0, talk.data()) != 0 || ::pipe2(errors.data(), O_CLOEXEC) != 0)
    return failed(command.front(), std::strerror(errno));
  auto inner = std::make_unique<Inner>();
  inner->program = command.front();
  inner->question = std::move(question);
  inner->talk = Inner::Descriptor{talk[0]};
  inner->complaints = Inner::Descriptor{errors[0]};
  const Inner::Descriptor theirs{talk[1]};
  const Inner::Descriptor complain{errors[1]};
  posix_spawn_file_actions_t actions;
  posix_spawn_file_actions_init(&actions);
  posix_spawn_file_actions_adddup2(&actions, theirs.number(), STDIN_FILENO);
  posix_spawn_file_actions_adddup2(&actions, theirs.number(), STDOUT_FILENO);
  posix_spawn_file_actions_adddup2(&actions, complain.number(), STDERR_FILENO);
  std::vector<std::string> words = command;
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const int spawned = ::posix_spawnp(&inner->process, words.front().c_str(), &actions, nullptr, arguments.data(), environ);
  posix_spawn_file_actions_destroy(&actions);
  if (spawned != 0) {
    inner->process = -1;
    return failed(command.front(), std::strerror(spawned));
  }
  inner->send();
  return Child{std::move(inner)};
}

Result<std::string> Child::answer() {
  ensure(inner_ && inner_->process > 0, "a child answers once");
  std::string answer;
  std::string said;
  inner_->converse(answer, said);
  const int how = inner_->wait();
  if (WIFEXITED(how) && WEXITSTATUS(how) == 0) return answer;
  said = said.substr(0, said.find('\n'));
  if (!said.empty()) return failed(inner_->program, said);
  return failed(inner_->program, WIFEXITED(how) ? "exit " + std::to_string(WEXITSTATUS(how))
                                                : "signal " + std::to_string(WTERMSIG(how)));
}

Result<std::string> ask_child(const std::vector<std::string>& command, std::string_view question) {
  auto child = Child::start(command, std::string{question});
  if (!child) return child.failure();
  return child->answer();
}

std::string sibling(const std::string& program) {
  std::error_code none;
  return (std::filesystem::read_symlink("/proc/self/exe", none).parent_path() / program).string();
}

}  // namespace guichet::base
