#include "domain/cases/assessment.h"

#include "domain/cases/refusals.h"
#include "tests/domain/cases/case_testing.h"

namespace framdrift::cases {
namespace {

using casework::v1::ApproveAssessmentRequest;
using casework::v1::RecordAssessmentRequest;
using casework::v1::SetObstacleRequest;

TEST(RecordAssessmentTest, RecordsTheAreasAndSealsTheConclusion) {
  GivenCase({kOpened, kContacted})
      .When(Command<RecordAssessmentRequest>(
          "instrument: 'bip' areas { area: 'cooperation' level: 3 } text: 'Stark i grupp'"))
      .Then({"assessment_completed { instrument: 'bip' areas { area: 'cooperation' level: 3 } }"})
      .ThenSealed({"assessment_completed { text: 'Stark i grupp' }"});
}

TEST(RecordAssessmentTest, RefusesBeforeTheFirstContact) {
  GivenCase({kOpened})
      .When(Command<RecordAssessmentRequest>("instrument: 'bip'"))
      .ThenRefuse({kFirstContactMissing});
}

TEST(RecordAssessmentTest, RefusesATimeBeforeTheFirstContact) {
  GivenCase({kOpened, kContacted})
      .When(Command<RecordAssessmentRequest>(
          "instrument: 'bip' occurred { date { year: 2024 month: 3 day: 3 } }"))
      .ThenRefuse({kFirstContactMissing});
}

TEST(ApproveAssessmentTest, ApprovesTheLevelOfAnArea) {
  const auto decided = GivenCase({kOpened, kContacted})
                           .When(Command<ApproveAssessmentRequest>("area: 'swedish' level: 2"))
                           .Then({"assessment_approved { area: 'swedish' level: 2 }"});
  EXPECT_EQ(decided.After().episodes[0].approved_levels[0].level, (AreaLevel{"swedish", 2}));
}

TEST(ApproveAssessmentTest, RefusesBeforeTheFirstContact) {
  GivenCase({kOpened})
      .When(Command<ApproveAssessmentRequest>("area: 'swedish' level: 2"))
      .ThenRefuse({kFirstContactMissing});
}

constexpr char kLanguageFromMarch[] =
    "code: OBSTACLE_LANGUAGE from_date { year: 2024 month: 3 day: 1 }";

TEST(SetObstacleTest, SetsAnObstacleThatStandsUntilFurther) {
  const auto decided =
      GivenCase({kOpened, kContacted}).When(Command<SetObstacleRequest>(kLanguageFromMarch));
  ASSERT_EQ(decided.After().obstacles.size(), 1u);
  EXPECT_FALSE(decided.After().obstacles[0].to.has_value());
}

TEST(SetObstacleTest, GivesTheSameObstacleItsEnd) {
  const Past set{
      "2024-03-05",
      "obstacle_set { code: OBSTACLE_LANGUAGE from_date { year: 2024 month: 3 day: 1 } }"};
  const auto decided =
      GivenCase({kOpened, kContacted, set})
          .When(Command<SetObstacleRequest>(std::string(kLanguageFromMarch) +
                                            " to_date { year: 2024 month: 6 day: 1 }"));
  ASSERT_EQ(decided.After().obstacles.size(), 1u);
  EXPECT_EQ(decided.After().obstacles[0].to, absl::CivilDay(2024, 6, 1));
}

TEST(SetObstacleTest, RefusesAnEndBeforeTheBeginningAndAMissingFirstContact) {
  GivenCase({kOpened})
      .When(Command<SetObstacleRequest>(std::string(kLanguageFromMarch) +
                                        " to_date { year: 2024 month: 3 day: 1 }"))
      .ThenRefuse({kFirstContactMissing, kDatesOutOfOrder});
}

}  // namespace
}  // namespace framdrift::cases
