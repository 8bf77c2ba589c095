// No rule or phase names a milestone that no event sets.
#include "domain/deadlines/milestones.h"

#include <gtest/gtest.h>

#include <map>
#include <set>

#include "tests/domain/deadlines/given_deadlines.h"
#include "tests/domain/household/given_household.h"

namespace framdrift::deadlines {
namespace {

namespace v1 = casework::v1;

const Past kOpening{"2024-03-01 09:00", "case_opened {}"};
const Past kPlan{"2024-03-05 13:00", "work_plan_adopted {}"};
constexpr char kStepId[] = "step_id: '00000000-0000-4000-8000-0000000000c1'";

// A history, and the event that then sets the milestone.
struct Setting {
  std::vector<Past> before;
  std::vector<Past> events;
};

// Every milestone of a case, with every event that sets it.
std::map<v1::Milestone, Setting> SettingsOfCases() {
  const auto at = [](const std::string& event) { return Past{"2024-05-10 10:00", event}; };
  const std::string step = std::string(kStepId);
  return {
      {v1::MILESTONE_OPENED, {{}, {at("case_opened {}"), at("case_reopened {}")}}},
      {v1::MILESTONE_FIRST_CONTACT, {{kOpening}, {at("first_contact_held {}")}}},
      {v1::MILESTONE_CONTACT, {{kOpening}, {at("first_contact_held {}"), at("contact_held {}")}}},
      {v1::MILESTONE_PLAN_ADOPTED, {{kOpening}, {at("work_plan_adopted {}")}}},
      {v1::MILESTONE_PLAN_REVISED, {{kOpening, kPlan}, {at("work_plan_revised {}")}}},
      {v1::MILESTONE_PLAN_REVIEWED, {{kOpening, kPlan}, {at("work_plan_reviewed {}")}}},
      {v1::MILESTONE_STEP_PLANNED,
       {{kOpening, kPlan},
        {at("step_planned { terms { " + step + " } }"),
         at("work_plan_adopted { steps { " + step + " } }")}}},
      {v1::MILESTONE_STEP_STARTED, {{kOpening, kPlan}, {at("step_started { " + step + " }")}}},
      {v1::MILESTONE_PLACEMENT_STARTED, {{kOpening}, {at("placement_started {}")}}},
      {v1::MILESTONE_SUPPORT_MONTH,
       {{kOpening},
        {at("aid_month_set { month { year: 2024 month: 5 } paid_ore: 1 }"),
         at("aid_month_elsewhere { month { year: 2024 month: 5 } }")}}},
      {v1::MILESTONE_EXITED, {{kOpening}, {at("exit_recorded {}")}}},
      {v1::MILESTONE_FOLLOWED_UP,
       {{kOpening, kExit},
        {at("follow_up_recorded { month: 1 answer: STILL_SELF_SUPPORTING_NO }")}}},
      {v1::MILESTONE_FOLLOW_UP_WAIVED, {{kOpening, kExit}, {at("follow_up_waived { month: 1 }")}}},
      {v1::MILESTONE_OBSERVATION_ENDED, {{kOpening}, {at("observation_ended {}")}}}};
}

// Every milestone of an application.
std::map<v1::Milestone, Setting> SettingsOfApplications() {
  using household::And;
  using household::Applied;
  using household::Formed;
  const Past completed{"2024-02-21 10:00",
                       "application_completed { " +
                           household::Field("application_id", household::kApplication) + "}"};
  const std::vector<Past> applied = And(Formed(), Applied());
  return {{v1::MILESTONE_APPLICATION_COMPLETED, {applied, {completed}}},
          {v1::MILESTONE_DECIDED, {And(applied, completed), {household::Decided()}}}};
}

std::vector<cases::Stamp> MomentsAfter(const std::vector<Past>& past, v1::Milestone milestone) {
  const cases::GivenCase given(past);
  const auto& episodes = given.state().episodes;
  if (episodes.empty()) return {};
  return MomentsOf(given.state(), episodes.size() - 1, milestone);
}

std::vector<Past> AndThen(std::vector<Past> past, const Past& next) {
  past.push_back(next);
  return past;
}

TEST(MilestonesTest, EachOfACaseIsSetByEachOfItsEvents) {
  for (const auto& [milestone, setting] : SettingsOfCases()) {
    EXPECT_TRUE(MomentsAfter(setting.before, milestone).empty()) << v1::Milestone_Name(milestone);
    for (const Past& event : setting.events) {
      const auto moments = MomentsAfter(AndThen(setting.before, event), milestone);
      ASSERT_EQ(moments.size(), 1u) << v1::Milestone_Name(milestone) << " by " << event.event;
      EXPECT_EQ(moments[0].position, static_cast<int64_t>(setting.before.size()) + 1);
    }
  }
}

TEST(MilestonesTest, EachOfAnApplicationIsSetByItsEvent) {
  const auto id = *household::ApplicationId::Parse(household::kApplication);
  for (const auto& [milestone, setting] : SettingsOfApplications()) {
    const household::GivenHousehold before(setting.before);
    EXPECT_TRUE(MomentsOf(before.state(), id, milestone).empty());
    for (const Past& event : setting.events) {
      const household::GivenHousehold after(household::And(setting.before, event));
      EXPECT_EQ(MomentsOf(after.state(), id, milestone).size(), 1u) << event.event;
    }
  }
}

TEST(MilestonesTest, NoRuleOrPhaseNamesOneThatNoEventSets) {
  std::set<v1::Milestone> set;
  for (const auto& [milestone, setting] : SettingsOfCases()) set.insert(milestone);
  for (const auto& [milestone, setting] : SettingsOfApplications()) set.insert(milestone);
  for (const RuleMilestones& rule : MilestonesOfRules()) {
    EXPECT_FALSE(rule.started_by.empty()) << v1::Deadline_Name(rule.rule);
    EXPECT_FALSE(rule.met_by.empty()) << v1::Deadline_Name(rule.rule);
    for (const auto* named : {&rule.started_by, &rule.met_by, &rule.closed_by}) {
      for (const v1::Milestone milestone : *named) {
        EXPECT_TRUE(set.contains(milestone))
            << v1::Deadline_Name(rule.rule) << " names " << v1::Milestone_Name(milestone);
      }
    }
  }
  for (int i = v1::Phase_MIN + 1; i <= v1::Phase_MAX; ++i) {
    const v1::Milestone milestone = MilestoneOf(static_cast<v1::Phase>(i));
    EXPECT_TRUE(set.contains(milestone)) << v1::Phase_Name(static_cast<v1::Phase>(i));
  }
  // None is left without a use.
  EXPECT_EQ(set.size(), static_cast<size_t>(v1::Milestone_ARRAYSIZE) - 1);
}

TEST(MilestonesTest, EveryDeadlineOfTheContractsHasARuleOrIsAFigure) {
  std::set<v1::Deadline> rules = {v1::DEADLINE_PHASE, v1::DEADLINE_ACTIVITY_REQUIREMENT};
  for (const RuleMilestones& rule : MilestonesOfRules()) rules.insert(rule.rule);
  EXPECT_EQ(rules.size(), static_cast<size_t>(v1::Deadline_ARRAYSIZE) - 1);
}

TEST(MilestonesTest, AnEpisodeHasReachedTheMilestoneOfItsPhase) {
  std::vector<Past> past = {kOpening,
                            {"2024-03-04 10:00", "first_contact_held {}"},
                            kPlan,
                            {"2024-03-11 08:00", "step_started { " + std::string(kStepId) + " }"},
                            kExit};
  for (const int month : cases::kFollowUpMonths) {
    past.push_back(
        {"2026-04-10",
         absl::StrCat(
             "follow_up_recorded { month: ", month, " answer: STILL_SELF_SUPPORTING_YES }")});
  }
  std::set<v1::Phase> seen;
  for (size_t n = 1; n <= past.size(); ++n) {
    const std::vector<Past> until(past.begin(), past.begin() + static_cast<std::ptrdiff_t>(n));
    const v1::Phase phase = cases::GivenCase(until).state().phase();
    seen.insert(phase);
    EXPECT_FALSE(MomentsAfter(until, MilestoneOf(phase)).empty()) << v1::Phase_Name(phase);
  }
  EXPECT_EQ(seen.size(), 6u);
}

}  // namespace
}  // namespace framdrift::deadlines
