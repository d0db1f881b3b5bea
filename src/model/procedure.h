// A procedure as everything else reads it: an immutable value, whole and checked, made by the loader
// from one YAML file. Titles are the file's own words (French) with the English beside them when the
// project ships it. It knows neither time nor disk, and nothing that happens to a case.
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/delay.h"
#include "base/diagnostic.h"
#include "expr/expression.h"
#include "model/ids.h"

namespace guichet::model {

// A text of the file, and its English when `en.yaml` gives one.
struct Title {
  std::string text;
  std::string english;
  [[nodiscard]] const std::string& in(base::Lang lang) const {
    return lang == base::Lang::en && !english.empty() ? english : text;
  }
  [[nodiscard]] bool empty() const { return text.empty(); }
};

// Where a delay, fee, basis or refusal comes from: an id of data/sources.yaml; `choice`: ours, no
// law; `unknown`: every output then says "à vérifier".
struct SourceRef {
  std::string id;
  [[nodiscard]] bool is_choice() const { return id == "choice"; }
  [[nodiscard]] bool is_unknown() const { return id == "unknown" || id.empty(); }
};

enum class Role : std::uint8_t { citizen, agency, other, case_ };

struct Actor {
  std::string name;
  Role role = Role::citizen;
  Title title;
  std::string agency;      // id in data/agencies.yaml; the actor's own name when not given and known there
  std::string procedure;   // role case: the procedure of the other case
  DatumId key;             // role case: found by the value of this datum
  DatumId member_of;       // the alias of an `each`: whichever member of this list the child stands for
  base::Span span;
};

// GDPR art. 6(1), plus the regimes outside it.
enum class Regime : std::uint8_t { rgpd, police_justice, outside };
enum class Basis : std::uint8_t {
  none, consent, contract, legal_obligation, vital_interest, public_task, legitimate_interest
};
enum class Agreement : std::uint8_t { none, required, choice };

// How long, counted from a milestone, the closing of the case, or a date of the data.
struct Retention {
  base::Delay delay;
  enum class Since : std::uint8_t { closed, opened, milestone, datum } since = Since::closed;
  MilestoneId milestone;
  DatumId datum;
  SourceRef source;
};

// How long an agreement is good once given; then it is asked again.
struct ConsentLasts {
  base::Delay delay;
  SourceRef source;
};

struct Purpose {
  std::string name;
  Title title;
  std::vector<ActorId> controllers;   // two or more: joint controllers (art. 26)
  Regime regime = Regime::rgpd;
  Basis basis = Basis::none;
  std::vector<std::string> law;       // ids of data/sources.yaml
  std::string special;                // ground of art. 9(2) or 10, such as "art-9-2-h"; empty when none
  Agreement agreement = Agreement::none;
  DatumId choice;                     // agreement: {choice: datum}: the list of recipients the person ticked
  std::string notice;                 // version of the notice shown when agreement or consent is asked
  std::optional<ConsentLasts> consent_lasts;
  std::vector<std::string> no_objection;  // texts that exclude the right to object (GDPR art. 23): ids of data/sources.yaml
  std::optional<Retention> retention;
  base::Span span;
};

enum class Origin : std::uint8_t { citizen, france_connect, exchange, agency, computed };

struct Datum {
  std::string name;
  expr::Type type;                    // type.values points into `values`
  std::shared_ptr<const std::vector<std::string>> values;  // enum and list; shared, so that copies stay whole
  std::map<std::string, Title> value_titles;  // words people read for `values`
  std::string category;               // identity, address, vehicle, decision...: the CNIL register's rows
  std::string origin;                 // as written: franceconnect; empty: follows from events and exchanges
  std::string pattern;                // RE2-like subset of ECMAScript regular expressions, whole text
  std::string example;
  Title title;
  DatumId each;                       // one value per member of this list datum
  std::string subject;                // someone else than the person whose case it is
  std::vector<PurposeId> purposes;    // held for; the first purpose when the file names none
  bool special = false;               // category of art. 9
  std::uint16_t slot = 0;             // first slot
  std::uint16_t width = 1;            // number of slots: members of `each`, else 1
  base::Span span;
};

// A read-only fact about an agency, such as `ville.commune`: a slot after the data.
struct Attribute {
  ActorId actor;
  std::string name;                   // "ville.commune"
  expr::Type type;
  std::shared_ptr<const std::vector<std::string>> values;  // what type.values points into
  std::uint16_t slot = 0;
};

enum class ConsentAct : std::uint8_t { none, agrees, declines, withdraws };

struct Event {
  std::string name;
  ActorId by;
  Title title;                        // the noun: the message a diagram shows
  Title answer;                       // the word on the gateway's branch
  std::vector<DatumId> carries;
  std::vector<DatumId> may_carry;
  std::string identity;               // "franceconnect", "franceconnect-plus"; empty: none asked
  ConsentAct consent = ConsentAct::none;
  PurposeId purpose;                  // of the consent act
  std::string notice;                 // version of the notice shown
  base::Span span;
};

struct Letter {                       // `tell`
  ActorId to;
  Title title;
  std::vector<DatumId> carries;
  std::string event;                  // to another case: its event
  PurposeId purpose;
  base::Span span;
};

struct Assignment {
  DatumId datum;
  expr::Expression value;
};

// One branch of one (state, trigger) pair. Branches stand together, in file order.
struct Transition {
  StateId from;
  TriggerId on;
  std::optional<expr::Expression> guard;
  std::optional<StateId> to;          // nothing: stays, clocks untouched
  std::vector<Assignment> set;
  std::vector<MilestoneId> marks;
  std::vector<Letter> tell;
  Title answer;
  bool from_phase = false;            // flattened from a phase, not written in the state
  base::Span span;
};

enum class StateKind : std::uint8_t { actor, exchange, decide, each, outcome };
enum class OutcomeKind : std::uint8_t { granted, rejected, withdrawn, expired, void_, failed, done };
enum class Does : std::uint8_t { none, collect, review, pay, meet, sign, deliver, wait };

struct Exchange {
  ActorId by;
  ActorId with;                       // unknown when `with` is the member of an `each`
  bool with_member = false;
  std::string api;
  PurposeId purpose;
  std::vector<DatumId> send;
  std::vector<DatumId> receive;
};

struct Fee {
  expr::Expression amount;            // evaluated on the day it is paid
  SourceRef source;
};

struct After {
  base::Delay delay;
  SourceRef source;
  base::Span span;                    // the transitions themselves are under Trigger::after
};

struct Each {
  DatumId members;                    // the list datum; the set is fixed on entry
  std::string alias;                  // `as`
  MachineId children;
};

struct State {
  std::string name;
  Title title;                        // a condition
  Title activity;                     // the verb of the task
  Title question;                     // of the gateway after it
  StateKind kind = StateKind::actor;
  ActorId actor;                      // who must act; for an exchange, who asks
  bool actor_is_member = false;       // the actor is the member of the `each`
  Does does = Does::none;
  std::optional<Fee> fee;
  std::optional<Exchange> exchange;
  std::optional<Each> each;
  OutcomeKind outcome = OutcomeKind::done;
  std::vector<std::string> recourse;
  std::optional<After> after;
  std::vector<MilestoneId> marks;     // at each entry
  std::vector<Letter> tell;           // at each entry
  SourceRef source;
  base::Span span;
};

// A flat machine: the procedure's own, or one shared by the children of an `each`.
struct Machine {
  std::string name;                   // of the procedure, or of the `each` state
  StateId owner;                      // children: the `each` state of machine 0
  std::vector<State> states;          // the first is the start
  std::vector<Transition> transitions;
  std::uint16_t triggers = 0;         // per state
  // Row of (state, trigger) in `transitions`: first and count; index = state * triggers + trigger.
  struct Row {
    std::uint16_t first = 0;
    std::uint16_t count = 0;
  };
  std::vector<Row> rows;
  [[nodiscard]] Row row(StateId state, TriggerId on) const {
    return rows[std::size_t{state.index} * triggers + on.index];
  }
};

struct Deadline {
  std::string name;
  Title title;
  enum class Kind : std::uint8_t { since_milestone, since_datum, since_opened, at } kind = Kind::since_milestone;
  base::Delay delay;
  MilestoneId milestone;
  DatumId datum;
  std::optional<expr::Expression> at;
  std::vector<StateId> in;            // where it fires; empty: it only passes
  std::vector<StateId> suspended_in;
  std::optional<StateId> to;          // the transitions stand in the machine, one per state of `in`
  SourceRef source;
  base::Span span;
};

struct Phase {
  std::string name;
  Title title;
  std::vector<StateId> states;
  base::Span span;
};

// A moment of a case that a property names: it enters this state, or accepts this event.
struct Moment {
  enum class Kind : std::uint8_t { state, event } kind = Kind::state;
  MachineId machine{0};               // of the state
  StateId state = {};
  EventId event = {};
};
// Does this moment belong to the list?
[[nodiscard]] bool is_among(const std::vector<Moment>& moments, const Moment& one);

// What must stay true of every case; proved by the checker, known to nothing else.
struct Property {
  enum class Pattern : std::uint8_t {
    never,     // none of `first`, while `condition` holds when there is one
    always,    // `condition`, in each state of `first`; everywhere when there is none
    before,    // none of `second` unless one of `first` came before it
    leads_to,  // after one of `first` comes one of `second`, `within` a delay when there is one
    at_most,   // `count` times one of `first` in a case
  };
  std::string name;
  std::string text;                   // as written
  base::Span span;
  Pattern pattern = Pattern::never;
  std::vector<Moment> first = {}, second = {};
  std::optional<expr::Expression> condition = {};
  std::optional<base::Delay> within = {};
  std::uint8_t count = 0;
};

struct Procedure {
  std::string id;
  std::int64_t version = 1;
  Title title;
  std::vector<std::string> sources;
  std::vector<Actor> actors;
  std::vector<Purpose> purposes;
  std::vector<Datum> data;
  std::vector<Attribute> attributes;
  std::vector<Event> events;
  std::vector<std::string> milestones;
  std::vector<Deadline> deadlines;
  std::vector<Phase> phases;
  std::vector<Property> properties;
  std::vector<Machine> machines;      // [0] is the procedure; then one per `each` state, in file order
  std::uint16_t slots = 0;            // data (with their widths), then attributes
  std::string path;                   // as given to the loader
  std::string text;                   // the file, byte for byte: stored once per digest
  std::string digest;                 // lower-case hex SHA-256 of `text`

  [[nodiscard]] const Machine& main() const { return machines.front(); }
  [[nodiscard]] TriggerId trigger_of(EventId e) const {
    return {static_cast<std::uint16_t>(kFixedTriggers + e.index)};
  }
  [[nodiscard]] TriggerId trigger_of(DeadlineId d) const {
    return {static_cast<std::uint16_t>(kFixedTriggers + events.size() + d.index)};
  }
  // "answered", "deposer", "silence"...: the word of the file.
  [[nodiscard]] std::string_view trigger_name(TriggerId t) const;

  [[nodiscard]] std::optional<ActorId> find_actor(std::string_view name) const;
  [[nodiscard]] std::optional<DatumId> find_datum(std::string_view name) const;
  [[nodiscard]] std::optional<EventId> find_event(std::string_view name) const;
  [[nodiscard]] std::optional<PurposeId> find_purpose(std::string_view name) const;
  [[nodiscard]] std::optional<DeadlineId> find_deadline(std::string_view name) const;
  [[nodiscard]] std::optional<StateId> find_state(MachineId machine, std::string_view name) const;
  // The datum that holds this slot; nothing for an attribute's.
  [[nodiscard]] std::optional<DatumId> datum_of_slot(std::uint16_t slot) const;
  [[nodiscard]] std::string_view slot_name(std::uint16_t slot) const;

  [[nodiscard]] const Actor& operator[](ActorId which) const { return actors[which.index]; }
  [[nodiscard]] const Purpose& operator[](PurposeId which) const { return purposes[which.index]; }
  [[nodiscard]] const Datum& operator[](DatumId which) const { return data[which.index]; }
  [[nodiscard]] const Event& operator[](EventId which) const { return events[which.index]; }
  [[nodiscard]] const Deadline& operator[](DeadlineId which) const { return deadlines[which.index]; }
  [[nodiscard]] const Machine& operator[](MachineId which) const { return machines[which.index]; }
};

}  // namespace guichet::model
