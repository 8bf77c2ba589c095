#include "domain/balance/weight.h"

namespace framdrift::balance {
namespace {

int64_t PhaseWeight(casework::v1::Phase phase, const policy::PhaseWeights& weights) {
  switch (phase) {
    case casework::v1::PHASE_INTAKE:
      return weights.intake;
    case casework::v1::PHASE_ASSESSMENT:
      return weights.assessment;
    case casework::v1::PHASE_PLANNED:
      return weights.planned;
    case casework::v1::PHASE_ACTIVE:
      return weights.active;
    default:
      return 100;
  }
}

}  // namespace

CaseKind KindOf(const cases::Case& state) {
  CaseKind kind;
  const cases::Episode* latest = state.latest();
  if (latest == nullptr) return kind;
  kind.phase = latest->phase();
  kind.flow = latest->flow;
  if (latest->opening) kind.target_group = latest->opening->target_group;
  return kind;
}

int64_t WeightPercent(const CaseKind& kind, const policy::Policy& policy) {
  const int64_t group = policy.WeightPercent(kind.target_group, "");
  const int64_t phase = PhaseWeight(kind.phase, policy.phase_weights);
  const int64_t flow =
      kind.flow == casework::v1::FLOW_OTHER ? policy.flow_weights.other : policy.flow_weights.main;
  return (group * phase * flow + 5'000) / 10'000;
}

int64_t CapacityPercent(const organisation::Staff& staff, const policy::Policy& policy) {
  if (!staff.active()) return 0;
  if (staff.max_load > 0) return int64_t{100} * staff.max_load;
  return int64_t{staff.fte_percent} * policy.balance.cases_per_full_time;
}

}  // namespace framdrift::balance
