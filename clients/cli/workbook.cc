#include "clients/cli/workbook.h"

#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <map>
#include <optional>
#include <utility>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/time/civil_time.h"
#include "base/check.h"
#include "clients/cli/table.h"

namespace framdrift::cli {
namespace {

constexpr size_t kMostCharacters = 32'767;
constexpr size_t kMostOfName = 31;
constexpr size_t kNarrowest = 8;
constexpr size_t kWidest = 60;

// A file of this program's own, gone with it.
class TemporaryFile {
 public:
  TemporaryFile() {
    const char* folder = std::getenv("TMPDIR");
    path_ = absl::StrCat(folder == nullptr ? "/tmp" : folder, "/framdrift-XXXXXX");
    const int file = mkstemp(path_.data());
    ok_ = file >= 0 && close(file) == 0;
  }
  ~TemporaryFile() {
    if (ok_) std::remove(path_.c_str());
  }
  TemporaryFile(const TemporaryFile&) = delete;
  TemporaryFile& operator=(const TemporaryFile&) = delete;

  bool ok() const { return ok_; }
  const std::string& path() const { return path_; }
  std::string Content() const {
    std::ifstream file(path_, std::ios::binary);
    return {std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  }

 private:
  std::string path_;
  bool ok_ = false;
};

std::optional<lxw_datetime> DateTimeIn(const std::string& text) {
  absl::CivilSecond time;
  if (!absl::ParseLenientCivilTime(absl::StrReplaceAll(text, {{" ", "T"}}), &time)) {
    return std::nullopt;
  }
  // Spreadsheets begin their days with 1900.
  if (time.year() < 1900 || time.year() > 9999) return std::nullopt;
  return lxw_datetime{static_cast<int>(time.year()),
                      time.month(),
                      time.day(),
                      time.hour(),
                      time.minute(),
                      static_cast<double>(time.second())};
}

// How cells look: by what they are, how many digits they show, and whether they are strong.
class Looks {
 public:
  explicit Looks(lxw_workbook* book) : book_(book) {}

  // Null for what looks as it is.
  lxw_format* Of(const SheetColumn& column, bool strong) {
    const std::string number = NumberFormatOf(column);
    if (number.empty() && !strong) return nullptr;
    lxw_format*& look = looks_[{number, strong}];
    if (look == nullptr) {
      look = workbook_add_format(book_);
      if (strong) format_set_bold(look);
      if (!number.empty()) format_set_num_format(look, number.c_str());
    }
    return look;
  }

 private:
  static std::string NumberFormatOf(const SheetColumn& column) {
    const std::string digits =
        column.decimals > 0 ? "." + std::string(static_cast<size_t>(column.decimals), '0') : "";
    switch (column.kind) {
      case CellKind::kNumber:
        return column.decimals < 0 ? "" : "#,##0" + digits;
      case CellKind::kShare:
        return "0" + digits + "%";
      case CellKind::kDay:
        return "yyyy-mm-dd";
      case CellKind::kTime:
        return "yyyy-mm-dd hh:mm:ss";
      case CellKind::kText:
        break;
    }
    return "";
  }

  lxw_workbook* const book_;
  std::map<std::pair<std::string, bool>, lxw_format*> looks_;
};

// A sheet as it is written.
class Writer {
 public:
  Writer(lxw_workbook* book, const std::string& name, Looks& looks)
      : sheet_(workbook_add_worksheet(book, name.c_str())), looks_(looks) {}

  // Whether the workbook took the name.
  bool ok() const { return sheet_ != nullptr; }

  void Write(const Spreadsheet& sheet) {
    for (size_t column = 0; column < sheet.columns.size(); ++column) {
      const auto col = static_cast<lxw_col_t>(column);
      const SheetColumn& of = sheet.columns[column];
      size_t width = Columns(of.head);
      worksheet_write_string(sheet_, 0, col, of.head.c_str(), looks_.Of({}, true));
      for (size_t row = 0; row < sheet.rows.size(); ++row) {
        const std::string& text = sheet.rows[row][column];
        width = std::max(width, Columns(text));
        const bool strong = row < sheet.strong.size() && sheet.strong[row];
        WriteCell(static_cast<lxw_row_t>(row + 1), col, text, of, strong);
      }
      const size_t shown = std::clamp(width + 2, kNarrowest, kWidest);
      worksheet_set_column(sheet_, col, col, static_cast<double>(shown), nullptr);
    }
    if (sheet.columns.empty()) return;
    worksheet_freeze_panes(sheet_, 1, 0);
    if (!sheet.filters) return;
    worksheet_autofilter(sheet_,
                         0,
                         0,
                         static_cast<lxw_row_t>(sheet.rows.size()),
                         static_cast<lxw_col_t>(sheet.columns.size() - 1));
  }

 private:
  void WriteCell(lxw_row_t row, lxw_col_t column, const std::string& text, const SheetColumn& of,
                 bool strong) {
    if (text.empty()) return;
    double number = 0;
    const bool numbers = of.kind == CellKind::kNumber || of.kind == CellKind::kShare;
    if (numbers && absl::SimpleAtod(text, &number) && std::isfinite(number)) {
      worksheet_write_number(sheet_, row, column, number, looks_.Of(of, strong));
      return;
    }
    if (of.kind == CellKind::kDay || of.kind == CellKind::kTime) {
      if (std::optional<lxw_datetime> time = DateTimeIn(text)) {
        worksheet_write_datetime(sheet_, row, column, &*time, looks_.Of(of, strong));
        return;
      }
    }
    worksheet_write_string(
        sheet_, row, column, Cut(text, kMostCharacters).c_str(), looks_.Of({}, strong));
  }

  lxw_worksheet* const sheet_;
  Looks& looks_;
};

void DropEmpty(Spreadsheet& sheet) {
  for (size_t column = sheet.columns.size(); column-- > 0;) {
    const bool empty = std::all_of(sheet.rows.begin(), sheet.rows.end(), [column](const auto& row) {
      return row[column].empty();
    });
    if (!empty || sheet.rows.empty()) continue;
    const auto at = static_cast<std::ptrdiff_t>(column);
    sheet.columns.erase(sheet.columns.begin() + at);
    for (auto& row : sheet.rows) row.erase(row.begin() + at);
  }
}

}  // namespace

absl::StatusOr<std::string> WorkbookOf(const std::string& name, Spreadsheet sheet) {
  std::vector<NamedSheet> sheets(1);
  sheets.front().name = name;
  sheets.front().sheet = std::move(sheet);
  return WorkbookOf(std::move(sheets));
}

absl::StatusOr<std::string> WorkbookOf(std::vector<NamedSheet> sheets) {
  for (NamedSheet& one : sheets) {
    if (one.sheet.rows.size() > kMostSheetRows) {
      return absl::OutOfRangeError(absl::StrCat(one.sheet.rows.size()));
    }
    DropEmpty(one.sheet);
  }
  const TemporaryFile file;
  if (!file.ok()) return absl::UnavailableError(file.path());
  lxw_workbook* book = workbook_new(file.path().c_str());
  if (book == nullptr) return absl::UnavailableError(file.path());
  Looks looks(book);
  bool named = true;
  for (const NamedSheet& one : sheets) {
    Writer writer(book, Cut(one.name, kMostOfName), looks);
    named = named && writer.ok();
    if (writer.ok()) writer.Write(one.sheet);
  }
  const lxw_error error = workbook_close(book);
  if (error != LXW_NO_ERROR) return absl::UnavailableError(lxw_strerror(error));
  FD_CHECK(named);  // the caller's part
  return file.Content();
}

}  // namespace framdrift::cli
