// What a mapping says, held against the contracts and against the file it is for.
#pragma once

#include <string>
#include <vector>

#include "absl/status/status.h"
#include "clients/cli/migration/mapping.h"

namespace framdrift::cli::migration {

// Whether every event, field and code of ours that the mapping names exists. INVALID_ARGUMENT names
// the line and what there is.
absl::Status CheckFields(const Mapping& mapping);

// Whether the file has every column that the mapping names. INVALID_ARGUMENT names those it lacks
// and those it has.
absl::Status CheckColumns(const Mapping& mapping, const std::vector<std::string>& columns);

}  // namespace framdrift::cli::migration
