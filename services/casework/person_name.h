// The name of a case's person, as lists show it.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "services/reading.h"

namespace framdrift::services {

// Given and family name; empty where there is none, it is erased, or the person is protected.
absl::StatusOr<std::string> PersonNameOf(Reading& reading, const Id16& person_id);

}  // namespace framdrift::services
