#include "domain/process/rules.h"

#include <algorithm>
#include <cstdint>

namespace framdrift::process {
namespace {

using casework::v1::CaseEvent;
using Since = OrderRule::Since;

// Above all numbers of CaseEvent.
constexpr size_t kKinds = 128;
using Seen = std::array<bool, kKinds>;

bool Any(const std::vector<EventKind>& kinds, const Seen& seen) {
  return std::any_of(
      kinds.begin(), kinds.end(), [&](EventKind kind) { return seen[static_cast<size_t>(kind)]; });
}

bool IsOpening(size_t event) {
  return event == CaseEvent::kCaseOpened || event == CaseEvent::kCaseReopened;
}

// For each kind of event, which rules it may break.
const std::array<std::vector<const OrderRule*>, kKinds>& RulesAt() {
  static const auto& by_kind = *[] {
    auto* rules = new std::array<std::vector<const OrderRule*>, kKinds>;
    for (const OrderRule& rule : OrderRules()) {
      for (const EventKind kind : rule.at) (*rules)[static_cast<size_t>(kind)].push_back(&rule);
    }
    return rules;
  }();
  return by_kind;
}

// What came before in a path.
struct Before {
  Seen ever{};
  Seen episode{};
  bool opened = false;
};

bool Breaks(const OrderRule& rule, const v1::PathActivity& activity, const Before& before) {
  if (rule.only_deciding && !activity.decides()) return false;
  if (rule.since == Since::kNoOpening) return !before.opened;
  // What is wrong before an opening is the opening's order, and said once.
  if (!before.opened) return false;
  const Seen& seen = rule.since == Since::kEver ? before.ever : before.episode;
  if (!rule.needs.empty() && !Any(rule.needs, seen)) return true;
  return Any(rule.not_after, seen);
}

}  // namespace

const std::vector<OrderRule>& OrderRules() {
  static const auto& rules = *new std::vector<OrderRule>{
      {.rule = v1::PROCESS_RULE_DECISION_BEFORE_FIRST_CONTACT,
       .at = {CaseEvent::kAidMonthSet},
       .needs = {CaseEvent::kFirstContactHeld},
       .only_deciding = true},
      {.rule = v1::PROCESS_RULE_PLAN_BEFORE_FIRST_CONTACT,
       .at = {CaseEvent::kWorkPlanAdopted},
       .needs = {CaseEvent::kFirstContactHeld}},
      {.rule = v1::PROCESS_RULE_ASSESSMENT_BEFORE_FIRST_CONTACT,
       .at = {CaseEvent::kAssessmentCompleted},
       .needs = {CaseEvent::kFirstContactHeld}},
      {.rule = v1::PROCESS_RULE_STEP_BEFORE_PLAN,
       .at = {CaseEvent::kStepPlanned, CaseEvent::kStepStarted},
       .needs = {CaseEvent::kWorkPlanAdopted}},
      {.rule = v1::PROCESS_RULE_COMPLETION_BEFORE_START,
       .at = {CaseEvent::kStepCompleted},
       .needs = {CaseEvent::kStepStarted}},
      {.rule = v1::PROCESS_RULE_ATTENDANCE_BEFORE_STEP,
       .at = {CaseEvent::kAttendanceRecorded},
       .needs = {CaseEvent::kWorkPlanAdopted, CaseEvent::kStepPlanned, CaseEvent::kStepStarted}},
      {.rule = v1::PROCESS_RULE_EXIT_WITHOUT_PLAN,
       .at = {CaseEvent::kExitRecorded},
       .needs = {CaseEvent::kWorkPlanAdopted}},
      {.rule = v1::PROCESS_RULE_EXIT_WITHOUT_FIRST_CONTACT,
       .at = {CaseEvent::kExitRecorded},
       .needs = {CaseEvent::kFirstContactHeld}},
      {.rule = v1::PROCESS_RULE_FOLLOW_UP_BEFORE_EXIT,
       .at = {CaseEvent::kFollowUpRecorded, CaseEvent::kFollowUpWaived, CaseEvent::kExitVerified},
       .needs = {CaseEvent::kExitRecorded},
       .since = Since::kEver},
      {.rule = v1::PROCESS_RULE_WORK_AFTER_EXIT,
       .at = {CaseEvent::kFirstContactHeld,
              CaseEvent::kContactHeld,
              CaseEvent::kWorkPlanAdopted,
              CaseEvent::kStepPlanned,
              CaseEvent::kStepStarted,
              CaseEvent::kAttendanceRecorded},
       .not_after = {CaseEvent::kExitRecorded}},
      {.rule = v1::PROCESS_RULE_WORK_BEFORE_OPENING,
       .at = {CaseEvent::kFirstContactHeld,
              CaseEvent::kContactHeld,
              CaseEvent::kAssessmentCompleted,
              CaseEvent::kWorkPlanAdopted,
              CaseEvent::kStepPlanned,
              CaseEvent::kStepStarted,
              CaseEvent::kAttendanceRecorded,
              CaseEvent::kExitRecorded},
       .since = Since::kNoOpening}};
  return rules;
}

Breaches BreachesIn(const v1::CasePath& path) {
  Breaches breaches{};
  Before before;
  for (const uint32_t act : path.acts()) {
    if (act >= static_cast<uint32_t>(path.activities_size())) continue;
    const v1::PathActivity& activity = path.activities(static_cast<int>(act));
    const auto event = static_cast<size_t>(activity.event());
    if (event >= kKinds) continue;
    if (IsOpening(event)) {
      before.episode.fill(false);
      before.opened = true;
    }
    for (const OrderRule* rule : RulesAt()[event]) {
      if (Breaks(*rule, activity, before)) ++breaches[static_cast<size_t>(rule->rule)];
    }
    before.episode[event] = true;
    before.ever[event] = true;
  }
  return breaches;
}

}  // namespace framdrift::process
