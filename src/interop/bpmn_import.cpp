#include "interop/bpmn_import.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <set>

#include "base/delay.h"
#include "interop/bpmn_document.h"
#include "interop/bpmn_words.h"

namespace guichet::interop {

using base::Message;
using fmt::format;

namespace {

constexpr std::size_t kWaysMax = 64;    // out of one task, through the gateways that follow it
constexpr std::size_t kStepsMax = 5000;    // gateways may lead to gateways, in circles

struct Way {
  std::string target;       // node that stands: a task, an end, something awaited
  std::string answer;
  std::string question;     // of the first gateway on the way
};

class Importer {
 public:
  explicit Importer(BpmnDocument document) : document_{std::move(document)} {}

  Imported import() {
    result_.id = slug(document_.title, "procedure");
    name_actors();
    name_states();
    for (const BpmnNode& node : document_.nodes)
      if (stands(node)) add_state(node);
    tell_the_rest();
    result_.yaml = text();
    return std::move(result_);
  }

 private:
  struct Event {
    std::string name, by, title, answer;
  };

  [[nodiscard]] const BpmnNode* find(std::string_view id) const {
    const auto found = std::ranges::find(document_.nodes, id, &BpmnNode::id);
    return found == document_.nodes.end() ? nullptr : &*found;
  }
  // A node where a case can rest. Gateways, throw events and the other side of an exchange are gone through.
  [[nodiscard]] static bool stands(const BpmnNode& node) {
    if (node.type == "startEvent" || node.type == "boundaryEvent" || node.type == "intermediateThrowEvent") return false;
    if (node.type.ends_with("Gateway")) return false;
    const auto part = node.own.find("part");
    return part == node.own.end() || part->second != "provider";
  }
  static std::string unique(std::string name, std::set<std::string>& taken) {
    const std::string base = name;
    for (int i = 2; !taken.insert(name).second; ++i) name = format("{}-{}", base, i);
    return name;
  }
  void lose(const char* id, std::string name) { result_.lost.push_back({.id = id, .args = {{"name", std::move(name)}}}); }

  void name_actors() {
    std::set<std::string> taken;
    if (document_.lanes.empty()) document_.lanes.push_back({.id = "", .name = "Administration", .actor = "", .nodes = {}});
    const auto first = std::ranges::find(document_.nodes, "startEvent", &BpmnNode::type);
    bool citizen = false;
    for (const BpmnLane& lane : document_.lanes) {
      actors_.push_back(unique(lane.actor.empty() ? slug(lane.name, "acteur") : own_name(lane.actor, "acteur"), taken));
      const bool person = says(lane.name, {"usager", "citoyen", "demandeur", "client", "patient", "eleve", "parent", "habitant", "particulier", "famille", "citizen", "applicant", "customer"});
      const bool starts = first != document_.nodes.end() && std::ranges::find(lane.nodes, first->id) != lane.nodes.end();
      roles_.push_back(person ? "citizen" : starts ? "starts" : "agency");
      citizen = citizen || person;
    }
    for (std::string& role : roles_) {
      if (role == "starts") role = citizen ? "agency" : "citizen";
      citizen = citizen || role == "citizen";
    }
    if (!citizen) {
      actors_.insert(actors_.begin(), unique("usager", taken));
      roles_.insert(roles_.begin(), "citizen");
      document_.lanes.insert(document_.lanes.begin(), {.id = "", .name = "Usager", .actor = "", .nodes = {}});
    }
    if (std::ranges::find(roles_, "agency") == roles_.end()) {
      actors_.push_back(unique("administration", taken));
      roles_.emplace_back("agency");
      document_.lanes.push_back({.id = "", .name = "Administration", .actor = "", .nodes = {}});
    }
  }
  [[nodiscard]] std::string actor_of(const BpmnNode& node) const {
    for (std::size_t l = 0; l < document_.lanes.size(); ++l)
      if (std::ranges::find(document_.lanes[l].nodes, node.id) != document_.lanes[l].nodes.end()) return actors_[l];
    return actors_[static_cast<std::size_t>(std::ranges::find(roles_, "agency") - roles_.begin())];
  }

  void name_states() {
    for (const BpmnNode& node : document_.nodes) {
      if (!stands(node)) continue;
      const auto own = node.own.find("state");
      const std::string base = own != node.own.end() ? own_name(own->second, "etat") : slug(node.name, node.type == "endEvent" ? "fin" : "etat");
      states_.emplace(node.id, unique(base, state_names_));
    }
  }

  // What is reached from here, through what does not stand. A loop of gateways is left where it closes.
  void ways(const BpmnNode& from, Way so_far, std::vector<std::string>& through, std::vector<Way>& all) {
    for (std::size_t i = 0; i < from.outgoing.size() && all.size() < kWaysMax && steps_ < kStepsMax; ++i, ++steps_) {
      const BpmnNode* to = find(from.outgoing[i]);
      if (to == nullptr || std::ranges::find(through, to->id) != through.end()) continue;
      if (from.type == "parallelGateway" && from.outgoing.size() > 1 && i > 0) {
        if (reported_.insert(to->id).second) lose(N_("the parallel branch that begins with “{name}”: a case is in one state at a time"), shown(*to));
        continue;
      }
      Way way = so_far;
      const bool decides = from.type == "exclusiveGateway" || from.type == "inclusiveGateway" || from.type == "complexGateway" || from.type == "eventBasedGateway";
      if (decides && from.outgoing.size() > 1) {
        if (way.question.empty()) way.question = from.name;
        const std::string& answer = from.answers[i].empty() && from.type == "eventBasedGateway" ? to->name : from.answers[i];
        if (!answer.empty()) way.answer += (way.answer.empty() ? "" : ", ") + answer;
        if (from.type != "exclusiveGateway" && from.type != "eventBasedGateway" && reported_.insert(from.id).second)
          lose(N_("several branches at once after “{name}”: one is taken"), shown(from));
      }
      if (stands(*to)) {
        way.target = to->id;
        all.push_back(way);
        continue;
      }
      through.push_back(to->id);
      ways(*to, way, through, all);
      through.pop_back();
    }
  }
  [[nodiscard]] std::vector<Way> ways_out(const BpmnNode& node) {
    std::vector<Way> all;
    std::vector<std::string> through{node.id};
    steps_ = 0;
    ways(node, {}, through, all);
    if (all.size() >= kWaysMax || steps_ >= kStepsMax) lose(N_("some of the ways out of “{name}”: there are too many"), shown(node));
    return all;
  }

  [[nodiscard]] static std::string shown(const BpmnNode& node) { return node.name.empty() ? node.id : node.name; }
  [[nodiscard]] std::string state_of(const std::string& node) const { return states_.at(node); }

  std::string event(const std::string& base, const std::string& by, const std::string& title, const std::string& answer) {
    Event one{.name = unique(base, event_names_), .by = by, .title = title, .answer = answer};
    events_.push_back(one);
    return one.name;
  }
  std::string implicit_end() {
    if (end_.empty()) {
      end_ = unique("fin", state_names_);
      body_end_ += format("  {}: {{title: \"Fin\", outcome: done}}\n", end_);
    }
    return end_;
  }

  void add_state(const BpmnNode& node) {
    std::string& out = body_;
    const std::string name = state_of(node.id);
    if (!node.documentation.empty()) out += "  # " + node.documentation + "\n";
    if (node.type == "endEvent") {
      const auto own = node.own.find("outcome");
      out += format("  {}: {{title: {}, outcome: {}}}\n", name, quoted(node.name.empty() ? "Fin" : node.name),
                    own != node.own.end() && is_outcome(own->second) ? own->second : outcome_of(node.name));
      return;
    }
    const std::string actor = actor_of(node);
    const std::vector<Way> all = ways_out(node);
    std::string question;
    std::string when;
    const bool timer = node.type == "intermediateCatchEvent" && node.definition == "timer";
    for (const Way& way : all) {
      if (question.empty()) question = way.question;
      if (timer) continue;
      const std::string base = all.size() > 1 && !way.answer.empty() ? slug(way.answer, "suite") : "terminer";
      const std::string act = event(slug(format("{}-{}", name, base), "terminer"), actor, "", way.answer);
      when += format("      {}: {}\n", act, state_of(way.target));
    }
    if (all.empty() && !timer) when += format("      {}: {}\n", event(slug(name + "-terminer", "terminer"), actor, "", ""), implicit_end());
    std::string after = timer ? delay_line(node, all.empty() ? implicit_end() : state_of(all.front().target)) : "";
    for (const BpmnNode& border : document_.nodes) {
      if (border.type != "boundaryEvent" || border.attached_to != node.id) continue;
      if (!border.interrupting) lose(N_("“{name}” goes on beside the task it is on: here it leaves it"), shown(border));
      const std::vector<Way> out_of = ways_out(border);
      const std::string target = out_of.empty() ? implicit_end() : out_of.size() > 1 ? question_state(border, out_of) : state_of(out_of.front().target);
      if (border.definition == "timer" && after.empty()) {
        after = delay_line(border, target);
      } else if (border.definition == "timer") {
        lose(N_("a second delay on one task: “{name}”"), shown(border));
      } else {
        const std::string what = border.name.empty() ? border.definition : border.name;
        when += format("      {}: {}\n", event(slug(format("{}-{}", name, what), "evenement"), actor, border.name, ""), target);
      }
    }
    if (node.has_content) lose(N_("what is inside the sub-process “{name}”"), shown(node));
    if (node.repeated) lose(N_("the repetition of “{name}”"), shown(node));
    out += format("  {}:\n    actor: {}\n    activity: {}\n", name, actor, quoted(node.name.empty() ? "À nommer" : node.name));
    if (timer) out += "    does: wait\n";
    if (!question.empty() && all.size() > 1) out += format("    question: {}\n", quoted(question));
    if (!when.empty()) out += "    when:\n" + when;
    out += after;
  }

  // A delay leads to one state: when a question follows it, somebody must answer it there.
  std::string question_state(const BpmnNode& border, const std::vector<Way>& all) {
    const BpmnNode* fork = &border;
    for (std::size_t steps = 0; fork->outgoing.size() == 1 && steps < kBpmnNodesMax; ++steps) {
      const BpmnNode* next = find(fork->outgoing.front());
      if (next == nullptr || stands(*next)) break;
      fork = next;
    }
    const auto [known, is_new] = questions_.try_emplace(fork->id);
    if (!is_new) return known->second;
    const auto own = fork->own.find("state");
    const std::string name = unique(own != fork->own.end() ? own_name(own->second, "question") : slug(fork->name, "question"), state_names_);
    known->second = name;
    const std::string question = fork->name.empty() ? "À nommer" : fork->name;
    body_end_ += format("  {}:\n    actor: {}\n    activity: {}\n    question: {}\n    when:\n", name, actor_of(*fork), quoted(question), quoted(question));
    for (const Way& way : all)
      body_end_ += format("      {}: {}\n", event(slug(format("{}-{}", name, way.answer), "reponse"), actor_of(*fork), "", way.answer), state_of(way.target));
    return name;
  }

  std::string delay_line(const BpmnNode& timer, const std::string& to) {
    const auto own = timer.own.find("delay");
    std::optional<base::Delay> delay = own != timer.own.end() ? base::parse_delay(own->second) : delay_of(timer.duration);
    if (!delay) {
      result_.missing.push_back({.id = N_("the delay of “{name}”: 30 days are written"), .args = {{"name", shown(timer)}}});
      delay = base::Delay{.unit = base::DelayUnit::days, .count = 30};
    }
    return format("    after: {{delay: {}, to: {}, source: unknown}}\n", base::to_text(*delay), to);
  }

  [[nodiscard]] static bool is_outcome(std::string_view word) {
    constexpr std::array kOutcomes{"granted", "rejected", "withdrawn", "expired", "void", "failed", "done"};
    return std::ranges::find(kOutcomes, word) != kOutcomes.end();
  }
  [[nodiscard]] static const char* outcome_of(const std::string& name) {
    if (says(name, {"refus", "rejet", "reject", "denied"})) return "rejected";
    if (says(name, {"abandon", "annul", "desist", "retir", "cancel"})) return "withdrawn";
    if (says(name, {"expir", "forclo", "hors-delai", "timeout"})) return "expired";
    if (says(name, {"echec", "erreur", "error", "failed"})) return "failed";
    if (says(name, {"accept", "accord", "delivr", "valid", "granted", "approved", "inscrit"})) return "granted";
    return "done";
  }

  void tell_the_rest() {
    std::size_t starts = 0;
    for (const BpmnNode& node : document_.nodes) {
      if (node.type == "startEvent" && starts++ > 0) lose(N_("another start: “{name}”"), shown(node));
      if (node.type == "intermediateThrowEvent" && node.own.empty()) lose(N_("what is sent by “{name}”: write it under tell"), shown(node));
    }
    for (const std::string& pool : document_.other_pools) lose(N_("the pool “{name}”: one process is imported"), pool.empty() ? "?" : pool);
    if (document_.message_flows > 0)
      result_.lost.push_back({.id = N_("{count} message flows: write them as events, letters or exchanges"), .args = {{"count", std::to_string(document_.message_flows)}}});
    for (const std::string& name : document_.ignored) lose(N_("“{name}”: a note or a document of the drawing"), name);
    result_.missing.push_back({.id = N_("why data are asked and on which legal basis: `purposes` holds one to be replaced")});
    result_.missing.push_back({.id = N_("the data each event carries, and their purposes")});
    result_.missing.push_back({.id = N_("which actors are agencies with an interface: their tasks may be exchanges")});
    result_.missing.push_back({.id = N_("the source of each delay: `unknown` is written, and shown as to be verified")});
  }

  // Where the start leads: the first state of the file is where a case begins.
  [[nodiscard]] std::string start_state() {
    for (const BpmnNode& node : document_.nodes) {
      if (node.type != "startEvent") continue;
      const std::vector<Way> all = ways_out(node);
      if (all.size() == 1) return state_of(all.front().target);
      if (all.empty()) return "";
      const std::string name = unique(slug(node.name, "debut"), state_names_);
      std::string when;
      for (const Way& way : all)
        when += format("      {}: {}\n", event(slug(format("{}-{}", name, way.answer), "debut"), actor_of(node), "", way.answer), state_of(way.target));
      first_ = format("  {}:\n    actor: {}\n    activity: {}\n{}    when:\n{}", name, actor_of(node), quoted(node.name.empty() ? "Commencer" : node.name),
                      all.front().question.empty() ? "" : format("    question: {}\n", quoted(all.front().question)), when);
      return name;
    }
    return "";
  }

  [[nodiscard]] std::string text() {
    const std::string start = start_state();
    std::string states = body_ + body_end_;
    if (!first_.empty()) {
      states = first_ + states;
    } else if (!start.empty()) {    // its block comes first, with the comment above it
      std::size_t at = states.find(format("  {}:", start));
      if (at != 0 && at != std::string::npos && states[at - 1] != '\n') at = states.find(format("\n  {}:", start)) + 1;
      std::size_t end = at;
      do {
        end = states.find('\n', end) + 1;
      } while (states.compare(end, 4, "    ") == 0);
      states = states.substr(at, end - at) + states.substr(0, at) + states.substr(end);
    }
    const std::string controller = actors_[static_cast<std::size_t>(std::ranges::find(roles_, "agency") - roles_.begin())];
    std::string out = format("# Importé d'un dessin BPMN : les bases, finalités et données sont à compléter.\nprocedure: {}\nversion: 1\ntitle: {}\n\nactors:\n", result_.id,
                             quoted(document_.title.empty() ? "Démarche importée" : document_.title));
    for (std::size_t i = 0; i < actors_.size(); ++i)
      out += format("  {}: {{role: {}, title: {}}}\n", actors_[i], roles_[i], quoted(document_.lanes[i].name.empty() ? actors_[i] : document_.lanes[i].name));
    out += format("\npurposes:\n  a-preciser:\n    title: \"Finalité à préciser\"\n    controller: {}\n    basis: public-task\n    law: [unknown]\n"
                  "    retention: {{delay: 12 months, since: closed, source: unknown}}\n", controller);
    if (!events_.empty()) out += "\nevents:\n";
    for (const Event& one : events_) {
      out += format("  {}: {{by: {}", one.name, one.by);
      if (!one.title.empty()) out += ", title: " + quoted(one.title);
      if (!one.answer.empty()) out += ", answer: " + quoted(one.answer);
      out += "}\n";
    }
    return out + "\nstates:\n" + states;
  }

  BpmnDocument document_;
  Imported result_;
  std::vector<std::string> actors_, roles_;
  std::map<std::string, std::string> states_;    // by node id
  std::map<std::string, std::string> questions_;  // of gateways that delays lead to
  std::set<std::string> state_names_, event_names_, reported_;
  std::vector<Event> events_;
  std::string body_, body_end_, first_, end_;
  std::size_t steps_ = 0;
};

}  // namespace

Imported import_bpmn(const base::Source& source) {
  base::Diagnostics diagnostics;
  BpmnDocument document = read_bpmn(source, diagnostics);
  if (diagnostics.has_errors()) {
    Imported failed;
    failed.diagnostics = std::move(diagnostics);
    return failed;
  }
  return Importer{std::move(document)}.import();
}

}  // namespace guichet::interop
