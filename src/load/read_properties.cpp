// `properties`: sentences of a few fixed words over the names of states and events, so that who writes a procedure can
// also say what must stay true of it. Which cases they hold for is the checker's business.
#include <algorithm>

#include "base/utf8.h"
#include "load/draft.h"
#include "load/words.h"

namespace guichet::load {

namespace {

using model::Moment;
using model::Property;
using Pattern = Property::Pattern;

constexpr int kTimesMax = 100;
constexpr const char* kForms = N_(
    "one of: never A · never A if CONDITION · always CONDITION · in A always CONDITION · A before B · A leads to B · A leads "
    "to B within 2 months · at most 2 times A");

struct Word {
  std::string_view text;
  std::size_t at = 0;  // byte of the property's text
};

std::vector<Word> words_of(std::string_view text) {
  std::vector<Word> all;
  for (std::size_t at = 0; at < text.size();) {
    if (text[at] == ' ') {
      ++at;
      continue;
    }
    const std::size_t end = std::min(text.find(' ', at), text.size());
    all.push_back({text.substr(at, end - at), at});
    at = end;
  }
  return all;
}

class Reader {
 public:
  Reader(Draft& draft, const Node& node, Property& property)
      : draft_{draft}, node_{node}, property_{property}, words_{words_of(node.text)} {}

  void read() {
    if (!node_.one_line) return;  // told by the format
    if (take("never")) {
      property_.pattern = Pattern::never;
      moments(property_.first);
      if (take("if")) condition();
    } else if (take("always")) {
      property_.pattern = Pattern::always;
      condition();
    } else if (take("in")) {
      property_.pattern = Pattern::always;
      moments(property_.first);
      if (expect("always")) condition();
    } else if (take("at")) {
      at_most();
    } else {
      order();
    }
    if (!failed_ && at_ < words_.size()) fail();
    if (!failed_) hold();
  }
 private:
  bool take(std::string_view word) {
    if (at_ == words_.size() || words_[at_].text != word) return false;
    ++at_;
    return true;
  }
  bool expect(std::string_view word) {
    if (take(word)) return true;
    fail();
    return false;
  }
  [[nodiscard]] base::Span span_of(std::size_t at, std::string_view text) const {
    base::Span span = node_.content_span();
    span.column += static_cast<std::uint32_t>(base::count_code_points(node_.text.substr(0, at)));
    span.length = static_cast<std::uint32_t>(base::count_code_points(text));
    return span;
  }
  // Told once: what follows a word that is not understood means nothing.
  void fail() {
    if (failed_) return;
    failed_ = true;
    const base::Span span = at_ < words_.size() ? span_of(words_[at_].at, words_[at_].text) : node_.span;
    draft_.report.error(span, {.id = N_("this is no property")}, base::Message{.id = kForms});
  }

  void moments(std::vector<Moment>& out) {
    do {
      if (at_ == words_.size()) return fail();
      if (const auto one = moment(words_[at_])) out.push_back(*one);
      ++at_;
    } while (take("or"));
  }

  // A state of the case, else an event, else a state of the members.
  std::optional<Moment> moment(const Word& word) {
    const auto& machines = draft_.machines;
    if (const auto state = machines[0].names.find(word.text)) return Moment{.state = {*state}};
    if (const auto event = draft_.events.find(word.text)) return Moment{.kind = Moment::Kind::event, .event = {*event}};
    for (std::uint16_t m = 1; m < machines.size(); ++m)
      if (const auto state = machines[m].names.find(word.text)) return Moment{.machine = {m}, .state = {*state}};
    Names known = machines[0].names;
    for (std::size_t i = 0; i < draft_.events.words.size(); ++i)
      known.add(draft_.events.words[i], draft_.events.spans[i]);
    quoted(draft_.report, span_of(word.at, word.text), N_("no state and no event is called '{name}'"), word.text,
           suggestion(word.text, known));
    return std::nullopt;
  }

  // All that is left of the text, as a guard would be written where the case stands.
  void condition() {
    if (at_ == words_.size()) return fail();
    const std::size_t from = words_[at_].at;
    Node rest = node_;
    rest.style = Node::Style::plain;
    rest.text = node_.text.substr(from);
    rest.span = span_of(from, rest.text);
    at_ = words_.size();
    const auto inside = std::ranges::find_if(property_.first, [](const Moment& one) { return one.machine.index != 0; });
    const model::MachineId machine = inside == property_.first.end() ? model::MachineId{0} : inside->machine;
    property_.condition = expression_of(draft_, &rest, {machine}, {.kind = expr::Kind::boolean});
  }

  void at_most() {
    property_.pattern = Pattern::at_most;
    if (!expect("most") || at_ == words_.size()) return fail();
    const auto count = as_whole(words_[at_].text);
    if (!count || *count < 0 || *count > kTimesMax) return fail();
    property_.count = static_cast<std::uint8_t>(*count);
    ++at_;
    if (!take("time") && !take("times")) return fail();
    moments(property_.first);
  }

  void order() {
    moments(property_.first);
    if (take("before")) {
      property_.pattern = Pattern::before;
      moments(property_.second);
    } else if (take("leads")) {
      property_.pattern = Pattern::leads_to;
      if (!expect("to")) return;
      moments(property_.second);
      if (take("within")) within();
    } else {
      fail();
    }
  }

  void within() {
    if (at_ == words_.size()) return fail();
    const std::string_view text = std::string_view{node_.text}.substr(words_[at_].at);
    property_.within = base::parse_delay(text);
    if (!property_.within || base::ends_within_day(property_.within->unit))
      draft_.report.error(span_of(words_[at_].at, text),
                          {.id = N_("'{name}' is no delay in days or more"), .args = {{"name", std::string{text}}}});
    at_ = words_.size();
  }

  // Each member goes its own way: what comes before what is asked of the case only.
  void hold() {
    const bool ordered = property_.pattern != Pattern::never && property_.pattern != Pattern::always;
    for (const auto* moments : {&property_.first, &property_.second})
      for (const Moment& one : *moments)
        if (ordered && one.machine.index != 0)
          draft_.report.error(node_.span, {.id = N_("'{name}' is a state of the members: order and number are asked of the case only"),
                                           .args = {{"name", draft_.machines[one.machine.index].names.words[one.state.index]}}});
    const auto is_event = [](const Moment& one) { return one.kind == Moment::Kind::event; };
    if (property_.pattern == Pattern::always && std::ranges::any_of(property_.first, is_event))
      draft_.report.error(node_.span, {.id = N_("'in' names states: an event is over as soon as it is accepted")});
  }

  Draft& draft_;
  const Node& node_;
  Property& property_;
  std::vector<Word> words_;
  std::size_t at_ = 0;
  bool failed_ = false;
};

}  // namespace

void read_properties(Draft& draft) {
  const Node* properties = draft.root.find("properties");
  if (properties == nullptr) return;
  for (const Node::Entry& entry : properties->entries) {
    Property property{.name = entry.key, .text = text_of(&entry.value), .span = entry.value.content_span()};
    if (entry.value.is_scalar()) Reader{draft, entry.value, property}.read();
    draft.procedure.properties.push_back(std::move(property));
    if (draft.procedure.properties.size() == kNamesMax) return;
  }
}

}  // namespace guichet::load
