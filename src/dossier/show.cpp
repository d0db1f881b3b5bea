#include "dossier/show.h"

#include <array>

#include "expr/codec.h"

namespace guichet::dossier {

namespace {

using base::Lang;

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
