// Small charts of text with a table of figures: bars beside groups, a line below a series.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include <google/protobuf/message.h>

#include "clients/cli/table.h"

namespace framdrift::cli {

// A value as a small chart shows it.
struct SmallValue {
  std::optional<double> value;
  bool hidden = false;
};

// A character a value, from ▁ for the least to █ for the greatest; `·` where there is none and `×`
// where it is hidden. All alike stand at half height.
std::string Sparkline(const std::vector<SmallValue>& values);

// A bar of eighths of a character, `width` long for `greatest`; `×` where it is hidden, nothing
// where there is none. A value below 0 has its bar's length in `-`.
std::string SmallBar(const SmallValue& value, double greatest, size_t width);

// The chart of a table's rows, where they are figures of an indicator.
class SmallChart {
 public:
  // Takes the table's next row.
  void Add(const google::protobuf::Message& row);
  // Puts bars after the values where the figures are of groups.
  void AddBars(Table& table) const;
  // Of a series, from its first period to its last, with the least and the greatest value; empty
  // where there is no series.
  std::string Line() const;

 private:
  std::vector<SmallValue> values_;
  std::string value_head_;
  bool groups_ = false;
  std::string first_;
  std::string last_;
};

}  // namespace framdrift::cli
