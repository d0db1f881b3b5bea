#include "cli/play_questions.h"

#include <algorithm>
#include <charconv>

#include "agency/csv.h"
#include "cli/play_values.h"
#include "dossier/narrate.h"

namespace guichet::cli {

namespace {

// The number of a row, from 1, or its first word.
std::optional<std::size_t> chosen(const std::string& typed, const std::vector<std::string>& names) {
  const auto named = std::ranges::find(names, typed);
  if (named != names.end()) return static_cast<std::size_t>(named - names.begin());
  std::size_t number = 0;
  const auto read = std::from_chars(typed.data(), typed.data() + typed.size(), number);
  const bool whole = read.ec == std::errc{} && read.ptr == typed.data() + typed.size();
  return whole && number >= 1 && number <= names.size() ? std::optional{number - 1} : std::nullopt;
}

// Members of a list datum: as just typed, or as the case holds them.
std::vector<std::string> ticked(const model::Datum& list, const scenario::ActStep& act,
                                const dossier::CaseRecord& record) {
  std::vector<std::string> members;
  const auto typed = act.data.find(list.name);
  const expr::Value& held = record.state.slots[list.slot];
  for (std::size_t i = 0; i < list.values->size(); ++i) {
    const std::string& word = (*list.values)[i];
    const bool in_text =
        typed != act.data.end() && ("," + typed->second + ",").find("," + word + ",") != std::string::npos;
    const bool in_case = typed == act.data.end() && !held.is_absent() && (held.as_members() >> i & 1u) != 0;
    if (in_text || in_case) members.push_back(word);
  }
  return members;
}

}  // namespace

// One value to ask for: the key it goes under, and whether it may be left out.
struct Questions::Asked {
  const model::Datum& datum;
  std::string key;
  bool optional;
  const model::Procedure& procedure;
  const Words& words;
};

base::Result<std::optional<std::string>> Questions::person() {
  const auto table = agency::read_csv(world_.root / "data" / "citizens" / "personnes.csv", "personnes");
  if (!table.ok()) return table.failure();
  const auto column = [&](const char* name) {
    return static_cast<std::size_t>(std::ranges::find(table->columns, name) - table->columns.begin());
  };
  const std::size_t id = column("personne");
  const std::size_t story = column("histoire");
  const std::size_t name = column("nom");
  const std::size_t given = column("prenoms");
  if (std::max({id, story, name, given}) >= table->columns.size())
    return base::Failure{{.id = N_("data/citizens/personnes.csv lacks a column")}};
  std::vector<std::string> shown;
  std::vector<std::pair<std::string, std::string>> rows;
  for (const auto& row : table->rows) {
    if (row[story].empty()) continue;
    shown.push_back(row[id]);
    rows.emplace_back(std::to_string(shown.size()),
                      row[id] + " · " + row[given] + " " + row[name] + " · " + row[story]);
  }
  Page page = session_.page();
  page.verbatim("\n").line(session_.tr(N_("Who is it for?")), 0, Tone::strong).rows(rows);
  page.line(session_.tr(N_("A number, or the id of any synthetic person; an empty line takes the first.")), 0,
            Tone::faint);
  session_.print(page);
  while (const auto typed = prompt_.line()) {
    if (typed->empty() && !shown.empty()) return std::optional{shown.front()};
    if (const auto at = chosen(*typed, shown)) return std::optional{shown[*at]};
    if (std::ranges::any_of(table->rows, [&](const auto& row) { return row[id] == *typed; })) return typed;
    session_.print(session_.page().line(session_.tr(N_("nobody is called '{word}' here"), {{"word", *typed}})));
  }
  return std::optional<std::string>{};
}

base::Result<bool> Questions::is_known(const std::string& person) const {
  const auto table = agency::read_csv(world_.root / "data" / "citizens" / "personnes.csv", "personnes");
  if (!table.ok()) return table.failure();
  return std::ranges::any_of(table->rows, [&](const auto& row) { return row.front() == person; });
}

std::optional<std::string> Questions::place(const model::Agency& agency) {
  std::vector<std::string> names;
  std::vector<std::pair<std::string, std::string>> rows;
  for (const model::Place& place : agency.places) {
    names.push_back(place.name);
    rows.emplace_back(std::to_string(names.size()), place.name + " · " + place.title.in(session_.lang()));
  }
  Page page = session_.page();
  page.verbatim("\n").line(session_.tr(N_("Where? ({agency})"), {{"agency", agency.title.in(session_.lang())}}), 0,
                           Tone::strong);
  page.rows(rows);
  page.line(session_.tr(N_("An empty line takes the first.")), 0, Tone::faint);
  session_.print(page);
  while (const auto typed = prompt_.line()) {
    if (typed->empty()) return names.front();
    if (const auto at = chosen(*typed, names)) return names[*at];
    session_.print(session_.page().line(base::tr(session_.lang(), base::expected_one_of(*typed, names))));
  }
  return std::nullopt;
}

bool Questions::value(const Asked& asked, scenario::ActStep& act) {
  const Words& words = asked.words;
  const std::string expected = expected_value(asked.datum, words);
  const auto example = asked.datum.example.empty() ? std::nullopt : read_typed(asked.datum, asked.datum.example);
  const dossier::Narrator narrator{asked.procedure, world_.reference, session_.lang()};
  Page page = session_.page();
  std::string title = words.title(asked.datum.title, asked.datum.name);
  if (const std::size_t open = asked.key.find('['); open != std::string::npos) title += " " + asked.key.substr(open);
  page.line(labelled(session_.lang(), title, expected), 0, Tone::strong);
  page.rows(words_to_choose(asked.datum, words));
  if (asked.optional) {
    page.line(session_.tr(N_("An empty line leaves it out.")), 2, Tone::faint);
  } else if (example) {
    page.line(session_.tr(N_("An empty line takes the example: {example}"),
                          {{"example", narrator.value(asked.datum.name, *example)}}),
              2, Tone::faint);
  }
  session_.print(page);
  while (const auto typed = prompt_.line()) {
    if (*typed == "!") return false;
    if (typed->empty() && asked.optional) return true;
    const auto text = typed->empty() ? example : read_typed(asked.datum, *typed);
    if (text) {
      act.data[asked.key] = *text;
      return true;
    }
    session_.print(session_.page().line(
        typed->empty() ? session_.tr(N_("a value is needed, or ! to give up this act"))
                       : session_.tr(N_("'{word}' will not do; expected: {expected}; ! gives up this act"),
                                     {{"word", *typed}, {"expected", expected}})));
  }
  return false;
}

bool Questions::complete(scenario::ActStep& act, const model::Event& event, const dossier::CaseRecord& record) {
  const model::Procedure& procedure = record.procedure();
  const Words words{procedure, world_.reference, session_.lang()};
  const auto ask = [&](model::DatumId id, bool optional) {
    const model::Datum& datum = procedure[id];
    if (!datum.each.known() || !act.member.empty())
      return act.data.contains(datum.name) || value({datum, datum.name, optional, procedure, words}, act);
    return std::ranges::all_of(ticked(procedure[datum.each], act, record), [&](const std::string& member) {
      const std::string key = datum.name + "[" + member + "]";
      return act.data.contains(key) || value({datum, key, optional, procedure, words}, act);
    });
  };
  return std::ranges::all_of(event.carries, [&](model::DatumId id) { return ask(id, false); }) &&
         std::ranges::all_of(event.may_carry, [&](model::DatumId id) { return ask(id, true); });
}

}  // namespace guichet::cli
