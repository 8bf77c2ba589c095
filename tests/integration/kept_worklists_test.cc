// A list that is sent as it was kept says what would be worked out anew, after any changes and at
// any instant.
#include <functional>
#include <random>
#include <string>
#include <vector>

#include "domain/history/when.h"
#include "framdrift/activity/v1/activity_service.grpc.pb.h"
#include "framdrift/casework/v1/attendance_service.grpc.pb.h"
#include "framdrift/policy/v1/policy_service.grpc.pb.h"
#include "tests/integration/worklist_fixture.h"

namespace framdrift {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace): the fixture's words
using Activities = activity::v1::ActivityService::Stub;
using Attendance = casework::v1::AttendanceService::Stub;
using Policies = policy::v1::PolicyService::Stub;

constexpr int kKeptCase = 300;
constexpr int kCases = 5;
constexpr int kActivity = 400;
constexpr int kSession = 500;

class KeptWorklistsTest : public WorklistTest {
 protected:
  KeptWorklistsTest()
      : activities_(server_.channel()),
        attendance_(server_.channel()),
        policies_(server_.channel()) {
    CallOk(activities_,
           &Activities::OpenActivity,
           Named<activity::v1::OpenActivityRequest>(
               ActivityName(),
               absl::StrCat("display_name: 'V' type: ACTIVITY_TYPE_JOB_SEARCH_WORKSHOP unit_id: '",
                            UnitId(),
                            "'")));
    for (int i = 0; i < kCases; ++i) OpenCase(kKeptCase + i, i % 2 == 0 ? kAnna : kBo);
  }

  static std::string ActivityName() {
    return absl::StrCat(kTenant, "/activities/", Uuid(kActivity));
  }
  int Random(int below) { return static_cast<int>(random_() % static_cast<unsigned>(below)); }
  int AnyCase() { return kKeptCase + Random(kCases); }
  int AnyStaff() { return Random(2) == 0 ? kAnna : kBo; }
  std::string AnyPerson() { return absl::StrCat(kTenant, "/persons/", Uuid(AnyCase())); }
  std::string DayOf(int days) {
    const absl::CivilDay day = absl::ToCivilDay(server_.clock().Now(), absl::UTCTimeZone()) + days;
    return absl::StrFormat("{ year: %d month: %d day: %d }", day.year(), day.month(), day.day());
  }

  // May be refused: what is asked for at random is not always to be had.
  template <typename Stub, typename Request, typename Response>
  void Try(Stub& stub,
           grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
           const std::string& name, const std::string& text = "") {
    Response response;
    Call(stub, method, Named<Request>(name, text), response);
  }

  void Snooze() {
    const auto list = List(OwnScope(kAnna));
    if (list.items().empty()) return;
    const wl::WorkItem& item = list.items(Random(list.items_size()));
    wl::SnoozeWorkItemRequest request;
    request.set_name(StaffName(kAnna));
    request.set_item(item.name());
    *request.mutable_due_time() = item.due_time();
    *request.mutable_until_time() =
        history::TimestampFrom(server_.clock().Now() + absl::Minutes(Random(300)));
    CallOk(*worklists_, &Worklists::SnoozeWorkItem, request);
  }
  // Nobody leads it where `leader` is 0.
  void Schedule(absl::Duration from_now, absl::Duration length, int leader = 0) {
    auto request = Named<activity::v1::ScheduleSessionRequest>(
        ActivityName(), absl::StrCat("session_id: '", Uuid(kSession + sessions_++), "'"));
    const absl::Time begin = server_.clock().Now() + from_now;
    *request.mutable_start_time() = history::TimestampFrom(begin);
    *request.mutable_end_time() = history::TimestampFrom(begin + length);
    if (leader != 0) request.set_leader_staff_id(Uuid(leader));
    activity::v1::ScheduleSessionResponse response;
    Call(activities_, &Activities::ScheduleSession, request, response);
  }
  void Join(int number) {
    const std::string step = absl::StrCat("step_id: '", Uuid(number), "' ");
    Try(*cases_,
        &Cases::RecordFirstContact,
        CaseName(number),
        "outcome: FIRST_CONTACT_OUTCOME_HELD mode: CONTACT_MODE_VISIT");
    Try(*cases_,
        &Cases::AdoptWorkPlan,
        CaseName(number),
        absl::StrCat("track: PLAN_TRACK_WORK goals { title: 'Jobb' target_date ",
                     DayOf(90),
                     " } steps { activity_type: ACTIVITY_TYPE_JOB_SEARCH_WORKSHOP ",
                     step,
                     "activity_id: '",
                     Uuid(kActivity),
                     "' }"));
    Try(*cases_, &Cases::StartStep, CaseName(number), step);
  }
  void Attend() {
    const int number = AnyCase();
    Try(attendance_,
        &Attendance::RecordAttendance,
        CaseName(number),
        absl::StrCat("step_id: '",
                     Uuid(number),
                     "' activity_id: '",
                     Uuid(kActivity),
                     "' session_id: '",
                     Uuid(kSession + Random(sessions_ + 1)),
                     "' code: ATTENDANCE_CODE_PRESENT"));
  }
  void ChangePerson() {
    switch (Random(3)) {
      case 0:
        return Try(*persons_,
                   &Persons::ChangeIdentifier,
                   AnyPerson(),
                   absl::StrCat("given_name: 'Kim", Random(9), "' family_name: 'Ek'"));
      case 1:
        return Try(*persons_,
                   &Persons::SetProtection,
                   AnyPerson(),
                   "protection: PROTECTION_SECRECY_MARKING");
      default:
        // Seventeen years old: then there is a deadline before the birthday.
        return Try(*persons_,
                   &Persons::ChangeIdentifier,
                   AnyPerson(),
                   "birth_date { year: 2006 month: 4 day: 20 }");
    }
  }
  void Cover() {
    if (Random(2) == 0) {
      return Try(*worklists_,
                 &Worklists::EndCover,
                 StaffName(kAnna),
                 absl::StrCat("covered_staff_id: '", Uuid(kBo), "'"));
    }
    Try(*worklists_,
        &Worklists::SetCover,
        StaffName(kAnna),
        absl::StrCat("covered_staff_id: '", Uuid(kBo), "' until_date ", DayOf(1 + Random(3))));
  }
  void AdoptPolicy() {
    Try(policies_,
        &Policies::AdoptPolicy,
        absl::StrCat(kTenant, "/policy"),
        absl::StrCat("rules { worklist { due_days: ",
                     3 + Random(9),
                     " } deadlines { no_contact_days: ",
                     10 + Random(20),
                     " } }"));
  }
  void PassTime() {
    switch (Random(6)) {
      case 0:
        return server_.clock().SetBack(absl::Minutes(Random(90)));
      case 1:
        return server_.clock().Advance(absl::Hours(Random(80)));
      default:
        return server_.clock().Advance(absl::Minutes(Random(90)));
    }
  }
  void DoAnything() {
    const std::function<void()> things[] = {
        [this] { AddNote(AnyCase()); },
        [this] {
          Try(*cases_,
              &Cases::SetReminder,
              CaseName(AnyCase()),
              absl::StrCat("kind: REMINDER_KIND_OTHER text: 'Ring' due_date ", DayOf(Random(20))));
        },
        [this] {
          Try(*cases_,
              &Cases::AssignCase,
              CaseName(AnyCase()),
              absl::StrCat("caseworker_id: '", Uuid(AnyStaff()), "' unit_id: '", UnitId(), "'"));
        },
        [this] {
          Try(*cases_, &Cases::RecordContact, CaseName(AnyCase()), "mode: CONTACT_MODE_PHONE");
        },
        [this] { Snooze(); },
        [this] {
          Schedule(absl::Minutes(Random(300) - 60),
                   absl::Minutes(1 + Random(120)),
                   Random(8) == 0 ? AnyStaff() : 0);
        },
        [this] { Join(AnyCase()); },
        [this] { Attend(); },
        [this] { ChangePerson(); },
        [this] { Cover(); },
        [this] { AdoptPolicy(); },
        [this] { PassTime(); },
        [this] { PassTime(); },
    };
    things[Random(static_cast<int>(std::size(things)))]();
  }

  // Every list, asked for twice, is as the one of its position and instant, which is never kept.
  void ExpectAsWorkedOut() {
    const std::string covering = absl::StrCat(
        "scope { staff_id: '", Uuid(kAnna), "' covered_staff_id: '", Uuid(kBo), "' } ");
    const std::vector<std::string> lists = {OwnScope(kAnna),
                                            OwnScope(kBo) + "include_names: true ",
                                            UnitScope() + "filter: 'late OR kind = SESSION' ",
                                            UnitScope() + "page_size: 2 ",
                                            OwnScope(kAnna) + "include_snoozed: true ",
                                            covering};
    for (const std::string& asked : lists) {
      for (int i = 0; i < 2; ++i) ExpectAsWorkedOut(asked);
    }
  }
  void ExpectAsWorkedOut(const std::string& asked) {
    auto request = Text<wl::ListWorkItemsRequest>(asked);
    request.set_parent(kTenant);
    wl::ListWorkItemsResponse given;
    const grpc::Status status = Call(*worklists_, &Worklists::ListWorkItems, request, given);
    request.set_position(given.position());
    *request.mutable_evaluated_at() =
        status.ok() ? given.evaluated_at() : history::TimestampFrom(server_.clock().Now());
    wl::ListWorkItemsResponse worked_out;
    const grpc::Status again = Call(*worklists_, &Worklists::ListWorkItems, request, worked_out);
    EXPECT_EQ(status.error_message(), again.error_message()) << asked;
    EXPECT_EQ(given.next_page_token().empty(), worked_out.next_page_token().empty()) << asked;
    given.clear_next_page_token();
    worked_out.clear_next_page_token();
    EXPECT_EQ(given.DebugString(), worked_out.DebugString()) << asked;
  }

  std::mt19937 random_;
  Activities activities_;
  Attendance attendance_;
  Policies policies_;
  int sessions_ = 0;
};

TEST_F(KeptWorklistsTest, AreAsWorkedOutAnewAfterAnyChangesAndAtAnyInstant) {
  for (int i = 0; i < 150 && !HasFailure(); ++i) {
    SCOPED_TRACE(i);
    DoAnything();
    ExpectAsWorkedOut();
  }
}

TEST_F(KeptWorklistsTest, ALeadersFollowsWhatHappensInCasesOfOthers) {
  Schedule(absl::Minutes(-60), absl::Minutes(30), kAnna);
  ExpectAsWorkedOut();
  Join(kKeptCase + 1);
  ExpectAsWorkedOut();
  Attend();
  ExpectAsWorkedOut();
}

TEST_F(KeptWorklistsTest, AreAsWorkedOutAnewAfterARestart) {
  ExpectAsWorkedOut();
  server_.Restart();
  Connect();
  ExpectAsWorkedOut();
  SetReminder(kKeptCase, 3, 2);
  ExpectAsWorkedOut();
}

TEST_F(KeptWorklistsTest, AWatchTellsByItselfThatASessionHasEnded) {
  Join(kKeptCase);
  Schedule(absl::Minutes(10), absl::Hours(1));
  const auto watch = Begin(OwnScope(kAnna) + "filter: 'kind = SESSION OR kind = ATTENDANCE'");
  ReadList list;
  list.Apply(watch->Next());
  const auto kinds = [&list] {
    std::vector<wl::WorkItemKind> all;
    for (const auto& [name, item] : list.items()) all.push_back(item.kind());
    return all;
  };
  EXPECT_THAT(kinds(), ::testing::ElementsAre(wl::WORK_ITEM_KIND_SESSION));
  server_.clock().Advance(absl::Hours(2));
  Nudge();
  for (wl::WatchWorklistResponse message; kinds()[0] == wl::WORK_ITEM_KIND_SESSION;) {
    ASSERT_TRUE(watch->Read(message));
    list.Apply(message);
    ASSERT_EQ(list.items().size(), 1);
  }
  EXPECT_THAT(kinds(), ::testing::ElementsAre(wl::WORK_ITEM_KIND_ATTENDANCE));
}

TEST_F(KeptWorklistsTest, GoOnWithPagesOfWhatWasKept) {
  const std::string asked = UnitScope() + "page_size: 3 ";
  const auto first = List(asked);
  const auto kept = List(asked);
  EXPECT_EQ(kept.next_page_token(), first.next_page_token());
  // Something that matters to no list, and then something that does.
  Nudge();
  const auto later = List(asked);
  EXPECT_GT(later.position(), first.position());
  SetReminder(kKeptCase, 3, 1);
  const auto of_first = List(absl::StrCat(asked, "page_token: '", first.next_page_token(), "'"));
  const auto of_later = List(absl::StrCat(asked, "page_token: '", later.next_page_token(), "'"));
  EXPECT_EQ(KeysOf(of_first.items()), KeysOf(of_later.items()));
  EXPECT_EQ(of_first.position(), first.position());
  EXPECT_EQ(of_later.position(), later.position());
  EXPECT_EQ(of_later.total_size(), later.total_size());
}

}  // namespace
}  // namespace framdrift
