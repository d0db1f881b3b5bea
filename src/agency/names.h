// Names as French civil status meets them: accents, hyphens, particles, apostrophes, and names that
// came from elsewhere. Nobody is meant: given and family names are drawn apart.
#pragma once

#include <array>
#include <string_view>

namespace guichet::agency {

inline constexpr auto kFamilyNames = std::to_array<std::string_view>({
    "Martin",    "Bernard",     "Thomas",     "Petit",        "Robert",  "Richard",  "Durand",    "Dubois",
    "Moreau",    "Laurent",     "Simon",      "Michel",       "Lefèvre", "Leroy",    "Roux",      "David",
    "Bertrand",  "Morel",       "Fournier",   "Girard",       "Bonnet",  "Dupont",   "Lambert",   "Fontaine",
    "Rousseau",  "Müller",      "Schmitt",    "Weiß",         "Le Goff", "Le Bihan", "Kerguélen", "d'Arvieux",
    "L'Hostis",  "de La Vigne", "du Bouchet", "Saint-Martin", "Lévêque", "Gaëtan",   "Cœuret",    "Noël",
    "Crépin",    "Çelik",       "Etcheverry", "Casanova",     "Colonna", "Payet",    "Hoarau",    "Garcia",
    "Fernández", "Lopes",       "da Silva",   "Ferreira",     "Rossi",   "Kowalski", "Nguyễn",    "Tran",
    "Diallo",    "Traoré",      "Diop",       "N'Guessan",    "Mbarga",  "Benali",   "Haddad",    "Ben Youssef",
    "El Amrani", "Yılmaz",      "Popescu",    "Kovalenko",    "Wang",    "Abdallah", "Andriana",  "Teriipaia",
});

inline constexpr auto kGivenNamesF = std::to_array<std::string_view>({
    "Marie",     "Jeanne",  "Françoise", "Monique", "Catherine",  "Nathalie",     "Isabelle", "Sylvie",
    "Céline",    "Aurélie", "Émilie",    "Élodie",  "Anne-Laure", "Marie-Noëlle", "Zoé",      "Chloé",
    "Léa",       "Manon",   "Inès",      "Jade",    "Louise",     "Lucienne",     "Odette",   "Maëlys",
    "Fatima",    "Aïcha",   "Aminata",   "Khadija", "Linh",       "Mei",          "Maria",    "Olena",
    "Agnieszka", "Nolwenn", "Rozenn",    "Amélie",  "Hélène",     "Solène",       "Clémence", "Thérèse",
});

inline constexpr auto kGivenNamesM = std::to_array<std::string_view>({
    "Jean",          "Pierre",
    "Michel",        "André",
    "Philippe",      "Alain",
    "Bernard",       "Patrick",
    "Nicolas",       "Julien",
    "Sébastien",     "Frédéric",
    "Jérôme",        "Mickaël",
    "Jean-Baptiste", "Jean-François",
    "Loïc",          "Yann",
    "Gaël",          "Théo",
    "Léo",           "Hugo",
    "Lucas",         "Noé",
    "Raphaël",       "François-Xavier",
    "Gérard",        "Honoré",
    "Mohamed",       "Karim",
    "Rachid",        "Mamadou",
    "Ibrahima",      "Moussa",
    "João",          "José",
    "Giovanni",      "Minh",
    "Wei",           "Piotr",
});

}  // namespace guichet::agency
