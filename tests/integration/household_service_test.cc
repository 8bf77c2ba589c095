// Households over the wire: members over time, and what income support asks of persons and cases.
#include <memory>
#include <string>

#include "framdrift/casework/v1/case_service.grpc.pb.h"
#include "framdrift/household/v1/household_service.grpc.pb.h"
#include "framdrift/organisation/v1/organisation_service.grpc.pb.h"
#include "framdrift/organisation/v1/staff_service.grpc.pb.h"
#include "framdrift/person/v1/person_service.grpc.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/call.h"
#include "tests/testing/test_server.h"

namespace framdrift {
namespace {

using testing::CallError;
using testing::CallFails;
using testing::CallOk;
using ::testing::UnorderedElementsAre;
using Cases = casework::v1::CaseService::Stub;
using Households = household::v1::HouseholdService::Stub;
using Organisation = organisation::v1::OrganisationService::Stub;
using Persons = person::v1::PersonService::Stub;
using StaffOf = organisation::v1::StaffService::Stub;

const std::string kId = "0190b2c8-5b0e-7c3a-9f00-0000000000";
const std::string kEvaPerson = kId + "11";
const std::string kLiv = kId + "12";
const std::string kApplication = kId + "21";
const std::string kDecision = kId + "31";
const std::string kStaff = kId + "41";
const std::string kPayment = kId + "32";
const std::string kBoard = kId + "01";
const std::string kUnit = kId + "02";
const std::string kHouseholdId = kId + "51";
const std::string kMarch = "benefit_month { year: 2024 month: 3 day: 1 } ";

std::string Field(const std::string& name, const std::string& id) {
  return name + ": '" + id + "' ";
}

std::string On(int month, int day) {
  return "occurred { date { year: 2024 month: " + std::to_string(month) +
         " day: " + std::to_string(day) + " } } ";
}

// A request about `name`, with the rest in text format.
template <typename Request>
Request About(const std::string& name, const std::string& rest) {
  return testing::Named<Request>("tenants/kungsbacka/" + name, rest);
}

// A request about the household, with the rest in text format.
template <typename Request>
Request Of(const std::string& rest) {
  return About<Request>("households/" + kHouseholdId, rest);
}

class HouseholdServiceTest : public ::testing::Test {
 protected:
  HouseholdServiceTest() { Connect(); }
  void Connect() {
    households_ = std::make_unique<Households>(server_.channel());
    persons_ = std::make_unique<Persons>(server_.channel());
  }

  void Register(const std::string& id, int born) {
    person::v1::RegisterPersonRequest request;
    request.set_name("tenants/kungsbacka/persons/" + id);
    request.set_given_name("Någon");
    request.mutable_birth_date()->set_year(born);
    request.mutable_birth_date()->set_month(5);
    request.mutable_birth_date()->set_day(6);
    CallOk(*persons_, &Persons::RegisterPerson, request);
  }
  household::v1::Household Form() {
    Register(kEvaPerson, 1985);
    Register(kLiv, 2012);
    return CallOk(*households_,
                  &Households::FormHousehold,
                  Of<household::v1::FormHouseholdRequest>(
                      "members { " + Field("person_id", kEvaPerson) + "role: MEMBER_ROLE_ADULT } " +
                      "members { " + Field("person_id", kLiv) + "role: MEMBER_ROLE_CHILD } " +
                      On(2, 1)))
        .household();
  }
  household::v1::Household Apply() {
    return CallOk(*households_,
                  &Households::ReceiveApplication,
                  Of<household::v1::ReceiveApplicationRequest>(
                      Field("application_id", kApplication) + Field("applicant_ids", kEvaPerson) +
                      kMarch + On(2, 20) +
                      "application_kind: APPLICATION_KIND_NEW channel: CHANNEL_E_SERVICE "
                      "complete: true person_texts { " +
                      Field("person_id", kEvaPerson) + "text: 'sagt upp mig' }"))
        .household();
  }
  // Eva's case, opened on 5 February by a caseworker who is active.
  void OpenCase() {
    Organisation organisation(server_.channel());
    CallOk(
        organisation,
        &Organisation::CreateBoard,
        About<organisation::v1::CreateBoardRequest>("boards/" + kBoard, "display_name: 'Nämnden'"));
    CallOk(
        organisation,
        &Organisation::CreateUnit,
        About<organisation::v1::CreateUnitRequest>(
            "units/" + kUnit,
            "display_name: 'Enheten' " + Field("board_id", kBoard) + "municipality_code: '1384'"));
    StaffOf staff(server_.channel());
    CallOk(staff,
           &StaffOf::RegisterStaff,
           About<organisation::v1::RegisterStaffRequest>(
               "staff/" + kStaff,
               Field("unit_id", kUnit) + "display_name: 'Anna' roles: ROLE_CASEWORKER"));
    Cases cases(server_.channel());
    CallOk(cases,
           &Cases::OpenCase,
           About<casework::v1::OpenCaseRequest>(
               "cases/" + kEvaPerson,
               Field("unit_id", kUnit) + "target_group: TARGET_GROUP_OTHER " + On(2, 5)));
  }
  void HoldFirstContact() {
    Cases cases(server_.channel());
    CallOk(cases,
           &Cases::RecordFirstContact,
           About<casework::v1::RecordFirstContactRequest>(
               "cases/" + kEvaPerson,
               "outcome: FIRST_CONTACT_OUTCOME_HELD mode: CONTACT_MODE_VISIT " + On(2, 12)));
  }
  static household::v1::RecordAidDecisionRequest Decision() {
    return Of<household::v1::RecordAidDecisionRequest>(
        Field("decision_id", kDecision) + Field("application_id", kApplication) +
        Field("applicant_ids", kEvaPerson) + kMarch + On(2, 22) +
        Field("decision_maker_id", kStaff) +
        "outcome: AID_OUTCOME_GRANTED ground: 'norm' amount_ore: 500000 "
        "decided_by: DECIDED_BY_PERSON explanation: 'enligt norm'");
  }
  // The newest AidMonthSet in Eva's case.
  casework::v1::AidMonthSet MonthInCase() {
    Cases cases(server_.channel());
    const auto history =
        CallOk(cases,
               &Cases::GetCaseHistory,
               About<casework::v1::GetCaseHistoryRequest>("cases/" + kEvaPerson, ""));
    casework::v1::AidMonthSet newest;
    for (const auto& entry : history.entries()) {
      if (entry.event().has_aid_month_set()) newest = entry.event().aid_month_set();
    }
    return newest;
  }

  testing::TestServer server_;
  std::unique_ptr<Households> households_;
  std::unique_ptr<Persons> persons_;
};

TEST_F(HouseholdServiceTest, ShowsItsMembersOverTimeAlsoAfterARestart) {
  EXPECT_EQ(Form().type(), household::v1::HOUSEHOLD_TYPE_SINGLE_WITH_CHILDREN);
  CallOk(*households_,
         &Households::RemoveMember,
         Of<household::v1::RemoveMemberRequest>(Field("person_id", kLiv) +
                                                "reason: LEAVE_REASON_MOVED_OUT " + On(3, 1)));
  server_.Restart();
  Connect();
  const auto now =
      CallOk(*households_, &Households::GetHousehold, Of<household::v1::GetHouseholdRequest>(""));
  EXPECT_EQ(now.household().type(), household::v1::HOUSEHOLD_TYPE_SINGLE);
  ASSERT_EQ(now.household().memberships_size(), 2);
  EXPECT_EQ(now.household().memberships(1).to_date().month(), 3);
  const auto then =
      CallOk(*households_,
             &Households::GetHousehold,
             // 2024-02-15.
             Of<household::v1::GetHouseholdRequest>("valid_time { seconds: 1707998400 }"));
  EXPECT_EQ(then.household().type(), household::v1::HOUSEHOLD_TYPE_SINGLE_WITH_CHILDREN);
}

TEST_F(HouseholdServiceTest, RefusesMembersNobodyRegistered) {
  EXPECT_THAT(
      CallFails(*households_,
                &Households::FormHousehold,
                Of<household::v1::FormHouseholdRequest>(
                    "members { " + Field("person_id", kEvaPerson) + "role: MEMBER_ROLE_ADULT }"))
          .refusals(),
      UnorderedElementsAre("MEMBER_UNKNOWN"));
}

TEST_F(HouseholdServiceTest, DoesNotKnowAHouseholdNobodyFormed) {
  Form();
  auto request = Of<household::v1::GetHouseholdRequest>("");
  request.set_name("tenants/kungsbacka/households/" + kId + "59");
  const CallError error = CallFails(*households_, &Households::GetHousehold, request);
  EXPECT_EQ(error.code, grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(error.info.reason(), "HOUSEHOLD_NOT_FOUND");
}

TEST_F(HouseholdServiceTest, KeepsTheWordsOfAnApplicationWithTheApplicant) {
  Form();
  const household::v1::Household household = Apply();
  ASSERT_EQ(household.applications_size(), 1);
  EXPECT_EQ(household.applications(0).completed_date().day(), 20);
  ASSERT_EQ(household.months_size(), 1);
  EXPECT_TRUE(household.months(0).applied());
  const auto history = CallOk(*households_,
                              &Households::GetHouseholdHistory,
                              Of<household::v1::GetHouseholdHistoryRequest>(""));
  ASSERT_EQ(history.entries_size(), 5);
  EXPECT_EQ(history.entries(3).kind(), "ApplicationReceived");
  ASSERT_EQ(history.entries(3).sealed_size(), 1);
  EXPECT_EQ(history.entries(3).sealed(0).person_id(), kEvaPerson);
  EXPECT_EQ(history.entries(3).sealed(0).sealed().application_received().text(), "sagt upp mig");
}

TEST_F(HouseholdServiceTest, KnowsThatAMinorDoesNotApply) {
  Form();
  EXPECT_THAT(
      CallFails(*households_,
                &Households::ReceiveApplication,
                Of<household::v1::ReceiveApplicationRequest>(
                    Field("application_id", kApplication) + Field("applicant_ids", kLiv) + kMarch +
                    "application_kind: APPLICATION_KIND_NEW channel: CHANNEL_PHONE"))
          .refusals(),
      UnorderedElementsAre("APPLICANT_IS_MINOR"));
}

TEST_F(HouseholdServiceTest, DecidesNothingForAnAdultWithoutACase) {
  Form();
  Apply();
  EXPECT_THAT(CallFails(*households_, &Households::RecordAidDecision, Decision()).refusals(),
              UnorderedElementsAre("CASE_MISSING", "DECISION_MAKER_NOT_ACTIVE"));
}

TEST_F(HouseholdServiceTest, DecidesNothingBeforeTheFirstContact) {
  Form();
  Apply();
  OpenCase();
  EXPECT_THAT(CallFails(*households_, &Households::RecordAidDecision, Decision()).refusals(),
              UnorderedElementsAre("FIRST_CONTACT_MISSING"));
  HoldFirstContact();
  const auto decided = CallOk(*households_, &Households::RecordAidDecision, Decision());
  ASSERT_EQ(decided.household().decisions_size(), 1);
  EXPECT_EQ(decided.household().decisions(0).explanation(), "enligt norm");
}

TEST_F(HouseholdServiceTest, KeepsTheCaseAndThePersonUpWithWhatIsPaidAndStruckThrough) {
  Form();
  Apply();
  OpenCase();
  HoldFirstContact();
  CallOk(*households_, &Households::RecordAidDecision, Decision());
  EXPECT_EQ(MonthInCase().granted_ore(), 500000);
  EXPECT_TRUE(MonthInCase().applied());

  const auto paid = CallOk(*households_,
                           &Households::RecordAidPayment,
                           Of<household::v1::RecordAidPaymentRequest>(
                               Field("payment_id", kPayment) + Field("decision_id", kDecision) +
                               "amount_ore: 500000 " + On(2, 27)));
  EXPECT_EQ(MonthInCase().paid_ore(), 500000);
  EXPECT_EQ(MonthInCase().household_id(), kHouseholdId);
  const auto person = [&] {
    return CallOk(*persons_,
                  &Persons::GetPerson,
                  About<person::v1::GetPersonRequest>("persons/" + kEvaPerson, ""))
        .person();
  };
  // The month is not over: what comes after it is not written.
  ASSERT_EQ(person().livelihood_size(), 1);
  EXPECT_EQ(person().livelihood(0).state(), codes::v1::LIVELIHOOD_STATE_INCOME_SUPPORT);
  EXPECT_EQ(person().livelihood(0).from_date().month(), 3);

  auto strike = Of<household::v1::VoidEventRequest>("reason_code: 'typing-error'");
  strike.set_position(paid.position());
  EXPECT_EQ(CallOk(*households_, &Households::VoidEvent, strike).household().payments_size(), 0);
  EXPECT_EQ(MonthInCase().paid_ore(), 0);
  EXPECT_EQ(MonthInCase().granted_ore(), 500000);
  EXPECT_EQ(person().livelihood(0).state(), codes::v1::LIVELIHOOD_STATE_UNKNOWN);
}

}  // namespace
}  // namespace framdrift
