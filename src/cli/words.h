// The closed words of the format (kinds of data, legal bases, roles, endings, sources) as people read them.
#pragma once

#include <string>
#include <vector>

#include "base/message.h"
#include "model/agencies.h"
#include "model/procedure.h"

namespace guichet::cli {

// A procedure seen by someone who reads: titles instead of names.
class Words {
 public:
  Words(const model::Procedure& procedure, const model::Reference& reference, base::Lang lang)
      : procedure_{procedure}, reference_{reference}, lang_{lang} {}

  [[nodiscard]] std::string tr(const char* id, base::Args args = {}) const {
    return base::tr(lang_, id, std::move(args));
  }
  [[nodiscard]] std::string title(const model::Title& title, const std::string& otherwise) const;
  [[nodiscard]] std::string actor(model::ActorId id) const;
  [[nodiscard]] std::string actors(const std::vector<model::ActorId>& ids) const;
  [[nodiscard]] std::string purpose(model::PurposeId id) const;
  [[nodiscard]] std::string datum(model::DatumId id) const;
  [[nodiscard]] std::string data(const std::vector<model::DatumId>& ids) const;
  [[nodiscard]] std::string event(const model::Event& event) const;
  [[nodiscard]] std::string state(const model::State& state) const;
  [[nodiscard]] std::string api(const model::Exchange& exchange) const;

  // A datum's title, the table a value is looked up in and by what; any other expression as it is written.
  [[nodiscard]] std::string expression(const expr::Expression& expression) const;

  [[nodiscard]] std::string role(const model::Actor& actor) const;
  [[nodiscard]] std::string kind(const model::Datum& datum) const;
  [[nodiscard]] std::string category(const std::string& word) const;  // as written when it is none of ours
  [[nodiscard]] std::string basis(const model::Purpose& purpose) const;
  [[nodiscard]] std::string outcome(model::OutcomeKind outcome) const;
  [[nodiscard]] std::string recourse(const std::string& word) const;
  [[nodiscard]] std::string retention(const model::Retention& retention) const;

  // "F33963", with "(to verify)" when nobody has; a sentence for `choice` and `unknown`.
  [[nodiscard]] std::string source(const model::SourceRef& source) const;
  [[nodiscard]] std::string sources(const std::vector<std::string>& ids) const;
  [[nodiscard]] bool is_doubtful(const model::SourceRef& source) const;

  [[nodiscard]] base::Lang lang() const { return lang_; }
 private:
  [[nodiscard]] std::string slot(std::uint16_t slot) const;

  const model::Procedure& procedure_;
  const model::Reference& reference_;
  base::Lang lang_;
};

}  // namespace guichet::cli
