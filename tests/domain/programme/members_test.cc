#include <gtest/gtest.h>

#include "absl/strings/str_cat.h"
#include "domain/history/refusals.h"
#include "tests/domain/programme/programme_fixture.h"

namespace framdrift::programme {
namespace {

using testing::Past;
using testing::Proto;

constexpr char kPlan[] =
    "lead: 'Utvecklingsledare' responsible: 'Förvaltningschef' units: 'IFO' "
    "target_groups: TARGET_GROUP_UNACCOMPANIED_MINOR goals { title: 'Etablering' } "
    "workshop_date { year: 2023 month: 2 day: 7 } workshop_days: 2 "
    "target_date { year: 2024 month: 5 day: 1 } ";

Past Adopted(const std::string& when) {
  return {when,
          absl::StrCat("introduction_plan_adopted { member_id: '",
                       kA,
                       "' template_version: 1 plan { ",
                       kPlan,
                       "milestones { code: 'plan-tested' "
                       "date { year: 2023 month: 7 day: 1 } } } }")};
}

v1::AdoptIntroductionPlanRequest Adopt(const std::string& plan) {
  return Proto<v1::AdoptIntroductionPlanRequest>(absl::StrCat("member: '9901' plan { ", plan, "}"));
}

v1::ReviseIntroductionPlanRequest Revise(const std::string& plan) {
  return Proto<v1::ReviseIntroductionPlanRequest>(
      absl::StrCat("member: '9901' reason: 'Fler' plan { ", plan, "}"));
}

TEST(MembersTest, AnIntroductionPlanTakesTheMilestonesItLeavesOutFromTheTemplate) {
  GivenProgramme().When(Adopt(kPlan)).Then({Adopted("").event});
}

TEST(MembersTest, AnIntroductionPlanIsAdoptedOnceAndRevised) {
  GivenProgramme({Adopted("2023-01-20")}).When(Adopt(kPlan)).ThenRefuse({kIntroductionPlanExists});
  GivenProgramme().When(Revise(kPlan)).ThenRefuse({kIntroductionPlanMissing});
  const auto revised =
      GivenProgramme({Adopted("2023-01-20")})
          .When(Revise(absl::StrCat(kPlan,
                                    "units: 'Gymnasiet' milestones { code: 'plan-tested' "
                                    "date { year: 2023 month: 9 day: 1 } }")));
  ASSERT_TRUE(revised.result().ok()) << revised.result().status();
  const Member member = revised.After().members[0];
  EXPECT_EQ(member.plan_revisions, 1);
  EXPECT_EQ(member.plan->content.units_size(), 2);
  ASSERT_EQ(member.plan->content.milestones_size(), 1);
  EXPECT_EQ(member.plan->content.milestones(0).date().month(), 9);
}

TEST(MembersTest, RefusesAnIntroductionPlanThatLacksSomething) {
  GivenProgramme().When(Adopt("")).ThenRefuse({kIntroductionPlanIncomplete});
  auto late = Adopt(absl::StrCat(kPlan, "milestones { code: 'x' }"));
  late.mutable_plan()->mutable_target_date()->set_year(2023);
  late.mutable_plan()->mutable_target_date()->set_month(2);
  GivenProgramme().When(late).ThenRefuse({history::kDatesOutOfOrder, kTemplateMilestoneUnknown});
  late.mutable_plan()->mutable_target_date()->set_month(13);
  EXPECT_EQ(GivenProgramme().When(late).result().status().code(),
            absl::StatusCode::kInvalidArgument);
}

TEST(MembersTest, ExpectationsAreFixedBeforeTheMembersFirstMeeting) {
  const auto fix = Proto<v1::FixExpectationRequest>(
      "member: '9901' desired_state: 'Alla har en plan' "
      "measures { title: 'Andel' unit: 'procent' baseline: 40 expected: 95 "
      "baseline_date { year: 2023 month: 1 day: 15 } }");
  const std::string fixed = absl::StrCat("expectation_fixed { member_id: '",
                                         kA,
                                         "' desired_state: 'Alla har en plan' measures { title: "
                                         "'Andel' unit: 'procent' baseline: 40 expected: 95 "
                                         "baseline_date { year: 2023 month: 1 day: 15 } } }");
  GivenProgramme().When(fix).Then({fixed});
  const Past other = Joined("2023-01-11", kB, "9902");
  GivenProgramme({other, Met("2023-02-10", 1, {kB})}).When(fix).Then({fixed});
  const auto met = GivenProgramme({Met("2023-02-10", 1, {kA})});
  met.When(fix).ThenRefuse({kExpectationAfterMeeting});
  auto before = fix;
  *before.mutable_occurred() = Proto<type::v1::When>("date { year: 2023 month: 1 day: 31 }");
  met.When(before).Then({fixed});
  auto invalid = fix;
  invalid.mutable_measures(0)->clear_title();
  GivenProgramme().When(invalid).ThenRefuse({kExpectedMeasureInvalid});
}

TEST(MembersTest, AnExpectationHasABaselineThatWasMeasured) {
  auto fix = Proto<v1::FixExpectationRequest>("member: '9901' desired_state: 'Alla har en plan'");
  GivenProgramme().When(fix).ThenRefuse({kExpectationWithoutBaseline});
  *fix.add_measures() = Proto<v1::ExpectedMeasure>("title: 'Andel' baseline: 40 expected: 95");
  GivenProgramme().When(fix).ThenRefuse({kExpectationWithoutBaseline});
  *fix.mutable_measures(0)->mutable_baseline_date() =
      Proto<google::type::Date>("year: 2023 month: 2 day: 2");
  GivenProgramme().When(fix).ThenRefuse({kExpectedMeasureInvalid});
  fix.mutable_measures(0)->mutable_baseline_date()->set_day(1);
  EXPECT_TRUE(GivenProgramme().When(fix).result().ok()) << "it is the 1st of February";
}

}  // namespace
}  // namespace framdrift::programme
