// Dated tables as generated code holds them: rows of typed keys, nearest first, so that the first row found is the
// answer. A table's rows are part of what a machine was compiled from; when the data differ, the machine is not used.
#pragma once

#include <array>
#include <cstddef>
#include <string_view>
#include <tuple>
#include <utility>

#include "codegen/known.h"

namespace guichet::codegen {

// Rows are sorted: higher bands first, then those that started last, then as in the file.
template <class Value, class... Keys>
struct Dated {
  std::tuple<Keys...> keys;
  base::Date from;
  base::Date until;  // last day; the last date of all when nothing ended it
  Value value;
};

// An enum's word, for a key that is a text.
template <class Word>
Text word_of(const Known<Word>& word) {
  if (is_unknown(word.why_unknown())) return Text{word.why_unknown()};
  return words(word.value())[static_cast<std::size_t>(word.value())];
}

template <class Tuple, std::size_t... I>
bool same_keys(const Tuple& a, const Tuple& b, std::index_sequence<I...> /*all*/) {
  return (same(std::get<I>(a), std::get<I>(b)) && ...);
}

template <class Asked, class Key>
bool fits(bool banded, const Key& key, const Asked& asked) {
  if constexpr (std::totally_ordered<Key>) {
    return banded ? key <= asked.value() : same(key, asked.value());
  } else {
    return same(key, asked.value());
  }
}

// In a table a boolean is a plain one; in a condition it is a Truth.
inline Truth as_truth(const Known<bool>& found) {
  return is_unknown(found.why_unknown()) ? Truth{found.why_unknown()} : Truth{found.value()};
}
inline Known<bool> as_bool(const Truth& asked) {
  return is_unknown(asked.why_unknown()) ? Known<bool>{asked.why_unknown()} : Known<bool>{asked.is_true()};
}

// The value in force on `when`, or no_row. `banded`: which keys round down.
template <class Value, class... Keys, std::size_t N>
Known<Value> look_up(const std::array<Dated<Value, Keys...>, N>& rows, const std::array<bool, sizeof...(Keys)>& banded,
                     const Day& when, const Known<std::type_identity_t<Keys>>&... asked) {
  Unknown why = Unknown::nothing;
  ((why = first_of(why, asked.why_unknown())), ...);
  why = first_of(why, when.why_unknown());
  if (is_unknown(why)) return Known<Value>{why};

  constexpr auto kAll = std::index_sequence_for<Keys...>{};
  const Dated<Value, Keys...>* newest = nullptr;  // of the rows with the same keys, the one that started last
  for (const auto& row : rows) {
    const bool asked_for = [&]<std::size_t... I>(std::index_sequence<I...>) {
      return (fits(banded[I], std::get<I>(row.keys), asked) && ...);
    }(kAll);
    if (!asked_for || when.value() < row.from) continue;
    const bool superseded = newest != nullptr && row.from < newest->from && same_keys(row.keys, newest->keys, kAll);
    if (superseded) continue;
    if (when.value() <= row.until) return row.value;
    newest = &row;
  }
  return Known<Value>{unknown(expr::Fault::no_row)};
}

}  // namespace guichet::codegen
