// The mistakes of a file, told on the error stream: with excerpt and caret, or as one sentence each with --plain.
#pragma once

#include "cli/session.h"
#include "load/load.h"

namespace guichet::cli {

// One mistake, ended by a newline.
[[nodiscard]] std::string as_text(const base::Diagnostic& diagnostic, const base::Source& source,
                                  const Session& session);

void tell(Session& session, const base::Source& source, const base::Diagnostics& diagnostics);
void tell(Session& session, const std::vector<load::FaultyFile>& faulty);
// Of procedure.yaml and of en.yaml, each with its own excerpts.
void tell(Session& session, const load::LoadedFile& file);

}  // namespace guichet::cli
