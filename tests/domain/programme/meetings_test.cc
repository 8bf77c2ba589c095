#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "domain/history/refusals.h"
#include "tests/domain/programme/programme_fixture.h"

namespace framdrift::programme {
namespace {

using testing::Past;
using testing::Proto;

const Past kAgreed{"2023-02-10",
                   absl::StrCat("action_agreed { action_id: '", kPart, "' member_id: '", kA,
                                "' meeting_number: 1 title: 'Skriv rutin' }")};

v1::HoldLearningMeetingRequest Hold(const std::string& text) {
  return Proto<v1::HoldLearningMeetingRequest>(text);
}

TEST(MeetingsTest, RecordsWhoTookPart) {
  GivenProgramme()
      .When(Hold("attendances { member_id: '9901' persons: 3 } topics: 'Flöde' place: 'Origo'"))
      .Then({absl::StrCat("learning_meeting_held { number: 1 attendances { member_id: '",
                          kA,
                          "' persons: 3 } topics: 'Flöde' place: 'Origo' }")});
}

TEST(MeetingsTest, RefusesMeetingsBeyondThePlanUnlessTheSteeringGroupAllowsMore) {
  std::vector<Past> two = {Met("2023-02-10", 1, {kA}), Met("2023-05-10", 2, {kA})};
  const auto third = Hold("attendances { member_id: '9901' }");
  GivenProgramme(two).When(third).ThenRefuse({kLearningMeetingBeyondPlan});
  two.push_back({"2023-06-01", "steering_decision_made { title: 'Fler' learning_meetings: 3 }"});
  EXPECT_TRUE(GivenProgramme(two).When(third).result().ok());
}

TEST(MeetingsTest, NobodyAttendsBeforeJoiningOrAfterLeaving) {
  const auto hold = Hold(
      "attendances { member_id: '9901' } "
      "occurred { date { year: 2023 month: 1 day: 5 } }");
  GivenProgramme().When(hold).ThenRefuse({kMemberNotJoined});
  GivenProgramme({Left("2023-03-01")})
      .When(Hold("attendances { member_id: '9901' }"))
      .ThenRefuse({kMemberNotJoined});
  GivenProgramme()
      .When(Hold("number: 2 attendances { member_id: '9901' persons: 1001 } "
                 "attendances { member_id: '9901' }"))
      .ThenRefuse({kLearningMeetingOutOfOrder, kPersonsOutOfRange, kMemberTwice});
}

TEST(MeetingsTest, AJoiningIsNotMovedPastAMeetingThatWasAttended) {
  const auto given = GivenProgramme({Met("2023-02-10", 1, {kA})}).At("2023-03-01");
  const auto joined = Proto<v1::ProgrammeEvent>(Joined().event);
  auto request = Proto<v1::CorrectProgrammeEventRequest>(
      "position: 2 reason_code: 'typing-error' "
      "occurred { date { year: 2023 month: 2 day: 15 } }");
  *request.mutable_replacement() = joined;
  given.When(request).ThenRefuse({"LATER_EVENT_IN_THE_WAY"});
}

TEST(MeetingsTest, ActionsAreAgreedAndDone) {
  const auto met = GivenProgramme({Met("2023-02-10", 1, {kA})});
  met.When(Proto<v1::AgreeActionRequest>("member: '9901' meeting_number: 1 title: 'Skriv rutin'"),
           Fresh())
      .Then({kAgreed.event});
  met.When(Proto<v1::AgreeActionRequest>("member: '9901' meeting_number: 2 title: 'Skriv' "
                                         "due_date { year: 2023 month: 1 day: 1 }"),
           Fresh())
      .ThenRefuse({kLearningMeetingUnknown, history::kDatesOutOfOrder});
  const auto done =
      Proto<v1::CompleteActionRequest>(absl::StrCat("action_id: '", kPart, "' result: 'Klar'"));
  met.When(done).ThenRefuse({kActionNotFound});
  const std::string was_done =
      absl::StrCat("action_done { action_id: '", kPart, "' result: 'Klar' }");
  GivenProgramme({Met("2023-02-10", 1, {kA}), kAgreed}).When(done).Then({was_done});
  GivenProgramme({Met("2023-02-10", 1, {kA}), kAgreed, {"2023-02-11", was_done}})
      .When(done)
      .ThenRefuse({kActionDone});
}

TEST(MeetingsTest, SupportIsAskedForAndGiven) {
  const std::string asked = absl::StrCat(
      "support_requested { support_id: '", kPart, "' member_id: '", kA, "' subject: 'Rutin' }");
  GivenProgramme()
      .When(Proto<v1::RequestSupportRequest>("member: '9901' subject: 'Rutin'"), Fresh())
      .Then({asked});
  const auto log = Proto<v1::LogSupportRequest>(absl::StrCat(
      "member: '9901' channel: SUPPORT_CHANNEL_VIDEO minutes: 45 support_id: '", kPart, "'"));
  GivenProgramme({{"2023-02-01", asked}})
      .When(log, Fresh())
      .Then({absl::StrCat("support_contact_logged { contact_id: '",
                          kPart,
                          "' member_id: '",
                          kA,
                          "' channel: SUPPORT_CHANNEL_VIDEO minutes: 45 support_id: '",
                          kPart,
                          "' }")});
  GivenProgramme().When(log, Fresh()).ThenRefuse({kSupportRequestNotFound});
  GivenProgramme()
      .When(Proto<v1::LogSupportRequest>("member: '9901'"), Fresh())
      .ThenRefuse({kSupportChannelUnknown, kSupportMinutesOutOfRange});
}

TEST(MeetingsTest, MembersShadowEachOtherAndTheOriginator) {
  GivenProgramme()
      .When(Proto<v1::RecordShadowingRequest>("guest: '9901' days: 2 subject: 'Möten'"), Fresh())
      .Then({absl::StrCat("shadowing_done { shadowing_id: '",
                          kPart,
                          "' guest_member_id: '",
                          kA,
                          "' days: 2 persons: 1 subject: 'Möten' }")});
  GivenProgramme()
      .When(Proto<v1::RecordShadowingRequest>("guest: '9901' host: '9901' persons: -1"), Fresh())
      .ThenRefuse({kShadowingOfItself, kDaysOutOfRange, kPersonsOutOfRange});
  GivenProgramme()
      .When(Proto<v1::RecordShadowingRequest>("guest: '9901' host: '9902' days: 1"), Fresh())
      .ThenRefuse({kMemberNotFound});
}

}  // namespace
}  // namespace framdrift::programme
