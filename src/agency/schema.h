// What each register keeps: its tables, their columns and what the database computes from them. The
// one description that the generated files, the databases and the checks of data/agencies.yaml share.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace guichet::agency {

struct TableShape {
  std::string_view register_name;
  std::string_view table;
  std::vector<std::string_view> columns;   // kept in the CSV file, in this order
  std::vector<std::string_view> integers;  // those of them that are whole numbers
  std::vector<std::string_view> computed;  // readable, never written
  bool is_view = false;                    // computed altogether: no CSV file

  [[nodiscard]] std::string path() const;  // "vehicules/titulaires"
  [[nodiscard]] bool has(std::string_view column) const;
  [[nodiscard]] bool writable(std::string_view column) const;
};

// Register by register; a view after the tables it reads.
[[nodiscard]] const std::vector<TableShape>& table_shapes();
[[nodiscard]] const TableShape* find_shape(std::string_view register_name, std::string_view table);

// Registers, in the order of the shapes, then kNoRegister: the calls of agencies that keep none.
inline constexpr std::string_view kNoRegister = "autres";
[[nodiscard]] std::vector<std::string_view> register_names();

// CREATE statements of one register: its tables, views, and the journal every register has
// (`appels`: each call received, `reponses`: what was answered, `depots`: what was deposited).
[[nodiscard]] std::string schema_sql(std::string_view register_name);

}  // namespace guichet::agency
