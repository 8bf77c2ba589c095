// The built-in definitions group by group, in protobuf's text format.
#pragma once

#include "absl/types/span.h"

namespace framdrift::indicators {

absl::Span<const char* const> TimeDefinitions();
absl::Span<const char* const> ActivityDefinitions();
absl::Span<const char* const> OutcomeDefinitions();
absl::Span<const char* const> ResourceDefinitions();
// National definitions: the labour-market service, and income support.
absl::Span<const char* const> EnrolmentDefinitions();
absl::Span<const char* const> SupportDefinitions();

}  // namespace framdrift::indicators
