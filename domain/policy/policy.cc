#include "domain/policy/policy.h"

#include <utility>

#include "domain/codes/codes.h"
#include "domain/history/when.h"

namespace framdrift::policy {
namespace {

const Policy& Defaults() {
  static const Policy* const kDefaults = new Policy();
  return *kDefaults;
}

PhaseDays PhaseDaysFrom(const v1::PhaseDays& days) {
  PhaseDays from;
  if (days.has_intake()) from.intake = days.intake();
  if (days.has_assessment()) from.assessment = days.assessment();
  if (days.has_planned()) from.planned = days.planned();
  if (days.has_active()) from.active = days.active();
  return from;
}

Deadlines DeadlinesFrom(const v1::Deadlines& rules) {
  Deadlines from;
  if (rules.first_contact() != v1::FIRST_CONTACT_RULE_UNSPECIFIED) {
    from.first_contact = rules.first_contact();
  }
  if (rules.has_decision_working_days()) from.decision_working_days = rules.decision_working_days();
  if (rules.has_work_plan_working_days()) {
    from.work_plan_working_days = rules.work_plan_working_days();
  }
  if (rules.has_plan_review_days()) from.plan_review_days = rules.plan_review_days();
  if (rules.has_no_contact_days()) from.no_contact_days = rules.no_contact_days();
  if (rules.follow_up_months_size() > 0) {
    from.follow_up_months.assign(rules.follow_up_months().begin(), rules.follow_up_months().end());
  }
  if (rules.has_turning_18_days_before()) {
    from.turning_18_days_before = rules.turning_18_days_before();
  }
  if (rules.has_activity_after_support_months()) {
    from.activity_after_support_months = rules.activity_after_support_months();
  }
  from.stuck_after = PhaseDaysFrom(rules.stuck_after());
  from.apply_to_running = rules.apply_to_running();
  return from;
}

void WriteDeadlines(const Deadlines& deadlines, v1::Deadlines& rules) {
  rules.set_first_contact(deadlines.first_contact);
  rules.set_decision_working_days(deadlines.decision_working_days);
  rules.set_work_plan_working_days(deadlines.work_plan_working_days);
  rules.set_plan_review_days(deadlines.plan_review_days);
  rules.set_no_contact_days(deadlines.no_contact_days);
  for (const int32_t months : deadlines.follow_up_months) rules.add_follow_up_months(months);
  rules.set_turning_18_days_before(deadlines.turning_18_days_before);
  rules.set_activity_after_support_months(deadlines.activity_after_support_months);
  rules.mutable_stuck_after()->set_intake(deadlines.stuck_after.intake);
  rules.mutable_stuck_after()->set_assessment(deadlines.stuck_after.assessment);
  rules.mutable_stuck_after()->set_planned(deadlines.stuck_after.planned);
  rules.mutable_stuck_after()->set_active(deadlines.stuck_after.active);
  rules.set_apply_to_running(deadlines.apply_to_running);
}

void ReadBalance(const v1::PolicyRules& rules, Policy& from) {
  const v1::RepeatedAbsence& absence = rules.repeated_absence();
  if (absence.has_days()) from.repeated_absence.days = absence.days();
  if (absence.has_within_days()) from.repeated_absence.within_days = absence.within_days();
  if (absence.has_raises_deviation()) {
    from.repeated_absence.raises_deviation = absence.raises_deviation();
  }
  const v1::PhaseWeights& phases = rules.phase_weights();
  if (phases.has_intake()) from.phase_weights.intake = phases.intake();
  if (phases.has_assessment()) from.phase_weights.assessment = phases.assessment();
  if (phases.has_planned()) from.phase_weights.planned = phases.planned();
  if (phases.has_active()) from.phase_weights.active = phases.active();
  const v1::FlowWeights& flows = rules.flow_weights();
  if (flows.has_main()) from.flow_weights.main = flows.main();
  if (flows.has_other()) from.flow_weights.other = flows.other();
  const v1::Balance& balance = rules.balance();
  if (balance.has_cases_per_full_time()) {
    from.balance.cases_per_full_time = balance.cases_per_full_time();
  }
  if (balance.has_even_within_percent()) {
    from.balance.even_within_percent = balance.even_within_percent();
  }
  if (balance.has_settled_after_meetings()) {
    from.balance.settled_after_meetings = balance.settled_after_meetings();
  }
}

void WriteBalance(const Policy& policy, v1::PolicyRules& rules) {
  v1::RepeatedAbsence& absence = *rules.mutable_repeated_absence();
  absence.set_days(policy.repeated_absence.days);
  absence.set_within_days(policy.repeated_absence.within_days);
  absence.set_raises_deviation(policy.repeated_absence.raises_deviation);
  v1::PhaseWeights& phases = *rules.mutable_phase_weights();
  phases.set_intake(policy.phase_weights.intake);
  phases.set_assessment(policy.phase_weights.assessment);
  phases.set_planned(policy.phase_weights.planned);
  phases.set_active(policy.phase_weights.active);
  rules.mutable_flow_weights()->set_main(policy.flow_weights.main);
  rules.mutable_flow_weights()->set_other(policy.flow_weights.other);
  v1::Balance& balance = *rules.mutable_balance();
  balance.set_cases_per_full_time(policy.balance.cases_per_full_time);
  balance.set_even_within_percent(policy.balance.even_within_percent);
  balance.set_settled_after_meetings(policy.balance.settled_after_meetings);
}

codes::CodeLists CodeListsFrom(const v1::PolicyRules& rules) {
  std::vector<codes::LocalCode> local;
  for (const v1::CodeList& list : rules.code_lists()) {
    for (const v1::LocalCode& code : list.codes()) {
      local.push_back({list.list(), code.code(), code.label(), code.parent()});
    }
  }
  return codes::CodeLists::From(local).value_or(codes::CodeLists());
}

void WriteCodeLists(const codes::CodeLists& lists, v1::PolicyRules& rules) {
  v1::CodeList* list = nullptr;
  for (const codes::LocalCode& local : lists.Local()) {
    if (list == nullptr || list->list() != local.list) {
      list = rules.add_code_lists();
      list->set_list(local.list);
    }
    v1::LocalCode& code = *list->add_codes();
    code.set_code(local.code);
    code.set_label(local.label);
    code.set_parent(local.parent);
  }
}

}  // namespace

const LocalAttribute* Policy::FindAttribute(absl::string_view name) const {
  for (const LocalAttribute& attribute : attributes) {
    if (attribute.name == name) return &attribute;
  }
  return nullptr;
}

int32_t Policy::WeightPercent(codes::v1::TargetGroup group, absl::string_view local_code) const {
  if (const auto local = case_weights.find(std::string(local_code)); local != case_weights.end()) {
    return local->second;
  }
  const auto national = case_weights.find(codes::ShortName(group));
  return national == case_weights.end() ? 100 : national->second;
}

Policy PolicyFrom(const v1::PolicyRules& rules) {
  Policy policy;
  policy.deadlines = DeadlinesFrom(rules.deadlines());
  const v1::Retention& retention = rules.retention();
  if (retention.has_case_months()) policy.retention.case_months = retention.case_months();
  if (retention.has_person_months()) policy.retention.person_months = retention.person_months();
  if (retention.has_access_months()) policy.retention.access_months = retention.access_months();
  policy.code_lists = CodeListsFrom(rules);
  for (const v1::LocalAttribute& attribute : rules.local_attributes()) {
    policy.attributes.push_back({attribute.name(),
                                 attribute.label(),
                                 attribute.type(),
                                 attribute.list(),
                                 attribute.privacy(),
                                 attribute.multi_valued()});
  }
  for (const v1::ClosedDay& closed : rules.closed_days()) {
    const auto day = history::DayOrNone(closed.date());
    if (day) policy.closed_days[*day] = closed.label();
  }
  if (rules.has_small_cell_limit()) policy.small_cell_limit = rules.small_cell_limit();
  if (rules.has_first_contact_before_decision()) {
    policy.first_contact_before_decision = rules.first_contact_before_decision();
  }
  if (rules.has_support_spell_gap_months()) {
    policy.support_spell_gap_months = rules.support_spell_gap_months();
  }
  for (const v1::CaseWeight& weight : rules.case_weights()) {
    policy.case_weights[weight.target_group()] = weight.percent();
  }
  const v1::Worklist& worklist = rules.worklist();
  if (worklist.has_new_days()) policy.worklist.new_days = worklist.new_days();
  if (worklist.has_due_days()) policy.worklist.due_days = worklist.due_days();
  ReadBalance(rules, policy);
  return policy;
}

v1::PolicyRules RulesFrom(const Policy& policy) {
  v1::PolicyRules rules;
  WriteDeadlines(policy.deadlines, *rules.mutable_deadlines());
  rules.mutable_retention()->set_case_months(policy.retention.case_months);
  rules.mutable_retention()->set_person_months(policy.retention.person_months);
  rules.mutable_retention()->set_access_months(policy.retention.access_months);
  WriteCodeLists(policy.code_lists, rules);
  for (const LocalAttribute& from : policy.attributes) {
    v1::LocalAttribute& attribute = *rules.add_local_attributes();
    attribute.set_name(from.name);
    attribute.set_label(from.label);
    attribute.set_type(from.type);
    attribute.set_list(from.list);
    attribute.set_privacy(from.privacy);
    attribute.set_multi_valued(from.multi_valued);
  }
  for (const auto& [day, label] : policy.closed_days) {
    v1::ClosedDay& closed = *rules.add_closed_days();
    *closed.mutable_date() = history::DateFrom(day);
    closed.set_label(label);
  }
  rules.set_small_cell_limit(policy.small_cell_limit);
  rules.set_first_contact_before_decision(policy.first_contact_before_decision);
  rules.set_support_spell_gap_months(policy.support_spell_gap_months);
  for (const auto& [group, percent] : policy.case_weights) {
    v1::CaseWeight& weight = *rules.add_case_weights();
    weight.set_target_group(group);
    weight.set_percent(percent);
  }
  rules.mutable_worklist()->set_new_days(policy.worklist.new_days);
  rules.mutable_worklist()->set_due_days(policy.worklist.due_days);
  WriteBalance(policy, rules);
  return rules;
}

const Policy& Current(const PolicyHistory& history, absl::CivilDay day) {
  for (auto it = history.versions.rbegin(); it != history.versions.rend(); ++it) {
    if (it->effective <= day) return *it;
  }
  return Defaults();
}

const Policy* FindVersion(const PolicyHistory& history, int32_t version) {
  if (version == 0) return &Defaults();
  for (const Policy& policy : history.versions) {
    if (policy.version == version) return &policy;
  }
  return nullptr;
}

}  // namespace framdrift::policy
