// Founds a tenant as another system knows it: by its name, and when it came to be.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "domain/history/recorded.h"
#include "services/runtime.h"

namespace framdrift::services {

inline constexpr char kTenantExists[] = "TENANT_EXISTS";  // ALREADY_EXISTS

struct KnownFounding {
  std::string source;
  std::string display_name;
  history::Occurred occurred;
  // Nobody in it exists.
  bool invented = false;
};

// The tenant, founded as `founding` says; of equal foundings only the first is recorded.
// ALREADY_EXISTS, TENANT_EXISTS, when it was founded otherwise. Waits for the disk.
absl::StatusOr<const TenantEntry*> Found(Runtime& runtime, absl::string_view id,
                                         const history::Actor& actor,
                                         const KnownFounding& founding);

}  // namespace framdrift::services
