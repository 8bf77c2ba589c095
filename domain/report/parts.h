// The pieces that every report is put together from: sections, tables, numbers as text.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "framdrift/report/v1/report.pb.h"

namespace framdrift::report {

// A column by its heading, what its cells are, and of numbers the unit and decimals.
struct ColumnOf {
  std::string heading;
  v1::CellKind kind;
  std::string unit = "";
  unsigned decimals = 0;
};

v1::Section& AddSection(absl::string_view heading, v1::Report& out);
void AddParagraph(absl::string_view text, v1::Section& out);
// Nothing for an empty text.
void AddQuotation(absl::string_view text, v1::Section& out);
v1::Table& AddTable(absl::string_view caption, const std::vector<ColumnOf>& columns,
                    v1::Section& out);
// As many cells as the table has columns.
void AddRow(std::vector<std::string> cells, v1::Table& out, bool strong = false);

// With as many decimals as give it back whole, and no exponent, as cells have it.
std::string NumberText(double value);
// Empty where there is none.
std::string NumberText(const std::optional<double>& value);

}  // namespace framdrift::report
