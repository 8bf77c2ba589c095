#include "clients/cli/progress.h"

#include <unistd.h>

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "absl/time/clock.h"

namespace framdrift::cli {

ProgressBar::ProgressBar(std::string label)
    : label_(std::move(label)), terminal_(isatty(STDERR_FILENO) != 0), started_(absl::Now()) {}

void ProgressBar::Show(int64_t done, int64_t total, const std::string& stage) {
  const absl::Time now = absl::Now();
  if (!terminal_ || now - drawn_ < absl::Milliseconds(100)) return;
  drawn_ = now;
  const double rate =
      static_cast<double>(done) / std::max(absl::ToDoubleSeconds(now - started_), 1e-3);
  const std::string label = stage.empty() ? label_ : fmt::format("{}, {}", label_, stage);
  if (total <= 0) {
    fmt::print(stderr, "\r\033[K{}: {} ({:.0f}/s)", label, done, rate);
    return;
  }
  constexpr int64_t kCells = 30;
  const int64_t filled = std::min(kCells, done * kCells / total);
  std::string left;
  if (done > 0 && done < total) {
    const double seconds = static_cast<double>(total - done) / std::max(rate, 1e-3);
    left = fmt::format(" {:.0f}/s, {:.0f} s left", rate, seconds);
  }
  fmt::print(stderr,
             "\r\033[K{} [{}{}] {}/{}{}",
             label,
             std::string(static_cast<size_t>(filled), '#'),
             std::string(static_cast<size_t>(kCells - filled), '.'),
             done,
             total,
             left);
}

void ProgressBar::Finish() {
  if (terminal_) fmt::print(stderr, "\r\033[K");
}

}  // namespace framdrift::cli
