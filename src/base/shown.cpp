#include "base/shown.h"

#include <fmt/format.h>

#include <array>

#include "base/ensure.h"

namespace guichet::base {

namespace {

const char* month_name(int month) {
  static constexpr std::array kMonths{
      N_("January"), N_("February"), N_("March"),     N_("April"),   N_("May"),      N_("June"),
      N_("July"),    N_("August"),   N_("September"), N_("October"), N_("November"), N_("December")};
  return kMonths[static_cast<std::size_t>(month - 1)];
}

Message delay_message(const Delay& delay) {
  const std::int64_t n = delay.count;
  const Args args{{"count", std::to_string(n)}};
  switch (delay.unit) {
    case DelayUnit::minutes: return counted("{count} minute", "{count} minutes", n, args);
    case DelayUnit::hours: return counted("{count} hour", "{count} hours", n, args);
    case DelayUnit::working_hours: return counted("{count} working hour", "{count} working hours", n, args);
    case DelayUnit::days: return counted("{count} day", "{count} days", n, args);
    case DelayUnit::weeks: return counted("{count} week", "{count} weeks", n, args);
    case DelayUnit::working_days: return counted("{count} working day", "{count} working days", n, args);
    case DelayUnit::business_days: return counted("{count} business day", "{count} business days", n, args);
    case DelayUnit::clear_days: return counted("{count} clear day", "{count} clear days", n, args);
    case DelayUnit::months: return counted("{count} month", "{count} months", n, args);
    case DelayUnit::clear_months: return counted("{count} clear month", "{count} clear months", n, args);
    case DelayUnit::years: return counted("{count} year", "{count} years", n, args);
  }
  ensure(false, "every unit has words");
  return {};
}

// Thousands apart by `separator`.
std::string grouped(std::int64_t number, std::string_view separator) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, separator);
  return digits;
}

}  // namespace

std::string show_date(Date date, Lang lang) {
  const DateParts p = parts(date);
  const bool first = lang == Lang::fr && p.day == 1;
  return fmt::format("{}{} {} {}", p.day, first ? "er" : "", tr(lang, month_name(p.month)), p.year);
}

std::string show_moment(Instant at, Lang lang) {
  const std::int64_t minute = at.minutes - start_of(date_of(at)).minutes;
  return fmt::format("{}, {:02}:{:02}", show_date(date_of(at), lang), minute / 60, minute % 60);
}

std::string show_due(Instant due, Lang lang) {
  if (due == start_of(date_of(due))) return show_date(last_day(due), lang) + ", 24:00";
  return show_moment(due, lang);
}

std::string show_money(std::int64_t cents, Lang lang) {
  const bool negative = cents < 0;
  const std::int64_t amount = negative ? -cents : cents;
  const char* sign = negative ? (lang == Lang::fr ? "\u2212" : "-") : "";
  if (lang == Lang::en) return fmt::format("{}€{}.{:02}", sign, grouped(amount / 100, ","), amount % 100);
  return fmt::format("{}{},{:02}\u00a0€", sign, grouped(amount / 100, "\u202f"), amount % 100);
}

std::string show_delay(Delay delay, Lang lang) { return tr(lang, delay_message(delay)); }

}  // namespace guichet::base
