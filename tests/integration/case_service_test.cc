// A case over the wire: facts of other streams, what may be done next, history and the past.
#include <memory>
#include <string>

#include "absl/strings/str_cat.h"
#include "framdrift/casework/v1/case_service.grpc.pb.h"
#include "framdrift/organisation/v1/organisation_service.grpc.pb.h"
#include "framdrift/organisation/v1/staff_service.grpc.pb.h"
#include "framdrift/person/v1/person_service.grpc.pb.h"
#include "framdrift/policy/v1/policy_service.grpc.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/testing/call.h"
#include "tests/testing/test_server.h"

namespace framdrift {
namespace {

namespace v1 = casework::v1;
using testing::CallError;
using testing::CallFails;
using testing::CallOk;
using ::testing::ElementsAre;
using testing::Named;
using ::testing::UnorderedElementsAre;
using Cases = v1::CaseService::Stub;
using Organisation = organisation::v1::OrganisationService::Stub;
using Persons = person::v1::PersonService::Stub;
using Policies = policy::v1::PolicyService::Stub;
using StaffOf = organisation::v1::StaffService::Stub;

constexpr char kBoard[] = "tenants/lund/boards/0190b2c8-5b0e-7c3a-9f00-000000000001";
constexpr char kUnit[] = "tenants/lund/units/0190b2c8-5b0e-7c3a-9f00-000000000002";
constexpr char kUnitId[] = "unit_id: '0190b2c8-5b0e-7c3a-9f00-000000000002' ";
constexpr char kCaseworkerId[] = "0190b2c8-5b0e-7c3a-9f00-000000000003";
constexpr char kPersonId[] = "0190b2c8-5b0e-7c3a-9f00-000000000011";
constexpr char kCase[] = "tenants/lund/cases/0190b2c8-5b0e-7c3a-9f00-000000000011";
constexpr char kOtherCase[] = "tenants/lund/cases/0190b2c8-5b0e-7c3a-9f00-000000000012";

class CaseServiceTest : public ::testing::Test {
 protected:
  CaseServiceTest() {
    Connect();
    Organisation organisation(server_.channel());
    CallOk(organisation,
           &Organisation::CreateBoard,
           Named<organisation::v1::CreateBoardRequest>(kBoard, "display_name: 'Nämnden'"));
    CallOk(organisation,
           &Organisation::CreateUnit,
           Named<organisation::v1::CreateUnitRequest>(
               kUnit,
               "display_name: 'Enheten' board_id: '0190b2c8-5b0e-7c3a-9f00-000000000001' "
               "municipality_code: '1281'"));
    StaffOf staff(server_.channel());
    CallOk(staff,
           &StaffOf::RegisterStaff,
           Named<organisation::v1::RegisterStaffRequest>(
               absl::StrCat("tenants/lund/staff/", kCaseworkerId),
               absl::StrCat(kUnitId, "display_name: 'Anna' roles: ROLE_CASEWORKER")));
    Register(kPersonId);
  }
  void Connect() { cases_ = std::make_unique<Cases>(server_.channel()); }

  void Register(const std::string& id) {
    Persons persons(server_.channel());
    CallOk(persons,
           &Persons::RegisterPerson,
           Named<person::v1::RegisterPersonRequest>(absl::StrCat("tenants/lund/persons/", id),
                                                    "given_name: 'Kim' family_name: 'Ek'"));
  }
  v1::OpenCaseResponse Open(const std::string& name = kCase) {
    return CallOk(*cases_,
                  &Cases::OpenCase,
                  Named<v1::OpenCaseRequest>(
                      name, absl::StrCat(kUnitId, "target_group: TARGET_GROUP_NEWLY_ARRIVED")));
  }
  void OpenAndContact() {
    Open();
    CallOk(*cases_,
           &Cases::RecordFirstContact,
           Named<v1::RecordFirstContactRequest>(
               kCase, "outcome: FIRST_CONTACT_OUTCOME_HELD mode: CONTACT_MODE_VISIT"));
  }
  v1::Case Get() {
    return CallOk(*cases_, &Cases::GetCase, Named<v1::GetCaseRequest>(kCase)).case_();
  }
  static const v1::AllowedAction& Action(const v1::Case& shown, const std::string& command) {
    for (const auto& action : shown.allowed_actions()) {
      if (action.command() == command) return action;
    }
    ADD_FAILURE() << "no action " << command;
    return v1::AllowedAction::default_instance();
  }

  testing::TestServer server_;
  std::unique_ptr<Cases> cases_;
};

TEST_F(CaseServiceTest, OpensACaseOfAKnownPersonInAnOpenUnit) {
  const auto opened = Open();
  EXPECT_EQ(opened.case_().name(), kCase);
  EXPECT_EQ(opened.case_().person(), absl::StrCat("tenants/lund/persons/", kPersonId));
  EXPECT_EQ(opened.case_().phase(), v1::PHASE_INTAKE);
  EXPECT_EQ(opened.case_().etag(), "\"1\"");
  EXPECT_EQ(opened.case_().allowed_actions_size(), 0);
  EXPECT_FALSE(Action(Get(), "OpenCase").allowed());
  EXPECT_TRUE(Action(Get(), "RecordFirstContact").allowed());
}

TEST_F(CaseServiceTest, RefusesAnUnknownPersonAndUnitAtOnce) {
  const CallError error =
      CallFails(*cases_,
                &Cases::OpenCase,
                Named<v1::OpenCaseRequest>(kOtherCase,
                                           "target_group: TARGET_GROUP_YOUNG unit_id: "
                                           "'0190b2c8-5b0e-7c3a-9f00-00000000dead'"));
  EXPECT_EQ(error.code, grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_THAT(error.refusals(), UnorderedElementsAre("PERSON_UNKNOWN", "UNIT_NOT_OPEN"));
}

TEST_F(CaseServiceTest, ACommandOnACaseThatNeverWasIsNotFound) {
  const CallError error =
      CallFails(*cases_, &Cases::AddNote, Named<v1::AddNoteRequest>(kCase, "text: 'Ringde'"));
  EXPECT_EQ(error.code, grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(error.info.reason(), "CASE_NOT_FOUND");
}

TEST_F(CaseServiceTest, LeadsFromThePlanToAStepThatStarts) {
  OpenAndContact();
  const auto planned = CallOk(
      *cases_,
      &Cases::AdoptWorkPlan,
      Named<v1::AdoptWorkPlanRequest>(
          kCase,
          "track: PLAN_TRACK_WORK goals { title: 'Arbete i kök' target_date { year: 2099 month: 1 "
          "day: 1 } } steps { activity_type: ACTIVITY_TYPE_INTERNSHIP text: 'Skolköket' }"));
  ASSERT_EQ(planned.case_().episodes(0).steps_size(), 1);
  const v1::Episode& episode = planned.case_().episodes(0);
  EXPECT_EQ(episode.plan().goals(0).title(), "Arbete i kök");
  EXPECT_EQ(episode.steps(0).text(), "Skolköket");
  EXPECT_EQ(episode.steps(0).category(), framdrift::codes::v1::LEGAL_CATEGORY_WORKPLACE_BASED);
  const std::string step = episode.steps(0).step_id();
  EXPECT_THAT(Action(Get(), "StartStep").targets(), ElementsAre(step));

  const auto started =
      CallOk(*cases_,
             &Cases::StartStep,
             Named<v1::StartStepRequest>(kCase, absl::StrCat("step_id: '", step, "'")));
  EXPECT_EQ(started.case_().phase(), v1::PHASE_ACTIVE);
}

TEST_F(CaseServiceTest, RefusesEveryReasonAndWritesNothing) {
  const auto opened = Open();
  const CallError error =
      CallFails(*cases_,
                &Cases::AdoptWorkPlan,
                Named<v1::AdoptWorkPlanRequest>(
                    kCase, "track: PLAN_TRACK_WORK steps { local_type: 'kronan' }"));
  EXPECT_THAT(
      error.refusals(),
      UnorderedElementsAre("FIRST_CONTACT_MISSING", "GOAL_MISSING", "ACTIVITY_TYPE_UNKNOWN"));
  EXPECT_EQ(Get().etag(), opened.case_().etag());
}

TEST_F(CaseServiceTest, AssignsToStaffWhoWorkInTheUnit) {
  Open();
  const std::string anna = absl::StrCat("caseworker_id: '", kCaseworkerId, "' ", kUnitId);
  const auto assigned =
      CallOk(*cases_, &Cases::AssignCase, Named<v1::AssignCaseRequest>(kCase, anna));
  EXPECT_EQ(assigned.case_().episodes(0).assignment().caseworker_id(), kCaseworkerId);
  const CallError error = CallFails(
      *cases_,
      &Cases::AssignCase,
      Named<v1::AssignCaseRequest>(
          kCase, absl::StrCat("caseworker_id: '0190b2c8-5b0e-7c3a-9f00-00000000dead' ", kUnitId)));
  EXPECT_THAT(error.refusals(), ElementsAre("STAFF_NOT_ACTIVE_IN_UNIT"));
}

TEST_F(CaseServiceTest, WeighsWhatACaseworkerHasAlready) {
  Register("0190b2c8-5b0e-7c3a-9f00-000000000012");
  Open();
  Open(kOtherCase);
  StaffOf staff(server_.channel());
  CallOk(staff,
         &StaffOf::SetCapacity,
         Named<organisation::v1::SetCapacityRequest>(
             absl::StrCat("tenants/lund/staff/", kCaseworkerId), "fte_percent: 100 max_load: 1"));
  const std::string anna = absl::StrCat("caseworker_id: '", kCaseworkerId, "' ", kUnitId);
  CallOk(*cases_, &Cases::AssignCase, Named<v1::AssignCaseRequest>(kCase, anna));
  const auto other = Named<v1::AssignCaseRequest>(kOtherCase, anna);
  EXPECT_THAT(CallFails(*cases_, &Cases::AssignCase, other).refusals(),
              ElementsAre("OVER_CAPACITY"));
  // The case she has is not counted twice.
  CallOk(*cases_, &Cases::AssignCase, Named<v1::AssignCaseRequest>(kCase, anna));
  Policies policies(server_.channel());
  CallOk(policies,
         &Policies::AdoptPolicy,
         Named<policy::v1::AdoptPolicyRequest>(
             "tenants/lund/policy",
             "rules { case_weights { target_group: 'newly-arrived' percent: 50 } }"));
  const auto assigned = CallOk(*cases_, &Cases::AssignCase, other);

  v1::GetCaseloadRequest caseload;
  caseload.set_parent("tenants/lund");
  caseload.set_caseworker_id(kCaseworkerId);
  caseload.set_min_position(assigned.position());
  const auto loads = CallOk(*cases_, &Cases::GetCaseload, caseload);
  ASSERT_EQ(loads.caseloads_size(), 1);
  EXPECT_EQ(loads.caseloads(0).open_cases(), 2);
}

TEST_F(CaseServiceTest, ReassignsManyAtOnceAndSaysWhatUndoesIt) {
  Register("0190b2c8-5b0e-7c3a-9f00-000000000012");
  Open();
  Open(kOtherCase);
  const std::string anna = absl::StrCat("caseworker_id: '", kCaseworkerId, "' ", kUnitId);
  CallOk(*cases_, &Cases::AssignCase, Named<v1::AssignCaseRequest>(kCase, anna));
  StaffOf staff(server_.channel());
  constexpr char kBertil[] = "0190b2c8-5b0e-7c3a-9f00-000000000004";
  CallOk(staff,
         &StaffOf::RegisterStaff,
         Named<organisation::v1::RegisterStaffRequest>(
             absl::StrCat("tenants/lund/staff/", kBertil),
             absl::StrCat(kUnitId, "display_name: 'Bertil' roles: ROLE_CASEWORKER")));
  v1::BulkReassignRequest request;
  request.set_parent("tenants/lund");
  for (const char* name : {kCase, kOtherCase}) {
    auto& one = *request.add_reassignments();
    one.set_case_(name);
    one.set_caseworker_id(kBertil);
    one.set_unit_id("0190b2c8-5b0e-7c3a-9f00-000000000002");
  }
  const auto done = CallOk(*cases_, &Cases::BulkReassign, request);
  EXPECT_EQ(Get().episodes(0).assignment().caseworker_id(), kBertil);
  ASSERT_EQ(done.previous_size(), 1);

  v1::BulkReassignRequest undo;
  undo.set_parent("tenants/lund");
  *undo.mutable_reassignments() = done.previous();
  CallOk(*cases_, &Cases::BulkReassign, undo);
  EXPECT_EQ(Get().episodes(0).assignment().caseworker_id(), kCaseworkerId);
}

TEST_F(CaseServiceTest, ReassignsNothingWhenOneCaseStandsInTheWay) {
  Open();
  v1::BulkReassignRequest request;
  request.set_parent("tenants/lund");
  auto& one = *request.add_reassignments();
  one.set_case_("tenants/malmo/cases/0190b2c8-5b0e-7c3a-9f00-000000000011");
  one.set_caseworker_id(kCaseworkerId);
  one.set_unit_id("0190b2c8-5b0e-7c3a-9f00-000000000002");
  EXPECT_THAT(CallFails(*cases_, &Cases::BulkReassign, request).fields(),
              ElementsAre("reassignments[0].case"));
  one.set_case_(kOtherCase);
  EXPECT_THAT(CallFails(*cases_, &Cases::BulkReassign, request).refusals(),
              ElementsAre("CASE_NOT_OPENED"));
}

TEST_F(CaseServiceTest, ShowsCorrectedTextsAndWhatWasKnownBefore) {
  Open();
  const auto noted =
      CallOk(*cases_, &Cases::AddNote, Named<v1::AddNoteRequest>(kCase, "text: 'Träffade Kim'"));
  const int64_t note = noted.case_().notes(0).position();
  CallOk(*cases_,
         &Cases::CorrectEvent,
         Named<v1::CorrectEventRequest>(
             kCase,
             absl::StrCat("position: ",
                          note,
                          " replacement { note_added { note_kind: NOTE_KIND_WORKING } } sealed { "
                          "note_added { text: 'Ringde Kim' } } reason_code: 'typing-error'")));
  EXPECT_EQ(Get().notes(0).text(), "Ringde Kim");
  EXPECT_EQ(Get().notes(0).kind(), v1::NOTE_KIND_WORKING);
  const auto before =
      CallOk(*cases_,
             &Cases::GetCase,
             Named<v1::GetCaseRequest>(kCase, absl::StrCat("as_of_position: ", note)));
  EXPECT_EQ(before.case_().notes(0).text(), "Träffade Kim");
  EXPECT_EQ(before.case_().allowed_actions_size(), 0);
}

TEST_F(CaseServiceTest, HistoryStrikesThroughWhatWasVoidedAndSaysWhatACorrectionChanged) {
  OpenAndContact();
  const int64_t contact = Get().episodes(0).contacts(0).position();
  CallOk(*cases_,
         &Cases::CorrectEvent,
         Named<v1::CorrectEventRequest>(
             kCase,
             absl::StrCat("position: ",
                          contact,
                          " replacement { first_contact_held { mode: CONTACT_MODE_PHONE } } "
                          "reason_code: 'typing-error'")));
  CallOk(*cases_,
         &Cases::VoidEvent,
         Named<v1::VoidEventRequest>(kCase, absl::StrCat("position: ", contact)));
  v1::GetCaseHistoryRequest request = Named<v1::GetCaseHistoryRequest>(kCase, "page_size: 2");
  const auto first = CallOk(*cases_, &Cases::GetCaseHistory, request);
  ASSERT_EQ(first.entries_size(), 2);
  EXPECT_EQ(first.entries(0).kind(), "CaseOpened");
  EXPECT_TRUE(first.entries(1).voided());
  request.set_page_token(first.next_page_token());
  const auto second = CallOk(*cases_, &Cases::GetCaseHistory, request);
  ASSERT_EQ(second.entries_size(), 2);
  EXPECT_THAT(second.entries(0).changed_fields(), ElementsAre("mode"));
  EXPECT_EQ(first.entries(1).corrected_by_position(), second.entries(0).position());
  EXPECT_EQ(first.entries(1).voided_by_position(), second.entries(1).position());
  EXPECT_EQ(second.next_page_token(), "");
  EXPECT_EQ(Get().phase(), v1::PHASE_INTAKE);
}

TEST_F(CaseServiceTest, RefusesAnEventBackInTimeThatLaterOnesForbid) {
  Open();
  const CallError error =
      CallFails(*cases_,
                &Cases::AssignFlow,
                Named<v1::AssignFlowRequest>(
                    kCase, "flow: FLOW_MAIN occurred { date { year: 2001 month: 1 day: 1 } }"));
  EXPECT_THAT(error.refusals(), ElementsAre("BEFORE_OPENING"));
}

// One line for each: rule, status, due time in UTC.
std::vector<std::string> Written(const v1::Case& shown) {
  std::vector<std::string> lines;
  for (const v1::CaseDeadline& deadline : shown.deadlines()) {
    lines.push_back(
        absl::StrCat(v1::Deadline_Name(deadline.rule()).substr(9),
                     " ",
                     v1::DeadlineStatus_Name(deadline.status()).substr(16),
                     " ",
                     absl::FormatTime("%Y-%m-%d %H:%M:%S",
                                      absl::FromUnixSeconds(deadline.due_time().seconds()),
                                      absl::UTCTimeZone())));
  }
  return lines;
}

TEST_F(CaseServiceTest, ShowsWhatIsDueAndTurnsLateByItself) {
  Open();
  const auto at_once = CallOk(*cases_, &Cases::GetCase, Named<v1::GetCaseRequest>(kCase));
  EXPECT_EQ(at_once.evaluated_at().seconds(), absl::ToUnixSeconds(server_.clock().Now()));
  EXPECT_THAT(Written(at_once.case_()),
              ElementsAre("FIRST_CONTACT PENDING 2024-03-04 08:00:00",
                          "WORK_PLAN PENDING 2024-03-15 22:59:59",
                          "CONTACT PENDING 2024-03-15 22:59:59"));
  server_.clock().Advance(absl::Hours(24 * 3 + 1));
  EXPECT_EQ(Written(Get())[0], "FIRST_CONTACT LATE 2024-03-04 08:00:00");
  EXPECT_EQ(CallOk(*cases_, &Cases::GetCase, Named<v1::GetCaseRequest>(kCase)).position(),
            at_once.position());
  CallOk(*cases_,
         &Cases::RecordFirstContact,
         Named<v1::RecordFirstContactRequest>(
             kCase, "outcome: FIRST_CONTACT_OUTCOME_HELD mode: CONTACT_MODE_VISIT"));
  EXPECT_EQ(Written(Get())[0], "FIRST_CONTACT MET_LATE 2024-03-04 08:00:00");
  const auto then = CallOk(*cases_,
                           &Cases::GetCase,
                           Named<v1::GetCaseRequest>(kCase, "valid_time { seconds: 1709510400 }"));
  EXPECT_EQ(then.evaluated_at().seconds(), 1709510400);
  EXPECT_EQ(Written(then.case_())[0], "FIRST_CONTACT PENDING 2024-03-04 08:00:00");
}

TEST_F(CaseServiceTest, CountsDeadlinesUnderTheTenantsPolicy) {
  Policies policies(server_.channel());
  CallOk(policies,
         &Policies::AdoptPolicy,
         Named<policy::v1::AdoptPolicyRequest>("tenants/lund/policy",
                                               "rules { deadlines { first_contact: "
                                               "FIRST_CONTACT_RULE_WITHIN_24_HOURS } }"));
  EXPECT_EQ(Open().case_().deadlines_size(), 0);
  const v1::Case shown = Get();
  EXPECT_EQ(Written(shown)[0], "FIRST_CONTACT PENDING 2024-03-02 08:00:00");
  EXPECT_EQ(shown.deadlines(0).policy_version(), 1);
}

TEST_F(CaseServiceTest, AnswersTheSameAfterARestart) {
  OpenAndContact();
  const std::string before = Get().SerializeAsString();
  server_.Restart();
  Connect();
  EXPECT_EQ(Get().SerializeAsString(), before);
}

}  // namespace
}  // namespace framdrift
