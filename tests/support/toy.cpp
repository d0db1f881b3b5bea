// What the toys refer to: agencies that grant all they have, a few sources, one table. A procedure of ours that does
// not load is a mistake of the test.
#include <cstdio>

#include "base/ensure.h"
#include "load/load.h"
#include "support/walk.h"

namespace guichet::support {
namespace {

model::Api api(std::string name) {
  model::Api made;
  made.name = std::move(name);
  return made;
}

model::Agency agency(std::string name, std::string api_name) {
  model::Agency made;
  made.name = std::move(name);
  made.apis.push_back(api(std::move(api_name)));
  return made;
}

// By commune and band of income: Lyon 10.00 in 2025, 12.00 from 2026; 30.00 from 20 000 of income.
expr::Table bareme() {
  using expr::Value;
  expr::Table table;
  table.name = "bareme";
  table.keys = {{"commune", expr::Kind::text, false}, {"revenu", expr::Kind::number, true}};
  table.source = "choice";
  const auto from = [](int year) { return base::make_date(year, 1, 1).value(); };
  const Value lyon = Value::text(table.texts.keep("Lyon"));
  table.rows = {{{lyon, Value::number(0)}, from(2025), {}, Value::money(1000)},
                {{lyon, Value::number(0)}, from(2026), {}, Value::money(1200)},
                {{lyon, Value::number(20'000)}, from(2025), {}, Value::money(3000)}};
  return table;
}

const model::Reference& reference() {
  static const model::Reference made = [] {
    model::Reference reference;
    reference.agencies.all = {agency("siv", "extrait"), agency("dgfip", "rfr"), agency("caf", "adresse"),
                              agency("cpam", "adresse"), agency("impots", "adresse")};
    for (const char* id : {"CRPA-L114-5", "CRPA-L231-1", "CRPA-L231-4", "CRPA-R343-5", "CPP-529-2"}) {
      reference.sources[id] = {.id = id, .title = {}, .date = {}, .url = {}};
    }
    reference.tables.push_back(bareme());
    return reference;
  }();
  return made;
}

}  // namespace

std::shared_ptr<const model::Procedure> toy(const std::string& yaml) {
  const base::Source source{"toy.yaml", yaml};
  auto loaded = load::load_procedure(source, reference());
  if (loaded.diagnostics.has_errors()) {
    std::fputs(base::render(loaded.diagnostics, source, base::Lang::en).c_str(), stderr);
  }
  base::ensure(loaded.procedure.has_value(), "a toy that loads");
  return std::make_shared<const model::Procedure>(std::move(*loaded.procedure));
}

}  // namespace guichet::support
