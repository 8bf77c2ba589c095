#include "domain/cases/livelihood_commands.h"
#include "domain/cases/refusals.h"
#include "tests/domain/cases/episode_testing.h"

namespace framdrift::cases {
namespace {

using casework::v1::EndJobRequest;
using casework::v1::EndPlacementRequest;
using casework::v1::EndStudyRequest;
using casework::v1::RecordJobRequest;
using casework::v1::RecordPlacementRequest;
using casework::v1::RecordStudyRequest;

const Past kPlaced{"2024-03-11",
                   "placement_started { placement_id: '00000000-0000-4000-8000-0000000000d1' }"};
const Past kHired{"2024-03-11", "job_started { job_id: '00000000-0000-4000-8000-0000000000d1' }"};
const Past kEnrolledByPlan{"2024-03-11",
                           "study_started { study_id: '00000000-0000-4000-8000-0000000000d1' }"};

const PartnerFacts kKnownPartner = {.fresh_id = {}, .partner_known = true};

GivenCase OpenedWithGroup() { return GivenCase({kOpened, kContacted, kPlannedGroup}); }
GivenCase After(const Past& past) {
  return GivenCase({kOpened, kContacted, kPlannedGroup, past}).At("2024-04-01 12:00");
}

RecordPlacementRequest Placement(const std::string& more = "") {
  return On<RecordPlacementRequest>(
      "placement_id", kPart, absl::StrCat("partner_id: '", kReceiver, "' ", more));
}

TEST(RecordPlacementTest, TakesTheTypeOfItsStep) {
  const std::string more = absl::StrCat(
      "step_id: '", kOtherStep, "' percent: 50 until_date { year: 2024 month: 6 day: 1 }");
  OpenedWithGroup()
      .When(Placement(more + " text: 'Köksbiträde'"), kKnownPartner)
      .Then({absl::StrCat("placement_started { placement_id: '",
                          kPart,
                          "' partner_id: '",
                          kReceiver,
                          "' activity_type: ACTIVITY_TYPE_INTERNSHIP ",
                          more,
                          " }")})
      .ThenSealed({"placement_started { text: 'Köksbiträde' }"});
}

TEST(RecordPlacementTest, RefusesForEveryReasonAtOnce) {
  After(kPlaced)
      .When(Placement(absl::StrCat(
                "step_id: '", kPart, "' percent: 101 until_date { year: 2024 month: 3 day: 1 }")),
            PartnerFacts())
      .ThenRefuse(
          {kPartnerUnknown, kPlacementExists, kStepUnknown, kPercentOutOfRange, kDatesOutOfOrder});
}

TEST(RecordPlacementTest, RefusesOnceTheCaseIsExited) {
  GivenCase({kOpened, kExited}).When(Placement(), kKnownPartner).ThenRefuse({kCaseNotOpen});
}

TEST(EndPlacementTest, SaysHow) {
  const auto decided = After(kPlaced).When(On<EndPlacementRequest>(
      "placement_id", kPart, "end: PLACEMENT_END_HIRED text: 'Fast anställd'"));
  decided
      .Then({absl::StrCat(
          "placement_ended { placement_id: '", kPart, "' end: PLACEMENT_END_HIRED }")})
      .ThenSealed({"placement_ended { text: 'Fast anställd' }"});
  EXPECT_EQ(decided.After().livelihood.placements[0].end, casework::v1::PLACEMENT_END_HIRED);
}

TEST(EndPlacementTest, RefusesUnknownEndedAndEarlierOnes) {
  auto end = On<EndPlacementRequest>("placement_id", kPart, "end: PLACEMENT_END_OTHER");
  OpenedWithGroup().When(end).ThenRefuse({kPlacementUnknown});
  const Past ended{"2024-03-20", absl::StrCat("placement_ended { placement_id: '", kPart, "' }")};
  GivenCase({kOpened, kPlaced, ended}).When(end).ThenRefuse({kPlacementEnded});
  *end.mutable_occurred() = Proto<type::v1::When>("date { year: 2024 month: 3 day: 10 }");
  After(kPlaced).When(end).ThenRefuse({kDatesOutOfOrder});
}

TEST(RecordJobTest, SealsTheNameOfAnEmployerThatIsNoPartner) {
  OpenedWithGroup()
      .When(On<RecordJobRequest>(
                "job_id", kPart, "kind: JOB_KIND_PERMANENT percent: 75 employer: 'Bageriet'"),
            PartnerFacts())
      .Then(
          {absl::StrCat("job_started { job_id: '",
                        kPart,
                        "' job_kind: JOB_KIND_PERMANENT percent: 75 subsidy: JOB_SUBSIDY_NONE }")})
      .ThenSealed({"job_started { employer: 'Bageriet' }"});
}

TEST(RecordJobTest, MayBeginAfterTheExitOrBeforeTheOpening) {
  const GivenCase exited({kOpened, kExited});
  EXPECT_TRUE(exited.When(Command<RecordJobRequest>("kind: JOB_KIND_HOURLY"), PartnerFacts())
                  .result()
                  .ok());
  EXPECT_TRUE(exited
                  .When(Command<RecordJobRequest>(
                            "kind: JOB_KIND_HOURLY occurred { month { year: 2023 month: 5 } }"),
                        PartnerFacts())
                  .result()
                  .ok());
}

TEST(RecordJobTest, RefusesForEveryReasonAtOnce) {
  After(kHired)
      .When(On<RecordJobRequest>(
                "job_id",
                kPart,
                absl::StrCat("kind: JOB_KIND_HOURLY percent: -1 partner_id: '", kReceiver, "'")),
            PartnerFacts())
      .ThenRefuse({kPartnerUnknown, kJobExists, kPercentOutOfRange});
  GivenCase({})
      .When(Command<RecordJobRequest>("kind: JOB_KIND_HOURLY"), PartnerFacts())
      .ThenRefuse({kCaseNotOpened});
}

TEST(EndJobTest, IsTheFirstDayWithoutIt) {
  const auto decided = After(kHired).When(
      On<EndJobRequest>("job_id", kPart, "occurred { date { year: 2024 month: 3 day: 31 } }"));
  decided.Then({absl::StrCat("job_ended { job_id: '", kPart, "' }")});
  EXPECT_EQ(decided.After().livelihood.jobs[0].ended->day, absl::CivilDay(2024, 3, 31));
}

TEST(EndJobTest, RefusesUnknownEndedAndEarlierOnes) {
  auto end = On<EndJobRequest>("job_id", kPart, "text: 'Vikariatet slut'");
  OpenedWithGroup().When(end).ThenRefuse({kJobUnknown});
  const Past ended{"2024-03-20", absl::StrCat("job_ended { job_id: '", kPart, "' }")};
  GivenCase({kOpened, kHired, ended}).When(end).ThenRefuse({kJobEnded});
  *end.mutable_occurred() = Proto<type::v1::When>("date { year: 2024 month: 3 day: 10 }");
  After(kHired).When(end).ThenRefuse({kDatesOutOfOrder});
}

TEST(RecordStudyTest, SaysWhetherThereIsStudyAid) {
  OpenedWithGroup()
      .When(On<RecordStudyRequest>(
                "study_id",
                kPart,
                "with_study_aid: true percent: 100 evidence: EVIDENCE_STUDY_DECISION text: 'Vux'"),
            PartnerFacts())
      .Then({absl::StrCat("study_started { study_id: '",
                          kPart,
                          "' with_study_aid: true percent: 100 evidence: "
                          "EVIDENCE_STUDY_DECISION }")})
      .ThenSealed({"study_started { text: 'Vux' }"});
}

TEST(RecordStudyTest, RefusesForEveryReasonAtOnce) {
  After(kEnrolledByPlan)
      .When(On<RecordStudyRequest>(
                "study_id", kPart, absl::StrCat("percent: 101 partner_id: '", kReceiver, "'")),
            PartnerFacts())
      .ThenRefuse({kPartnerUnknown, kStudyExists, kPercentOutOfRange});
  GivenCase({}).When(Command<RecordStudyRequest>(), PartnerFacts()).ThenRefuse({kCaseNotOpened});
}

TEST(EndStudyTest, SaysWhetherTheyWereCompleted) {
  const auto decided =
      After(kEnrolledByPlan).When(On<EndStudyRequest>("study_id", kPart, "completed: true"));
  decided.Then({absl::StrCat("study_ended { study_id: '", kPart, "' completed: true }")});
  EXPECT_TRUE(decided.After().livelihood.studies[0].completed);
}

TEST(EndStudyTest, RefusesUnknownEndedAndEarlierOnes) {
  auto end = On<EndStudyRequest>("study_id", kPart);
  OpenedWithGroup().When(end).ThenRefuse({kStudyUnknown});
  const Past ended{"2024-03-20", absl::StrCat("study_ended { study_id: '", kPart, "' }")};
  GivenCase({kOpened, kEnrolledByPlan, ended}).When(end).ThenRefuse({kStudyEnded});
  *end.mutable_occurred() = Proto<type::v1::When>("date { year: 2024 month: 3 day: 10 }");
  After(kEnrolledByPlan).When(end).ThenRefuse({kDatesOutOfOrder});
}

TEST(AidMonthTest, TheLatestOfAHouseholdAndMonthHolds) {
  const std::string month =
      "month { year: 2024 month: 3 day: 1 } household_id: '00000000-0000-4000-8000-0000000000a1' ";
  const std::string elsewhere = "month { year: 2024 month: 2 day: 1 } municipality_code: '1284' ";
  const GivenCase given(
      {{"2024-03-05", "aid_month_set { " + month + "applied: true granted_ore: 500000 }"},
       {"2024-03-06", "aid_month_set { " + month + "applied: true paid_ore: 500000 share: 0.5 }"},
       {"2024-03-07", "aid_month_elsewhere { " + elsewhere + "source: 'phone' }"},
       {"2024-03-08", "aid_month_elsewhere { " + elsewhere + "source: 'register' }"}});
  const Livelihood& livelihood = given.state().livelihood;
  ASSERT_EQ(livelihood.aid_months.size(), 1u);
  EXPECT_TRUE(livelihood.aid_months[0].support_month());
  EXPECT_EQ(livelihood.aid_months[0].month, absl::CivilMonth(2024, 3));
  ASSERT_EQ(livelihood.aid_elsewhere.size(), 1u);
  EXPECT_EQ(livelihood.aid_elsewhere[0].source, "register");
  EXPECT_TRUE(given.state().episodes.empty());
}

TEST(AidMonthTest, IsNoSupportMonthUntilPaidNorOnceTakenBack) {
  AidMonth month = {.granted_ore = 500000};
  EXPECT_FALSE(month.support_month());
  month.paid_ore = 500000;
  EXPECT_TRUE(month.support_month());
  month.reversed_ore = 500000;
  EXPECT_FALSE(month.support_month());
}

}  // namespace
}  // namespace framdrift::cases
