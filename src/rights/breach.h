// GDPR art. 33: an agency's key is in other hands since a moment. Whose data, which, through whom: found in the log,
// one pass, whatever its length.
#pragma once

#include <map>
#include <set>
#include <string>
#include <vector>

#include "rights/desk.h"

namespace guichet::rights {

struct Breach {
  struct Touched {
    std::set<std::string> data;       // names
    std::set<std::int64_t> cases;
    std::int64_t lines = 0;
  };
  std::map<std::string, Touched> persons;   // by citizen; "" for those erased since: nobody can tell who they were
  std::map<std::string, Touched> recipients;  // who gave or received through the agency
  std::int64_t lines = 0;
  base::Instant first{}, last{};
  bool special = false;               // a datum of art. 9, or about offences: the risk is high (art. 34)
};

// `since`: Paris clock of the cases, as the lines' `at`. An agency touches what it was sent, what it asked and got, and
// what the cases it handled held then.
[[nodiscard]] base::Result<Breach> breach(Desk& desk, const std::string& agency, base::Instant since);

}  // namespace guichet::rights
