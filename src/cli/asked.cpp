#include "cli/asked.h"

#include <algorithm>

namespace guichet::cli {

namespace {

namespace fs = std::filesystem;

bool is_there(const scenario::World& world, const std::string& given) {
  std::error_code none;
  if (fs::exists(given, none)) return true;
  return given.find('/') == std::string::npos && fs::exists(world.root / "procedures" / given / "procedure.yaml", none);
}

}  // namespace

std::vector<std::string> each_asked_procedure(const scenario::World& world, const std::vector<std::string>& words) {
  std::vector<std::string> all;
  for (const std::string& word : words) {
    if (word != "all") {
      if (std::ranges::find(all, word) == all.end()) all.push_back(word);
      continue;
    }
    for (const std::string& id : scenario::procedure_ids(world.root))
      if (std::ranges::find(all, id) == all.end()) all.push_back(id);
  }
  return all;
}

std::optional<Misuse> unknown_procedure(const scenario::World& world, const std::vector<std::string>& words) {
  for (const std::string& word : words)
    if (!is_there(world, word))
      return Misuse{{.id = N_("no procedure, folder or file is called '{word}'"), .args = {{"word", word}}},
                    base::expected_one_of(word, scenario::procedure_ids(world.root))};
  return std::nullopt;
}

std::string named_from(const scenario::World& world, const std::string& given, const std::string& path,
                       const fs::path& folder) {
  std::error_code none;
  if (!fs::exists(given, none) && fs::exists(world.root / "procedures" / given, none)) return given;
  const fs::path near = fs::relative(path, folder, none);
  return near.empty() ? path : near.generic_string();
}

}  // namespace guichet::cli
