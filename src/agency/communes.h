// Real communes with their codes of the code officiel géographique (INSEE) and a postcode; Paris, Lyon
// and Marseille by arrondissement, as people live in one. Streets are invented: no address of the
// population exists.
#pragma once

#include <array>
#include <string_view>

namespace guichet::agency {

struct Commune {
  std::string_view cog;
  std::string_view name;  // as on an envelope: Paris, not Paris 11e
  std::string_view postcode;
};

// The cities that have a parking procedure come several times: more people live there.
inline constexpr auto kCommunes = std::to_array<Commune>({
    {"75111", "Paris", "75011"},          {"75111", "Paris", "75011"},
    {"75110", "Paris", "75010"},          {"75112", "Paris", "75012"},
    {"75118", "Paris", "75018"},          {"75120", "Paris", "75020"},
    {"69383", "Lyon", "69003"},           {"69383", "Lyon", "69003"},
    {"69386", "Lyon", "69006"},           {"69387", "Lyon", "69007"},
    {"13201", "Marseille", "13001"},      {"13205", "Marseille", "13005"},
    {"13208", "Marseille", "13008"},      {"93048", "Montreuil", "93100"},
    {"44109", "Nantes", "44000"},         {"35238", "Rennes", "35000"},
    {"59350", "Lille", "59000"},          {"67482", "Strasbourg", "67000"},
    {"68066", "Colmar", "68000"},         {"33063", "Bordeaux", "33000"},
    {"31555", "Toulouse", "31000"},       {"06088", "Nice", "06000"},
    {"57463", "Metz", "57000"},           {"29019", "Brest", "29200"},
    {"87085", "Limoges", "87000"},        {"21231", "Dijon", "21000"},
    {"38185", "Grenoble", "38000"},       {"63113", "Clermont-Ferrand", "63000"},
    {"80021", "Amiens", "80000"},         {"76540", "Rouen", "76000"},
    {"37261", "Tours", "37000"},          {"66136", "Perpignan", "66000"},
    {"23096", "Guéret", "23000"},         {"2A004", "Ajaccio", "20000"},
    {"97209", "Fort-de-France", "97200"}, {"97411", "Saint-Denis", "97400"},
});

struct Country {
  std::string_view cog;
  std::string_view city;  // where people of ours were born there
};

inline constexpr std::string_view kFrance = "99100";
inline constexpr auto kCountries = std::to_array<Country>({
    {"99351", "Tunis"},
    {"99352", "Oran"},
    {"99350", "Casablanca"},
    {"99139", "Porto"},
    {"99341", "Dakar"},
    {"99243", "Hanoï"},
    {"99127", "Turin"},
    {"99134", "Séville"},
    {"99131", "Namur"},
    {"99335", "Bamako"},
    {"99208", "Izmir"},
    {"99122", "Gdańsk"},
    {"99114", "Cluj"},
    {"99326", "Abidjan"},
    {"99322", "Douala"},
    {"99155", "Lviv"},
});

struct Street {
  std::string_view way_type;
  std::string_view way;
};

inline constexpr auto kStreets = std::to_array<Street>({
    {"rue", "de l'Exemple"},
    {"rue", "du Modèle"},
    {"avenue", "de l'Essai"},
    {"boulevard", "du Prototype"},
    {"rue", "des Automates"},
    {"place", "de la Maquette"},
    {"impasse", "du Brouillon"},
    {"allée", "des Scénarios"},
    {"rue", "de l'Épreuve"},
    {"chemin", "de la Simulation"},
    {"quai", "du Hasard"},
    {"rue", "des Tampons"},
    {"rue", "du Formulaire"},
    {"cours", "des Registres"},
    {"rue", "du Registre"},
    {"rue", "de la Case-Cochée"},
    {"avenue", "du Second-Exemplaire"},
    {"rue", "des Trois-Copies"},
});

}  // namespace guichet::agency
