#include "dossier/show.h"

#include <fmt/format.h>

#include <array>

#include "base/ensure.h"
#include "expr/codec.h"

namespace guichet::dossier {

namespace {

using base::DelayUnit;
using base::Lang;

const char* month_name(int month) {
  static constexpr std::array kMonths{
      N_("January"), N_("February"), N_("March"),     N_("April"),   N_("May"),      N_("June"),
      N_("July"),    N_("August"),   N_("September"), N_("October"), N_("November"), N_("December")};
  return kMonths[static_cast<std::size_t>(month - 1)];
}

base::Message delay_message(const base::Delay& delay) {
  using base::counted;
  const std::int64_t n = delay.count;
  const base::Args args{{"count", std::to_string(n)}};
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
  base::ensure(false, "every unit has words");
  return {};
}

// Thousands apart by `separator`.
std::string grouped(std::int64_t number, std::string_view separator) {
  std::string digits = std::to_string(number);
  for (std::size_t at = digits.size(); at > 3; at -= 3) digits.insert(at - 3, separator);
  return digits;
}

std::string word_title(const model::Datum& datum, const std::string& word, Lang lang) {
  const auto title = datum.value_titles.find(word);
  return title == datum.value_titles.end() || title->second.empty() ? word : title->second.in(lang);
}

struct BasisWords {
  std::string_view code;
  const char* id;
};

// The codes of privacy::basis_code.
constexpr std::array kBases{
    BasisWords{"none", N_("no legal basis is given")},
    BasisWords{"eu-gdpr:A6-1-a", N_("consent (art. 6(1)(a) GDPR)")},
    BasisWords{"eu-gdpr:A6-1-a-explicit-consent", N_("explicit consent (art. 6(1)(a) and 9(2)(a) GDPR)")},
    BasisWords{"eu-gdpr:A6-1-b", N_("contract (art. 6(1)(b) GDPR)")},
    BasisWords{"eu-gdpr:A6-1-c", N_("legal obligation (art. 6(1)(c) GDPR)")},
    BasisWords{"eu-gdpr:A6-1-d", N_("vital interest (art. 6(1)(d) GDPR)")},
    BasisWords{"eu-gdpr:A6-1-e", N_("public task (art. 6(1)(e) GDPR)")},
    BasisWords{"eu-gdpr:A6-1-f", N_("legitimate interest (art. 6(1)(f) GDPR)")},
    BasisWords{"police-justice", N_("police and justice regime (directive 2016/680), no basis of art. 6 GDPR")},
    BasisWords{"outside", N_("outside the GDPR: anonymous, or about deceased persons")}};

}  // namespace

std::string show_date(base::Date date, Lang lang) {
  const base::DateParts p = base::parts(date);
  const bool first = lang == Lang::fr && p.day == 1;
  return fmt::format("{}{} {} {}", p.day, first ? "er" : "", base::tr(lang, month_name(p.month)), p.year);
}

std::string show_moment(base::Instant at, Lang lang) {
  const std::int64_t minute = at.minutes - base::start_of(base::date_of(at)).minutes;
  return fmt::format("{}, {:02}:{:02}", show_date(base::date_of(at), lang), minute / 60, minute % 60);
}

std::string show_due(base::Instant due, Lang lang) {
  if (due == base::start_of(base::date_of(due))) return show_date(base::last_day(due), lang) + ", 24:00";
  return show_moment(due, lang);
}

std::string show_money(std::int64_t cents, Lang lang) {
  const bool negative = cents < 0;
  const std::int64_t amount = negative ? -cents : cents;
  const char* sign = negative ? (lang == Lang::fr ? "\u2212" : "-") : "";
  if (lang == Lang::en) return fmt::format("{}€{}.{:02}", sign, grouped(amount / 100, ","), amount % 100);
  return fmt::format("{}{},{:02}\u00a0€", sign, grouped(amount / 100, "\u202f"), amount % 100);
}

std::string show_delay(base::Delay delay, Lang lang) { return base::tr(lang, delay_message(delay)); }

std::string show_basis(std::string_view code, Lang lang) {
  for (const BasisWords& basis : kBases)
    if (basis.code == code) return base::tr(lang, basis.id);
  return std::string{code};
}

std::string show_value(const expr::Value& value, const model::Datum& datum, Lang lang) {
  switch (value.kind()) {
    case expr::Kind::date: return show_date(value.as_date(), lang);
    case expr::Kind::money: return show_money(value.as_integer(), lang);
    case expr::Kind::duration: return show_delay(value.as_duration(), lang);
    case expr::Kind::boolean: return value.is_true() ? base::tr(lang, N_("yes")) : base::tr(lang, N_("no"));
    case expr::Kind::enumeration:
      return word_title(datum, (*datum.values)[static_cast<std::size_t>(value.as_integer())], lang);
    case expr::Kind::list: {
      std::string shown;
      for (std::size_t i = 0; i < datum.values->size(); ++i)
        if ((value.as_members() >> i & 1u) != 0)
          shown += (shown.empty() ? "" : ", ") + word_title(datum, (*datum.values)[i], lang);
      return shown;
    }
    default: return expr::to_text(value, datum.type);
  }
}

}  // namespace guichet::dossier
