#include "domain/cases/cooperation_commands.h"
#include "domain/cases/refusals.h"
#include "domain/cases/visibility.h"
#include "tests/domain/cases/cooperation_testing.h"

namespace framdrift::cases {
namespace {

using casework::v1::AcceptTransferRequest;
using casework::v1::ProposeTransferRequest;
using casework::v1::RejectTransferRequest;

GivenCase OpenedForTransfer() { return GivenCase({kOpened, kContacted}); }
GivenCase Proposed() { return GivenCase({kOpened, kContacted, kProposed}); }

history::Actor OfUnit(const char* unit) {
  history::Actor actor = testing::Human();
  actor.unit = IdOf<history::UnitId>(unit);
  return actor;
}

ProposalFacts OpenUnit() {
  return {.fresh_id = {}, .unit_open = true, .board = IdOf<history::BoardId>(kReceiver)};
}
ProposeTransferRequest Proposal(const char* unit = kOtherUnit, const char* id = kPart) {
  return On<ProposeTransferRequest>(
      "transfer_id",
      id,
      absl::StrCat("to_unit_id: '",
                   unit,
                   "' reason: TRANSFER_REASON_SOCIAL_SUPPORT fields: SHARED_FIELD_PLAN"));
}

TEST(ProposeTransferTest, ShowsTheReceiverSomeFields) {
  auto command = Proposal();
  command.set_text("Van vid kök");
  OpenedForTransfer()
      .When(command, OpenUnit())
      .Then({kProposed.event})
      .ThenSealed({"transfer_proposed { text: 'Van vid kök' }"});
}

TEST(ProposeTransferTest, RefusesASecondProposalWhileOneWaits) {
  Proposed().When(Proposal(kOtherUnit, kOtherPart), OpenUnit()).ThenRefuse({kTransferWaiting});
  Proposed().When(Proposal(), OpenUnit()).ThenRefuse({kTransferExists, kTransferWaiting});
}

TEST(ProposeTransferTest, RefusesTheOwnUnitAndUnitsThatAreNotOpen) {
  OpenedForTransfer()
      .When(Proposal(kUnit), ProposalFacts())
      .ThenRefuse({kTransferToOwnUnit, kUnitNotOpen});
}

TEST(ProposeTransferTest, RefusesOnceTheCaseIsExited) {
  GivenCase({kOpened, kExited}).When(Proposal(), OpenUnit()).ThenRefuse({kCaseNotOpen});
}

TEST(AcceptTransferTest, MovesResponsibilityFromThatInstant) {
  const auto decided =
      Proposed()
          .By(OfUnit(kOtherUnit))
          .When(On<AcceptTransferRequest>(
                    "transfer_id", kPart, absl::StrCat("caseworker_id: '", kBertil, "'")),
                AcceptanceFacts{.caseworker_active = true});
  decided.Then({absl::StrCat("transfer_accepted { transfer_id: '",
                             kPart,
                             "' unit_id: '",
                             kOtherUnit,
                             "' board_id: '",
                             kReceiver,
                             "' caseworker_id: '",
                             kBertil,
                             "' }")});
  const Case after = decided.After();
  EXPECT_EQ(after.latest()->unit(), IdOf<history::UnitId>(kOtherUnit));
  EXPECT_EQ(after.latest()->assignment->caseworker, IdOf<history::StaffId>(kBertil));
  EXPECT_TRUE(after.latest()->open());
}

TEST(AcceptTransferTest, RefusesAnotherUnitAndACaseworkerWhoIsNotThere) {
  Proposed()
      .By(OfUnit(kUnit))
      .When(On<AcceptTransferRequest>(
                "transfer_id", kPart, absl::StrCat("caseworker_id: '", kBertil, "'")),
            AcceptanceFacts())
      .ThenRefuse({kTransferOfOtherUnit, kStaffNotActiveInUnit});
}

TEST(AcceptTransferTest, RefusesWhatIsNotProposedOrIsAnswered) {
  const auto accept = On<AcceptTransferRequest>("transfer_id", kPart);
  OpenedForTransfer().When(accept, AcceptanceFacts()).ThenRefuse({kTransferUnknown});
  GivenCase({kOpened, kProposed, kTransferRejected})
      .When(accept, AcceptanceFacts())
      .ThenRefuse({kTransferAnswered});
}

TEST(RejectTransferTest, LeavesTheCaseWhereItWas) {
  const auto decided = Proposed().When(On<RejectTransferRequest>(
      "transfer_id", kPart, "reason: DECLINE_REASON_OUTSIDE_MANDATE text: 'Nej'"));
  decided
      .Then({absl::StrCat("transfer_rejected { transfer_id: '",
                          kPart,
                          "' reason: DECLINE_REASON_OUTSIDE_MANDATE }")})
      .ThenSealed({"transfer_rejected { text: 'Nej' }"});
  EXPECT_EQ(decided.After().latest()->unit(), IdOf<history::UnitId>(kUnit));
}

TEST(RejectTransferTest, RefusesAnotherUnitWhatIsAnsweredAndTimesBeforeTheProposal) {
  auto reject = On<RejectTransferRequest>("transfer_id", kPart, "reason: DECLINE_REASON_OTHER");
  Proposed().By(OfUnit(kUnit)).When(reject).ThenRefuse({kTransferOfOtherUnit});
  GivenCase({kOpened, kProposed, kTransferAccepted}).When(reject).ThenRefuse({kTransferAnswered});
  *reject.mutable_occurred() = Proto<type::v1::When>("date { year: 2024 month: 3 day: 5 }");
  Proposed().When(reject).ThenRefuse({kDatesOutOfOrder});
}

TEST(TransferTest, LapsesWhenTheEpisodeEnds) {
  const GivenCase given({kOpened, kContacted, kProposed, kExited});
  EXPECT_EQ(given.state().cooperation.waiting_transfer(), nullptr);
  given.When(On<AcceptTransferRequest>("transfer_id", kPart), AcceptanceFacts())
      .ThenRefuse({kCaseNotOpen});
}

history::Envelope At(const std::string& when) {
  history::Envelope envelope;
  envelope.occurred = testing::Occurred(when);
  envelope.day = absl::ToCivilDay(envelope.occurred.at, testing::Stockholm());
  return envelope;
}

Reader Receiver() {
  return {.unit = IdOf<history::UnitId>(kOtherUnit), .board = IdOf<history::BoardId>(kReceiver)};
}

TEST(VisibilityTest, AReceiverReadsExactlyTheFieldsShownUntilItAnswers) {
  const auto own = IdOf<history::BoardId>(kOtherReceiver);
  const Case proposed = Proposed().state();
  EXPECT_TRUE(VisibleTo(proposed, Receiver(), own, At("2024-03-05 09:00")).fields.empty());
  const Visibility waiting = VisibleTo(proposed, Receiver(), own, At("2024-03-08 09:00"));
  EXPECT_FALSE(waiting.whole);
  EXPECT_EQ(waiting.fields, SharedFields{casework::v1::SHARED_FIELD_PLAN});
  EXPECT_TRUE(waiting.Shows(casework::v1::SHARED_FIELD_PLAN));
  EXPECT_FALSE(waiting.Shows(casework::v1::SHARED_FIELD_ATTENDANCE));
  const Case rejected = GivenCase({kOpened, kProposed, kTransferRejected}).state();
  EXPECT_EQ(VisibleTo(rejected, Receiver(), own, At("2024-03-08 09:00")), Visibility());
}

TEST(VisibilityTest, AcceptanceMovesReadingButNotTheSendersNotes) {
  const auto sender = IdOf<history::BoardId>(kOtherReceiver);
  const auto receiver = IdOf<history::BoardId>(kReceiver);
  const Case after = GivenCase({kOpened, kProposed, kTransferAccepted}).state();
  const Reader former = {.unit = IdOf<history::UnitId>(kUnit), .board = sender};
  EXPECT_TRUE(VisibleTo(after, Receiver(), receiver, At("2024-03-08 09:00")).whole);
  EXPECT_FALSE(VisibleTo(after, former, receiver, At("2024-03-08 09:00")).whole);
  EXPECT_FALSE(NoteVisibleTo(Receiver(), sender));
  EXPECT_TRUE(NoteVisibleTo(former, sender));
}

TEST(VisibilityTest, NotesBelongToTheUnitThatAnsweredForTheCaseThen) {
  const Past before{"2024-03-05 09:00", "note_added { note_kind: NOTE_KIND_RECORD }"};
  const Past after{"2024-03-08 09:00", "note_added { note_kind: NOTE_KIND_RECORD }"};
  const Case state = GivenCase({kOpened, before, kProposed, kTransferAccepted, after}).state();
  ASSERT_EQ(state.notes.size(), 2u);
  EXPECT_EQ(state.notes[0].unit, IdOf<history::UnitId>(kUnit));
  EXPECT_EQ(state.notes[1].unit, IdOf<history::UnitId>(kOtherUnit));
}

TEST(VisibilityTest, AConsentShowsItsFieldsToItsReceiverWhileItHolds) {
  const auto own = IdOf<history::BoardId>(kOtherReceiver);
  const Case consented = GivenCase({kOpened, kConsented}).state();
  const SharedFields fields = {casework::v1::SHARED_FIELD_PLAN, casework::v1::SHARED_FIELD_STEPS};
  EXPECT_EQ(VisibleTo(consented, Receiver(), own, At("2024-05-31")).fields, fields);
  EXPECT_TRUE(VisibleTo(consented, Receiver(), own, At("2024-06-01")).fields.empty());
}

}  // namespace
}  // namespace framdrift::cases
