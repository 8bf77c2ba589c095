#include "clients/cli/workbook.h"

#include <unistd.h>
#include <xlsxwriter.h>

#include <algorithm>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <iterator>
#include <optional>

#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "absl/time/civil_time.h"
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

// A sheet as it is written.
class Writer {
 public:
  Writer(lxw_workbook* book, const std::string& name)
      : sheet_(workbook_add_worksheet(book, name.c_str())),
        head_(workbook_add_format(book)),
        day_(workbook_add_format(book)),
        time_(workbook_add_format(book)) {
    format_set_bold(head_);
    format_set_num_format(day_, "yyyy-mm-dd");
    format_set_num_format(time_, "yyyy-mm-dd hh:mm:ss");
  }

  void Write(const Spreadsheet& sheet) {
    for (size_t column = 0; column < sheet.columns.size(); ++column) {
      const auto col = static_cast<lxw_col_t>(column);
      size_t width = Columns(sheet.columns[column].head);
      worksheet_write_string(sheet_, 0, col, sheet.columns[column].head.c_str(), head_);
      for (size_t row = 0; row < sheet.rows.size(); ++row) {
        const std::string& text = sheet.rows[row][column];
        width = std::max(width, Columns(text));
        WriteCell(static_cast<lxw_row_t>(row + 1), col, text, sheet.columns[column].kind);
      }
      const size_t shown = std::clamp(width + 2, kNarrowest, kWidest);
      worksheet_set_column(sheet_, col, col, static_cast<double>(shown), nullptr);
    }
    if (sheet.columns.empty()) return;
    worksheet_freeze_panes(sheet_, 1, 0);
    worksheet_autofilter(sheet_,
                         0,
                         0,
                         static_cast<lxw_row_t>(sheet.rows.size()),
                         static_cast<lxw_col_t>(sheet.columns.size() - 1));
  }

 private:
  void WriteCell(lxw_row_t row, lxw_col_t column, const std::string& text, CellKind kind) {
    if (text.empty()) return;
    double number = 0;
    if (kind == CellKind::kNumber && absl::SimpleAtod(text, &number) && std::isfinite(number)) {
      worksheet_write_number(sheet_, row, column, number, nullptr);
      return;
    }
    if (kind == CellKind::kDay || kind == CellKind::kTime) {
      if (std::optional<lxw_datetime> time = DateTimeIn(text)) {
        lxw_format* shown = kind == CellKind::kDay ? day_ : time_;
        worksheet_write_datetime(sheet_, row, column, &*time, shown);
        return;
      }
    }
    worksheet_write_string(sheet_, row, column, Cut(text, kMostCharacters).c_str(), nullptr);
  }

  lxw_worksheet* const sheet_;
  lxw_format* const head_;
  lxw_format* const day_;
  lxw_format* const time_;
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
  if (sheet.rows.size() > kMostSheetRows) {
    return absl::OutOfRangeError(absl::StrCat(sheet.rows.size()));
  }
  DropEmpty(sheet);
  const TemporaryFile file;
  if (!file.ok()) return absl::UnavailableError(file.path());
  lxw_workbook* book = workbook_new(file.path().c_str());
  if (book == nullptr) return absl::UnavailableError(file.path());
  Writer(book, Cut(name, kMostOfName)).Write(sheet);
  const lxw_error error = workbook_close(book);
  if (error != LXW_NO_ERROR) return absl::UnavailableError(lxw_strerror(error));
  return file.Content();
}

}  // namespace framdrift::cli
