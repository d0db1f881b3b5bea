#include "verify/leaves.h"

#include <fstream>

#include "verify/sql.h"

namespace guichet::verify {

bool write_leaves(const std::string& database, const std::string& file) {
  Connection connection{database};
  if (!connection.ok()) return false;
  std::ofstream out{file, std::ios::binary};
  for (Query each{connection, "SELECT hashes FROM audit_tile WHERE level = 0 AND idx < (SELECT size / 256 FROM audit_pruned) "
                              "ORDER BY idx"};
       each.row();)
    out << each.bytes(0);
  for (Query each{connection, "SELECT leaf FROM audit_entry ORDER BY seq"}; each.row();) out << each.bytes(0);
  out.flush();
  return connection.ok() && out.good();
}

}  // namespace guichet::verify
