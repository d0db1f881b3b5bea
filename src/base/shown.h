// Dates, amounts and delays as people write them, in French or English, whatever the system's locale.
#pragma once

#include <cstdint>
#include <string>

#include "base/civil.h"
#include "base/delay.h"
#include "base/message.h"

namespace guichet::base {

[[nodiscard]] std::string show_date(Date date, Lang lang);     // "2 mars 2026"
[[nodiscard]] std::string show_moment(Instant at, Lang lang);  // "2 mars 2026, 09:00"
// The end of a delay: midnight is told as 24:00 of the day that ends.
[[nodiscard]] std::string show_due(Instant due, Lang lang);
[[nodiscard]] std::string show_money(std::int64_t cents, Lang lang);  // "1 234,50 €", "€1,234.50"
[[nodiscard]] std::string show_delay(Delay delay, Lang lang);         // "2 mois", "10 jours ouvrés"

}  // namespace guichet::base
