#include <gtest/gtest.h>

#include "agency/check_queries.h"
#include "load/load.h"

namespace guichet::agency {
namespace {

TEST(ShippedAgencies, AskTheirRegistersForWhatTheyKeep) {
  const auto loaded = load::load_reference(GUICHET_SOURCE_DIR "/data");
  ASSERT_TRUE(loaded.ok());
  const model::Agencies& agencies = loaded->reference.agencies;
  EXPECT_FALSE(agencies.all.empty());
  for (const base::Diagnostic& mistake : check_queries(agencies).all())
    ADD_FAILURE() << "data/agencies.yaml:" << mistake.span.line << ": " << base::tr(base::Lang::en, mistake.message);
}

}  // namespace
}  // namespace guichet::agency
