#include "audit/prune.h"

#include "audit/envelope.h"
#include "base/civil.h"
#include "store/authorizer.h"
#include "store/failure.h"
#include "store/statement.h"

namespace guichet::audit {

using base::Outcome;
using base::Result;
using store::Execution;
using store::Prepared;

namespace {

constexpr int kMonthsOfExchanges = 36;
constexpr int kMonthsOfTheRest = 12;

bool is_about_exchange(Kind kind) {
  return name(kind).starts_with("exchange-") || name(kind).starts_with("agreement-") || kind == Kind::over_disclosure ||
         kind == Kind::answer_dropped;
}

bool is_over(const Line& line, const LogRetention& retention, std::int64_t now) {
  const base::Date last = base::add_months(base::date_of({line.at}), retention.months(line.kind));
  return base::end_of(last).minutes <= now;
}

// Whole tiles whose lines' time is over, up to what a witness cosigned.
Result<std::int64_t> last_prunable(Log& log, const LogRetention& retention, std::int64_t from, std::int64_t to,
                                   std::int64_t now) {
  std::int64_t reached = from;
  while (reached + kTileWidth <= to) {
    const auto lines = log.entries(reached, kTileWidth);
    if (!lines) return lines.failure();
    for (const Entry& entry : *lines) {
      const auto opened = read_envelope(entry.envelope);
      if (!opened || !is_over(opened->line, retention, now)) return reached;
    }
    reached += kTileWidth;
  }
  return reached;
}

// The only rows of the log that ever go; the triggers still refuse any that was not declared.
void remove_lines(SQLite::Database& connection, std::int64_t size) {
  store::authorize_pruning(connection);
  for (const char* sql : {"UPDATE audit_pruned SET size = ?", "DELETE FROM payload WHERE seq < ?",
                          "DELETE FROM audit_of WHERE seq < ?", "DELETE FROM audit_entry WHERE seq < ?"}) {
    Prepared statement{connection, sql};
    statement().bind(size).run();
  }
  store::authorize_rows_only(connection);
}

}  // namespace

LogRetention usual_retention() {
  return {"CNIL-2021-122", [](Kind kind) { return is_about_exchange(kind) ? kMonthsOfExchanges : kMonthsOfTheRest; }};
}

Result<std::int64_t> prune(store::Database& database, Log& log, const LogRetention& retention, std::int64_t now,
                           std::int64_t recorded) {
  return store::guarded(log.file(), [&]() -> Result<std::int64_t> {
    const auto witnessed = log.witnessed();
    if (!witnessed) return witnessed.failure();
    const auto pruned = log.pruned();
    if (!pruned) return pruned.failure();
    const auto size = last_prunable(log, retention, *pruned, *witnessed, now);
    if (!size || *size == *pruned) return size;
    auto transaction = store::Transaction::begin(database);
    if (!transaction) return transaction.failure();
    Line line{.kind = Kind::log_pruned, .at = now};
    line.rule = retention.rule;
    line.size = *size;
    if (const auto written = log.append(line, recorded); !written) return written.failure();
    remove_lines(database.handle(), *size);
    if (const Outcome done = transaction->commit(); !done) return done.failure();
    if (const Outcome emptied = database.empty_journal(); !emptied) return emptied.failure();
    return size;
  });
}

}  // namespace guichet::audit
