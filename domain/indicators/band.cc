#include "absl/strings/ascii.h"
#include "absl/strings/numbers.h"
#include "absl/strings/strip.h"
#include "domain/indicators/plan.h"

namespace framdrift::indicators {

std::optional<Band> ParseBand(absl::string_view text) {
  Band band;
  band.text = std::string(text);
  for (const absl::string_view word : {"months", "days", "weeks"}) {
    if (absl::ConsumeSuffix(&text, word)) break;
  }
  text = absl::StripAsciiWhitespace(text);
  band.above_low = absl::ConsumePrefix(&text, ">");
  const size_t dots = text.find("..");
  const absl::string_view low = text.substr(0, dots);
  const absl::string_view high = dots == absl::string_view::npos ? "" : text.substr(dots + 2);
  const auto read = [](absl::string_view written, std::optional<double>& bound) {
    if (written.empty()) return true;
    double number = 0;
    if (!absl::SimpleAtod(written, &number)) return false;
    bound = number;
    return true;
  };
  if (!read(low, band.low) || !read(high, band.high)) return std::nullopt;
  // A lone number is a bound only after `>`.
  if (dots == absl::string_view::npos && !band.above_low) return std::nullopt;
  if (!band.low && (band.above_low || !band.high)) return std::nullopt;
  const bool empty =
      band.low && band.high && (band.above_low ? *band.low >= *band.high : *band.low > *band.high);
  if (empty) return std::nullopt;
  return band;
}

}  // namespace framdrift::indicators
