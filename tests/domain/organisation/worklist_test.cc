// What a member of staff keeps about their worklist.
#include "domain/organisation/worklist_commands.h"

#include <gtest/gtest.h>

#include "domain/history/refusals.h"
#include "domain/history/when.h"
#include "domain/organisation/refusals.h"
#include "tests/testing/given.h"

namespace framdrift::organisation {
namespace {

using history::CaseId;
using history::StaffId;
using testing::Given;
using testing::Instant;
using testing::Past;
using testing::Proto;
namespace wl = worklist::v1;

constexpr char kColleague[] = "0190b2c8-5b0e-7c3a-9f00-000000000002";
constexpr char kView[] = "0190b2c8-5b0e-7c3a-9f00-0000000000f1";
constexpr char kCase[] = "0190b2c8-5b0e-7c3a-9f00-0000000000c1";

const Past kStaffBegan{"2024-01-08 08:00",
                       "staff_registered { unit_id: '0190b2c8-5b0e-7c3a-9f00-00000000000a' }"};
const Past kSaved{"2024-02-01 08:00",
                  "worklist_view_saved { view_id: '0190b2c8-5b0e-7c3a-9f00-0000000000f1' }"};
const Past kCovers{"2024-02-01 08:00",
                   "cover_set { covered_staff_id: '0190b2c8-5b0e-7c3a-9f00-000000000002' "
                   "from_date { year: 2024 month: 2 day: 5 } "
                   "until_date { year: 2024 month: 2 day: 12 } }"};

StaffFacts Own() {
  StaffFacts facts;
  facts.id = *StaffId::Parse("0190b2c8-5b0e-7c3a-9f00-000000000001");
  return facts;
}
CoverFacts Colleague(bool active) { return {Own().id, active}; }
SnoozeFacts Item() { return {*CaseId::Parse(kCase), "contact-7"}; }

wl::SaveWorklistViewRequest Save(const std::string& view) {
  return Proto<wl::SaveWorklistViewRequest>("view_id: '" + view +
                                            "' display_name: 'Sena' filter: 'late'");
}

// A row due on 4 March at 10:00, put off on 1 March.
Past Snoozed(const std::string& until) {
  v1::StaffEvent event;
  v1::WorkItemSnoozed& snoozed = *event.mutable_work_item_snoozed();
  snoozed.set_case_id(kCase);
  snoozed.set_item_id("contact-7");
  *snoozed.mutable_until_time() = history::TimestampFrom(Instant(until));
  *snoozed.mutable_due_time() = history::TimestampFrom(Instant("2024-03-04 10:00"));
  return {"2024-03-01 09:00", event.DebugString()};
}

Staff After(const std::vector<Past>& past) {
  return Given<StaffDecider>(past).When(Save(kView), Own()).After();
}

TEST(StaffWorklistTest, KeepsAViewWithItsNameAndFilterSealed) {
  Given<StaffDecider>({kStaffBegan})
      .When(Save(kView), Own())
      .Then({kSaved.event})
      .ThenSealed({"worklist_view_saved { display_name: 'Sena' filter: 'late' }"});
}

TEST(StaffWorklistTest, ReplacesAViewOfTheSameIdAndRefusesOneTooMany) {
  EXPECT_EQ(After({kStaffBegan, kSaved}).worklist.views.size(), 1);
  std::vector<Past> fifty = {kStaffBegan};
  for (int i = 10; i < 60; ++i) {
    fifty.push_back({"2024-02-01 08:00",
                     "worklist_view_saved { view_id: '0190b2c8-5b0e-7c3a-9f00-0000000001" +
                         std::to_string(i) + "' }"});
  }
  Given<StaffDecider>(fifty).When(Save(kView), Own()).ThenRefuse({kTooManyViews});
}

TEST(StaffWorklistTest, GivesUpAViewOnce) {
  const auto remove = Proto<wl::RemoveWorklistViewRequest>("view_id: '" + std::string(kView) + "'");
  EXPECT_TRUE(
      Given<StaffDecider>({kStaffBegan, kSaved}).When(remove).After().worklist.views.empty());
  Given<StaffDecider>({kStaffBegan}).When(remove).ThenRefuse({kViewUnknown});
}

TEST(StaffWorklistTest, PutsARowOffUntilItsTimeOrAnotherDueInstant) {
  const WorklistSettings kept = After({kStaffBegan, Snoozed("2024-03-03 08:00")}).worklist;
  const auto due = Instant("2024-03-04 10:00");
  const auto until = [&](absl::Time at, absl::Time now) {
    return kept.SnoozedUntil(*CaseId::Parse(kCase), "contact-7", at, now);
  };
  EXPECT_EQ(until(due, Instant("2024-03-02 08:00")), Instant("2024-03-03 08:00"));
  EXPECT_EQ(until(due, Instant("2024-03-03 08:00")), std::nullopt);
  EXPECT_EQ(until(due + absl::Seconds(1), Instant("2024-03-02 08:00")), std::nullopt);
  EXPECT_EQ(kept.SnoozedUntil(*CaseId::Parse(kCase), "new-7", due, Instant("2024-03-02 08:00")),
            std::nullopt);
}

TEST(StaffWorklistTest, BringsARowBackWithATimeThatHasPassed) {
  const WorklistSettings kept =
      After({kStaffBegan, Snoozed("2024-03-03 08:00"), Snoozed("2024-03-01 08:00")}).worklist;
  EXPECT_TRUE(kept.snoozes.empty());
}

TEST(StaffWorklistTest, RefusesToPutARowOffForLongerThanNinetyDays) {
  wl::SnoozeWorkItemRequest request;
  *request.mutable_until_time() = history::TimestampFrom(Instant("2024-06-01 08:00"));
  Given<StaffDecider>({kStaffBegan})
      .At("2024-03-01 09:00")
      .When(request, Item())
      .ThenRefuse({kSnoozeOutOfRange});
}

TEST(StaffWorklistTest, StandsInForAColleagueFromDayToDay) {
  const auto command = Proto<wl::SetCoverRequest>(
      "covered_staff_id: '" + std::string(kColleague) +
      "' from_date { year: 2024 month: 2 day: 5 } until_date { year: 2024 month: 2 day: 12 }");
  const auto decided = Given<StaffDecider>({kStaffBegan}).When(command, Colleague(true));
  decided.Then({kCovers.event});
  const WorklistSettings kept = decided.After().worklist;
  const StaffId colleague = *StaffId::Parse(kColleague);
  EXPECT_FALSE(kept.Covers(colleague, absl::CivilDay(2024, 2, 4)));
  EXPECT_TRUE(kept.Covers(colleague, absl::CivilDay(2024, 2, 5)));
  EXPECT_TRUE(kept.Covers(colleague, absl::CivilDay(2024, 2, 11)));
  EXPECT_FALSE(kept.Covers(colleague, absl::CivilDay(2024, 2, 12)));
  EXPECT_FALSE(kept.Covers(Own().id, absl::CivilDay(2024, 2, 5)));
}

TEST(StaffWorklistTest, RefusesACoverOfNobodyOfOneselfAndOfNoDays) {
  const std::string days =
      "from_date { year: 2024 month: 2 day: 12 } until_date { year: 2024 month: 2 day: 12 } ";
  const std::string colleague = "covered_staff_id: '" + std::string(kColleague) + "' ";
  Given<StaffDecider>({kStaffBegan})
      .When(Proto<wl::SetCoverRequest>(colleague + days), Colleague(false))
      .ThenRefuse({kCoveredNotActive, history::kDatesOutOfOrder});
  Given<StaffDecider>({kStaffBegan})
      .When(Proto<wl::SetCoverRequest>("covered_staff_id: '0190b2c8-5b0e-7c3a-9f00-000000000001' "
                                       "until_date { year: 2024 month: 12 day: 1 }"),
            Colleague(true))
      .ThenRefuse({kCoversOneself});
}

TEST(StaffWorklistTest, EndsACoverOnce) {
  const auto end =
      Proto<wl::EndCoverRequest>("covered_staff_id: '" + std::string(kColleague) + "'");
  EXPECT_TRUE(
      Given<StaffDecider>({kStaffBegan, kCovers}).When(end).After().worklist.covers.empty());
  Given<StaffDecider>({kStaffBegan}).When(end).ThenRefuse({kCoverUnknown});
}

}  // namespace
}  // namespace framdrift::organisation
