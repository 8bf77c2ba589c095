// A progress bar for work that takes longer than a glance.
#pragma once

#include <cstddef>
#include <cstdint>
#include <string>

#include "absl/time/time.h"

namespace framdrift::cli {

// Progress on stderr when that is a terminal: a bar, the rate and the time that remains. Work that
// is done within half a second shows none.
class ProgressBar {
 public:
  explicit ProgressBar(std::string label);
  // `total` 0 means unknown; `stage` says what is being done, where that changes.
  void Show(int64_t done, int64_t total, const std::string& stage = "");
  void Finish();

 private:
  std::string label_;
  bool terminal_;
  absl::Time started_;
  absl::Time drawn_ = absl::InfinitePast();
};

// The line for that much done after so many seconds, in at most `width` columns:
// `importing [####..] 40/60 20/s, 1 s left`; without a total `importing: 40 (20/s)`.
std::string ProgressLine(const std::string& label, int64_t done, int64_t total, double seconds,
                         size_t width);

// That long in at most two units: `12 s`, `3 min 20 s`, `2 h 5 min`.
std::string LeftText(double seconds);

}  // namespace framdrift::cli
