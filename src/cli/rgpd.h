// `guichet rgpd <verb>`: what each verb works with. One verb, one function; the table is in rgpd.cpp.
#pragma once

#include <map>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "agency/in_process.h"
#include "cli/document.h"
#include "dossier/narrate.h"
#include "rights/desk.h"
#include "scenario/runner.h"

namespace guichet::cli {

// The desk of one database, with all that stands around it. Never moves: the office points into it.
class Bureau {
 public:
  [[nodiscard]] static base::Result<std::unique_ptr<Bureau>> open(Session& session, const scenario::World& world,
                                                                  const Request& request, bool write);
  [[nodiscard]] rights::Desk& desk() { return *desk_; }
  [[nodiscard]] dossier::Narrator narrator(const model::Procedure& procedure) const {
    return {procedure, world_.reference, lang_};
  }
 private:
  Bureau(const scenario::World& world, base::Lang lang) : world_{world}, lang_{lang} {}
  base::Outcome install(const std::vector<std::string>& procedures);

  const scenario::World& world_;
  base::Lang lang_;
  std::optional<store::Database> database_;
  std::optional<scenario::Agencies> agencies_;
  std::unique_ptr<agency::InProcess> transport_;
  std::optional<dossier::Definitions> definitions_;
  std::optional<dossier::Office> office_;
  std::optional<rights::Desk> desk_;
};

// One call of a verb.
struct RgpdCall {
  Session& session;
  const Request& request;
  const scenario::World& world;
  std::vector<std::string> words;  // after the verb

  [[nodiscard]] base::Lang lang() const { return session.lang(); }
  [[nodiscard]] std::string tr(const char* id, base::Args args = {}) const { return session.tr(id, std::move(args)); }
  [[nodiscard]] std::string word(std::size_t i) const { return i < words.size() ? words[i] : std::string{}; }
};

// The cases of the person the first word names, kept to `--case`; an exit code when there are none.
[[nodiscard]] std::optional<int> find_cases(RgpdCall& call, Bureau& bureau, std::vector<dossier::CaseRecord>& cases);
// A request of rights, opened, and answered at once: what it was answered with. The number of its case.
[[nodiscard]] base::Result<std::int64_t> log_request(RgpdCall& call, Bureau& bureau, const std::string& right,
                                                     bool granted, const std::string& answer);
// "Request 12, answered on 2 March 2026".
[[nodiscard]] std::string request_sentence(const RgpdCall& call, std::int64_t request, Bureau& bureau);
// The words of reasons why something stays, is withheld, or has no effect.
[[nodiscard]] std::string why(const RgpdCall& call, const std::string& code);

int rgpd_who_saw(RgpdCall& call);
int rgpd_access(RgpdCall& call);
int rgpd_register(RgpdCall& call);
int rgpd_consent(RgpdCall& call);
int rgpd_restrict(RgpdCall& call);
int rgpd_object(RgpdCall& call);
int rgpd_rectify(RgpdCall& call);
int rgpd_erase(RgpdCall& call);
int rgpd_retention(RgpdCall& call);
int rgpd_breach(RgpdCall& call);
int rgpd_review(RgpdCall& call);
int rgpd_export(RgpdCall& call);
int rgpd_import(RgpdCall& call);
int rgpd_requests(RgpdCall& call);
int rgpd_answer(RgpdCall& call);
int rgpd_extend(RgpdCall& call);

}  // namespace guichet::cli
