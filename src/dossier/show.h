// Values and legal bases as people write them, in French or English, whatever the system's locale.
#pragma once

#include <string>
#include <string_view>

#include "base/shown.h"
#include "model/procedure.h"

namespace guichet::dossier {

using base::show_date;
using base::show_delay;
using base::show_due;
using base::show_moment;
using base::show_money;

// The code of a legal basis in the log ("eu-gdpr:A6-1-e"), with its article; an unknown code as it is.
[[nodiscard]] std::string show_basis(std::string_view code, base::Lang lang);
[[nodiscard]] std::string show_value(const expr::Value& value, const model::Datum& datum, base::Lang lang);

}  // namespace guichet::dossier
