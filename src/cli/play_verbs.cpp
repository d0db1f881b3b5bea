#include "cli/play_verbs.h"

#include <algorithm>
#include <array>
#include <sstream>

namespace guichet::cli {

namespace {

constexpr std::array kVerbs{
    VerbWords{Verb::help, "help", "aide", "? h", "", N_("this list")},
    VerbWords{Verb::look, "look", "voir", "v", "",
              N_("where the case stands and what can be done; so does an empty line")},
    VerbWords{Verb::story, "story", "histoire", "log journal", "", N_("the whole story of the case")},
    VerbWords{Verb::person, "person", "personne", "", "", N_("who the person is, and what the registers say of her")},
    VerbWords{Verb::wait, "wait", "attendre", "", N_("[DELAY]"),
              N_("let time pass: 3 days, 2 hours, 1 month; alone, until the next thing that happens by itself")},
    VerbWords{Verb::until, "until", "jusqu'au", "jusqu’au jusque", N_("DATE"),
              N_("let time pass until then: 2026-04-01, 2026-04-01 10:00")},
    VerbWords{Verb::fault, "fault", "panne", "", N_("[AGENCY [down|slow DELAY|error CODE]]"),
              N_("an administration stops answering, is slow, or answers an error; alone, how each one behaves")},
    VerbWords{Verb::repair, "repair", "rétablir", "retablir", N_("AGENCY"), N_("it works again")},
    VerbWords{Verb::expect, "expect", "constater", "", "",
              N_("note what is seen now as something the scenario expects here")},
    VerbWords{Verb::undo, "undo", "annuler", "u", N_("[NUMBER]"),
              N_("take back the last thing done, or the last ones")},
    VerbWords{Verb::save, "save", "enregistrer", "", N_("FILE [TITLE]"),
              N_("write all this as a scenario, which is then a test")},
    VerbWords{Verb::quit, "quit", "quitter", "q exit", "", N_("leave; what was not saved is lost")},
};

bool is_among(std::string_view word, const char* spellings) {
  std::istringstream words{spellings};
  for (std::string one; words >> one;)
    if (one == word) return true;
  return false;
}

}  // namespace

std::span<const VerbWords> verbs() { return kVerbs; }

std::optional<Verb> find_verb(std::string_view word) {
  for (const VerbWords& verb : kVerbs)
    if (verb.english == word || verb.french == word || is_among(word, verb.others)) return verb.verb;
  return std::nullopt;
}

std::string verb_word(Verb verb, base::Lang lang) {
  const auto found = std::ranges::find(kVerbs, verb, &VerbWords::verb);
  return lang == base::Lang::fr ? found->french : found->english;
}

std::vector<std::string> all_verb_words() {
  std::vector<std::string> words;
  for (const VerbWords& verb : kVerbs) {
    words.emplace_back(verb.french);
    words.emplace_back(verb.english);
  }
  return words;
}

}  // namespace guichet::cli
