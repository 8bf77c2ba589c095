#include "domain/activity/activity.h"

#include <gtest/gtest.h>

#include "domain/activity/commands.h"
#include "domain/activity/refusals.h"
#include "domain/history/refusals.h"
#include "tests/testing/given.h"

namespace framdrift::activity {
namespace {

using history::kCostOutOfRange;
using history::kDatesOutOfOrder;
using history::kOccurredBeforeStart;
using testing::Given;
using testing::Past;
using testing::Proto;

constexpr char kSession[] = "0190b2c8-5b0e-7c3a-9f00-000000000051";

// 2024-03-04 09:00 and 12:00 in Stockholm.
constexpr char kMorning[] = "start_time { seconds: 1709539200 } end_time { seconds: 1709550000 }";
// The day after, at the same time.
constexpr char kNextMorning[] =
    "start_time { seconds: 1709625600 } end_time { seconds: 1709636400 }";

const Past kOpened{"2024-03-01 08:00",
                   "activity_opened { display_name: 'Verkstad' "
                   "type: ACTIVITY_TYPE_JOB_SEARCH_WORKSHOP "
                   "unit_id: '0190b2c8-5b0e-7c3a-9f00-00000000000a' }"};
const Past kScheduled{"2024-03-01 09:00",
                      std::string("session_scheduled { session_id: "
                                  "'0190b2c8-5b0e-7c3a-9f00-000000000051' ") +
                          kMorning + " }"};
const Past kCancelled{"2024-03-01 10:00",
                      "session_cancelled { session_id: '0190b2c8-5b0e-7c3a-9f00-000000000051' "
                      "reason: CANCELLATION_REASON_PREMISES }"};
const Past kClosed{"2024-03-29", "activity_closed {}"};

OpeningFacts AllKnown() {
  OpeningFacts facts;
  facts.unit_open = true;
  facts.partner_known = true;
  facts.codes =
      *codes::CodeLists::From({{"activity_type", "cv-hjalp", "CV-hjälp", "job-search-workshop"}});
  return facts;
}

SchedulingFacts ActiveLeader() {
  SchedulingFacts facts;
  facts.fresh_id = *history::SessionId::Parse(kSession);
  facts.leader_active = true;
  return facts;
}

template <typename Command>
Command OfSession(const std::string& more) {
  return Proto<Command>("session_id: '0190b2c8-5b0e-7c3a-9f00-000000000051' " + more);
}

TEST(ActivityTest, OpensAnActivity) {
  Given<ActivityDecider>({})
      .When(Proto<v1::OpenActivityRequest>(
                "display_name: 'Verkstad' type: ACTIVITY_TYPE_JOB_SEARCH_WORKSHOP "
                "unit_id: '0190b2c8-5b0e-7c3a-9f00-00000000000a'"),
            AllKnown())
      .Then({kOpened.event});
}

TEST(ActivityTest, CountsHoursAtAWorkplaceWhereTheTypeDoesAndTheCommandDoesNotSay) {
  const auto opened = [](const std::string& more) {
    return Given<ActivityDecider>({})
        .When(Proto<v1::OpenActivityRequest>("type: ACTIVITY_TYPE_INTERNSHIP " + more), AllKnown())
        .After()
        .at_workplace;
  };
  EXPECT_TRUE(opened(""));
  EXPECT_FALSE(opened("at_workplace: false"));
}

TEST(ActivityTest, KnowsTheTypeByTheTenantsOwnCode) {
  Given<ActivityDecider>({})
      .When(Proto<v1::OpenActivityRequest>("local_type: 'cv-hjalp'"), AllKnown())
      .Then({"activity_opened { type: ACTIVITY_TYPE_JOB_SEARCH_WORKSHOP local_type: 'cv-hjalp' }"});
}

TEST(ActivityTest, RefusesAnActivityThatExists) {
  Given<ActivityDecider>({kOpened})
      .When(v1::OpenActivityRequest(), AllKnown())
      .ThenRefuse({kActivityExists});
}

TEST(ActivityTest, RefusesAnUnknownUnitPartnerTypeAndTooManySeatsAtOnce) {
  Given<ActivityDecider>({})
      .When(Proto<v1::OpenActivityRequest>(
                "local_type: 'okänd' seats: 10001 "
                "provider_partner_id: '0190b2c8-5b0e-7c3a-9f00-0000000000cc'"),
            OpeningFacts())
      .ThenRefuse({kUnitNotOpen, kPartnerUnknown, kActivityTypeUnknown, kSeatsOutOfRange});
}

TEST(ActivityTest, RefusesALocalTypeThatCountsAsAnother) {
  Given<ActivityDecider>({})
      .When(Proto<v1::OpenActivityRequest>("type: ACTIVITY_TYPE_SFI local_type: 'cv-hjalp'"),
            AllKnown())
      .ThenRefuse({kActivityTypeUnknown});
}

TEST(ActivityTest, SchedulesASessionUnderAFreshId) {
  const auto decided = Given<ActivityDecider>({kOpened}).When(
      Proto<v1::ScheduleSessionRequest>(kMorning), ActiveLeader());
  decided.Then({kScheduled.event});
}

TEST(ActivityTest, RefusesASessionThatExistsUnderAnInactiveLeader) {
  Given<ActivityDecider>({kOpened, kScheduled})
      .When(OfSession<v1::ScheduleSessionRequest>(
                std::string("leader_staff_id: '0190b2c8-5b0e-7c3a-9f00-000000000001' ") + kMorning),
            SchedulingFacts())
      .ThenRefuse({kSessionExists, kStaffNotActive});
}

TEST(ActivityTest, RefusesASessionThatEndsBeforeItBeginsOrLastsOverADay) {
  for (const char* times :
       {"start_time { seconds: 1709539200 } end_time { seconds: 1709539200 }",
        "start_time { seconds: 1709539200 } end_time { seconds: 1709625601 }"}) {
    Given<ActivityDecider>({kOpened})
        .When(Proto<v1::ScheduleSessionRequest>(times), ActiveLeader())
        .ThenRefuse({kSessionTimesInvalid});
  }
}

TEST(ActivityTest, RefusesASessionOfAClosedOrUnknownActivity) {
  Given<ActivityDecider>({kOpened, kClosed})
      .When(Proto<v1::ScheduleSessionRequest>(kMorning), ActiveLeader())
      .ThenRefuse({kActivityClosed});
  const auto unknown =
      Given<ActivityDecider>({}).When(Proto<v1::ScheduleSessionRequest>(kMorning), ActiveLeader());
  unknown.ThenRefuse({kActivityNotFound});
  EXPECT_EQ(unknown.result().status().code(), absl::StatusCode::kNotFound);
}

TEST(ActivityTest, RefusesAnythingBeforeItOpened) {
  Given<ActivityDecider>({kOpened})
      .When(Proto<v1::ScheduleSessionRequest>(
                std::string("occurred { date { year: 2024 month: 2 day: 1 } } ") + kMorning),
            ActiveLeader())
      .ThenRefuse({kOccurredBeforeStart});
}

TEST(ActivityTest, MovesASession) {
  const auto decided = Given<ActivityDecider>({kOpened, kScheduled})
                           .When(OfSession<v1::MoveSessionRequest>(kNextMorning));
  decided.Then({std::string("session_moved { session_id: "
                            "'0190b2c8-5b0e-7c3a-9f00-000000000051' ") +
                kNextMorning + " }"});
  const auto session = Find(decided.After(), *history::SessionId::Parse(kSession));
  ASSERT_TRUE(session.has_value());
  EXPECT_EQ(session->start, testing::Instant("2024-03-05 09:00"));
}

TEST(ActivityTest, RefusesToMoveASessionThatIsCancelled) {
  Given<ActivityDecider>({kOpened, kScheduled, kCancelled})
      .When(OfSession<v1::MoveSessionRequest>(kNextMorning))
      .ThenRefuse({kSessionCancelled});
}

TEST(ActivityTest, RefusesToMoveASessionThatIsOver) {
  Given<ActivityDecider>({kOpened, kScheduled})
      .At("2024-03-04 12:00")
      .When(OfSession<v1::MoveSessionRequest>(kNextMorning))
      .ThenRefuse({kSessionHeld});
}

TEST(ActivityTest, RefusesToMoveOrCancelASessionThatDoesNotExist) {
  Given<ActivityDecider>({kOpened})
      .When(OfSession<v1::MoveSessionRequest>(kMorning))
      .ThenRefuse({kSessionNotFound});
  const auto decided =
      Given<ActivityDecider>({kOpened}).When(OfSession<v1::CancelSessionRequest>(""));
  decided.ThenRefuse({kSessionNotFound});
  EXPECT_EQ(decided.result().status().code(), absl::StatusCode::kNotFound);
}

TEST(ActivityTest, CancelsASession) {
  const auto decided =
      Given<ActivityDecider>({kOpened, kScheduled})
          .When(OfSession<v1::CancelSessionRequest>("reason: CANCELLATION_REASON_PREMISES"));
  decided.Then({kCancelled.event});
  EXPECT_TRUE(Find(decided.After(), *history::SessionId::Parse(kSession))->cancelled);
}

TEST(ActivityTest, RefusesToCancelTwiceAndWithoutAReason) {
  Given<ActivityDecider>({kOpened, kScheduled, kCancelled})
      .When(OfSession<v1::CancelSessionRequest>(""))
      .ThenRefuse({kSessionCancelled, kCancellationReasonUnknown});
}

TEST(ActivityTest, BooksCostAlsoAfterClosing) {
  const auto decided = Given<ActivityDecider>({kOpened, kClosed})
                           .When(Proto<v1::BookActivityCostRequest>(
                               "amount_ore: 1000 from_date { year: 2024 month: 3 day: 1 } "
                               "until_date { year: 2024 month: 4 day: 1 } account: '5010'"));
  decided.Then(
      {"cost_booked { amount_ore: 1000 from_date { year: 2024 month: 3 day: 1 } "
       "until_date { year: 2024 month: 4 day: 1 } account: '5010' }"});
  EXPECT_EQ(decided.After().cost_ore, 1000);
}

TEST(ActivityTest, RefusesACostBeyondMeasureInAPeriodThatEndsBeforeItBegins) {
  Given<ActivityDecider>({kOpened})
      .When(Proto<v1::BookActivityCostRequest>(
          "amount_ore: 1000000000001 from_date { year: 2024 month: 4 day: 1 } "
          "until_date { year: 2024 month: 3 day: 1 }"))
      .ThenRefuse({kCostOutOfRange, kDatesOutOfOrder});
}

TEST(ActivityTest, ClosesAnActivityWhoseSessionsAreOverOrCancelled) {
  Given<ActivityDecider>({kOpened, kScheduled})
      .At("2024-03-04 13:00")
      .When(v1::CloseActivityRequest())
      .Then({"activity_closed {}"});
  Given<ActivityDecider>({kOpened, kScheduled, kCancelled})
      .When(v1::CloseActivityRequest())
      .Then({"activity_closed {}"});
}

TEST(ActivityTest, RefusesToCloseWhileASessionIsToCome) {
  Given<ActivityDecider>({kOpened, kScheduled})
      .When(v1::CloseActivityRequest())
      .ThenRefuse({kSessionsRemain});
}

TEST(ActivityTest, ClosesAndCancelsWhatIsToComeInOneCommit) {
  Given<ActivityDecider>({kOpened, kScheduled})
      .When(Proto<v1::CloseActivityRequest>("cancel_remaining_sessions: true"))
      .Then({"session_cancelled { session_id: '0190b2c8-5b0e-7c3a-9f00-000000000051' "
             "reason: CANCELLATION_REASON_ACTIVITY_CLOSED }",
             "activity_closed {}"});
}

TEST(ActivityTest, RefusesToCloseTwice) {
  Given<ActivityDecider>({kOpened, kClosed})
      .When(v1::CloseActivityRequest())
      .ThenRefuse({kActivityClosed});
}

TEST(ActivityTest, TellsAttendanceWhatItNeedsOfASession) {
  const Given<ActivityDecider> given({kOpened, kScheduled});
  const auto session = Find(given.state(), *history::SessionId::Parse(kSession));
  ASSERT_TRUE(session.has_value());
  EXPECT_EQ(session->end - session->start, absl::Hours(3));
  EXPECT_EQ(session->type, codes::v1::ACTIVITY_TYPE_JOB_SEARCH_WORKSHOP);
  EXPECT_FALSE(session->cancelled);
  EXPECT_FALSE(Find(given.state(), history::SessionId()).has_value());
}

TEST(ActivityTest, RefusesToVoidTheSchedulingOfASessionThatWasCancelled) {
  Given<ActivityDecider>({kOpened, kScheduled, kCancelled})
      .When(Proto<v1::VoidActivityEventRequest>("position: 2 reason_code: 'duplicate'"))
      .ThenRefuse({"LATER_EVENT_IN_THE_WAY"});
}

TEST(ActivityTest, CorrectsTheTimesOfASessionThatWasHeld) {
  Given<ActivityDecider>({kOpened, kScheduled})
      .At("2024-03-08 12:00")
      .When(Proto<v1::CorrectActivityEventRequest>(
          "position: 2 reason_code: 'wrong-time' replacement { session_scheduled { session_id: "
          "'0190b2c8-5b0e-7c3a-9f00-000000000051' start_time { seconds: 1709542800 } "
          "end_time { seconds: 1709550000 } } } text: 'Började tio'"))
      .ThenSealed({"event_corrected { text: 'Började tio' }"});
}

TEST(ActivityTest, FoldsEventsOfSessionsItDoesNotKnow) {
  const Given<ActivityDecider> given({kCancelled, kClosed});
  EXPECT_TRUE(given.state().sessions.empty());
}

}  // namespace
}  // namespace framdrift::activity
