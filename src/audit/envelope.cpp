#include "audit/envelope.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <nlohmann/json.hpp>
#include <utility>

namespace guichet::audit {

namespace {

// The texts a line brings itself: one name in the envelope each. Empty ones are left out.
constexpr std::array<std::pair<std::string_view, std::string Line::*>, 19> kTexts{{
    {"actor", &Line::actor},
    {"api", &Line::api},
    {"basis", &Line::basis},
    {"code", &Line::code},
    {"decision", &Line::decision},
    {"event", &Line::event},
    {"from", &Line::from},
    {"key", &Line::key},
    {"member", &Line::member},
    {"notice", &Line::notice},
    {"policy", &Line::policy},
    {"purpose", &Line::purpose},
    {"reason", &Line::reason},
    {"recipient", &Line::recipient},
    {"root", &Line::root},
    {"rule", &Line::rule},
    {"signature", &Line::signature},
    {"to", &Line::to},
    {"trace", &Line::trace},
}};

struct Member {
  std::string name;
  enum class Shape : std::uint8_t { none, text, integer, list } shape = Shape::none;
  std::string text = {};
  std::int64_t integer = 0;
  std::vector<std::string> list = {};
};

// Collects one flat object, its names in their order; stops at whatever our writer never writes.
class Reader : public nlohmann::json_sax<nlohmann::json> {
 public:
  Reader() { members.reserve(24); }
  std::vector<Member> members;

  [[nodiscard]] Member* find(std::string_view name, Member::Shape shape) {
    const auto found = std::ranges::lower_bound(members, name, {}, &Member::name);
    return found != members.end() && found->name == name && found->shape == shape ? &*found : nullptr;
  }
  bool key(string_t& name) override {
    if (!members.empty() && name <= members.back().name) return false;
    members.push_back({.name = std::move(name)});
    return true;
  }
  bool string(string_t& value) override {
    if (in_list_) return members.back().list.push_back(std::move(value)), true;
    return is_value(Member::Shape::text) && (members.back().text = std::move(value), true);
  }
  bool number_integer(number_integer_t value) override { return integer(value); }
  bool number_unsigned(number_unsigned_t value) override {
    return value <= static_cast<number_unsigned_t>(kIntegerMax) && integer(static_cast<std::int64_t>(value));
  }
  bool start_array(std::size_t) override { return !in_list_ && (in_list_ = is_value(Member::Shape::list)); }
  bool end_array() override {
    in_list_ = false;
    return true;
  }
  bool start_object(std::size_t) override { return depth_++ == 0; }
  bool end_object() override { return true; }
  bool null() override { return false; }
  bool boolean(bool) override { return false; }
  bool number_float(number_float_t, const string_t&) override { return false; }
  bool binary(binary_t&) override { return false; }
  bool parse_error(std::size_t, const std::string&, const nlohmann::detail::exception&) override { return false; }
 private:
  // The value of the name just read.
  bool is_value(Member::Shape shape) {
    if (members.empty()) return false;
    members.back().shape = shape;
    return true;
  }
  bool integer(std::int64_t value) {
    return !in_list_ && is_value(Member::Shape::integer) && (members.back().integer = value, true);
  }
  int depth_ = 0;
  bool in_list_ = false;
};

// Each is taken once.
std::string text_of(Reader& reader, std::string_view name) {
  Member* const found = reader.find(name, Member::Shape::text);
  return found == nullptr ? std::string{} : std::move(found->text);
}
std::int64_t integer_of(Reader& reader, std::string_view name) {
  const Member* const found = reader.find(name, Member::Shape::integer);
  return found == nullptr ? 0 : found->integer;
}

}  // namespace

// In the byte order of the names; the writer insists.
std::optional<Unwritable> write_envelope(const Line& line, const Stamp& stamp, std::string& out) {
  Canonical json{out};
  const auto text = [&](std::string_view name, std::string_view value) {
    if (!value.empty()) json.text(name, value);
  };
  text("actor", line.actor);
  text("api", line.api);
  json.integer("at", line.at);
  if (stamp.back) json.integer("back", 1);
  text("basis", line.basis);
  text("code", line.code);
  text("com", stamp.com);
  text("decision", line.decision);
  text("dossier", stamp.dossier);
  if (stamp.dossier_nth != 0) json.integer("dossier_nth", stamp.dossier_nth);
  if (line.due != 0) json.integer("due", line.due);
  text("event", line.event);
  if (!line.fields.empty()) json.texts("fields", line.fields);
  text("from", line.from);
  text("key", line.key);
  json.text("kind", name(line.kind));
  text("member", line.member);
  text("notice", line.notice);
  json.text("origin", stamp.origin);
  text("policy", line.policy);
  text("purpose", line.purpose);
  text("reason", line.reason);
  text("recipient", line.recipient);
  json.integer("recorded", stamp.recorded);
  text("root", line.root);
  text("rule", line.rule);
  json.integer("seq", stamp.seq);
  text("signature", line.signature);
  if (line.size != 0) json.integer("size", line.size);
  text("subject", stamp.subject);
  if (stamp.subject_nth != 0) json.integer("subject_nth", stamp.subject_nth);
  text("to", line.to);
  text("trace", line.trace);
  json.integer("v", kEnvelopeVersion);
  return json.close();
}

std::optional<Unwritable> write_payload(const std::map<std::string, std::string>& payload, std::string& out) {
  Canonical json{out};
  for (const auto& [name, value] : payload) json.text(name, value);
  return json.close();
}

std::optional<Opened> read_envelope(std::string_view bytes) {
  Reader reader;
  if (!nlohmann::json::sax_parse(bytes.begin(), bytes.end(), &reader)) return std::nullopt;
  const std::optional<Kind> kind = parse_kind(text_of(reader, "kind"));
  if (!kind) return std::nullopt;
  Opened opened{.seq = integer_of(reader, "seq"),
                .recorded = integer_of(reader, "recorded"),
                .back = integer_of(reader, "back") == 1,
                .origin = text_of(reader, "origin"),
                .dossier = text_of(reader, "dossier"),
                .subject = text_of(reader, "subject"),
                .com = text_of(reader, "com"),
                .dossier_nth = integer_of(reader, "dossier_nth"),
                .subject_nth = integer_of(reader, "subject_nth"),
                .line = {}};
  opened.line.kind = *kind;
  opened.line.at = integer_of(reader, "at");
  opened.line.due = integer_of(reader, "due");
  opened.line.size = integer_of(reader, "size");
  for (const auto& [name, member] : kTexts) opened.line.*member = text_of(reader, name);
  if (Member* const fields = reader.find("fields", Member::Shape::list)) opened.line.fields = std::move(fields->list);
  // Written again it must be the same bytes: nothing was ignored and nothing can be said two ways.
  std::string again;
  const Stamp stamp{opened.seq,     opened.recorded, opened.back,        opened.origin,     opened.dossier,
                    opened.subject, opened.com,      opened.dossier_nth, opened.subject_nth};
  if (write_envelope(opened.line, stamp, again) || again != bytes) return std::nullopt;
  return opened;
}

std::optional<std::map<std::string, std::string>> read_payload(std::string_view bytes) {
  Reader reader;
  if (!nlohmann::json::sax_parse(bytes.begin(), bytes.end(), &reader)) return std::nullopt;
  std::map<std::string, std::string> payload;
  for (const Member& member : reader.members)
    if (member.shape == Member::Shape::text) payload.emplace_hint(payload.end(), member.name, member.text);
  std::string again;
  if (write_payload(payload, again) || again != bytes) return std::nullopt;
  return payload;
}

// Inside a string a quote is always escaped, so this name followed by a colon is found once.
std::optional<std::int64_t> recorded_of(std::string_view bytes) {
  constexpr std::string_view kName = "\"recorded\":";
  const std::size_t at = bytes.rfind(kName);
  if (at == std::string_view::npos) return std::nullopt;
  std::int64_t value = 0;
  const char* const first = bytes.data() + at + kName.size();
  const auto read = std::from_chars(first, bytes.data() + bytes.size(), value);
  return read.ec == std::errc{} ? std::optional{value} : std::nullopt;
}

}  // namespace guichet::audit
