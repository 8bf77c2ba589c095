#include "clients/cli/report/markdown.h"

#include <variant>
#include <vector>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/texts.h"

namespace framdrift::cli::report {
namespace {

// What would make a line a heading, an item of a list or a rule stands after a backslash.
std::string LineText(const std::string& text) {
  std::string line = MarkdownText(absl::StripAsciiWhitespace(text));
  const size_t digits = line.find_first_not_of("0123456789");
  if (digits == std::string::npos) return line;
  const bool item = digits > 0 && (line[digits] == '.' || line[digits] == ')');
  const bool begins = digits == 0 && absl::string_view("#+-=:").find(line[0]) != line.npos;
  if (item || begins) line.insert(digits, "\\");
  return line;
}

std::string CellText(const ShownCell& cell, bool strong) {
  const std::string text = MarkdownText(absl::StripAsciiWhitespace(cell.text));
  return strong && !text.empty() ? absl::StrCat("**", text, "**") : text;
}

std::string RowOf(const std::vector<std::string>& cells) {
  return absl::StrCat("| ", absl::StrJoin(cells, " | "), " |\n");
}

class Writer {
 public:
  std::string Write(const ShownReport& report) && {
    Paragraph(absl::StrCat("# ", MarkdownText(report.title)));
    if (!report.subject.empty()) Paragraph(absl::StrCat("**", MarkdownText(report.subject), "**"));
    for (const std::string& warning : report.warnings) {
      Paragraph(absl::StrCat("> **", Say("Note:"), "** ", MarkdownText(warning)));
    }
    if (!report.about.empty()) Paragraph(LineText(report.about));
    for (const ShownSection& section : report.sections) {
      if (!section.heading.empty()) {
        Paragraph(absl::StrCat("## ", MarkdownText(section.heading)));
      }
      for (const ShownBlock& block : section.blocks) {
        std::visit([this](const auto& one) { Block(one); }, block);
      }
    }
    return std::move(text_);
  }

 private:
  void Paragraph(const std::string& text) {
    absl::StrAppend(&text_, text_.empty() ? "" : "\n", text, "\n");
  }

  void Block(const ShownParagraph& paragraph) { Paragraph(LineText(paragraph.text)); }

  void Block(const ShownQuotation& quotation) {
    std::vector<std::string> lines;
    for (const std::string& line : quotation.lines) lines.push_back("> " + LineText(line));
    // A backslash before its end is a break.
    Paragraph(absl::StrJoin(lines, "\\\n"));
  }

  void Block(const ShownTable& table) {
    if (!table.caption.empty()) Paragraph(absl::StrCat("**", MarkdownText(table.caption), "**"));
    if (table.columns.empty() || table.rows.empty()) return Paragraph(Say("Nothing to show."));
    std::vector<std::string> heads;
    std::vector<std::string> sides;
    for (const ShownColumn& column : table.columns) {
      heads.push_back(MarkdownText(column.heading));
      sides.push_back(column.number ? "---:" : "---");
    }
    Paragraph(absl::StrCat(RowOf(heads), "|", absl::StrJoin(sides, "|"), "|"));
    for (const ShownRow& row : table.rows) {
      std::vector<std::string> cells;
      for (const ShownCell& cell : row.cells) cells.push_back(CellText(cell, row.strong));
      absl::StrAppend(&text_, RowOf(cells));
    }
  }

  void Block(const ShownBars& bars) { Block(TableOf(bars)); }
  void Block(const ShownBoard& board) { Block(TableOf(board)); }
  void Block(const ShownLines& lines) {
    Block(TableOf(lines));
    if (HasAssumed(lines)) Paragraph(MarkdownText(absl::StrCat("* ", Say("assumed"))));
  }

  std::string text_;
};

}  // namespace

std::string MarkdownText(absl::string_view text) {
  std::string escaped;
  for (const char c : text) {
    switch (c) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '\\':
      case '`':
      case '*':
      case '_':
      case '[':
      case ']':
      case '|':
      case '~':
      case '$':
        escaped += '\\';
        escaped += c;
        break;
      case '\n':
        escaped += ' ';
        break;
      default:
        escaped += c;
    }
  }
  return escaped;
}

std::string MarkdownOf(const ShownReport& report) { return Writer().Write(report); }

}  // namespace framdrift::cli::report
