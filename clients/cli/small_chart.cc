#include "clients/cli/small_chart.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <utility>

#include "absl/strings/str_cat.h"
#include "clients/cli/indicator_cells.h"
#include "clients/cli/reflect.h"
#include "clients/cli/values.h"

namespace framdrift::cli {
namespace {

constexpr const char* kHeights[] = {"▁", "▂", "▃", "▄", "▅", "▆", "▇", "█"};
constexpr const char* kEighths[] = {"", "▏", "▎", "▍", "▌", "▋", "▊", "▉"};
constexpr char kHidden[] = "×";
constexpr char kNone[] = "·";
constexpr size_t kBarWidth = 16;

using google::protobuf::Message;

// The least and the greatest; none where there is no value.
std::optional<std::pair<double, double>> RangeOf(const std::vector<SmallValue>& values) {
  std::optional<std::pair<double, double>> range;
  for (const SmallValue& one : values) {
    if (!one.value) continue;
    if (!range) range.emplace(*one.value, *one.value);
    range->first = std::min(range->first, *one.value);
    range->second = std::max(range->second, *one.value);
  }
  return range;
}

}  // namespace

std::string Sparkline(const std::vector<SmallValue>& values) {
  const auto range = RangeOf(values);
  std::string line;
  for (const SmallValue& one : values) {
    if (one.hidden || !one.value) {
      line += one.hidden ? kHidden : kNone;
      continue;
    }
    const double width = range->second - range->first;
    const double share = width > 0 ? (*one.value - range->first) / width : 0.5;
    line += kHeights[static_cast<size_t>(std::round(share * 7))];
  }
  return line;
}

std::string SmallBar(const SmallValue& value, double greatest, size_t width) {
  if (value.hidden) return kHidden;
  if (!value.value || greatest <= 0) return "";
  const double share = std::min(1.0, std::abs(*value.value) / greatest);
  const auto eighths = static_cast<size_t>(std::round(share * static_cast<double>(width) * 8));
  if (*value.value < 0) return std::string((eighths + 7) / 8, '-');
  std::string bar;
  for (size_t i = 0; i < eighths / 8; ++i) bar += "█";
  return bar + kEighths[eighths % 8];
}

void SmallChart::Add(const Message& row) {
  if (row.GetDescriptor()->full_name() != "framdrift.indicator.v1.Figure") return;
  const auto* reflection = row.GetReflection();
  SmallValue& value = values_.emplace_back();
  value.hidden = reflection->GetBool(row, Field(row, "suppressed"));
  if (Has(row, "value")) value.value = reflection->GetDouble(row, Field(row, "value"));
  groups_ = groups_ || !TextOf(row, "group").empty();
  value_head_ = Label(Field(row, "value"));
  last_ = CellOf(row, Field(row, "from_date"), {});
  if (first_.empty()) first_ = last_;
}

void SmallChart::AddBars(Table& table) const {
  const auto head = std::find(table.header.begin(), table.header.end(), value_head_);
  const auto range = RangeOf(values_);
  const bool fits = groups_ && range && head != table.header.end();
  if (!fits || table.rows.size() != values_.size()) return;
  const double greatest = std::max(std::abs(range->first), std::abs(range->second));
  const auto after = head - table.header.begin() + 1;
  table.header.insert(table.header.begin() + after, "");
  for (size_t row = 0; row < values_.size(); ++row) {
    table.rows[row].insert(table.rows[row].begin() + after,
                           SmallBar(values_[row], greatest, kBarWidth));
  }
}

std::string SmallChart::Line() const {
  const auto range = RangeOf(values_);
  if (groups_ || values_.size() < 2 || !range) return "";
  return absl::StrCat(first_,
                      " ",
                      Sparkline(values_),
                      " ",
                      last_,
                      "  ",
                      FourDigits(range->first),
                      "–",
                      FourDigits(range->second));
}

}  // namespace framdrift::cli
