// Staff, activities, partners and the policy over the wire: facts between streams, and sealed text.
#include <memory>
#include <string>
#include <vector>

#include "framdrift/activity/v1/activity_service.grpc.pb.h"
#include "framdrift/organisation/v1/organisation_service.grpc.pb.h"
#include "framdrift/organisation/v1/staff_service.grpc.pb.h"
#include "framdrift/partner/v1/partner_service.grpc.pb.h"
#include "framdrift/policy/v1/policy_service.grpc.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/call.h"
#include "tests/testing/test_server.h"

namespace framdrift {
namespace {

using testing::CallError;
using testing::CallFails;
using testing::CallOk;
using ::testing::ElementsAre;
using testing::Named;
using ::testing::UnorderedElementsAre;
using Activities = activity::v1::ActivityService::Stub;
using Organisation = organisation::v1::OrganisationService::Stub;
using Partners = partner::v1::PartnerService::Stub;
using Policies = policy::v1::PolicyService::Stub;
using StaffOf = organisation::v1::StaffService::Stub;

constexpr char kBoard[] = "tenants/ljusdal/boards/0190b2c8-5b0e-7c3a-9f00-000000000001";
constexpr char kUnit[] = "tenants/ljusdal/units/0190b2c8-5b0e-7c3a-9f00-000000000002";
constexpr char kStaff[] = "tenants/ljusdal/staff/0190b2c8-5b0e-7c3a-9f00-000000000003";
constexpr char kPartner[] = "tenants/ljusdal/partners/0190b2c8-5b0e-7c3a-9f00-000000000004";
constexpr char kActivity[] = "tenants/ljusdal/activities/0190b2c8-5b0e-7c3a-9f00-000000000005";
constexpr char kUnitId[] = "unit_id: '0190b2c8-5b0e-7c3a-9f00-000000000002' ";

class ReferenceContextsTest : public ::testing::Test {
 protected:
  ReferenceContextsTest() { Connect(); }
  void Connect() {
    activities_ = std::make_unique<Activities>(server_.channel());
    organisation_ = std::make_unique<Organisation>(server_.channel());
    partners_ = std::make_unique<Partners>(server_.channel());
    policies_ = std::make_unique<Policies>(server_.channel());
    staff_ = std::make_unique<StaffOf>(server_.channel());
  }
  void Restart() {
    server_.Restart();
    Connect();
  }
  void CreateUnit() {
    CallOk(*organisation_,
           &Organisation::CreateBoard,
           Named<organisation::v1::CreateBoardRequest>(kBoard, "display_name: 'Nämnden'"));
    CallOk(*organisation_,
           &Organisation::CreateUnit,
           Named<organisation::v1::CreateUnitRequest>(
               kUnit,
               "board_id: '0190b2c8-5b0e-7c3a-9f00-000000000001' municipality_code: '2161' "
               "display_name: 'AME'"));
  }
  void RegisterStaff() {
    CallOk(*staff_,
           &StaffOf::RegisterStaff,
           Named<organisation::v1::RegisterStaffRequest>(
               kStaff,
               kUnitId + std::string("display_name: 'Kim Ek' email: 'kim@ljusdal.se' "
                                     "roles: ROLE_CASEWORKER")));
  }
  static partner::v1::RegisterPartnerRequest Partner(const std::string& name,
                                                     const std::string& number) {
    return Named<partner::v1::RegisterPartnerRequest>(
        name,
        "display_name: 'Bageriet' partner_kind: PARTNER_KIND_EMPLOYER contact_name: 'Li Berg' "
        "organisation_number: '" +
            number + "'");
  }

  testing::TestServer server_;
  std::unique_ptr<Activities> activities_;
  std::unique_ptr<Organisation> organisation_;
  std::unique_ptr<Partners> partners_;
  std::unique_ptr<Policies> policies_;
  std::unique_ptr<StaffOf> staff_;
};

TEST_F(ReferenceContextsTest, KeepsWhoAMemberOfStaffIsAndWhatTheyMayDo) {
  CreateUnit();
  RegisterStaff();
  CallOk(*staff_,
         &StaffOf::SetCapacity,
         Named<organisation::v1::SetCapacityRequest>(kStaff, "fte_percent: 80 max_load: 30"));
  Restart();
  const auto staff =
      CallOk(*staff_, &StaffOf::GetStaff, Named<organisation::v1::GetStaffRequest>(kStaff)).staff();
  EXPECT_EQ(staff.display_name(), "Kim Ek");
  EXPECT_EQ(staff.email(), "kim@ljusdal.se");
  EXPECT_EQ(staff.fte_percent(), 80);
  EXPECT_EQ(staff.max_load(), 30);
  ASSERT_EQ(staff.roles_size(), 1);
  EXPECT_EQ(staff.roles(0).role(), organisation::v1::ROLE_CASEWORKER);
  EXPECT_EQ(staff.state(), organisation::v1::Staff::STATE_ACTIVE);
}

TEST_F(ReferenceContextsTest, ShowsACorrectedName) {
  CreateUnit();
  RegisterStaff();
  const auto corrected =
      CallOk(*staff_,
             &StaffOf::CorrectStaffEvent,
             Named<organisation::v1::CorrectStaffEventRequest>(
                 kStaff,
                 std::string("position: 4 reason_code: 'typing-error' replacement { "
                             "staff_registered { ") +
                     kUnitId + "} } sealed { staff_registered { display_name: 'Kim Ekh' } }"));
  EXPECT_EQ(corrected.staff().display_name(), "Kim Ekh");
}

TEST_F(ReferenceContextsTest, RegistersStaffOnlyInOpenUnits) {
  CreateUnit();
  CallOk(
      *organisation_, &Organisation::CloseUnit, Named<organisation::v1::CloseUnitRequest>(kUnit));
  const CallError error = CallFails(*staff_,
                                    &StaffOf::RegisterStaff,
                                    Named<organisation::v1::RegisterStaffRequest>(
                                        kStaff, kUnitId + std::string("display_name: 'Kim'")));
  EXPECT_THAT(error.refusals(), ElementsAre("UNIT_NOT_OPEN"));
}

TEST_F(ReferenceContextsTest, SchedulesSessionsInOrderOfTimeLedByStaff) {
  CreateUnit();
  RegisterStaff();
  CallOk(*activities_,
         &Activities::OpenActivity,
         Named<activity::v1::OpenActivityRequest>(
             kActivity,
             kUnitId + std::string("display_name: 'Verkstad' place: 'Torget 1' "
                                   "type: ACTIVITY_TYPE_JOB_SEARCH_WORKSHOP")));
  for (const char* times :
       {"start_time { seconds: 2000090000 } end_time { seconds: 2000093600 }",
        "start_time { seconds: 2000000000 } end_time { seconds: 2000003600 }"}) {
    CallOk(*activities_,
           &Activities::ScheduleSession,
           Named<activity::v1::ScheduleSessionRequest>(
               kActivity,
               std::string("leader_staff_id: '0190b2c8-5b0e-7c3a-9f00-000000000003' ") + times));
  }
  const auto activity = CallOk(*activities_,
                               &Activities::GetActivity,
                               Named<activity::v1::GetActivityRequest>(kActivity))
                            .activity();
  ASSERT_EQ(activity.sessions_size(), 2);
  EXPECT_EQ(activity.sessions(0).start_time().seconds(), 2000000000);
  EXPECT_EQ(activity.sessions(0).place(), "Torget 1");
  EXPECT_EQ(activity.sessions(0).leader_staff_id(), "0190b2c8-5b0e-7c3a-9f00-000000000003");
  EXPECT_NE(activity.sessions(0).session_id(), activity.sessions(1).session_id());
}

TEST_F(ReferenceContextsTest, RefusesWhatAnActivityNamesAndTheTenantDoesNotHave) {
  CreateUnit();
  const CallError error =
      CallFails(*activities_,
                &Activities::OpenActivity,
                Named<activity::v1::OpenActivityRequest>(
                    kActivity,
                    "display_name: 'Verkstad' unit_id: '0190b2c8-5b0e-7c3a-9f00-0000000000ff' "
                    "provider_partner_id: '0190b2c8-5b0e-7c3a-9f00-0000000000ff' "
                    "local_type: 'cv-hjalp'"));
  EXPECT_THAT(error.refusals(),
              UnorderedElementsAre("UNIT_NOT_OPEN", "PARTNER_UNKNOWN", "ACTIVITY_TYPE_UNKNOWN"));
}

TEST_F(ReferenceContextsTest, KnowsTheCodesOfThePolicyInForce) {
  CreateUnit();
  CallOk(*policies_,
         &Policies::AdoptPolicy,
         Named<policy::v1::AdoptPolicyRequest>(
             "tenants/ljusdal/policy",
             "rules { code_lists { list: 'activity_type' codes { code: 'cv-hjalp' "
             "label: 'CV-hjälp' parent: 'job-search-workshop' } } }"));
  const auto opened =
      CallOk(*activities_,
             &Activities::OpenActivity,
             Named<activity::v1::OpenActivityRequest>(
                 kActivity, kUnitId + std::string("display_name: 'CV' local_type: 'cv-hjalp'")));
  EXPECT_EQ(opened.activity().type(), codes::v1::ACTIVITY_TYPE_JOB_SEARCH_WORKSHOP);
}

TEST_F(ReferenceContextsTest, FindsThePartnerThatHasTheNumberAlready) {
  CallOk(*partners_, &Partners::RegisterPartner, Partner(kPartner, "556012-5790"));
  Restart();
  const CallError error = CallFails(
      *partners_, &Partners::RegisterPartner, Partner("tenants/ljusdal/partners/-", "5560125790"));
  EXPECT_EQ(error.code, grpc::StatusCode::ALREADY_EXISTS);
  EXPECT_EQ(error.info.reason(), "PARTNER_EXISTS");
  EXPECT_EQ(error.info.metadata().at("partner_id"), "0190b2c8-5b0e-7c3a-9f00-000000000004");
}

TEST_F(ReferenceContextsTest, FindsASoleTraderByASealedNumber) {
  const auto registered =
      CallOk(*partners_, &Partners::RegisterPartner, Partner(kPartner, "811228-9874"));
  EXPECT_TRUE(registered.partner().sole_trader());
  EXPECT_EQ(registered.partner().organisation_number(), "");
  EXPECT_EQ(registered.partner().contact_name(), "Li Berg");
  const CallError error = CallFails(
      *partners_, &Partners::RegisterPartner, Partner("tenants/ljusdal/partners/-", "8112289874"));
  EXPECT_EQ(error.info.reason(), "PARTNER_EXISTS");
}

TEST_F(ReferenceContextsTest, FreesANumberThatWasCorrected) {
  const auto first =
      CallOk(*partners_, &Partners::RegisterPartner, Partner(kPartner, "556012-5790"));
  CallOk(*partners_,
         &Partners::CorrectPartnerEvent,
         Named<partner::v1::CorrectPartnerEventRequest>(
             kPartner,
             "position: " + std::to_string(first.position()) +
                 " reason_code: 'typing-error' replacement { partner_registered { "
                 "display_name: 'Bageriet' partner_kind: PARTNER_KIND_EMPLOYER "
                 "organisation_number: '202100-5489' } }"));
  CallOk(
      *partners_, &Partners::RegisterPartner, Partner("tenants/ljusdal/partners/-", "556012-5790"));
  const CallError error = CallFails(
      *partners_, &Partners::RegisterPartner, Partner("tenants/ljusdal/partners/-", "202100-5489"));
  EXPECT_EQ(error.info.reason(), "PARTNER_EXISTS");
}

TEST_F(ReferenceContextsTest, OffersAPlacementAndWithdrawsIt) {
  CallOk(*partners_, &Partners::RegisterPartner, Partner(kPartner, ""));
  const auto offered =
      CallOk(*partners_,
             &Partners::OfferPlacement,
             Named<partner::v1::OfferPlacementRequest>(
                 kPartner, "title: 'Bagare' type: ACTIVITY_TYPE_INTERNSHIP seats: 1"));
  ASSERT_EQ(offered.partner().placements_size(), 1);
  const auto withdrawn = CallOk(*partners_,
                                &Partners::WithdrawPlacement,
                                Named<partner::v1::WithdrawPlacementRequest>(
                                    kPartner,
                                    "reason: WITHDRAWAL_REASON_OTHER placement_id: '" +
                                        offered.partner().placements(0).placement_id() + "'"));
  EXPECT_EQ(withdrawn.partner().placements(0).state(), partner::v1::Placement::STATE_WITHDRAWN);
}

// A request for a list of the tenant.
template <typename Request>
Request ListOf(const std::string& rest = "") {
  Request request = testing::Text<Request>(rest);
  request.set_parent("tenants/ljusdal");
  return request;
}

TEST_F(ReferenceContextsTest, ListsStaffByUnitAndRole) {
  CreateUnit();
  RegisterStaff();
  const auto names = [&](const std::string& rest) {
    std::vector<std::string> found;
    const auto listed =
        CallOk(*staff_, &StaffOf::ListStaff, ListOf<organisation::v1::ListStaffRequest>(rest));
    for (const auto& one : listed.staff()) found.push_back(one.display_name());
    return found;
  };
  EXPECT_THAT(names(""), ElementsAre("Kim Ek"));
  EXPECT_THAT(names(std::string(kUnitId) + "role: ROLE_CASEWORKER"), ElementsAre("Kim Ek"));
  EXPECT_THAT(names("role: ROLE_AUDITOR"), ElementsAre());
  EXPECT_THAT(names("unit_id: '0190b2c8-5b0e-7c3a-9f00-00000000000f'"), ElementsAre());
  CallOk(*staff_, &StaffOf::EndStaff, Named<organisation::v1::EndStaffRequest>(kStaff));
  EXPECT_THAT(names(""), ElementsAre());
  EXPECT_THAT(names("include_ended: true"), ElementsAre("Kim Ek"));
}

TEST_F(ReferenceContextsTest, ListsPartnersWithoutContacts) {
  CallOk(*partners_, &Partners::RegisterPartner, Partner(kPartner, ""));
  CallOk(*partners_,
         &Partners::OfferPlacement,
         Named<partner::v1::OfferPlacementRequest>(
             kPartner,
             "title: 'Bagare' type: ACTIVITY_TYPE_INTERNSHIP seats: 1 "
             "from_date { year: 2024 month: 4 day: 1 }"));
  const auto count = [&](const std::string& rest) {
    return CallOk(
               *partners_, &Partners::ListPartners, ListOf<partner::v1::ListPartnersRequest>(rest))
        .partners_size();
  };
  const auto listed =
      CallOk(*partners_, &Partners::ListPartners, ListOf<partner::v1::ListPartnersRequest>());
  ASSERT_EQ(listed.partners_size(), 1);
  EXPECT_EQ(listed.partners(0).display_name(), "Bageriet");
  EXPECT_EQ(listed.partners(0).contact_name(), "");
  EXPECT_GT(listed.position(), 0);
  EXPECT_EQ(count("partner_kind: PARTNER_KIND_EMPLOYER"), 1);
  EXPECT_EQ(count("partner_kind: PARTNER_KIND_ASSOCIATION"), 0);
  EXPECT_EQ(count("placement_on_date { year: 2024 month: 4 day: 1 }"), 1);
  EXPECT_EQ(count("placement_on_date { year: 2024 month: 3 day: 31 }"), 0);
}

TEST_F(ReferenceContextsTest, ListsSessionsOfAllActivitiesInOrderOfTimePageByPage) {
  CreateUnit();
  const std::string other = "tenants/ljusdal/activities/0190b2c8-5b0e-7c3a-9f00-000000000006";
  int64_t start = 2'000'000'000;  // 18 May 2033
  for (const std::string& name : {std::string(kActivity), other, std::string(kActivity)}) {
    if (start < 2'000'200'000) {
      CallOk(*activities_,
             &Activities::OpenActivity,
             Named<activity::v1::OpenActivityRequest>(
                 name, kUnitId + std::string("display_name: 'V' type: ACTIVITY_TYPE_MEETING")));
    }
    CallOk(*activities_,
           &Activities::ScheduleSession,
           Named<activity::v1::ScheduleSessionRequest>(
               name,
               "start_time { seconds: " + std::to_string(start) +
                   " } end_time { seconds: " + std::to_string(start + 3600) + " }"));
    start += 100'000;
  }
  const auto starts = [&](const std::string& rest) {
    std::vector<int64_t> found;
    activity::v1::ListSessionsResponse page;
    do {
      auto request = ListOf<activity::v1::ListSessionsRequest>(rest);
      request.set_page_token(page.next_page_token());
      page = CallOk(*activities_, &Activities::ListSessions, request);
      for (const auto& one : page.sessions()) found.push_back(one.start_time().seconds());
    } while (!page.next_page_token().empty());
    return found;
  };
  EXPECT_THAT(starts("page_size: 1"), ElementsAre(2'000'000'000, 2'000'100'000, 2'000'200'000));
  EXPECT_THAT(starts("activity_id: '0190b2c8-5b0e-7c3a-9f00-000000000006'"),
              ElementsAre(2'000'100'000));
  EXPECT_THAT(starts("until_date { year: 2033 month: 5 day: 19 }"), ElementsAre(2'000'000'000));
  const auto activities = CallOk(
      *activities_, &Activities::ListActivities, ListOf<activity::v1::ListActivitiesRequest>());
  ASSERT_EQ(activities.activities_size(), 2);
  EXPECT_EQ(activities.activities(0).sessions_size(), 0);
}

TEST_F(ReferenceContextsTest, AnswersWithTheDefaultsUntilAPolicyIsAdopted) {
  CreateUnit();
  const auto get = [&](const std::string& rest) {
    return CallOk(*policies_,
                  &Policies::GetPolicy,
                  Named<policy::v1::GetPolicyRequest>("tenants/ljusdal/policy", rest))
        .policy();
  };
  EXPECT_EQ(get("").version(), 0);
  EXPECT_EQ(get("").rules().small_cell_limit(), 5);
  const auto adopted = CallOk(*policies_,
                              &Policies::AdoptPolicy,
                              Named<policy::v1::AdoptPolicyRequest>(
                                  "tenants/ljusdal/policy", "rules { small_cell_limit: 10 }"));
  EXPECT_EQ(adopted.policy().version(), 1);
  EXPECT_EQ(get("").rules().small_cell_limit(), 10);
  EXPECT_EQ(get("as_of_date { year: 2020 month: 1 day: 1 }").version(), 0);
  EXPECT_EQ(get("version: 0").rules().small_cell_limit(), 5);
  const CallError unknown =
      CallFails(*policies_,
                &Policies::GetPolicy,
                Named<policy::v1::GetPolicyRequest>("tenants/ljusdal/policy", "version: 2"));
  EXPECT_EQ(unknown.info.reason(), "POLICY_VERSION_NOT_FOUND");
}

TEST_F(ReferenceContextsTest, RefusesAPolicyFieldByField) {
  const CallError error = CallFails(
      *policies_,
      &Policies::AdoptPolicy,
      Named<policy::v1::AdoptPolicyRequest>(
          "tenants/ljusdal/policy", "rules { small_cell_limit: 1 support_spell_gap_months: 0 }"));
  EXPECT_THAT(error.refusals(),
              ElementsAre("POLICY_VALUE_OUT_OF_RANGE", "POLICY_VALUE_OUT_OF_RANGE"));
}

TEST_F(ReferenceContextsTest, RefusesAnotherNameOfThePolicy) {
  const CallError error =
      CallFails(*policies_,
                &Policies::GetPolicy,
                Named<policy::v1::GetPolicyRequest>(
                    "tenants/ljusdal/policy/0190b2c8-5b0e-7c3a-9f00-000000000001"));
  EXPECT_EQ(error.code, grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(error.fields(), ElementsAre("name"));
}

}  // namespace
}  // namespace framdrift
