// Values, dates, delays and legal bases as people write them, in French or English, whatever the system's locale.
#pragma once

#include <string>
#include <string_view>

#include "base/civil.h"
#include "base/delay.h"
#include "base/message.h"
#include "model/procedure.h"

namespace guichet::dossier {

[[nodiscard]] std::string show_date(base::Date date, base::Lang lang);      // "2 mars 2026"
[[nodiscard]] std::string show_moment(base::Instant at, base::Lang lang);   // "2 mars 2026, 09:00"
// The end of a delay: midnight is told as 24:00 of the day that ends.
[[nodiscard]] std::string show_due(base::Instant due, base::Lang lang);
[[nodiscard]] std::string show_money(std::int64_t cents, base::Lang lang);  // "1 234,50 €", "€1,234.50"
[[nodiscard]] std::string show_delay(base::Delay delay, base::Lang lang);   // "2 mois", "10 jours ouvrés"
// The code of a legal basis in the log ("eu-gdpr:A6-1-e"), with its article; an unknown code as it is.
[[nodiscard]] std::string show_basis(std::string_view code, base::Lang lang);
[[nodiscard]] std::string show_value(const expr::Value& value, const model::Datum& datum, base::Lang lang);

}  // namespace guichet::dossier
