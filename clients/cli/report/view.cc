#include "clients/cli/report/view.h"

#include <algorithm>
#include <cmath>
#include <iterator>
#include <map>
#include <utility>

#include <fmt/format.h>
#include <google/protobuf/util/time_util.h>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/substitute.h"
#include "clients/cli/catalogue.h"
#include "clients/cli/report/words.h"
#include "clients/cli/texts.h"

namespace framdrift::cli::report {
namespace {

namespace v1 = ::framdrift::report::v1;

constexpr char kInvented[] = "Invented data: nobody in it exists.";

std::string WithUnit(const std::string& text, const std::string& unit) {
  return unit.empty() ? text : absl::StrCat(text, " (", Heading(unit), ")");
}

// A day where the instant is its last second, else to the minute.
std::string MomentText(const google::protobuf::Timestamp& timestamp, absl::TimeZone zone) {
  const absl::CivilSecond time = absl::ToCivilSecond(
      absl::FromUnixNanos(google::protobuf::util::TimeUtil::TimestampToNanoseconds(timestamp)),
      zone);
  const std::string day = absl::FormatCivilTime(absl::CivilDay(time));
  if (time == absl::CivilSecond(absl::CivilDay(time) + 1) - 1) return day;
  return absl::StrCat(day, " ", fmt::format("{:02}:{:02}", time.hour(), time.minute()));
}

std::string AboutOf(const v1::Report& report, absl::TimeZone zone) {
  std::vector<std::string> parts;
  if (report.has_as_of_time()) {
    parts.push_back(absl::Substitute(Say("As of $0."), MomentText(report.as_of_time(), zone)));
  }
  if (report.has_evaluated_time()) {
    parts.push_back(
        absl::Substitute(Say("Computed $0."), MomentText(report.evaluated_time(), zone)));
  }
  if (report.position() != 0) {
    parts.push_back(absl::Substitute(Say("Position $0 of the log."), report.position()));
  }
  return absl::StrJoin(parts, " ");
}

ShownColumn ShowColumn(const v1::Column& column) {
  ShownColumn shown;
  shown.heading = WithUnit(Heading(column.heading()), column.unit());
  shown.decimals = static_cast<int>(std::min<uint32_t>(column.decimals(), 12));
  if (column.cell_kind() == v1::CELL_KIND_NUMBER) shown.kind = CellKind::kNumber;
  if (column.cell_kind() == v1::CELL_KIND_SHARE) shown.kind = CellKind::kShare;
  if (column.cell_kind() == v1::CELL_KIND_DATE) shown.kind = CellKind::kDay;
  shown.number = shown.kind == CellKind::kNumber || shown.kind == CellKind::kShare;
  return shown;
}

ShownCell ShowCell(const std::string& cell, const v1::Column& column) {
  if (cell.empty()) return {};
  switch (column.cell_kind()) {
    case v1::CELL_KIND_NUMBER:
      return {NumberText(cell, column.decimals()), cell};
    case v1::CELL_KIND_SHARE:
      return {ShareText(cell, column.decimals()), cell};
    case v1::CELL_KIND_WORDS: {
      const std::string words = Heading(cell);
      return {words, words};
    }
    case v1::CELL_KIND_CODE: {
      const std::string word = CodeWord(cell);
      return {word, word};
    }
    default:
      return {Clean(cell), Clean(cell)};
  }
}

ShownTable ShowTable(const v1::Table& table) {
  ShownTable shown;
  shown.caption = Sentence(table.caption());
  for (const v1::Column& column : table.columns()) shown.columns.push_back(ShowColumn(column));
  for (const v1::Row& row : table.rows()) {
    ShownRow& cells = shown.rows.emplace_back();
    cells.strong = row.strong();
    for (int i = 0; i < table.columns_size(); ++i) {
      cells.cells.push_back(i < row.cells_size() ? ShowCell(row.cells(i), table.columns(i))
                                                 : ShownCell());
    }
  }
  return shown;
}

ShownBars ShowBars(const v1::Bars& bars) {
  ShownBars shown;
  shown.caption = WithUnit(Sentence(bars.caption()), bars.unit());
  for (const v1::Bar& bar : bars.bars()) {
    ShownBar& one = shown.bars.emplace_back();
    one.label = LabelText(bar.label(), bars.label_kind());
    if (!std::isfinite(bar.from()) || !std::isfinite(bar.to())) continue;
    one.from = bar.from();
    one.to = bar.to();
    one.text = bar.from() == 0 ? NumberText(bar.to())
                               : absl::Substitute(
                                     Say("$0 to $1"), NumberText(bar.from()), NumberText(bar.to()));
  }
  return shown;
}

ShownLines ShowLines(const v1::Lines& lines) {
  ShownLines shown;
  shown.caption = WithUnit(Sentence(lines.caption()), lines.unit());
  for (const std::string& label : lines.labels()) shown.labels.push_back(Clean(label));
  for (const v1::Line& line : lines.lines()) {
    ShownLine& one = shown.lines.emplace_back();
    one.label = LabelText(line.label(), lines.label_kind());
    one.measured = line.measured_count();
    for (int i = 0; i < lines.labels_size(); ++i) {
      const bool has = i < line.values_size() && std::isfinite(line.values(i));
      one.values.push_back(has ? std::optional(line.values(i)) : std::nullopt);
    }
  }
  return shown;
}

// One character for the code number `at` of `count`: how full it is, else its number.
std::string SymbolOf(size_t at, size_t count) {
  constexpr const char* kFullness[] = {"○", "◔", "◑", "◕", "●"};
  constexpr size_t kMostNumbers = 20;
  if (count <= std::size(kFullness)) {
    const double share = count < 2 ? 1 : static_cast<double>(at) / static_cast<double>(count - 1);
    return kFullness[static_cast<size_t>(std::round(share * 4))];
  }
  if (at >= kMostNumbers) return "?";
  std::string number = "①";
  number.back() = static_cast<char>(number.back() + static_cast<int>(at));
  return number;
}

// The codes of a board in the order of their enum, all of it where every code is of one.
std::vector<std::string> CodesOf(const v1::Board& board) {
  std::vector<std::string> codes;
  const google::protobuf::EnumDescriptor* type = nullptr;
  bool one_type = true;
  for (const v1::BoardRow& row : board.rows()) {
    for (const std::string& code : row.codes()) {
      if (code.empty() || std::find(codes.begin(), codes.end(), code) != codes.end()) continue;
      codes.push_back(code);
      const auto* value = FindCode(code);
      one_type = one_type && value != nullptr && (type == nullptr || type == value->type());
      if (value != nullptr) type = value->type();
    }
  }
  if (codes.empty() || !one_type) return codes;
  codes.clear();
  for (int i = 0; i < type->value_count(); ++i) {
    if (type->value(i)->number() != 0) codes.push_back(type->value(i)->name());
  }
  return codes;
}

ShownBoard ShowBoard(const v1::Board& board) {
  ShownBoard shown;
  shown.caption = Sentence(board.caption());
  for (const std::string& heading : board.column_headings()) {
    shown.headings.push_back(LabelText(heading, board.heading_kind()));
  }
  const std::vector<std::string> codes = CodesOf(board);
  std::map<std::string, size_t> places;
  for (size_t i = 0; i < codes.size(); ++i) {
    const double last = static_cast<double>(codes.size() - 1);
    const double share = codes.size() < 2 ? 1 : static_cast<double>(i) / last;
    shown.codes.push_back({CodeWord(codes[i]), SymbolOf(i, codes.size()), share});
    places.emplace(codes[i], i);
  }
  for (const v1::BoardRow& row : board.rows()) {
    ShownBoardRow& one = shown.rows.emplace_back();
    one.label = Clean(row.label());
    for (int i = 0; i < board.column_headings_size(); ++i) {
      const auto place = i < row.codes_size() ? places.find(row.codes(i)) : places.end();
      one.codes.push_back(place == places.end() ? std::nullopt : std::optional(place->second));
    }
    one.share = std::isfinite(row.share()) ? std::clamp(row.share(), 0.0, 1.0) : 0;
    one.text = ShareText(fmt::format("{:.6f}", one.share), 0);
  }
  return shown;
}

std::optional<ShownBlock> ShowBlock(const v1::Block& block) {
  switch (block.kind_case()) {
    case v1::Block::kParagraph:
      return ShownParagraph{Sentence(block.paragraph())};
    case v1::Block::kQuotation:
      return ShownQuotation{CleanLines(block.quotation())};
    case v1::Block::kTable:
      return ShowTable(block.table());
    case v1::Block::kBars:
      return ShowBars(block.bars());
    case v1::Block::kLines:
      return ShowLines(block.lines());
    case v1::Block::kBoard:
      return ShowBoard(block.board());
    case v1::Block::KIND_NOT_SET:
      break;
  }
  return std::nullopt;
}

// A value as a workbook takes it.
std::string ValueText(double value) { return fmt::format("{}", value); }

}  // namespace

ShownReport Show(const v1::Report& report, absl::TimeZone zone, bool invented) {
  ShownReport shown;
  shown.language = Spoken() == Language::kSwedish ? "sv" : "en";
  shown.title = Sentence(report.title());
  shown.subject = Clean(report.subject());
  shown.about = AboutOf(report, zone);
  if (invented) shown.warnings.push_back(Say(kInvented));
  for (const std::string& warning : report.warnings()) {
    // A report of invented data may say so itself, and once is enough.
    const std::string said = warning == kInvented ? Say(kInvented) : Sentence(warning);
    if (!invented || warning != kInvented) shown.warnings.push_back(said);
  }
  for (const v1::Section& section : report.sections()) {
    ShownSection& one = shown.sections.emplace_back();
    one.heading = Sentence(section.heading());
    for (const v1::Block& block : section.blocks()) {
      if (std::optional<ShownBlock> made = ShowBlock(block)) one.blocks.push_back(*std::move(made));
    }
  }
  return shown;
}

ShownTable TableOf(const ShownBoard& board) {
  ShownTable table;
  table.caption = board.caption;
  table.columns.emplace_back();
  for (const std::string& heading : board.headings) table.columns.push_back({heading});
  table.columns.push_back({Say("reached"), true, CellKind::kShare, 0});
  for (const ShownBoardRow& row : board.rows) {
    std::vector<ShownCell>& cells = table.rows.emplace_back().cells;
    cells.push_back({row.label, row.label});
    for (const std::optional<size_t>& code : row.codes) {
      if (!code) {
        cells.emplace_back();
        continue;
      }
      const ShownCode& of = board.codes[*code];
      cells.push_back({absl::StrCat(of.symbol, " ", of.word), of.word});
    }
    cells.push_back({row.text, ValueText(row.share)});
  }
  return table;
}

ShownTable TableOf(const ShownBars& bars) {
  const bool ranges = std::any_of(bars.bars.begin(), bars.bars.end(), [](const ShownBar& bar) {
    return bar.from && *bar.from != 0;
  });
  ShownTable table;
  table.caption = bars.caption;
  table.columns.emplace_back();
  if (ranges)
    table.columns.push_back({Say(Term::kColumn, "from", "from"), true, CellKind::kNumber});
  table.columns.push_back(
      {ranges ? Say(Term::kColumn, "to", "to") : Say(Term::kColumn, "value", "value"),
       true,
       CellKind::kNumber});
  const auto number = [](const std::optional<double>& value) {
    return value ? ShownCell{NumberText(*value), ValueText(*value)} : ShownCell();
  };
  for (const ShownBar& bar : bars.bars) {
    std::vector<ShownCell>& cells = table.rows.emplace_back().cells;
    cells.push_back({bar.label, bar.label});
    if (ranges) cells.push_back(number(bar.from));
    cells.push_back(number(bar.to));
  }
  return table;
}

ShownTable TableOf(const ShownLines& lines) {
  ShownTable table;
  table.caption = lines.caption;
  table.columns.emplace_back();
  for (const ShownLine& line : lines.lines) {
    table.columns.push_back({line.label, true, CellKind::kNumber});
  }
  for (size_t i = 0; i < lines.labels.size(); ++i) {
    std::vector<ShownCell>& cells = table.rows.emplace_back().cells;
    cells.push_back({lines.labels[i], lines.labels[i]});
    for (const ShownLine& line : lines.lines) {
      ShownCell& cell = cells.emplace_back();
      if (!line.values[i]) continue;
      const char* mark = i < line.measured ? "" : " *";
      cell = {absl::StrCat(NumberText(*line.values[i]), mark), ValueText(*line.values[i])};
    }
  }
  return table;
}

bool HasAssumed(const ShownLines& lines) {
  return std::any_of(lines.lines.begin(), lines.lines.end(), [&](const ShownLine& line) {
    return line.measured < lines.labels.size();
  });
}

}  // namespace framdrift::cli::report
