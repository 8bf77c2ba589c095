// Worklists of the past: what a list held then is what folds of all streams say it held.
#include "projections/worklist_then.h"

#include <random>
#include <string>
#include <vector>

#include "absl/strings/str_join.h"
#include "base/refusal.h"
#include "domain/cases/case_decider.h"
#include "domain/household/household.h"
#include "domain/policy/adoption.h"
#include "domain/worklist/items.h"
#include "projections/assignments.h"
#include "tests/projections/states_then.h"
#include "tests/projections/worklist_log.h"

namespace framdrift::projections {
namespace {

using worklist::v1::WorkItem;

constexpr uint64_t kThenSeed = 7;
constexpr int kThenCases = 12;

class WorklistThenTest : public ProjectorTest {
 protected:
  std::vector<std::unique_ptr<Projection>> Projections() override {
    std::vector<std::unique_ptr<Projection>> projections;
    projections.push_back(AssignmentsProjection());
    return projections;
  }

  FoldSource Source() const { return {*store_, kTenant, Stockholm()}; }

  void AppendCommits(CaseLog& cases, WorklistLog& others, int commits) {
    for (int i = 0; i < commits; ++i) {
      eventstore::NewCommit one = cases.Next();
      cases.Appended(one, Append(one));
      eventstore::NewCommit other = others.Next();
      others.Appended(other, Append(other));
    }
  }

  static std::string TextOf(const std::vector<WorkItem>& items) {
    return absl::StrJoin(items, "\n", [](std::string* out, const WorkItem& item) {
      out->append(item.ShortDebugString());
    });
  }

  static bool StandsOn(const WorkItem& item, const ListOf& list) {
    const bool referral = item.kind() == worklist::v1::WORK_ITEM_KIND_REFERRAL;
    const bool proposal = referral || item.kind() == worklist::v1::WORK_ITEM_KIND_TRANSFER;
    if (proposal != (list.kind == ListKind::kAnswers)) return false;
    if (referral) return item.receiver_id() == FormatUuid(list.id);
    return (list.kind == ListKind::kStaff ? item.staff_id() : item.unit_id()) ==
           FormatUuid(list.id);
  }

  std::vector<WorkItem> Found(const RowView& rows, const ListOf& list,
                              const worklist::Moment& moment) const {
    std::vector<WorkItem> found;
    EXPECT_TRUE(VisitItems(rows, kTenant, list, "", [&](WorkItem& item) {
                  found.push_back(item);
                  return true;
                }).ok());
    const auto sessions = SessionItems(rows, kTenant, list, moment, Stockholm());
    EXPECT_TRUE(sessions.ok()) << sessions.status();
    found.insert(found.end(), sessions->begin(), sessions->end());
    return found;
  }

  // What every stream folded as of then makes of all lists.
  class Expected {
   public:
    Expected(const eventstore::EventStore& store, eventstore::Position until,
             const history::AsOf& as_of)
        : cases_(AllOf<cases::CaseDecider>(store, until, as_of)) {
      for (const auto& [id, state] : AllOf<household::HouseholdDecider>(store, until, as_of)) {
        for (const auto& [person, open] :
             worklist::OpenApplicationsOf(history::HouseholdId(id), state)) {
          around_[person.bytes()].applications.push_back(open);
        }
      }
      for (const auto& [id, state] : AllOf<activity::ActivityDecider>(store, until, as_of)) {
        sessions_[history::ActivityId(id)] = state.sessions;
      }
      policies_ =
          AllOf<policy::PolicyDecider>(store, until, as_of)[policy::PolicyStreamId(kTenant)];
    }

    std::vector<WorkItem> On(const ListOf& list, const worklist::Moment& moment) {
      const deadlines::PolicyTerms terms(policies_, Stockholm());
      std::vector<WorkItem> items;
      std::vector<WorkItem> of_sessions;
      for (const auto& [id, state] : cases_) {
        if (state.latest() == nullptr) continue;
        for (WorkItem& item : worklist::ItemsOf(state, around_[id], terms)) {
          CompleteName(kTenant, id, item);
          if (StandsOn(item, list)) items.push_back(item);
        }
        const auto open = worklist::OpenCaseOf(state, Stockholm());
        if (!open) continue;
        std::vector<WorkItem> made =
            worklist::SessionItemsOf(*open, sessions_, moment, Stockholm());
        const std::vector<WorkItem> led = worklist::LedItemsOf(made);
        made.insert(made.end(), led.begin(), led.end());
        for (WorkItem& item : made) {
          CompleteName(kTenant, id, item);
          if (StandsOn(item, list)) of_sessions.push_back(item);
        }
      }
      std::sort(items.begin(), items.end(), worklist::StandsBefore);
      std::sort(of_sessions.begin(), of_sessions.end(), worklist::StandsBefore);
      items.insert(items.end(), of_sessions.begin(), of_sessions.end());
      return items;
    }

   private:
    std::map<Id16, cases::Case> cases_;
    std::map<Id16, worklist::Around> around_;
    std::map<history::ActivityId, worklist::Sessions> sessions_;
    policy::PolicyHistory policies_;
  };
};

class WorklistThenPropertyTest : public WorklistThenTest,
                                 public ::testing::WithParamInterface<uint64_t> {};

TEST_P(WorklistThenPropertyTest, HoldWhatFoldsOfAllStreamsSay) {
  std::mt19937_64 random(GetParam());
  const auto below = [&](int limit) {
    return static_cast<int>(random() % static_cast<uint64_t>(limit));
  };
  OpenProjector();
  CaseLog cases(GetParam(), 1, kThenCases);
  WorklistLog others(GetParam(), kThenCases);
  AppendCommits(cases, others, 150);
  ASSERT_TRUE(CatchUp(kAssignments).ok());
  if (GetParam() % 2 == 0) {
    ASSERT_TRUE(projector_->Rebuild({kAssignments}, GoOn).ok());
  }
  const auto rows = projector_->Read(kTenant, kAssignments);
  ASSERT_TRUE(rows.ok());
  size_t items = 0;
  for (int i = 0; i < 25; ++i) {
    const absl::Time when =
        absl::FromCivil(absl::CivilSecond(2023, 1, 2 + below(60), below(24), 0, 0), Stockholm());
    history::AsOf as_of;
    as_of.position = 1 + below(static_cast<int>(Head()));
    if (below(2) == 0) as_of.valid = when;
    const auto moment = worklist::Moment::At(when, 7, Stockholm());
    Expected expected(*store_, Head(), as_of);
    std::vector<ListOf> lists = {{ListKind::kStaff, TestId(6, 1 + below(4))}};
    const Id16 unit = TestId(5, 1 + below(2));
    if (below(2) == 0) lists.assign({{ListKind::kUnit, unit}, {ListKind::kAnswers, unit}});
    const auto then = FoldWorklistThen(**rows, Source(), lists, as_of);
    ASSERT_TRUE(then.ok()) << then.status();
    for (const ListOf& list : lists) {
      const auto wanted = expected.On(list, moment);
      ASSERT_EQ(TextOf(Found(*then->rows, list, moment)), TextOf(wanted));
      items += wanted.size();
    }
  }
  EXPECT_GT(items, 0u);
}

INSTANTIATE_TEST_SUITE_P(Seeds, WorklistThenPropertyTest,
                         ::testing::Range(kThenSeed, kThenSeed + 4));

TEST_F(WorklistThenTest, RefuseAPastOfTooManyCases) {
  OpenProjector();
  CaseLog log(kThenSeed, 1, kThenCases);
  AppendRandom(log, 60);
  ASSERT_TRUE(CatchUp(kAssignments).ok());
  const auto rows = projector_->Read(kTenant, kAssignments);
  ASSERT_TRUE(rows.ok());
  const auto then = FoldWorklistThen(**rows, Source(), {{ListKind::kUnit, TestId(5, 1)}}, {}, 1);
  ASSERT_EQ(RefusalsOf(then.status()).size(), 1u);
  EXPECT_EQ(RefusalsOf(then.status())[0].reason, kTooManyCasesThen);
}

}  // namespace
}  // namespace framdrift::projections
