// "The world failed": a value, or a sentence that names the file and the cause. Refusals by a rule
// and mistakes in a file have types of their own and never travel this way.
#pragma once

#include <string>
#include <utility>
#include <variant>

#include "base/ensure.h"
#include "base/message.h"

namespace guichet::base {

struct Failure {
  Message sentence;
  std::string place = {};  // "file:line", when one step of a file met it
};

[[nodiscard]] inline std::string tr(Lang lang, const Failure& failure) {
  const std::string sentence = tr(lang, failure.sentence);
  return failure.place.empty() ? sentence : failure.place + ": " + sentence;
}

template <class T>
class [[nodiscard]] Result {
 public:
  Result(T value) : held_{std::in_place_index<0>, std::move(value)} {}        // NOLINT: implicit on purpose
  Result(Failure failure) : held_{std::in_place_index<1>, std::move(failure)} {}  // NOLINT: idem

  [[nodiscard]] bool ok() const { return held_.index() == 0; }
  [[nodiscard]] explicit operator bool() const { return ok(); }

  [[nodiscard]] T& value() & { return checked(*this); }
  [[nodiscard]] const T& value() const& { return checked(*this); }
  [[nodiscard]] T&& value() && { return std::move(checked(*this)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  [[nodiscard]] const Failure& failure() const {
    ensure(!ok(), "failure() of a result that holds a value");
    return *std::get_if<1>(&held_);
  }

 private:
  template <class Self>
  static auto& checked(Self& self) {
    ensure(self.ok(), "value() of a failed result");
    return *std::get_if<0>(&self.held_);
  }

  std::variant<T, Failure> held_;
};

// A result with nothing to return but success.
struct Done {};
using Outcome = Result<Done>;

}  // namespace guichet::base
