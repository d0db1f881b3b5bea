// Where a reader of files writes the mistakes it finds: the first hundred, then one line saying there are more, so that a
// file of a hundred thousand mistakes costs no more than one of a hundred.
#pragma once

#include <cstddef>
#include <optional>
#include <string>

#include "base/diagnostic.h"

namespace guichet::load {

class Report {
 public:
  static constexpr std::size_t kShownMax = 100;

  // `path`: the file these mistakes are in, when it is not the one whose diagnostics these are.
  explicit Report(base::Diagnostics& diagnostics, std::string path = {})
      : diagnostics_{diagnostics}, path_{std::move(path)} {}

  void error(base::Span span, base::Message message, std::optional<base::Message> hint = std::nullopt);
  void warning(base::Span span, base::Message message, std::optional<base::Message> hint = std::nullopt);
  void append(const base::Diagnostics& others);
  // True once the limit is reached: looking for suggestions is then a waste.
  [[nodiscard]] bool has_errors() const { return diagnostics_.has_errors(); }
  [[nodiscard]] bool is_full() const { return diagnostics_.all().size() > kShownMax; }

 private:
  void add(base::Diagnostic diagnostic);

  base::Diagnostics& diagnostics_;
  std::string path_;
};

}  // namespace guichet::load
