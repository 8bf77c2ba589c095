#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>

#include "domain/household/household_commands.h"
#include "tests/domain/household/given_household.h"

namespace framdrift::household {
namespace {

std::string ApplyText(const std::string& kind) {
  return Field("application_id", kApplication) + "application_kind: APPLICATION_KIND_" + kind +
         " channel: CHANNEL_E_SERVICE " + On(2, 20);
}

// ReceiveApplication.

TEST(ReceiveApplicationTest, KeepsTheWordsOfEachApplicantApart) {
  const auto decided =
      GivenInMarch(Formed())
          .When(Proto<v1::ReceiveApplicationRequest>(
                    ApplyText("NEW") + "benefit_month { year: 2024 month: 3 day: 15 } " +
                    Field("applicant_ids", kEva) + Field("applicant_ids", kBo) + "person_texts { " +
                    Field("person_id", kBo) + "text: 'sjuk' }"),
                Facts())
          .Then({"application_received { " + Field("application_id", kApplication) +
                 "application_kind: APPLICATION_KIND_NEW " + March() +
                 Field("applicant_ids", kEva) + Field("applicant_ids", kBo) +
                 "channel: CHANNEL_E_SERVICE }"})
          .ThenSealed({"application_received { text: 'sjuk' }"});
  EXPECT_EQ(decided.result()->at(0).parts.at(0).subject, Person(kBo).bytes());
}

TEST(ReceiveApplicationTest, CompletesAtOnceWhatLacksNothing) {
  const Household after =
      GivenInMarch(Formed())
          .When(Proto<v1::ReceiveApplicationRequest>(
                    ApplyText("NEW") + March() + Field("applicant_ids", kEva) + "complete: true"),
                Facts())
          .After();
  EXPECT_EQ(after.applications.at(*ApplicationId::Parse(kApplication)).completed->day,
            absl::CivilDay(2024, 2, 20));
}

TEST(ReceiveApplicationTest, TakesAnEnquiryAboutNoMonth) {
  GivenInMarch(Formed())
      .When(Proto<v1::ReceiveApplicationRequest>(ApplyText("GENERAL_ENQUIRY") +
                                                 Field("applicant_ids", kEva)),
            Facts())
      .Then({"application_received { " + Field("application_id", kApplication) +
             "application_kind: APPLICATION_KIND_GENERAL_ENQUIRY " + Field("applicant_ids", kEva) +
             "channel: CHANNEL_E_SERVICE }"});
}

TEST(ReceiveApplicationTest, TakesWhoeverLivedThereOnTheFirstDayOfTheMonth) {
  const Past left = {
      "2024-02-05",
      "member_left { " + Field("person_id", kBo) + "reason: LEAVE_REASON_MOVED_OUT }"};
  const auto decided = GivenInMarch(And(Formed(), left))
                           .When(Proto<v1::ReceiveApplicationRequest>(
                                     ApplyText("SUPPLEMENTARY") + Field("applicant_ids", kBo) +
                                     "benefit_month { year: 2024 month: 2 day: 1 }"),
                                 Facts());
  EXPECT_TRUE(decided.result().ok()) << decided.result().status();
}

TEST(ReceiveApplicationTest, RefusesAMinor) {
  GivenInMarch(Formed())
      .When(Proto<v1::ReceiveApplicationRequest>(ApplyText("NEW") + March() +
                                                 Field("applicant_ids", kLiv)),
            Facts())
      .ThenRefuse({"APPLICANT_IS_MINOR"});
}

TEST(ReceiveApplicationTest, TakesAnAdultFromTheEighteenthBirthday) {
  HouseholdFacts facts = Facts();
  facts.persons[Person(kEva)].birth_date = absl::CivilDay(2006, 2, 20);
  const auto command = Proto<v1::ReceiveApplicationRequest>(ApplyText("NEW") + March() +
                                                            Field("applicant_ids", kEva));
  EXPECT_TRUE(GivenInMarch(Formed()).When(command, facts).result().ok());
  facts.persons[Person(kEva)].birth_date = absl::CivilDay(2006, 2, 21);
  GivenInMarch(Formed()).When(command, facts).ThenRefuse({"APPLICANT_IS_MINOR"});
}

TEST(ReceiveApplicationTest, ListsEveryReasonAtOnce) {
  GivenInMarch(UpToApplication())
      .When(Proto<v1::ReceiveApplicationRequest>(ApplyText("NEW") + Field("applicant_ids", kEva) +
                                                 Field("applicant_ids", kEva) +
                                                 Field("applicant_ids", kAnn) + "person_texts { " +
                                                 Field("person_id", kUnknown) + "text: 'vem' }"),
            Facts())
      .ThenRefuse({"APPLICATION_EXISTS",
                   "BENEFIT_MONTH_MISSING",
                   "APPLICANT_TWICE",
                   "APPLICANT_NOT_MEMBER",
                   "TEXT_OF_STRANGER"});
}

TEST(ReceiveApplicationTest, RefusesToCompleteAnEnquiry) {
  GivenInMarch(Formed())
      .When(Proto<v1::ReceiveApplicationRequest>(ApplyText("GENERAL_ENQUIRY") +
                                                 Field("applicant_ids", kEva) + "complete: true"),
            Facts())
      .ThenRefuse({"ENQUIRY_IS_NO_APPLICATION"});
}

// RequestSupplement, CompleteApplication.

TEST(RequestSupplementTest, SealsWhatIsLackingForEachApplicant) {
  GivenInMarch(UpToApplication())
      .When(Proto<v1::RequestSupplementRequest>(
          Field("application_id", kApplication) +
          "due_date { year: 2024 month: 3 day: 1 } text: 'hyresavi' " + On(2, 21)))
      .Then({"supplement_requested { " + Field("application_id", kApplication) +
             "due_date { year: 2024 month: 3 day: 1 } }"})
      .ThenSealed({"supplement_requested { text: 'hyresavi' }",
                   "supplement_requested { text: 'hyresavi' }"});
}

TEST(RequestSupplementTest, RefusesAnUnknownApplication) {
  GivenInMarch(Formed())
      .When(Proto<v1::RequestSupplementRequest>(Field("application_id", kUnknown)))
      .ThenRefuse({"APPLICATION_UNKNOWN"});
}

TEST(RequestSupplementTest, RefusesADueDayThatHasPassedAndADayBeforeTheApplication) {
  GivenInMarch(UpToApplication())
      .When(Proto<v1::RequestSupplementRequest>(Field("application_id", kApplication) +
                                                "due_date { year: 2024 month: 2 day: 18 }" +
                                                On(2, 19)))
      .ThenRefuse({"BEFORE_APPLICATION", "DUE_DATE_PASSED"});
}

TEST(RequestSupplementTest, RefusesAnEnquiryAndACompleteApplication) {
  GivenInMarch(And(Formed(), Applied("GENERAL_ENQUIRY")))
      .When(Proto<v1::RequestSupplementRequest>(Field("application_id", kApplication)))
      .ThenRefuse({"ENQUIRY_IS_NO_APPLICATION"});
  const Past completed = {"2024-02-21",
                          "application_completed { " + Field("application_id", kApplication) + "}"};
  GivenInMarch(And(UpToApplication(), completed))
      .When(Proto<v1::RequestSupplementRequest>(Field("application_id", kApplication)))
      .ThenRefuse({"APPLICATION_COMPLETE"});
}

TEST(CompleteApplicationTest, StartsTheTimeToTheDecision) {
  GivenInMarch(UpToApplication())
      .When(Proto<v1::CompleteApplicationRequest>(Field("application_id", kApplication)))
      .Then({"application_completed { " + Field("application_id", kApplication) + "}"});
}

TEST(CompleteApplicationTest, RefusesAsASupplementIsRefused) {
  GivenInMarch(Formed())
      .When(Proto<v1::CompleteApplicationRequest>(Field("application_id", kUnknown)))
      .ThenRefuse({"APPLICATION_UNKNOWN"});
  GivenInMarch(And(Formed(), Applied("GENERAL_ENQUIRY")))
      .When(
          Proto<v1::CompleteApplicationRequest>(Field("application_id", kApplication) + On(2, 19)))
      .ThenRefuse({"ENQUIRY_IS_NO_APPLICATION", "BEFORE_APPLICATION"});
  const Past completed = {"2024-02-21",
                          "application_completed { " + Field("application_id", kApplication) + "}"};
  GivenInMarch(And(UpToApplication(), completed))
      .When(Proto<v1::CompleteApplicationRequest>(Field("application_id", kApplication)))
      .ThenRefuse({"APPLICATION_COMPLETE"});
}

}  // namespace
}  // namespace framdrift::household
