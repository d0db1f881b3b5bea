#include "cli/findings.h"

namespace guichet::cli {

namespace {

std::string as_sentence(const base::Diagnostic& diagnostic, const base::Source& source, base::Lang lang) {
  const base::Message kind{.id = diagnostic.severity == base::Severity::error
                                     ? N_("{file}, line {line}, column {column}, error: {sentence}")
                                     : N_("{file}, line {line}, column {column}, warning: {sentence}"),
                           .args = {{"file", diagnostic.path.empty() ? source.path : diagnostic.path},
                                    {"line", std::to_string(diagnostic.span.line)},
                                    {"column", std::to_string(diagnostic.span.column)},
                                    {"sentence", base::tr(lang, diagnostic.message)}}};
  const std::string sentence = base::tr(lang, kind);
  if (!diagnostic.hint) return sentence;
  return base::tr(lang, N_("{sentence}; {hint}"), {{"sentence", sentence}, {"hint", base::tr(lang, *diagnostic.hint)}});
}

}  // namespace

std::string as_text(const base::Diagnostic& diagnostic, const base::Source& source, const Session& session) {
  if (!session.style.plain) return base::render(diagnostic, source, session.lang());
  return session.page().line(as_sentence(diagnostic, source, session.lang())).text();
}

void tell(Session& session, const base::Source& source, const base::Diagnostics& diagnostics) {
  session.out.flush();
  for (const base::Diagnostic& diagnostic : diagnostics.all()) session.err << as_text(diagnostic, source, session);
  session.err << std::flush;
}

void tell(Session& session, const std::vector<load::FaultyFile>& faulty) {
  for (const load::FaultyFile& file : faulty) tell(session, file.source, file.diagnostics);
}

void tell(Session& session, const load::LoadedFile& file) {
  session.out.flush();
  for (const base::Diagnostic& diagnostic : file.loaded.diagnostics.all()) {
    const bool in_english = file.english && diagnostic.path == file.english->path;
    session.err << as_text(diagnostic, in_english ? *file.english : file.source, session);
  }
  session.err << std::flush;
}

}  // namespace guichet::cli
