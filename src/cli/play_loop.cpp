#include "cli/play_loop.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

#include "cli/play_show.h"
#include "cli/play_values.h"
#include "cli/story.h"

namespace guichet::cli {

namespace {

std::optional<std::size_t> number_in(const std::string& word) {
  std::size_t number = 0;
  const auto read = std::from_chars(word.data(), word.data() + word.size(), number);
  return read.ec == std::errc{} && read.ptr == word.data() + word.size() ? std::optional{number} : std::nullopt;
}

std::string one_text(const std::vector<std::string>& words) { return fmt::format("{}", fmt::join(words, " ")); }

// The opening of a case says nothing that where it stands does not show.
bool is_worth_telling(const std::vector<audit::Line>& lines) {
  using audit::Kind;
  return std::ranges::any_of(lines, [](const audit::Line& line) {
    return line.kind != Kind::dossier_opened && line.kind != Kind::state_entered && line.kind != Kind::deadline_set;
  });
}

}  // namespace

base::Outcome PlayLoop::run() {
  const auto opening = game_.news();
  if (!opening.ok()) return opening.failure();
  if (is_worth_telling(*opening)) {
    Page page = session_.page();
    page.verbatim("\n");
    add_story(page, *opening, {game_.procedure(), game_.world().reference, session_.lang()}, session_.lang(), 0);
    session_.print(page);
  }
  if (const auto done = show(); !done.ok()) return done;
  say(N_("`{help}` lists the other words: time, faults, undo, save."),
      {{"help", verb_word(Verb::help, session_.lang())}});
  while (const auto line = prompt_.line())
    if (!obey(*line)) return base::Done{};
  if (!game_.is_saved()) say(N_("the input has ended: nothing was saved"));
  return base::Done{};
}

base::Outcome PlayLoop::show() {
  const auto record = game_.record();
  if (!record.ok()) return record.failure();
  const model::Reference& reference = game_.world().reference;
  choices_ = scenario::choices(*record, reference.agencies);
  Page page = session_.page();
  page.verbatim("\n");
  add_standing(page, game_, *record, words_);
  add_choices(page, choices_, game_.procedure(), reference, words_);
  if (choices_.empty() && record->row.next_due)
    page.line(session_.tr(N_("nobody has anything to do: `{wait}` lets time pass"),
                          {{"wait", verb_word(Verb::wait, session_.lang())}}));
  session_.print(page);
  return base::Done{};
}

bool PlayLoop::obey(const std::string& line) {
  Typed typed = split_words(line);
  if (typed.empty()) typed = {"look"};
  if (const scenario::Choice* choice = find_choice(typed)) {
    const scenario::Choice chosen = *choice;
    act(chosen, typed);
    return true;
  }
  const Typed rest{typed.begin() + 1, typed.end()};
  if (const auto verb = find_verb(typed.front())) return obey(*verb, rest);
  const std::size_t event_at = typed.size() > 1 && game_.procedure().find_actor(typed.front()) ? 1 : 0;
  if (const auto event = game_.procedure().find_event(typed[event_at])) {
    act_unexpected(game_.procedure()[*event],
                   Typed{typed.begin() + 1 + static_cast<std::ptrdiff_t>(event_at), typed.end()});
    return true;
  }
  std::vector<std::string> known;
  for (const scenario::Choice& choice : choices_) known.push_back(typed_as(choice, game_.procedure()));
  for (std::string& word : all_verb_words()) known.push_back(std::move(word));
  Page page = session_.page();
  page.line(session_.tr(N_("'{word}' means nothing here"), {{"word", typed.front()}}));
  if (!base::nearest(typed.front(), known).empty())
    page.line(base::tr(session_.lang(), base::expected_one_of(typed.front(), known)), 2);
  else
    page.line(session_.tr(N_("type a number, the word of an act, or `{help}`"),
                          {{"help", verb_word(Verb::help, session_.lang())}}),
              2);
  session_.print(page);
  return true;
}

bool PlayLoop::obey(Verb verb, const Typed& rest) {
  switch (verb) {
    case Verb::help:
      help();
      break;
    case Verb::look:
      if (const auto done = show(); !done.ok()) say(done.failure());
      break;
    case Verb::story: {
      const auto seen = game_.observe();
      if (!seen.ok()) return say(seen.failure()), true;
      std::vector<audit::Line> lines;
      for (const scenario::Told& told : seen->story) lines.push_back(told.line);
      Page page = session_.page();
      add_story(page, lines, {game_.procedure(), game_.world().reference, session_.lang()}, session_.lang(), 0);
      session_.print(page);
      break;
    }
    case Verb::person: {
      Page page = session_.page();
      if (const auto done = add_person(page, game_.world(), game_.scenario().citizen); !done.ok()) say(done.failure());
      session_.print(page);
      break;
    }
    case Verb::wait:
      wait(rest);
      break;
    case Verb::until:
      until(rest);
      break;
    case Verb::fault:
    case Verb::repair:
      fault(rest, verb == Verb::repair);
      break;
    case Verb::expect: {
      const auto finished = game_.finished();
      if (!finished.ok()) return say(finished.failure()), true;
      if (const auto taken = game_.take({.span = {}, .what = *finished->expect}); !taken.ok())
        return say(taken.failure()), true;
      say(N_("noted: the scenario will expect here what is seen now"));
      break;
    }
    case Verb::undo:
      undo(rest);
      break;
    case Verb::save:
      save(rest);
      break;
    case Verb::quit:
      return quit();
  }
  return true;
}

// Takes the words that name the act off the line.
const scenario::Choice* PlayLoop::find_choice(Typed& typed) const {
  const auto taken = [&](const scenario::Choice* choice, std::size_t words) {
    typed.erase(typed.begin(), typed.begin() + static_cast<std::ptrdiff_t>(words));
    return choice;
  };
  if (const auto number = number_in(typed.front()); number && *number >= 1 && *number <= choices_.size())
    return taken(&choices_[*number - 1], 1);
  for (const scenario::Choice& choice : choices_) {
    const std::string whole = typed_as(choice, game_.procedure());
    const std::string two = typed.size() > 1 ? typed[0] + " " + typed[1] : std::string{};
    if (whole == two) return taken(&choice, 2);
    if (whole == typed.front()) return taken(&choice, 1);
    if (choice.event.known() && choice.actor + " " + game_.procedure()[choice.event].name == two)
      return taken(&choice, 2);
  }
  return nullptr;
}

void PlayLoop::act(const scenario::Choice& choice, const Typed& rest) {
  if (!choice.event.known())
    return take({.span = {},
                 .what = scenario::ConsentStep{
                     .act = choice.consent, .actor = choice.actor, .purpose = game_.procedure()[choice.purpose].name}});
  const model::Event& event = game_.procedure()[choice.event];
  scenario::ActStep step{
      .actor = choice.actor, .event = event.name, .member = choice.member, .data = {}, .identity = {}, .refused = {}};
  if (!read_given(rest, event, step)) return;
  const auto record = game_.record();
  if (!record.ok()) return say(record.failure());
  Questions questions{session_, prompt_, game_.world()};
  if (!questions.complete(step, event, *record)) return say(N_("given up: nothing was done"));
  take({.span = {}, .what = std::move(step)});
}

// It will be refused; the rule that refuses it says why. Its data are asked, or the reason would be that they lack.
void PlayLoop::act_unexpected(const model::Event& event, const Typed& rest) {
  scenario::ActStep step{.actor = event.by.known() ? game_.procedure()[event.by].name : std::string{},
                         .event = event.name,
                         .member = {},
                         .data = {},
                         .identity = {},
                         .refused = {}};
  if (!read_given(rest, event, step)) return;
  const auto record = game_.record();
  if (!record.ok()) return say(record.failure());
  say(N_("nobody waits for “{event}” here: it will be refused"), {{"event", words_.event(event)}});
  Questions questions{session_, prompt_, game_.world()};
  if (!questions.complete(step, event, *record)) return say(N_("given up: nothing was done"));
  take({.span = {}, .what = std::move(step)});
}

bool PlayLoop::read_given(const Typed& rest, const model::Event& event, scenario::ActStep& act) {
  std::vector<model::DatumId> known = event.carries;
  known.insert(known.end(), event.may_carry.begin(), event.may_carry.end());
  for (const std::string& word : rest) {
    const std::size_t equals = word.find('=');
    const std::string key = word.substr(0, equals);
    if (equals != std::string::npos && key == "identity") {
      act.identity = word.substr(equals + 1);
      continue;
    }
    const std::string name = key.substr(0, key.find('['));
    const auto datum = std::ranges::find_if(known, [&](model::DatumId id) {
      const std::string& full = game_.procedure()[id].name;
      return full == name || full.substr(full.rfind('.') + 1) == name;
    });
    if (equals == std::string::npos || datum == known.end()) {
      std::vector<std::string> names;
      for (const model::DatumId id : known) names.push_back(game_.procedure()[id].name);
      say(N_("'{word}' is no datum of this act: write name=value"), {{"word", word}});
      if (!names.empty()) say(base::tr(session_.lang(), base::expected_one_of(name, names)));
      return false;
    }
    const model::Datum& found = game_.procedure()[*datum];
    const auto text = read_typed(found, std::string_view{word}.substr(equals + 1));
    if (!text) {
      say(N_("'{word}' will not do; expected: {expected}"),
          {{"word", word}, {"expected", expected_value(found, words_)}});
      return false;
    }
    act.data[found.name + key.substr(name.size())] = *text;
  }
  return true;
}

void PlayLoop::take(scenario::Step step) {
  const auto taken = game_.take(std::move(step));
  if (!taken.ok()) return say(taken.failure());
  tell_news();
  if (!taken->refused.empty())
    return say(N_("Refused: the case has not changed. The attempt is noted; `{undo}` forgets it."),
               {{"undo", verb_word(Verb::undo, session_.lang())}});
  if (const auto done = show(); !done.ok()) say(done.failure());
}

void PlayLoop::tell_news() {
  const auto lines = game_.news();
  if (!lines.ok()) return say(lines.failure());
  Page page = session_.page();
  page.verbatim("\n");
  add_story(page, *lines, {game_.procedure(), game_.world().reference, session_.lang()}, session_.lang(), 0);
  if (!lines->empty()) session_.print(page);
}

void PlayLoop::wait(const Typed& rest) {
  if (!rest.empty()) {
    const auto delay = read_typed_delay(one_text(rest));
    if (!delay)
      return say(N_("'{word}' is no length of time: 3 days, 2 hours, 1 month"), {{"word", one_text(rest)}});
    return take({.span = {}, .what = scenario::WaitStep{.delay = delay, .until = {}}});
  }
  const auto record = game_.record();
  if (!record.ok()) return say(record.failure());
  if (!record->row.next_due || *record->row.next_due <= game_.stage().now().minutes)
    return say(N_("nothing will happen by itself: say how long to wait"));
  take({.span = {}, .what = scenario::WaitStep{.delay = {}, .until = base::Instant{*record->row.next_due}}});
}

void PlayLoop::until(const Typed& rest) {
  const auto moment = read_typed_moment(one_text(rest));
  if (!moment) return say(N_("'{word}' is no date: 2026-04-01, or 2026-04-01 10:00"), {{"word", one_text(rest)}});
  take({.span = {}, .what = scenario::WaitStep{.delay = {}, .until = moment}});
}

void PlayLoop::undo(const Typed& rest) {
  const auto count = rest.empty() ? std::optional<std::size_t>{1} : number_in(rest.front());
  if (!count || *count == 0)
    return say(N_("how many? `{undo} 2` takes back the last two"), {{"undo", verb_word(Verb::undo, session_.lang())}});
  if (game_.scenario().steps.empty()) return say(N_("there is nothing to take back"));
  if (const auto done = game_.undo(*count); !done.ok()) return say(done.failure());
  if (const auto done = show(); !done.ok()) say(done.failure());
}

bool PlayLoop::quit() {
  if (game_.is_saved()) return false;
  if (session_.environment.in_is_terminal) {
    say(N_("Leave without saving? (yes or no)"));
    const auto answer = prompt_.line();
    if (answer && !answer->starts_with('o') && !answer->starts_with('y')) return true;
  }
  say(N_("nothing was saved"));
  return false;
}

void PlayLoop::help() {
  Page page = session_.page();
  page.line(session_.tr(
      N_("An act: its number or its word, then if you like its data as name=value. What is missing is asked.")));
  std::vector<std::pair<std::string, std::string>> rows;
  for (const VerbWords& verb : verbs()) {
    std::string words = verb_word(verb.verb, session_.lang());
    if (*verb.arguments != '\0') words += " " + session_.tr(verb.arguments);
    rows.emplace_back(words, session_.tr(verb.help));
  }
  page.rows(rows);
  session_.print(page);
}

}  // namespace guichet::cli
