// The one mapping from a procedure to what pictures show: lanes, nodes, links and numbered exchanges, with the words of
// the file in one language. Views draw it, exports write it; docs/diagrams.md documents it. It knows no geometry.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/message.h"
#include "model/agencies.h"
#include "model/procedure.h"

namespace guichet::diagram {

enum class NodeKind : std::uint8_t {
  start,
  end,         // an outcome
  task,        // an actor state, the asking or the providing side of an exchange, a rule with one way out
  subprocess,  // an `each`: once per member, drawn in a flow of its own
  gateway,     // exclusive; its text is the question
  timer,       // an `after` or a deadline, on the border of its task
  error,       // an exchange that gave nothing usable, on the border of the asking task
  message,     // what somebody else sends while a task is under way, on its border
  phase,       // what an actor may do at any time of a phase
  receipt,     // something told arrives
  pool,        // another case, collapsed
  off_page,    // goes on at the same letter of another sheet
};

struct FlowLane {
  std::string id;  // the actor's name
  std::string title;
  model::ActorId actor;
};

// An id is the state's name, with the `each` before it and what it is after it: "titulaire", "titulaire.siv" (the
// provider's task), "titulaire.question", "titulaire.after", "diffusion.tri".
struct FlowNode {
  std::string id;
  NodeKind kind = NodeKind::task;
  int lane = 0;
  std::string text;
  int attached_to = -1;                 // timer, error, message: the index of their task
  std::optional<model::StateId> state;  // whose it is
  model::Does does = model::Does::none;
  model::OutcomeKind outcome = model::OutcomeKind::done;  // of an end
  bool provider = false;  // the other side of an exchange
  bool doubtful = false;  // its source is unknown or to be verified
  std::string letter = {};  // off_page
};

// A link is a message when it carries exchanges. Its first one is the one it shows.
struct FlowLink {
  std::string id;
  int from = 0, to = 0;
  std::string answer;                             // on a gateway's branch
  std::vector<int> exchanges = {};                // indices in Flow::exchanges
  std::vector<model::TransitionId> stands_for = {};  // of the machine
};

// Something told from one actor to another: a row of the table of exchanges.
struct FlowExchange {
  std::string number;  // "3", or "3 bis" for what goes with 3 and has no link of its own
  std::string title;
  model::ActorId from, to;
  std::vector<model::DatumId> data;
  model::PurposeId purpose;
  bool needs_agreement = false;  // a lock: nothing moves before the person's yes
  std::string identity = {};     // asked of the person: "franceconnect"
  enum class Kind : std::uint8_t { event, request, reply, letter } kind = Kind::event;
  model::StateId state;          // where it leaves from
};

struct FlowGroup {
  std::string id;
  std::string title;
  std::vector<int> nodes;
};

struct Flow {
  std::string id;  // the procedure's, or the name of the `each` state
  std::string title;
  model::MachineId machine;
  std::vector<FlowLane> lanes;  // only those that hold a node, in the order of the file
  std::vector<FlowNode> nodes;
  std::vector<FlowLink> links;
  std::vector<FlowExchange> exchanges;
  std::vector<FlowGroup> groups;  // phases

  [[nodiscard]] std::optional<int> find_node(std::string_view wanted) const;
};

struct Mapping {
  std::vector<Flow> flows;              // the procedure's own, then one per `each` state
  std::vector<base::Message> findings;  // what a picture needs and the file does not say
};

[[nodiscard]] Mapping map_procedure(const model::Procedure& procedure, const model::Reference& reference,
                                    base::Lang lang);

}  // namespace guichet::diagram
