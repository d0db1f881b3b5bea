// The named cases. Each stands for one thing that happens to people between registers; scenarios and
// courses rely on every value, so nothing here follows the seed.
#include <fmt/format.h>

#include "agency/citizens.h"
#include "agency/communes.h"

namespace guichet::agency {
namespace {

const Address kNowhere;

Address paris(const char* number, const char* type, const char* way) {
  return {number, type, way, "75011", "Paris", "75111"};
}

Address lyon(const char* number, const char* type, const char* way) {
  return {number, type, way, "69003", "Lyon", "69383"};
}

class Cast {
 public:
  // Opens a household; people added after it live there.
  Household& household(const char* situation, const Address& taxed_at, int income, int parts) {
    Household home;
    home.id = fmt::format("f-{:04}", out_.households.size() + 1);
    home.situation = situation;
    home.tax_address = taxed_at;
    home.has_tax_notice = !(taxed_at == kNowhere);
    home.income_euros = income;
    home.parts = parts;
    return out_.households.emplace_back(std::move(home));
  }

  Person& person(const char* given, const char* family, char sex, const char* born, const char* story) {
    Household& home = out_.households.back();
    Person person;
    person.id = fmt::format("p-{:04}", out_.people.size() + 1);
    person.household = home.id;
    person.story = story;
    person.names = {family, given};
    person.sex = sex;
    person.birth = {*base::parse_date(born), "Paris", "75111", std::string{kFrance}};
    person.parents[0] = {family, "Jean"};
    person.parents[1] = {"Durand", "Jeanne"};
    person.registry = "commune";
    person.home = home.tax_address;
    home.members.push_back(out_.people.size());
    return out_.people.emplace_back(std::move(person));
  }

  Person& abroad(Person& person, const char* city, const char* country, const char* registry) {
    person.birth = {person.birth.day, city, "", country};
    person.registry = registry;
    person.marks.emplace_back("ne-a-l-etranger");
    return person;
  }

  // Of the person added last.
  Vehicle& vehicle(std::size_t model, const Address& address) {
    const std::size_t owner = out_.people.size() - 1;
    Vehicle vehicle;
    vehicle.plate = make_plate(static_cast<int>(owner) + 1, false);
    vehicle.model = vehicle_models()[model];
    vehicle.first_registered = *base::make_date(2021, 3, 15);
    vehicle.holders = {{owner, "titulaire"}};
    vehicle.address = address;
    return out_.vehicles.emplace_back(std::move(vehicle));
  }

  Citizens take() && { return std::move(out_); }
 private:
  Citizens out_;
};

constexpr std::size_t kClio = 0, kC3 = 2, kSandero = 3, kZoe = 4, k3008 = 5, kGolf = 6, kYaris = 7, kPanda = 8,
                      kXmax = 10;

void add_singles(Cast& cast) {
  Address home = paris("12", "rue", "de l'Exemple");
  cast.household("celibataire", home, 24'300, 100);
  cast.person("Camille", "Lefèvre", 'F', "1988-05-14", "Tout concorde");
  cast.vehicle(kClio, home);

  cast.household("celibataire", paris("27", "rue", "des Automates"), 19'800, 100);
  cast.person("Amadou", "Diallo", 'M', "1990-11-03", "Vient de déménager, carte grise à l'ancienne adresse").marks = {
      "demenage"};
  cast.vehicle(kSandero, {"8", "impasse", "du Brouillon", "93100", "Montreuil", "93048"});

  home = paris("5", "rue", "du Formulaire");
  cast.household("divorce", home, 38'500, 150);
  cast.person("Inès", "Benali", 'F', "1985-02-21", "Voiture de société").marks = {"voiture-societe"};
  Vehicle& company_car = cast.vehicle(k3008, home);
  company_car.company = "Société Exemple";
  company_car.holders.clear();

  home = paris("41", "boulevard", "du Prototype");
  cast.household("celibataire", home, 52'100, 100);
  cast.person("Jean-Baptiste", "d'Arvieux", 'M', "1979-07-30", "Voiture en location longue durée").marks = {"location"};
  Vehicle& leased = cast.vehicle(kGolf, home);
  leased.company = "Loueur Exemple";
  leased.lease = "LLD";
  leased.holders[0].quality = "locataire";
}

void add_couple_with_children(Cast& cast) {
  const Address home = lyon("6", "cours", "des Registres");
  cast.household("marie", home, 41'200, 300);
  cast.person("Élodie", "Nguyen", 'F', "1983-09-09", "Couple, carte grise aux deux noms").marks = {"cotitulaires"};
  Vehicle& shared = cast.vehicle(kClio, home);
  shared.model.mass = 1850;
  shared.holders.push_back({5, "cotitulaire"});
  cast.person("Mickaël", "Morel", 'M', "1981-12-01", "Cotitulaire de la voiture du couple").marks = {"cotitulaires"};
}

void add_places(Cast& cast) {
  Address home = paris("19", "allée", "des Scénarios");
  cast.household("celibataire", home, 22'150, 100);
  cast.person("Yann", "Le Goff", 'M', "1995-03-17", "Deux-roues").marks = {"deux-roues"};
  cast.vehicle(kXmax, home);

  home = {"2", "quai", "du Hasard", "13005", "Marseille", "13205"};
  cast.household("celibataire", kNowhere, 0, 100);
  Person& student = cast.person("Zoé", "Fernandez", 'F', "2005-08-25", "Étudiante sans avis d'imposition");
  student.home = home;
  student.marks = {"sans-avis"};
  cast.vehicle(kPanda, home);

  home = {"14", "rue", "du Modèle", "44000", "Nantes", "44109"};
  cast.household("veuf", home, 67'400, 200);
  cast.person("Philippe", "L'Hostis", 'M', "1961-01-06", "Résidence secondaire à Paris").marks = {
      "residence-secondaire"};
  cast.vehicle(k3008, paris("3", "place", "de la Maquette"));
}

void add_names(Cast& cast) {
  Address home = paris("33", "avenue", "de l'Essai");
  cast.household("marie", home, 45'900, 200);
  Person& wife = cast.person("Marie", "Garnier", 'F', "1974-06-11", "Nom d'usage sur la carte grise");
  wife.usual_name = "Dupont";
  wife.mention = "Mariage le 1999-05-22 à Paris";
  wife.marks = {"nom-usage"};
  cast.vehicle(kYaris, home);
  cast.person("Michel", "Dupont", 'M', "1972-10-19", "Conduit la voiture de son épouse, absent de la carte grise")
      .marks = {"conjoint"};

  home = paris("7", "rue", "des Tampons");
  cast.household("veuf", home, 16'700, 150);
  Person& late = cast.person("Robert", "Petit", 'M', "1938-04-02", "Décédé en janvier 2026");
  late.died = "2026-01-18";
  late.mention = "Décès le 2026-01-18 à Paris";
  late.sign_in_error = "010015";
  late.marks = {"decede"};
  cast.vehicle(kC3, home);

  home = paris("10", "rue", "de l'Épreuve");
  cast.household("celibataire", home, 20'400, 100);
  Person& first = cast.person("Marie", "Martin", 'F', "1990-01-01", "Homonyme parfaite de p-0014");
  first.sign_in_error = "010006";
  first.marks = {"homonyme"};
  cast.vehicle(kClio, home);
  home = {"88", "rue", "de l'Épreuve", "59000", "Lille", "59350"};
  cast.household("celibataire", home, 18'900, 100);
  Person& second = cast.person("Marie", "Martin", 'F', "1990-01-01", "Homonyme parfaite de p-0013");
  second.sign_in_error = "010006";
  second.marks = {"homonyme"};
}

void add_from_abroad(Cast& cast) {
  Address home = paris("16", "chemin", "de la Simulation");
  cast.household("celibataire", home, 14'200, 100);
  Person& refugee = cast.person("Olena", "Kovalenko", 'F', "1992-02-24", "Réfugiée, inconnue du RNIPP");
  cast.abroad(refugee, "Lviv", "99155", "OFPRA").sign_in_error = "010008";
  refugee.marks.emplace_back("hors-rnipp");
  cast.vehicle(kZoe, home);

  home = lyon("9", "rue", "du Registre");
  cast.household("celibataire", home, 9'800, 100);
  Person& son =
      cast.person("Karim", "Haddad", 'M', "1969-11-15", "Français né à Tunis, ancienne plaque FNI, revenus modestes");
  cast.abroad(son, "Tunis", "99351", "SCEC").marks.emplace_back("fni");
  Vehicle& old = cast.vehicle(kPanda, home);
  old.plate = "1234 ZZ 00";  // département 00: none
  old.first_registered = *base::make_date(2004, 6, 1);
  old.address_changes = 3;
}

}  // namespace

Citizens make_personas() {
  Cast cast;
  add_singles(cast);
  add_couple_with_children(cast);
  add_places(cast);
  add_names(cast);
  add_from_abroad(cast);
  Citizens citizens = std::move(cast).take();
  // The couple's children come after the adults, whose numbers everyone knows.
  const Person mother = citizens.people[4];
  const Person father = citizens.people[5];
  Household& family = citizens.households[4];
  for (const auto& [given, sex, born] : {std::tuple{"Lou", 'F', "2014-04-27"}, std::tuple{"Malo", 'M', "2017-10-08"}}) {
    Person child = mother;
    child.id = fmt::format("p-{:04}", citizens.people.size() + 1);
    child.story = "Enfant du couple de p-0005 et p-0006";
    child.names = {father.names.family, given};
    child.sex = sex;
    child.birth.day = *base::parse_date(born);
    child.birth.commune = "Lyon";
    child.birth.commune_cog = "69383";
    child.parents[0] = father.names;
    child.parents[1] = mother.names;
    child.adult = false;
    child.marks.clear();
    family.members.push_back(citizens.people.size());
    citizens.people.push_back(std::move(child));
  }
  return citizens;
}

}  // namespace guichet::agency
