#include "domain/place/report_table.h"

#include "absl/strings/str_cat.h"
#include "absl/strings/str_format.h"

namespace framdrift::place {

report::v1::Column ColumnOf(absl::string_view heading, report::v1::CellKind kind,
                            absl::string_view unit, uint32_t decimals) {
  report::v1::Column column;
  column.set_heading(std::string(heading));
  column.set_cell_kind(kind);
  column.set_unit(std::string(unit));
  column.set_decimals(decimals);
  return column;
}

report::v1::Table& AddTable(report::v1::Section& section, absl::string_view caption,
                            const std::vector<report::v1::Column>& columns) {
  report::v1::Table& table = *section.add_blocks()->mutable_table();
  table.set_caption(std::string(caption));
  for (const report::v1::Column& column : columns) *table.add_columns() = column;
  return table;
}

void AddRow(report::v1::Table& table, const std::vector<std::string>& cells, bool strong) {
  report::v1::Row& row = *table.add_rows();
  for (const std::string& cell : cells) row.add_cells(cell);
  row.set_strong(strong);
}

void AddParagraph(report::v1::Section& section, absl::string_view text) {
  section.add_blocks()->set_paragraph(std::string(text));
}

std::string Kronor(int64_t ore) {
  const bool negative = ore < 0;
  const uint64_t size =
      negative ? uint64_t{0} - static_cast<uint64_t>(ore) : static_cast<uint64_t>(ore);
  return absl::StrFormat("%s%d.%02d", negative ? "-" : "", size / 100, size % 100);
}

std::string Number(double number) { return absl::StrCat(number); }

std::string DayText(absl::CivilDay day) { return absl::FormatCivilTime(day); }

}  // namespace framdrift::place
