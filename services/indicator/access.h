// Who may open the cases behind a figure.
#pragma once

#include "absl/status/status.h"
#include "domain/history/recorded.h"

namespace framdrift::services {

// PERMISSION_DENIED: the role sees what is published and nothing else.
inline constexpr char kCaseAccessMissing[] = "CASE_ACCESS_MISSING";

// Caseworkers, team leads, managers and auditors may, and whoever signs in as developer; other
// roles, and those that are not known, may not.
bool MayOpenCases(const history::Actor& actor);
// CASE_ACCESS_MISSING.
absl::Status CaseAccessMissing(const history::Actor& actor);
// The same where they may not.
absl::Status CheckCaseAccess(const history::Actor& actor);

}  // namespace framdrift::services
