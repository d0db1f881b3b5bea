#include "audit/envelope.h"

#include <algorithm>
#include <array>
#include <charconv>
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

// Reads back what Canonical writes. What it would take too generously does not come out the same when it is written again.
class Reader {
 public:
  explicit Reader(std::string_view bytes) : rest_{bytes} { members.reserve(24); }
  std::vector<Member> members;  // as they come

  bool object() {
    if (!eat('{')) return false;
    if (eat('}')) return rest_.empty();
    do {
      Member& member = members.emplace_back();
      if (!text(member.name) || !eat(':') || !value(member)) return false;
    } while (eat(','));
    return eat('}') && rest_.empty();
  }
  [[nodiscard]] Member* find(std::string_view name, Member::Shape shape) {
    const auto found = std::ranges::lower_bound(members, name, {}, &Member::name);
    return found != members.end() && found->name == name && found->shape == shape ? &*found : nullptr;
  }
 private:
  bool eat(char c) {
    if (!rest_.starts_with(c)) return false;
    rest_.remove_prefix(1);
    return true;
  }
  bool value(Member& member) {
    if (rest_.starts_with('"')) {
      member.shape = Member::Shape::text;
      return text(member.text);
    }
    if (eat('[')) {
      member.shape = Member::Shape::list;
      do {
        if (!text(member.list.emplace_back())) return false;
      } while (eat(','));
      return eat(']');
    }
    member.shape = Member::Shape::integer;
    const auto read = std::from_chars(rest_.data(), rest_.data() + rest_.size(), member.integer);
    rest_.remove_prefix(static_cast<std::size_t>(read.ptr - rest_.data()));
    return read.ec == std::errc{};
  }
  bool text(std::string& out) {
    if (!eat('"')) return false;
    for (;;) {
      const std::string_view run = rest_.substr(0, rest_.find('"'));
      if (run.size() == rest_.size()) return false;
      const std::size_t plain = std::min(run.find('\\'), run.size());
      out.append(run, 0, plain);
      rest_.remove_prefix(plain);
      if (eat('"')) return true;
      if (!escape(out)) return false;
    }
  }
  bool escape(std::string& out) {
    constexpr std::string_view kShort = "\"\\btnfr";
    constexpr std::string_view kMeant = "\"\\\b\t\n\f\r";
    if (rest_.size() < 2) return false;
    if (const std::size_t known = kShort.find(rest_[1]); known != std::string_view::npos) {
      out += kMeant[known];
      rest_.remove_prefix(2);
      return true;
    }
    unsigned code = 0;
    if (rest_.size() < 6 || !rest_.starts_with("\\u00")) return false;
    if (std::from_chars(rest_.data() + 4, rest_.data() + 6, code, 16).ptr != rest_.data() + 6) return false;
    out += static_cast<char>(code);
    rest_.remove_prefix(6);
    return true;
  }
  std::string_view rest_;
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
  Reader reader{bytes};
  if (!reader.object()) return std::nullopt;
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
  Reader reader{bytes};
  if (!reader.object()) return std::nullopt;
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
