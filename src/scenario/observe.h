// What a case shows at one moment, gathered from its rows and its log, in the shape expectations are
// written in; and the comparison. The log is the witness: an exchange counts because its lines say so.
#pragma once

#include <map>
#include <string>
#include <vector>

#include "base/result.h"
#include "dossier/office.h"
#include "scenario/runner.h"

namespace guichet::scenario {

struct SeenExchange {
  std::string api, outcome;   // outcome: empty while under way, "stopped" when its state was left
  std::vector<std::string> sent, received;
};

struct Observation {
  std::string state, outcome;
  std::map<std::string, std::string> data;       // "demande.plaque", or "identifiant[caf]"
  std::vector<SeenExchange> exchanges;
  std::vector<std::string> letters;              // to the person
  std::map<std::string, std::vector<std::string>> told;
  std::vector<std::string> recourse;
  std::vector<ExpectedRefusal> refused;
  std::map<std::string, std::vector<std::string>> disclosed;
  std::map<std::string, std::string> deadlines;  // running: last day, or the minute
  std::vector<std::string> log;
  std::map<std::string, std::string> children;
  std::vector<Told> story;
};

// Looks at one case again and again. Its log only grows: a line is read and checked once, however often one looks.
// When the case erases a datum all of them are read again, so that no look shows what is gone.
class Observer {
 public:
  Observer(dossier::Office& office, std::int64_t dossier) : office_{office}, dossier_{dossier} {}
  // Good until the next look.
  [[nodiscard]] base::Result<const Observation*> look();
  [[nodiscard]] Observation take() && { return std::move(seen_); }
  // Values were erased by another hand than the case's: the next look reads everything again.
  void forget();

 private:
  base::Outcome read_log(std::int64_t from);
  void see(audit::Log::Told told);
  void see_exchange(const audit::Line& line);
  SeenExchange& exchange_of(const audit::Line& line);

  dossier::Office& office_;
  std::int64_t dossier_;
  Observation seen_;
  std::vector<std::string> traces_;  // of seen_.exchanges: each is known by its trace over its attempts
};

// One look.
[[nodiscard]] base::Result<Observation> observe(dossier::Office& office, std::int64_t dossier);

// One mismatch per thing that is not as expected.
[[nodiscard]] std::vector<Mismatch> compare(const Expectation& expected, const Observation& seen);

}  // namespace guichet::scenario
