// A progress bar for work that takes longer than a glance.
#pragma once

#include <cstdint>
#include <string>

#include "absl/time/time.h"

namespace framdrift::cli {

// Progress on stderr when that is a terminal: a bar, the rate and the time that remains.
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
  absl::Time drawn_;
};

}  // namespace framdrift::cli
