// May this be kept, may this letter be told? The gate's answer for everything that stores a personal value:
// the vault seals nothing without a StoragePermit, and nothing else makes one. Pure, deny by default.
#pragma once

#include <string>
#include <variant>

#include "privacy/context.h"
#include "privacy/denial.h"

namespace guichet::privacy {

class Permit;

// For which purpose, on which basis a value is kept. The purpose names the key that seals it: what is erased
// for one purpose is what was kept under it.
class StoragePermit {
 public:
  [[nodiscard]] const std::string& purpose() const { return purpose_; }
  [[nodiscard]] const std::string& basis() const { return basis_; }  // as privacy::basis_code
 private:
  friend class Permit;
  friend std::variant<StoragePermit, Denied> decide_storage(model::PurposeId purpose, const Context& context);
  friend std::variant<StoragePermit, Denied> decide_letter(const model::Letter& letter, const Context& context);
  StoragePermit(std::string purpose, std::string basis) : purpose_{std::move(purpose)}, basis_{std::move(basis)} {}
  std::string purpose_, basis_;
};

// A value that is no datum of the file (the amount of a fee), kept for a purpose. Restriction is no hindrance:
// art. 18(2) leaves storage free.
[[nodiscard]] std::variant<StoragePermit, Denied> decide_storage(model::PurposeId purpose, const Context& context);
// A datum, under the first of its purposes that may hold it; else the reason of the first.
[[nodiscard]] std::variant<StoragePermit, Denied> decide_storage(model::DatumId datum, const Context& context);
// A letter, kept with what it carries: what it carries is held for its purpose. To anybody but the person
// herself it is a disclosure: what stands against the purpose stands against it.
[[nodiscard]] std::variant<StoragePermit, Denied> decide_letter(const model::Letter& letter, const Context& context);

// The basis as it stands in the log, for any purpose of the procedure.
[[nodiscard]] std::string basis_code(const model::Purpose& purpose);

}  // namespace guichet::privacy
