// The time zone of everything people write and read: that of the municipalities.
#pragma once

#include "absl/time/time.h"

namespace framdrift::cli {

// Europe/Stockholm; UTC where the machine has no time zones.
absl::TimeZone Zone();

}  // namespace framdrift::cli
