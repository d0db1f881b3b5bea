// Another program of ours, asked one thing: it reads the question on its standard input, answers on its standard
// output and ends. Knows nothing of what is asked.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace guichet::base {

// Asked, and not answered yet: it works beside this program until answer() is called. One that is dropped is waited for.
class Child {
 public:
  [[nodiscard]] static Result<Child> start(const std::vector<std::string>& command, std::string question);
  Child(Child&&) noexcept;
  Child& operator=(Child&&) noexcept;
  ~Child();
  // Once, as ask_child.
  [[nodiscard]] Result<std::string> answer();
 private:
  struct Inner;
  explicit Child(std::unique_ptr<Inner> inner);
  std::unique_ptr<Inner> inner_;
};

// What it answered. Fails when it can't be started, is killed, or ends with another code than 0; then the first line
// it wrote on its standard error is in the sentence. `command`: its path or, without a slash, its name on PATH; then its
// arguments.
[[nodiscard]] Result<std::string> ask_child(const std::vector<std::string>& command, std::string_view question);

// The path of a program installed beside this one.
[[nodiscard]] std::string sibling(const std::string& program);

}  // namespace guichet::base
