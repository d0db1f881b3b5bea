#include "audit/envelope.h"

#include <array>
#include <charconv>
#include <nlohmann/json.hpp>
#include <utility>

namespace guichet::audit {

namespace {

using Members = std::map<std::string, std::string, std::less<>>;

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

// Collects one flat object; stops at whatever our writer never writes.
class Reader : public nlohmann::json_sax<nlohmann::json> {
 public:
  Members texts;
  std::map<std::string, std::int64_t, std::less<>> integers;
  std::map<std::string, std::vector<std::string>, std::less<>> lists;

  bool key(string_t& name) override {
    name_ = name;
    return !texts.contains(name) && !integers.contains(name) && !lists.contains(name);
  }
  bool string(string_t& value) override {
    if (in_list_) return lists[name_].push_back(value), true;
    return texts.emplace(name_, value).second;
  }
  bool number_integer(number_integer_t value) override { return integer(value); }
  bool number_unsigned(number_unsigned_t value) override {
    return value <= static_cast<number_unsigned_t>(kIntegerMax) && integer(static_cast<std::int64_t>(value));
  }
  bool start_array(std::size_t) override {
    if (in_list_ || depth_ == 0) return false;
    lists[name_];
    return in_list_ = true;
  }
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
  bool integer(std::int64_t value) { return depth_ > 0 && !in_list_ && integers.emplace(name_, value).second; }
  std::string name_;
  int depth_ = 0;
  bool in_list_ = false;
};

std::string text_of(const Reader& reader, std::string_view name) {
  const auto found = reader.texts.find(name);
  return found == reader.texts.end() ? std::string{} : found->second;
}
std::int64_t integer_of(const Reader& reader, std::string_view name) {
  const auto found = reader.integers.find(name);
  return found == reader.integers.end() ? 0 : found->second;
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
  if (const auto fields = reader.lists.find("fields"); fields != reader.lists.end())
    opened.line.fields = fields->second;
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
  std::map<std::string, std::string> payload{reader.texts.begin(), reader.texts.end()};
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
