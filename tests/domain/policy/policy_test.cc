#include "domain/policy/policy.h"

#include <gtest/gtest.h>

#include "domain/policy/adoption.h"
#include "domain/policy/refusals.h"
#include "tests/testing/given.h"

namespace framdrift::policy {
namespace {

using testing::Given;
using testing::Past;
using testing::Proto;

const Past kFirst{"2024-01-08 09:00",
                  "policy_adopted { version: 1 effective_date { year: 2024 month: 1 day: 8 } "
                  "rules { small_cell_limit: 7 } }"};
const Past kSecond{"2024-02-01 09:00",
                   "policy_adopted { version: 2 effective_date { year: 2024 month: 7 day: 1 } "
                   "rules { small_cell_limit: 9 } }"};

constexpr char kEverything[] = R"(
  deadlines {
    first_contact: FIRST_CONTACT_RULE_WITHIN_24_HOURS decision_working_days: 2
    work_plan_working_days: 5 plan_review_days: 14 no_contact_days: 7
    follow_up_months: 3 follow_up_months: 12 turning_18_days_before: 60
    activity_after_support_months: 2
    stuck_after { intake: 1 assessment: 2 planned: 3 active: 4 } apply_to_running: true
  }
  retention { case_months: 24 person_months: 2 access_months: 12 }
  code_lists { list: "milestone" codes { code: "besok" label: "Besök" } }
  code_lists { list: "target_group"
               codes { code: "ung-vuxen" label: "Ung vuxen" parent: "young" } }
  local_attributes { name: "channel" label: "Kanal" type: ATTRIBUTE_TYPE_CODE list: "milestone"
                     privacy: PRIVACY_CODE multi_valued: true }
  local_attributes { name: "remark" label: "Anm." type: ATTRIBUTE_TYPE_TEXT
                     privacy: PRIVACY_PERSONAL }
  closed_days { date { year: 2024 month: 5 day: 10 } label: "Klämdag" }
  small_cell_limit: 10 first_contact_before_decision: false support_spell_gap_months: 2
  case_weights { target_group: "ung-vuxen" percent: 150 }
  case_weights { target_group: "young" percent: 120 }
  worklist { new_days: 3 due_days: 14 }
  repeated_absence { days: 3 within_days: 21 raises_deviation: false }
  phase_weights { intake: 50 assessment: 60 planned: 70 active: 80 }
  flow_weights { main: 90 other: 110 }
  balance { cases_per_full_time: 30 even_within_percent: 5 settled_after_meetings: 4 }
)";

v1::AdoptPolicyRequest Adopt(const std::string& rules) {
  return Proto<v1::AdoptPolicyRequest>("rules { " + rules + " }");
}

// The fields found at fault, with the reason of each.
std::vector<std::string> FaultsOf(const std::string& rules) {
  std::vector<std::string> faults;
  const auto decided = Given<PolicyDecider>({}).When(Adopt(rules));
  for (const Refusal& refusal : RefusalsOf(decided.result().status())) {
    faults.push_back(refusal.reason + " " + refusal.metadata.at("field"));
  }
  return faults;
}

TEST(PolicyTest, HasTheDefaultsOfTheModelWhenNoneIsAdopted) {
  const PolicyHistory none;
  const Policy& policy = Current(none, absl::CivilDay(2024, 1, 1));
  EXPECT_EQ(policy.version, 0);
  EXPECT_EQ(policy.deadlines.first_contact, v1::FIRST_CONTACT_RULE_NEXT_WORKING_DAY);
  EXPECT_EQ(policy.deadlines.decision_working_days, 1);
  EXPECT_EQ(policy.deadlines.work_plan_working_days, 10);
  EXPECT_EQ(policy.deadlines.plan_review_days, 28);
  EXPECT_EQ(policy.deadlines.no_contact_days, 14);
  EXPECT_EQ(policy.deadlines.follow_up_months, (std::vector<int32_t>{1, 3, 6, 12, 24}));
  EXPECT_EQ(policy.deadlines.turning_18_days_before, 90);
  EXPECT_EQ(policy.deadlines.activity_after_support_months, 3);
  EXPECT_EQ(policy.small_cell_limit, 5);
  EXPECT_TRUE(policy.first_contact_before_decision);
  EXPECT_EQ(policy.support_spell_gap_months, 1);
  EXPECT_EQ(policy.worklist.new_days, 7);
  EXPECT_EQ(policy.worklist.due_days, 7);
  EXPECT_EQ(policy.WeightPercent(codes::v1::TARGET_GROUP_YOUNG, ""), 100);
}

TEST(PolicyTest, ReadsBackEveryRuleItWrites) {
  const auto rules = Proto<v1::PolicyRules>(kEverything);
  EXPECT_EQ(RulesFrom(PolicyFrom(RulesFrom(PolicyFrom(rules)))).DebugString(),
            RulesFrom(PolicyFrom(rules)).DebugString());
  const Policy policy = PolicyFrom(rules);
  EXPECT_EQ(policy.deadlines.stuck_after, (PhaseDays{1, 2, 3, 4}));
  EXPECT_EQ(policy.deadlines.follow_up_months, (std::vector<int32_t>{3, 12}));
  EXPECT_TRUE(policy.deadlines.apply_to_running);
  EXPECT_EQ(policy.retention, (Retention{24, 2, 12}));
  EXPECT_TRUE(policy.code_lists.HasLocal("milestone", "besok"));
  EXPECT_EQ(policy.code_lists.Find<codes::v1::TargetGroup>("ung-vuxen"),
            codes::v1::TARGET_GROUP_YOUNG);
  ASSERT_NE(policy.FindAttribute("channel"), nullptr);
  EXPECT_TRUE(policy.FindAttribute("channel")->multi_valued);
  EXPECT_EQ(policy.FindAttribute("unheard_of"), nullptr);
  EXPECT_TRUE(policy.closed_days.contains(absl::CivilDay(2024, 5, 10)));
  EXPECT_EQ(policy.repeated_absence, (RepeatedAbsence{3, 21, false}));
  EXPECT_EQ(policy.phase_weights, (PhaseWeights{50, 60, 70, 80}));
  EXPECT_EQ(policy.flow_weights, (FlowWeights{90, 110}));
  EXPECT_EQ(policy.balance, (Balance{30, 5, 4}));
  EXPECT_FALSE(policy.first_contact_before_decision);
  EXPECT_EQ(policy.WeightPercent(codes::v1::TARGET_GROUP_YOUNG, "ung-vuxen"), 150);
  EXPECT_EQ(policy.WeightPercent(codes::v1::TARGET_GROUP_YOUNG, ""), 120);
}

TEST(PolicyTest, AdoptsAVersionThatStatesEveryRule) {
  const auto decided =
      Given<PolicyDecider>({kFirst}).At("2024-02-01 10:00").When(Adopt("small_cell_limit: 8"));
  ASSERT_TRUE(decided.result().ok()) << decided.result().status();
  const v1::PolicyAdopted& adopted = (*decided.result())[0].event.policy_adopted();
  EXPECT_EQ(adopted.version(), 2);
  EXPECT_EQ(history::DayOrNone(adopted.effective_date()), absl::CivilDay(2024, 2, 1));
  EXPECT_EQ(adopted.rules().small_cell_limit(), 8);
  EXPECT_EQ(adopted.rules().deadlines().plan_review_days(), 28);
  EXPECT_TRUE(adopted.rules().has_first_contact_before_decision());
}

TEST(PolicyTest, AcceptsEveryRuleThatCanHold) {
  EXPECT_TRUE(Given<PolicyDecider>({}).When(Adopt(kEverything)).result().ok());
}

TEST(PolicyTest, IsInForceFromItsDayUntilAnotherIs) {
  const Given<PolicyDecider> given({kFirst, kSecond});
  EXPECT_EQ(Current(given.state(), absl::CivilDay(2024, 1, 7)).version, 0);
  EXPECT_EQ(Current(given.state(), absl::CivilDay(2024, 1, 8)).version, 1);
  EXPECT_EQ(Current(given.state(), absl::CivilDay(2024, 6, 30)).small_cell_limit, 7);
  EXPECT_EQ(Current(given.state(), absl::CivilDay(2024, 7, 1)).small_cell_limit, 9);
}

TEST(PolicyTest, FindsAVersionByItsNumber) {
  const Given<PolicyDecider> given({kFirst, kSecond});
  EXPECT_EQ(FindVersion(given.state(), 0)->small_cell_limit, 5);
  EXPECT_EQ(FindVersion(given.state(), 1)->small_cell_limit, 7);
  EXPECT_EQ(FindVersion(given.state(), 3), nullptr);
}

TEST(PolicyTest, NeverUsesTheNumberOfAVoidedVersionAgain) {
  const auto decided =
      Given<PolicyDecider>({kFirst, kSecond, {"2024-02-02 09:00", "event_voided { position: 2 }"}})
          .When(Adopt(""));
  ASSERT_TRUE(decided.result().ok()) << decided.result().status();
  EXPECT_EQ((*decided.result())[0].event.policy_adopted().version(), 3);
  EXPECT_EQ(Current(decided.After(), absl::CivilDay(2024, 7, 1)).version, 3);
}

TEST(PolicyTest, RefusesAVersionInForceBeforeAnother) {
  Given<PolicyDecider>({kFirst, kSecond}).When(Adopt("")).ThenRefuse({kPolicyBeforeAnother});
}

TEST(PolicyTest, RefusesADayThatDoesNotExist) {
  Given<PolicyDecider>({})
      .When(Proto<v1::AdoptPolicyRequest>(
          "effective_date { year: 2023 month: 2 day: 29 } "
          "rules { closed_days { date { year: 2024 month: 13 day: 1 } } }"))
      .ThenRefuse({kPolicyDateInvalid, kPolicyDateInvalid});
}

TEST(PolicyTest, RefusesATimeToCome) {
  Given<PolicyDecider>({})
      .When(Proto<v1::AdoptPolicyRequest>("occurred { date { year: 2099 month: 1 day: 1 } }"))
      .ThenRefuse({"OCCURRED_IN_FUTURE"});
}

TEST(PolicyTest, NamesEveryNumberOutOfRange) {
  EXPECT_THAT(FaultsOf("deadlines { decision_working_days: 0 work_plan_working_days: 3651 "
                       "plan_review_days: -1 no_contact_days: 0 turning_18_days_before: 0 "
                       "activity_after_support_months: 37 stuck_after { intake: 0 planned: 0 } } "
                       "retention { case_months: 0 access_months: 1201 } "
                       "small_cell_limit: 1 support_spell_gap_months: 13 "
                       "case_weights { target_group: 'young' percent: 1001 } "
                       "worklist { new_days: 0 due_days: 366 }"),
              ::testing::ElementsAre(
                  "POLICY_VALUE_OUT_OF_RANGE rules.deadlines.decision_working_days",
                  "POLICY_VALUE_OUT_OF_RANGE rules.deadlines.work_plan_working_days",
                  "POLICY_VALUE_OUT_OF_RANGE rules.deadlines.plan_review_days",
                  "POLICY_VALUE_OUT_OF_RANGE rules.deadlines.no_contact_days",
                  "POLICY_VALUE_OUT_OF_RANGE rules.deadlines.turning_18_days_before",
                  "POLICY_VALUE_OUT_OF_RANGE rules.deadlines.activity_after_support_months",
                  "POLICY_VALUE_OUT_OF_RANGE rules.deadlines.stuck_after.intake",
                  "POLICY_VALUE_OUT_OF_RANGE rules.deadlines.stuck_after.planned",
                  "POLICY_VALUE_OUT_OF_RANGE rules.retention.case_months",
                  "POLICY_VALUE_OUT_OF_RANGE rules.retention.access_months",
                  "POLICY_VALUE_OUT_OF_RANGE rules.small_cell_limit",
                  "POLICY_VALUE_OUT_OF_RANGE rules.support_spell_gap_months",
                  "POLICY_VALUE_OUT_OF_RANGE rules.case_weights[0].percent",
                  "POLICY_VALUE_OUT_OF_RANGE rules.worklist.new_days",
                  "POLICY_VALUE_OUT_OF_RANGE rules.worklist.due_days"));
}

TEST(PolicyTest, RefusesFollowUpsAtOtherMarksOrOutOfOrder) {
  EXPECT_THAT(
      FaultsOf("deadlines { follow_up_months: [ 3, 1, 5 ] }"),
      ::testing::ElementsAre("POLICY_VALUE_OUT_OF_RANGE rules.deadlines.follow_up_months[1]",
                             "POLICY_VALUE_OUT_OF_RANGE rules.deadlines.follow_up_months[2]"));
}

TEST(PolicyTest, PointsAtEveryFaultOfACodeList) {
  EXPECT_THAT(
      FaultsOf("code_lists { list: 'Milestone' } "
               "code_lists { list: 'milestone' codes { code: 'a b' } "
               "             codes { code: 'x' parent: 'young' } codes { code: 'x' } } "
               "code_lists { list: 'milestone' codes { code: 'y' } } "
               "code_lists { list: 'exit_reason' codes { code: 'jobb' } "
               "             codes { code: 'pension' parent: 'pension' } }"),
      ::testing::ElementsAre("POLICY_NAME_INVALID rules.code_lists[0].list",
                             "POLICY_VALUE_OUT_OF_RANGE rules.code_lists[0].codes",
                             "POLICY_NAME_INVALID rules.code_lists[1].codes[0].code",
                             "POLICY_VALUE_UNKNOWN rules.code_lists[1].codes[1].parent",
                             "POLICY_NAME_TWICE rules.code_lists[2].list",
                             "LOCAL_CODE_TWICE rules.code_lists[1].codes[2].code",
                             "LOCAL_CODE_PARENT_UNKNOWN rules.code_lists[3].codes[0].parent",
                             "LOCAL_CODE_HIDES_NATIONAL rules.code_lists[3].codes[1].code"));
}

TEST(PolicyTest, PointsAtEveryFaultOfAnAttribute) {
  EXPECT_THAT(
      FaultsOf("local_attributes { name: '1a' type: ATTRIBUTE_TYPE_FLAG privacy: PRIVACY_CODE } "
               "local_attributes { name: 'b' privacy: PRIVACY_CODE } "
               "local_attributes { name: 'b' type: ATTRIBUTE_TYPE_CODE list: 'unheard_of' "
               "                   privacy: PRIVACY_CODE } "
               "local_attributes { name: 'c' type: ATTRIBUTE_TYPE_NUMBER list: 'milestone' "
               "                   privacy: PRIVACY_QUANTITY } "
               "local_attributes { name: 'd' type: ATTRIBUTE_TYPE_TIME privacy: PRIVACY_CODE } "
               "local_attributes { name: 'e' type: ATTRIBUTE_TYPE_TEXT "
               "                   privacy: PRIVACY_DIRECT_IDENTIFIER }"),
      ::testing::ElementsAre("POLICY_NAME_INVALID rules.local_attributes[0].name",
                             "POLICY_VALUE_UNKNOWN rules.local_attributes[1].type",
                             "POLICY_VALUE_UNKNOWN rules.local_attributes[2].list",
                             "POLICY_NAME_TWICE rules.local_attributes[2].name",
                             "POLICY_VALUE_UNKNOWN rules.local_attributes[3].list",
                             "POLICY_PRIVACY_UNFIT rules.local_attributes[4].privacy",
                             "POLICY_PRIVACY_UNFIT rules.local_attributes[5].privacy"));
}

TEST(PolicyTest, PointsAtADayOrGroupThatStandsTwiceOrDoesNotExist) {
  EXPECT_THAT(FaultsOf("closed_days { date { year: 2024 month: 5 day: 10 } } "
                       "closed_days { date { year: 2024 month: 5 day: 10 } } "
                       "case_weights { target_group: 'young' percent: 100 } "
                       "case_weights { target_group: 'young' percent: 100 } "
                       "case_weights { target_group: 'YOUNG' percent: 100 }"),
              ::testing::ElementsAre("POLICY_NAME_TWICE rules.closed_days[1].date",
                                     "POLICY_NAME_TWICE rules.case_weights[1].target_group",
                                     "POLICY_VALUE_UNKNOWN rules.case_weights[2].target_group"));
}

TEST(PolicyTest, PointsAtEveryNumberOfBalanceAndAbsenceOutOfRange) {
  EXPECT_THAT(
      FaultsOf("repeated_absence { days: 1 within_days: 366 } "
               "phase_weights { intake: -1 active: 1001 } "
               "flow_weights { other: 1001 } "
               "balance { cases_per_full_time: 0 even_within_percent: 101 "
               "          settled_after_meetings: 0 }"),
      ::testing::ElementsAre("POLICY_VALUE_OUT_OF_RANGE rules.repeated_absence.days",
                             "POLICY_VALUE_OUT_OF_RANGE rules.repeated_absence.within_days",
                             "POLICY_VALUE_OUT_OF_RANGE rules.phase_weights.intake",
                             "POLICY_VALUE_OUT_OF_RANGE rules.phase_weights.active",
                             "POLICY_VALUE_OUT_OF_RANGE rules.flow_weights.other",
                             "POLICY_VALUE_OUT_OF_RANGE rules.balance.cases_per_full_time",
                             "POLICY_VALUE_OUT_OF_RANGE rules.balance.even_within_percent",
                             "POLICY_VALUE_OUT_OF_RANGE rules.balance.settled_after_meetings"));
}

TEST(PolicyTest, RefusesMoreDaysOfAbsenceThanFitInTheSpan) {
  EXPECT_THAT(
      FaultsOf("repeated_absence { days: 30 within_days: 28 }"),
      ::testing::ElementsAre("POLICY_VALUE_OUT_OF_RANGE rules.repeated_absence.within_days"));
  EXPECT_THAT(FaultsOf("repeated_absence { days: 15 within_days: 14 }"), ::testing::IsEmpty());
}

TEST(PolicyTest, RefusesAnUnknownFirstContactRule) {
  v1::AdoptPolicyRequest command;
  command.mutable_rules()->mutable_deadlines()->set_first_contact(
      static_cast<v1::FirstContactRule>(9));
  Given<PolicyDecider>({}).When(command).ThenRefuse({kPolicyValueUnknown});
}

TEST(PolicyTest, RefusesACorrectionWithRulesThatCannotHold) {
  Given<PolicyDecider>({kFirst})
      .When(Proto<v1::CorrectPolicyEventRequest>(
          "position: 1 reason_code: 'typing-error' replacement { policy_adopted { version: 1 "
          "effective_date { year: 2024 month: 1 day: 8 } rules { small_cell_limit: 1 } } }"))
      .ThenRefuse({"LATER_EVENT_IN_THE_WAY"});
}

TEST(PolicyTest, VoidsAVersionSoThatTheOneBeforeHolds) {
  const Given<PolicyDecider> given({kFirst, kSecond});
  given.When(Proto<v1::VoidPolicyEventRequest>("position: 2 reason_code: 'other'"))
      .Then({"event_voided { position: 2 reason_code: 'other' }"});
  const Given<PolicyDecider> voided(
      {kFirst, kSecond, {"2024-02-02 09:00", "event_voided { position: 2 }"}});
  EXPECT_EQ(Current(voided.state(), absl::CivilDay(2024, 7, 1)).version, 1);
}

TEST(PolicyTest, HasOneStreamInATenantAlwaysTheSame) {
  EXPECT_EQ(FormatUuid(PolicyStreamId("ljusdal")), FormatUuid(PolicyStreamId("ljusdal")));
  EXPECT_NE(PolicyStreamId("ljusdal"), PolicyStreamId("trelleborg"));
  EXPECT_EQ(FormatUuid(PolicyStreamId("ljusdal")), "876c105c-e373-8422-aae1-a5000f632d72");
}

}  // namespace
}  // namespace framdrift::policy
