#include "cli/diagram_output.h"

#include <algorithm>
#include <charconv>
#include <fstream>

#include "print/print.h"

namespace guichet::cli {

namespace {

namespace fs = std::filesystem;

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

int DiagramOutput::write(const std::vector<diagram::Sheet>& sheets, const diagram::Subject& subject,
                         const std::string& name, bool many) {
  const auto bytes_of = [&](const std::vector<diagram::Sheet>& some) {
    return format_->write({some, subject, theme_, dpi_, written_});
  };
  if (out_.empty()) {
    const auto bytes = bytes_of(sheets);
    if (!bytes.ok()) return world_failed(*session_, bytes.failure());
    session_->out << *bytes << std::flush;
    return kFine;
  }
  std::error_code none;
  const bool folder = many || out_.ends_with('/') || fs::is_directory(out_, none);
  const fs::path base = folder ? fs::path{out_} / name : fs::path{out_}.replace_extension();
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
  }
  return kFine;
}

}  // namespace guichet::cli
