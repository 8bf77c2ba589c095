// Functions of fields, what is skipped, and other conventions over tables counted by hand.
#include "domain/indicators/functions.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "base/refusal.h"
#include "tests/domain/indicators/facts.h"

namespace framdrift::indicators {
namespace {

using ::testing::DoubleNear;
using ::testing::HasSubstr;
using ::testing::Optional;

TEST(FunctionsTest, CountsWhatHappenedInSoLongATimeUpToTheDay) {
  Facts facts(Subject::kPerson);
  // The 12 months to 31 December 2023 begin on 1 January.
  facts.Put(1, 1, {{"known", "2020-01-01"}, {"supported", "2022-12-01;2023-01-01;2023-12-01"}});
  facts.Put(2, 1, {{"known", "2020-01-01"}, {"supported", "2022-12-01;2024-01-01"}});
  const std::string mean =
      "span: SPAN_PERSON measure { mean { of { field: 'count(supported, 12 months)' } } } "
      "anchor { kind: ANCHOR_KIND_STOCK } period { unit: PERIOD_UNIT_MONTH }";
  // Two and none.
  EXPECT_THAT(facts.AskOne(mean, "2023-12-01", "2024-06-01").value, Optional(1.0));
  // To 29 February 2024 the months from March 2023: one and one.
  EXPECT_THAT(facts.AskOne(mean, "2024-02-01", "2024-06-01").value, Optional(1.0));
  // As of 15 December 2022 only that month's have happened: one and one.
  EXPECT_THAT(facts.AskOne(mean, "2022-12-01", "2022-12-15").value, Optional(1.0));
}

TEST(FunctionsTest, CountsFromTheDayToTheEndOfThePeriod) {
  Facts facts(Subject::kEpisode);
  facts.Put(1, 1, {{"opened", "2024-01-08"}, {"contacts", "2024-01-31=VISIT;2024-03-31=VISIT"}});
  facts.Put(2, 1, {{"opened", "2024-02-10"}, {"contacts", "2024-02-10=VISIT;2024-02-29=PHONE"}});
  const std::string mean =
      "measure { mean { of { field: 'count(contacts)' } } } "
      "anchor { kind: ANCHOR_KIND_OVERLAP }";
  EXPECT_THAT(facts.AskOne(mean, "2024-02-01", "2024-06-01").value, Optional(1.0));  // 0 and 2
  EXPECT_THAT(facts.AskOne(mean, "2024-03-01", "2024-06-01").value, Optional(0.5));  // 1 and 0
  EXPECT_THAT(facts.AskOne(mean, "2024-03-01", "2024-03-30").value, Optional(0.0));
}

TEST(FunctionsTest, AreWrittenAsTheMessageSays) {
  const Fields fields(Subject::kEpisode);
  EXPECT_TRUE(FindFunction(fields, "count(reviews, 28 days)").has_value());
  EXPECT_TRUE(FindFunction(fields, "states_in(exited + 3 months, 3 months)").has_value());
  EXPECT_TRUE(FindFunction(fields, "most_held(obstacle, 12 months)").has_value());
  for (const char* wrong : {"count(unit, 28 days)",
                            "count(reviews, 28 years)",
                            "count(reviews, 0 days)",
                            "count(reviews, 1 month, 2)",
                            "states_in(exited + 3 months)",
                            "states_in(flow, 3 months)",
                            "most_held(unit, 12 months)",
                            "most_held(exit_reason, 12 months)",
                            "sum(reviews)",
                            "count(reviews"}) {
    EXPECT_FALSE(FindFunction(fields, wrong).has_value()) << wrong;
  }
  const auto plan = Compile(
      DefinitionOf("population: 'sum(reviews) > 2' measure { count {} }"), fields, Stockholm());
  ASSERT_FALSE(plan.ok());
  EXPECT_THAT(RefusalsOf(plan.status())[0].message, HasSubstr("count(FIELD, N months)"));
}

TEST(FunctionsTest, MonthsHaveTheirPart) {
  EXPECT_EQ(MonthsBetween(Day("2024-01-15"), Day("2024-07-15")), 6);
  EXPECT_THAT(MonthsBetween(Day("2024-01-15"), Day("2024-07-16")), DoubleNear(6 + 1.0 / 31, 1e-12));
  // 28 February is a month after 31 January; the next is 31 March.
  EXPECT_EQ(MonthsBetween(Day("2023-01-31"), Day("2023-02-28")), 1);
  EXPECT_THAT(MonthsBetween(Day("2023-01-31"), Day("2023-03-30")),
              DoubleNear(1 + 30.0 / 31, 1e-12));
  EXPECT_EQ(FromThousandths(InThousandths(37.5)), 37.5);
  EXPECT_NE(FromThousandths(0), FromThousandths(0));
}

TEST(FunctionsTest, AShareLeavesOutAndCountsWhatItDoesNotKnow) {
  Facts facts(Subject::kEpisode);
  facts.Put(1, 1, {{"opened", "2024-01-08"}, {"sex", "FEMALE"}});
  facts.Put(2, 1, {{"opened", "2024-01-08"}, {"sex", "MALE"}});
  facts.Put(3, 1, {{"opened", "2024-01-08"}});
  const Figure figure = facts.AskOne(
      "measure { share { numerator: 'sex = FEMALE' known: 'sex' } }", "2024-01-01", "2024-03-01");
  EXPECT_THAT(figure.value, Optional(0.5));
  EXPECT_EQ(Skipped(figure, Skip::kMissing), 1u);
}

TEST(FunctionsTest, OfWhatHappensOftenTheFirstReturnAfterTheEndCounts) {
  Facts facts(Subject::kSupportSpell);
  // Applied before and on the day of the end: only the later one is a return.
  facts.Put(1,
            1,
            {{"started", "2023-01-01"},
             {"ended", "2023-04-01"},
             {"end_known", "2023-05-01"},
             {"applied", "2023-02-01;2023-04-01;2023-05-01"}});
  facts.Put(2,
            1,
            {{"started", "2023-01-01"},
             {"ended", "2023-04-01"},
             {"end_known", "2023-05-01"},
             {"applied", "2023-04-01"}});
  facts.Put(3,
            1,
            {{"started", "2023-01-01"},
             {"ended", "2023-04-01"},
             {"end_known", "2023-05-01"},
             {"applied", "2023-02-01"}});
  const Figure figure = facts.AskOne(
      "span: SPAN_SUPPORT_SPELL anchor { milestone: 'ended' } "
      "measure { return { from: 'ended' to: 'applied' days: 60 } }",
      "2023-04-01",
      "2024-06-01");
  EXPECT_THAT(figure.value, Optional(DoubleNear(1.0 / 3, 1e-12)));
  EXPECT_EQ(figure.same_day, 2u);
}

TEST(FunctionsTest, StepsOfTheStairsHaveOneDenominator) {
  Facts facts(Subject::kEpisode);
  facts.Put(1, 1, {{"opened", "2023-01-02"}, {"exited", "2023-02-01"}, {"reopened", "2023-03-01"}});
  facts.Put(2, 1, {{"opened", "2023-01-02"}, {"exited", "2023-02-02"}});
  const std::string first =
      "measure { return { from: 'exited' to: 'reopened' days: 180 seen_days: 730 } } "
      "anchor { milestone: 'exited' }";
  // 730 days after 1 February 2023 is 31 January 2025: seen when that day is over.
  const Figure figure = facts.AskOne(first, "2023-02-01", "2025-01-31");
  EXPECT_EQ(figure.below, 1u);
  EXPECT_EQ(Skipped(figure, Skip::kNotYetObservable), 1u);
  EXPECT_EQ(facts.AskOne(first, "2023-02-01", "2025-02-01").below, 2u);
}

TEST(FunctionsTest, AMedianAndACurveAreNotPooled) {
  Facts facts(Subject::kEpisode);
  facts.Put(1, 1, {{"opened", "2024-01-08"}, {"planned", "2024-01-10"}, {"channel", "PHONE"}});
  facts.Put(2, 1, {{"opened", "2024-01-08"}, {"planned", "2024-01-12"}, {"channel", "VISIT"}});
  const auto pooled = [&](const std::string& statistic) {
    const Figure figure = facts.AskOne(
        "measure { spread { by: 'channel' of { duration { from: "
        "'opened' to: 'planned' statistic: " +
            statistic + " } } } }",
        "2024-01-01",
        "2024-06-01");
    EXPECT_EQ(figure.spread->groups, 2u) << statistic;
    return figure.spread->pooled;
  };
  EXPECT_EQ(pooled("DURATION_STATISTIC_MEDIAN"), std::nullopt);
  EXPECT_EQ(pooled("DURATION_STATISTIC_SURVIVAL_QUANTILE"), std::nullopt);
  EXPECT_THAT(pooled("DURATION_STATISTIC_MEAN"), Optional(3.0));
}

TEST(FunctionsTest, AForeseenDayIsNoAnchorBeforeItComes) {
  Facts facts(Subject::kDeadline);
  facts.Put(1, 1, {{"due", "2024-03-01 09:00"}, {"rule", "CONTACT"}});
  facts.Put(2, 1, {{"due", "2024-03-20 09:00"}, {"rule", "CONTACT"}});
  for (const char* period : {"", "rolling: 2"}) {
    const std::string count = std::string("span: SPAN_DEADLINE measure { count {} } period { ") +
                              "unit: PERIOD_UNIT_MONTH " + period + " }";
    EXPECT_THAT(facts.AskOne(count, "2024-03-01", "2024-03-10").value, Optional(1.0)) << period;
  }
}

TEST(FunctionsTest, WhoWasBornOnALeapDayIsAYearOlderOnTheTwentyEighth) {
  Facts facts(Subject::kEpisode);
  facts.Put(1, 1, {{"opened", "2023-02-28"}, {"birth_date", "2004-02-29"}});
  facts.Put(2, 1, {{"opened", "2023-02-27"}, {"birth_date", "2004-02-29"}});
  EXPECT_THAT(
      facts.AskOne("measure { mean { of { field: 'age' } } }", "2023-02-01", "2024-01-01").value,
      Optional(18.5));
  EXPECT_THAT(
      facts
          .AskOne(
              "measure { mean { of { field: 'age_at_year_end' } } }", "2023-02-01", "2024-01-01")
          .value,
      Optional(19.0));
}

TEST(FunctionsTest, AWeightIsRefusedWhereItWouldNotCount) {
  const Fields fields(Subject::kSession);
  const auto faults = [&](const std::string& measure) {
    const auto plan =
        Compile(DefinitionOf("span: SPAN_SESSION weight: 'minutes' measure { " + measure + " }"),
                fields,
                Stockholm());
    return plan.ok() ? 0u : RefusalsOf(plan.status()).size();
  };
  EXPECT_EQ(faults("share { numerator: 'workplace' }"), 0u);
  EXPECT_EQ(faults("duration { from: 'held' to: 'held' statistic: DURATION_STATISTIC_MEAN }"), 0u);
  EXPECT_EQ(faults("duration { from: 'held' to: 'held' }"), 1u);
  EXPECT_EQ(faults("compare { by: 'workplace' group: 'true' with: 'false' of { share { numerator: "
                   "'attendance = PRESENT' } } }"),
            1u);
}

}  // namespace
}  // namespace framdrift::indicators
