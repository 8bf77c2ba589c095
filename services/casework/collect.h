// Refusals of commands on several cases, each with the case it is about.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "base/refusal.h"

namespace framdrift::services {

// Adds the refusals that `status` carries to `out`, with the case they are about where they do not
// say so themselves. What is no refusal is returned.
absl::Status Collect(const absl::Status& status, const std::string& case_name, Refusals& out);

}  // namespace framdrift::services
