// What a tenant decides for itself, as values; the default values are the system's defaults.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "domain/codes/code_lists.h"
#include "domain/history/recorded.h"
#include "framdrift/policy/v1/policy_rules.pb.h"

namespace framdrift::policy {

// Civil days in a phase before a case is seen as stuck in it.
struct PhaseDays {
  int32_t intake = 14;
  int32_t assessment = 28;
  int32_t planned = 28;
  int32_t active = 182;

  friend bool operator==(const PhaseDays&, const PhaseDays&) = default;
};

// When things are due; days are civil days unless they say working days.
struct Deadlines {
  v1::FirstContactRule first_contact = v1::FIRST_CONTACT_RULE_NEXT_WORKING_DAY;
  int32_t decision_working_days = 1;
  int32_t work_plan_working_days = 10;
  int32_t plan_review_days = 28;
  int32_t no_contact_days = 14;
  // After exit, rising.
  std::vector<int32_t> follow_up_months = {1, 3, 6, 12, 24};
  int32_t turning_18_days_before = 90;
  int32_t activity_after_support_months = 3;
  PhaseDays stuck_after;
  // Whether deadlines that run when the policy takes force are counted anew.
  bool apply_to_running = false;

  friend bool operator==(const Deadlines&, const Deadlines&) = default;
};

// What worklists show, in civil days.
struct Worklist {
  // An untouched case is new to its caseworker for so long.
  int32_t new_days = 7;
  // So far ahead of today deadlines and reminders are shown.
  int32_t due_days = 7;

  friend bool operator==(const Worklist&, const Worklist&) = default;
};

// Months things are kept before they are erased.
struct Retention {
  int32_t case_months = 60;
  int32_t person_months = 1;
  int32_t access_months = 60;

  friend bool operator==(const Retention&, const Retention&) = default;
};

// On how many different days, at most so many civil days apart, invalid absence is repeated.
struct RepeatedAbsence {
  int32_t days = 2;
  int32_t within_days = 14;
  bool raises_deviation = true;

  friend bool operator==(const RepeatedAbsence&, const RepeatedAbsence&) = default;
};

// In hundredths.
struct PhaseWeights {
  int32_t intake = 100;
  int32_t assessment = 100;
  int32_t planned = 100;
  int32_t active = 100;

  friend bool operator==(const PhaseWeights&, const PhaseWeights&) = default;
};

// In hundredths; a case without a flow is in the main one.
struct FlowWeights {
  int32_t main = 100;
  int32_t other = 100;

  friend bool operator==(const FlowWeights&, const FlowWeights&) = default;
};

// How caseloads are evened out.
struct Balance {
  // Where a caseworker's capacity sets no limit.
  int32_t cases_per_full_time = 40;
  // In percent of capacity.
  int32_t even_within_percent = 10;
  int32_t settled_after_meetings = 6;

  friend bool operator==(const Balance&, const Balance&) = default;
};

// Something the tenant records beyond what the contracts name: `attr.name`.
struct LocalAttribute {
  std::string name;
  std::string label;
  v1::AttributeType type = v1::ATTRIBUTE_TYPE_UNSPECIFIED;
  // Of a CODE: the list its values are from.
  std::string list;
  framdrift::type::v1::Privacy privacy = framdrift::type::v1::PRIVACY_UNSPECIFIED;
  bool multi_valued = false;

  friend bool operator==(const LocalAttribute&, const LocalAttribute&) = default;
};

// A version of a tenant's policy. The default value is version 0: the defaults, in force when no
// other is.
struct Policy {
  int32_t version = 0;
  absl::CivilDay effective = absl::CivilDay::min();
  // The event that adopted it.
  int64_t position = 0;
  history::Occurred adopted;
  std::string decision_reference;

  Deadlines deadlines;
  Retention retention;
  codes::CodeLists code_lists;
  std::vector<LocalAttribute> attributes;
  // Days that are no working days, besides weekends and public holidays, with their labels.
  std::map<absl::CivilDay, std::string> closed_days;
  int32_t small_cell_limit = 5;
  bool first_contact_before_decision = true;
  int32_t support_spell_gap_months = 1;
  // By target group, national or local; 100 is one case.
  std::map<std::string, int32_t> case_weights;
  Worklist worklist;
  PhaseWeights phase_weights;
  FlowWeights flow_weights;
  Balance balance;
  RepeatedAbsence repeated_absence;

  // Null when the tenant has declared none of that name.
  const LocalAttribute* FindAttribute(absl::string_view name) const;
  // What a case of the local code, or else of the target group, weighs; 100 is one case.
  int32_t WeightPercent(codes::v1::TargetGroup group, absl::string_view local_code) const;
};

// The values of `rules`; what is unset or cannot be read has its default.
Policy PolicyFrom(const v1::PolicyRules& rules);
// Every rule, none unset. PolicyFrom reads the same values back.
v1::PolicyRules RulesFrom(const Policy& policy);

// All versions a tenant has adopted.
struct PolicyHistory {
  // By the first day in force, then by version.
  std::vector<Policy> versions;
};

// The policy in force on `day`: of those in force from that day or an earlier one the last, or the
// defaults. Lives as long as `history`.
const Policy& Current(const PolicyHistory& history, absl::CivilDay day);
// Version 0 is the defaults; null when there is no such version.
const Policy* FindVersion(const PolicyHistory& history, int32_t version);

}  // namespace framdrift::policy
