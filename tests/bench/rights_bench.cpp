// What a person asks of a log of 10^4 to 10^6 lines and 10,000 persons: who saw her data, the copy of art. 15, and the
// breach drill over all of them. Her own lines are as many each time: the rest of the log must not matter.
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <set>

#include "agency/in_process.h"
#include "load/load.h"
#include "rights/breach.h"
#include "rights/who_saw.h"
#include "support/permits.h"

namespace guichet {
namespace {

namespace fs = std::filesystem;

constexpr int kPersons = 10'000;
constexpr int kHers = 100;

constexpr const char* kTrial = R"(procedure: essai
version: 1
title: Essai
sources: [choice]
actors: {usager: {role: citizen, title: Usager}, ville: {role: agency, title: Ville}, siv: {role: agency, title: SIV}}
purposes: {etude: {title: Étudier, controller: ville, basis: public-task, law: [choice], retention: {delay: 12 months, since: closed, source: choice}}}
data: {plaque: {type: text, category: vehicle, title: Plaque}}
events: {deposer: {by: usager, carries: [plaque], title: Demande}}
states:
  saisie: {actor: usager, activity: Demander, when: {deposer: fin}}
  fin: {outcome: granted}
)";

template <class T>
T must(base::Result<T> result) {
  if (!result.ok()) std::fprintf(stderr, "%s\n", base::tr(base::Lang::en, result.failure()).c_str()), std::exit(1);
  return std::move(*result);
}
void must(const base::Outcome& outcome) {
  if (!outcome.ok()) std::fprintf(stderr, "%s\n", base::tr(base::Lang::en, outcome.failure()).c_str()), std::exit(1);
}

template <class Body>
double milliseconds(int rounds, Body body) {
  std::vector<double> times;
  for (int i = 0; i < rounds; ++i) {
    const auto begin = std::chrono::steady_clock::now();
    body();
    times.push_back(std::chrono::duration<double, std::milli>(std::chrono::steady_clock::now() - begin).count());
  }
  std::ranges::sort(times);
  return times[times.size() / 2];
}

struct Bench {
  model::Reference reference;
  store::Database database;
  agency::Registers registers;
  agency::InProcess transport{reference.agencies, registers};
  dossier::Definitions definitions{base::metropolitan_france(), {}};
  std::optional<dossier::Office> office;
  std::set<std::string> touched;  // whose data siv received

  explicit Bench(const fs::path& file)
      : database{must(store::Database::open(file, store::Database::Mode::write))},
        registers{
            must(agency::Registers::fresh(must(agency::RegisterTemplate::load(GUICHET_SOURCE_DIR "/data/citizens"))))} {
    auto loaded = load::load_procedure({.path = "essai.yaml", .text = kTrial}, reference);
    definitions.add(std::move(*loaded.procedure));
    office.emplace(dossier::Surroundings{.database = database,
                                         .transport = transport,
                                         .reference = reference,
                                         .definitions = definitions,
                                         .identify = {},
                                         .machine_clock = [] { return std::int64_t{1}; }});
  }

  // One case per person, like the first one; then lines, hers evenly among the others'.
  void fill(int lines) {
    const std::int64_t first =
        must(office->open({.procedure = "essai", .citizen = "p-0000", .places = {}, .at = {29'000'000}}));
    store::DossierRow row = *must(office->rows().find(first));
    audit::Line line;
    line.kind = audit::Kind::exchange_sent;
    line.at = 29'000'000;
    line.actor = "ville";
    line.recipient = "siv";
    line.api = "extrait";
    line.purpose = "etude";
    line.basis = "eu-gdpr:A6-1-e";
    line.fields = {"plaque"};
    line.policy = row.digest;
    auto transaction = must(store::Transaction::begin(database));
    for (int i = 1; i < kPersons; ++i) {
      row.id = 0;
      row.citizen = "q-" + std::to_string(i);
      (void)must(office->rows().insert(row));
    }
    const int every = std::max(lines / kHers, 1);
    for (int i = 0; i < lines; ++i) {
      const bool hers = i % every == 0 && i / every < kHers;
      const int other = 1 + i % (kPersons - 1);
      line.dossier = hers ? first : first + other;
      line.subject = hers ? "p-0000" : "q-" + std::to_string(other);
      (void)must(office->log().append(line, 1));
      touched.insert(line.subject);
    }
    must(transaction.commit());
  }
};

void measure(int lines) {
  const fs::path folder = fs::temp_directory_path() / ("guichet-rights-bench-" + std::to_string(lines));
  fs::remove_all(folder);
  fs::create_directories(folder);
  {
    Bench bench{folder / "a.db"};
    bench.fill(lines);
    rights::Desk desk{.database = bench.database,
                      .office = *bench.office,
                      .reference = bench.reference,
                      .at = {29'000'000},
                      .recorded = 1};
    std::size_t seen = 0;
    const double who =
        milliseconds(21, [&] { seen = must(rights::who_saw(desk, must(rights::cases_of(desk, "p-0000")))).size(); });
    const double access = milliseconds(21, [&] {
      for (const auto& record : must(rights::cases_of(desk, "p-0000"))) {
        (void)must(desk.office.rows().data(record.row.id));
        (void)must(desk.office.log().of_dossier(record.row.id));
      }
    });
    std::set<std::string> found;
    const double drill = milliseconds(1, [&] {
      for (const auto& [person, what] : must(rights::breach(desk, "siv", {0})).persons) found.insert(person);
    });
    if (found != bench.touched || seen != kHers) std::fprintf(stderr, "not whom brute force finds\n"), std::exit(1);
    std::printf("%8d lines, %d persons: who-saw %6.2f ms (%zu facts), access %6.2f ms, breach %8.1f ms\n", lines,
                kPersons, who, seen, access, drill);
  }
  fs::remove_all(folder);
}

}  // namespace
}  // namespace guichet

int main() {
  guichet::store::one_connection_per_thread();  // as `guichet` does
  for (const int lines : {10'000, 100'000, 1'000'000}) guichet::measure(lines);
  return 0;
}
