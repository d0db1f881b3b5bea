// procedure.yaml -> a checked model::Procedure, or every mistake of the file at once. Names are looked up in the reference
// data given; nothing else is read, no clock is asked.
#pragma once

#include <optional>
#include <string>

#include "base/diagnostic.h"
#include "base/result.h"
#include "load/english.h"
#include "model/agencies.h"
#include "model/procedure.h"

namespace guichet::load {

// `procedure` is empty exactly when a diagnostic is an error. It points into the tables of the reference, which must
// stay where it is for as long as the procedure is used.
struct Loaded {
  std::optional<model::Procedure> procedure;
  base::Diagnostics diagnostics;
};

// `english`: the text of en.yaml beside it; its mistakes carry its path.
[[nodiscard]] Loaded load_procedure(const base::Source& source, const model::Reference& reference,
                                    const base::Source* english = nullptr);
// A tree somebody changed after it was parsed from `source`; places are those of the source.
[[nodiscard]] Loaded load_procedure(const struct Node& root, const base::Source& source,
                                    const model::Reference& reference);

// The file, and en.yaml in the same folder when the file is called procedure.yaml and there is one.
struct LoadedFile {
  base::Source source;
  std::optional<base::Source> english;
  Loaded loaded;
};
[[nodiscard]] base::Result<LoadedFile> load_procedure_file(const std::string& path, const model::Reference& reference);

}  // namespace guichet::load
