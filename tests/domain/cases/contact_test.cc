#include "domain/cases/contact.h"

#include "domain/cases/refusals.h"
#include "tests/domain/cases/case_testing.h"

namespace framdrift::cases {
namespace {

using casework::v1::OfferContactRequest;
using casework::v1::RecordContactRequest;
using casework::v1::RecordFirstContactRequest;

// 2024-03-04 10:00 in Stockholm.
constexpr char kSlot[] = "slot_time { seconds: 1709542800 } mode: CONTACT_MODE_VISIT";

TEST(OfferContactTest, OffersATimeAndSealsWhatTheCitizenIsTold) {
  GivenCase({kOpened})
      .When(
          Command<OfferContactRequest>(std::string(kSlot) + " text: 'Rum 3, ta med legitimation'"))
      .Then({"contact_offered { slot_time { seconds: 1709542800 } mode: CONTACT_MODE_VISIT }"})
      .ThenSealed({"contact_offered { text: 'Rum 3, ta med legitimation' }"});
}

TEST(OfferContactTest, RefusesATimeThatHasPassed) {
  GivenCase({kOpened})
      .At("2024-03-04 10:01")
      .When(Command<OfferContactRequest>(kSlot))
      .ThenRefuse({kDatesOutOfOrder});
}

TEST(OfferContactTest, RefusesWhereNoEpisodeIsOpen) {
  GivenCase({}).When(Command<OfferContactRequest>(kSlot)).ThenRefuse({kCaseNotOpened});
}

TEST(RecordFirstContactTest, HeldLeadsToAssessment) {
  const auto decided = GivenCase({kOpened})
                           .When(Command<RecordFirstContactRequest>(
                               "outcome: FIRST_CONTACT_OUTCOME_HELD mode: CONTACT_MODE_VIDEO"))
                           .Then({"first_contact_held { mode: CONTACT_MODE_VIDEO }"});
  EXPECT_EQ(decided.After().phase(), casework::v1::PHASE_ASSESSMENT);
}

TEST(RecordFirstContactTest, MissedStaysInIntakeAndMayHappenAgain) {
  const Past missed{"2024-03-04 10:00", "first_contact_missed { reason: 'no-show' }"};
  const auto decided =
      GivenCase({kOpened, missed})
          .When(Command<RecordFirstContactRequest>(
              "outcome: FIRST_CONTACT_OUTCOME_MISSED reason: 'sick' text: 'Ringde inte'"))
          .Then({"first_contact_missed { reason: 'sick' }"})
          .ThenSealed({"first_contact_missed { text: 'Ringde inte' }"});
  EXPECT_EQ(decided.After().phase(), casework::v1::PHASE_INTAKE);
}

TEST(RecordFirstContactTest, RefusesASecondFirstContact) {
  GivenCase({kOpened, kContacted})
      .When(Command<RecordFirstContactRequest>("outcome: FIRST_CONTACT_OUTCOME_HELD"))
      .ThenRefuse({kFirstContactHeld});
}

TEST(RecordFirstContactTest, RefusesOneBeforeTheOpening) {
  GivenCase({kOpened})
      .When(Command<RecordFirstContactRequest>(
          "outcome: FIRST_CONTACT_OUTCOME_HELD occurred { date { year: 2024 month: 2 day: 1 } }"))
      .ThenRefuse({kBeforeOpening});
}

TEST(RecordFirstContactTest, RefusesOneInTheFuture) {
  GivenCase({kOpened})
      .When(Command<RecordFirstContactRequest>(
          "outcome: FIRST_CONTACT_OUTCOME_HELD occurred { date { year: 2025 month: 2 day: 1 } }"))
      .ThenRefuse({"OCCURRED_IN_FUTURE"});
}

TEST(RecordContactTest, RecordsAMeetingOfAnOpenCase) {
  GivenCase({kOpened, kContacted})
      .When(Command<RecordContactRequest>("mode: CONTACT_MODE_WORKPLACE text: 'Trivs bra'"))
      .Then({"contact_held { mode: CONTACT_MODE_WORKPLACE }"})
      .ThenSealed({"contact_held { text: 'Trivs bra' }"});
}

TEST(RecordContactTest, RefusesWhereNoEpisodeIsOpen) {
  GivenCase({})
      .When(Command<RecordContactRequest>("mode: CONTACT_MODE_PHONE"))
      .ThenRefuse({kCaseNotOpened});
}

TEST(RecordContactTest, RefusesANameThatIsNoId) {
  RecordContactRequest command;
  command.set_name("tenants/lund/cases/no-id");
  EXPECT_EQ(GivenCase({kOpened}).When(command).result().status().code(),
            absl::StatusCode::kInvalidArgument);
}

}  // namespace
}  // namespace framdrift::cases
