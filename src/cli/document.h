// A page of facts in three forms from one value: lines for a terminal, HTML to read, print and hand in, JSON for
// programs. It knows headings, sentences, items and tables, and nothing of what they say.
#pragma once

#include <nlohmann/json.hpp>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "cli/session.h"

namespace guichet::cli {

struct DocumentTable {
  std::string caption;
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;  // as many cells as columns; the first names the row
};

struct DocumentSection {
  std::string heading;
  std::vector<std::string> sentences;
  std::vector<std::string> items;
  std::vector<DocumentTable> tables;
};

struct Document {
  std::string title;
  std::vector<DocumentSection> sections;
  nlohmann::ordered_json facts;  // the same, for programs: codes and ISO dates, whatever the language

  DocumentSection& section(std::string heading) {
    sections.push_back({std::move(heading), {}, {}, {}});
    return sections.back();
  }
};

// In the form `--format` asks for: text when it names none.
void print(Session& session, const Request& request, const Document& document);

}  // namespace guichet::cli
