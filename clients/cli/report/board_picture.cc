#include <algorithm>
#include <string>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "clients/cli/report/picture_style.h"
#include "clients/cli/report/pictures.h"
#include "clients/cli/table.h"
#include "clients/cli/texts.h"

namespace framdrift::cli::report {
namespace {

constexpr double kRowLabelWidth = 190;
constexpr double kCellWidth = 118;
constexpr double kShareWidth = 110;
constexpr double kRowHeight = 30;
constexpr double kHeadStep = 15;
constexpr size_t kRowLabelColumns = 26;
constexpr size_t kHeadColumns = 16;
constexpr size_t kWordColumns = 15;
constexpr size_t kMostHeadLines = 4;

std::vector<std::string> HeadLines(const std::string& heading) {
  std::vector<std::string> lines = Wrapped(heading, kHeadColumns);
  if (lines.size() > kMostHeadLines) {
    lines.resize(kMostHeadLines);
    absl::StrAppend(&lines.back(), " …");
  }
  for (std::string& line : lines) line = Cut(line, kHeadColumns);
  return lines;
}

std::string DescriptionOf(const ShownBoard& board) {
  std::string text;
  for (const ShownBoardRow& row : board.rows) {
    std::vector<std::string> cells;
    for (size_t i = 0; i < board.headings.size(); ++i) {
      const std::string word = row.codes[i] ? board.codes[*row.codes[i]].word : Say("no value");
      cells.push_back(absl::StrCat(board.headings[i], " ", word));
    }
    cells.push_back(absl::StrCat(Say("reached"), " ", row.text));
    absl::StrAppend(&text, row.label, ": ", absl::StrJoin(cells, "; "), ".\n");
  }
  return text.empty() ? Say("Nothing to show.") : text;
}

// A symbol: how full it is where that can be told, else the character.
void DrawSymbol(const ShownBoard& board, size_t code, Svg::Point centre, Svg& svg) {
  constexpr size_t kMostPies = 5;
  if (board.codes.size() <= kMostPies) {
    svg.Pie(centre, 7, board.codes[code].share, "code");
  } else {
    svg.Text(centre.first, centre.second + 5, "middle", "label", board.codes[code].symbol);
  }
}

void DrawRow(const ShownBoard& board, const ShownBoardRow& row, double y, Svg& svg) {
  const double middle = y + kRowHeight / 2;
  svg.Text(8, middle + 5, "start", "figure", Cut(row.label, kRowLabelColumns));
  double x = kRowLabelWidth;
  for (const std::optional<size_t>& code : row.codes) {
    svg.Rect({x, y}, kCellWidth, kRowHeight, "cell");
    if (code) {
      DrawSymbol(board, *code, {x + 14, middle}, svg);
      svg.Text(x + 26, middle + 4, "start", "small", Cut(board.codes[*code].word, kWordColumns));
    }
    x += kCellWidth;
  }
  constexpr double kTrack = 52;
  svg.Rect({x + 8, middle - 6}, kTrack, 12, "track");
  if (row.share > 0) svg.Rect({x + 8, middle - 6}, kTrack * row.share, 12, "bar");
  svg.Text(x + kShareWidth - 2, middle + 5, "end", "figure", row.text);
}

}  // namespace

Svg PictureOf(const ShownBoard& board, const PictureFrame& frame) {
  std::vector<std::vector<std::string>> heads;
  size_t lines = 1;
  for (const std::string& heading : board.headings) {
    heads.push_back(HeadLines(heading));
    lines = std::max(lines, heads.back().size());
  }
  const double top =
      (frame.alone ? kCaptionHeight : 8) + kHeadStep * static_cast<double>(lines) + 8;
  const auto rows = static_cast<double>(std::max<size_t>(1, board.rows.size()));
  const double width = std::max(
      kPictureWidth,
      kRowLabelWidth + kCellWidth * static_cast<double>(board.headings.size()) + kShareWidth + 8);
  const std::string description = DescriptionOf(board);
  Svg svg({.width = width,
           .height = top + kRowHeight * rows + 12,
           .language = frame.language,
           .title = board.caption,
           .description = description,
           .style = kPictureStyle,
           .id = frame.id});
  if (frame.alone) svg.Text(8, 24, "start", "caption", board.caption);
  if (board.rows.empty()) {
    svg.Text(width / 2, top + kRowHeight / 2, "middle", "note", Say("Nothing to show."));
    return svg;
  }
  double x = kRowLabelWidth;
  for (const std::vector<std::string>& head : heads) {
    double y = top - 8 - kHeadStep * static_cast<double>(head.size() - 1);
    for (const std::string& line : head) {
      svg.Text(x + 6, y, "start", "small", line);
      y += kHeadStep;
    }
    x += kCellWidth;
  }
  svg.Text(x + kShareWidth - 2, top - 8, "end", "small", Say("reached"));
  double y = top;
  for (const ShownBoardRow& row : board.rows) {
    DrawRow(board, row, y, svg);
    y += kRowHeight;
  }
  return svg;
}

}  // namespace framdrift::cli::report
