// Every measure, anchor and convention over tables small enough to count by hand.
#include "domain/indicators/evaluate.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cmath>

#include "base/refusal.h"
#include "tests/domain/indicators/facts.h"

namespace framdrift::indicators {
namespace {

using ::testing::DoubleNear;
using ::testing::ElementsAre;
using ::testing::Optional;

TEST(EvaluateTest, CountsEpisodesByTheirMilestonesMonthAndGroup) {
  Facts facts(Subject::kEpisode);
  facts.Put(1, 1, {{"opened", "2024-01-31 23:59"}, {"target_group", "YOUNG"}});
  facts.Put(2, 1, {{"opened", "2024-02-01 00:00"}, {"target_group", "YOUNG"}});
  facts.Put(3, 1, {{"opened", "2024-02-29"}, {"target_group", "SINGLE_PROVIDER"}});
  facts.Put(4, 1, {{"opened", "2024-02-10"}});
  const Answer answer = facts.Ask(
      "measure { count {} } breakdowns: 'target_group'", "2024-01-01", "2024-03-01", "2024-03-15");
  EXPECT_THAT(answer.groups, ElementsAre("", "YOUNG", "SINGLE_PROVIDER", "missing"));
  EXPECT_THAT(answer.at(0, 0).value, Optional(1.0));
  EXPECT_THAT(answer.at(1, 0).value, Optional(3.0));
  EXPECT_THAT(answer.at(1, 1).value, Optional(1.0));
  EXPECT_THAT(answer.at(1, 3).value, Optional(1.0));
  EXPECT_THAT(answer.at(0, 3).value, Optional(0.0));
}

TEST(EvaluateTest, AShareOfNobodyHasNoValue) {
  Facts facts(Subject::kEpisode);
  facts.Put(1, 1, {{"opened", "2024-01-08"}});
  const Figure figure =
      facts.AskOne("measure { share { numerator: 'sex = FEMALE' denominator: 'sex:*' } }",
                   "2024-01-01",
                   "2024-03-01");
  EXPECT_EQ(figure.value, std::nullopt);
  EXPECT_EQ(figure.interval, std::nullopt);
  EXPECT_THAT(figure.denominator, Optional(0.0));
}

TEST(EvaluateTest, StockIsWhatIsOnAtTheEndOfTheDay) {
  Facts facts(Subject::kEpisode);
  const std::string stock =
      "measure { share { numerator: 'flow = MAIN' } } "
      "anchor { kind: ANCHOR_KIND_STOCK } breakdowns: 'unit'";
  // Ends the last day of January: that day is the first out.
  facts.Put(1, 1, {{"opened", "2024-01-02"}, {"exited", "2024-01-31 09:00"}});
  facts.Put(2,
            1,
            {{"opened", "2024-01-02"},
             {"exited", "2024-02-01 09:00"},
             {"unit", "2024-01-02=north;2024-02-05=south"},
             {"flow", "2024-01-20=MAIN;2024-02-10=OTHER"}});
  facts.Put(3, 1, {{"opened", "2024-01-31 16:00"}, {"unit", "2024-01-31=south"}});
  facts.Put(4, 1, {{"opened", "2024-02-01 00:00"}});
  const Answer answer = facts.Ask(stock, "2024-01-01", "2024-02-01", "2024-06-01");
  EXPECT_EQ(answer.at(0, 0).below, 2u);
  EXPECT_THAT(answer.at(0, 0).value, Optional(0.5));
  EXPECT_THAT(answer.groups, ElementsAre("", "north", "south"));
  EXPECT_THAT(answer.at(0, 1).value, Optional(1.0));
  EXPECT_THAT(answer.at(0, 2).value, Optional(0.0));
}

TEST(EvaluateTest, StockLooksAtNothingThatHappensLater) {
  Facts facts(Subject::kEpisode);
  facts.Put(1,
            1,
            {{"opened", "2024-01-02"},
             {"planned", "2024-03-01"},
             {"exited", "2024-04-01"},
             {"exit_class", "RESULT"}});
  const std::string planned =
      "measure { share { numerator: 'planned:* OR exit_class:*' } } "
      "anchor { kind: ANCHOR_KIND_STOCK }";
  EXPECT_THAT(facts.AskOne(planned, "2024-02-01", "2024-12-31").value, Optional(0.0));
  EXPECT_THAT(facts.AskOne(planned, "2024-03-01", "2024-12-31").value, Optional(1.0));
}

TEST(EvaluateTest, OverlapSharesADayWithThePeriod) {
  Facts facts(Subject::kEpisode);
  facts.Put(1, 1, {{"opened", "2024-01-02"}, {"exited", "2024-02-01"}});
  facts.Put(2, 1, {{"opened", "2024-01-02"}, {"exited", "2024-01-31"}});
  facts.Put(3, 1, {{"opened", "2024-02-29"}, {"unit", "2024-02-01=a;2024-02-29=b"}});
  facts.Put(4, 1, {{"opened", "2024-03-01"}});
  const Answer answer =
      facts.Ask("measure { count {} } anchor { kind: ANCHOR_KIND_OVERLAP } breakdowns: 'unit'",
                "2024-02-01",
                "2024-03-01",
                "2024-06-01");
  EXPECT_THAT(answer.at(0, 0).value, Optional(2.0));
  EXPECT_THAT(answer.groups, ElementsAre("", "b", "missing"));
}

TEST(EvaluateTest, APersonIsPickedOnce) {
  Facts facts(Subject::kEpisode);
  facts.Put(1, 1, {{"opened", "2024-01-02"}, {"target_group", "YOUNG"}});
  facts.Put(1, 2, {{"opened", "2024-01-20"}, {"target_group", "OTHER"}});
  facts.Put(2, 1, {{"opened", "2024-01-05"}, {"target_group", "OTHER"}});
  const std::string young =
      "count_of: COUNT_OF_PERSONS measure { share { numerator: "
      "'target_group = YOUNG' } } ";
  EXPECT_THAT(facts.AskOne(young, "2024-01-01", "2024-06-01").value, Optional(0.0));
  EXPECT_THAT(facts.AskOne(young + "pick: PICK_FIRST", "2024-01-01", "2024-06-01").value,
              Optional(0.5));
  const Figure any = facts.AskOne(young + "pick: PICK_ANY", "2024-01-01", "2024-06-01");
  EXPECT_THAT(any.value, Optional(0.5));
  EXPECT_EQ(any.below, 2u);
}

TEST(EvaluateTest, RollingPeriodsCountAPersonOnceInAll) {
  Facts facts(Subject::kEpisode);
  facts.Put(1, 1, {{"opened", "2024-01-02"}});
  facts.Put(1, 2, {{"opened", "2024-03-20"}});
  facts.Put(2, 1, {{"opened", "2024-02-05"}});
  const Figure figure = facts.AskOne(
      "count_of: COUNT_OF_PERSONS measure { count {} } "
      "period { unit: PERIOD_UNIT_MONTH rolling: 3 }",
      "2024-03-01",
      "2024-06-01");
  EXPECT_THAT(figure.value, Optional(2.0));
}

TEST(EvaluateTest, DurationsComeInTheirUnits) {
  Facts facts(Subject::kEpisode);
  // Over the change to summer time: 23 hours shorter days do not matter to civil days.
  facts.Put(1, 1, {{"opened", "2024-03-30 12:00"}, {"exited", "2024-04-01 12:00"}});
  const auto last = [&](const std::string& unit) {
    return facts
        .AskOne("measure { duration { from: 'opened' to: 'exited' unit: " + unit + " } }",
                "2024-03-01",
                "2024-06-01")
        .value;
  };
  EXPECT_THAT(last("DURATION_UNIT_CIVIL_DAYS"), Optional(2.0));
  EXPECT_THAT(last("DURATION_UNIT_ELAPSED_DAYS"), Optional(DoubleNear(47.0 / 24, 1e-12)));
  EXPECT_THAT(last("DURATION_UNIT_WEEKS"), Optional(DoubleNear(2.0 / 7, 1e-12)));
  // Saturday to annandag påsk: no working day.
  EXPECT_THAT(last("DURATION_UNIT_WORKING_DAYS"), Optional(0.0));
  EXPECT_THAT(last("DURATION_UNIT_MONTHS"), Optional(0.0));
}

TEST(EvaluateTest, ADurationGoesToTheFirstEndAfterItsStart) {
  Facts facts(Subject::kEpisode);
  facts.Put(1,
            1,
            {{"opened", "2024-01-02"},
             {"planned", "2024-01-10"},
             {"contacts", "2024-01-03;2024-01-10;2024-01-30"}});
  facts.Put(2, 1, {{"opened", "2024-01-02"}, {"planned", "2024-01-20"}});
  facts.Put(3, 1, {{"opened", "2024-01-02"}});
  const Figure contact = facts.AskOne(
      "measure { duration { from: 'planned' to: 'contacts' } }", "2024-01-01", "2024-06-01");
  EXPECT_THAT(contact.value, Optional(0.0));
  EXPECT_EQ(Skipped(contact, Skip::kNotEnded), 1u);
  EXPECT_EQ(Skipped(contact, Skip::kMissing), 1u);
  const Figure back = facts.AskOne(
      "measure { duration { from: 'planned' to: 'opened' } }", "2024-01-01", "2024-06-01");
  EXPECT_EQ(back.value, std::nullopt);
  EXPECT_EQ(Skipped(back, Skip::kEndBeforeStart), 2u);
}

TEST(EvaluateTest, SurvivalCensorsAtAsOfAndAtTheEndOfObservation) {
  Facts facts(Subject::kEpisode);
  facts.Put(1, 1, {{"opened", "2024-01-01"}, {"exited", "2024-01-11"}, {"exit_class", "RESULT"}});
  facts.Put(2, 1, {{"opened", "2024-01-01"}, {"observation_ended", "2024-01-06"}});
  facts.Put(3, 1, {{"opened", "2024-01-01"}, {"exited", "2024-01-21"}, {"exit_class", "RESULT"}});
  facts.Put(
      4, 1, {{"opened", "2024-01-01"}, {"exited", "2024-01-16"}, {"exit_class", "NO_RESULT"}});
  facts.Put(5, 1, {{"opened", "2024-01-01"}});
  const std::string measure =
      "measure { duration { from: 'opened' to: 'exited' event: 'exit_class = RESULT' "
      "competing: 'exit_class = NO_RESULT' ";
  // At risk: 5 at 0; censored at 5; event at 10 of 4; competing at 15 of 3; event at 20 of 2.
  const Figure at = facts.AskOne(
      measure + "statistic: DURATION_STATISTIC_SURVIVAL_AT at: 10 } }", "2024-01-01", "2024-06-01");
  EXPECT_THAT(at.value, Optional(DoubleNear(0.75, 1e-12)));
  EXPECT_THAT(at.numerator, Optional(2.0));
  EXPECT_THAT(at.denominator, Optional(5.0));
  const Figure incidence =
      facts.AskOne(measure + "statistic: DURATION_STATISTIC_INCIDENCE_AT at: 20 } }",
                   "2024-01-01",
                   "2024-06-01");
  EXPECT_THAT(incidence.value, Optional(DoubleNear(0.25 + 0.75 * 2 / 3 / 2, 1e-12)));
  const Figure median = facts.AskOne(
      measure + "statistic: DURATION_STATISTIC_SURVIVAL_QUANTILE } }", "2024-01-01", "2024-06-01");
  EXPECT_THAT(median.value, Optional(20.0));
  // As of the 15th nobody has left after day 14.
  const Figure early = facts.AskOne(
      measure + "statistic: DURATION_STATISTIC_SURVIVAL_QUANTILE } }", "2024-01-01", "2024-01-15");
  EXPECT_EQ(early.value, std::nullopt);
  EXPECT_THAT(early.numerator, Optional(1.0));
}

TEST(EvaluateTest, AReturnCountsWhenItsWindowIsOver) {
  Facts facts(Subject::kEpisode);
  const std::string back =
      "measure { return { from: 'exited' to: 'reopened' months: 12 } } "
      "anchor { milestone: 'exited' }";
  facts.Put(1, 1, {{"opened", "2022-05-01"}, {"exited", "2023-01-31"}, {"reopened", "2024-01-30"}});
  // The same day 12 months on is outside.
  facts.Put(2, 1, {{"opened", "2022-05-01"}, {"exited", "2023-01-31"}, {"reopened", "2024-01-31"}});
  facts.Put(
      3, 1, {{"opened", "2022-05-01"}, {"exited", "2023-01-31 10:00"}, {"reopened", "2023-01-31"}});
  facts.Put(
      4,
      1,
      {{"opened", "2022-05-01"}, {"exited", "2023-01-31"}, {"observation_ended", "2024-01-30"}});
  const Figure figure = facts.AskOne(back, "2023-01-01", "2024-01-30");
  EXPECT_THAT(figure.value, Optional(DoubleNear(1.0 / 3, 1e-12)));
  EXPECT_EQ(figure.same_day, 1u);
  EXPECT_EQ(Skipped(figure, Skip::kNotYetObservable), 1u);
  const Figure early = facts.AskOne(back, "2023-01-01", "2024-01-29");
  EXPECT_EQ(early.value, std::nullopt);
  EXPECT_EQ(Skipped(early, Skip::kNotYetObservable), 4u);
}

TEST(EvaluateTest, TheStairsOfReturnCountOnlyTheFirst) {
  Facts facts(Subject::kEpisode);
  const auto stairs = [&](const std::string& days) {
    return facts
        .AskOne(
            "measure { return { from: 'exited' to: 'reopened' to: "
            "'returned_to_support' " +
                days + " } } anchor { milestone: 'exited' }",
            "2022-01-01",
            "2024-06-01")
        .value;
  };
  // Day 180, and again later.
  facts.Put(1,
            1,
            {{"opened", "2021-05-01"},
             {"exited", "2022-01-01"},
             {"reopened", "2022-06-30"},
             {"returned_to_support", "2022-09-01"}});
  // Day 181.
  facts.Put(2, 1, {{"opened", "2021-05-01"}, {"exited", "2022-01-01"}, {"reopened", "2022-07-01"}});
  EXPECT_THAT(stairs("days: 180"), Optional(0.5));
  EXPECT_THAT(stairs("days: 365 after_days: 180"), Optional(0.5));
  EXPECT_THAT(stairs("days: 730 after_days: 365"), Optional(0.0));
}

TEST(EvaluateTest, ALivelihoodSomeMonthsAfterMustBeObservable) {
  Facts facts(Subject::kEpisode);
  const std::string works =
      "measure { share { numerator: 'state_at(exited + 6 months) = "
      "(UNSUBSIDISED_WORK OR OWN_BUSINESS)' } } "
      "anchor { milestone: 'exited' }";
  // Six months after 31 August is 29 February.
  facts.Put(1,
            1,
            {{"opened", "2023-01-01"},
             {"exited", "2023-08-31"},
             {"livelihood", "2023-01-01=INCOME_SUPPORT;2024-02-29=UNSUBSIDISED_WORK"}});
  facts.Put(2,
            1,
            {{"opened", "2023-01-01"},
             {"exited", "2023-08-31"},
             {"livelihood", "2023-01-01=UNSUBSIDISED_WORK;2024-02-01=SICKNESS"}});
  facts.Put(3, 1, {{"opened", "2023-01-01"}, {"exited", "2023-08-31"}});
  const Figure figure = facts.AskOne(works, "2023-08-01", "2024-02-29");
  EXPECT_THAT(figure.value, Optional(0.5));
  EXPECT_EQ(Skipped(figure, Skip::kMissing), 1u);
  EXPECT_EQ(Skipped(facts.AskOne(works, "2023-08-01", "2024-02-28"), Skip::kNotYetObservable), 3u);
}

TEST(EvaluateTest, AYearHasAFigureOnceItIsOver) {
  Facts facts(Subject::kEpisode);
  facts.Put(1, 1, {{"opened", "2023-02-01"}});
  const std::string year = "measure { count {} } period { unit: PERIOD_UNIT_YEAR }";
  EXPECT_EQ(facts.AskOne(year, "2023-05-01", "2023-12-30").value, std::nullopt);
  EXPECT_THAT(facts.AskOne(year, "2023-05-01", "2023-12-31").value, Optional(1.0));
}

TEST(EvaluateTest, SumsMeansRatiosAndBandsSkipWhatIsMissing) {
  Facts facts(Subject::kSession, {{"cost", "", FieldType::kNumber}});
  facts.Put(
      1, 1, {{"held", "2024-01-02"}, {"minutes", "60"}, {"workplace", "true"}, {"attr.cost", "2"}});
  facts.Put(
      1,
      2,
      {{"held", "2024-01-03"}, {"minutes", "30"}, {"workplace", "false"}, {"attr.cost", "1"}});
  facts.Put(2, 1, {{"held", "2024-01-03"}});
  const auto ask = [&](const std::string& text) {
    return facts.AskOne(text, "2024-01-01", "2024-06-01");
  };
  EXPECT_THAT(ask("measure { sum { of { field: 'minutes' } } }").value, Optional(90.0));
  const Figure mean = ask("measure { mean { of { field: 'minutes' } } } weight: 'attr.cost'");
  EXPECT_THAT(mean.value, Optional(50.0));
  EXPECT_EQ(Skipped(mean, Skip::kMissing), 1u);
  EXPECT_THAT(ask("measure { ratio { numerator { field: 'minutes' } numerator_filter: 'workplace' "
                  "denominator { field: 'minutes' } } }")
                  .value,
              Optional(DoubleNear(60.0 / 90, 1e-12)));
  const Figure bands =
      ask("measure { distribution { of { field: 'minutes' } bands: '..30' "
          "bands: '>30..60' bands: '>60' } }");
  EXPECT_THAT(bands.bands, ElementsAre(1.0, 1.0, 0.0));
  EXPECT_EQ(Skipped(bands, Skip::kMissing), 1u);
}

TEST(EvaluateTest, APersonWithTwoObstaclesIsInBothGroups) {
  Facts facts(Subject::kEpisode);
  facts.Put(1, 1, {{"opened", "2024-01-02"}, {"obstacle", "2024-01-02=LANGUAGE+LACKS_CHILDCARE"}});
  facts.Put(2, 1, {{"opened", "2024-01-02"}, {"obstacle", "2024-01-02=LANGUAGE"}});
  facts.Put(3, 1, {{"opened", "2024-01-02"}});
  const Answer answer = facts.Ask(
      "measure { count {} } breakdowns: 'obstacle'", "2024-01-01", "2024-02-01", "2024-06-01");
  EXPECT_TRUE(answer.overlapping);
  EXPECT_THAT(answer.groups, ElementsAre("", "LANGUAGE", "LACKS_CHILDCARE", "missing"));
  EXPECT_THAT(answer.at(0, 0).value, Optional(3.0));
  EXPECT_THAT(answer.at(0, 1).value, Optional(2.0));
  EXPECT_THAT(answer.at(0, 2).value, Optional(1.0));
}

TEST(EvaluateTest, AgeIsInWholeYearsOnTheDayOfTheAnchor) {
  Facts facts(Subject::kEpisode);
  facts.Put(1, 1, {{"opened", "2024-01-31"}, {"birth_date", "2004-02-01"}});
  facts.Put(2, 1, {{"opened", "2024-01-31"}, {"birth_date", "2004-01-31"}});
  const Answer answer = facts.Ask(
      "measure { count {} } breakdowns: 'age_band'", "2024-01-01", "2024-02-01", "2024-06-01");
  EXPECT_THAT(answer.groups, ElementsAre("", "16..19", "20..24"));
  EXPECT_THAT(
      facts.AskOne("population: 'age >= 20' measure { count {} }", "2024-01-01", "2024-06-01")
          .value,
      Optional(1.0));
}

TEST(EvaluateTest, SpreadAndComparisonAreOverGroups) {
  Facts facts(Subject::kEpisode);
  for (int person = 0; person < 10; ++person) {
    facts.Put(person,
              1,
              {{"opened", "2024-01-02"},
               {"sex", person < 4 ? "FEMALE" : "MALE"},
               {"flow", person % 2 == 0 ? "2024-01-02=MAIN" : "2024-01-02=OTHER"},
               {"unit", person < 8 ? "2024-01-02=a" : "2024-01-02=b"}});
  }
  facts.Put(11, 1, {{"opened", "2024-01-02"}});
  const std::string share = "of { share { numerator: 'flow = MAIN AND sex = FEMALE' } }";
  const Figure spread =
      facts.AskOne("measure { spread { by: 'unit' " + share + " } }", "2024-01-01", "2024-06-01");
  ASSERT_TRUE(spread.spread.has_value());
  EXPECT_EQ(spread.spread->groups, 2u);
  EXPECT_THAT(spread.spread->mean, Optional(0.125));
  EXPECT_THAT(spread.spread->pooled, Optional(DoubleNear(0.2, 1e-12)));
  const Figure compared = facts.AskOne(
      "measure { compare { by: 'sex' group: 'FEMALE' with: 'MALE' of { share { numerator: "
      "'flow = MAIN' } } } }",
      "2024-01-01",
      "2024-06-01");
  ASSERT_TRUE(compared.comparison.has_value());
  EXPECT_NEAR(compared.comparison->difference, 0, 1e-12);
  EXPECT_NEAR(compared.comparison->difference_error, std::sqrt(0.25 / 4 + 0.25 / 6), 1e-12);
}

TEST(EvaluateTest, TheRowsBehindAFigureAreThoseItCounts) {
  Facts facts(Subject::kEpisode);
  facts.Put(1,
            1,
            {{"opened", "2024-01-02"},
             {"exited", "2024-02-02"},
             {"exit_letter", "A"},
             {"exit_observable", "2024-03-02"},
             {"unit", "2024-01-02=a"}});
  facts.Put(2,
            1,
            {{"opened", "2024-01-02"},
             {"exited", "2024-02-02"},
             {"exit_letter", "E"},
             {"exit_observable", "2024-02-02"},
             {"unit", "2024-01-02=a"}});
  facts.Put(3,
            1,
            {{"opened", "2024-01-02"},
             {"exited", "2024-02-20"},
             {"exit_letter", "A"},
             {"exit_observable", "2024-03-20"},
             {"unit", "2024-01-02=b"}});
  const auto plan = Compile(
      DefinitionOf("measure { share { numerator: 'exit_letter = A' observable: 'exit_observable' } "
                   "} anchor { milestone: 'exited' } breakdowns: 'unit'"),
      facts.fields(),
      Stockholm());
  ASSERT_TRUE(plan.ok()) << plan.status();
  const Question question{EndOf(Day("2024-03-02")), {{Day("2024-02-01"), Day("2024-03-01")}}, 0};
  const auto rows = [&](absl::string_view group, Counted part) {
    const auto behind = RowsBehind(*plan, {facts.table()}, question, group, part, WorkingDays());
    std::vector<RowId> ids;
    for (const RowBehind& row : *behind) ids.push_back(row.id);
    return ids;
  };
  EXPECT_THAT(rows("", Counted::kAbove), ElementsAre(0u));
  EXPECT_THAT(rows("a", Counted::kBelow), ElementsAre(0u, 1u));
  EXPECT_THAT(rows("", Counted::kSkipped), ElementsAre(2u));
  EXPECT_THAT(rows("c", Counted::kBelow), ElementsAre());
  const Question ahead{EndOf(Day("2024-01-31")), {{Day("2024-02-01"), Day("2024-03-01")}}, {}};
  EXPECT_EQ(RefusalsOf(Evaluate(*plan, {facts.table()}, ahead, WorkingDays()).status())[0].reason,
            "PERIOD_IN_FUTURE");
}

}  // namespace
}  // namespace framdrift::indicators
