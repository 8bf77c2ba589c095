// Where the time comes from: a Clock is passed in, so that tests say what time it is.
#pragma once

#include "absl/time/time.h"

namespace framdrift {

// Thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  // The civil world's time; may jump.
  virtual absl::Time Now() const = 0;
  // Time since an arbitrary start; never jumps.
  virtual absl::Duration Monotonic() const = 0;
};

// The machine's clocks. Lives for ever.
const Clock& SystemClock();

}  // namespace framdrift
