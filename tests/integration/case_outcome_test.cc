// Taking part, working together and what became of people, over the wire: many cases in one commit,
// facts of other streams, and how much other units read.
#include <memory>
#include <string>
#include <utility>

#include "absl/strings/str_cat.h"
#include "framdrift/activity/v1/activity_service.grpc.pb.h"
#include "framdrift/casework/v1/attendance_service.grpc.pb.h"
#include "framdrift/casework/v1/case_service.grpc.pb.h"
#include "framdrift/casework/v1/cooperation_service.grpc.pb.h"
#include "framdrift/casework/v1/outcome_service.grpc.pb.h"
#include "framdrift/organisation/v1/organisation_service.grpc.pb.h"
#include "framdrift/person/v1/person_service.grpc.pb.h"
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
using Activities = activity::v1::ActivityService::Stub;
using Attendance = v1::AttendanceService::Stub;
using Cases = v1::CaseService::Stub;
using Cooperation = v1::CooperationService::Stub;
using Organisation = organisation::v1::OrganisationService::Stub;
using Outcomes = v1::OutcomeService::Stub;
using Persons = person::v1::PersonService::Stub;

constexpr char kActivity[] = "tenants/lund/activities/0190b2c8-5b0e-7c3a-9f00-000000000021";
constexpr char kActivityId[] = "activity_id: '0190b2c8-5b0e-7c3a-9f00-000000000021' ";
constexpr char kSession[] = "session_id: '0190b2c8-5b0e-7c3a-9f00-000000000022' ";
constexpr char kBoardOne[] = "0190b2c8-5b0e-7c3a-9f00-000000000001";
constexpr char kBoardTwo[] = "0190b2c8-5b0e-7c3a-9f00-000000000002";
constexpr char kUnitOne[] = "0190b2c8-5b0e-7c3a-9f00-000000000003";
constexpr char kUnitTwo[] = "0190b2c8-5b0e-7c3a-9f00-000000000004";
constexpr char kTransfer[] = "transfer_id: '0190b2c8-5b0e-7c3a-9f00-000000000031' ";
constexpr char kFirst[] = "tenants/lund/cases/0190b2c8-5b0e-7c3a-9f00-000000000011";
constexpr char kSecond[] = "tenants/lund/cases/0190b2c8-5b0e-7c3a-9f00-000000000012";
constexpr char kBystander[] = "tenants/lund/cases/0190b2c8-5b0e-7c3a-9f00-000000000013";

std::string StepOf(const std::string& name) {
  return absl::StrCat(
      "step_id: '0190b2c8-5b0e-7c3a-9f00-0000000000", name.substr(name.size() - 2), "' ");
}

std::map<std::string, std::string> As(const char* unit) {
  return {{"framdrift-actor",
           absl::StrCat("id=0190b2c8-5b0e-7c3a-9f00-0000000000aa; role=caseworker; unit=", unit)}};
}

class CaseOutcomeTest : public ::testing::Test {
 protected:
  CaseOutcomeTest()
      : attendance_(server_.channel()),
        cases_(server_.channel()),
        cooperation_(server_.channel()),
        outcomes_(server_.channel()) {
    CreateUnit(kBoardOne, kUnitOne);
    CreateUnit(kBoardTwo, kUnitTwo);
    OpenActivity();
    for (const char* name : {kFirst, kSecond}) OpenCase(name, kActivityId);
    OpenCase(kBystander, "");
  }

  void CreateUnit(const char* board, const char* unit) {
    Organisation organisation(server_.channel());
    CallOk(organisation,
           &Organisation::CreateBoard,
           Named<organisation::v1::CreateBoardRequest>(absl::StrCat("tenants/lund/boards/", board),
                                                       "display_name: 'Nämnden'"));
    CallOk(organisation,
           &Organisation::CreateUnit,
           Named<organisation::v1::CreateUnitRequest>(
               absl::StrCat("tenants/lund/units/", unit),
               absl::StrCat(
                   "display_name: 'Enheten' municipality_code: '1281' board_id: '", board, "'")));
  }

  // With one session, from 10 to 12 on 1 March; it is 9 when the test begins.
  void OpenActivity() {
    Activities activities(server_.channel());
    CallOk(activities,
           &Activities::OpenActivity,
           Named<activity::v1::OpenActivityRequest>(
               kActivity,
               absl::StrCat("display_name: 'Verkstaden' type: ACTIVITY_TYPE_JOB_SEARCH_WORKSHOP "
                            "unit_id: '",
                            kUnitOne,
                            "'")));
    CallOk(
        activities,
        &Activities::ScheduleSession,
        Named<activity::v1::ScheduleSessionRequest>(
            kActivity,
            absl::StrCat(kSession,
                         "start_time { seconds: 1709283600 } end_time { seconds: 1709290800 }")));
  }

  // Opened in the first unit, contacted, with a plan of one step that has started.
  void OpenCase(const std::string& name, const std::string& activity) {
    Persons persons(server_.channel());
    const std::string id = name.substr(name.rfind('/') + 1);
    CallOk(persons,
           &Persons::RegisterPerson,
           Named<person::v1::RegisterPersonRequest>(absl::StrCat("tenants/lund/persons/", id),
                                                    "given_name: 'Kim' family_name: 'Ek'"));
    CallOk(cases_,
           &Cases::OpenCase,
           Named<v1::OpenCaseRequest>(
               name, absl::StrCat("target_group: TARGET_GROUP_YOUNG unit_id: '", kUnitOne, "'")));
    CallOk(cases_,
           &Cases::RecordFirstContact,
           Named<v1::RecordFirstContactRequest>(
               name, "outcome: FIRST_CONTACT_OUTCOME_HELD mode: CONTACT_MODE_VISIT"));
    CallOk(cases_,
           &Cases::AdoptWorkPlan,
           Named<v1::AdoptWorkPlanRequest>(
               name,
               absl::StrCat("track: PLAN_TRACK_WORK goals { title: 'Jobb' target_date { year: 2024 "
                            "month: 9 day: 1 } } steps { activity_type: "
                            "ACTIVITY_TYPE_JOB_SEARCH_WORKSHOP ",
                            StepOf(name),
                            activity,
                            "}")));
    CallOk(cases_, &Cases::StartStep, Named<v1::StartStepRequest>(name, StepOf(name)));
  }

  static v1::RecordGroupAttendanceRequest Group(const std::vector<std::string>& names,
                                                const std::string& more = "") {
    auto request = Named<v1::RecordGroupAttendanceRequest>(kActivity, kSession);
    for (const std::string& name : names) {
      auto attendance = testing::Text<v1::GroupAttendance>("code: ATTENDANCE_CODE_PRESENT " + more);
      attendance.set_case_(name);
      *request.add_attendances() = std::move(attendance);
    }
    return request;
  }

  v1::Case Get(const std::string& name, const std::map<std::string, std::string>& headers = {}) {
    return CallOk(cases_, &Cases::GetCase, Named<v1::GetCaseRequest>(name), headers).case_();
  }

  testing::TestServer server_;
  Attendance attendance_;
  Cases cases_;
  Cooperation cooperation_;
  Outcomes outcomes_;
};

TEST_F(CaseOutcomeTest, RecordsAGroupInOneCommit) {
  server_.clock().Advance(absl::Hours(4));
  const auto response = CallOk(
      attendance_, &Attendance::RecordGroupAttendance, Group({kFirst, kSecond}, "text: 'Pigg'"));
  ASSERT_EQ(response.cases_size(), 2);
  for (const v1::Case& shown : response.cases()) {
    ASSERT_EQ(shown.episodes(0).attendances_size(), 1);
    EXPECT_EQ(shown.episodes(0).attendances(0).minutes(), 120);
    EXPECT_EQ(shown.episodes(0).attendances(0).text(), "Pigg");
    EXPECT_EQ(shown.episodes(0).attendances(0).counting(), codes::v1::ATTENDANCE_COUNTING_PRESENT);
  }
  EXPECT_EQ(response.cases(1).episodes(0).attendances(0).position(), response.position());
}

TEST_F(CaseOutcomeTest, RecordsNobodyWhenOneOfAGroupIsRefused) {
  server_.clock().Advance(absl::Hours(4));
  const CallError error = CallFails(
      attendance_, &Attendance::RecordGroupAttendance, Group({kFirst, kBystander, kFirst}));
  EXPECT_THAT(error.refusals(), UnorderedElementsAre("SESSION_OF_NO_STEP", "CASE_TWICE"));
  EXPECT_EQ(Get(kFirst).episodes(0).attendances_size(), 0);
}

TEST_F(CaseOutcomeTest, ACorrectionReplacesWhatTheGroupRecorded) {
  server_.clock().Advance(absl::Hours(4));
  CallOk(attendance_, &Attendance::RecordGroupAttendance, Group({kFirst, kSecond}, "text: 'Pigg'"));
  const auto late = Named<v1::RecordAttendanceRequest>(
      kFirst, absl::StrCat(kSession, "code: ATTENDANCE_CODE_LATE minutes: 60"));
  EXPECT_THAT(CallFails(attendance_, &Attendance::RecordAttendance, late).refusals(),
              ElementsAre("ATTENDANCE_RECORDED"));
  auto correcting = late;
  correcting.set_correction_reason(codes::v1::CORRECTION_REASON_TYPING_ERROR);
  correcting.set_text("Tåget");
  const auto shown =
      CallOk(attendance_, &Attendance::RecordAttendance, correcting).case_().episodes(0);
  ASSERT_EQ(shown.attendances_size(), 1);
  EXPECT_EQ(shown.attendances(0).code(), codes::v1::ATTENDANCE_CODE_LATE);
  EXPECT_EQ(shown.attendances(0).text(), "Tåget");
}

TEST_F(CaseOutcomeTest, AnExitSaysEverythingInItsWayAndMayTidyUp) {
  server_.clock().Advance(absl::Hours(24));
  const CallError error =
      CallFails(outcomes_, &Outcomes::RecordExit, Named<v1::RecordExitRequest>(kFirst));
  EXPECT_THAT(
      error.refusals(),
      UnorderedElementsAre("STEP_STILL_RUNNING", "ATTENDANCE_MISSING", "EXIT_REASON_UNKNOWN"));
  const auto exited =
      CallOk(outcomes_,
             &Outcomes::RecordExit,
             Named<v1::RecordExitRequest>(kFirst,
                                          "reason: EXIT_REASON_WORK_UNSUBSIDISED running_steps: "
                                          "STEPS_AT_EXIT_COMPLETE set_missing_attendance: true"))
          .case_();
  EXPECT_EQ(exited.phase(), v1::PHASE_EXITED);
  const v1::Episode& episode = exited.episodes(0);
  EXPECT_EQ(episode.attendances(0).code(), codes::v1::ATTENDANCE_CODE_NOT_REGISTERED);
  EXPECT_EQ(episode.steps(0).status(), v1::STEP_STATUS_COMPLETED);
  EXPECT_FALSE(episode.exit().observable());
  EXPECT_EQ(episode.exit().letter(), codes::v1::NATIONAL_LETTER_A);
  ASSERT_EQ(episode.follow_ups_size(), 5);
  EXPECT_EQ(episode.follow_ups(1).due_date().month(), 6);
}

TEST_F(CaseOutcomeTest, AnExitIsFollowedUpUntilTheCaseClosesAndMayReopen) {
  server_.clock().Advance(absl::Hours(24));
  CallOk(outcomes_,
         &Outcomes::RecordExit,
         Named<v1::RecordExitRequest>(kBystander,
                                      "reason: EXIT_REASON_STUDY_WITH_STUDY_AID running_steps: "
                                      "STEPS_AT_EXIT_CANCEL"));
  server_.clock().Advance(absl::Hours(24 * 31));
  CallOk(outcomes_,
         &Outcomes::RecordFollowUp,
         Named<v1::RecordFollowUpRequest>(
             kBystander,
             "month: 1 answer: STILL_SELF_SUPPORTING_YES source: FOLLOW_UP_SOURCE_CITIZEN"));
  const auto closed =
      CallOk(outcomes_,
             &Outcomes::WaiveFollowUp,
             Named<v1::WaiveFollowUpRequest>(kBystander, "reason: WAIVE_REASON_MOVED"))
          .case_();
  EXPECT_EQ(closed.phase(), v1::PHASE_CLOSED);
  const auto reopened =
      CallOk(outcomes_,
             &Outcomes::ReopenCase,
             Named<v1::ReopenCaseRequest>(kBystander, "reason: REOPEN_REASON_NEW_APPLICATION"))
          .case_();
  EXPECT_EQ(reopened.phase(), v1::PHASE_INTAKE);
  ASSERT_EQ(reopened.episodes_size(), 2);
  EXPECT_EQ(reopened.episodes(1).unit_id(), kUnitOne);
}

TEST_F(CaseOutcomeTest, TheReceiverOfATransferReadsTheFieldsShownAndThenTheCase) {
  CallOk(cases_, &Cases::AddNote, Named<v1::AddNoteRequest>(kFirst, "text: 'Förtroligt'"));
  EXPECT_EQ(Get(kFirst, As(kUnitTwo)).episodes(0).steps_size(), 0);
  EXPECT_TRUE(Get(kFirst, As(kUnitTwo)).episodes(0).has_plan());
  EXPECT_EQ(Get(kFirst, As(kUnitTwo)).episodes(0).plan().goals_size(), 0);

  CallOk(cooperation_,
         &Cooperation::ProposeTransfer,
         Named<v1::ProposeTransferRequest>(
             kFirst,
             absl::StrCat(kTransfer,
                          "to_unit_id: '",
                          kUnitTwo,
                          "' reason: TRANSFER_REASON_SOCIAL_SUPPORT fields: SHARED_FIELD_PLAN")));
  const v1::Case waiting = Get(kFirst, As(kUnitTwo));
  EXPECT_EQ(waiting.episodes(0).plan().goals(0).title(), "Jobb");
  EXPECT_EQ(waiting.episodes(0).steps_size(), 0);
  EXPECT_EQ(waiting.notes_size(), 0);
  EXPECT_EQ(waiting.transfers(0).state(), v1::Transfer::STATE_WAITING);

  const auto accept = Named<v1::AcceptTransferRequest>(kFirst, kTransfer);
  EXPECT_THAT(
      CallFails(cooperation_, &Cooperation::AcceptTransfer, accept, As(kUnitOne)).refusals(),
      ElementsAre("TRANSFER_OF_OTHER_UNIT"));
  const auto accepted =
      CallOk(cooperation_, &Cooperation::AcceptTransfer, accept, As(kUnitTwo)).case_();
  EXPECT_EQ(accepted.episodes(0).unit_id(), kUnitTwo);
  EXPECT_EQ(accepted.episodes(0).steps_size(), 1);
  EXPECT_EQ(accepted.notes_size(), 0);
  EXPECT_EQ(Get(kFirst).notes_size(), 1);
  EXPECT_EQ(Get(kFirst, As(kUnitOne)).episodes(0).steps_size(), 0);
}

// What is kept for those who read all of a case reaches nobody else.
TEST_F(CaseOutcomeTest, AnAnswerKeptForOneReaderIsLimitedForTheNext) {
  CallOk(cases_, &Cases::AddNote, Named<v1::AddNoteRequest>(kFirst, "text: 'Förtroligt'"));
  const auto history = [&](const std::map<std::string, std::string>& reader) {
    return CallOk(cases_, &Cases::GetCaseHistory, Named<v1::GetCaseHistoryRequest>(kFirst), reader);
  };
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(Get(kFirst).notes_size(), 1);
    EXPECT_GT(Get(kFirst).allowed_actions_size(), 0);
    EXPECT_EQ(Get(kFirst, As(kUnitOne)).notes_size(), 1);
    EXPECT_EQ(history({}).entries_size(), history(As(kUnitOne)).entries_size());
    const v1::Case limited = Get(kFirst, As(kUnitTwo));
    EXPECT_EQ(limited.notes_size() + limited.allowed_actions_size(), 0);
    EXPECT_EQ(history(As(kUnitTwo)).entries_size(), 0);
  }
  CallOk(cooperation_,
         &Cooperation::ProposeTransfer,
         Named<v1::ProposeTransferRequest>(
             kFirst,
             absl::StrCat(kTransfer,
                          "to_unit_id: '",
                          kUnitTwo,
                          "' reason: TRANSFER_REASON_SOCIAL_SUPPORT fields: SHARED_FIELD_PLAN")));
  CallOk(cooperation_,
         &Cooperation::AcceptTransfer,
         Named<v1::AcceptTransferRequest>(kFirst, kTransfer),
         As(kUnitTwo));
  for (int round = 0; round < 2; ++round) {
    EXPECT_EQ(Get(kFirst).notes_size(), 1);
    const v1::Case taken_over = Get(kFirst, As(kUnitTwo));
    EXPECT_EQ(taken_over.notes_size(), 0);
    EXPECT_GT(taken_over.allowed_actions_size(), 0);
    EXPECT_EQ(Get(kFirst, As(kUnitOne)).allowed_actions_size(), 0);
  }
}

TEST_F(CaseOutcomeTest, AReferralRestsOnAConsentToThatReceiver) {
  const std::string to = absl::StrCat("receiver_id: '", kBoardTwo, "' fields: SHARED_FIELD_PLAN ");
  const auto refer = Named<v1::ReferRequest>(kFirst, to);
  EXPECT_THAT(CallFails(cooperation_, &Cooperation::Refer, refer).refusals(),
              ElementsAre("CONSENT_MISSING"));
  CallOk(cooperation_,
         &Cooperation::GiveConsent,
         Named<v1::GiveConsentRequest>(
             kFirst, to + "purpose: CONSENT_PURPOSE_REFERRAL given_by: CONSENT_GIVER_CITIZEN"));
  const auto referred = CallOk(cooperation_, &Cooperation::Refer, refer).case_();
  ASSERT_EQ(referred.referrals_size(), 1);
  EXPECT_EQ(referred.referrals(0).consent_id(), referred.consents(0).consent_id());
  EXPECT_THAT(CallFails(cooperation_,
                        &Cooperation::Refer,
                        Named<v1::ReferRequest>(
                            kFirst, "receiver_id: '0190b2c8-5b0e-7c3a-9f00-00000000dead'"))
                  .refusals(),
              UnorderedElementsAre("RECEIVER_UNKNOWN", "CONSENT_MISSING"));
}

TEST_F(CaseOutcomeTest, AJobWritesWhatThePersonLivesOn) {
  const auto started =
      CallOk(outcomes_,
             &Outcomes::RecordJob,
             Named<v1::RecordJobRequest>(
                 kFirst, "kind: JOB_KIND_PERMANENT percent: 100 employer: 'Bageriet'"))
          .case_();
  ASSERT_EQ(started.jobs_size(), 1);
  EXPECT_EQ(started.jobs(0).employer(), "Bageriet");
  Persons persons(server_.channel());
  const auto person = CallOk(persons,
                             &Persons::GetPerson,
                             Named<person::v1::GetPersonRequest>(absl::StrCat(
                                 "tenants/lund/persons/", std::string(kFirst).substr(19))))
                          .person();
  ASSERT_EQ(person.livelihood_size(), 1);
  EXPECT_EQ(person.livelihood(0).state(), codes::v1::LIVELIHOOD_STATE_UNSUBSIDISED_WORK);
}

}  // namespace
}  // namespace framdrift
