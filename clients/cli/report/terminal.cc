#include "clients/cli/report/terminal.h"

#include <algorithm>
#include <cmath>
#include <optional>
#include <variant>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/substitute.h"
#include "clients/cli/report/terminal_marks.h"
#include "clients/cli/report/words.h"
#include "clients/cli/table.h"
#include "clients/cli/texts.h"

namespace framdrift::cli::report {
namespace {

constexpr size_t kProse = 100;       // longer lines are hard to read
constexpr size_t kBoardWidth = 100;  // of a board where there is no terminal
constexpr size_t kBarWidth = 40;
constexpr size_t kLeastBar = 12;
constexpr size_t kLabelWidth = 32;

// `text` with spaces before it, so that it ends where its column does.
std::string ToTheRight(const std::string& text, size_t width) {
  const size_t columns = Columns(text);
  return columns < width ? std::string(width - columns, ' ') + text : text;
}

void AlignNumbers(const std::vector<ShownColumn>& columns, Table& table) {
  for (size_t i = 0; i < columns.size(); ++i) {
    if (!columns[i].number) continue;
    size_t width = Columns(table.header[i]);
    for (const auto& row : table.rows) width = std::max(width, Columns(row[i]));
    table.header[i] = ToTheRight(table.header[i], width);
    for (auto& row : table.rows) row[i] = ToTheRight(row[i], width);
  }
}

Table PlainOf(const ShownTable& table) {
  Table plain;
  for (const ShownColumn& column : table.columns) plain.header.push_back(column.heading);
  for (const ShownRow& row : table.rows) {
    std::vector<std::string>& cells = plain.rows.emplace_back();
    for (const ShownCell& cell : row.cells) cells.push_back(cell.text);
  }
  return plain;
}

size_t WidthOf(const Table& table) {
  size_t width = 0;
  for (const std::string& line : LinesOf(table, 0)) width = std::max(width, Columns(line));
  return width;
}

class Sheet {
 public:
  explicit Sheet(const TerminalRoom& room)
      : room_(room), prose_(room.width == 0 ? kProse : std::min(room.width, kProse)) {}

  std::vector<std::string> Write(const ShownReport& report) && {
    for (const std::string& warning : report.warnings) Prose(absl::StrCat("! ", warning), "  ");
    Gap();
    Strong(absl::StrCat(report.title, report.subject.empty() ? "" : ": ", report.subject));
    if (!report.about.empty()) Prose(report.about, "");
    for (const ShownSection& section : report.sections) {
      Gap();
      if (!section.heading.empty()) {
        Strong(section.heading);
        lines_.emplace_back();
        Rule(section.heading);
      }
      for (const ShownBlock& block : section.blocks) {
        Gap();
        std::visit([this](const auto& one) { Block(one); }, block);
      }
    }
    return std::move(lines_);
  }

 private:
  // One empty line, but none above the first.
  void Gap() {
    if (!lines_.empty() && !lines_.back().empty()) lines_.emplace_back();
  }

  void Rule(const std::string& under) {
    for (size_t i = std::min(Columns(under), prose_); i > 0; --i) lines_.back() += "─";
  }

  void Strong(const std::string& text) {
    for (const std::string& line : Wrapped(text, prose_)) {
      lines_.push_back(room_.bold ? absl::StrCat("\033[1m", line, "\033[0m") : line);
    }
  }

  // Lines after the first begin with `indent`.
  void Prose(const std::string& text, const std::string& indent) {
    const size_t room = std::max(prose_, indent.size() + 20) - indent.size();
    bool first = true;
    for (const std::string& line : Wrapped(text, room)) {
      lines_.push_back(first ? line : indent + line);
      first = false;
    }
  }

  void Caption(const std::string& caption) {
    if (!caption.empty()) Strong(caption);
  }

  void Lines(const Table& table, const std::vector<bool>& strong) {
    const std::vector<std::string> lines = cli::LinesOf(table, 0);
    for (size_t i = 0; i < lines.size(); ++i) {
      const bool bold = room_.bold && (i == 0 || (i <= strong.size() && strong[i - 1]));
      lines_.push_back(bold ? absl::StrCat("\033[1m", lines[i], "\033[0m") : lines[i]);
    }
  }

  void Nothing() { lines_.push_back(Say("Nothing to show.")); }

  void Block(const ShownParagraph& paragraph) { Prose(paragraph.text, ""); }

  void Block(const ShownQuotation& quotation) {
    for (const std::string& line : quotation.lines) {
      for (const std::string& part : Wrapped(line, prose_ - std::min<size_t>(prose_, 2))) {
        lines_.push_back(absl::StrCat("│ ", part));
      }
    }
  }

  void Block(const ShownTable& table) {
    Caption(table.caption);
    if (table.columns.empty() || table.rows.empty()) return Nothing();
    Table plain = PlainOf(table);
    AlignNumbers(table.columns, plain);
    const size_t left_out = Fit(plain, room_.whole ? 0 : room_.width, 0);
    std::vector<bool> strong;
    for (const ShownRow& row : table.rows) strong.push_back(row.strong);
    Lines(plain, strong);
    if (left_out == 1) lines_.push_back(Say("1 column did not fit; -o wide shows all"));
    if (left_out > 1) {
      lines_.push_back(
          absl::Substitute(Say("$0 columns did not fit; -o wide shows all"), left_out));
    }
  }

  void Block(const ShownBars& bars) {
    Caption(bars.caption);
    if (bars.bars.empty()) return Nothing();
    Table table;
    table.header = {"", "", ""};
    size_t taken = 4;
    size_t figures = 0;
    size_t labels = 0;
    for (const ShownBar& bar : bars.bars) {
      figures = std::max(figures, Columns(bar.text));
      labels = std::max(labels, std::min(Columns(bar.label), kLabelWidth));
    }
    taken += figures + labels;
    const size_t left = room_.width == 0 ? kBarWidth : room_.width - std::min(room_.width, taken);
    const std::vector<std::string> drawn = BarsOf(bars, std::clamp(left, kLeastBar, kBarWidth));
    for (size_t i = 0; i < bars.bars.size(); ++i) {
      const ShownBar& bar = bars.bars[i];
      const std::string figure = bar.to ? bar.text : Say("no value");
      table.rows.push_back({Cut(bar.label, kLabelWidth), ToTheRight(figure, figures), drawn[i]});
    }
    const std::vector<std::string> lines = cli::LinesOf(table, 0);
    lines_.insert(lines_.end(), lines.begin() + 1, lines.end());
  }

  void Block(const ShownLines& lines) {
    Caption(lines.caption);
    if (lines.lines.empty() || lines.labels.empty()) return Nothing();
    Table table;
    table.header = {"", lines.labels.front(), "", lines.labels.back()};
    const auto end = [](const std::optional<double>& value) {
      return value ? NumberText(*value) : Say("no value");
    };
    for (const ShownLine& line : lines.lines) {
      table.rows.push_back({Cut(line.label, kLabelWidth),
                            end(line.values.front()),
                            LineOf(line, kBarWidth),
                            end(line.values.back())});
    }
    AlignNumbers({{}, {"", true}, {}, {"", true}}, table);
    Lines(table, {});
    if (HasAssumed(lines)) lines_.push_back(Say("┊ assumed from there on"));
  }

  void Block(const ShownBoard& board) {
    Caption(board.caption);
    if (board.rows.empty()) return Nothing();
    const ShownTable words = TableOf(board);
    Table table = PlainOf(words);
    AlignNumbers(words.columns, table);
    const size_t room = room_.width == 0 ? kBoardWidth : room_.width;
    if (room_.whole || WidthOf(table) <= room) return Lines(table, {});
    BySymbols(board, room);
  }

  // A column is one character wide below its number; numbers are explained above, symbols below.
  void BySymbols(const ShownBoard& board, size_t room) {
    for (size_t i = 0; i < board.headings.size(); ++i) {
      Prose(absl::StrCat(i + 1, " ", board.headings[i]), "   ");
    }
    Table table;
    table.header.emplace_back();
    for (size_t i = 0; i < board.headings.size(); ++i) table.header.push_back(absl::StrCat(i + 1));
    table.header.push_back(Say("reached"));
    for (const ShownBoardRow& row : board.rows) {
      std::vector<std::string>& cells = table.rows.emplace_back();
      cells.push_back(row.label);
      for (const std::optional<size_t>& code : row.codes) {
        cells.push_back(code ? board.codes[*code].symbol : "");
      }
      cells.push_back(ToTheRight(row.text, Columns(table.header.back())));
    }
    const size_t left_out = Fit(table, room, 0);
    Lines(table, {});
    if (left_out > 0) {
      lines_.push_back(
          absl::Substitute(Say("$0 columns did not fit; -o wide shows all"), left_out));
    }
    std::vector<std::string> key;
    for (const ShownCode& code : board.codes) {
      key.push_back(absl::StrCat(code.symbol, " ", code.word));
    }
    Prose(absl::StrJoin(key, ", "), "");
  }

  const TerminalRoom room_;
  const size_t prose_;
  std::vector<std::string> lines_;
};

}  // namespace

std::vector<std::string> LinesOf(const ShownReport& report, const TerminalRoom& room) {
  return Sheet(room).Write(report);
}

}  // namespace framdrift::cli::report
