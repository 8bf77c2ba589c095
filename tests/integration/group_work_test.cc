// A group over the wire: the sheet of a session, attendance in one commit, and what absence raises.
#include <map>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "framdrift/activity/v1/activity_service.grpc.pb.h"
#include "framdrift/casework/v1/attendance_service.grpc.pb.h"
#include "framdrift/casework/v1/case_service.grpc.pb.h"
#include "framdrift/organisation/v1/organisation_service.grpc.pb.h"
#include "framdrift/organisation/v1/staff_service.grpc.pb.h"
#include "framdrift/person/v1/person_service.grpc.pb.h"
#include "framdrift/policy/v1/policy_service.grpc.pb.h"
#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/integration/worklist_fixture.h"
#include "tests/testing/call.h"
#include "tests/testing/test_server.h"

namespace framdrift {
namespace {

namespace v1 = casework::v1;
using testing::CallError;
using testing::CallFails;
using testing::CallOk;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::Named;
using ::testing::SizeIs;
using testing::Watch;
using Activities = activity::v1::ActivityService::Stub;
using Attendance = v1::AttendanceService::Stub;
using Cases = v1::CaseService::Stub;
using Organisation = organisation::v1::OrganisationService::Stub;
using Persons = person::v1::PersonService::Stub;
using Policies = policy::v1::PolicyService::Stub;
using StaffOf = organisation::v1::StaffService::Stub;
using Worklists = worklist::v1::WorklistService::Stub;

constexpr char kActivity[] = "tenants/lund/activities/0190b2c8-5b0e-7c3a-9f00-000000000021";
constexpr char kActivityId[] = "activity_id: '0190b2c8-5b0e-7c3a-9f00-000000000021' ";
constexpr char kUnitId[] = "unit_id: '0190b2c8-5b0e-7c3a-9f00-000000000003' ";
constexpr char kCaseworker[] = "0190b2c8-5b0e-7c3a-9f00-0000000000aa";
constexpr char kLindqvist[] = "0190b2c8-5b0e-7c3a-9f00-000000000011";
constexpr char kAberg[] = "0190b2c8-5b0e-7c3a-9f00-000000000012";
constexpr char kEk[] = "0190b2c8-5b0e-7c3a-9f00-000000000013";
constexpr char kNobody[] = "0190b2c8-5b0e-7c3a-9f00-000000000019";

std::string CaseName(const std::string& id) { return absl::StrCat("tenants/lund/cases/", id); }

// The session that is numbered so: the first at 10 on 1 March 2024, one a week. The last is led by
// the caseworker.
std::string SessionId(int number) {
  return absl::StrCat("0190b2c8-5b0e-7c3a-9f00-00000000003", number);
}

std::map<std::string, std::string> As(const std::string& id) {
  return {{"framdrift-actor", absl::StrCat("id=", id, "; role=caseworker")}};
}

class GroupWorkTest : public ::testing::Test {
 protected:
  GroupWorkTest() : attendance_(server_.channel()), cases_(server_.channel()) {
    Organisation organisation(server_.channel());
    CallOk(
        organisation,
        &Organisation::CreateBoard,
        Named<organisation::v1::CreateBoardRequest>(
            "tenants/lund/boards/0190b2c8-5b0e-7c3a-9f00-000000000001", "display_name: 'Nämnden'"));
    CallOk(organisation,
           &Organisation::CreateUnit,
           Named<organisation::v1::CreateUnitRequest>(
               "tenants/lund/units/0190b2c8-5b0e-7c3a-9f00-000000000003",
               "display_name: 'Enheten' municipality_code: '1281' board_id: "
               "'0190b2c8-5b0e-7c3a-9f00-000000000001'"));
    StaffOf staff(server_.channel());
    CallOk(staff,
           &StaffOf::RegisterStaff,
           Named<organisation::v1::RegisterStaffRequest>(
               absl::StrCat("tenants/lund/staff/", kCaseworker),
               absl::StrCat(kUnitId, "display_name: 'Anna' roles: ROLE_CASEWORKER")));
    Activities activities(server_.channel());
    CallOk(activities,
           &Activities::OpenActivity,
           Named<activity::v1::OpenActivityRequest>(
               kActivity,
               absl::StrCat("display_name: 'Verkstaden' type: ACTIVITY_TYPE_JOB_SEARCH_WORKSHOP ",
                            kUnitId)));
    for (int i = 0; i < 3; ++i) Schedule(i);
    Join(kLindqvist, "Lindqvist");
    Join(kAberg, "Åberg");
    Join(kEk, "ek");
  }

  void Schedule(int number) {
    Activities activities(server_.channel());
    auto request = Named<activity::v1::ScheduleSessionRequest>(
        kActivity, absl::StrCat("session_id: '", SessionId(number), "'"));
    if (number == 2) request.set_leader_staff_id(kCaseworker);
    request.mutable_start_time()->set_seconds(1709283600 + number * 7 * 86400);
    request.mutable_end_time()->set_seconds(1709290800 + number * 7 * 86400);
    CallOk(activities, &Activities::ScheduleSession, request);
  }

  // Registers the person, opens the case and lets the step that is the activity begin.
  void Join(const std::string& id, const std::string& family_name) {
    Persons persons(server_.channel());
    CallOk(persons,
           &Persons::RegisterPerson,
           Named<person::v1::RegisterPersonRequest>(
               absl::StrCat("tenants/lund/persons/", id),
               absl::StrCat("given_name: 'Kim' family_name: '", family_name, "'")));
    CallOk(cases_,
           &Cases::OpenCase,
           Named<v1::OpenCaseRequest>(CaseName(id),
                                      absl::StrCat("target_group: TARGET_GROUP_YOUNG ", kUnitId)));
    CallOk(cases_,
           &Cases::RecordFirstContact,
           Named<v1::RecordFirstContactRequest>(
               CaseName(id), "outcome: FIRST_CONTACT_OUTCOME_HELD mode: CONTACT_MODE_VISIT"));
    const std::string step = absl::StrCat("step_id: '", id, "' ");
    CallOk(cases_,
           &Cases::AdoptWorkPlan,
           Named<v1::AdoptWorkPlanRequest>(
               CaseName(id),
               absl::StrCat("track: PLAN_TRACK_WORK goals { title: 'Jobb' target_date { year: 2024 "
                            "month: 9 day: 1 } } steps { activity_type: "
                            "ACTIVITY_TYPE_JOB_SEARCH_WORKSHOP ",
                            step,
                            kActivityId,
                            "}")));
    const auto started =
        CallOk(cases_, &Cases::StartStep, Named<v1::StartStepRequest>(CaseName(id), step));
    position_ = started.position();
  }

  v1::GetSessionSheetResponse Sheet(int number, const std::map<std::string, std::string>& as = {}) {
    return CallOk(
        attendance_,
        &Attendance::GetSessionSheet,
        Named<v1::GetSessionSheetRequest>(
            kActivity,
            absl::StrCat("session_id: '", SessionId(number), "' min_position: ", position_)),
        as);
  }
  static std::vector<std::string> NamesOn(const v1::GetSessionSheetResponse& sheet) {
    std::vector<std::string> names;
    for (const v1::SheetRow& row : sheet.rows()) names.push_back(row.person_name());
    return names;
  }

  static v1::RecordGroupAttendanceRequest Group(int number,
                                                const std::map<std::string, int>& codes) {
    auto request = Named<v1::RecordGroupAttendanceRequest>(
        kActivity, absl::StrCat("session_id: '", SessionId(number), "'"));
    for (const auto& [id, code] : codes) {
      v1::GroupAttendance& one = *request.add_attendances();
      one.set_case_(CaseName(id));
      one.set_code(static_cast<codes::v1::AttendanceCode>(code));
    }
    return request;
  }
  void Record(int number, const std::map<std::string, int>& codes) {
    position_ =
        CallOk(attendance_, &Attendance::RecordGroupAttendance, Group(number, codes)).position();
  }
  v1::Episode Episode(const std::string& id) {
    return CallOk(cases_, &Cases::GetCase, Named<v1::GetCaseRequest>(CaseName(id)))
        .case_()
        .episodes(0);
  }

  // Of the caseworker's worklist.
  template <typename Request>
  static Request Own(const std::string& rest) {
    return testing::Text<Request>(
        absl::StrCat("parent: 'tenants/lund' scope { staff_id: '", kCaseworker, "' } ", rest));
  }
  worklist::v1::ListWorkItemsResponse Worklist(const std::string& rest = "") {
    Worklists worklists(server_.channel());
    return CallOk(worklists,
                  &Worklists::ListWorkItems,
                  Own<worklist::v1::ListWorkItemsRequest>(
                      absl::StrCat("include_names: true min_position: ", position_, rest)));
  }
  // The items as kind and person.
  static std::vector<std::string> LinesOf(const worklist::v1::ListWorkItemsResponse& list) {
    std::vector<std::string> lines;
    for (const worklist::v1::WorkItem& item : list.items()) {
      const std::string key = item.name().substr(item.name().rfind('/') + 1);
      lines.push_back(absl::StrCat(key.substr(0, key.find('-')), " ", item.person_name()));
    }
    return lines;
  }

  testing::TestServer server_;
  Attendance attendance_;
  Cases cases_;
  int64_t position_ = 0;
};

TEST_F(GroupWorkTest, ShowsWhoIsExpectedInTheOrderOfSwedishNames) {
  const auto sheet = Sheet(0);
  EXPECT_EQ(sheet.session().activity_display_name(), "Verkstaden");
  EXPECT_THAT(NamesOn(sheet), ElementsAre("ek, Kim", "Lindqvist, Kim", "Åberg, Kim"));
  EXPECT_EQ(sheet.rows(0).step_id(), kEk);
  EXPECT_EQ(sheet.recorded_count(), 0);
}

TEST_F(GroupWorkTest, TheSheetLeadsToAttendanceInOneCommitAndThenToADeviation) {
  const auto announced =
      CallOk(attendance_,
             &Attendance::AnnounceAbsence,
             Named<v1::AnnounceAbsenceRequest>(
                 CaseName(kEk),
                 absl::StrCat("session_id: '",
                              SessionId(0),
                              "' announced_by: ANNOUNCED_BY_CITIZEN text: 'Orkar inte' code: "
                              "ATTENDANCE_CODE_ABSENT_INVALID")));
  position_ = announced.position();
  server_.clock().Advance(absl::Hours(5));
  std::map<std::string, int> codes;
  const v1::GetSessionSheetResponse sheet = Sheet(0);
  for (const v1::SheetRow& row : sheet.rows()) {
    const std::string id = row.case_().substr(row.case_().rfind('/') + 1);
    codes[id] = row.suggested_code() == codes::v1::ATTENDANCE_CODE_UNSPECIFIED
                    ? codes::v1::ATTENDANCE_CODE_PRESENT
                    : row.suggested_code();
  }
  EXPECT_EQ(codes[kEk], codes::v1::ATTENDANCE_CODE_ABSENT_INVALID);
  const auto recorded = CallOk(attendance_, &Attendance::RecordGroupAttendance, Group(0, codes));
  EXPECT_EQ(recorded.position(), announced.position() + 3);
  position_ = recorded.position();
  EXPECT_EQ(Sheet(0).recorded_count(), 3);
  EXPECT_THAT(Episode(kEk).deviations(), IsEmpty());

  server_.clock().Advance(absl::Hours(7 * 24));
  const auto second = CallOk(attendance_, &Attendance::RecordGroupAttendance, Group(1, codes));
  EXPECT_EQ(second.position(), recorded.position() + 4);
  ASSERT_EQ(Episode(kEk).deviations_size(), 1);
  const v1::Deviation raised = Episode(kEk).deviations(0);
  EXPECT_EQ(raised.kind(), v1::DEVIATION_KIND_REPEATED_INVALID_ABSENCE);
  EXPECT_TRUE(raised.by_rule());
  EXPECT_EQ(raised.ground_dates_size(), 2);
  EXPECT_FALSE(raised.ground_fallen());

  auto correct = Group(1, {{kEk, codes::v1::ATTENDANCE_CODE_ABSENT_VALID}});
  correct.mutable_attendances(0)->set_correction_reason(codes::v1::CORRECTION_REASON_TYPING_ERROR);
  CallOk(attendance_, &Attendance::RecordGroupAttendance, correct);
  EXPECT_TRUE(Episode(kEk).deviations(0).ground_fallen());
}

TEST_F(GroupWorkTest, SaysInTheHistoryThatARuleRaisedIt) {
  server_.clock().Advance(absl::Hours(8 * 24));
  for (const int number : {0, 1}) {
    Record(number, {{kEk, codes::v1::ATTENDANCE_CODE_ABSENT_INVALID}});
  }
  const auto history =
      CallOk(cases_, &Cases::GetCaseHistory, Named<v1::GetCaseHistoryRequest>(CaseName(kEk)))
          .entries();
  const v1::HistoryEntry& last = history[history.size() - 1];
  EXPECT_EQ(last.kind(), "DeviationRaised");
  EXPECT_EQ(last.actor_kind(), v1::HistoryEntry::ACTOR_KIND_RULE);
  EXPECT_EQ(history[history.size() - 2].actor_kind(), v1::HistoryEntry::ACTOR_KIND_HUMAN);
}

TEST_F(GroupWorkTest, TheRuleIsThePolicysOwn) {
  Policies policies(server_.channel());
  CallOk(policies,
         &Policies::AdoptPolicy,
         Named<policy::v1::AdoptPolicyRequest>("tenants/lund/policy",
                                               "rules { repeated_absence { within_days: 6 } }"));
  server_.clock().Advance(absl::Hours(8 * 24));
  for (const int number : {0, 1}) {
    Record(number, {{kEk, codes::v1::ATTENDANCE_CODE_ABSENT_INVALID}});
  }
  EXPECT_THAT(Episode(kEk).deviations(), IsEmpty());
}

TEST_F(GroupWorkTest, RecordsNothingWhenOneFailsAndListsEveryReason) {
  server_.clock().Advance(absl::Hours(5));
  Record(0, {{kEk, codes::v1::ATTENDANCE_CODE_PRESENT}});
  auto group = Group(0,
                     {{kEk, codes::v1::ATTENDANCE_CODE_PRESENT},
                      {kAberg, codes::v1::ATTENDANCE_CODE_ABSENT_INVALID},
                      {kLindqvist, codes::v1::ATTENDANCE_CODE_PRESENT},
                      {kNobody, codes::v1::ATTENDANCE_CODE_PRESENT}});
  group.mutable_attendances(1)->set_minutes(30);
  const CallError error = CallFails(attendance_, &Attendance::RecordGroupAttendance, group);
  EXPECT_EQ(error.code, grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_THAT(error.refusals(),
              ElementsAre("MINUTES_WHILE_ABSENT", "ATTENDANCE_RECORDED", "CASE_NOT_OPENED"));
  EXPECT_EQ(Sheet(0).recorded_count(), 1);
}

TEST_F(GroupWorkTest, TheSheetFollowsASessionThatIsMoved) {
  const auto announced = CallOk(
      attendance_,
      &Attendance::AnnounceAbsence,
      Named<v1::AnnounceAbsenceRequest>(
          CaseName(kAberg),
          absl::StrCat("session_id: '", SessionId(1), "' announced_by: ANNOUNCED_BY_CITIZEN")));
  Activities activities(server_.channel());
  auto move = Named<activity::v1::MoveSessionRequest>(
      kActivity, absl::StrCat("session_id: '", SessionId(1), "'"));
  move.mutable_start_time()->set_seconds(1709283600 + 9 * 86400);
  move.mutable_end_time()->set_seconds(1709290800 + 9 * 86400);
  position_ = CallOk(activities, &Activities::MoveSession, move).position();
  const auto sheet = Sheet(1);
  EXPECT_EQ(sheet.session().start_time().seconds(), 1709283600 + 9 * 86400);
  EXPECT_EQ(sheet.rows(2).absence().position(), announced.position());
  EXPECT_EQ(sheet.rows(2).suggested_code(), codes::v1::ATTENDANCE_CODE_ABSENT_VALID);
  // When it was first planned for is too early now.
  server_.clock().Advance(absl::Hours(7 * 24 + 5));
  EXPECT_THAT(CallFails(attendance_,
                        &Attendance::RecordGroupAttendance,
                        Group(1, {{kEk, codes::v1::ATTENDANCE_CODE_PRESENT}}))
                  .refusals(),
              ElementsAre("SESSION_NOT_STARTED"));
}

TEST_F(GroupWorkTest, HidesWhoIsProtectedFromAllButTheirCaseworker) {
  CallOk(cases_,
         &Cases::AssignCase,
         Named<v1::AssignCaseRequest>(
             CaseName(kEk), absl::StrCat("caseworker_id: '", kCaseworker, "' ", kUnitId)));
  Persons persons(server_.channel());
  position_ =
      CallOk(persons,
             &Persons::SetProtection,
             Named<person::v1::SetProtectionRequest>(absl::StrCat("tenants/lund/persons/", kEk),
                                                     "protection: PROTECTION_SECRECY_MARKING"))
          .position();
  EXPECT_THAT(NamesOn(Sheet(0, As("0190b2c8-5b0e-7c3a-9f00-0000000000bb"))),
              ElementsAre("Lindqvist, Kim", "Åberg, Kim", ""));
  EXPECT_THAT(NamesOn(Sheet(0, As(kCaseworker))),
              ElementsAre("ek, Kim", "Lindqvist, Kim", "Åberg, Kim"));
}

TEST_F(GroupWorkTest, WhoLeadsASessionHasItOnTheirListUntilAttendanceIsRecorded) {
  server_.clock().Advance(absl::Hours(14 * 24));
  const auto today = Worklist();
  EXPECT_THAT(LinesOf(today),
              ElementsAre("session Kim Lindqvist", "session Kim Åberg", "session Kim ek"));
  EXPECT_EQ(today.items(0).group(), worklist::v1::WORK_ITEM_GROUP_SESSIONS);
  // The cases are nobody's, and the leader reads nothing of them here.
  EXPECT_EQ(today.items(0).staff_id(), kCaseworker);
  EXPECT_EQ(today.items(0).unit_id(), "");
  EXPECT_EQ(today.items(0).phase(), v1::PHASE_UNSPECIFIED);
  server_.clock().Advance(absl::Hours(5));
  EXPECT_THAT(LinesOf(Worklist()),
              ElementsAre("attendance Kim Lindqvist", "attendance Kim Åberg", "attendance Kim ek"));
  Record(2, {{kAberg, codes::v1::ATTENDANCE_CODE_PRESENT}});
  EXPECT_THAT(LinesOf(Worklist()), ElementsAre("attendance Kim Lindqvist", "attendance Kim ek"));
  // As it stood in the morning, and before.
  const auto before = [](int hours) {
    return absl::StrCat(" valid_time { seconds: ", 1709280000 + 14 * 86400 - hours * 3600, " }");
  };
  EXPECT_THAT(LinesOf(Worklist(before(0))),
              ElementsAre("session Kim Lindqvist", "session Kim Åberg", "session Kim ek"));
  EXPECT_THAT(LinesOf(Worklist(before(24))), IsEmpty());
  position_ =
      CallOk(cases_,
             &Cases::AssignCase,
             Named<v1::AssignCaseRequest>(
                 CaseName(kEk), absl::StrCat("caseworker_id: '", kCaseworker, "' ", kUnitId)))
          .position();
  // Of the leader's own case there is one all the same.
  const auto own = Worklist(absl::StrCat(" filter: 'session_id = \"", SessionId(2), "\"'"));
  EXPECT_THAT(LinesOf(own), ElementsAre("attendance Kim Lindqvist", "attendance Kim ek"));
  EXPECT_EQ(own.items(1).caseworker_id(), kCaseworker);
}

TEST_F(GroupWorkTest, WhoLeadsASessionIsToldOfItsAttendance) {
  server_.clock().Advance(absl::Hours(14 * 24));
  Worklist();
  Worklists worklists(server_.channel());
  testing::ReadList list;
  {
    Watch watch(worklists, Own<worklist::v1::WatchWorklistRequest>(""));
    list.Apply(watch.Next());
    EXPECT_THAT(list.names(), SizeIs(3));
    // The session ends, and one of the group has attendance.
    server_.clock().Advance(absl::Hours(5));
    Record(2, {{kEk, codes::v1::ATTENDANCE_CODE_PRESENT}});
    watch.ReadUntil(position_, list);
    EXPECT_THAT(
        list.names(),
        ElementsAre(absl::StrCat(CaseName(kLindqvist), "/workItems/attendance-", SessionId(2)),
                    absl::StrCat(CaseName(kAberg), "/workItems/attendance-", SessionId(2))));
  }
  Record(2, {{kAberg, codes::v1::ATTENDANCE_CODE_PRESENT}});
  Worklist();
  Watch resumed(
      worklists,
      Own<worklist::v1::WatchWorklistRequest>(absl::StrCat("resume_after_position: ",
                                                           list.position(),
                                                           " resume_after_evaluated_at { seconds: ",
                                                           list.evaluated_at().seconds(),
                                                           " nanos: ",
                                                           list.evaluated_at().nanos(),
                                                           " }")));
  resumed.ReadUntil(position_, list);
  EXPECT_THAT(
      list.names(),
      ElementsAre(absl::StrCat(CaseName(kLindqvist), "/workItems/attendance-", SessionId(2))));
}

TEST_F(GroupWorkTest, SaysThatThereIsNoSuchSession) {
  const CallError error = CallFails(
      attendance_,
      &Attendance::GetSessionSheet,
      Named<v1::GetSessionSheetRequest>(kActivity, absl::StrCat("session_id: '", kNobody, "'")));
  EXPECT_EQ(error.code, grpc::StatusCode::NOT_FOUND);
  EXPECT_EQ(error.info.reason(), "SESSION_NOT_FOUND");
}

}  // namespace
}  // namespace framdrift
