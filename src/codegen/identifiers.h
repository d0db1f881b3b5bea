// Words of a procedure as C++ identifiers: accents go, what is left stays readable, no two of one scope are alike.
#pragma once

#include <set>
#include <string>
#include <string_view>

namespace guichet::codegen {

// Letters without accents, digits and single underscores: "Déjà reçu" -> "Deja_recu". A sign with no Latin letter is an
// underscore.
[[nodiscard]] std::string transliterate(std::string_view text);

// True when the word could stand in C++ as it is, but for its dots and dashes: no comment need tell the original.
[[nodiscard]] bool is_plain(std::string_view word);

// The names of one C++ scope. The second taker of a name gets a number; a keyword gets an underscore.
class NameScope {
 public:
  // `reserved`: names the scope's surroundings already use.
  explicit NameScope(std::set<std::string> reserved = {}) : taken_{std::move(reserved)} {}
  // "demande.residence-principale" -> "demande_residence_principale"
  [[nodiscard]] std::string snake(std::string_view word);
  // "deposer-sur-pieces" -> "DeposerSurPieces"
  [[nodiscard]] std::string pascal(std::string_view word);

 private:
  std::string take(std::string name);

  std::set<std::string> taken_;
};

}  // namespace guichet::codegen
