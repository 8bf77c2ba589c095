// The worklist's rows follow from the log, whatever way they were made and whatever came between.
#include "projections/worklist.h"

#include <map>
#include <utility>

#include "absl/strings/str_join.h"
#include "domain/cases/case_decider.h"
#include "domain/history/when.h"
#include "domain/household/household.h"
#include "domain/policy/adoption.h"
#include "domain/worklist/items.h"
#include "gmock/gmock.h"
#include "tests/projections/projector_fixture.h"
#include "tests/projections/states_then.h"
#include "tests/projections/worklist_log.h"

namespace framdrift::projections {
namespace {

using history::StreamKind;
using worklist::v1::WorkItem;

constexpr uint64_t kSeed = 7;
constexpr int kCaseCount = 24;

// The items of all cases by list, in order, as text.
using Lists = std::map<ListOf, std::vector<std::string>>;

std::string TextOf(const WorkItem& item) { return item.ShortDebugString(); }

class WorklistRowsTest : public ProjectorTest, public ::testing::WithParamInterface<uint64_t> {
 protected:
  std::vector<std::unique_ptr<Projection>> Projections() override {
    std::vector<std::unique_ptr<Projection>> projections;
    projections.push_back(CasesProjection());
    projections.push_back(WorklistProjection());
    return projections;
  }

  void AppendCommits(CaseLog& cases, WorklistLog& others, int commits) {
    for (int i = 0; i < commits; ++i) {
      eventstore::NewCommit one = cases.Next();
      cases.Appended(one, Append(one));
      eventstore::NewCommit other = others.Next();
      others.Appended(other, Append(other));
    }
  }

  // What the log says, by nothing but folds of whole streams and the rules of items.
  Lists Expected(eventstore::Position until) const {
    std::map<Id16, worklist::Around> around;
    for (const auto& [id, state] : AllOf<household::HouseholdDecider>(*store_, until)) {
      for (const auto& [person, open] :
           worklist::OpenApplicationsOf(history::HouseholdId(id), state)) {
        around[person.bytes()].applications.push_back(open);
      }
    }
    auto policies = AllOf<policy::PolicyDecider>(*store_, until);
    const policy::PolicyHistory& history = policies[policy::PolicyStreamId(kTenant)];
    const deadlines::PolicyTerms terms(history, Stockholm());
    std::map<ListOf, std::vector<WorkItem>> lists;
    for (const auto& [id, state] : AllOf<cases::CaseDecider>(*store_, until)) {
      if (state.latest() == nullptr) continue;
      for (WorkItem& item : worklist::ItemsOf(state, around[id], terms)) {
        CompleteName(kTenant, id, item);
        for (const ListOf& list : ListsOf(item)) lists[list].push_back(item);
      }
    }
    Lists written;
    for (auto& [list, items] : lists) {
      std::sort(items.begin(), items.end(), worklist::StandsBefore);
      for (const WorkItem& item : items) written[list].push_back(TextOf(item));
    }
    return written;
  }

  void ExpectRowsFollowFromTheLog() {
    ASSERT_TRUE(CatchUp(kWorklist).ok());
    const auto rows = projector_->Read(kTenant, kWorklist);
    ASSERT_TRUE(rows.ok());
    const Lists expected = Expected((*rows)->checkpoint().position);
    for (const auto& [list, items] : expected) {
      std::vector<std::string> found;
      const auto add = [&](WorkItem& item) {
        found.push_back(TextOf(item));
        return true;
      };
      ASSERT_TRUE(VisitItems(**rows, kTenant, list, "", add).ok());
      EXPECT_EQ(absl::StrJoin(found, "\n"), absl::StrJoin(items, "\n"));
    }
    ExpectSessionsFollowFromTheLog(**rows);
  }

 private:
  static std::vector<ListOf> ListsOf(const WorkItem& item) {
    const auto list = [](ListKind kind, const std::string& id) {
      return ListOf{kind, ParseUuid(id).value_or(Id16{})};
    };
    if (!item.transfer_id().empty()) return {list(ListKind::kAnswers, item.unit_id())};
    if (item.kind() == worklist::v1::WORK_ITEM_KIND_REFERRAL) {
      return {list(ListKind::kAnswers, item.receiver_id())};
    }
    std::vector<ListOf> lists = {list(ListKind::kUnit, item.unit_id())};
    if (!item.staff_id().empty()) lists.push_back(list(ListKind::kStaff, item.staff_id()));
    return lists;
  }

  void ExpectSessionsFollowFromTheLog(const RowView& rows) {
    const eventstore::Position until = rows.checkpoint().position;
    std::map<history::ActivityId, worklist::Sessions> sessions;
    for (const auto& [id, state] : AllOf<activity::ActivityDecider>(*store_, until)) {
      sessions[history::ActivityId(id)] = state.sessions;
    }
    const absl::Time noon = absl::FromCivil(absl::CivilSecond(2023, 1, 30, 12, 0, 0), Stockholm());
    const auto moment = worklist::Moment::At(noon, 7, Stockholm());
    std::map<ListOf, std::vector<std::string>> expected;
    for (const auto& [id, state] : AllOf<cases::CaseDecider>(*store_, until)) {
      const auto open = worklist::OpenCaseOf(state, Stockholm());
      if (!open) continue;
      std::vector<WorkItem> items = worklist::SessionItemsOf(*open, sessions, moment, Stockholm());
      for (WorkItem& item : items) CompleteName(kTenant, id, item);
      for (const WorkItem& item : items) {
        for (const ListOf& list : ListsOf(item)) expected[list].push_back(TextOf(item));
      }
      for (const WorkItem& item : worklist::LedItemsOf(items)) {
        const ListOf list{ListKind::kStaff, ParseUuid(item.leader_staff_id()).value_or(Id16{})};
        expected[list].push_back(TextOf(item));
      }
    }
    for (auto& [list, items] : expected) {
      std::vector<std::string> found;
      const auto joined = SessionItems(rows, kTenant, list, moment, Stockholm());
      ASSERT_TRUE(joined.ok());
      for (const WorkItem& item : *joined) found.push_back(TextOf(item));
      EXPECT_THAT(found, ::testing::UnorderedElementsAreArray(items));
    }
  }
};

TEST_P(WorklistRowsTest, AreThoseOfTheWholeStreamsHoweverTheyWereMade) {
  ProjectorOptions options = Options();
  options.build_threads = static_cast<int>(1 + GetParam() % 3);
  options.events_per_turn = 30;
  OpenProjector(options);
  CaseLog cases(GetParam(), 1, kCaseCount);
  WorklistLog others(GetParam(), kCaseCount);
  for (int part = 0; part < 4; ++part) {
    AppendCommits(cases, others, 60);
    ExpectRowsFollowFromTheLog();
  }
  const RowDigest live = DigestAtHead(kWorklist);
  const auto rebuilt = projector_->Rebuild({kWorklist}, GoOn);
  ASSERT_TRUE(rebuilt.ok()) << rebuilt.status();
  ASSERT_EQ(rebuilt->size(), 1u);
  EXPECT_EQ(rebuilt->front().after.hash, live.hash);
  EXPECT_EQ(rebuilt->front().after.rows, live.rows);
  // And the rows that answer now go on from there.
  AppendCommits(cases, others, 30);
  ExpectRowsFollowFromTheLog();
}

INSTANTIATE_TEST_SUITE_P(Seeds, WorklistRowsTest, ::testing::Range(kSeed, kSeed + 6));

class WorklistTest : public WorklistRowsTest {
 protected:
  // So many cases, opened in one commit each of a hundred.
  void OpenCases(int count) {
    for (int first = 1; first <= count; first += 100) {
      std::vector<eventstore::NewEvent> events;
      for (int number = first; number < first + 100 && number <= count; ++number) {
        casework::v1::CaseEvent event;
        event.mutable_case_opened()->set_unit_id(FormatUuid(TestId(5, 1)));
        events.push_back(
            NewCaseEvent(CaseStream(number), event, absl::FromUnixSeconds(1'700'000'000)));
      }
      Append(NewCommitOf(std::move(events)));
    }
  }
};

TEST_F(WorklistTest, APolicyIsTakenInStepByStepWhileOthersGoOn) {
  constexpr int kMany = 500;
  OpenProjector();
  OpenCases(kMany);
  ASSERT_TRUE(CatchUp(kWorklist).ok());
  // What was written, in order: the projection, up to where, and how many rows.
  std::vector<std::tuple<std::string, eventstore::Position, size_t>> written;
  const auto listen = [&](const RowsWritten& rows) {
    written.emplace_back(rows.projection, rows.until, rows.keys ? rows.keys->size() : 0);
  };
  const uint64_t first = projector_->changes().Subscribe(kWorklist, listen);
  const uint64_t second = projector_->changes().Subscribe(kCases, listen);
  const auto policy =
      Append(NewCommitOf({PolicyOf(kTenant, 1, 1, "deadlines { work_plan_working_days: 3 }")}));
  const eventstore::Position at = policy.first_position;
  OpenCases(1);
  ASSERT_TRUE(CatchUp(kWorklist).ok());
  ASSERT_TRUE(CatchUp(kCases).ok());
  projector_->changes().Unsubscribe(first);
  projector_->changes().Unsubscribe(second);
  int steps = 0;
  bool others_passed = false;
  for (const auto& [projection, until, rows] : written) {
    if (projection == kCases) {
      others_passed = others_passed || until >= at;
    } else if (until < at) {
      EXPECT_EQ(until, at - 1);
      EXPECT_TRUE(others_passed || steps == 0);
      // Of each case its own row, and that of its work plan before and after.
      EXPECT_LE(rows, size_t{32 * 3});
      ++steps;
    }
  }
  EXPECT_EQ(steps, kMany / 32);
  ExpectRowsFollowFromTheLog();
}

TEST_F(WorklistTest, AnInterruptedPolicyIsTakenInWholeAfterARestart) {
  OpenProjector();
  OpenCases(1000);
  ASSERT_TRUE(CatchUp(kWorklist).ok());
  std::promise<void> begun;
  bool told = false;
  const auto listen = [&](const RowsWritten&) {
    if (!std::exchange(told, true)) begun.set_value();
  };
  projector_->changes().Subscribe(kWorklist, listen);
  Append(NewCommitOf({PolicyOf(kTenant, 1, 1, "deadlines { work_plan_working_days: 3 }")}));
  begun.get_future().wait();
  projector_ = nullptr;
  OpenProjector();
  ExpectRowsFollowFromTheLog();
  const RowDigest live = DigestAtHead(kWorklist);
  const auto rebuilt = projector_->Rebuild({kWorklist}, GoOn);
  ASSERT_TRUE(rebuilt.ok()) << rebuilt.status();
  EXPECT_EQ(rebuilt->front().after.hash, live.hash);
}

TEST_F(WorklistTest, OnlyWhatChangedIsWritten) {
  OpenProjector();
  OpenCases(3);
  ASSERT_TRUE(CatchUp(kWorklist).ok());
  std::vector<std::string> keys;
  const auto listen = [&](const RowsWritten& rows) {
    keys.insert(keys.end(), rows.keys->begin(), rows.keys->end());
  };
  const uint64_t number = projector_->changes().Subscribe(kWorklist, listen);
  casework::v1::CaseEvent event;
  event.mutable_note_added();
  Append(NewCommitOf({NewCaseEvent(CaseStream(2), event, absl::FromUnixSeconds(1'700'001'000))}));
  ASSERT_TRUE(CatchUp(kWorklist).ok());
  EXPECT_TRUE(keys.empty());
  event.mutable_first_contact_held();
  Append(NewCommitOf({NewCaseEvent(CaseStream(2), event, absl::FromUnixSeconds(1'700'002'000))}));
  ASSERT_TRUE(CatchUp(kWorklist).ok());
  projector_->changes().Unsubscribe(number);
  size_t items = 0;
  for (const std::string& key : keys) {
    const WorklistRow row = ReadWorklistKey(key);
    if (const auto* item = std::get_if<ItemRow>(&row)) {
      EXPECT_EQ(item->case_id, CaseStream(2).id);
      EXPECT_EQ(item->list, (ListOf{ListKind::kUnit, TestId(5, 1)}));
      ++items;
    }
  }
  // The first contact is gone, contact has another clock, the plan another phase beside it.
  EXPECT_EQ(items, 4u);
}

TEST_F(WorklistTest, AListIsReadFromAPlaceOn) {
  OpenProjector();
  OpenCases(40);
  ASSERT_TRUE(CatchUp(kWorklist).ok());
  const auto rows = projector_->Read(kTenant, kWorklist);
  ASSERT_TRUE(rows.ok());
  const ListOf list{ListKind::kUnit, TestId(5, 1)};
  std::vector<std::string> places;
  ASSERT_TRUE(VisitItems(**rows, kTenant, list, "", [&](WorkItem& item) {
                places.push_back(PlaceOf(item));
                return true;
              }).ok());
  EXPECT_EQ(places.size(), 120u);
  EXPECT_TRUE(std::is_sorted(places.begin(), places.end()));
  std::vector<std::string> later;
  ASSERT_TRUE(VisitItems(**rows, kTenant, list, places[50], [&](WorkItem& item) {
                later.push_back(PlaceOf(item));
                return true;
              }).ok());
  EXPECT_EQ(later, std::vector<std::string>(places.begin() + 50, places.end()));
  const auto items = ItemsOfCase(**rows, kTenant, CaseStream(7).id);
  ASSERT_TRUE(items.ok());
  ASSERT_EQ(items->size(), 3u);
  EXPECT_EQ(items->front().case_(), "tenants/lund/cases/" + FormatUuid(CaseStream(7).id));
  EXPECT_EQ(items->front().name(),
            items->front().case_() + "/workItems/first_contact-" +
                absl::StrCat(items->front().event_position()));
  // All of a due time stand behind its place.
  EXPECT_LE(PlaceAt(history::TimeFrom(items->front().due_time())), PlaceOf(items->front()));
}

}  // namespace
}  // namespace framdrift::projections
