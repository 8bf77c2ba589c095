#include "clients/cli/report/terminal_marks.h"

#include <algorithm>
#include <cmath>
#include <optional>

#include "clients/cli/small_chart.h"

namespace framdrift::cli::report {
namespace {

constexpr char kNought[] = "│";
constexpr char kFull[] = "█";
constexpr char kBorder[] = "┊";

// How many bytes the character has that begins with `lead`.
size_t SizeOf(char lead) {
  const auto byte = static_cast<unsigned char>(lead);
  return byte < 0x80 ? 1 : byte < 0xe0 ? 2 : byte < 0xf0 ? 3 : 4;
}

}  // namespace

std::vector<std::string> BarsOf(const ShownBars& bars, size_t width) {
  double low = 0;
  double high = 0;
  for (const ShownBar& bar : bars.bars) {
    if (!bar.from || !bar.to) continue;
    low = std::min({low, *bar.from, *bar.to});
    high = std::max({high, *bar.from, *bar.to});
  }
  const double range = high - low;
  const bool drawable = range > 0 && std::isfinite(range) && width > 1;
  // One column is nought's own; the others are shared by the sides.
  const double columns = static_cast<double>(width - 1);
  const auto left = drawable ? static_cast<size_t>(std::round(columns * -low / range)) : size_t{0};
  std::vector<std::string> drawn;
  for (const ShownBar& bar : bars.bars) {
    std::string& text = drawn.emplace_back();
    if (!drawable || !bar.from || !bar.to) continue;
    const double from = std::min(*bar.from, *bar.to);
    const double to = std::max(*bar.from, *bar.to);
    // Where a value stands, in columns from nought, below or above.
    const auto place = [&](double value) {
      return static_cast<std::ptrdiff_t>(std::round(columns * value / range));
    };
    std::ptrdiff_t begin = place(from);
    std::ptrdiff_t end = place(to);
    if (from < 0 && begin == 0) begin = -1;
    if (to > 0 && end == 0) end = 1;
    if (begin == end && from != to) (to > 0 ? begin : end) += to > 0 ? -1 : 1;
    const auto first = -static_cast<std::ptrdiff_t>(left);
    for (std::ptrdiff_t at = std::min(first, begin); at < 0; ++at) {
      text += at >= begin && at < end ? kFull : " ";
    }
    text += kNought;
    for (std::ptrdiff_t at = 0; at < end; ++at) text += at >= begin ? kFull : " ";
  }
  return drawn;
}

std::string LineOf(const ShownLine& line, size_t most) {
  std::vector<SmallValue> values;
  std::optional<size_t> border;
  const size_t every = (line.values.size() + most - 1) / std::max<size_t>(1, most);
  for (size_t i = 0; i < line.values.size(); ++i) {
    if ((line.values.size() - 1 - i) % std::max<size_t>(1, every) != 0) continue;
    if (i >= line.measured && !border) border = values.size();
    values.push_back({line.values[i], false});
  }
  const std::string all = Sparkline(values);
  std::string text;
  size_t at = 0;
  for (size_t i = 0; i < values.size(); ++i) {
    if (border && *border == i) text += kBorder;
    const size_t size = SizeOf(all[at]);
    text += all.substr(at, size);
    at += size;
  }
  return text;
}

}  // namespace framdrift::cli::report
