#include "agency/schema.h"

#include <fmt/format.h>

#include <algorithm>

namespace guichet::agency {
namespace {

bool holds(const std::vector<std::string_view>& names, std::string_view name) {
  return std::ranges::find(names, name) != names.end();
}

std::vector<TableShape> make_shapes() {
  std::vector<TableShape> shapes{
      {"franceconnect",
       "identites",
       {"jeton", "personne", "nom", "prenoms", "nom_usage", "sexe", "date_naissance", "commune_naissance",
        "pays_naissance", "courriel", "niveau", "erreur"},
       {},
       {}},
      {"vehicules",
       "vehicules",
       {"plaque", "formule", "genre_national", "categorie_vehicule", "marque", "denomination_commerciale",
        "type_carburant", "taux_co2", "masse_charge_maximale", "classe_environnementale", "cylindree",
        "date_premiere_immatriculation", "statut_location", "proprietaire", "changements_adresse"},
       {"taux_co2", "masse_charge_maximale", "cylindree", "changements_adresse"},
       {}},
      {"vehicules",
       "titulaires",
       {"plaque", "personne", "statut", "nom", "prenoms", "sexe", "date_naissance", "departement_naissance", "numero",
        "type_voie", "libelle_voie", "code_postal", "commune", "commune_cog", "adresse_declaree"},
       {},
       {"adresse"}},
      {"impots",
       "foyers",
       {"personne", "foyer", "numero_fiscal", "annee", "nom", "prenoms", "date_naissance", "situation", "numero",
        "type_voie", "libelle_voie", "code_postal", "commune", "commune_cog", "adresse_declaree", "rfr", "parts"},
       {"annee", "rfr", "parts"},
       {"adresse"}},
      {"etat-civil",
       "actes",
       {"acte", "personne", "registre", "commune_cog", "commune", "nom", "prenoms", "sexe", "date_naissance",
        "parent1_nom", "parent1_prenoms", "parent2_nom", "parent2_prenoms", "mentions", "date_deces"},
       {},
       {}},
      {"adresses",
       "affiliations",
       {"organisme", "identifiant", "personne", "nom", "prenoms", "adresse", "courriel", "telephone"},
       {},
       {}},
      {"prestations",
       "allocataires",
       {"numero_allocataire", "personne", "caisse", "situation", "enfants", "quotient_familial", "mois", "annee",
        "prime_activite", "rsa", "aah", "adresse"},
       {"enfants", "quotient_familial", "mois", "annee"},
       {}},
  };
  TableShape extracts{"vehicules", "extraits", {}, {}, {}, true};
  for (const std::string_view table : {"titulaires", "vehicules"}) {
    for (const TableShape& shape : shapes) {
      if (shape.table != table) continue;
      for (const auto& columns : {shape.columns, shape.computed})
        for (const std::string_view column : columns)
          if (!extracts.has(column)) extracts.computed.push_back(column);
    }
  }
  shapes.insert(shapes.begin() + 3, std::move(extracts));
  return shapes;
}

// The line people read on an envelope, or the one they declared since.
constexpr std::string_view kAddressLine =
    R"(adresse TEXT GENERATED ALWAYS AS (CASE WHEN adresse_declaree <> '' THEN adresse_declaree
    WHEN libelle_voie = '' THEN '' ELSE numero || ' ' || type_voie || ' ' || libelle_voie || ', '
    || code_postal || ' ' || commune END) VIRTUAL)";

// Natural persons only: a company's vehicle is never found through the person who drives it.
constexpr std::string_view kExtracts =
    "CREATE VIEW extraits AS SELECT * FROM titulaires JOIN vehicules USING (plaque)"
    " WHERE personne <> '';\n";

constexpr std::string_view kJournal = R"(
CREATE TABLE appels (cle TEXT PRIMARY KEY, agence TEXT NOT NULL, api TEXT NOT NULL,
  demandeur TEXT NOT NULL, base TEXT NOT NULL, instant TEXT NOT NULL, champs TEXT NOT NULL,
  trace TEXT NOT NULL, issue TEXT NOT NULL, code TEXT NOT NULL);
CREATE TABLE reponses (cle TEXT NOT NULL, champ TEXT NOT NULL, valeur TEXT NOT NULL);
CREATE TABLE depots (cle TEXT NOT NULL, champ TEXT NOT NULL, valeur TEXT NOT NULL);
)";

std::string table_sql(const TableShape& shape) {
  std::string sql = fmt::format("CREATE TABLE {} (", shape.table);
  for (const std::string_view column : shape.columns) {
    const bool whole = holds(shape.integers, column);
    sql += fmt::format("{}{} {}", column == shape.columns.front() ? "" : ", ", column,
                       whole ? "INTEGER NOT NULL DEFAULT 0" : "TEXT NOT NULL DEFAULT ''");
  }
  if (!shape.computed.empty()) sql += fmt::format(", {}", kAddressLine);
  return sql + ");\n";
}

}  // namespace

std::string TableShape::path() const { return fmt::format("{}/{}", register_name, table); }

bool TableShape::has(std::string_view column) const { return holds(columns, column) || holds(computed, column); }

bool TableShape::writable(std::string_view column) const { return holds(columns, column); }

const std::vector<TableShape>& table_shapes() {
  static const std::vector<TableShape> shapes = make_shapes();
  return shapes;
}

const TableShape* find_shape(std::string_view register_name, std::string_view table) {
  const auto at = std::ranges::find_if(table_shapes(), [&](const TableShape& shape) {
    return shape.register_name == register_name && shape.table == table;
  });
  return at == table_shapes().end() ? nullptr : &*at;
}

std::vector<std::string_view> register_names() {
  std::vector<std::string_view> names;
  for (const TableShape& shape : table_shapes())
    if (!holds(names, shape.register_name)) names.push_back(shape.register_name);
  names.push_back(kNoRegister);
  return names;
}

std::string schema_sql(std::string_view register_name) {
  std::string sql{kJournal};
  for (const TableShape& shape : table_shapes()) {
    if (shape.register_name != register_name) continue;
    sql += shape.is_view ? std::string{kExtracts} : table_sql(shape);
  }
  return sql;
}

}  // namespace guichet::agency
