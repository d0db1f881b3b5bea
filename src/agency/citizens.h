// The synthetic population: people in households, what they drive, where they live and where registers
// believe they live. Made from a seed alone, in integers, so that every machine makes the same. It
// knows no register and no file; citizen_tables.h says what each register knows of it.
//
// Nobody can be met here by accident: NIR of département 00, plates of the never issued block SS,
// invented streets, e-mail at example.org, telephone numbers set apart for fiction (06 39 98).
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "base/civil.h"

namespace guichet::agency {

// The population as it stands on this day; scenarios play soon after.
inline constexpr base::Date kPopulationDay{20'454};  // 2026-01-01

struct Address {
  std::string number, way_type, way, postcode, commune, cog;
  [[nodiscard]] std::string line() const;  // "12 rue de l'Exemple, 75011 Paris"
  bool operator==(const Address&) const = default;
};

struct Birth {
  base::Date day;
  std::string commune;      // name, or the city abroad
  std::string commune_cog;  // empty abroad
  std::string country;      // COG code, 99100 for France
};

struct Names {
  std::string family;  // of birth
  std::string given;
};

struct Person {
  std::string id;         // p-0042
  std::string household;  // f-0017
  std::string story;      // French title of a persona, empty for the others
  Names names;
  std::string usual_name;  // nom d'usage, when another
  char sex = 'F';          // M or F
  Birth birth;
  Names parents[2];
  std::string registry;  // keeper of the birth record: commune, SCEC, OFPRA; empty: no French record
  std::string mention;   // in its margin
  std::string died;      // ISO date
  Address home;
  std::string sign_in_error;  // code FranceConnect ends with, empty when she passes
  bool adult = true;
  bool seeks_work = false;
  std::vector<std::string> marks;  // what is particular: demenage, homonyme, conjoint...

  [[nodiscard]] int number() const;  // 42 of p-0042
  [[nodiscard]] std::string nir() const;
  [[nodiscard]] std::string email() const;
  [[nodiscard]] std::string phone() const;
  [[nodiscard]] std::string token() const;  // of FranceConnect: fc-0042
};

struct Household {
  std::string id;
  std::vector<std::size_t> members;  // indices into people; adults first
  std::string situation;             // celibataire, marie, pacse, divorce, veuf
  bool has_tax_notice = true;
  Address tax_address;
  int income_euros = 0;  // revenu fiscal de référence
  int parts = 100;       // hundredths
};

struct VehicleModel {
  std::string genre, category, brand, name, fuel;
  int co2 = 0, mass = 0;  // g/km, kg
  std::string standard;
  int displacement = 0;  // cm3
};

struct Holder {
  std::size_t person = 0;
  std::string quality;  // titulaire, cotitulaire, locataire
};

struct Vehicle {
  std::string plate;
  VehicleModel model;
  base::Date first_registered;
  std::string lease;    // LLD, LOA or empty
  std::string company;  // owner that is no natural person; empty: the first holder owns it
  int address_changes = 0;
  std::vector<Holder> holders;
  Address address;  // as the vehicle register has it
};

struct Citizens {
  std::vector<Person> people;
  std::vector<Household> households;
  std::vector<Vehicle> vehicles;
};

// `count` people, at least the personas. Personas come first and never change with the seed.
[[nodiscard]] Citizens generate_citizens(std::uint64_t seed, int count);

// The named cases that documentation and scenarios rely on; see data/citizens/README.md.
[[nodiscard]] Citizens make_personas();

// A plate of the never issued block SS: the n-th person's, `second` for her other vehicle.
[[nodiscard]] std::string make_plate(int person, bool second);
// Kinds of vehicle; the last two are two-wheelers.
[[nodiscard]] const std::vector<VehicleModel>& vehicle_models();

}  // namespace guichet::agency
