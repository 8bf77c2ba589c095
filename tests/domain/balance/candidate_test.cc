#include "domain/balance/candidate.h"

#include "domain/balance/weight.h"
#include "tests/domain/cases/case_testing.h"

namespace framdrift::balance {
namespace {

using cases::GivenCase;
using testing::Past;

const Past kAssigned{"2024-03-10 08:00",
                     "case_assigned { caseworker_id: '00000000-0000-4000-8000-00000000000a' "
                     "unit_id: '00000000-0000-4000-8000-000000000001' }"};
const Past kMet{"2024-03-12 10:00", "contact_held { mode: CONTACT_MODE_PHONE }"};

CaseToMove Candidate(const std::vector<Past>& past, const person::Person& person = {}) {
  return CandidateFrom({}, GivenCase(past).state(), person, {});
}

TEST(CandidateTest, CountsTheMeetingsWithWhoHasTheCaseNow) {
  const CaseToMove one = Candidate({cases::kOpened, cases::kContacted, kAssigned, kMet, kMet});
  EXPECT_EQ(one.meetings, 2);
  EXPECT_EQ(one.assigned, absl::CivilDay(2024, 3, 10));
  EXPECT_EQ(one.caseworker.ToString(), cases::kAnna);
  EXPECT_FALSE(one.stays);
}

TEST(CandidateTest, StaysWhileThePersonIsProtected) {
  person::Person person;
  person.protection = codes::v1::PROTECTION_SECRECY_MARKING;
  EXPECT_TRUE(Candidate({cases::kOpened, kAssigned}, person).stays);
}

TEST(CandidateTest, StaysWhileAnExitIsInTheWorks) {
  const Past job{"2024-03-15", "job_started { job_id: '00000000-0000-4000-8000-0000000000d1' }"};
  const Past ended{"2024-03-20", "job_ended { job_id: '00000000-0000-4000-8000-0000000000d1' }"};
  const Past earlier{"2023-03-15",
                     "job_started { job_id: '00000000-0000-4000-8000-0000000000d1' }"};
  EXPECT_TRUE(Candidate({cases::kOpened, kAssigned, job}).stays);
  EXPECT_FALSE(Candidate({cases::kOpened, kAssigned, job, ended}).stays);
  EXPECT_FALSE(Candidate({earlier, cases::kOpened, kAssigned}).stays);
}

TEST(CandidateTest, StaysWhileATransferWaitsForItsAnswer) {
  const Past proposed{"2024-03-15 09:00",
                      "transfer_proposed { transfer_id: '00000000-0000-4000-8000-0000000000d1' "
                      "to_unit_id: '00000000-0000-4000-8000-000000000002' }"};
  EXPECT_TRUE(Candidate({cases::kOpened, kAssigned, proposed}).stays);
}

TEST(WeightTest, IsTheProductOfGroupPhaseAndFlow) {
  policy::Policy policy;
  policy.case_weights["young"] = 150;
  policy.phase_weights.active = 50;
  policy.flow_weights.other = 130;
  const CaseKind kind = {
      casework::v1::PHASE_ACTIVE, casework::v1::FLOW_OTHER, codes::v1::TARGET_GROUP_YOUNG};
  // 1.5 × 0.5 × 1.3 = 0.975.
  EXPECT_EQ(WeightPercent(kind, policy), 98);
  EXPECT_EQ(WeightPercent({}, policy), 100);
}

TEST(WeightTest, TakesWhatThePolicyWeighsFromTheCase) {
  const CaseKind kind = KindOf(GivenCase({cases::kOpened, cases::kContacted}).state());
  EXPECT_EQ(kind.phase, casework::v1::PHASE_ASSESSMENT);
  EXPECT_EQ(kind.target_group, codes::v1::TARGET_GROUP_YOUNG);
  EXPECT_EQ(KindOf(cases::Case()), CaseKind());
}

class CapacityTest : public ::testing::Test {
 protected:
  CapacityTest() {
    staff_.registered.emplace();
    staff_.home_unit = *history::UnitId::Parse(cases::kUnit);
    staff_.fte_percent = 75;
  }
  organisation::Staff staff_;
  policy::Policy policy_;
};

TEST_F(CapacityTest, IsTheLimitOrTheShareOfFullTime) {
  EXPECT_EQ(CapacityPercent(staff_, policy_), 3000);
  staff_.max_load = 20;
  EXPECT_EQ(CapacityPercent(staff_, policy_), 2000);
  staff_.ended.emplace();
  EXPECT_EQ(CapacityPercent(staff_, policy_), 0);
}

TEST_F(CapacityTest, IsNoneInAUnitWhereThePersonDoesNotWork) {
  const auto elsewhere = *history::UnitId::Parse("00000000-0000-4000-8000-000000000002");
  const absl::CivilDay day(2024, 3, 1);
  EXPECT_EQ(CaseworkerFrom({}, staff_, staff_.home_unit, day, policy_).capacity, 3000);
  EXPECT_EQ(CaseworkerFrom({}, staff_, elsewhere, day, policy_).capacity, 0);
}

TEST_F(CapacityTest, CasesAreGivenToTheUnitsCaseworkers) {
  const absl::CivilDay day(2024, 3, 1);
  staff_.languages = {"so"};
  const Caseworker lead = CaseworkerFrom({}, staff_, staff_.home_unit, day, policy_);
  EXPECT_FALSE(lead.takes_cases);
  EXPECT_THAT(lead.languages, ::testing::ElementsAre("so", "sv"));
  staff_.roles.push_back({organisation::v1::ROLE_CASEWORKER, staff_.home_unit, std::nullopt});
  EXPECT_TRUE(CaseworkerFrom({}, staff_, staff_.home_unit, day, policy_).takes_cases);
}

}  // namespace
}  // namespace framdrift::balance
