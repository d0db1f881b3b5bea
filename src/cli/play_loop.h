// The conversation: one line typed, one thing done and told, until the person leaves. A mistake is told and nothing
// changes; no mistake ends it.
#pragma once

#include <filesystem>
#include <set>
#include <string>
#include <vector>

#include "cli/play_game.h"
#include "cli/play_questions.h"
#include "cli/play_verbs.h"

namespace guichet::cli {

class PlayLoop {
 public:
  // `named`: the procedure as a scenario outside its folder names it: an id; empty when it is a file of somebody's.
  PlayLoop(Session& session, Prompt& prompt, Game& game, std::string named)
      : session_{session},
        prompt_{prompt},
        game_{game},
        named_{std::move(named)},
        words_{game.procedure(), game.world().reference, session.lang()} {}

  // Fails when the world fails at the start; later failures are told.
  [[nodiscard]] base::Outcome run();
 private:
  using Typed = std::vector<std::string>;

  base::Outcome show();
  // False: the game is over.
  bool obey(const std::string& line);
  bool obey(Verb verb, const Typed& rest);
  void act(const scenario::Choice& choice, const Typed& rest);
  void act_unexpected(const model::Event& event, const Typed& rest);
  void take(scenario::Step step);
  void wait(const Typed& rest);
  void until(const Typed& rest);
  void fault(const Typed& rest, bool repaired);
  void undo(const Typed& rest);
  void save(const Typed& rest);
  bool quit();
  void help();

  [[nodiscard]] const scenario::Choice* find_choice(Typed& typed) const;
  // Values written on the line of the act; false when one will not do.
  [[nodiscard]] bool read_given(const Typed& rest, const model::Event& event, scenario::ActStep& act);
  void tell_news();
  void say(const std::string& sentence) { session_.print(session_.page().line(sentence)); }
  void say(const char* id, base::Args args = {}) { say(session_.tr(id, std::move(args))); }
  void say(const base::Failure& failure) { say(base::tr(session_.lang(), failure)); }

  Session& session_;
  Prompt& prompt_;
  Game& game_;
  std::string named_;
  Words words_;
  std::vector<scenario::Choice> choices_;
  std::set<std::filesystem::path> written_;  // here, by this game: they may be written again
};

}  // namespace guichet::cli
