#include "domain/cases/assignment.h"

#include "absl/strings/str_cat.h"
#include "domain/cases/refusals.h"
#include "tests/domain/cases/case_testing.h"

namespace framdrift::cases {
namespace {

using casework::v1::AssignCaseRequest;
using casework::v1::BulkReassignRequest;

const Past kAnnas{"2024-03-02 08:00",
                  "case_assigned { caseworker_id: '00000000-0000-4000-8000-00000000000a' unit_id: "
                  "'00000000-0000-4000-8000-000000000001' }"};
constexpr AssignmentFacts kFree{{.active_in_unit = true, .load_percent = 300, .max_load = 4}};
constexpr AssignmentFacts kFull{{.active_in_unit = true, .load_percent = 350, .max_load = 4}};

AssignCaseRequest AssignTo(const std::string& caseworker, const std::string& more = "") {
  return Command<AssignCaseRequest>(
      absl::StrCat("caseworker_id: '", caseworker, "' unit_id: '", kUnit, "' ", more));
}

TEST(AssignCaseTest, KeepsWhoWasResponsibleBefore) {
  GivenCase({kOpened, kAnnas})
      .When(AssignTo(kBertil), kFree)
      .Then({"case_assigned { caseworker_id: '00000000-0000-4000-8000-00000000000b' unit_id: "
             "'00000000-0000-4000-8000-000000000001' previous_caseworker_id: "
             "'00000000-0000-4000-8000-00000000000a' previous_unit_id: "
             "'00000000-0000-4000-8000-000000000001' }"});
}

TEST(AssignCaseTest, RefusesStaffWhoAreNotActiveInTheUnitAndACaseNeverOpened) {
  GivenCase({})
      .When(AssignTo(kBertil), AssignmentFacts())
      .ThenRefuse({kStaffNotActiveInUnit, kCaseNotOpened});
}

TEST(AssignCaseTest, RefusesOneCaseBeyondCapacity) {
  GivenCase({kOpened}).When(AssignTo(kBertil), kFull).ThenRefuse({kOverCapacity});
}

TEST(AssignCaseTest, WeighsTheCase) {
  AssignmentFacts light = kFull;
  light.weight_percent = 50;
  EXPECT_TRUE(GivenCase({kOpened}).When(AssignTo(kBertil), light).result().ok());
}

TEST(AssignCaseTest, GoesBeyondCapacityForAReason) {
  const auto decided =
      GivenCase({kOpened}).When(AssignTo(kBertil, "override_reason: 'holiday'"), kFull);
  EXPECT_EQ(decided.After().episodes[0].assignment->caseworker.ToString(), kBertil);
}

TEST(AssignCaseTest, CountsACaseOnceForWhoHasItAlready) {
  const auto decided = GivenCase({kOpened, kAnnas}).When(AssignTo(kAnna), kFull);
  EXPECT_TRUE(decided.result().ok());
}

class BulkReassignTest : public ::testing::Test {
 protected:
  static std::string Name(int i) {
    return absl::StrCat("tenants/lund/cases/00000000-0000-4000-8000-0000000000f", i);
  }
  static history::CaseId Id(int i) {
    return *history::CaseId::Parse(absl::StrCat("00000000-0000-4000-8000-0000000000f", i));
  }

  BulkReassignTest() {
    for (int i = 0; i < 3; ++i) facts_.cases[Id(i)] = {&annas_.state()};
    facts_.caseworkers[{*history::StaffId::Parse(kBertil), *history::UnitId::Parse(kUnit)}] = {
        .active_in_unit = true, .load_percent = 100, .max_load = 4};
  }

  void Add(int i, const std::string& caseworker) {
    auto& one = *command_.add_reassignments();
    one.set_case_(Name(i));
    one.set_caseworker_id(caseworker);
    one.set_unit_id(kUnit);
  }

  absl::StatusOr<CasesEvents> Decided() const { return Decide(facts_, command_, annas_.context()); }

  std::vector<std::string> Reasons() const {
    std::vector<std::string> reasons;
    for (const Refusal& refusal : RefusalsOf(Decided().status())) reasons.push_back(refusal.reason);
    return reasons;
  }

  GivenCase annas_{{kOpened, kAnnas}};
  ReassignmentFacts facts_;
  BulkReassignRequest command_;
};

TEST_F(BulkReassignTest, GivesEveryCaseAndKeepsWhatUndoesIt) {
  for (int i = 0; i < 3; ++i) Add(i, kBertil);
  const auto decided = Decided();
  ASSERT_TRUE(decided.ok()) << decided.status();
  ASSERT_EQ(decided->size(), 3u);
  for (const auto& [id, events] : *decided) {
    ASSERT_EQ(events.size(), 1u);
    const auto& assigned = events[0].event.case_assigned();
    EXPECT_EQ(assigned.caseworker_id(), kBertil);
    EXPECT_EQ(assigned.previous_caseworker_id(), kAnna);
    EXPECT_TRUE(assigned.in_batch());
  }
}

TEST_F(BulkReassignTest, JudgesTheLoadOfTheWholeBatchOnce) {
  for (int i = 0; i < 3; ++i) Add(i, kBertil);
  facts_.caseworkers.begin()->second.load_percent = 150;
  EXPECT_THAT(Reasons(), ::testing::ElementsAre(kOverCapacity));
  command_.set_override_reason("reorganisation");
  EXPECT_TRUE(Decided().ok());
}

TEST_F(BulkReassignTest, NamesEveryCaseThatStandsInTheWay) {
  GivenCase never_opened({});
  facts_.cases[Id(1)] = {&never_opened.state()};
  for (int i = 0; i < 3; ++i) Add(i, i == 2 ? kAnna : kBertil);
  Add(0, kBertil);
  EXPECT_THAT(Reasons(),
              ::testing::UnorderedElementsAre(kCaseNotOpened, kStaffNotActiveInUnit, kCaseTwice));
}

TEST_F(BulkReassignTest, RefusesForEveryCaseThatHasChangedSinceItWasLookedAt) {
  for (int i = 0; i < 3; ++i) {
    Add(i, kBertil);
    facts_.cases[Id(i)].etag = "\"7\"";
    command_.mutable_reassignments(i)->set_etag(i == 0 ? "\"7\"" : "\"6\"");
  }
  EXPECT_THAT(Reasons(), ::testing::ElementsAre(kCaseChanged, kCaseChanged));
}

}  // namespace
}  // namespace framdrift::cases
