// The simulated registers: one SQLite database each, filled from the synthetic population, edited by
// scenarios, read and written by the agencies of in_process.h. Each keeps a journal of the calls it
// received: what a provider can testify to, whatever the one who asked remembers. It knows tables and
// rows, no agency, no gate and no time.
#pragma once

#include <filesystem>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace SQLite {
class Database;
}

namespace guichet::agency {

using Fields = std::map<std::string, std::string>;

// The population, read from data/citizens once per run of a program; registers start as copies of it.
class RegisterTemplate {
 public:
  // Fails when a CSV file is missing, broken or of another header than its table.
  [[nodiscard]] static base::Result<RegisterTemplate> load(const std::filesystem::path& citizens);

  RegisterTemplate(RegisterTemplate&&) noexcept;
  RegisterTemplate& operator=(RegisterTemplate&&) noexcept;
  ~RegisterTemplate();
 private:
  friend class Registers;
  struct Inner;
  explicit RegisterTemplate(std::unique_ptr<Inner> inner);
  std::unique_ptr<Inner> inner_;
};

// A change a scenario makes before it starts.
struct Edit {
  enum class Kind { set, add, remove } kind = Kind::set;
  std::string table;
  Fields where;  // set, remove: all must match, at least one row
  Fields to;     // set, add
};

// What FranceConnect tells of a person who signs in, or the code it ends with (010015: deceased...).
struct SignIn {
  std::string error;  // empty: she is known
  std::string level;  // franceconnect or franceconnect-plus
  Fields claims;      // jeton, nom, prenoms, nom_usage, sexe, date_naissance, ...; empty ones left out
};

// A line of a provider's journal. It keeps the names of the fields received, not their values.
struct ReceivedCall {
  std::string key, agency, api, consumer, basis, instant, fields, trace, reply, code;
  bool operator==(const ReceivedCall&) const = default;
};

class Registers {
 public:
  // In memory; gone with the object.
  [[nodiscard]] static base::Result<Registers> fresh(const RegisterTemplate& from);
  // One file per register under `directory` (mode 0600), made from the template where missing, kept
  // as they are otherwise.
  [[nodiscard]] static base::Result<Registers> open(const RegisterTemplate& from,
                                                    const std::filesystem::path& directory);
  // As made, journals empty.
  [[nodiscard]] base::Outcome reset(const RegisterTemplate& from);

  // Fails with a sentence when register, table or column is unknown, or no row matches.
  [[nodiscard]] base::Outcome edit(const std::string& register_name, const Edit& edit);
  // Fails when nobody has this id.
  [[nodiscard]] base::Result<SignIn> sign_in(const std::string& person);

  // Every call received, register by register, in order of arrival.
  [[nodiscard]] base::Result<std::vector<ReceivedCall>> calls();

  // For in_process.cpp. `name` is a register, or anything else for the journal of agencies without.
  [[nodiscard]] SQLite::Database& database(std::string_view name);

  Registers(Registers&&) noexcept;
  Registers& operator=(Registers&&) noexcept;
  ~Registers();
 private:
  struct Inner;
  explicit Registers(std::unique_ptr<Inner> inner);
  std::unique_ptr<Inner> inner_;
};

}  // namespace guichet::agency
