#include "agency/citizen_tables.h"

#include <fmt/format.h>

#include <algorithm>
#include <system_error>
#include <utility>

#include "agency/schema.h"
#include "base/ensure.h"

namespace guichet::agency {
namespace {

using Row = std::vector<std::string>;

int age_of(const Person& person) {
  const base::DateParts born = base::parts(person.birth.day);
  const base::DateParts now = base::parts(kPopulationDay);
  const bool before_birthday = std::pair{now.month, now.day} < std::pair{born.month, born.day};
  return now.year - born.year - (before_birthday ? 1 : 0);
}

// Of a commune: 75, 2A, 974; 99 abroad.
std::string department(const std::string& cog) {
  if (cog.empty()) return "99";
  return cog.substr(0, cog.starts_with("97") ? 3 : 2);
}

void append(Row& row, const Address& a) {
  row.insert(row.end(), {a.number, a.way_type, a.way, a.postcode, a.commune, a.cog});
}

std::string tax_number(const Person& person) { return fmt::format("9{:012}", person.number()); }

std::string benefit_number(const Household& home) { return fmt::format("00{:0>5}", home.id.substr(2)); }

class Filler {
 public:
  explicit Filler(const Citizens& citizens) : world_{citizens} {}

  std::vector<Table> run() {
    people();
    identities();
    vehicles();
    holders();
    taxes();
    births();
    memberships();
    benefits();
    for (const TableShape& shape : table_shapes())
      base::ensure(shape.is_view || is_filled(shape.path()), "every table is filled");
    return std::move(tables_);
  }
 private:
  bool is_filled(const std::string& path) const {
    return std::ranges::find(tables_, path, &Table::name) != tables_.end();
  }

  Table& open(std::string_view register_name, std::string_view table) {
    const TableShape* shape = find_shape(register_name, table);
    base::ensure(shape != nullptr, "a table of the schema");
    return tables_.emplace_back(Table{shape->path(), {shape->columns.begin(), shape->columns.end()}, {}});
  }

  void people() {
    Table table{"personnes",
                {"personne", "foyer", "histoire", "marques", "nom", "prenoms", "nom_usage", "sexe", "date_naissance",
                 "lieu_naissance", "nir", "jeton", "courriel", "telephone", "adresse"},
                {}};
    for (const Person& p : world_.people)
      table.rows.push_back({p.id, p.household, p.story, fmt::format("{}", fmt::join(p.marks, " ")), p.names.family,
                            p.names.given, p.usual_name, std::string{p.sex}, base::to_iso(p.birth.day), p.birth.commune,
                            p.nir(), age_of(p) >= 16 ? p.token() : "", p.email(), p.phone(), p.home.line()});
    tables_.push_back(std::move(table));
  }

  // FranceConnect: usable from 16.
  void identities() {
    Table& table = open("franceconnect", "identites");
    for (const Person& p : world_.people) {
      if (age_of(p) < 16) continue;
      const bool sure = p.number() % 4 == 1;
      table.rows.push_back({p.token(), p.id, p.names.family, p.names.given, p.usual_name, std::string{p.sex},
                            base::to_iso(p.birth.day), p.birth.commune_cog, p.birth.country, p.email(),
                            sure ? "franceconnect-plus" : "franceconnect", p.sign_in_error});
    }
  }

  void vehicles() {
    Table& table = open("vehicules", "vehicules");
    for (std::size_t i = 0; i < world_.vehicles.size(); ++i) {
      const Vehicle& v = world_.vehicles[i];
      const VehicleModel& m = v.model;
      // A formule number begins with its year: 2099 has printed none.
      table.rows.push_back({v.plate, fmt::format("2099SS{:05}", i + 1), m.genre, m.category, m.brand, m.name, m.fuel,
                            std::to_string(m.co2), std::to_string(m.mass), m.standard, std::to_string(m.displacement),
                            base::to_iso(v.first_registered), v.lease, v.company.empty() ? "particulier" : "societe",
                            std::to_string(v.address_changes)});
    }
  }

  void holders() {
    Table& table = open("vehicules", "titulaires");
    const Address office{"1", "place", "de la Maquette", "35000", "Rennes", "35238"};
    for (const Vehicle& v : world_.vehicles) {
      if (!v.company.empty()) {
        Row row{v.plate, "", "titulaire", v.company, "", "", "", ""};
        append(row, office);
        row.emplace_back();
        table.rows.push_back(std::move(row));
      }
      for (const Holder& holder : v.holders) {
        const Person& p = world_.people[holder.person];
        Row row{v.plate,
                p.id,
                holder.quality,
                p.usual_name.empty() ? p.names.family : p.usual_name,
                p.names.given,
                std::string{p.sex},
                base::to_iso(p.birth.day),
                department(p.birth.commune_cog)};
        append(row, v.address);
        row.emplace_back();
        table.rows.push_back(std::move(row));
      }
    }
  }

  void taxes() {
    Table& table = open("impots", "foyers");
    for (const Household& home : world_.households) {
      if (!home.has_tax_notice) continue;
      for (const std::size_t i : home.members) {
        const Person& p = world_.people[i];
        if (!p.adult) continue;
        Row row{p.id,          home.id, tax_number(p), "2024", p.names.family, p.names.given, base::to_iso(p.birth.day),
                home.situation};
        append(row, home.tax_address);
        row.insert(row.end(), {"", std::to_string(home.income_euros), std::to_string(home.parts)});
        table.rows.push_back(std::move(row));
      }
    }
  }

  void births() {
    Table& table = open("etat-civil", "actes");
    for (const Person& p : world_.people) {
      if (p.registry.empty()) continue;
      table.rows.push_back({fmt::format("{}-{:04}", base::parts(p.birth.day).year, p.number()), p.id, p.registry,
                            p.birth.commune_cog, p.birth.commune, p.names.family, p.names.given, std::string{p.sex},
                            base::to_iso(p.birth.day), p.parents[0].family, p.parents[0].given, p.parents[1].family,
                            p.parents[1].given, p.mention, p.died});
    }
  }

  // The Caf pays households with children or little income; see benefits().
  static bool has_benefits(const Household& home, std::size_t children) {
    return children > 0 || (home.income_euros < 12'000 && home.has_tax_notice);
  }

  std::size_t children_of(const Household& home) const {
    return static_cast<std::size_t>(
        std::ranges::count_if(home.members, [&](std::size_t i) { return !world_.people[i].adult; }));
  }

  void memberships() {
    Table& table = open("adresses", "affiliations");
    const auto add = [&](const char* organisation, const std::string& identifier, const Person& p) {
      table.rows.push_back(
          {organisation, identifier, p.id, p.names.family, p.names.given, p.home.line(), p.email(), p.phone()});
    };
    for (const Household& home : world_.households) {
      const Person& head = world_.people[home.members.front()];
      if (has_benefits(home, children_of(home))) add("caf", benefit_number(home), head);
      if (head.number() % 10 < 8)
        add("edf", fmt::format("{:010}", head.number()), head);
      else
        add("enercoop", fmt::format("E{:07}", head.number()), head);
      for (const std::size_t i : home.members) {
        const Person& p = world_.people[i];
        if (!p.adult) continue;
        add("cpam", p.nir(), p);
        if (age_of(p) >= 62) add("carsat", p.nir(), p);
        if (home.has_tax_notice) add("dgfip", tax_number(p), p);
        if (p.seeks_work) add("france-travail", fmt::format("{:07}T", p.number()), p);
      }
    }
    for (const Vehicle& v : world_.vehicles)
      for (const Holder& holder : v.holders) add("siv", v.plate, world_.people[holder.person]);
  }

  // Quotient familial as the Caf computes it, near enough: a twelfth of the income over the parts.
  void benefits() {
    Table& table = open("prestations", "allocataires");
    for (const Household& home : world_.households) {
      const std::size_t children = children_of(home);
      if (!has_benefits(home, children)) continue;
      const Person& head = world_.people[home.members.front()];
      const int quotient = home.income_euros * 100 / home.parts / 12;
      const bool poor = home.income_euros < 7'000;
      table.rows.push_back({benefit_number(home), head.id, "Caf " + department(head.home.cog), home.situation,
                            std::to_string(children), std::to_string(quotient), "2", "2026",
                            quotient < 900 && !poor ? "true" : "false", poor ? "true" : "false",
                            head.number() % 17 == 0 ? "true" : "false", head.home.line()});
    }
  }

  const Citizens& world_;
  std::vector<Table> tables_;
};

}  // namespace

std::vector<Table> make_tables(const Citizens& citizens) { return Filler{citizens}.run(); }

base::Outcome write_tables(const std::vector<Table>& tables, const std::filesystem::path& directory) {
  for (const Table& table : tables) {
    const std::filesystem::path path = directory / (table.name + ".csv");
    std::error_code error;
    std::filesystem::create_directories(path.parent_path(), error);  // a failure shows when writing
    if (base::Outcome written = write_csv(path, table); !written.ok()) return written;
  }
  return base::Done{};
}

}  // namespace guichet::agency
