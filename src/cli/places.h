// Where things are on disk: the installed procedures and data, and the databases of the user. Of these it opens the
// data only.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>

#include "base/result.h"
#include "cli/session.h"
#include "scenario/world.h"

namespace guichet::cli {

// The folder that holds procedures/ and data/: beside or above the program (the source tree), else share/guichet of the
// prefix it is installed in, else GUICHET_DATA.
[[nodiscard]] base::Result<std::filesystem::path> find_data(const Environment& environment);
// The world read from there, with the machines this program was compiled with; mistakes of its files are told.
[[nodiscard]] base::Result<scenario::World> find_world(Session& session);

// XDG_DATA_HOME/guichet, else ~/.local/share/guichet.
[[nodiscard]] base::Result<std::filesystem::path> data_folder(const Environment& environment);

// What --db names: a word without slash nor dot is a file of the user's data folder, the rest a path as it is.
[[nodiscard]] base::Result<std::filesystem::path> database_path(const Environment& environment,
                                                                const std::string& given);
// As people write it: the home folder is ~.
[[nodiscard]] std::string shown_path(const Environment& environment, const std::filesystem::path& path);
// Whatever stood there before is gone.
[[nodiscard]] base::Outcome write_file(const std::filesystem::path& file, std::string_view text);
// Creates the folder it will stand in; ours with mode 0700.
[[nodiscard]] base::Outcome prepare_folder(const Environment& environment, const std::filesystem::path& database);

inline constexpr const char* kDefaultDatabase = "guichet";

}  // namespace guichet::cli
