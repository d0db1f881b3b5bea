// What a picture shows, as words and tables: a page of HTML that holds everything, and Markdown. The accessible
// companions of a drawing.
#pragma once

#include <string>
#include <vector>

#include "diagram/canvas.h"
#include "diagram/views.h"

namespace guichet::diagram {

struct ExchangeRow {
  std::string number, title, from, to, data, purpose, basis;
  bool needs_agreement = false;
};

// Of the whole procedure, in the order of their numbers.
[[nodiscard]] std::vector<ExchangeRow> exchange_rows(const model::Procedure& procedure, const model::Reference& reference,
                                                     base::Lang lang);

// One self-contained page: the sheets, their long description, the table of exchanges. Nothing is fetched; a script
// only where something moves.
[[nodiscard]] std::string html_of(const std::vector<Sheet>& sheets, Theme theme, const Subject& subject);

// The table of exchanges of each procedure, under its title.
[[nodiscard]] std::string markdown_of(const Subject& subject, base::Lang lang);

}  // namespace guichet::diagram
