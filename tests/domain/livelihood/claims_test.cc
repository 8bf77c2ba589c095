#include "domain/livelihood/claims.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "domain/cases/case_decider.h"
#include "tests/testing/given.h"

namespace framdrift::livelihood {
namespace {

using ::framdrift::testing::Past;
using GivenCase = ::framdrift::testing::Given<cases::CaseDecider>;
using Day = absl::CivilDay;

const std::string kJob = "job_id: '00000000-0000-7000-8000-000000000001' ";
const std::string kStudy = "study_id: '00000000-0000-7000-8000-000000000002' ";

Past Month(int month, int64_t paid_ore, int64_t reversed_ore, int household = 1) {
  return {"2024-01-10",
          "aid_month_set { month { year: 2024 month: " + std::to_string(month) +
              " day: 1 } household_id: '00000000-0000-7000-8000-00000000008" +
              std::to_string(household) + "' paid_ore: " + std::to_string(paid_ore) +
              " reversed_ore: " + std::to_string(reversed_ore) + " }"};
}

TEST(ClaimsTest, AJobLastsFromItsStartToTheFirstDayWithoutIt) {
  const auto claims =
      ClaimsOf(GivenCase({{"2024-03-01",
                           "job_started { " + kJob +
                               "job_kind: JOB_KIND_PERMANENT subsidy: JOB_SUBSIDY_NONE percent: 75 }"},
                          {"2024-06-01", "job_ended { " + kJob + "}"}})
                   .state());
  ASSERT_EQ(claims.size(), 1u);
  EXPECT_EQ(claims[0].state, codes::v1::LIVELIHOOD_STATE_UNSUBSIDISED_WORK);
  EXPECT_EQ(claims[0].from, Day(2024, 3, 1));
  EXPECT_EQ(claims[0].to, Day(2024, 6, 1));
  EXPECT_EQ(claims[0].extent_percent, 75);
  EXPECT_EQ(claims[0].source, person::v1::FACT_SOURCE_JOB);
}

TEST(ClaimsTest, TheSubsidyAndKindOfAJobSayWhatItIs) {
  const auto state_of = [](const std::string& job) {
    return ClaimsOf(GivenCase({{"2024-03-01", "job_started { " + kJob + job + " }"}}).state())
        .at(0)
        .state;
  };
  EXPECT_EQ(state_of("subsidy: JOB_SUBSIDY_REGULAR"),
            codes::v1::LIVELIHOOD_STATE_SUBSIDISED_REGULAR_WORK);
  EXPECT_EQ(state_of("subsidy: JOB_SUBSIDY_MUNICIPAL"),
            codes::v1::LIVELIHOOD_STATE_MUNICIPAL_LABOUR_MARKET_JOB);
  EXPECT_EQ(state_of("job_kind: JOB_KIND_OWN_BUSINESS"), codes::v1::LIVELIHOOD_STATE_OWN_BUSINESS);
}

TEST(ClaimsTest, StudiesAreWithAidOrWithout) {
  const auto claims = ClaimsOf(
      GivenCase({{"2024-03-01", "study_started { " + kStudy + "with_study_aid: true }"}}).state());
  ASSERT_EQ(claims.size(), 1u);
  EXPECT_EQ(claims[0].state, codes::v1::LIVELIHOOD_STATE_STUDY_WITH_AID);
  EXPECT_EQ(claims[0].to, std::nullopt);
}

TEST(ClaimsTest, MonthsWithNetPaymentRunUntilOneWithout) {
  const auto claims = ClaimsOf(GivenCase({Month(1, 100, 0),
                                          Month(2, 0, 0),
                                          Month(2, 50, 0, 2),
                                          Month(3, 100, 100),
                                          Month(5, 1, 0)})
                                   .state());
  ASSERT_EQ(claims.size(), 2u);
  EXPECT_EQ(claims[0].from, Day(2024, 1, 1));
  EXPECT_EQ(claims[0].to, Day(2024, 3, 1));
  EXPECT_EQ(claims[1].from, Day(2024, 5, 1));
  EXPECT_EQ(claims[1].to, Day(2024, 6, 1));
}

}  // namespace
}  // namespace framdrift::livelihood
