// Which values of a datum the procedure itself can tell apart. Every guard is a predicate over slots, so a finite row
// of samples stands for all: the constants a datum is compared with, what lies between them, the values of data it is
// compared with, the words nobody names taken as one. Dates are only present or absent: what is asked of them depends
// on the day, and the explorer tries both answers. It knows no state of a case.
#pragma once

#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <vector>

#include "check/options.h"
#include "expr/value.h"
#include "model/agencies.h"
#include "model/procedure.h"

namespace guichet::check {

using Byte = std::uint8_t;

// A tracked datum in one byte. Not asked yet: the explorer splits it when a guard first reads it.
inline constexpr Byte kAbsent = 0;
inline constexpr Byte kPresent = 1;  // some value, not asked yet (dates and files: nothing more to ask)
inline constexpr Byte kMaybe = 2;    // given or not, not asked yet
inline constexpr Byte kFirst = 3;    // kFirst + i: the i-th sample

// Where the case is opened: one place per agency that has several, and what is then true of them.
struct Situation {
  std::map<std::string, std::string> places;  // agency -> place
  std::vector<expr::Value> attributes;        // of Procedure::attributes
};

class Domains {
 public:
  // Both must outlive it.
  Domains(const model::Procedure& procedure, const model::Reference& reference, const Options& options);

  [[nodiscard]] const std::vector<Situation>& situations() const { return situations_; }
  [[nodiscard]] bool places_cut() const { return places_cut_; }

  // Does anything of the procedure read this datum? What nothing reads is no part of the explored state.
  [[nodiscard]] bool is_read(model::DatumId datum) const { return read_[datum.index]; }
  // Empty: only whether it is there matters.
  [[nodiscard]] std::span<const expr::Value> samples(std::size_t situation, model::DatumId datum) const {
    return samples_[situation][datum.index];
  }
  // The byte of a value: kPresent when no sample equals it.
  [[nodiscard]] Byte byte_of(std::size_t situation, model::DatumId datum, const expr::Value& value) const;
  // The member of an `each` list behaves as others do: the number of its class.
  [[nodiscard]] std::uint8_t class_of(model::DatumId list, std::uint16_t member) const;
 private:
  void find_situations(const model::Reference& reference, const Options& options);

  const model::Procedure* procedure_;
  std::vector<Situation> situations_;
  bool places_cut_ = false;
  std::vector<bool> asked_;  // by attribute: does an expression read it?
  std::vector<bool> read_;
  std::vector<std::vector<std::vector<expr::Value>>> samples_;  // by situation, by datum
  std::map<std::uint16_t, std::vector<std::uint8_t>> classes_;  // by list datum
  expr::TextPool texts_;
};

}  // namespace guichet::check
