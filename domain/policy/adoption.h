// How a tenant's policy comes about: version after version, each whole.
#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "base/refusal.h"
#include "base/strong_id.h"
#include "domain/history/accept.h"
#include "domain/history/context.h"
#include "domain/history/recorded.h"
#include "domain/history/streams.h"
#include "domain/history/timeline.h"
#include "domain/policy/policy.h"
#include "framdrift/policy/v1/policy_service.pb.h"

namespace framdrift::policy {

// The id of the one policy stream of a tenant: a version 8 UUID whose bits are the 128-bit FNV-1a
// hash of `framdrift.policy/` and the tenant's id. The log is the tenant's own, so the id need not
// be secret or unguessable, only always the same.
Id16 PolicyStreamId(absl::string_view tenant);

struct PolicyDecider {
  using Event = v1::PolicyEvent;
  using Sealed = v1::PolicySealed;
  using State = PolicyHistory;
  static constexpr history::StreamKind kKind = history::StreamKind::kPolicy;
  static void Evolve(PolicyHistory& state, const history::Recorded<Event>& entry);
  static void Check(const PolicyHistory& before, const history::Recorded<Event>& entry,
                    Refusals& out);
};

// PolicyAdopted with every rule set; no version number is used twice, not even a voided one's.
// Refused with POLICY_BEFORE_ANOTHER and every fault of CheckRules, each with the exact `field` in
// its metadata.
absl::StatusOr<history::EventsOf<PolicyDecider>> Decide(
    const history::Timeline<PolicyDecider>& timeline, const v1::AdoptPolicyRequest& command,
    const history::Context& context);

}  // namespace framdrift::policy
