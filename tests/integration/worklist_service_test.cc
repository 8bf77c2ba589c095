// Worklists over the wire: lists, counts, pages that stay still, views, putting off, standing in.
#include <string>
#include <vector>

#include "domain/history/when.h"
#include "tests/integration/worklist_fixture.h"

namespace framdrift {
namespace {

using namespace testing;  // NOLINT(google-build-using-namespace): the fixture's words
using ::testing::AllOf;
using ::testing::Contains;
using ::testing::ElementsAre;
using ::testing::IsEmpty;
using ::testing::IsSupersetOf;
using ::testing::Not;
using ::testing::SizeIs;
using ::testing::StartsWith;

constexpr int kCase = 301;
constexpr int kOther = 302;
constexpr char kReminders[] = "filter: 'kind = REMINDER' ";

// A reminder's item among those listed.
wl::WorkItem ReminderOf(const wl::ListWorkItemsResponse& list) {
  for (const wl::WorkItem& item : list.items()) {
    if (item.kind() == wl::WORK_ITEM_KIND_REMINDER) return item;
  }
  ADD_FAILURE() << "no reminder";
  return {};
}

wl::SnoozeWorkItemRequest SnoozeOf(const wl::WorkItem& item, int staff, absl::Time until) {
  wl::SnoozeWorkItemRequest request;
  request.set_name(StaffName(staff));
  request.set_item(item.name());
  *request.mutable_due_time() = item.due_time();
  *request.mutable_until_time() = history::TimestampFrom(until);
  return request;
}

TEST_F(WorklistTest, ListsWhatACaseworkerHasToDoByDueTime) {
  OpenCase(kCase, kAnna);
  const int64_t position = OpenCase(kOther, kBo);
  const auto mine = List(OwnScope(kAnna), position);
  EXPECT_THAT(KeysOf(mine.items()), Contains(StartsWith("first_contact-")));
  EXPECT_THAT(KeysOf(mine.items()), Contains(StartsWith("new-")));
  EXPECT_EQ(mine.total_size(), mine.items_size());
  EXPECT_EQ(mine.position(), position);
  EXPECT_TRUE(mine.has_evaluated_at());
  for (const wl::WorkItem& item : mine.items()) {
    EXPECT_EQ(item.case_(), CaseName(kCase));
    EXPECT_NE(item.group(), wl::WORK_ITEM_GROUP_UNSPECIFIED);
    EXPECT_EQ(item.person_name(), "");
  }
  const auto unit = List(UnitScope(), position);
  EXPECT_GT(unit.items_size(), mine.items_size());
  for (int i = 1; i < unit.items_size(); ++i) {
    EXPECT_LE(unit.items(i - 1).due_time().seconds(), unit.items(i).due_time().seconds());
  }
}

TEST_F(WorklistTest, JoinsNamesAndWordsOnlyWhenAsked) {
  OpenCase(kCase, kAnna);
  const int64_t position = SetReminder(kCase, 3, 4);
  const auto list = List(OwnScope(kAnna) + kReminders + "include_names: true", position);
  ASSERT_THAT(list.items(), SizeIs(1));
  EXPECT_EQ(list.items(0).person_name(), "Kim Ek");
  EXPECT_EQ(list.items(0).text(), "Ring");
  EXPECT_EQ(ReminderOf(List(OwnScope(kAnna))).text(), "");
}

TEST_F(WorklistTest, FiltersByFieldAndByGroup) {
  OpenCase(kCase, kAnna);
  SetReminder(kCase, 3, 4);
  const auto by_group = List(OwnScope(kAnna) + "groups: WORK_ITEM_GROUP_REMINDERS");
  EXPECT_THAT(KeysOf(by_group.items()), ElementsAre(StartsWith("reminder-")));
  EXPECT_EQ(KeysOf(List(OwnScope(kAnna) + kReminders).items()), KeysOf(by_group.items()));
  wl::ListWorkItemsRequest wrong;
  wrong.set_parent(kTenant);
  wrong.set_filter("person_name = 'Kim'");
  EXPECT_EQ(CallFails(*worklists_, &Worklists::ListWorkItems, wrong).info.reason(),
            "FILTER_INVALID");
}

TEST_F(WorklistTest, IsLateByTheInstantItIsSeenAt) {
  OpenCase(kCase, kAnna);
  const std::string asked = OwnScope(kAnna) + "groups: WORK_ITEM_GROUP_LATE ";
  EXPECT_THAT(List(asked).items(), IsEmpty());
  // Opened on a Friday at nine: the first contact is due on Monday at nine.
  const auto later = List(asked + "evaluated_at { seconds: 1709539200 }");
  ASSERT_THAT(KeysOf(later.items()), ElementsAre(StartsWith("first_contact-")));
  EXPECT_TRUE(later.items(0).late());
  server_.clock().Advance(absl::Hours(72));
  EXPECT_THAT(List(asked).items(), SizeIs(1));
}

TEST_F(WorklistTest, ShowsThatAMinorIsAboutToTurnEighteen) {
  CallOk(*persons_,
         &Persons::RegisterPerson,
         Named<person::v1::RegisterPersonRequest>(
             absl::StrCat(kTenant, "/persons/", Uuid(kCase)),
             "given_name: 'Kim' family_name: 'Ek' personal_number: '200605202381'"));
  CallOk(*cases_,
         &Cases::OpenCase,
         Named<casework::v1::OpenCaseRequest>(
             CaseName(kCase),
             absl::StrCat("target_group: TARGET_GROUP_YOUNG unit_id: '", UnitId(), "'")));
  const int64_t position = Assign(kCase, kAnna);
  const auto list = List(OwnScope(kAnna) + "filter: 'rule = TURNING_18'", position);
  ASSERT_THAT(KeysOf(list.items()), ElementsAre(StartsWith("turning_18-")));
  EXPECT_EQ(list.items(0).group(), wl::WORK_ITEM_GROUP_DUE);
}

TEST_F(WorklistTest, CountsEachGroup) {
  OpenCase(kCase, kAnna);
  SetReminder(kCase, 3, 4);
  SetReminder(kCase, 3, 5);
  const auto counted = CallOk(
      *worklists_,
      &Worklists::CountWorkItems,
      Text<wl::CountWorkItemsRequest>(absl::StrCat("parent: '", kTenant, "' ", OwnScope(kAnna))));
  EXPECT_EQ(counted.count(), List(OwnScope(kAnna)).total_size());
  int64_t reminders = 0;
  for (const wl::WorkItemCount& group : counted.groups()) {
    if (group.group() == wl::WORK_ITEM_GROUP_REMINDERS) reminders = group.count();
  }
  EXPECT_EQ(reminders, 2);
}

TEST_F(WorklistTest, PagesStayStillWhileTheListMoves) {
  OpenCase(kCase, kAnna);
  for (int day = 1; day <= 7; ++day) SetReminder(kCase, 3, day);
  const std::string asked = OwnScope(kAnna) + "page_size: 3 " + kReminders;
  const auto first = List(asked);
  ASSERT_THAT(first.items(), SizeIs(3));
  EXPECT_EQ(first.total_size(), 7);
  // Two more come before and within the page, and time goes on.
  SetReminder(kCase, 3, 1);
  server_.clock().Advance(absl::Minutes(1));
  std::vector<std::string> keys = KeysOf(first.items());
  std::string token = first.next_page_token();
  while (!token.empty()) {
    const auto page = List(absl::StrCat(asked, "page_token: '", token, "'"));
    EXPECT_EQ(page.position(), first.position());
    EXPECT_EQ(page.evaluated_at().seconds(), first.evaluated_at().seconds());
    EXPECT_EQ(page.total_size(), 7);
    for (const std::string& key : KeysOf(page.items())) keys.push_back(key);
    token = page.next_page_token();
  }
  EXPECT_THAT(keys, SizeIs(7));
  const auto again =
      List(absl::StrCat(OwnScope(kAnna), kReminders, "position: ", first.position()));
  EXPECT_EQ(KeysOf(again.items()), keys);
  EXPECT_EQ(List(OwnScope(kAnna) + kReminders).total_size(), 8);
}

TEST_F(WorklistTest, RefusesAPositionItDoesNotKeep) {
  OpenCase(kCase, kAnna);
  wl::ListWorkItemsRequest request;
  request.set_parent(kTenant);
  request.set_position(2);
  const CallError error = CallFails(*worklists_, &Worklists::ListWorkItems, request);
  EXPECT_EQ(error.code, grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(error.info.reason(), "POSITION_NOT_KEPT");
}

TEST_F(WorklistTest, HidesWhatWasPutOffUntilItsTimeHasCome) {
  OpenCase(kCase, kAnna);
  SetReminder(kCase, 3, 4);
  const wl::WorkItem reminder = ReminderOf(List(OwnScope(kAnna)));
  const absl::Time until = server_.clock().Now() + absl::Hours(3);
  const auto kept =
      CallOk(*worklists_, &Worklists::SnoozeWorkItem, SnoozeOf(reminder, kAnna, until));
  ASSERT_THAT(kept.settings().snoozed(), SizeIs(1));
  EXPECT_EQ(kept.settings().snoozed(0).item(), reminder.name());
  const std::string asked = OwnScope(kAnna) + kReminders;
  EXPECT_THAT(List(asked, kept.position()).items(), IsEmpty());
  const auto shown = List(asked + "include_snoozed: true");
  ASSERT_THAT(shown.items(), SizeIs(1));
  EXPECT_EQ(shown.items(0).snoozed_until_time().seconds(), absl::ToUnixSeconds(until));
  // It is the person's own affair.
  EXPECT_THAT(
      List(absl::StrCat(
               "scope { staff_id: '", Uuid(kBo), "' unit_id: '", UnitId(), "' } ", kReminders))
          .items(),
      SizeIs(1));
  server_.clock().Advance(absl::Hours(3));
  EXPECT_THAT(List(asked).items(), SizeIs(1));
}

TEST_F(WorklistTest, RefusesToPutOffWhatIsNoItem) {
  auto request = SnoozeOf({}, kAnna, server_.clock().Now());
  request.set_item("tenants/lund/cases/nothing");
  const CallError error = CallFails(*worklists_, &Worklists::SnoozeWorkItem, request);
  EXPECT_EQ(error.code, grpc::StatusCode::INVALID_ARGUMENT);
  EXPECT_THAT(error.fields(), Contains("item"));
}

TEST_F(WorklistTest, ShowsAColleaguesListOnlyToWhoStandsIn) {
  const int64_t position = OpenCase(kCase, kBo);
  const std::string asked =
      absl::StrCat("scope { staff_id: '", Uuid(kAnna), "' covered_staff_id: '", Uuid(kBo), "' } ");
  auto request = Text<wl::ListWorkItemsRequest>(asked);
  request.set_parent(kTenant);
  const CallError error = CallFails(*worklists_, &Worklists::ListWorkItems, request);
  EXPECT_EQ(error.code, grpc::StatusCode::FAILED_PRECONDITION);
  EXPECT_EQ(error.info.reason(), "NOT_COVERING");
  const auto set = CallOk(
      *worklists_,
      &Worklists::SetCover,
      Named<wl::SetCoverRequest>(
          StaffName(kAnna),
          absl::StrCat(
              "covered_staff_id: '", Uuid(kBo), "' until_date { year: 2024 month: 3 day: 4 }")));
  ASSERT_THAT(set.settings().covers(), SizeIs(1));
  EXPECT_EQ(KeysOf(List(asked, set.position()).items()),
            KeysOf(List(OwnScope(kBo), position).items()));
  server_.clock().Advance(absl::Hours(72));
  EXPECT_EQ(CallFails(*worklists_, &Worklists::ListWorkItems, request).info.reason(),
            "NOT_COVERING");
}

TEST_F(WorklistTest, KeepsViewsUntilTheyAreGivenUp) {
  const std::string view = Uuid(500);
  const auto saved =
      CallOk(*worklists_,
             &Worklists::SaveWorklistView,
             Named<wl::SaveWorklistViewRequest>(
                 StaffName(kAnna),
                 absl::StrCat("view_id: '", view, "' display_name: 'Sena' filter: 'late'")));
  ASSERT_THAT(saved.settings().views(), SizeIs(1));
  EXPECT_EQ(saved.settings().views(0).display_name(), "Sena");
  EXPECT_EQ(saved.settings().views(0).filter(), "late");
  const CallError error =
      CallFails(*worklists_,
                &Worklists::SaveWorklistView,
                Named<wl::SaveWorklistViewRequest>(
                    StaffName(kAnna),
                    absl::StrCat("view_id: '", view, "' display_name: 'S' filter: 'x y ='")));
  EXPECT_EQ(error.info.reason(), "FILTER_INVALID");
  const auto removed = CallOk(*worklists_,
                              &Worklists::RemoveWorklistView,
                              Named<wl::RemoveWorklistViewRequest>(
                                  StaffName(kAnna), absl::StrCat("view_id: '", view, "'")));
  EXPECT_THAT(removed.settings().views(), IsEmpty());
  const auto got = CallOk(*worklists_,
                          &Worklists::GetWorklistSettings,
                          Named<wl::GetWorklistSettingsRequest>(StaffName(kAnna)));
  EXPECT_EQ(got.settings().etag(), removed.settings().etag());
}

}  // namespace
}  // namespace framdrift
