#include "cli/program.h"

#include "cli/command_line.h"
#include "cli/help.h"
#include "store/database.h"

namespace guichet::cli {

namespace {

int run_wanted(Session& session, const Wanted& wanted) {
  if (wanted.version) {
    Page page = session.page();
    page.line(session.tr(N_("guichet {version}, databases of schema {schema}"),
                         {{"version", GUICHET_VERSION}, {"schema", std::to_string(store::kSchemaVersion)}}));
    session.print(page);
    return kFine;
  }
  if (wanted.command == nullptr) {
    if (wanted.help) {
      session.print(general_help(session));
      return kFine;
    }
    session.err << general_help(session).text();
    return kMisused;
  }
  if (wanted.help) {
    session.print(command_help(session, *wanted.command));
    return kFine;
  }
  return wanted.command->run(session, wanted.request);
}

}  // namespace

int run_program(std::span<const std::string> words, const Environment& environment, std::istream& in,
                std::ostream& out, std::ostream& err, const std::function<std::int64_t()>& clock) {
  const base::Lang lang = asked_language(words).value_or(language(environment));
  const auto read = read_command_line(words);
  const auto* wanted = std::get_if<Wanted>(&read);
  const bool plain = wanted != nullptr && wanted->request.has("--plain");
  Session session{
      .environment = environment, .style = style_of(environment, lang, plain), .in = in, .out = out, .err = err, .clock = clock};
  if (wanted == nullptr) {
    const auto& misuse = std::get<Misuse>(read);
    return misused(session, misuse.sentence, misuse.hint);
  }
  const int code = run_wanted(session, *wanted);
  out.flush();
  if (!out) return world_failed(session, {{.id = N_("the results could not be written")}});
  return code;
}

}  // namespace guichet::cli
