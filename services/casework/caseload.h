// How much a caseworker has to do, for those who give them more.
#pragma once

#include <cstdint>
#include <map>

#include "absl/status/statusor.h"
#include "domain/history/ids.h"
#include "domain/policy/policy.h"
#include "projections/cases.h"
#include "services/unit_of_work.h"

namespace framdrift::services {

// What the open cases of a row weigh, in hundredths.
int64_t LoadOf(const projections::CaseloadRow& row, const policy::Policy& policy);

// The same of every caseworker, in all units together; cases that nobody has under the empty id.
absl::StatusOr<std::map<history::StaffId, int64_t>> LoadsOf(const projections::RowView& rows,
                                                            const policy::Policy& policy);

// What the caseworker's open cases weigh, in hundredths, as the read model `cases` has it; what was
// recorded a moment ago may be missing. On a thread that may not wait, the error MayWait() gives.
absl::StatusOr<int64_t> LoadOf(UnitOfWork& work, const history::StaffId& caseworker,
                               const policy::Policy& policy);

}  // namespace framdrift::services
