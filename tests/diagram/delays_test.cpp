#include "diagram/delays.h"

#include <gtest/gtest.h>

#include "diagram/shipped.h"

namespace guichet::diagram {
namespace {

TEST(Delays, LastAsLongAsTheCalendarMakesThem) {
  using base::DelayUnit;
  struct {
    base::Delay delay;
    std::int64_t few, many;  // days
  } const cases[] = {{{DelayUnit::days, 15}, 15, 15},
                     {{DelayUnit::weeks, 4}, 28, 28},
                     {{DelayUnit::months, 1}, 28, 31},
                     {{DelayUnit::months, 2}, 59, 62},
                     {{DelayUnit::years, 1}, 365, 366},
                     {{DelayUnit::hours, 48}, 2, 2}};
  for (const auto& c : cases) {
    const Extent extent = extent_of(c.delay, base::metropolitan_france());
    EXPECT_EQ(extent.shortest, c.few * base::kMinutesPerDay) << base::to_text(c.delay);
    EXPECT_EQ(extent.longest, c.many * base::kMinutesPerDay) << base::to_text(c.delay);
  }
  // Five working days from a Sunday end on the Friday; from another day they span a week-end, holidays at most.
  const Extent working = extent_of({DelayUnit::working_days, 5}, base::metropolitan_france());
  EXPECT_EQ(working.shortest, 5 * base::kMinutesPerDay);
  EXPECT_GT(working.longest, 7 * base::kMinutesPerDay);
}

const DelaySpan& span_of(const Delays& delays, const std::string& id) {
  for (const DelaySpan& span : delays.spans)
    if (span.id == id) return span;
  ADD_FAILURE() << "no delay " << id;
  return delays.spans.front();
}

TEST(Delays, SayWhatTheyAreCountedFromAndLeadTo) {
  const Delays delays = delays_of(shipped("carte-stationnement"), shipped_world().reference, base::Lang::fr);
  const DelaySpan& pieces = span_of(delays, "pieces.after");
  EXPECT_EQ(pieces.from, "Pièces attendues");
  EXPECT_EQ(pieces.who, "Usager");
  EXPECT_EQ(pieces.delay, "1 mois");
  EXPECT_EQ(pieces.leads, "Demande laissée");
  EXPECT_EQ(pieces.kind, DelaySpan::Kind::binding);
  EXPECT_EQ(span_of(delays, "delai-annonce").kind, DelaySpan::Kind::announced);
  const DelaySpan& kept = span_of(delays, "attribution.retention");
  EXPECT_EQ(kept.kind, DelaySpan::Kind::kept);
  EXPECT_TRUE(kept.doubtful) << "its source is unknown";
  ASSERT_EQ(delays.dated.size(), 1u);
  EXPECT_EQ(delays.dated[0].leads, "Droit expiré");
}

}  // namespace
}  // namespace guichet::diagram
