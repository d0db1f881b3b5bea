#include "cli/asked.h"

#include <algorithm>

#include "cli/places.h"

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

std::variant<std::unique_ptr<Asked>, NotOpened> open_asked(Session& session, const std::vector<std::string>& words) {
  auto world = find_world(session);
  if (!world.ok()) return NotOpened{world_failed(session, world.failure())};
  auto all = each_asked_procedure(*world, words);
  if (const auto misuse = unknown_procedure(*world, all)) return NotOpened{misused(session, misuse->sentence, misuse->hint)};
  auto agencies = scenario::Agencies::open(*world);
  if (!agencies.ok()) return NotOpened{world_failed(session, agencies.failure())};
  return std::make_unique<Asked>(Asked{std::move(*world), std::move(all), std::move(*agencies)});
}

std::string named_from(const scenario::World& world, const std::string& given, const std::string& path,
                       const fs::path& folder) {
  std::error_code none;
  if (!fs::exists(given, none) && fs::exists(world.root / "procedures" / given, none)) return given;
  const fs::path near = fs::relative(path, folder, none);
  return near.empty() ? path : near.generic_string();
}

}  // namespace guichet::cli
