// The indicators that come with the system: definitions as data, to be taken as they are or
// revised.
#pragma once

#include <vector>

#include "absl/strings/string_view.h"
#include "framdrift/indicator/v1/definition.pb.h"

namespace framdrift::indicators {

// In the order of their groups: time, activity, outcome, resources, then the national ones under
// their codes. Where a rule is the policy's, such as how old a review may be, the definition has
// the policy's default.
const std::vector<indicator::v1::Definition>& BuiltInDefinitions();
// Null when there is no such code.
const indicator::v1::Definition* FindBuiltIn(absl::string_view code);

}  // namespace framdrift::indicators
