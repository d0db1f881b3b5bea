// `data`, then the attributes of agencies: types first, then slots, in file order.
#include <algorithm>

#include "load/draft.h"
#include "load/values.h"
#include "load/words.h"
#include "model/pattern.h"

namespace guichet::load {

namespace {

using expr::Kind;

void read_values(Draft& draft, const Node::Entry& entry, const Node* english, model::Datum& datum) {
  const bool wants = datum.type.kind == Kind::enumeration || datum.type.kind == Kind::list;
  const Node* values = entry.value.find("values");
  if (!wants) {
    if (values != nullptr) quoted(draft.report, values->span, N_("'{name}' takes no values: it is neither enum nor list"), entry.key);
    return;
  }
  auto words = std::make_shared<std::vector<std::string>>();
  if (values != nullptr) {
    for (const Node* word : names_in(values)) words->push_back(word->text);
    for (const Node::Entry& word : values->entries) {
      words->push_back(word.key);
      datum.value_titles[word.key] = title_of(&word.value, find(find(english, "values"), word.key));
    }
  }
  const base::Span at = values == nullptr ? entry.key_span : values->span;
  if (words->empty()) quoted(draft.report, at, N_("'{name}' needs values"), entry.key, base::Message{.id = N_("values: [a, b]")});
  if (datum.type.kind == Kind::list && words->size() > kMembersMax)
    draft.report.error(at, {.id = N_("a list has at most {limit} values"), .args = {{"limit", std::to_string(kMembersMax)}}});
  std::vector<std::string> sorted = *words;
  std::ranges::sort(sorted);
  if (const auto twice = std::ranges::adjacent_find(sorted); twice != sorted.end())
    quoted(draft.report, at, N_("'{name}' stands here twice"), *twice);
  datum.values = std::move(words);
  datum.type.values = datum.values.get();
}

void check_example(Draft& draft, const Node::Entry& entry, const model::Datum& datum) {
  bool usable = false;
  if (const Node* pattern = entry.value.find("pattern"); pattern != nullptr && pattern->is_scalar()) {
    if (datum.type.kind != Kind::text) quoted(draft.report, pattern->span, N_("'{name}' takes no pattern: it is not a text"), entry.key);
    usable = model::is_pattern(pattern->text);
    if (!usable)
      draft.report.error(pattern->span, {.id = N_("this pattern cannot be read")},
                         base::Message{.id = N_("write it like '[A-Z]{{2}}-[0-9]{{3}}', without accents nor back-references")});
  }
  const Node* example = entry.value.find("example");
  if (example == nullptr || !example->is_scalar() || datum.type.kind == Kind::list) return;
  expr::TextPool texts;
  if (!read_value(*example, datum.type, texts, draft.report)) return;
  if (usable && !model::matches_pattern(datum, example->text))
    quoted(draft.report, example->span, N_("the example '{name}' does not match the pattern"), example->text);
}

void read_datum(Draft& draft, const Node::Entry& entry, model::Datum& datum) {
  const Node* english = find(find(draft.english, "data"), entry.key);
  const Node& node = entry.value;
  datum.name = entry.key;
  datum.span = entry.key_span;
  datum.type.kind = type_of_word(text_of(node.find("type"))).value_or(Kind::text);
  datum.category = text_of(node.find("category"));
  datum.origin = text_of(node.find("origin"));
  datum.pattern = text_of(node.find("pattern"));
  datum.example = text_of(node.find("example"));
  datum.title = title_of(node.find("title"), find(english, "title"));
  datum.subject = text_of(node.find("subject"));
  datum.special = as_truth(text_of(node.find("special"))).value_or(false);
  read_values(draft, entry, english, datum);
  check_example(draft, entry, datum);
  for (const Node* name : names_in(node.find("for")))
    if (const auto purpose = purpose_of(draft, name); purpose.known()) datum.purposes.push_back(purpose);
  if (node.find("for") == nullptr && !draft.purposes.words.empty()) datum.purposes.push_back({0});
}

void read_width(Draft& draft, const Node::Entry& entry, model::Datum& datum) {
  const Node* each = entry.value.find("each");
  if (each == nullptr) return;
  datum.each = datum_of(draft, each);
  if (!datum.each.known()) return;
  const model::Datum& list = draft.procedure[datum.each];
  if (list.type.kind != Kind::list) {
    quoted(draft.report, each->span, N_("'{name}' is not a list"), list.name, base::Message{.id = N_("each wants a datum of type list")});
  } else {
    datum.width = static_cast<std::uint16_t>(std::clamp<std::size_t>(list.values->size(), 1, kMembersMax));
  }
}

void read_attributes(Draft& draft, std::uint16_t& slot) {
  model::Procedure& procedure = draft.procedure;
  const Node* actors = draft.root.find("actors");
  for (std::size_t i = 0; actors != nullptr && i < actors->entries.size(); ++i) {
    const Node::Entry& entry = actors->entries[i];
    if (text_of(entry.value.find("role")) != "agency") continue;
    const std::string given = text_of(entry.value.find("agency"));
    const model::Agency* agency = draft.reference.agencies.find(given.empty() ? entry.key : given);
    if (agency == nullptr) continue;
    for (const model::AgencyAttribute& fact : agency->attributes) {
      model::Attribute attribute{.actor = {static_cast<std::uint16_t>(i)}, .name = entry.key + "." + fact.name};
      attribute.type = fact.type;
      attribute.values = fact.values;
      attribute.slot = slot++;
      if (const auto taken = draft.data.find(attribute.name))
        quoted(draft.report, draft.data.spans[*taken], N_("'{name}' is already an attribute of this agency"), attribute.name);
      draft.variables.insert_or_assign(attribute.name, expr::Variable{attribute.slot, 1, attribute.type});
      procedure.attributes.push_back(std::move(attribute));
    }
  }
}

}  // namespace

void read_data(Draft& draft) {
  model::Procedure& procedure = draft.procedure;
  procedure.data.resize(draft.data.words.size());
  std::uint16_t slot = 0;
  if (const Node* section = draft.root.find("data")) {
    for (std::size_t i = 0; i < section->entries.size(); ++i) read_datum(draft, section->entries[i], procedure.data[i]);
    for (std::size_t i = 0; i < section->entries.size(); ++i) read_width(draft, section->entries[i], procedure.data[i]);
    for (model::Datum& datum : procedure.data) {
      datum.slot = slot;
      slot = static_cast<std::uint16_t>(slot + datum.width);
      draft.variables.insert_or_assign(datum.name, expr::Variable{datum.slot, datum.width, datum.type});
    }
    if (!procedure.data.empty() && draft.purposes.words.empty())
      draft.report.error(procedure.data.front().span, {.id = N_("the key '{key}' is missing"), .args = {{"key", "purposes"}}},
                         base::Message{.id = N_("every datum is held for a purpose")});
  }
  read_attributes(draft, slot);
  procedure.slots = slot;
}

}  // namespace guichet::load
