#include "shop.h"

#include <SQLiteCpp/Database.h>
#include <gtest/gtest.h>
#include <sqlite3.h>

#include <utility>

#include "load/load.h"

namespace guichet::dossier {

namespace {

template <class T>
T must(base::Result<T> result) {
  if (!result.ok()) throw std::runtime_error{base::tr(base::Lang::en, result.failure())};
  return std::move(*result);
}

model::Procedure read(const std::string& text, const model::Reference& reference) {
  const base::Source source{.path = "test.yaml", .text = text};
  load::Loaded loaded = load::load_procedure(source, reference);
  if (!loaded.procedure) throw std::runtime_error{base::render(loaded.diagnostics, source, base::Lang::en)};
  return std::move(*loaded.procedure);
}

model::Agencies read_agencies(const std::string& text) {
  const base::Source source{.path = "agencies.yaml", .text = text};
  base::Diagnostics diagnostics;
  auto agencies = load::read_agencies(source, nullptr, {}, diagnostics);
  if (diagnostics.has_errors()) throw std::runtime_error{base::render(diagnostics, source, base::Lang::en)};
  return agencies;
}

agency::Registers fresh_registers() {
  static const agency::RegisterTemplate citizens =
      must(agency::RegisterTemplate::load(GUICHET_SOURCE_DIR "/data/citizens"));
  return must(agency::Registers::fresh(citizens));
}

}  // namespace

base::Instant instant(const std::string& text) { return base::parse_instant(text).value(); }

std::string replaced(std::string text, const std::string& from, const std::string& to) {
  text.replace(text.find(from), from.size(), to);
  return text;
}

// Passes everything on, and lets a test act in between, as another program would: one that finds a transaction open (an
// answer asked for again after a restart) waits until it ends.
class Shop::Watched : public agency::Transport {
 public:
  explicit Watched(Shop& shop) : shop_{shop} {}
  model::Behaviour behaviour(const std::string& provider, const std::string& api) const override {
    return shop_.transport_->behaviour(provider, api);
  }
  base::Result<agency::Reply> ask(const privacy::Permit& permit, const agency::Call& call, base::Instant at) override {
    let(shop_.on_leaving);
    auto reply = shop_.transport_->ask(permit, call, at);
    let(shop_.on_answering);
    return reply;
  }
 private:
  void let(std::function<void()>& act) {
    const bool in_transaction = sqlite3_get_autocommit(shop_.database_.handle().getHandle()) == 0;
    if (act && !in_transaction) std::exchange(act, nullptr)();
  }
  Shop& shop_;
};

Shop::~Shop() = default;

Shop::Shop(const std::string& agencies, const std::vector<std::string>& procedures)
    : registers_{fresh_registers()}, database_{must(store::Database::in_memory())} {
  reference_.agencies = read_agencies(agencies);
  restart();
  for (const std::string& procedure : procedures) install(procedure);
}

void Shop::install(const std::string& procedure) { definitions_->add(read(procedure, reference_)); }

void Shop::restart() {
  office_.reset();
  transport_ = std::make_unique<agency::InProcess>(reference_.agencies, registers_);
  watched_ = std::make_unique<Watched>(*this);
  definitions_ = std::make_unique<Definitions>(
      base::metropolitan_france(),
      [this](const std::string&, const std::string& text) -> base::Result<model::Procedure> { return read(text, reference_); });
  office_ = std::make_unique<Office>(Surroundings{
      .database = database_,
      .transport = *watched_,
      .reference = reference_,
      .definitions = *definitions_,
      .identify = [this](const std::string& citizen, const std::string&)
          -> base::Result<std::optional<std::map<std::string, std::string>>> {
        auto signed_in = registers_.sign_in(citizen);
        if (!signed_in.ok()) return signed_in.failure();
        if (!signed_in->error.empty()) return std::optional<std::map<std::string, std::string>>{};
        return std::optional{signed_in->claims};
      },
      .machine_clock = [this] { return machine_clock; }});
}

void Shop::restart(const std::string& agencies) {
  office_.reset();
  reference_.agencies = read_agencies(agencies);
  restart();
}

std::int64_t Shop::open(const std::string& procedure, const std::string& at) {
  return must(office_->open({.procedure = procedure, .citizen = "p-0001", .places = {}, .at = instant(at)}));
}

std::string Shop::act(std::int64_t dossier, const std::string& by, const std::string& event, const std::string& at,
                      std::map<std::string, std::string> data, const std::string& identity) {
  return must(office_->act(dossier, {.event = event,
                                     .by = by,
                                     .member = {},
                                     .data = std::move(data),
                                     .identity = identity,
                                     .at = instant(at)}))
      .reason;
}

std::string Shop::state(std::int64_t dossier) { return must(office_->read(dossier)).row.state; }

std::vector<std::string> Shop::lines(std::int64_t dossier) {
  std::vector<std::string> told;
  for (const auto& entry : must(office_->log().of_dossier(dossier))) {
    const audit::Line& line = entry.line;
    std::string text{audit::name(line.kind)};
    if (line.kind == audit::Kind::transition) text += " " + line.from + "->" + line.to;
    if (line.kind == audit::Kind::event_accepted || line.kind == audit::Kind::event_refused) text += " " + line.event;
    if (!line.reason.empty()) text += " " + line.reason;
    if (!line.code.empty()) text += " " + line.code;
    told.push_back(std::move(text));
  }
  return told;
}

}  // namespace guichet::dossier
