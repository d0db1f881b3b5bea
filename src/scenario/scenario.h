// A scenario: one case told step by step by whoever writes a YAML file, with what must be seen on the
// way. Here it is a plain value with the places of its words, so that a failed expectation can be
// shown where it stands. Running it is runner.h's business.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "agency/in_process.h"
#include "base/civil.h"
#include "base/delay.h"
#include "base/diagnostic.h"
#include "model/procedure.h"

namespace guichet::scenario {

struct ExpectedExchange {
  std::string api;                                  // "siv/extrait-immatriculation"
  std::string outcome;                              // answered | not-found | refused | failed | stopped; empty: any
  std::optional<std::vector<std::string>> sent;     // exactly these data
  std::optional<std::vector<std::string>> received;
};

struct ExpectedRefusal {
  std::string event;
  std::string reason;                               // empty: any
};

// What must be so; what is not named is not looked at.
struct Expectation {
  base::Span span;                                  // of the whole block
  std::map<std::string, base::Span> places;         // of its words: "state", "data/droit.fin", "exchanges/2/sent"
  std::optional<std::string> state;
  std::optional<std::string> outcome;
  std::map<std::string, std::string> data;
  std::vector<std::string> absent;
  std::optional<std::vector<ExpectedExchange>> exchanges;
  std::optional<std::vector<std::string>> letters;  // to the person
  std::optional<std::map<std::string, std::vector<std::string>>> told;  // other actor -> titles of letters
  std::optional<std::vector<std::string>> recourse; // that she has, once the case is closed
  std::optional<std::vector<ExpectedRefusal>> refused;
  std::optional<std::map<std::string, std::vector<std::string>>> disclosed;  // agency -> data
  std::map<std::string, std::string> deadlines;     // name -> last day, or "none"
  std::vector<std::string> log;                     // kinds of lines, in this order, others in between
  std::map<std::string, std::string> children;      // member -> state

  // Where that word stands; when it is written nowhere, what it would be part of.
  [[nodiscard]] base::Span place(std::string part) const;
};

struct ActStep {
  std::string actor, event, member;
  std::map<std::string, std::string> data;
  std::optional<std::string> identity;              // level presented; nothing: what the event asks for
  std::optional<std::string> refused;               // the reason it must be refused for
};
struct ConsentStep {
  model::ConsentAct act = model::ConsentAct::none;
  std::string actor, purpose;
};
// A right, always counted: on one purpose of the case, or on all of them when none is named.
struct RightStep {
  enum class Right : std::uint8_t { restricts, lifts, objects, erases } right = Right::restricts;
  std::string actor, purpose;
};
struct WaitStep {
  std::optional<base::Delay> delay;
  std::optional<base::Instant> until;
};
// Written for the error of an agency that serves again.
inline constexpr std::string_view kNoError = "none";

// How an agency, or one API of it, behaves from now on. What is not named stays.
struct Fault {
  std::string agency, api;                          // no api: all of them
  agency::BehaviourChange change;
};

struct Step {
  base::Span span;
  std::variant<ActStep, ConsentStep, RightStep, WaitStep, Expectation, Fault> what;
};

// A change of a register before the case starts.
struct RegisterEdit {
  std::string register_name;
  agency::Edit edit;
};

struct Scenario {
  std::string id;
  model::Title title;
  std::string procedure;                            // id or path; empty: the folder's own
  base::Instant start{};
  std::string citizen;
  std::map<std::string, std::string> places;
  std::vector<Fault> agencies;
  std::vector<RegisterEdit> registers;
  std::vector<Step> steps;
  std::optional<Expectation> expect;
  base::Source source;                              // the file, for excerpts
};

struct LoadedScenario {
  std::optional<Scenario> scenario;                 // empty exactly when a diagnostic is an error
  base::Diagnostics diagnostics;
};

// Reads and checks a scenario's own shape; whether its actors and events exist is said by
// `check_against`, once its procedure is known.
[[nodiscard]] LoadedScenario load_scenario(const base::Source& source);

// Unknown actors, events, data, members, states, with the nearest known word.
[[nodiscard]] base::Diagnostics check_against(const Scenario& scenario, const model::Procedure& procedure);

}  // namespace guichet::scenario
