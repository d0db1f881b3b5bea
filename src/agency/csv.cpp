#include "agency/csv.h"

#include <algorithm>
#include <fstream>
#include <sstream>

namespace guichet::agency {
namespace {

void append_field(std::string& out, const std::string& field) {
  if (field.find_first_of(",\"\r\n") == std::string::npos) {
    out += field;
    return;
  }
  out += '"';
  for (const char c : field) {
    if (c == '"') out += '"';
    out += c;
  }
  out += '"';
}

void append_row(std::string& out, const std::vector<std::string>& row) {
  for (std::size_t i = 0; i < row.size(); ++i) {
    if (i > 0) out += ',';
    append_field(out, row[i]);
  }
  out += '\n';
}

// One row at a time, remembering the line for messages.
class Reader {
 public:
  explicit Reader(std::string_view text) : text_{text} {}
  [[nodiscard]] bool at_end() const { return at_ == text_.size(); }
  [[nodiscard]] int line() const { return line_; }

  // The next row, or the sentence about what is wrong with it.
  const char* read_row(std::vector<std::string>& row) {
    row.clear();
    line_ = next_line_;
    while (true) {
      std::string field;
      if (const char* wrong = read_field(field)) return wrong;
      row.push_back(std::move(field));
      if (at_end()) return nullptr;
      const char end = text_[at_++];
      if (end == '\n') {
        ++next_line_;
        return nullptr;
      }
    }
  }
 private:
  // Stops before the comma or the end of line.
  const char* read_field(std::string& field) {
    if (at_end() || text_[at_] != '"') {
      const std::size_t end = std::min(text_.find_first_of(",\r\n\"", at_), text_.size());
      field = text_.substr(at_, end - at_);
      at_ = end;
      if (!at_end() && text_[at_] == '"')
        return N_("{path}, line {line}: a quote inside a field that has none around it.");
      return skip_carriage_return();
    }
    ++at_;
    while (true) {
      const std::size_t quote = text_.find('"', at_);
      if (quote == std::string_view::npos) return N_("{path}, line {line}: a quote is left open.");
      const std::string_view part = text_.substr(at_, quote - at_);
      next_line_ += static_cast<int>(std::count(part.begin(), part.end(), '\n'));
      field += part;
      at_ = quote + 1;
      if (at_end() || text_[at_] != '"') break;
      field += '"';
      ++at_;
    }
    if (const char* wrong = skip_carriage_return()) return wrong;
    if (!at_end() && text_[at_] != ',' && text_[at_] != '\n')
      return N_("{path}, line {line}: text follows a closing quote.");
    return nullptr;
  }

  const char* skip_carriage_return() {
    if (at_end() || text_[at_] != '\r') return nullptr;
    if (text_.substr(at_, 2) != "\r\n") return N_("{path}, line {line}: a carriage return stands alone.");
    ++at_;
    return nullptr;
  }

  std::string_view text_;
  std::size_t at_ = 0;
  int line_ = 1;
  int next_line_ = 1;
};

base::Failure wrong_line(const std::string& path, int line, const char* sentence) {
  return {{.id = sentence, .args = {{"path", path}, {"line", std::to_string(line)}}}};
}

}  // namespace

std::string to_csv(const Table& table) {
  std::string out;
  append_row(out, table.columns);
  for (const auto& row : table.rows) {
    base::ensure(row.size() == table.columns.size(), "a row is as long as its header");
    append_row(out, row);
  }
  return out;
}

base::Result<Table> parse_csv(std::string_view text, std::string name, const std::string& path) {
  Table table{.name = std::move(name)};
  Reader reader{text};
  if (const char* wrong = reader.read_row(table.columns)) return wrong_line(path, 1, wrong);
  while (!reader.at_end()) {
    std::vector<std::string> row;
    if (const char* wrong = reader.read_row(row)) return wrong_line(path, reader.line(), wrong);
    if (row.size() != table.columns.size())
      return wrong_line(path, reader.line(), N_("{path}, line {line}: the row is not as long as the header."));
    table.rows.push_back(std::move(row));
  }
  return table;
}

base::Result<Table> read_csv(const std::filesystem::path& path, std::string name) {
  std::ifstream in{path, std::ios::binary};
  std::ostringstream text;
  if (!in || !(text << in.rdbuf()))
    return base::Failure{{.id = N_("The file {path} cannot be read."), .args = {{"path", path}}}};
  return parse_csv(text.view(), std::move(name), path);
}

base::Outcome write_csv(const std::filesystem::path& path, const Table& table) {
  std::ofstream out{path, std::ios::binary | std::ios::trunc};
  if (!out || !(out << to_csv(table)) || !out.flush())
    return base::Failure{{.id = N_("The file {path} cannot be written."), .args = {{"path", path}}}};
  return base::Done{};
}

}  // namespace guichet::agency
