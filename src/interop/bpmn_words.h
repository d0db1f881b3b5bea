// Labels of a drawing as what a procedure holds: names, quoted texts, delays. What is read is not trusted.
#pragma once

#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>

#include "base/delay.h"

namespace guichet::interop {

// "Étudier le dossier" as "etudier-le-dossier": small letters, digits and hyphens, 40 at most; `otherwise` when nothing is left.
[[nodiscard]] std::string slug(std::string_view text, std::string_view otherwise);

// A name this program wrote in the drawing, taken as it is only if it is one.
[[nodiscard]] std::string own_name(const std::string& name, std::string_view otherwise);

// Between double quotes, as YAML reads it.
[[nodiscard]] std::string quoted(std::string_view text);

// Does the text hold one of these beginnings of words, accents and capitals apart?
[[nodiscard]] bool says(std::string_view text, std::initializer_list<std::string_view> words);

// "P2M", "P1Y6M", "PT72H"; nothing for what no single unit says.
[[nodiscard]] std::optional<base::Delay> delay_of(std::string_view iso);

}  // namespace guichet::interop
