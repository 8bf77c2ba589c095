// How much a caseworker has to do, for those who give them more.
#pragma once

#include <cstdint>

#include "absl/status/statusor.h"
#include "domain/history/ids.h"
#include "domain/policy/policy.h"
#include "services/unit_of_work.h"

namespace framdrift::services {

// What the caseworker's open cases weigh, in hundredths, as the read model `cases` has it; what was
// recorded a moment ago may be missing. On a thread that may not wait, the error MayWait() gives.
absl::StatusOr<int64_t> LoadOf(UnitOfWork& work, const history::StaffId& caseworker,
                               const policy::Policy& policy);

}  // namespace framdrift::services
