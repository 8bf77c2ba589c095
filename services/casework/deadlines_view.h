// The deadlines of a case as the contracts show them, where they stand at an instant.
#pragma once

#include <optional>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "domain/cases/case.h"
#include "domain/history/timeline.h"
#include "framdrift/casework/v1/case_resource.pb.h"
#include "services/reading.h"

namespace framdrift::services {

// `state` is that of the case of `person`; the policy, the person and the households it has had
// support in are read as of `as_of`, or as they stand where that is unset.
absl::Status RenderDeadlines(Reading& reading, const Id16& person, const cases::Case& state,
                             const std::optional<history::AsOf>& as_of, absl::Time evaluated_at,
                             casework::v1::Case& out);

}  // namespace framdrift::services
