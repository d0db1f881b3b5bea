// A line of the log as a sentence people read, in French or English, with the titles of the procedure
// and the names of the agencies. It adds nothing to the line and hides nothing of it but codes.
#pragma once

#include <string>
#include <vector>

#include "audit/log.h"
#include "base/message.h"
#include "model/agencies.h"
#include "model/procedure.h"

namespace guichet::dossier {

class Narrator {
 public:
  Narrator(const model::Procedure& procedure, const model::Reference& reference, base::Lang lang)
      : procedure_{procedure}, reference_{reference}, lang_{lang} {}

  // One sentence without its date and without its final stop.
  [[nodiscard]] std::string sentence(const audit::Line& line) const;

  [[nodiscard]] std::string actor(const std::string& name) const;
  [[nodiscard]] std::string agency(const std::string& id) const;
  [[nodiscard]] std::string data(const std::vector<std::string>& names) const;
  [[nodiscard]] std::string purpose(const std::string& name) const;
  // The value of a datum as people write it: a date in words, euros, "oui".
  [[nodiscard]] std::string value(const std::string& datum, const std::string& text) const;

 private:
  [[nodiscard]] std::string state(const std::string& name) const;
  [[nodiscard]] std::string letter(const std::string& title) const;
  [[nodiscard]] std::string carried(const audit::Line& line) const;
  [[nodiscard]] std::string exchange(const audit::Line& line) const;
  [[nodiscard]] std::string reason(const audit::Line& line) const;

  const model::Procedure& procedure_;
  const model::Reference& reference_;
  base::Lang lang_;
};

}  // namespace guichet::dossier
