#include "clients/cli/progress.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <utility>

#include <fmt/format.h>

#include "absl/strings/substitute.h"
#include "absl/time/clock.h"
#include "clients/cli/table.h"
#include "clients/cli/texts.h"

namespace framdrift::cli {
namespace {

constexpr absl::Duration kShownAfter = absl::Milliseconds(500);
constexpr absl::Duration kBetween = absl::Milliseconds(100);
constexpr int64_t kCells = 30;
constexpr size_t kDefaultBarWidth = 80;

size_t WidthOfStderr() {
  winsize size{};
  const bool known = ioctl(STDERR_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0;
  return known ? size.ws_col : kDefaultBarWidth;
}

}  // namespace

ProgressBar::ProgressBar(std::string label)
    : label_(std::move(label)), terminal_(isatty(STDERR_FILENO) != 0), started_(absl::Now()) {}

void ProgressBar::Show(int64_t done, int64_t total, const std::string& stage) {
  const absl::Time now = absl::Now();
  if (!terminal_ || now - started_ < kShownAfter || now - drawn_ < kBetween) return;
  drawn_ = now;
  const std::string label = stage.empty() ? label_ : fmt::format("{}, {}", label_, stage);
  const double seconds = absl::ToDoubleSeconds(now - started_);
  // One column stays free, so that no terminal goes on to the next line.
  fmt::print(stderr, "\r\033[K{}", ProgressLine(label, done, total, seconds, WidthOfStderr() - 1));
}

void ProgressBar::Finish() {
  if (drawn_ != absl::InfinitePast()) fmt::print(stderr, "\r\033[K");
  drawn_ = absl::InfinitePast();
}

std::string ProgressLine(const std::string& label, int64_t done, int64_t total, double seconds,
                         size_t width) {
  const double rate = static_cast<double>(done) / std::max(seconds, 1e-3);
  if (total <= 0) return Cut(fmt::format("{}: {} ({:.0f}/s)", label, done, rate), width);
  const int64_t filled = std::clamp<int64_t>(done * kCells / total, 0, kCells);
  std::string left;
  if (done > 0 && done < total) {
    left = absl::Substitute(Say(" $0/s, $1 left"),
                            fmt::format("{:.0f}", rate),
                            LeftText(static_cast<double>(total - done) / std::max(rate, 1e-3)));
  }
  return Cut(fmt::format("{} [{}{}] {}/{}{}",
                         label,
                         std::string(static_cast<size_t>(filled), '#'),
                         std::string(static_cast<size_t>(kCells - filled), '.'),
                         done,
                         total,
                         left),
             width);
}

std::string LeftText(double seconds) {
  const auto whole = static_cast<int64_t>(std::ceil(seconds));
  if (whole < 60) return fmt::format("{} s", whole);
  if (whole < 3600) return fmt::format("{} min {} s", whole / 60, whole % 60);
  return fmt::format("{} h {} min", whole / 3600, whole / 60 % 60);
}

}  // namespace framdrift::cli
