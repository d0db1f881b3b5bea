#include "agency/citizens.h"

#include <fmt/format.h>

#include <algorithm>

#include "agency/chance.h"
#include "agency/communes.h"
#include "agency/names.h"
#include "base/ensure.h"

namespace guichet::agency {
namespace {

// Streams of chance: one per household, one per person, far apart.
constexpr std::uint64_t kPersonStreams = std::uint64_t{1} << 32;

class Generator {
 public:
  Generator(std::uint64_t seed, int count) : seed_{seed}, count_{static_cast<std::size_t>(count)} {}

  Citizens run() {
    out_ = make_personas();
    base::ensure(out_.people.size() <= count_, "the personas are part of every population");
    while (out_.people.size() < count_) add_household();
    return std::move(out_);
  }
 private:
  void add_household() {
    Chance chance{seed_, out_.households.size()};
    Household home;
    home.id = fmt::format("f-{:04}", out_.households.size() + 1);
    const Address address = draw_address(chance);
    const bool couple = chance.percent(45);
    const bool retired = chance.percent(20);
    const int oldest = retired ? chance.between(63, 92) : chance.between(19, 62);
    const char first_sex = chance.percent(50) ? 'F' : 'M';
    add_adult(home, address, first_sex, oldest);
    if (couple) {  // two statements: compilers draw the arguments of one call in orders of their own
      const int age = std::max(18, oldest - chance.between(-3, 6));
      add_adult(home, address, other(first_sex, chance), age);
    }
    home.situation = draw_situation(chance, couple, oldest);
    if (!retired && oldest >= 24) add_children(home, address, chance, oldest, couple ? 60 : 20);
    if (home.members.size() == 1 && chance.percent(5)) become_homonym(out_.people.back());
    const std::size_t adults = count_adults(home);
    home.income_euros = static_cast<int>(adults) * chance.between(60, 420) * 100;
    home.parts = parts(adults, home.members.size() - adults);
    home.tax_address = address;
    if (oldest < 24 && chance.percent(50)) {
      home.has_tax_notice = false;  // still on the parents' notice
      mark(home, "sans-avis");
    }
    if (couple && home.situation == "marie") take_usual_name(home, chance);
    add_vehicles(home, address, chance);
    out_.households.push_back(std::move(home));
  }

  static char other(char sex, Chance& chance) {
    if (chance.percent(4)) return sex;
    return sex == 'F' ? 'M' : 'F';
  }

  static std::string draw_situation(Chance& chance, bool couple, int age) {
    if (couple) return chance.percent(70) ? "marie" : "pacse";
    if (age > 70 && chance.percent(60)) return "veuf";
    return age > 35 && chance.percent(35) ? "divorce" : "celibataire";
  }

  // Art. 194 CGI: half a part for each of the first two children, one for each other.
  static int parts(std::size_t adults, std::size_t children) {
    const auto n = static_cast<int>(children);
    return static_cast<int>(adults) * 100 + std::min(n, 2) * 50 + std::max(n - 2, 0) * 100;
  }

  static Address draw_address(Chance& chance) {
    const Commune& commune = chance.one_of(std::span{kCommunes});
    const Street& street = chance.one_of(std::span{kStreets});
    return {std::to_string(chance.between(1, 99)), std::string{street.way_type}, std::string{street.way},
            std::string{commune.postcode},         std::string{commune.name},    std::string{commune.cog}};
  }

  Person& add_person(Household& home, const Address& address, char sex, int age) {
    const std::size_t index = out_.people.size();
    Chance chance{seed_, kPersonStreams + index};
    Person person;
    person.id = fmt::format("p-{:04}", index + 1);
    person.household = home.id;
    person.sex = sex;
    person.names = draw_names(chance, sex);
    person.home = address;
    const int year = 2025 - age;
    person.birth.day = base::add_days(*base::make_date(year, 1, 1), chance.between(0, 364));
    draw_birthplace(person, chance);
    person.parents[0] = {person.names.family, draw_names(chance, 'M').given};
    person.parents[1] = draw_names(chance, 'F');
    home.members.push_back(index);
    return out_.people.emplace_back(std::move(person));
  }

  static Names draw_names(Chance& chance, char sex) {
    const auto given = [&] {
      return std::string{sex == 'F' ? chance.one_of(std::span{kGivenNamesF}) : chance.one_of(std::span{kGivenNamesM})};
    };
    Names names{std::string{chance.one_of(std::span{kFamilyNames})}, given()};
    if (const std::string second = given(); second != names.given && chance.percent(60)) names.given += " " + second;
    return names;
  }

  static void draw_birthplace(Person& person, Chance& chance) {
    if (!chance.percent(12)) {
      const Commune& commune = chance.one_of(std::span{kCommunes});
      person.birth.commune = commune.name;
      person.birth.commune_cog = commune.cog;
      person.birth.country = kFrance;
      person.registry = "commune";
      return;
    }
    const Country& country = chance.one_of(std::span{kCountries});
    person.birth.commune = country.city;
    person.birth.country = country.cog;
    person.marks.emplace_back("ne-a-l-etranger");
    const int kind = chance.between(1, 100);
    person.registry = kind <= 55 ? "SCEC" : kind <= 62 ? "OFPRA" : "";
    if (person.registry.empty() && chance.percent(15)) {
      person.sign_in_error = "010008";
      person.marks.emplace_back("hors-rnipp");
    }
  }

  void add_adult(Household& home, const Address& address, char sex, int age) {
    if (out_.people.size() == count_) return;
    Person& person = add_person(home, address, sex, age);
    Chance chance{seed_, 2 * kPersonStreams + out_.people.size()};
    person.seeks_work = age < 63 && chance.percent(9);
    if (age > 75 && chance.percent(8)) {
      person.died = base::to_iso(base::add_days(kPopulationDay, -chance.between(1, 60)));
      person.mention = "Décès le " + person.died;
      person.sign_in_error = "010015";
      person.marks.emplace_back("decede");
    }
  }

  // Same names, day and place of birth as an earlier adult: FranceConnect tells them not apart.
  void become_homonym(Person& person) {
    if (!person.sign_in_error.empty() || person.birth.country != kFrance) return;
    const auto twin = std::ranges::find_if(out_.people, [&](const Person& p) {
      return p.adult && p.story.empty() && p.sign_in_error.empty() && p.birth.country == kFrance && &p != &person;
    });
    if (twin == out_.people.end()) return;
    person.names = twin->names;
    person.sex = twin->sex;
    person.birth = twin->birth;
    person.registry = twin->registry;
    for (Person* one : {&person, &*twin}) {
      one->sign_in_error = "010006";
      one->marks.emplace_back("homonyme");
    }
  }

  void add_children(Household& home, const Address& address, Chance& chance, int oldest, unsigned likely) {
    for (int child = 0; child < 4 && chance.percent(likely); ++child) {
      if (out_.people.size() == count_) return;
      const int age = chance.between(0, std::min(17, oldest - 20));
      Person& person = add_person(home, address, chance.percent(50) ? 'F' : 'M', age);
      person.adult = false;
      std::erase(person.marks, "hors-rnipp");
      for (std::size_t i = 0; i < count_adults(home) && i < 2; ++i)
        person.parents[i] = out_.people[home.members[i]].names;
      person.names.family = person.parents[0].family;
    }
  }

  std::size_t count_adults(const Household& home) const {
    return static_cast<std::size_t>(
        std::ranges::count_if(home.members, [&](std::size_t i) { return out_.people[i].adult; }));
  }

  void mark(const Household& home, const char* word) {
    for (const std::size_t i : home.members) out_.people[i].marks.emplace_back(word);
  }

  void take_usual_name(const Household& home, Chance& chance) {
    if (count_adults(home) < 2 || !chance.percent(50)) return;
    Person& a = out_.people[home.members[0]];
    Person& b = out_.people[home.members[1]];
    Person& taker = a.sex == 'F' ? a : b;
    const Person& giver = a.sex == 'F' ? b : a;
    if (taker.names.family == giver.names.family) return;
    taker.usual_name = giver.names.family;
    taker.marks.emplace_back("nom-usage");
  }

  void add_vehicles(Household& home, const Address& address, Chance& chance) {
    const std::size_t adults = count_adults(home);
    for (std::size_t i = 0; i < adults; ++i) {
      if (!chance.percent(i == 0 ? 65 : 30)) continue;
      const std::size_t driver = home.members[i];
      const std::size_t spouse = i == 0 && adults > 1 ? home.members[1] : driver;
      add_vehicle(home, address, chance, driver, spouse);
    }
  }

  void add_vehicle(Household& home, const Address& address, Chance& chance, std::size_t driver, std::size_t spouse) {
    Person& person = out_.people[driver];
    const auto& models = vehicle_models();
    const bool two_wheels = chance.percent(8);
    const std::size_t cars = models.size() - 2;
    Vehicle vehicle;
    vehicle.plate = make_plate(person.number(), false);
    vehicle.model = models[two_wheels ? cars + chance.below(2) : chance.below(static_cast<std::uint32_t>(cars))];
    vehicle.first_registered = base::add_days(kPopulationDay, -chance.between(30, 5000));
    vehicle.address = address;
    vehicle.address_changes = chance.percent(30) ? chance.between(1, 3) : 0;
    vehicle.holders = {{driver, "titulaire"}};
    if (two_wheels) person.marks.emplace_back("deux-roues");
    const int kind = two_wheels ? 0 : chance.between(1, 100);
    if (kind > 90) {
      vehicle.company = "Société Exemple";
      vehicle.holders.clear();
      person.marks.emplace_back("voiture-societe");
    } else if (kind > 80) {
      vehicle.company = "Loueur Exemple";
      vehicle.lease = chance.percent(70) ? "LLD" : "LOA";
      vehicle.holders[0].quality = "locataire";
      person.marks.emplace_back("location");
    } else if (spouse != driver && chance.percent(45)) {
      vehicle.holders.push_back({spouse, "cotitulaire"});
      person.marks.emplace_back("cotitulaires");
      out_.people[spouse].marks.emplace_back("cotitulaires");
    }
    draw_other_address(home, vehicle, chance);
    out_.vehicles.push_back(std::move(vehicle));
  }

  // Registers that do not agree: moved without telling the vehicle register, or a second home.
  void draw_other_address(Household& home, Vehicle& vehicle, Chance& chance) {
    const int kind = chance.between(1, 100);
    if (kind > 12) return;
    const Address elsewhere = draw_address(chance);
    if (kind <= 8) {
      vehicle.address = elsewhere;
      mark(home, "demenage");
    } else {
      home.tax_address = elsewhere;
      mark(home, "residence-secondaire");
    }
  }

  std::uint64_t seed_;
  std::size_t count_;
  Citizens out_;
};

}  // namespace

std::string Address::line() const { return fmt::format("{} {} {}, {} {}", number, way_type, way, postcode, commune); }

int Person::number() const { return std::stoi(id.substr(2)); }

// Sex, year, month, département 00 (none has it), commune, order, key modulo 97.
std::string Person::nir() const {
  const base::DateParts born = base::parts(birth.day);
  const std::string body = fmt::format("{}{:02}{:02}00{:03}{:03}", sex == 'M' ? 1 : 2, born.year % 100, born.month,
                                       number() / 1000, number() % 1000);
  return fmt::format("{}{:02}", body, 97 - std::stoll(body) % 97);
}

std::string Person::email() const { return fmt::format("{}@example.org", id); }

std::string Person::phone() const { return fmt::format("06 39 98 {:02} {:02}", number() / 100 % 100, number() % 100); }

std::string Person::token() const { return "fc" + id.substr(1); }

std::string make_plate(int person, bool second) {
  // Letters of French plates: no I, O, U; and never SS, which says here that the plate is not real.
  constexpr std::string_view kLetters = "ABCDEFGHJKLMNPQRSTVWXYZ";
  const auto pair = std::size_t{2} * static_cast<std::size_t>((person - 1) / 999) + (second ? 1 : 0);
  return fmt::format("SS-{:03}-{}{}", (person - 1) % 999 + 1, kLetters[pair / kLetters.size() % kLetters.size()],
                     kLetters[pair % kLetters.size()]);
}

const std::vector<VehicleModel>& vehicle_models() {
  static const std::vector<VehicleModel> models{
      {"VP", "M1", "RENAULT", "CLIO", "ES", 118, 1580, "Euro 6", 999},
      {"VP", "M1", "PEUGEOT", "208", "ES", 103, 1530, "Euro 6", 1199},
      {"VP", "M1", "CITROËN", "C3", "ES", 114, 1550, "Euro 6", 1199},
      {"VP", "M1", "DACIA", "SANDERO", "ES", 121, 1540, "Euro 6", 999},
      {"VP", "M1", "RENAULT", "ZOE", "EL", 0, 1988, "Euro 6", 0},
      {"VP", "M1", "PEUGEOT", "3008", "GO", 134, 2020, "Euro 6", 1499},
      {"VP", "M1", "VOLKSWAGEN", "GOLF", "GO", 109, 1860, "Euro 5", 1598},
      {"VP", "M1", "TOYOTA", "YARIS", "EH", 92, 1615, "Euro 6", 1490},
      {"VP", "M1", "FIAT", "PANDA", "ES", 133, 1420, "Euro 4", 1242},
      {"CTTE", "N1", "RENAULT", "KANGOO", "GO", 142, 2100, "Euro 6", 1461},
      {"MTL", "L3e", "YAMAHA", "XMAX", "ES", 62, 370, "Euro 5", 124},
      {"MTL", "L3e", "PIAGGIO", "VESPA", "ES", 58, 330, "Euro 5", 124},
  };
  return models;
}

Citizens generate_citizens(std::uint64_t seed, int count) { return Generator{seed, count}.run(); }

}  // namespace guichet::agency
