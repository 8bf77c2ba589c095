#include "domain/cases/opening.h"

#include "domain/cases/refusals.h"
#include "tests/domain/cases/case_testing.h"

namespace framdrift::cases {
namespace {

using casework::v1::AssignFlowRequest;
using casework::v1::EndEnrolmentRequest;
using casework::v1::EnrolRequest;
using casework::v1::OpenCaseRequest;

constexpr OpeningFacts kKnown{.person_known = true, .unit_open = true};

OpenCaseRequest Open() {
  return Command<OpenCaseRequest>(
      "target_group: TARGET_GROUP_NEWLY_ARRIVED channel: CHANNEL_E_SERVICE unit_id: "
      "'00000000-0000-4000-8000-000000000001'");
}

TEST(OpenCaseTest, OpensAnEpisodeInIntake) {
  const auto decided =
      GivenCase({})
          .When(Open(), kKnown)
          .Then({"case_opened { target_group: TARGET_GROUP_NEWLY_ARRIVED channel: "
                 "CHANNEL_E_SERVICE unit_id: '00000000-0000-4000-8000-000000000001' }"});
  EXPECT_EQ(decided.After().phase(), casework::v1::PHASE_INTAKE);
}

TEST(OpenCaseTest, RefusesAnUnknownPersonAndUnitTogether) {
  GivenCase({}).When(Open(), OpeningFacts()).ThenRefuse({kPersonUnknown, kUnitNotOpen});
}

TEST(OpenCaseTest, RefusesASecondOpenEpisode) {
  GivenCase({kOpened}).When(Open(), kKnown).ThenRefuse({kEpisodeOpen});
}

TEST(OpenCaseTest, RefusesAnOpeningBeforeTheOneThereIs) {
  OpenCaseRequest command = Open();
  command.mutable_occurred()->mutable_date()->set_year(2023);
  command.mutable_occurred()->mutable_date()->set_month(1);
  command.mutable_occurred()->mutable_date()->set_day(1);
  GivenCase({kOpened}).When(command, kKnown).ThenRefuse({kEpisodeOpen});
}

TEST(OpenCaseTest, RefusesAnOpeningInTheFutureAmongTheOtherReasons) {
  OpenCaseRequest command = Open();
  command.mutable_occurred()->mutable_date()->set_year(2030);
  command.mutable_occurred()->mutable_date()->set_month(1);
  command.mutable_occurred()->mutable_date()->set_day(1);
  GivenCase({kOpened}).When(command, kKnown).ThenRefuse({"OCCURRED_IN_FUTURE", kEpisodeOpen});
}

TEST(OpenCaseTest, GivesAnEpisodeItsOpeningWhenOnlyWhatCameAfterWasKnown) {
  const auto decided = GivenCase({kContacted}).When(Open(), kKnown);
  EXPECT_EQ(decided.After().episodes.size(), 1u);
  EXPECT_TRUE(decided.After().episodes[0].opening.has_value());
}

TEST(AssignFlowTest, PlacesAnOpenEpisode) {
  const auto decided =
      GivenCase({kOpened})
          .When(Command<AssignFlowRequest>("flow: FLOW_OTHER reason: 'interpreter'"))
          .Then({"flow_assigned { flow: FLOW_OTHER reason: 'interpreter' }"});
  EXPECT_EQ(decided.After().episodes[0].flow, casework::v1::FLOW_OTHER);
}

TEST(AssignFlowTest, RefusesACaseThatWasNeverOpened) {
  GivenCase({}).When(Command<AssignFlowRequest>("flow: FLOW_MAIN")).ThenRefuse({kCaseNotOpened});
}

TEST(AssignFlowTest, RefusesATimeBeforeTheOpening) {
  GivenCase({kOpened})
      .When(Command<AssignFlowRequest>(
          "flow: FLOW_MAIN occurred { date { year: 2024 month: 2 day: 29 } }"))
      .ThenRefuse({kBeforeOpening});
}

TEST(AssignFlowTest, TakesTheDayOfTheOpeningWhereOnlyTheDayIsKnown) {
  GivenCase({kOpened})
      .When(Command<AssignFlowRequest>(
          "flow: FLOW_MAIN occurred { date { year: 2024 month: 3 day: 1 } }"))
      .Then({"flow_assigned { flow: FLOW_MAIN }"});
}

TEST(EnrolTest, BeginsASpanOfItsOwn) {
  const auto decided = GivenCase({kOpened})
                           .When(Command<EnrolRequest>("referred_by: REFERRED_BY_SCHOOL"))
                           .Then({"enrolment_started { referred_by: REFERRED_BY_SCHOOL }"});
  ASSERT_EQ(decided.After().enrolments.size(), 1u);
  EXPECT_FALSE(decided.After().enrolments[0].ended.has_value());
}

const Past kEnrolled{"2024-03-04", "enrolment_started { referred_by: REFERRED_BY_SCHOOL }"};
const Past kLeft{"2024-03-20", "enrolment_ended { reason: EXIT_REASON_WORK_UNSUBSIDISED }"};

TEST(EnrolTest, RefusesASecondOpenEnrolment) {
  GivenCase({kOpened, kEnrolled})
      .When(Command<EnrolRequest>("referred_by: REFERRED_BY_SELF"))
      .ThenRefuse({kEnrolmentOpen});
}

TEST(EnrolTest, RefusesOneThatBeginsBeforeTheLastEnded) {
  GivenCase({kOpened, kEnrolled, kLeft})
      .When(Command<EnrolRequest>(
          "referred_by: REFERRED_BY_SELF occurred { date { year: 2024 month: 3 day: 19 } }"))
      .ThenRefuse({kDatesOutOfOrder});
}

TEST(EndEnrolmentTest, EndsTheSpan) {
  const auto decided = GivenCase({kOpened, kEnrolled})
                           .When(Command<EndEnrolmentRequest>("reason: EXIT_REASON_PENSION"))
                           .Then({"enrolment_ended { reason: EXIT_REASON_PENSION }"});
  EXPECT_TRUE(decided.After().enrolments[0].ended.has_value());
}

TEST(EndEnrolmentTest, RefusesWhereNobodyIsEnrolled) {
  GivenCase({kOpened, kEnrolled, kLeft})
      .When(Command<EndEnrolmentRequest>("reason: EXIT_REASON_PENSION"))
      .ThenRefuse({kEnrolmentNotOpen});
}

TEST(EndEnrolmentTest, RefusesAnEndBeforeTheBeginning) {
  GivenCase({kOpened, kEnrolled})
      .When(Command<EndEnrolmentRequest>(
          "reason: EXIT_REASON_PENSION occurred { date { year: 2024 month: 3 day: 2 } }"))
      .ThenRefuse({kDatesOutOfOrder});
}

}  // namespace
}  // namespace framdrift::cases
