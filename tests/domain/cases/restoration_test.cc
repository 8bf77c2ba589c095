#include "domain/cases/restoration.h"

#include "absl/strings/str_cat.h"
#include "domain/cases/refusals.h"
#include "tests/domain/cases/case_testing.h"

namespace framdrift::cases {
namespace {

using casework::v1::UndoCaseloadRequest;
using ::testing::UnorderedElementsAre;

constexpr char kCaseName[] = "tenants/lund/cases/00000000-0000-4000-8000-0000000000ff";
constexpr char kOtherName[] = "tenants/lund/cases/00000000-0000-4000-8000-0000000000fe";

Past GivenTo(const char* caseworker, const char* before) {
  return {"2024-03-05 08:00",
          absl::StrCat("case_assigned { caseworker_id: '",
                       caseworker,
                       "' unit_id: '",
                       kUnit,
                       "' previous_caseworker_id: '",
                       before,
                       "' previous_unit_id: '",
                       kUnit,
                       "' in_batch: true }")};
}

// Anna's cases went to Bertil in one commit, as the second event of each.
class RestorationTest : public ::testing::Test {
 protected:
  void Add(const char* name, const GivenCase& given, int64_t position = 2) {
    BatchedAssignment& one = facts_.assignments.emplace_back();
    one.case_name = name;
    one.position = position;
    one.assigned = given.timeline().entries()[1].event.case_assigned();
    facts_.reassignment
        .cases[*history::CaseId::Parse(one.case_name.substr(one.case_name.rfind('/') + 1))] = {
        &given.state(), 100, ""};
  }
  RestorationTest() {
    facts_.reassignment
        .caseworkers[{*history::StaffId::Parse(kAnna), *history::UnitId::Parse(kUnit)}] = {
        .active_in_unit = true, .load_percent = 100, .max_load = 2};
  }
  absl::StatusOr<CasesEvents> Decided() const { return Decide(facts_, command_, moved_.context()); }
  std::vector<std::string> Reasons() const {
    std::vector<std::string> reasons;
    for (const Refusal& refusal : RefusalsOf(Decided().status())) reasons.push_back(refusal.reason);
    return reasons;
  }

  const GivenCase moved_{{kOpened, GivenTo(kBertil, kAnna)}};
  RestorationFacts facts_;
  UndoCaseloadRequest command_;
};

TEST_F(RestorationTest, GivesTheCaseBackAndSaysWhichAssignmentItTakesBack) {
  Add(kCaseName, moved_);
  const auto decided = Decided();
  ASSERT_TRUE(decided.ok()) << decided.status();
  ASSERT_EQ(decided->size(), 1u);
  const auto& assigned = decided->front().second.front().event.case_assigned();
  EXPECT_EQ(assigned.caseworker_id(), kAnna);
  EXPECT_EQ(assigned.previous_caseworker_id(), kBertil);
  EXPECT_EQ(assigned.restores_position(), 2);
  EXPECT_TRUE(assigned.in_batch());
}

TEST_F(RestorationTest, RefusesForEveryCaseThatHasBeenMovedSince) {
  const GivenCase moved_on({kOpened, GivenTo(kBertil, kAnna), GivenTo(kAnna, kBertil)});
  const GivenCase exited({kOpened,
                          GivenTo(kBertil, kAnna),
                          {"2024-04-01", "exit_recorded { reason: EXIT_REASON_MOVED }"}});
  Add(kCaseName, moved_on);
  Add(kOtherName, exited);
  EXPECT_THAT(Reasons(), UnorderedElementsAre(kCaseMovedSince, kCaseMovedSince));
}

TEST_F(RestorationTest, RefusesWhereNobodyHadTheCaseBefore) {
  const GivenCase first({kOpened, GivenTo(kBertil, "")});
  Add(kCaseName, first);
  EXPECT_THAT(Reasons(), UnorderedElementsAre(kCaseworkerBeforeMissing));
}

TEST_F(RestorationTest, RefusesForEveryReasonAtOnce) {
  const GivenCase moved_on({kOpened, GivenTo(kBertil, kAnna), GivenTo(kAnna, kBertil)});
  Add(kCaseName, moved_on);
  Add(kOtherName, moved_);
  facts_.reassignment.caseworkers.begin()->second.active_in_unit = false;
  EXPECT_THAT(Reasons(),
              UnorderedElementsAre(kCaseMovedSince, kStaffNotActiveInUnit, kStaffNotActiveInUnit));
}

TEST_F(RestorationTest, RefusesToOverloadWhoTakesThemBackWithoutAReason) {
  Add(kCaseName, moved_);
  Add(kOtherName, moved_);
  EXPECT_THAT(Reasons(), UnorderedElementsAre(kOverCapacity));
  command_.set_override_reason("undone");
  EXPECT_TRUE(Decided().ok());
}

}  // namespace
}  // namespace framdrift::cases
