#include "interop/subjects.h"

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>

#include "base/ensure.h"
#include "load/load.h"
#include "support/walk.h"

namespace guichet::interop {

namespace fs = std::filesystem;

namespace {
const std::string kRoot = GUICHET_SOURCE_DIR;
}

std::string read_file(const std::string& path) {
  std::ifstream file{path, std::ios::binary};
  base::ensure(file.good(), "a file of the tests");
  return {std::istreambuf_iterator<char>{file}, {}};
}

std::shared_ptr<const model::Procedure> toy_canteen() { return support::toy(read_file(kRoot + "/tests/interop/toy.yaml")); }

std::vector<std::string> shipped_ids() {
  std::vector<std::string> ids;
  for (const auto& entry : fs::directory_iterator{kRoot + "/procedures"})
    if (fs::exists(entry.path() / "procedure.yaml")) ids.push_back(entry.path().filename().string());
  std::ranges::sort(ids);
  return ids;
}

std::shared_ptr<const model::Procedure> shipped(const std::string& id) {
  static const auto reference = load::load_reference(kRoot + "/data");
  base::ensure(reference.ok(), "the data that ship");
  auto file = load::load_procedure_file(kRoot + "/procedures/" + id + "/procedure.yaml", reference->reference);
  base::ensure(file.ok() && file->loaded.procedure.has_value(), "a shipped procedure loads");
  return std::make_shared<const model::Procedure>(std::move(*file->loaded.procedure));
}

}  // namespace guichet::interop
