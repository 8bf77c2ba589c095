#include "domain/person/livelihood.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"

namespace framdrift::person {
namespace {

using Day = absl::CivilDay;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr auto kWork = codes::v1::LIVELIHOOD_STATE_UNSUBSIDISED_WORK;
constexpr auto kSubsidised = codes::v1::LIVELIHOOD_STATE_SUBSIDISED_REGULAR_WORK;
constexpr auto kStudy = codes::v1::LIVELIHOOD_STATE_STUDY_WITH_AID;
constexpr auto kSick = codes::v1::LIVELIHOOD_STATE_SICKNESS;
constexpr auto kSupport = codes::v1::LIVELIHOOD_STATE_INCOME_SUPPORT;
constexpr auto kUnknown = codes::v1::LIVELIHOOD_STATE_UNKNOWN;
const Day kToday(2025, 1, 1);

LivelihoodEntry Stated(Day from, codes::v1::LivelihoodState state) {
  LivelihoodEntry entry;
  entry.from = from;
  entry.state = state;
  entry.source = v1::FACT_SOURCE_PERSON;
  return entry;
}

LivelihoodClaim Job(Day from, std::optional<Day> to, codes::v1::LivelihoodState state = kWork) {
  return {state, from, to, std::nullopt, v1::FACT_SOURCE_JOB};
}

LivelihoodClaim Support(Day from, std::optional<Day> to) {
  return {kSupport, from, to, std::nullopt, v1::FACT_SOURCE_SUPPORT};
}

std::vector<std::pair<Day, codes::v1::LivelihoodState>> Series(const Livelihood& livelihood) {
  std::vector<std::pair<Day, codes::v1::LivelihoodState>> series;
  for (const LivelihoodEntry& entry : livelihood.entries()) {
    series.emplace_back(entry.from, entry.state);
  }
  return series;
}

// The series once what is to be written is written; writing again must change nothing.
std::vector<std::pair<Day, codes::v1::LivelihoodState>> Written(
    Livelihood recorded, const std::vector<LivelihoodClaim>& claims) {
  int64_t position = 100;
  for (LivelihoodEntry entry : EntriesToWrite(recorded, claims, kToday)) {
    entry.position = ++position;
    recorded.Set(entry);
  }
  EXPECT_THAT(EntriesToWrite(recorded, claims, kToday), IsEmpty());
  return Series(recorded);
}

TEST(LivelihoodTest, HoldsFromItsDayUntilTheNext) {
  Livelihood series;
  series.Set(Stated(Day(2024, 5, 1), kWork));
  series.Set(Stated(Day(2024, 2, 1), kSupport));
  EXPECT_EQ(series.On(Day(2024, 1, 31)), nullptr);
  EXPECT_EQ(series.On(Day(2024, 2, 1))->state, kSupport);
  EXPECT_EQ(series.On(Day(2024, 4, 30))->state, kSupport);
  EXPECT_EQ(series.On(Day(2024, 5, 1))->state, kWork);
}

TEST(LivelihoodTest, KeepsTheEntryRecordedLastOfADay) {
  Livelihood series;
  LivelihoodEntry later = Stated(Day(2024, 5, 1), kWork);
  later.position = 7;
  LivelihoodEntry earlier = Stated(Day(2024, 5, 1), kSick);
  earlier.position = 3;
  series.Set(later);
  series.Set(earlier);
  EXPECT_EQ(series.On(Day(2024, 5, 1))->state, kWork);
}

TEST(LivelihoodTest, RanksEveryStateOnce) {
  std::vector<int> ranks;
  for (int state = 1; state <= codes::v1::LivelihoodState_MAX; ++state) {
    ranks.push_back(PriorityOf(static_cast<codes::v1::LivelihoodState>(state)));
  }
  std::vector<int> all;
  for (int rank = 1; rank <= static_cast<int>(ranks.size()); ++rank) all.push_back(rank);
  EXPECT_THAT(ranks, ::testing::UnorderedElementsAreArray(all));
}

TEST(LivelihoodTest, WritesAJobFromItsStartAndUnknownFromItsEnd) {
  EXPECT_THAT(Written({}, {Job(Day(2024, 3, 1), Day(2024, 6, 1))}),
              ElementsAre(std::pair(Day(2024, 3, 1), kWork), std::pair(Day(2024, 6, 1), kUnknown)));
}

TEST(LivelihoodTest, LetsWorkHoldOverSupportAndSupportGoOnAfterIt) {
  EXPECT_THAT(Written({},
                      {Support(Day(2024, 1, 1), Day(2024, 9, 1)),
                       Job(Day(2024, 3, 15), Day(2024, 5, 1), kSubsidised)}),
              ElementsAre(std::pair(Day(2024, 1, 1), kSupport),
                          std::pair(Day(2024, 3, 15), kSubsidised),
                          std::pair(Day(2024, 5, 1), kSupport),
                          std::pair(Day(2024, 9, 1), kUnknown)));
}

TEST(LivelihoodTest, OfEqualClaimsTakesTheOneBegunLast) {
  std::vector<LivelihoodClaim> claims = {Job(Day(2024, 1, 1), std::nullopt),
                                         Job(Day(2024, 3, 1), std::nullopt)};
  claims[0].extent_percent = 50;
  claims[1].extent_percent = 75;
  const auto writes = EntriesToWrite({}, claims, kToday);
  ASSERT_EQ(writes.size(), 2u);
  EXPECT_EQ(writes[1].extent_percent, 75);
}

TEST(LivelihoodTest, LetsAStatementHoldOverWhatBeganBeforeIt) {
  Livelihood recorded;
  recorded.Set(Stated(Day(2024, 4, 1), kSick));
  EXPECT_THAT(Written(recorded, {Job(Day(2024, 1, 1), std::nullopt)}),
              ElementsAre(std::pair(Day(2024, 1, 1), kWork), std::pair(Day(2024, 4, 1), kSick)));
}

TEST(LivelihoodTest, LetsALaterClaimReplaceAStatementOnlyWithAtLeastItsPriority) {
  Livelihood recorded;
  recorded.Set(Stated(Day(2024, 1, 1), kStudy));
  EXPECT_THAT(
      Written(recorded, {Support(Day(2024, 2, 1), Day(2024, 3, 1)), Job(Day(2024, 6, 1), {})}),
      ElementsAre(std::pair(Day(2024, 1, 1), kStudy), std::pair(Day(2024, 6, 1), kWork)));
}

TEST(LivelihoodTest, TakesBackWhatNoClaimSaysAnyMore) {
  Livelihood recorded;
  LivelihoodEntry job = Stated(Day(2024, 3, 1), kWork);
  job.source = v1::FACT_SOURCE_JOB;
  recorded.Set(job);
  EXPECT_THAT(Written(recorded, {}), ElementsAre(std::pair(Day(2024, 3, 1), kUnknown)));
}

TEST(LivelihoodTest, WritesNothingForDaysToCome) {
  EXPECT_THAT(EntriesToWrite({}, {Job(Day(2024, 3, 1), Day(2024, 6, 1))}, Day(2024, 5, 31)),
              ::testing::SizeIs(1));
}

}  // namespace
}  // namespace framdrift::person
