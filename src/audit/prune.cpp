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

std::int64_t over_at(const Line& line, const LogRetention& retention) {
  return base::end_of(base::add_months(base::date_of({line.at}), retention.months(line.kind))).minutes;
}

// Whole tiles whose lines' time is over, up to what a witness cosigned: `pruned.gone` goes on to there.
Outcome find_prunable(Log& log, const LogRetention& retention, std::int64_t now, Pruned& pruned) {
  for (; pruned.gone + kTileWidth <= pruned.witnessed; pruned.gone += kTileWidth) {
    const auto lines = log.entries(pruned.gone, kTileWidth);
    if (!lines) return lines.failure();
    for (const Entry& entry : *lines) {
      const auto opened = read_envelope(entry.envelope);
      if (opened && over_at(opened->line, retention) <= now) continue;
      pruned.kept_by = entry.seq;
      if (opened) pruned.kept_until = over_at(opened->line, retention);
      return base::Done{};
    }
  }
  return base::Done{};
}

// The only rows of the log that ever go; the triggers still refuse any that was not declared.
void remove_lines(SQLite::Database& connection, std::int64_t size) {
  store::authorize_pruning(connection);
  for (const char* sql : {"UPDATE audit_pruned SET size = ?", "DELETE FROM payload WHERE seq < ?",
                          "DELETE FROM audit_entry WHERE seq < ?"}) {
    Prepared statement{connection, sql};
    statement().bind(size).run();
  }
  store::authorize_rows_only(connection);
}

}  // namespace

LogRetention usual_retention() {
  return {"CNIL-2021-122", [](Kind kind) { return is_about_exchange(kind) ? kMonthsOfExchanges : kMonthsOfTheRest; }};
}

Result<Pruned> prune(store::Database& database, Log& log, const LogRetention& retention, std::int64_t now,
                     std::int64_t recorded) {
  return store::guarded(log.file(), [&]() -> Result<Pruned> {
    const auto witnessed = log.witnessed();
    if (!witnessed) return witnessed.failure();
    const auto before = log.pruned();
    if (!before) return before.failure();
    Pruned pruned{.gone = *before, .witnessed = *witnessed};
    if (const Outcome found = find_prunable(log, retention, now, pruned); !found) return found.failure();
    pruned.now = pruned.gone - *before;
    if (pruned.now == 0) return pruned;
    auto transaction = store::Transaction::begin(database);
    if (!transaction) return transaction.failure();
    Line line{.kind = Kind::log_pruned, .at = now};
    line.rule = retention.rule;
    line.size = pruned.gone;
    if (const auto written = log.append(line, recorded); !written) return written.failure();
    remove_lines(database.handle(), pruned.gone);
    if (const Outcome done = transaction->commit(); !done) return done.failure();
    if (const Outcome emptied = database.empty_journal(); !emptied) return emptied.failure();
    return pruned;
  });
}

}  // namespace guichet::audit
