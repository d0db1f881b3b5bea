#include "codegen/known.h"

namespace guichet::codegen {

namespace {

// More days, or months, than lie between the first date and the last.
constexpr std::int32_t kBackMax = base::days_between(base::kDateMin, base::kDateMax);

}  // namespace

Day later(const Day& start, const Length& delay, const base::Calendar& calendar) {
  const Unknown why = first_of(start.why_unknown(), delay.why_unknown());
  if (is_unknown(why)) return Day{why};
  const auto due = base::due_date(start.value(), delay.value(), calendar);
  return due ? Day{*due} : Day{unknown(expr::Fault::bad_date)};
}

Day earlier(const Day& end, const Length& delay) {
  const Unknown why = first_of(end.why_unknown(), delay.why_unknown());
  if (is_unknown(why)) return Day{why};
  const Day never{unknown(expr::Fault::bad_date)};
  const base::Delay back = base::normalised(delay.value());
  if (back.count < 0 || back.roll || back.count > kBackMax) return never;

  namespace chr = std::chrono;
  const chr::sys_days from{chr::days{end.value().days}};
  chr::sys_days to = from;
  if (back.unit == base::DelayUnit::days) {
    to -= chr::days{back.count};
  } else if (back.unit == base::DelayUnit::months) {
    if (back.count > 12 * (base::kYearMax - base::kYearMin + 1)) return never;
    const chr::year_month_day date{from};
    const chr::year_month month = date.year() / date.month() - chr::months{back.count};
    const chr::year_month_day last{month / chr::last};
    to = month / std::min(date.day(), last.day());
    if (static_cast<int>(month.year()) < base::kYearMin) return never;
  } else {
    return never;
  }
  const base::Date date{static_cast<std::int32_t>(to.time_since_epoch().count())};
  return date < base::kDateMin ? never : Day{date};
}

}  // namespace guichet::codegen
