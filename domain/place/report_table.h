// Tables of a report, filled a row at a time.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "absl/strings/string_view.h"
#include "absl/time/civil_time.h"
#include "framdrift/report/v1/report.pb.h"

namespace framdrift::place {

// A column of `kind`; `unit` and `decimals` are of numbers.
report::v1::Column ColumnOf(absl::string_view heading, report::v1::CellKind kind,
                            absl::string_view unit = "", uint32_t decimals = 0);
// A new table of `section`.
report::v1::Table& AddTable(report::v1::Section& section, absl::string_view caption,
                            const std::vector<report::v1::Column>& columns);
void AddRow(report::v1::Table& table, const std::vector<std::string>& cells, bool strong = false);
void AddParagraph(report::v1::Section& section, absl::string_view text);

// An amount in kronor, exact: "-1234.50".
std::string Kronor(int64_t ore);
// A number with as many decimals as tell it from others.
std::string Number(double number);
std::string DayText(absl::CivilDay day);

}  // namespace framdrift::place
