// Words of ours that stand on pictures: legal bases with their sigles. The words of a procedure are in
// its file.
#pragma once

#include <string>

#include "base/message.h"
#include "model/agencies.h"
#include "model/procedure.h"

namespace guichet::diagram {

[[nodiscard]] std::string title_of(const model::Title& title, const std::string& otherwise, base::Lang lang);

// GDPR art. 6(1), or the regime outside it.
[[nodiscard]] std::string basis_words(const model::Purpose& purpose, base::Lang lang);   // "mission d'intérêt public"
[[nodiscard]] std::string basis_sigle(const model::Purpose& purpose, base::Lang lang);   // "MIP"

// "adresse"; as written when it is none of the usual categories.
[[nodiscard]] std::string category_words(const std::string& category, base::Lang lang);

// "diffuser, mairie, siv": titles, apart.
[[nodiscard]] std::string data_words(const model::Procedure& procedure, const std::vector<model::DatumId>& data,
                                     base::Lang lang);

// No source is known, or the one that is asks to be verified: outputs then say so.
[[nodiscard]] bool is_doubtful(const model::SourceRef& source, const model::Reference& reference);

}  // namespace guichet::diagram
