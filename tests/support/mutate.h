// A YAML text with a few things changed, always the same for the same chance: bytes, punctuation, a word for another.
#pragma once

#include <random>
#include <string>
#include <vector>

namespace guichet::support {

// The words of a text, as often as they stand in it: what mutate() puts in each other's place.
[[nodiscard]] std::vector<std::string> words_of(const std::string& text);

[[nodiscard]] std::string mutate(std::string text, const std::vector<std::string>& words, std::mt19937& chance);

}  // namespace guichet::support
