#include "load/report.h"

#include <utility>

namespace guichet::load {

void Report::add(base::Diagnostic diagnostic) {
  if (is_full()) return;
  if (diagnostics_.all().size() == kShownMax) {
    diagnostic.severity = base::Severity::error;
    diagnostic.message = {.id = N_("more than {count} mistakes: the others are not shown"),
                          .args = {{"count", std::to_string(kShownMax)}}};
    diagnostic.hint.reset();
  }
  if (!path_.empty()) diagnostic.path = path_;
  diagnostics_.add(std::move(diagnostic));
}

void Report::error(base::Span span, base::Message message, std::optional<base::Message> hint) {
  add({base::Severity::error, span, std::move(message), std::move(hint)});
}

void Report::warning(base::Span span, base::Message message, std::optional<base::Message> hint) {
  add({base::Severity::warning, span, std::move(message), std::move(hint)});
}

void Report::append(const base::Diagnostics& others) {
  for (const base::Diagnostic& diagnostic : others.all()) add(diagnostic);
}

}  // namespace guichet::load
