// A scenario played for real, as the story pictures tell: its log line by line becomes steps and refused attempts.
#pragma once

#include <string>
#include <variant>

#include "base/result.h"
#include "cli/session.h"
#include "diagram/story.h"
#include "scenario/runner.h"

namespace guichet::cli {

struct PlayedStory {
  diagram::Story story;
  std::string scenario;  // its id
};

// `named`: a scenario beside the procedure, which is the one that is drawn, or the path of a file. Else an exit code, once
// what is wrong was told.
[[nodiscard]] std::variant<PlayedStory, int> play_story(Session& session, const scenario::World& world,
                                                    const model::Procedure& procedure, const std::string& named);

[[nodiscard]] diagram::Story story_of(const scenario::RunReport& report, const model::Procedure& procedure,
                                      const model::Reference& reference, base::Lang lang);

}  // namespace guichet::cli
