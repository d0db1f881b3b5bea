#include "diagram/wording.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace guichet::diagram {

namespace {

using base::Lang;

struct BasisWords {
  const char* name;
  const char* sigle;
};

BasisWords words_of(const model::Purpose& purpose) {
  if (purpose.regime == model::Regime::police_justice) return {N_("police and justice"), N_("PJ")};
  if (purpose.regime == model::Regime::outside) return {N_("outside the GDPR"), N_("OUT")};
  switch (purpose.basis) {
    case model::Basis::none:
      break;
    case model::Basis::consent:
      return {N_("consent"), N_("CS")};
    case model::Basis::contract:
      return {N_("contract"), N_("CT")};
    case model::Basis::legal_obligation:
      return {N_("legal obligation"), N_("LO")};
    case model::Basis::vital_interest:
      return {N_("vital interest"), N_("VI")};
    case model::Basis::public_task:
      return {N_("public task"), N_("PT")};
    case model::Basis::legitimate_interest:
      return {N_("legitimate interest"), N_("LI")};
  }
  return {N_("no legal basis"), N_("NONE")};
}

// The usual categories; the format leaves the word free.
struct CategoryWord {
  std::string_view word;
  const char* id;
};

constexpr std::array kCategories{CategoryWord{"identifier", N_("identifiers")},
                                 CategoryWord{"identity", N_("identity")},
                                 CategoryWord{"address", N_("address")},
                                 CategoryWord{"contact", N_("contact")},
                                 CategoryWord{"vehicle", N_("vehicle")},
                                 CategoryWord{"request", N_("request")},
                                 CategoryWord{"decision", N_("decision")},
                                 CategoryWord{"payment", N_("payment")},
                                 CategoryWord{"right", N_("right")},
                                 CategoryWord{"income", N_("income")},
                                 CategoryWord{"family", N_("family")},
                                 CategoryWord{"health", N_("health")},
                                 CategoryWord{"offence", N_("offence")},
                                 CategoryWord{"document", N_("documents")},
                                 CategoryWord{"civil-status", N_("civil status")},
                                 CategoryWord{"schooling", N_("schooling")},
                                 CategoryWord{"choice", N_("choices")},
                                 CategoryWord{"bank", N_("bank details")}};

}  // namespace

std::string title_of(const model::Title& title, const std::string& otherwise, Lang lang) {
  return title.empty() ? otherwise : title.in(lang);
}

std::string basis_words(const model::Purpose& purpose, Lang lang) { return base::tr(lang, words_of(purpose).name); }

std::string basis_sigle(const model::Purpose& purpose, Lang lang) { return base::tr(lang, words_of(purpose).sigle); }

std::string category_words(const std::string& category, Lang lang) {
  const auto known = std::ranges::find(kCategories, category, &CategoryWord::word);
  return known == kCategories.end() ? category : base::tr(lang, known->id);
}

std::string data_words(const model::Procedure& procedure, const std::vector<model::DatumId>& data, Lang lang) {
  std::string words;
  for (const model::DatumId id : data)
    words += (words.empty() ? "" : ", ") + title_of(procedure[id].title, procedure[id].name, lang);
  return words;
}

bool is_doubtful(const model::SourceRef& source, const model::Reference& reference) {
  if (source.is_choice()) return false;
  const auto entry = reference.sources.find(source.id);
  return entry == reference.sources.end() || entry->second.to_verify;
}

}  // namespace guichet::diagram
