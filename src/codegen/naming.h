// The C++ names of everything in a procedure, chosen once, so that the header and the machine agree.
#pragma once

#include <string>
#include <vector>

#include "model/procedure.h"

namespace guichet::codegen {

// One enum class per list of words; data that share their words share it.
struct WordsType {
  std::string name;                               // SivStatut
  const std::vector<std::string>* words = nullptr;
  std::vector<std::string> enumerators;
  std::vector<std::string> aliases;               // other data with the same words, in the same order
};

struct MachineNames {
  std::string space;                              // namespace of a child machine; empty for the procedure's own
  std::string member;                             // `as`: what the current member is called; empty
  std::vector<std::string> states;                // enumerators
  std::vector<std::string> state_types;
};

struct Naming {
  std::string space;                              // carte_stationnement: namespace and file name
  std::vector<std::string> triggers;              // types, by TriggerId
  std::vector<std::string> data;                  // then the attributes: functions and fields
  std::vector<std::string> deadlines;
  std::vector<WordsType> words;
  std::vector<MachineNames> machines;

  [[nodiscard]] const WordsType& words_of(const std::vector<std::string>& words) const;
  [[nodiscard]] const std::string& of_slot(const model::Procedure& procedure, std::uint16_t slot) const;
};

[[nodiscard]] Naming name_all(const model::Procedure& procedure);

}  // namespace guichet::codegen
