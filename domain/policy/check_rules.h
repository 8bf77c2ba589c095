// Whether the rules of a policy can hold, with the exact field of each that cannot.
#pragma once

#include "base/refusal.h"
#include "framdrift/policy/v1/policy_rules.pb.h"

namespace framdrift::policy {

// Adds a refusal for every fault in what `rules` states; what it leaves unset is no fault. Each has
// the path of the field in its metadata as `field`, such as
// `rules.code_lists[0].codes[3].parent`.
void CheckRules(const v1::PolicyRules& rules, Refusals& out);

}  // namespace framdrift::policy
