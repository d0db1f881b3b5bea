#include "cli/diagram_output.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <fstream>
#include <string_view>

#include "diagram/svg.h"
#include "diagram/wording.h"
#include "print/print.h"

namespace guichet::cli {

namespace {

namespace fs = std::filesystem;

constexpr std::string_view kIndexStyle =
    "body{font:16px/1.5 'Liberation Sans',Arial,Helvetica,sans-serif;color:#1a1a1a;background:#fff;max-width:1400px;"
    "margin:1.5rem auto;padding:0 1rem}h2{border-top:2px solid #868b94;padding-top:1rem}"
    "img{max-width:32%;max-height:340px;margin:.3rem;border:1px solid #868b94;vertical-align:top}";

template <class Number>
std::optional<Number> number_of(std::string_view text) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc{} || end != text.data() + text.size()) return std::nullopt;
  return number;
}

base::Outcome write_file(const fs::path& path, const std::string& bytes) {
  std::error_code error;
  if (path.has_parent_path()) fs::create_directories(path.parent_path(), error);
  std::ofstream out{path, std::ios::binary};
  out << bytes << std::flush;
  if (!error && out) return base::Done{};
  return base::Failure{{.id = N_("{path} could not be written"), .args = {{"path", path.string()}}}};
}

const diagram::Format& format_of(const Request& request) {
  if (const std::string named = request.value("--format"); !named.empty()) return *diagram::find_format(named);
  const std::string extension = fs::path{request.value("--out")}.extension().string();
  const auto known = std::ranges::find_if(diagram::formats(),
                                          [&](const diagram::Format& f) { return extension == std::string{"."} + f.extension; });
  return known == diagram::formats().end() ? diagram::formats().front() : *known;
}

}  // namespace

std::optional<DiagramOutput> DiagramOutput::open(Session& session, const Request& request) {
  std::string out = request.value("--out");
  if (out.empty() && (request.has("--open") || request.has("--watch"))) out = "./";
  DiagramOutput output{session, std::move(out), format_of(request)};
  output.theme_ = *diagram::theme_named(request.value("--theme", "colour"));
  if (request.value("--paper") == "a3") output.paper_ = diagram::Paper::a3;
  const auto dpi = number_of<int>(request.value("--dpi", "150"));
  if (!dpi || *dpi < print::kDpiMin || *dpi > print::kDpiMax) {
    complain(session, {.id = N_("--dpi takes a number from {least} to {most}"),
                       .args = {{"least", std::to_string(print::kDpiMin)}, {"most", std::to_string(print::kDpiMax)}}});
    return std::nullopt;
  }
  output.dpi_ = *dpi;
  output.written_ = number_of<std::int64_t>(session.environment.variable("SOURCE_DATE_EPOCH"));
  return output;
}

int DiagramOutput::write(const diagram::Picture& picture, const diagram::Subject& subject, const diagram::View& view,
                         const std::string& name, bool many) {
  const std::vector<diagram::Sheet>& sheets = picture.sheets;
  const auto bytes_of = [&](const std::vector<diagram::Sheet>& some) {
    return format_->write({some, subject, theme_, paper_, dpi_, written_});
  };
  if (out_.empty()) {
    const auto bytes = bytes_of(sheets);
    if (!bytes.ok()) return world_failed(*session_, bytes.failure());
    session_->out << *bytes << std::flush;
    return kFine;
  }
  std::error_code none;
  const bool folder = many || out_.ends_with('/') || fs::is_directory(out_, none);
  const fs::path base = folder ? fs::path{out_} / (name + "-" + view.name) : fs::path{out_}.replace_extension();
  const bool apart = !format_->all_sheets && sheets.size() > 1;
  for (std::size_t s = 0; s < (apart ? sheets.size() : 1); ++s) {
    const auto bytes = bytes_of(apart ? std::vector{sheets[s]} : sheets);
    if (!bytes.ok()) return world_failed(*session_, bytes.failure());
    fs::path path = base;
    if (apart) path += "-" + std::to_string(s + 1);
    path += std::string{"."} + format_->extension;
    path = path.lexically_normal();
    if (const auto written = write_file(path, *bytes); !written.ok()) return world_failed(*session_, written.failure());
    session_->err << session_->tr(N_("written: {path}"), {{"path", path.string()}}) << '\n';
    if (std::ranges::find(paths_, path) == paths_.end()) paths_.push_back(path);
    shown_.push_back({subject.procedures.size() > 1 ? session_->tr(N_("several procedures"))
                                                    : diagram::title_of(subject.procedure().title, subject.procedure().id, session_->lang()),
                      session_->tr(view.summary), sheets[s].title, path});
  }
  return kFine;
}

int DiagramOutput::write_index() {
  using diagram::xml_escaped;
  if (shown_.empty()) return kFine;
  std::ranges::stable_sort(shown_, {}, [&](const Shown& one) {
    return std::ranges::find(shown_, one.chapter, &Shown::chapter) - shown_.begin();
  });
  const std::string title = xml_escaped(session_->tr(N_("Procedures in pictures")));
  std::string page = fmt::format(
      "<!doctype html>\n<html lang=\"{}\">\n<head>\n<meta charset=\"utf-8\">\n<meta name=\"viewport\" "
      "content=\"width=device-width,initial-scale=1\">\n<title>{}</title>\n<style>{}</style>\n</head>\n<body>\n<h1>{}</h1>\n",
      session_->lang() == base::Lang::fr ? "fr" : "en", title, kIndexStyle, title);
  std::string chapter, caption;
  for (const Shown& one : shown_) {
    if (one.chapter != chapter) page += fmt::format("<h2>{}</h2>\n", xml_escaped(one.chapter));
    if (one.chapter != chapter || one.caption != caption) page += fmt::format("<h3>{}</h3>\n", xml_escaped(one.caption));
    chapter = one.chapter;
    caption = one.caption;
    const std::string file = xml_escaped(one.path.filename().string()), words = xml_escaped(one.title);
    page += format_->is_image ? fmt::format("<a href=\"{0}\"><img src=\"{0}\" alt=\"{1}\" loading=\"lazy\"></a>\n", file, words)
                              : fmt::format("<p><a href=\"{}\">{}</a></p>\n", file, words);
  }
  page += "</body>\n</html>\n";
  const fs::path path = shown_.front().path.parent_path() / "index.html";
  shown_.clear();
  if (const auto written = write_file(path, page); !written.ok()) return world_failed(*session_, written.failure());
  session_->err << session_->tr(N_("written: {path}"), {{"path", path.string()}}) << '\n';
  return kFine;
}

}  // namespace guichet::cli
