// Which codes name a Swedish municipality today.
#pragma once

#include "absl/strings/string_view.h"

namespace framdrift::organisation {

// The 290 municipalities since 2003-01-01, when Knivsta (0330) was formed.
inline constexpr int kMunicipalityCount = 290;

// True for the four-digit code of a municipality; false for unpadded ("114") and abolished ones.
bool IsMunicipalityCode(absl::string_view code);

// True for 9901 to 9999: no county has them, so no municipality will. For invented data only.
bool IsInventedMunicipalityCode(absl::string_view code);

}  // namespace framdrift::organisation
