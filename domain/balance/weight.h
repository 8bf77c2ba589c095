// What a case weighs and what a caseworker can carry, in hundredths of a case of weight one.
#pragma once

#include <compare>
#include <cstdint>

#include "domain/cases/case.h"
#include "domain/organisation/staff.h"
#include "domain/policy/policy.h"

namespace framdrift::balance {

// What of a case the policy weighs.
struct CaseKind {
  casework::v1::Phase phase = casework::v1::PHASE_UNSPECIFIED;
  casework::v1::Flow flow = casework::v1::FLOW_UNSPECIFIED;
  codes::v1::TargetGroup target_group = codes::v1::TARGET_GROUP_UNSPECIFIED;

  friend auto operator<=>(const CaseKind&, const CaseKind&) = default;
};

// Of the latest episode.
CaseKind KindOf(const cases::Case& state);

// The product of the weights of target group, phase and flow, rounded to whole hundredths, halves
// up. A paused case weighs what it weighed.
int64_t WeightPercent(const CaseKind& kind, const policy::Policy& policy);

// The limit set, or without one the share of full time of what the policy says full time can carry.
// 0 for who has left.
int64_t CapacityPercent(const organisation::Staff& staff, const policy::Policy& policy);

}  // namespace framdrift::balance
