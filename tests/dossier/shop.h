// An office with everything real around it: a database in memory, the synthetic registers, agencies
// and procedures written by the test.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "agency/in_process.h"
#include "dossier/office.h"

namespace guichet::dossier {

class Shop {
 public:
  // Files of data/agencies.yaml's format and of procedures; a mistake in them stops the test.
  Shop(const std::string& agencies, const std::vector<std::string>& procedures);
  ~Shop();

  void install(const std::string& procedure);
  // A second process on the same database and registers: what was in memory is forgotten.
  void restart();
  // And the agencies of the second are these.
  void restart(const std::string& agencies);

  std::int64_t open(const std::string& procedure, const std::string& at);
  // "" when accepted, else the reason.
  std::string act(std::int64_t dossier, const std::string& by, const std::string& event, const std::string& at,
                  std::map<std::string, std::string> data = {}, const std::string& identity = "");
  std::string state(std::int64_t dossier);
  // "event-accepted deposer", "transition a->b", "exchange-denied no-consent"...: kind, then what tells it apart.
  std::vector<std::string> lines(std::int64_t dossier);

  Office& office() { return *office_; }
  store::Database& database() { return database_; }
  const model::Reference& reference() const { return reference_; }
  agency::InProcess& transport() { return *transport_; }
  agency::Registers& registers() { return registers_; }

  std::int64_t machine_clock = 1'772'000'000;
  // Once a request was committed as having left, before the agency hears it, and once it has answered.
  std::function<void()> on_leaving, on_answering;

 private:
  class Watched;
  model::Reference reference_;
  agency::Registers registers_;
  store::Database database_;
  std::unique_ptr<agency::InProcess> transport_;
  std::unique_ptr<agency::Transport> watched_;
  std::unique_ptr<Definitions> definitions_;
  std::unique_ptr<Office> office_;
};

base::Instant instant(const std::string& text);
// The first `from` in it, which is there, is `to`.
std::string replaced(std::string text, const std::string& from, const std::string& to);

}  // namespace guichet::dossier
