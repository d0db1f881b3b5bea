// The questions of a game: who, where, and the data an act carries. Each says what may be typed and is asked again
// until the answer will do; `!` gives up, an empty line takes what is proposed. It changes no case.
#pragma once

#include <optional>
#include <string>

#include "cli/play_input.h"
#include "cli/words.h"
#include "dossier/case_record.h"
#include "scenario/world.h"

namespace guichet::cli {

class Questions {
 public:
  Questions(Session& session, Prompt& prompt, const scenario::World& world)
      : session_{session}, prompt_{prompt}, world_{world} {}

  // The id of a synthetic person; nothing at the end of the input.
  [[nodiscard]] base::Result<std::optional<std::string>> person();
  [[nodiscard]] base::Result<bool> is_known(const std::string& person) const;
  // Which place of an agency that exists many times.
  [[nodiscard]] std::optional<std::string> place(const model::Agency& agency);

  // Adds to `act` what its event carries and was not given yet; false when the person gave up.
  [[nodiscard]] bool complete(scenario::ActStep& act, const model::Event& event, const dossier::CaseRecord& record);
 private:
  struct Asked;
  [[nodiscard]] bool value(const Asked& asked, scenario::ActStep& act);

  Session& session_;
  Prompt& prompt_;
  const scenario::World& world_;
};

}  // namespace guichet::cli
