#include "clients/cli/table.h"

#include <sys/ioctl.h>
#include <unistd.h>
#include <wchar.h>

#include <algorithm>
#include <clocale>
#include <cstdint>
#include <numeric>

#include "absl/strings/ascii.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "absl/strings/string_view.h"

namespace framdrift::cli {
namespace {

constexpr size_t kDefaultWidth = 120;
constexpr size_t kDefaultHeight = 24;
// A column this wide or narrower is never cut: a time, a code, a number.
constexpr size_t kWhole = 20;
constexpr size_t kGap = 2;
constexpr size_t kUuidSize = 36;

// The character of UTF-8 that begins at `at`; a byte that begins none is one by itself.
absl::string_view CharacterAt(const std::string& text, size_t at) {
  size_t end = at + 1;
  while (end < text.size() && (static_cast<unsigned char>(text[end]) & 0xc0) == 0x80) ++end;
  return absl::string_view(text).substr(at, end - at);
}

// The code point that `character`, well-formed UTF-8, stands for.
wchar_t CodePointOf(absl::string_view character) {
  const auto lead = static_cast<unsigned char>(character[0]);
  if (character.size() == 1) return static_cast<wchar_t>(lead);
  auto code = static_cast<uint32_t>(lead & (0x7fu >> character.size()));
  for (const char byte : character.substr(1))
    code = code << 6 | (static_cast<uint32_t>(byte) & 0x3fu);
  return static_cast<wchar_t>(code);
}

// How many columns the character takes: none for a mark that stands on the letter before it, two
// for a wide one, as the C library's table of all characters has it.
size_t WidthOf(absl::string_view character) {
  if (character.size() == 1) return 1;
  static const locale_t all = newlocale(LC_CTYPE_MASK, "C.UTF-8", nullptr);
  if (all == nullptr) return 1;
  const locale_t before = uselocale(all);
  const int width = wcwidth(CodePointOf(character));
  uselocale(before);
  return width < 0 ? 1 : static_cast<size_t>(width);
}

// C0, DEL and, in UTF-8, C1: what moves the cursor, rings or recolours.
bool IsControl(absl::string_view character) {
  const auto lead = static_cast<unsigned char>(character[0]);
  if (character.size() == 1) return lead < 0x20 || lead == 0x7f;
  return character.size() == 2 && lead == 0xc2 && static_cast<unsigned char>(character[1]) < 0xa0;
}

// A UUID, or what stands within a thing with one: `CASE/KEY`.
bool IsId(const std::string& text) {
  const std::string uuid = text.substr(0, kUuidSize);
  return uuid.size() == kUuidSize && (text.size() == kUuidSize || text[kUuidSize] == '/') &&
         std::count(uuid.begin(), uuid.end(), '-') == 4 &&
         std::all_of(uuid.begin(), uuid.end(), [](char c) {
           return c == '-' || absl::ascii_isxdigit(static_cast<unsigned char>(c));
         });
}

std::vector<size_t> WidthsOf(const Table& table) {
  std::vector<size_t> widths;
  for (size_t i = 0; i < table.header.size(); ++i) {
    size_t width = Columns(table.header[i]);
    for (const auto& row : table.rows) width = std::max(width, Columns(row[i]));
    widths.push_back(width);
  }
  return widths;
}

size_t Total(const std::vector<size_t>& widths, size_t indent) {
  return std::accumulate(widths.begin(), widths.end(), indent + kGap * (widths.size() - 1));
}

// The same with every column from `first` on cut as far as may be.
size_t LeastTotal(const std::vector<size_t>& widths, size_t indent, size_t first) {
  std::vector<size_t> least = widths;
  for (size_t i = first; i < least.size(); ++i) least[i] = std::min(least[i], kWhole);
  return Total(least, indent);
}

void DropColumn(Table& table, size_t column) {
  const auto at = static_cast<std::ptrdiff_t>(column);
  table.header.erase(table.header.begin() + at);
  for (auto& row : table.rows) row.erase(row.begin() + at);
}

bool HoldsIds(const Table& table, size_t column) {
  return std::all_of(table.rows.begin(), table.rows.end(), [&](const auto& row) {
    return row[column].empty() || IsId(row[column]);
  });
}

}  // namespace

void DropEmptyColumns(Table& table) {
  for (size_t i = table.header.size(); i-- > 0;) {
    const bool empty = std::all_of(
        table.rows.begin(), table.rows.end(), [i](const auto& row) { return row[i].empty(); });
    if (empty) DropColumn(table, i);
  }
}

size_t Fit(Table& table, size_t width, size_t indent, size_t kept) {
  const size_t before = table.header.size();
  if (width == 0 || before == 0) return 0;
  std::vector<size_t> widths = WidthsOf(table);
  const auto drop = [&](size_t column) {
    DropColumn(table, column);
    widths.erase(widths.begin() + static_cast<std::ptrdiff_t>(column));
  };
  for (size_t i = widths.size(); i-- > kept && Total(widths, indent) > width;) {
    if (HoldsIds(table, i)) drop(i);
  }
  const bool ids = HoldsIds(table, 0);
  const size_t first = ids ? 1 : 0;  // that may be cut: half an id says nothing
  while (widths.size() > kept && LeastTotal(widths, indent, first) > width) {
    drop(widths.size() - 1);
  }
  while (widths.size() > 1 && Total(widths, indent) > width) {
    --*std::max_element(widths.begin() + static_cast<std::ptrdiff_t>(first), widths.end());
  }
  if (!ids) widths[0] = std::min(widths[0], width - std::min(width, indent));
  for (size_t i = 0; i < widths.size(); ++i) {
    table.header[i] = Cut(table.header[i], widths[i]);
    for (auto& row : table.rows) row[i] = Cut(row[i], widths[i]);
  }
  return before - table.header.size();
}

std::vector<std::string> LinesOf(const Table& table, size_t indent) {
  const std::vector<size_t> widths = WidthsOf(table);
  const auto line = [&](const std::vector<std::string>& cells) {
    std::string text(indent, ' ');
    for (size_t i = 0; i < cells.size(); ++i) {
      text += cells[i];
      if (i + 1 < cells.size()) text.append(widths[i] + kGap - Columns(cells[i]), ' ');
    }
    text.erase(text.find_last_not_of(' ') + 1);
    return text;
  };
  std::vector<std::string> lines = {line(table.header)};
  for (const auto& row : table.rows) lines.push_back(line(row));
  return lines;
}

std::string RunningTable::LineOf(const std::vector<std::string>& cells, size_t width) {
  widths_.resize(cells.size());
  std::string line;
  for (size_t i = 0; i < cells.size(); ++i) {
    widths_[i] = std::max(widths_[i], Columns(cells[i]));
    line += cells[i];
    if (i + 1 < cells.size()) line.append(widths_[i] + kGap - Columns(cells[i]), ' ');
  }
  return width == 0 ? line : Cut(line, width);
}

size_t Columns(const std::string& text) {
  size_t columns = 0;
  for (size_t i = 0; i < text.size();) {
    const absl::string_view character = CharacterAt(text, i);
    columns += WidthOf(character);
    i += character.size();
  }
  return columns;
}

std::string Cut(const std::string& text, size_t width) {
  if (Columns(text) <= width) return text;
  std::string cut;
  size_t columns = 0;
  for (size_t i = 0; i < text.size();) {
    const absl::string_view character = CharacterAt(text, i);
    columns += WidthOf(character);
    if (columns >= width) break;  // one column is for the sign that something is cut
    cut.append(character.data(), character.size());
    i += character.size();
  }
  return cut + "…";
}

std::vector<std::string> Wrapped(const std::string& text, size_t width) {
  if (width == 0) return {text};
  std::vector<std::string> lines = {""};
  for (const absl::string_view word : absl::StrSplit(text, ' ', absl::SkipEmpty())) {
    std::string& line = lines.back();
    const std::string longer = absl::StrCat(line, line.empty() ? "" : " ", word);
    if (line.empty() || Columns(longer) <= width) {
      line = longer;
    } else {
      lines.emplace_back(word);
    }
  }
  return lines;
}

std::string OneLine(const std::string& text) {
  std::string shown;
  for (size_t i = 0; i < text.size();) {
    const absl::string_view character = CharacterAt(text, i);
    i += character.size();
    if (character == "\n" || character == "\t" || character == "\r") {
      shown.push_back(' ');
    } else if (IsControl(character)) {
      shown.append("�");
    } else {
      shown.append(character.data(), character.size());
    }
  }
  return shown;
}

size_t TerminalWidth() {
  if (isatty(STDOUT_FILENO) == 0) return 0;
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return kDefaultWidth;
}

size_t TerminalHeight() {
  if (isatty(STDOUT_FILENO) == 0) return 0;
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_row > 0) return size.ws_row;
  return kDefaultHeight;
}

}  // namespace framdrift::cli
