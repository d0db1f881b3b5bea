// The procedures an office can run, each with its driver. A case names its definition by digest: it
// goes on with the very text it started on, whatever the file says today. Reading a text is somebody
// else's work, given as a function.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "base/calendar.h"
#include "base/result.h"
#include "engine/driver.h"
#include "model/procedure.h"

namespace guichet::dossier {

// The compiled machines of a procedure, one stepper each; none when the program knows none for this very text.
using Machines = std::function<std::vector<engine::AnyStepper>(const model::Procedure&)>;

// One procedure, ready to run: on its compiled machines where there are any, else on the reference. Never moves: the
// driver points into it.
struct Definition {
  Definition(model::Procedure procedure, const base::Calendar& calendar, const Machines& machines);
  Definition(const Definition&) = delete;
  Definition& operator=(const Definition&) = delete;

  model::Procedure procedure;
  std::vector<engine::ReferenceStepper> reference;  // one per machine
  std::vector<engine::AnyStepper> compiled;         // one per machine, or none
  engine::Driver driver;
};

class Definitions {
 public:
  // Reads a definition kept in a database; the name is for messages.
  using Reader = std::function<base::Result<model::Procedure>(const std::string& id, const std::string& text)>;

  Definitions(const base::Calendar& calendar, Reader reader, Machines machines = {});

  const Definition& add(model::Procedure procedure);
  // The definition new cases of this procedure start on: the last one added.
  [[nodiscard]] const Definition* current(std::string_view procedure) const;
  [[nodiscard]] const Definition* by_digest(std::string_view digest) const;
  // As by_digest, reading `text` when the digest is not known yet.
  [[nodiscard]] base::Result<const Definition*> restore(const std::string& id, const std::string& digest,
                                                        const std::string& text);

 private:
  const base::Calendar* calendar_;
  Reader reader_;
  Machines machines_;
  std::vector<std::unique_ptr<Definition>> all_;
};

}  // namespace guichet::dossier
