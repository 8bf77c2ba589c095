#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "domain/household/household_commands.h"
#include "tests/domain/household/given_household.h"

namespace framdrift::household {
namespace {

std::string DecideText(const std::string& terms = Terms("GRANTED", 1000001)) {
  return Field("decision_id", kDecision) + Field("application_id", kApplication) +
         Field("applicant_ids", kEva) + Field("applicant_ids", kBo) +
         Field("covered_child_ids", kLiv) + March() + terms + On(2, 22);
}

v1::RecordAidDecisionRequest DecideCommand(const std::string& text) {
  return Proto<v1::RecordAidDecisionRequest>(text);
}

std::string RuleTerms(const std::string& version) {
  return "outcome: AID_OUTCOME_GRANTED ground: 'norm' amount_ore: 5 decided_by: DECIDED_BY_RULE " +
         (version.empty() ? std::string() : "rule_version: '" + version + "' ");
}

// RecordAidDecision.

TEST(RecordAidDecisionTest, ExplainsItselfToEachAdultItCovers) {
  const auto decided =
      GivenInMarch(UpToApplication())
          .When(DecideCommand(DecideText() + "explanation: 'enligt norm' person_texts { " +
                              Field("person_id", kBo) + "text: 'studier' }"),
                Facts())
          .Then({Decided().event})
          .ThenSealed({"aid_decision_recorded { explanation: 'enligt norm' }",
                       "aid_decision_recorded { explanation: 'enligt norm' text: 'studier' }"});
  EXPECT_EQ(decided.result()->at(0).parts.at(0).subject, Person(kEva).bytes());
  EXPECT_EQ(decided.result()->at(0).parts.at(1).subject, Person(kBo).bytes());
  EXPECT_NE(decided.result()->at(0).parts.at(0).role, decided.result()->at(0).parts.at(1).role);
}

TEST(RecordAidDecisionTest, DecidesByRuleWithVersionAndExplanation) {
  const auto decided = GivenInMarch(UpToApplication())
                           .When(DecideCommand(DecideText(RuleTerms("norm 2024:1")) +
                                               "explanation: 'norm minus inkomst'"),
                                 Facts());
  EXPECT_TRUE(decided.result().ok()) << decided.result().status();
}

TEST(RecordAidDecisionTest, RefusesARuleThatDoesNotExplainItself) {
  GivenInMarch(UpToApplication())
      .When(DecideCommand(DecideText(RuleTerms(""))), Facts())
      .ThenRefuse({"DECISION_UNEXPLAINED", "RULE_VERSION_MISSING"});
}

TEST(RecordAidDecisionTest, RefusesADecisionBeforeTheFirstContactWherePolicySaysSo) {
  HouseholdFacts facts = Facts();
  facts.persons[Person(kBo)].first_contact.reset();
  facts.persons[Person(kEva)].first_contact_day = absl::CivilDay(2024, 2, 23);
  GivenInMarch(UpToApplication())
      .When(DecideCommand(DecideText()), facts)
      .ThenRefuse({"FIRST_CONTACT_MISSING", "FIRST_CONTACT_MISSING"});
  facts.first_contact_before_decision = false;
  EXPECT_TRUE(
      GivenInMarch(UpToApplication()).When(DecideCommand(DecideText()), facts).result().ok());
}

TEST(RecordAidDecisionTest, TakesAFirstContactOfTheSameDay) {
  HouseholdFacts facts = Facts();
  facts.persons[Person(kBo)].first_contact = ::framdrift::testing::Occurred("2024-02-22 15:00");
  facts.persons[Person(kBo)].first_contact_day = absl::CivilDay(2024, 2, 22);
  EXPECT_TRUE(
      GivenInMarch(UpToApplication()).When(DecideCommand(DecideText()), facts).result().ok());
}

TEST(RecordAidDecisionTest, RefusesAnAdultWithoutACase) {
  HouseholdFacts facts = Facts();
  facts.persons[Person(kBo)].has_case = false;
  GivenInMarch(UpToApplication())
      .When(DecideCommand(DecideText()), facts)
      .ThenRefuse({"CASE_MISSING"});
}

TEST(RecordAidDecisionTest, RefusesAmountsThatCannotBe) {
  GivenInMarch(UpToApplication())
      .When(DecideCommand(DecideText(Terms("GRANTED", -1))), Facts())
      .ThenRefuse({"AMOUNT_NEGATIVE"});
  GivenInMarch(UpToApplication())
      .When(DecideCommand(DecideText(Terms("REFUSED", 1))), Facts())
      .ThenRefuse({"REFUSED_WITH_AMOUNT"});
}

TEST(RecordAidDecisionTest, RefusesADecisionNobodyMade) {
  GivenInMarch(UpToApplication())
      .When(DecideCommand(DecideText("outcome: AID_OUTCOME_GRANTED amount_ore: 5 "
                                     "decided_by: DECIDED_BY_PERSON ")),
            Facts())
      .ThenRefuse({"DECISION_MAKER_MISSING"});
  HouseholdFacts facts = Facts();
  facts.decision_maker_active = false;
  GivenInMarch(UpToApplication())
      .When(DecideCommand(DecideText()), facts)
      .ThenRefuse({"DECISION_MAKER_NOT_ACTIVE"});
}

TEST(RecordAidDecisionTest, RefusesASecondDecisionOfTheSameId) {
  GivenInMarch(UpToDecision())
      .When(DecideCommand(DecideText()), Facts())
      .ThenRefuse({"DECISION_EXISTS"});
}

TEST(RecordAidDecisionTest, RefusesADecisionOnAnEnquiryOrNothing) {
  GivenInMarch(And(Formed(), Applied("GENERAL_ENQUIRY")))
      .When(DecideCommand(DecideText()), Facts())
      .ThenRefuse({"ENQUIRY_IS_NO_APPLICATION"});
  GivenInMarch(Formed())
      .When(DecideCommand(DecideText()), Facts())
      .ThenRefuse({"APPLICATION_UNKNOWN"});
}

TEST(RecordAidDecisionTest, RefusesADayBeforeTheApplicationCameIn) {
  GivenInMarch(And(Formed(), Applied("NEW", "2024-02-23")))
      .When(DecideCommand(DecideText()), Facts())
      .ThenRefuse({"BEFORE_APPLICATION"});
}

TEST(RecordAidDecisionTest, ListsEveryReasonAboutWhomAndWhen) {
  GivenInMarch(UpToApplication())
      .When(
          DecideCommand(Field("decision_id", kDecision) + Field("application_id", kApplication) +
                        Field("applicant_ids", kLiv) + Field("applicant_ids", kLiv) +
                        Field("covered_child_ids", kAnn) +
                        "benefit_month { year: 2024 month: 4 day: 1 } " + Terms("GRANTED", 1) +
                        On(2, 22) + "person_texts { " + Field("person_id", kAnn) + "text: 'vem' }"),
          Facts())
      .ThenRefuse({"APPLICANTS_DIFFER",
                   "APPLICANTS_DIFFER",
                   "APPLICANT_TWICE",
                   "APPLICANT_IS_MINOR",
                   "APPLICANT_IS_MINOR",
                   "CASE_MISSING",
                   "CASE_MISSING",
                   "BENEFIT_MONTH_DIFFERS",
                   "CHILD_NOT_MEMBER",
                   "TEXT_OF_STRANGER"});
}

TEST(RecordAidDecisionTest, RefusesAnAdultWhoHasMovedOut) {
  const Past left = {
      "2024-02-21",
      "member_left { " + Field("person_id", kBo) + "reason: LEAVE_REASON_MOVED_OUT }"};
  GivenInMarch(And(UpToApplication(), left))
      .When(DecideCommand(DecideText()), Facts())
      .ThenRefuse({"APPLICANT_NOT_MEMBER"});
}

// ChangeAidDecision.

TEST(ChangeAidDecisionTest, ReplacesTheTermsAndExplainsToEach) {
  const Household after = GivenInMarch(UpToDecision())
                              .When(Proto<v1::ChangeAidDecisionRequest>(
                                        Field("decision_id", kDecision) +
                                        Terms("PARTLY_GRANTED", 700) + "explanation: 'ny inkomst'"),
                                    Facts())
                              .Then({"aid_decision_changed { " + Field("decision_id", kDecision) +
                                     Terms("PARTLY_GRANTED", 700) + "}"})
                              .ThenSealed({"aid_decision_changed { explanation: 'ny inkomst' }",
                                           "aid_decision_changed { explanation: 'ny inkomst' }"})
                              .After();
  const Decision& decision = after.decisions.at(*DecisionId::Parse(kDecision));
  EXPECT_EQ(decision.granted_ore, 700);
  EXPECT_EQ(decision.changes, 1);
}

TEST(ChangeAidDecisionTest, RefusesWhatADecisionIsRefusedFor) {
  HouseholdFacts facts = Facts();
  facts.decision_maker_active = false;
  GivenInMarch(UpToDecision())
      .When(Proto<v1::ChangeAidDecisionRequest>(Field("decision_id", kDecision) +
                                                Terms("GRANTED", -1)),
            facts)
      .ThenRefuse({"AMOUNT_NEGATIVE", "DECISION_MAKER_NOT_ACTIVE"});
  GivenInMarch(UpToDecision())
      .When(Proto<v1::ChangeAidDecisionRequest>(Field("decision_id", kDecision) + RuleTerms("")),
            Facts())
      .ThenRefuse({"DECISION_UNEXPLAINED", "RULE_VERSION_MISSING"});
  GivenInMarch(UpToDecision())
      .When(Proto<v1::ChangeAidDecisionRequest>(
                Field("decision_id", kDecision) +
                "outcome: AID_OUTCOME_REFUSED amount_ore: 7 decided_by: DECIDED_BY_PERSON"),
            Facts())
      .ThenRefuse({"REFUSED_WITH_AMOUNT", "DECISION_MAKER_MISSING"});
}

TEST(ChangeAidDecisionTest, RefusesUnknownDecisionsAndAppealsAndDaysBefore) {
  GivenInMarch(Formed())
      .When(
          Proto<v1::ChangeAidDecisionRequest>(Field("decision_id", kUnknown) + Terms("GRANTED", 1)),
          Facts())
      .ThenRefuse({"DECISION_UNKNOWN"});
  GivenInMarch(UpToDecision())
      .When(Proto<v1::ChangeAidDecisionRequest>(Field("decision_id", kDecision) +
                                                Field("appeal_id", kUnknown) + Terms("GRANTED", 1) +
                                                On(2, 21)),
            Facts())
      .ThenRefuse({"APPEAL_UNKNOWN", "BEFORE_DECISION"});
}

TEST(ChangeAidDecisionTest, MayFollowAnAppeal) {
  const auto decided = GivenInMarch(And(UpToDecision(), Appealed()))
                           .When(Proto<v1::ChangeAidDecisionRequest>(
                                     Field("decision_id", kDecision) + Field("appeal_id", kAppeal) +
                                     Terms("GRANTED", 1200000)),
                                 Facts());
  EXPECT_TRUE(decided.result().ok()) << decided.result().status();
}

// Appeals.

std::string LodgeText(const std::string& decision, const std::string& appellant) {
  return Field("appeal_id", kAppeal) + Field("decision_id", decision) +
         Field("appellant_id", appellant);
}

TEST(LodgeAppealTest, KeepsTheWordsWithWhoAppeals) {
  GivenInMarch(UpToDecision())
      .When(Proto<v1::LodgeAppealRequest>(LodgeText(kDecision, kEva) + "text: 'för lågt'"))
      .Then({Appealed().event})
      .ThenSealed({"appeal_lodged { text: 'för lågt' }"});
}

TEST(LodgeAppealTest, RefusesWhoeverTheDecisionDoesNotCover) {
  GivenInMarch(UpToDecision())
      .When(Proto<v1::LodgeAppealRequest>(LodgeText(kDecision, kAnn) + On(2, 21)))
      .ThenRefuse({"APPELLANT_NOT_APPLICANT", "BEFORE_DECISION"});
}

TEST(LodgeAppealTest, RefusesASecondOfTheSameIdAndAnUnknownDecision) {
  GivenInMarch(And(UpToDecision(), Appealed()))
      .When(Proto<v1::LodgeAppealRequest>(LodgeText(kUnknown, kEva)))
      .ThenRefuse({"APPEAL_EXISTS", "DECISION_UNKNOWN"});
}

TEST(DecideAppealTest, EndsTheAppeal) {
  const std::string text = Field("appeal_id", kAppeal) + "outcome: APPEAL_OUTCOME_CHANGED ";
  GivenInMarch(And(UpToDecision(), Appealed()))
      .When(Proto<v1::DecideAppealRequest>(text + "text: 'bifall'"))
      .Then({"appeal_decided { " + text + "}"})
      .ThenSealed({"appeal_decided { text: 'bifall' }"});
}

TEST(DecideAppealTest, RefusesAnUnknownOrDecidedAppealAndADayBefore) {
  GivenInMarch(UpToDecision())
      .When(Proto<v1::DecideAppealRequest>(Field("appeal_id", kAppeal)))
      .ThenRefuse({"APPEAL_UNKNOWN"});
  const Past decided = {
      "2024-03-02",
      "appeal_decided { " + Field("appeal_id", kAppeal) + "outcome: APPEAL_OUTCOME_UPHELD }"};
  GivenInMarch(And(And(UpToDecision(), Appealed()), decided))
      .When(Proto<v1::DecideAppealRequest>(Field("appeal_id", kAppeal) +
                                           "outcome: APPEAL_OUTCOME_CHANGED " + On(2, 28)))
      .ThenRefuse({"APPEAL_DECIDED", "BEFORE_APPEAL"});
}

// Payments.

std::string PayText(int64_t amount_ore, const std::string& decision = kDecision) {
  return Field("payment_id", kPayment) + Field("decision_id", decision) +
         "amount_ore: " + std::to_string(amount_ore) + " ";
}

TEST(RecordAidPaymentTest, PaysNoMoreThanIsGranted) {
  GivenInMarch(UpToDecision())
      .When(Proto<v1::RecordAidPaymentRequest>(PayText(1000001)))
      .Then({"aid_paid { " + PayText(1000001) + "}"});
  GivenInMarch(UpToDecision())
      .When(Proto<v1::RecordAidPaymentRequest>(PayText(1000002)))
      .ThenRefuse({"PAYMENT_EXCEEDS_GRANT"});
}

TEST(RecordAidPaymentTest, PaysAgainWhatWasTakenBack) {
  auto command = Proto<v1::RecordAidPaymentRequest>(PayText(600));
  command.set_payment_id(Uuid(52));
  const auto past = And(UpToPayment(), Reversed(600));
  EXPECT_TRUE(GivenInMarch(past).When(command).result().ok());
  command.set_amount_ore(601);
  GivenInMarch(past).When(command).ThenRefuse({"PAYMENT_EXCEEDS_GRANT"});
}

TEST(RecordAidPaymentTest, RefusesWhatCannotBe) {
  GivenInMarch(UpToPayment())
      .When(Proto<v1::RecordAidPaymentRequest>(PayText(-1) + On(2, 21)))
      .ThenRefuse({"PAYMENT_EXISTS", "AMOUNT_NEGATIVE", "BEFORE_DECISION"});
  GivenInMarch(Formed())
      .When(Proto<v1::RecordAidPaymentRequest>(PayText(1, kUnknown)))
      .ThenRefuse({"DECISION_UNKNOWN"});
}

std::string ReverseText(int64_t amount_ore, const std::string& payment = kPayment) {
  return Field("reversal_id", kReversal) + Field("payment_id", payment) +
         "amount_ore: " + std::to_string(amount_ore) + " reason: REVERSAL_REASON_OVERPAID ";
}

TEST(RecordAidReversalTest, TakesBackNoMoreThanWasPaid) {
  GivenInMarch(UpToPayment())
      .When(Proto<v1::RecordAidReversalRequest>(ReverseText(1000001) + "text: 'lön'"))
      .Then({"aid_reversed { " + ReverseText(1000001) + "}"})
      .ThenSealed({"aid_reversed { text: 'lön' }", "aid_reversed { text: 'lön' }"});
  GivenInMarch(UpToPayment())
      .When(Proto<v1::RecordAidReversalRequest>(ReverseText(1000002)))
      .ThenRefuse({"REVERSAL_EXCEEDS_PAYMENT"});
}

TEST(RecordAidReversalTest, RefusesWhatCannotBe) {
  GivenInMarch(And(UpToPayment(), Reversed(600)))
      .When(Proto<v1::RecordAidReversalRequest>(ReverseText(-1) + On(2, 26)))
      .ThenRefuse({"REVERSAL_EXISTS", "AMOUNT_NEGATIVE", "BEFORE_PAYMENT"});
  GivenInMarch(UpToDecision())
      .When(Proto<v1::RecordAidReversalRequest>(ReverseText(1)))
      .ThenRefuse({"PAYMENT_UNKNOWN"});
}

}  // namespace
}  // namespace framdrift::household
