// What a decision may know besides the state of its stream: the time, the place and who asks.
#pragma once

#include "absl/time/civil_time.h"
#include "absl/time/time.h"
#include "domain/history/recorded.h"

namespace framdrift::history {

struct Context {
  absl::Time now;
  absl::TimeZone zone;
  Actor actor;

  absl::CivilDay today() const { return absl::ToCivilDay(now, zone); }
};

}  // namespace framdrift::history
