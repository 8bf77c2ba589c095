#include "domain/cases/amendments.h"

#include "domain/cases/refusals.h"
#include "tests/domain/cases/case_testing.h"

namespace framdrift::cases {
namespace {

using casework::v1::CorrectEventRequest;
using casework::v1::VoidEventRequest;

TEST(VoidEventTest, OnesOwnMisclickNeedsNoReasonForTenMinutes) {
  GivenCase({kOpened, kContacted})
      .At("2024-03-04 10:10")
      .When(Command<VoidEventRequest>("position: 2"))
      .Then({"event_voided { position: 2 }"});
  GivenCase({kOpened, kContacted})
      .At("2024-03-04 10:11")
      .When(Command<VoidEventRequest>("position: 2"))
      .ThenRefuse({kVoidReasonMissing});
}

TEST(VoidEventTest, SomeoneElsesEventNeedsAReasonAtOnce) {
  GivenCase given({kOpened, kContacted});
  given.At("2024-03-04 10:01").By(testing::Human(0xbb));
  given.When(Command<VoidEventRequest>("position: 2")).ThenRefuse({kVoidReasonMissing});
  given.When(Command<VoidEventRequest>("position: 2 reason_code: 'wrong-person' text: 'Fel Kim'"))
      .Then({"event_voided { position: 2 reason_code: 'wrong-person' }"})
      .ThenSealed({"event_voided { text: 'Fel Kim' }"});
}

TEST(VoidEventTest, RefusesWhatLaterEventsStandOnAndNamesThem) {
  const auto decided = GivenCase({kOpened, kContacted, kPlanned, kStarted})
                           .When(Command<VoidEventRequest>("position: 2 reason_code: 'other'"))
                           .ThenRefuse({"LATER_EVENT_IN_THE_WAY"});
  const Refusal refusal = RefusalsOf(decided.result().status())[0];
  EXPECT_EQ(refusal.metadata.at("position"), "3");
  EXPECT_EQ(refusal.metadata.at("reason"), kFirstContactMissing);
}

TEST(VoidEventTest, RefusesWhatIsVoidedAlreadyOrNotThere) {
  const GivenCase given(
      {kOpened, kContacted, {"2024-03-05 09:00", "event_voided { position: 2 }"}});
  given.When(Command<VoidEventRequest>("position: 2 reason_code: 'other'"))
      .ThenRefuse({"EVENT_ALREADY_VOIDED"});
  given.When(Command<VoidEventRequest>("position: 9 reason_code: 'other'"))
      .ThenRefuse({"EVENT_NOT_FOUND"});
}

TEST(VoidEventTest, ALockedNoteNeverChanges) {
  const GivenCase given({kOpened, kNote, kLockOfNote});
  given.When(Command<VoidEventRequest>("position: 3 reason_code: 'other'"))
      .ThenRefuse({kNoteLocked});
  given.When(Command<VoidEventRequest>("position: 2 reason_code: 'other'"))
      .ThenRefuse({kNoteLocked, "LATER_EVENT_IN_THE_WAY"});
}

TEST(VoidEventTest, ACorrectionMadeBeforeTheLockStandsToo) {
  GivenCase({kOpened,
             kNote,
             {"2024-03-06 10:30", "event_corrected { position: 2 }"},
             {"2024-03-06 11:00", "note_locked { note_position: 2 }"}})
      .When(Command<VoidEventRequest>("position: 3 reason_code: 'other'"))
      .ThenRefuse({kNoteLocked});
}

TEST(CorrectEventTest, ReplacesAnEventAndSealsWhy) {
  const auto decided =
      GivenCase({kOpened, kContacted})
          .When(Command<CorrectEventRequest>(
              "position: 2 replacement { first_contact_held { mode: CONTACT_MODE_PHONE } } sealed "
              "{ first_contact_held { text: 'Ringde' } } reason_code: 'typing-error' text: 'Fel'"));
  ASSERT_TRUE(decided.result().ok()) << decided.result().status();
  const auto& corrected = decided.result()->front().event.event_corrected();
  casework::v1::CaseEvent replacement;
  ASSERT_TRUE(corrected.replacement().UnpackTo(&replacement));
  EXPECT_EQ(replacement.first_contact_held().mode(), casework::v1::CONTACT_MODE_PHONE);
  const auto& sealed = decided.result()->front().parts[0].content.event_corrected();
  EXPECT_EQ(sealed.text(), "Fel");
  casework::v1::CaseSealed sealed_replacement;
  ASSERT_TRUE(sealed.replacement().UnpackTo(&sealed_replacement));
  EXPECT_EQ(sealed_replacement.first_contact_held().text(), "Ringde");
}

TEST(CorrectEventTest, RefusesAnotherKindALockedNoteAndATimeThatLaterEventsForbid) {
  const GivenCase given({kOpened, kNote, kLockOfNote, kContacted, kPlanned});
  given
      .When(Command<CorrectEventRequest>(
          "position: 4 replacement { contact_held { } } reason_code: 'other'"))
      .ThenRefuse({"CORRECTION_OF_OTHER_KIND"});
  given
      .When(Command<CorrectEventRequest>(
          "position: 2 replacement { note_added { } } reason_code: 'other'"))
      .ThenRefuse({kNoteLocked});
  given
      .When(Command<CorrectEventRequest>(
          "position: 4 replacement { first_contact_held { } } reason_code: 'wrong-time' occurred { "
          "time { seconds: 1709643600 } }"))
      .ThenRefuse({"LATER_EVENT_IN_THE_WAY"});
}

TEST(CorrectEventTest, RefusesAReplacementThatBreaksARuleItself) {
  const auto decided =
      GivenCase({kOpened, kContacted, kPlanned})
          .When(Command<CorrectEventRequest>("position: 3 replacement { work_plan_adopted { terms "
                                             "{ } } } reason_code: 'other'"))
          .ThenRefuse({"LATER_EVENT_IN_THE_WAY"});
  EXPECT_EQ(RefusalsOf(decided.result().status())[0].metadata.at("reason"), kGoalMissing);
}

}  // namespace
}  // namespace framdrift::cases
