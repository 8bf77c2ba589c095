#include "domain/cases/exit_meaning.h"

#include <gtest/gtest.h>

namespace framdrift::cases {
namespace {

using Day = absl::CivilDay;

constexpr codes::ExitMeaning kWork = {codes::v1::EXIT_CLASS_RESULT, codes::v1::NATIONAL_LETTER_A};
constexpr codes::ExitMeaning kShort = {codes::v1::EXIT_CLASS_NO_RESULT,
                                       codes::v1::NATIONAL_LETTER_E};

const absl::CivilDay kExitDay(2024, 5, 1);
const absl::CivilDay kMuchLater(2025, 1, 1);

Exit ExitTo(codes::v1::ExitReason reason) {
  Exit exit;
  exit.stamp.day = kExitDay;
  exit.reason = reason;
  return exit;
}

Job JobOf(absl::CivilDay from, std::optional<absl::CivilDay> until = std::nullopt) {
  Job job;
  job.started.day = from;
  if (until) job.ended = Stamp{.day = *until};
  return job;
}

ObservedExit Observe(std::vector<Job> jobs, absl::CivilDay as_of) {
  Livelihood livelihood;
  livelihood.jobs = std::move(jobs);
  return ObservedMeaningOf(ExitTo(codes::v1::EXIT_REASON_WORK_UNSUBSIDISED), livelihood, as_of);
}

TEST(ExitMeaningTest, AWorkExitIsObservableAMonthAfterTheJobBegan) {
  const std::vector<Job> jobs = {JobOf(Day(2024, 5, 15))};
  const ObservedExit early = Observe(jobs, Day(2024, 6, 14));
  EXPECT_FALSE(early.observable);
  EXPECT_EQ(early.observable_from, Day(2024, 6, 15));
  const ObservedExit in_time = Observe(jobs, Day(2024, 6, 15));
  EXPECT_TRUE(in_time.observable);
  EXPECT_EQ(in_time.meaning, kWork);
}

TEST(ExitMeaningTest, AMonthIsClampedToTheLengthOfTheNext) {
  EXPECT_EQ(Observe({JobOf(Day(2024, 5, 31))}, kMuchLater).observable_from, Day(2024, 6, 30));
}

TEST(ExitMeaningTest, AJobOfAMonthCountsAndAShorterOneDoesNot) {
  EXPECT_EQ(Observe({JobOf(kExitDay, Day(2024, 6, 1))}, kMuchLater).meaning, kWork);
  EXPECT_EQ(Observe({JobOf(kExitDay, Day(2024, 5, 31))}, kMuchLater).meaning, kShort);
}

TEST(ExitMeaningTest, ACurtailedJobIsNotKnownToBeShortBeforeTheMonthHasPassed) {
  const ObservedExit early = Observe({JobOf(kExitDay, Day(2024, 5, 10))}, Day(2024, 5, 20));
  EXPECT_FALSE(early.observable);
  EXPECT_EQ(early.meaning, kWork);
}

TEST(ExitMeaningTest, AChangeOfEmployerWithoutAGapDayDoesNotBreakTheMonth) {
  const Job first = JobOf(kExitDay, Day(2024, 5, 15));
  const Job next = JobOf(Day(2024, 5, 15), Day(2024, 6, 10));
  const Job after_a_gap = JobOf(Day(2024, 5, 16), Day(2024, 7, 10));
  EXPECT_EQ(Observe({first, next}, kMuchLater).meaning, kWork);
  EXPECT_EQ(Observe({next, first}, kMuchLater).meaning, kWork);
  EXPECT_EQ(Observe({first, after_a_gap}, kMuchLater).meaning, kShort);
}

TEST(ExitMeaningTest, AJobThatBeganBeforeTheExitCountsFromThere) {
  const ObservedExit observed = Observe({JobOf(Day(2024, 3, 1))}, kExitDay);
  EXPECT_TRUE(observed.observable);
  EXPECT_EQ(observed.observable_from, kExitDay);
}

TEST(ExitMeaningTest, AJobThatWasOverIsTakenOnlyWhereThereIsNoOther) {
  const Job over = JobOf(Day(2024, 4, 1), Day(2024, 4, 20));
  EXPECT_EQ(Observe({over}, kMuchLater).meaning, kShort);
  EXPECT_EQ(Observe({over, JobOf(Day(2024, 5, 6))}, kMuchLater).meaning, kWork);
}

TEST(ExitMeaningTest, WithoutAJobTheExitIsTakenForItsStart) {
  EXPECT_FALSE(Observe({}, Day(2024, 5, 31)).observable);
  EXPECT_TRUE(Observe({}, Day(2024, 6, 1)).observable);
  EXPECT_EQ(Observe({}, Day(2024, 6, 1)).meaning, kWork);
}

TEST(ExitMeaningTest, MunicipalLabourMarketJobsAreNoJobs) {
  Job municipal = JobOf(kExitDay, Day(2024, 5, 5));
  municipal.subsidy = casework::v1::JOB_SUBSIDY_MUNICIPAL;
  EXPECT_EQ(Observe({municipal}, kMuchLater).meaning, kWork);
}

TEST(ExitMeaningTest, OtherReasonsAreKnownFromTheDayOfTheExit) {
  const ObservedExit study = ObservedMeaningOf(
      ExitTo(codes::v1::EXIT_REASON_STUDY_WITH_STUDY_AID), Livelihood(), kExitDay);
  EXPECT_TRUE(study.observable);
  EXPECT_EQ(study.meaning, codes::MeaningOf(codes::v1::EXIT_REASON_STUDY_WITH_STUDY_AID));
}

}  // namespace
}  // namespace framdrift::cases
