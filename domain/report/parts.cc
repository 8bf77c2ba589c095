#include "domain/report/parts.h"

#include <charconv>
#include <utility>

#include "base/check.h"

namespace framdrift::report {

v1::Section& AddSection(absl::string_view heading, v1::Report& out) {
  v1::Section& section = *out.add_sections();
  section.set_heading(heading.data(), heading.size());
  return section;
}

void AddParagraph(absl::string_view text, v1::Section& out) {
  out.add_blocks()->set_paragraph(text.data(), text.size());
}

void AddQuotation(absl::string_view text, v1::Section& out) {
  if (!text.empty()) out.add_blocks()->set_quotation(text.data(), text.size());
}

v1::Table& AddTable(absl::string_view caption, const std::vector<ColumnOf>& columns,
                    v1::Section& out) {
  v1::Table& table = *out.add_blocks()->mutable_table();
  table.set_caption(caption.data(), caption.size());
  for (const ColumnOf& one : columns) {
    v1::Column& column = *table.add_columns();
    column.set_heading(one.heading);
    column.set_cell_kind(one.kind);
    column.set_unit(one.unit);
    column.set_decimals(one.decimals);
  }
  return table;
}

void AddRow(std::vector<std::string> cells, v1::Table& out, bool strong) {
  FD_CHECK(static_cast<int>(cells.size()) == out.columns_size());
  v1::Row& row = *out.add_rows();
  for (std::string& cell : cells) row.add_cells(std::move(cell));
  row.set_strong(strong);
}

std::string NumberText(double value) {
  // The smallest double has 1074 decimals.
  char text[1100];
  const std::to_chars_result written =
      std::to_chars(text, text + sizeof(text), value, std::chars_format::fixed);
  FD_CHECK(written.ec == std::errc());
  return std::string(text, written.ptr);
}

std::string NumberText(const std::optional<double>& value) {
  return value ? NumberText(*value) : std::string();
}

}  // namespace framdrift::report
