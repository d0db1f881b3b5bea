// Tables as people keep them: UTF-8, comma, a header row, RFC 4180 quoting, lines ended by LF so that
// version control compares them. Every value is a text; what a column means is in schema.h.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace guichet::agency {

struct Table {
  std::string name;  // "vehicules/titulaires": register, table
  std::vector<std::string> columns;
  std::vector<std::vector<std::string>> rows;  // as long as `columns`
};

[[nodiscard]] std::string to_csv(const Table& table);

// Fails with path, line and cause: a quote left open, text after a closing quote, a row of another
// length than the header.
[[nodiscard]] base::Result<Table> parse_csv(std::string_view text, std::string name, const std::string& path);

[[nodiscard]] base::Result<Table> read_csv(const std::filesystem::path& path, std::string name);
[[nodiscard]] base::Outcome write_csv(const std::filesystem::path& path, const Table& table);

}  // namespace guichet::agency
