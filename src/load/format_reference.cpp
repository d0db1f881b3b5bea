// What stands under data/: agencies and their grants, sources of law, dated tables, holidays.
#include <array>

#include "load/format.h"

namespace guichet::load {

namespace {

using enum Form;
using Words = std::string_view;

constexpr std::array<Words, 2> kDefaultAvailabilities{"up", "down"};
constexpr std::array<Words, 2> kGrantIdentities{"franceconnect", "franceconnect-plus"};
constexpr std::array<Words, 7> kAttributeTypes{"text", "date", "number", "money", "boolean", "enum", "duration"};

constexpr const char* kSourceEn = "The text it comes from: an id of data/sources.yaml, choice or unknown";
constexpr const char* kSourceFr = "Le texte dont il vient : un identifiant de data/sources.yaml, choice ou unknown";

constexpr std::array kQueryKeys{
    Key{"table", text, false, "The register's table where a record is looked for", "La table du registre où l'on cherche", "titulaires"},
    Key{"record", text, false, "A deposit: the register's table that is written", "Un dépôt : la table du registre où l'on écrit", "declarations"},
    Key{"by", named_texts, false, "Field of the API -> column; all must match", "Champ de l'API -> colonne ; tous doivent correspondre",
        "{immatriculation: plaque}", nullptr, {}, Naming::field},
    Key{"gives", named_texts, false, "Field of the answer -> column", "Champ de la réponse -> colonne", "{statut_rattachement: statut}", nullptr, {}, Naming::field},
    Key{"writes", named_texts, false, "A deposit: field -> column", "Un dépôt : champ -> colonne", "{adresse: adresse}", nullptr, {}, Naming::field},
};
constexpr Block kQuery{"query", kQueryKeys};

constexpr std::array kBehaviourKeys{
    Key{"latency", delay, false, "How long an answer takes", "Combien de temps prend une réponse", "0 minutes"},
    Key{"availability", word, false, "Does it answer at all", "Répond-elle", "up", nullptr, kDefaultAvailabilities},
    Key{"error", text, false, "The error code it answers instead of serving", "Le code d'erreur qu'elle donne au lieu de répondre", "\"502\""},
    Key{"retries", whole, false, "Further attempts after a transient error", "Nouveaux essais après une erreur passagère", "2"},
    Key{"retry-after", delay, false, "Between attempts, doubled each time", "Entre deux essais, doublé à chaque fois", "1 minute"},
};
constexpr Block kBehaviour{"behaviour", kBehaviourKeys};

constexpr std::array kGrantKeys{
    Key{"procedure", name, true, "The procedure it is given for", "La démarche pour laquelle elle est donnée", "carte-stationnement"},
    Key{"consumer", name, true, "The agency that may ask", "L'administration qui peut demander", "ville"},
    Key{"purpose", name, true, "The purpose of the procedure", "La finalité de la démarche", "attribution"},
    Key{"takes", named_texts, false, "Datum of the procedure -> field sent", "Donnée de la démarche -> champ envoyé",
        "{demande.plaque: immatriculation}", nullptr, {}, Naming::dotted},
    Key{"gives", named_texts, false, "Datum of the procedure -> field received", "Donnée de la démarche -> champ reçu",
        "{siv.statut: statut_rattachement}", nullptr, {}, Naming::dotted},
    Key{"source", source, true, kSourceEn, kSourceFr, "CGCT-L2333-87"},
};
constexpr Block kGrant{"grant", kGrantKeys};

constexpr std::array kForbiddenKeys{
    Key{"procedure", text, false, "A procedure, or * (when absent) for all", "Une démarche, ou * (par défaut) pour toutes", "carte-stationnement"},
    Key{"purpose", text, false, "A purpose, or * (when absent) for all", "Une finalité, ou * (par défaut) pour toutes", "controle"},
    Key{"reason", title, true, "Why, as people read it", "Pourquoi, en clair", "\"Ne sert pas à contrôler un droit après coup\""},
    Key{"source", source, true, kSourceEn, kSourceFr, "API-PARTICULIER-SIV"},
};
constexpr Block kForbidden{"forbidden", kForbiddenKeys};

constexpr std::array kApiKeys{
    Key{"title", title, false, "The name people read", "Le nom que l'on lit", "Extrait d'immatriculation du véhicule"},
    Key{"request", title, false, "Noun of the message that leaves", "Nom du message qui part", "Demande d'extrait"},
    Key{"reply", title, false, "Noun of the message that comes back", "Nom du message qui revient", "Extrait"},
    Key{"activity", title, false, "What the provider does with it", "Ce qu'en fait le fournisseur", "Rechercher le véhicule"},
    Key{"source", source, false, kSourceEn, kSourceFr, "API-PARTICULIER-SIV"},
    Key{"identity", word, false, "The level of identity asked of the person", "Le niveau d'identité exigé de la personne", "franceconnect", nullptr, kGrantIdentities},
    Key{"takes", names, false, "Every field the API accepts", "Tous les champs que l'API accepte", "[jeton, immatriculation]"},
    Key{"gives", names, false, "Every field it can answer", "Tous les champs qu'elle peut donner", "[statut_rattachement, libelle_commune]"},
    Key{"query", block, false, "How the register finds a record", "Comment le registre trouve une ligne", "{table: titulaires, by: {immatriculation: plaque}}", &kQuery},
    Key{"not-found", text, false, "The code the log shows when nobody is known", "Le code du journal quand personne n'est connu", "\"42003\""},
    Key{"behaviour", block, false, "How the simulated service behaves", "Comment se comporte le service simulé", "{latency: 0 minutes, retries: 2}", &kBehaviour},
    Key{"grants", blocks, false, "Who may ask what, for which purpose", "Qui peut demander quoi, pour quelle finalité",
        "[{procedure: carte-stationnement, consumer: ville, purpose: attribution, source: choice}]", &kGrant},
    Key{"forbidden", blocks, false, "Uses the provider excludes", "Usages exclus par le fournisseur",
        "[{purpose: controle, reason: \"Pas de contrôle après coup\", source: choice}]", &kForbidden},
};
constexpr Block kApi{"api", kApiKeys};

constexpr std::array kAttributeKeys{
    Key{"type", word, true, "What a value is", "Ce qu'est une valeur", "text", nullptr, kAttributeTypes},
    Key{"values", values, false, "enum: the words it may take", "enum : les mots possibles", "[metropole, outre-mer]", nullptr, {}, Naming::field},
};
constexpr Block kAttribute{"attribute", kAttributeKeys};

constexpr std::array kPlaceKeys{
    Key{"title", title, false, "The name people read", "Le nom que l'on lit", "Paris 11e"},
    Key{"", text, false, "The value of the attribute of this name", "La valeur de l'attribut de ce nom", "Paris"},
};
constexpr Block kPlace{"place", kPlaceKeys};

constexpr std::array kAgencyKeys{
    Key{"title", title, true, "The name people read", "Le nom que l'on lit", "Fichier des véhicules"},
    Key{"register", name, false, "Its simulated register", "Son registre simulé", "vehicules"},
    Key{"apis", named_blocks, false, "What it offers to others", "Ce qu'elle offre aux autres", "{extrait: {title: Extrait}}", &kApi},
    Key{"attributes", named_blocks, false, "Facts that guards may read", "Faits que les conditions peuvent lire", "{commune: {type: text}}", &kAttribute, {}, Naming::field},
    Key{"places", named_blocks, false, "Instances of an agency that exists many times; the first is the default",
        "Exemplaires d'une administration qui existe plusieurs fois ; le premier sert par défaut", "{paris-11: {title: Paris 11e, commune: Paris}}", &kPlace},
};
constexpr Block kAgency{"agency", kAgencyKeys};

constexpr std::array kAgenciesKeys{
    Key{"agencies", named_blocks, true, "The agencies, by id", "Les administrations, par identifiant", "{siv: {title: Fichier des véhicules}}", &kAgency},
};
constexpr Block kAgencies{"agencies", kAgenciesKeys};

constexpr std::array kSourceKeys{
    Key{"title", title, true, "The name people read", "Le nom que l'on lit", "\"Code général des collectivités territoriales, article L2333-87\""},
    Key{"date", date, false, "Of the state that was read", "De l'état qui a été lu", "2024-09-27"},
    Key{"url", text, false, "Where to read it", "Où le lire", "\"https://www.legifrance.gouv.fr/\""},
    Key{"to-verify", truth, false, "Every display adds (à vérifier)", "Tout affichage ajoute (à vérifier)", "true"},
};
constexpr Block kSource{"source", kSourceKeys};

constexpr std::array kSourcesKeys{
    Key{"sources", named_blocks, true, "The texts, by id", "Les textes, par identifiant", "{F33963: {title: Carte de stationnement}}", &kSource, {}, Naming::field},
};
constexpr Block kSources{"sources", kSourcesKeys};

constexpr std::array<Words, 5> kKeyTypes{"text", "number", "money", "date", "duration"};
constexpr std::array<Words, 6> kValueTypes{"text", "number", "money", "date", "duration", "boolean"};
constexpr std::array kTableKeyKeys{
    Key{"name", name, true, "The column's name in the rows", "Le nom de la colonne dans les lignes", "commune"},
    Key{"type", word, true, "What it holds", "Ce qu'elle contient", "text", nullptr, kKeyTypes},
    Key{"banded", truth, false, "The row with the largest value not above the asked one", "La ligne de plus grande valeur qui ne dépasse pas la valeur cherchée", "true"},
};
constexpr Block kTableKey{"table-key", kTableKeyKeys};

constexpr std::array kRowKeys{
    Key{"from", date, true, "First day in force", "Premier jour d'application", "2018-01-01"},
    Key{"until", date, false, "Last day, when nothing follows", "Dernier jour, si rien ne suit", "2025-12-31"},
    Key{"value", text, true, "The figure", "Le chiffre", "\"45.00\""},
    Key{"", text, false, "The value of the key of this name", "La valeur de la clé de ce nom", "Paris"},
};
constexpr Block kRow{"row", kRowKeys};

constexpr std::array kTableKeys{
    Key{"table", name, true, "Its name, as lookup() calls it", "Son nom, comme l'appelle lookup()", "tarif-stationnement"},
    Key{"title", title, false, "The name people read", "Le nom que l'on lit", "Tarif résident"},
    Key{"source", source, true, kSourceEn, kSourceFr, "R50835"},
    Key{"keys", blocks, true, "The columns, in the order lookup() gives them", "Les colonnes, dans l'ordre où lookup() les donne", "[{name: commune, type: text}]", &kTableKey},
    Key{"value", word, true, "What a row gives", "Ce que donne une ligne", "money", nullptr, kValueTypes},
    Key{"rows", blocks, true, "Keys, first day in force, value", "Clés, premier jour d'application, valeur",
        "[{commune: Paris, from: 2018-01-01, value: \"45.00\"}]", &kRow},
};
constexpr Block kTable{"table", kTableKeys};

constexpr std::array kHolidayKeys{
    Key{"name", title, true, "As people say it", "Comme on le dit", "Noël"},
    Key{"fixed", day, false, "Month and day, every year", "Mois et jour, chaque année", "12-25"},
    Key{"easter", signed_whole, false, "Days after Easter Sunday, negative before", "Jours après le dimanche de Pâques, négatif avant", "39"},
    Key{"since", positive, false, "The first year it is a holiday", "La première année où il est férié", "1982"},
};
constexpr Block kHoliday{"holiday", kHolidayKeys};

constexpr std::array kCalendarKeys{
    Key{"title", title, true, "The territory", "Le territoire", "Alsace-Moselle"},
    Key{"source", source, true, kSourceEn, kSourceFr, "CTRAV-L3133-1"},
    Key{"adds-to", name, false, "An earlier calendar whose holidays come first", "Un calendrier précédent dont les jours viennent d'abord", "metropole"},
    Key{"holidays", blocks, true, "The days", "Les jours", "[{fixed: 12-25, name: Noël}]", &kHoliday},
};
constexpr Block kCalendar{"calendar", kCalendarKeys};

constexpr std::array kHolidaysKeys{
    Key{"calendars", named_blocks, true, "One per territory; the first is the default", "Un par territoire ; le premier sert par défaut",
        "{metropole: {title: France métropolitaine, source: choice, holidays: [{fixed: 12-25, name: Noël}]}}", &kCalendar},
};
constexpr Block kHolidays{"holidays", kHolidaysKeys};

}  // namespace

const Format kAgenciesFormat{"agencies", "What the agencies offer, and to whom", "Ce qu'offrent les administrations, et à qui", kAgencies};
const Format kSourcesFormat{"sources", "The texts of law and pages that procedures name", "Les textes et pages que citent les démarches", kSources};
const Format kTableFormat{"table", "A dated table of public figures", "Un barème daté", kTable};
const Format kHolidaysFormat{"holidays", "Public holidays by territory", "Jours fériés par territoire", kHolidays};

}  // namespace guichet::load
