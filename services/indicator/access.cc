#include "services/indicator/access.h"

#include <algorithm>
#include <iterator>
#include <string>

#include "absl/strings/str_replace.h"
#include "base/refusal.h"
#include "services/authenticate.h"

namespace framdrift::services {

bool MayOpenCases(const history::Actor& actor) {
  const std::string role = absl::StrReplaceAll(actor.role, {{"_", "-"}});
  constexpr const char* kRoles[] = {kDeveloper, "caseworker", "team-lead", "manager", "auditor"};
  return std::any_of(
      std::begin(kRoles), std::end(kRoles), [&](const char* one) { return role == one; });
}

absl::Status CaseAccessMissing(const history::Actor& actor) {
  return StatusWithReason(absl::StatusCode::kPermissionDenied,
                          kCaseAccessMissing,
                          "Your role may not open cases; ask for what is published.",
                          {{"role", actor.role}});
}

absl::Status CheckCaseAccess(const history::Actor& actor) {
  return MayOpenCases(actor) ? absl::OkStatus() : CaseAccessMissing(actor);
}

}  // namespace framdrift::services
