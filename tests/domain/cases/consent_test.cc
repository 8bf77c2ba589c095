#include "domain/cases/cooperation_commands.h"
#include "domain/cases/refusals.h"
#include "tests/domain/cases/cooperation_testing.h"

namespace framdrift::cases {
namespace {

using casework::v1::AcceptReferralRequest;
using casework::v1::AnswerReferralRequest;
using casework::v1::DeclineReferralRequest;
using casework::v1::GiveConsentRequest;
using casework::v1::ReferRequest;
using casework::v1::WithdrawConsentRequest;

const Past kSent{
    "2024-03-06 09:00",
    "referral_sent { referral_id: '00000000-0000-4000-8000-0000000000d2' receiver_id: "
    "'00000000-0000-4000-8000-0000000000b1' consent_id: '00000000-0000-4000-8000-0000000000d1' "
    "purpose: CONSENT_PURPOSE_REFERRAL fields: SHARED_FIELD_PLAN }"};
const Past kWithdrawn{"2024-03-07 09:00",
                      "consent_withdrawn { consent_id: '00000000-0000-4000-8000-0000000000d1' }"};
const Past kDeclined{"2024-03-07 09:00",
                     "referral_declined { referral_id: '00000000-0000-4000-8000-0000000000d2' }"};
const Past kAccepted{"2024-03-07 09:00",
                     "referral_accepted { referral_id: '00000000-0000-4000-8000-0000000000d2' }"};

const ConsentFacts kAdult = {.fresh_id = {}, .receiver_known = true, .age = 30};
const ReferralFacts kReceiverKnown = {.fresh_id = {}, .receiver_known = true};

std::string ConsentText(const std::string& more) {
  return absl::StrCat("consent_id: '",
                      kPart,
                      "' purpose: CONSENT_PURPOSE_REFERRAL receiver_id: '",
                      kReceiver,
                      "' fields: SHARED_FIELD_PLAN ",
                      more);
}
GiveConsentRequest Consent(const std::string& more = "given_by: CONSENT_GIVER_CITIZEN") {
  return Command<GiveConsentRequest>(ConsentText(more));
}
ReferRequest Referral(const std::string& more = "", const char* receiver = kReceiver) {
  return On<ReferRequest>(
      "referral_id", kOtherPart, absl::StrCat("receiver_id: '", receiver, "' ", more));
}

GivenCase OpenedAndMet() { return GivenCase({kOpened, kContacted}); }
GivenCase Consented() { return GivenCase({kOpened, kContacted, kConsented}); }
GivenCase Sent() { return GivenCase({kOpened, kContacted, kConsented, kSent}); }

TEST(GiveConsentTest, NamesPurposeReceiverAndFields) {
  const std::string more =
      "given_by: CONSENT_GIVER_CITIZEN until_date { year: 2024 month: 9 day: 1 }";
  OpenedAndMet()
      .When(Consent(more + " text: 'Muntligt'"), kAdult)
      .Then({absl::StrCat("consent_given { ", ConsentText(more), " }")})
      .ThenSealed({"consent_given { text: 'Muntligt' }"});
}

TEST(GiveConsentTest, IsThroughTheRepresentativeUnder18) {
  ConsentFacts facts = {.fresh_id = {}, .receiver_known = true, .age = 17, .represented = true};
  const std::string represented = "given_by: CONSENT_GIVER_REPRESENTATIVE";
  OpenedAndMet().When(Consent(), facts).ThenRefuse({kConsentNeedsRepresentative});
  OpenedAndMet()
      .When(Consent(represented), facts)
      .Then({absl::StrCat("consent_given { ", ConsentText(represented), " }")});
  facts.age = 18;
  EXPECT_TRUE(OpenedAndMet().When(Consent(), facts).result().ok());
}

TEST(GiveConsentTest, RefusesARepresentativeThatNobodyIs) {
  OpenedAndMet()
      .When(Consent("given_by: CONSENT_GIVER_REPRESENTATIVE"), kAdult)
      .ThenRefuse({kRepresentativeMissing});
}

TEST(GiveConsentTest, RefusesUnknownReceiversTakenIdsAndDatesOutOfOrder) {
  Consented()
      .When(Consent("given_by: CONSENT_GIVER_CITIZEN until_date { year: 2024 month: 3 day: 1 }"),
            ConsentFacts())
      .ThenRefuse({kReceiverUnknown, kConsentExists, kDatesOutOfOrder});
}

TEST(GiveConsentTest, RefusesWhereNoCaseIsOpened) {
  GivenCase({}).When(Consent(), kAdult).ThenRefuse({kCaseNotOpened});
}

TEST(WithdrawConsentTest, EndsTheConsentFromThen) {
  const auto decided = Consented().When(
      On<WithdrawConsentRequest>("consent_id", kPart, "withdrawn_by: CONSENT_GIVER_CITIZEN"),
      kAdult);
  decided.Then({absl::StrCat(
      "consent_withdrawn { consent_id: '", kPart, "' withdrawn_by: CONSENT_GIVER_CITIZEN }")});
  EXPECT_TRUE(decided.After().cooperation.consents[0].withdrawn.has_value());
}

TEST(WithdrawConsentTest, RefusesUnknownWithdrawnAndEarlierOnes) {
  auto withdraw =
      On<WithdrawConsentRequest>("consent_id", kPart, "withdrawn_by: CONSENT_GIVER_CITIZEN");
  OpenedAndMet().When(withdraw, kAdult).ThenRefuse({kConsentUnknown});
  GivenCase({kOpened, kContacted, kConsented, kWithdrawn})
      .When(withdraw, kAdult)
      .ThenRefuse({kConsentWithdrawn});
  *withdraw.mutable_occurred() = Proto<type::v1::When>("date { year: 2024 month: 3 day: 4 }");
  Consented().When(withdraw, kAdult).ThenRefuse({kDatesOutOfOrder});
}

TEST(WithdrawConsentTest, IsThroughTheRepresentativeUnder18) {
  ConsentFacts facts = {.fresh_id = {}, .receiver_known = false, .age = 16, .represented = true};
  Consented()
      .When(On<WithdrawConsentRequest>("consent_id", kPart, "withdrawn_by: CONSENT_GIVER_CITIZEN"),
            facts)
      .ThenRefuse({kConsentNeedsRepresentative});
  facts.represented = false;
  Consented()
      .When(On<WithdrawConsentRequest>(
                "consent_id", kPart, "withdrawn_by: CONSENT_GIVER_REPRESENTATIVE"),
            facts)
      .ThenRefuse({kRepresentativeMissing});
}

TEST(ReferTest, RestsOnAConsentThatCoversIt) {
  Consented()
      .When(Referral("fields: SHARED_FIELD_PLAN text: 'Kan ni ta emot?'"), kReceiverKnown)
      .Then({kSent.event})
      .ThenSealed({"referral_sent { text: 'Kan ni ta emot?' }"});
}

TEST(ReferTest, RefusesWithoutAnyConsentThatCoversIt) {
  OpenedAndMet().When(Referral(), kReceiverKnown).ThenRefuse({kConsentMissing});
  Consented()
      .When(Referral("fields: SHARED_FIELD_INCOME_SUPPORT"), kReceiverKnown)
      .ThenRefuse({kConsentMissing});
}

TEST(ReferTest, RefusesAConsentThatCoversSomethingElse) {
  Consented()
      .When(Referral(absl::StrCat("consent_id: '",
                                  kPart,
                                  "' purpose: CONSENT_PURPOSE_COOPERATION fields: "
                                  "SHARED_FIELD_INCOME_SUPPORT"),
                     kOtherReceiver),
            kReceiverKnown)
      .ThenRefuse({kConsentForOtherPurpose, kConsentForOtherReceiver, kConsentForFewerFields});
  Consented()
      .When(Referral(absl::StrCat("consent_id: '", kOtherPart, "'")), kReceiverKnown)
      .ThenRefuse({kConsentUnknown});
}

TEST(ReferTest, RefusesAConsentThatHasRunOutOrIsWithdrawn) {
  const auto refer = Referral(absl::StrCat("consent_id: '", kPart, "'"));
  Consented().At("2024-06-01 00:00").When(refer, kReceiverKnown).ThenRefuse({kConsentNotInForce});
  EXPECT_TRUE(Consented().At("2024-05-31 23:59").When(refer, kReceiverKnown).result().ok());
  GivenCase({kOpened, kContacted, kConsented, kWithdrawn})
      .When(refer, kReceiverKnown)
      .ThenRefuse({kConsentNotInForce});
}

TEST(ReferTest, RefusesUnknownReceiversTakenIdsAndDatesOutOfOrder) {
  Sent()
      .When(Referral("answer_by_date { year: 2024 month: 3 day: 1 }"), ReferralFacts())
      .ThenRefuse({kReceiverUnknown, kReferralExists, kDatesOutOfOrder});
}

TEST(ReferTest, RefusesOnceTheCaseIsExited) {
  GivenCase({kOpened, kContacted, kConsented, kExited})
      .When(Referral(), kReceiverKnown)
      .ThenRefuse({kCaseNotOpen});
}

TEST(ReferTest, KeepsItsConsentFromBeingVoided) {
  const GivenCase given = Sent();
  casework::v1::CaseEvent voiding;
  voiding.mutable_event_voided()->set_position(3);
  const absl::Status status = history::CheckAmendment(given.timeline(), voiding, given.context());
  ASSERT_EQ(RefusalsOf(status).size(), 1u) << status;
  EXPECT_EQ(RefusalsOf(status)[0].reason, "LATER_EVENT_IN_THE_WAY");
  EXPECT_EQ(RefusalsOf(status)[0].metadata.at("reason"), kConsentUnknown);
}

TEST(AcceptReferralTest, IsOnce) {
  const auto accept = On<AcceptReferralRequest>("referral_id", kOtherPart, "text: 'Ja'");
  Sent()
      .When(accept)
      .Then({absl::StrCat("referral_accepted { referral_id: '", kOtherPart, "' }")})
      .ThenSealed({"referral_accepted { text: 'Ja' }"});
  GivenCase({kOpened, kConsented, kSent, kAccepted}).When(accept).ThenRefuse({kReferralSettled});
}

TEST(AnswerReferralTest, FollowsAnAcceptance) {
  GivenCase({kOpened, kConsented, kSent, kAccepted})
      .When(On<AnswerReferralRequest>(
          "referral_id", kOtherPart, "result: REFERRAL_RESULT_ANSWERED text: 'Utredd'"))
      .Then({absl::StrCat("referral_answered { referral_id: '",
                          kOtherPart,
                          "' result: REFERRAL_RESULT_ANSWERED }")})
      .ThenSealed({"referral_answered { text: 'Utredd' }"});
}

TEST(DeclineReferralTest, HasAReason) {
  const auto decided = Sent().When(On<DeclineReferralRequest>(
      "referral_id", kOtherPart, "reason: DECLINE_REASON_NO_CAPACITY text: 'Fullt'"));
  decided
      .Then({absl::StrCat("referral_declined { referral_id: '",
                          kOtherPart,
                          "' reason: DECLINE_REASON_NO_CAPACITY }")})
      .ThenSealed({"referral_declined { text: 'Fullt' }"});
  EXPECT_TRUE(decided.After().cooperation.referrals[0].settled());
}

TEST(ReferralTest, RefusesAnswersToNothingToWhatIsSettledAndBeforeItWasSent) {
  const auto accept = On<AcceptReferralRequest>("referral_id", kOtherPart);
  const auto decline =
      On<DeclineReferralRequest>("referral_id", kOtherPart, "reason: DECLINE_REASON_OTHER");
  auto answer =
      On<AnswerReferralRequest>("referral_id", kOtherPart, "result: REFERRAL_RESULT_NO_ACTION");
  Consented().When(accept).ThenRefuse({kReferralUnknown});
  Consented().When(decline).ThenRefuse({kReferralUnknown});
  Consented().When(answer).ThenRefuse({kReferralUnknown});
  const GivenCase settled({kOpened, kContacted, kConsented, kSent, kDeclined});
  settled.When(accept).ThenRefuse({kReferralSettled});
  settled.When(decline).ThenRefuse({kReferralSettled});
  settled.When(answer).ThenRefuse({kReferralSettled});
  *answer.mutable_occurred() = Proto<type::v1::When>("date { year: 2024 month: 3 day: 5 }");
  Sent().When(answer).ThenRefuse({kDatesOutOfOrder});
}

}  // namespace
}  // namespace framdrift::cases
