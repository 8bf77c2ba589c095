#include "clients/cli/report/sheets.h"

#include <utility>
#include <variant>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/substitute.h"
#include "clients/cli/texts.h"
#include "clients/cli/workbook.h"

namespace framdrift::cli::report {
namespace {

// With its number, so that no two sheets have the same.
std::string SheetName(size_t number, const std::string& caption) {
  std::string name = absl::StrCat(number, " ", caption);
  for (char& c : name) {
    if (absl::string_view("[]:*?/\\'").find(c) != absl::string_view::npos) c = ' ';
  }
  return name;
}

class Sheets {
 public:
  std::vector<NamedSheet> Write(const ShownReport& report) && {
    NamedSheet& first = sheets_.emplace_back();
    first.name = Say("Report");
    first.sheet.filters = false;
    first.sheet.columns = {{report.title}};
    const auto add = [this](const std::string& text, bool strong) { Add(text, strong); };
    for (const std::string& warning : report.warnings) add(warning, true);
    if (!report.subject.empty()) add(report.subject, false);
    if (!report.about.empty()) add(report.about, false);
    for (const ShownSection& section : report.sections) {
      if (!section.heading.empty()) {
        add("", false);
        add(section.heading, true);
      }
      for (const ShownBlock& block : section.blocks) {
        std::visit([this](const auto& one) { Block(one); }, block);
      }
    }
    return std::move(sheets_);
  }

 private:
  void Add(const std::string& text, bool strong) {
    sheets_.front().sheet.rows.push_back({text});
    sheets_.front().sheet.strong.push_back(strong);
  }

  void Block(const ShownParagraph& paragraph) { Add(paragraph.text, false); }
  void Block(const ShownQuotation& quotation) {
    for (const std::string& line : quotation.lines) Add(absl::StrCat("  ", line), false);
  }

  void Block(const ShownTable& table) {
    if (table.columns.empty()) return;
    const std::string name = SheetName(sheets_.size(), table.caption);
    Add(absl::Substitute(Say("Sheet $0"), name), false);
    NamedSheet& added = sheets_.emplace_back();
    added.name = name;
    for (const ShownColumn& column : table.columns) {
      added.sheet.columns.push_back({column.heading, column.kind, column.decimals});
    }
    for (const ShownRow& row : table.rows) {
      std::vector<std::string>& cells = added.sheet.rows.emplace_back();
      for (const ShownCell& cell : row.cells) cells.push_back(cell.value);
      added.sheet.strong.push_back(row.strong);
    }
  }

  void Block(const ShownBars& bars) { Block(TableOf(bars)); }
  void Block(const ShownBoard& board) { Block(TableOf(board)); }

  // A cell has no room for a mark beside its number.
  void Block(const ShownLines& lines) {
    ShownTable table = TableOf(lines);
    for (size_t i = 0; i < lines.lines.size(); ++i) {
      const ShownLine& line = lines.lines[i];
      if (line.measured >= lines.labels.size()) continue;
      table.columns[i + 1].heading =
          absl::Substitute(Say("$0, assumed from $1 on"), line.label, lines.labels[line.measured]);
    }
    Block(table);
  }

  std::vector<NamedSheet> sheets_;
};

}  // namespace

absl::StatusOr<std::string> WorkbookOf(const ShownReport& report) {
  return cli::WorkbookOf(Sheets().Write(report));
}

}  // namespace framdrift::cli::report
