#include <algorithm>
#include <array>
#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "absl/strings/escaping.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/string_view.h"
#include "base/status_macros.h"
#include "clients/cli/migration/gzip_file.h"
#include "clients/cli/migration/row.h"
#include "clients/cli/utf8.h"

namespace framdrift::cli::migration {
namespace {

constexpr size_t kChunkBytes = 256 << 10;
constexpr size_t kMaxRowBytes = 4 << 20;
constexpr char kByteOrderMark[] = "\xef\xbb\xbf";

absl::Status Malformed(int64_t line, absl::string_view what) {
  return absl::InvalidArgumentError(absl::StrCat("Line ", line, ": ", what, "."));
}

// What stands in quotes is part of a column's name. Of as many, the one named first counts.
char DelimiterOf(absl::string_view bytes) {
  constexpr absl::string_view kCandidates = ",;\t";
  std::array<int, kCandidates.size()> counts{};
  bool in_quotes = false;
  for (const char c : bytes) {
    if (c == '\n' && !in_quotes) break;
    in_quotes ^= c == '"';
    const size_t candidate = kCandidates.find(c);
    if (!in_quotes && candidate != absl::string_view::npos) ++counts[candidate];
  }
  const auto most = std::max_element(counts.begin(), counts.end());
  return kCandidates[static_cast<size_t>(most - counts.begin())];
}

// Takes characters one by one and hands on rows. Not thread-safe.
class CsvParse {
 public:
  CsvParse(char delimiter, const RowSink& sink) : delimiter_(delimiter), sink_(sink) {}

  absl::Status Feed(absl::string_view bytes) {
    for (const char c : bytes) FD_RETURN_IF_ERROR(Take(c));
    return absl::OkStatus();
  }

  absl::Status Finish() {
    if (in_quotes_) return Malformed(row_line_, "a quote is opened and never closed");
    if (carriage_return_) return LoneCarriageReturn();
    if (cell_.empty() && cells_.empty() && !was_quoted_) return absl::OkStatus();
    return EndRow();
  }

 private:
  absl::Status Take(char c) {
    if (++row_bytes_ > kMaxRowBytes) return Malformed(row_line_, "the row is longer than 4 MiB");
    if (in_quotes_) return TakeQuoted(c);
    if (std::exchange(carriage_return_, false) && c != '\n') return LoneCarriageReturn();
    if (c == '\n') return EndLine();
    if (c == '\r') {
      carriage_return_ = true;
    } else if (c == delimiter_) {
      EndCell();
    } else if (c == '"' && quote_closed_) {  // a doubled quote inside quotes
      cell_.push_back('"');
      in_quotes_ = true;
      quote_closed_ = false;
    } else if (quote_closed_) {
      return Malformed(line_, "text stands after a closing quote; double the quotes inside a cell");
    } else if (c == '"' && cell_.empty()) {
      in_quotes_ = true;
      was_quoted_ = true;
    } else {
      cell_.push_back(c);
    }
    return absl::OkStatus();
  }

  absl::Status TakeQuoted(char c) {
    if (c == '"') {
      in_quotes_ = false;
      quote_closed_ = true;
      return absl::OkStatus();
    }
    if (c == '\n') ++line_;
    cell_.push_back(c);
    return absl::OkStatus();
  }

  absl::Status EndLine() {
    ++line_;
    const bool blank = cells_.empty() && cell_.empty() && !was_quoted_;
    if (!blank) FD_RETURN_IF_ERROR(EndRow());
    row_line_ = line_;
    row_bytes_ = 0;
    return absl::OkStatus();
  }

  absl::Status LoneCarriageReturn() const {
    return Malformed(line_, "a carriage return stands alone; end lines with a line feed");
  }

  void EndCell() {
    cells_.push_back(std::move(cell_));
    cell_.clear();
    was_quoted_ = false;
    quote_closed_ = false;
  }

  absl::Status EndRow() {
    EndCell();
    std::vector<std::string> cells = std::move(cells_);
    cells_.clear();
    if (header_.empty()) {
      for (size_t i = 0; i < cells.size(); ++i) {
        if (IsUtf8(cells[i])) continue;
        return Malformed(row_line_,
                         absl::StrCat("column ", i + 1, " is not UTF-8; export the file as UTF-8"));
      }
      header_ = std::move(cells);
      return absl::OkStatus();
    }
    Row row;
    row.line = row_line_;
    for (size_t i = 0; i < cells.size(); ++i) {
      const std::string name = i < header_.size() ? header_[i] : absl::StrCat("column ", i + 1);
      if (!IsUtf8(cells[i])) {
        row.fault = absl::StrCat("Column ", name, " is not UTF-8; export the file as UTF-8.");
        cells[i] = absl::CHexEscape(cells[i]);
      }
      row.fields.emplace_back(name, std::move(cells[i]));
    }
    if (cells.size() != header_.size()) {
      row.fault = absl::StrCat(
          "The header has ", header_.size(), " columns and this row ", cells.size(), ".");
    }
    return sink_(std::move(row));
  }

  char delimiter_;
  const RowSink& sink_;
  std::vector<std::string> header_;
  std::vector<std::string> cells_;
  std::string cell_;
  bool in_quotes_ = false;
  bool was_quoted_ = false;
  bool quote_closed_ = false;
  // Taken outside quotes, and its line feed is still to come.
  bool carriage_return_ = false;
  int64_t line_ = 1;
  int64_t row_line_ = 1;
  size_t row_bytes_ = 0;
};

}  // namespace

absl::Status ReadCsv(const std::string& path, const RowSink& sink, const ReadProgress& progress) {
  FD_ASSIGN_OR_RETURN(GzipFile file, GzipFile::Open(path));
  std::vector<char> chunk(kChunkBytes);
  std::optional<CsvParse> parse;
  while (true) {
    FD_ASSIGN_OR_RETURN(const size_t size, file.Read(chunk.data(), chunk.size()));
    absl::string_view bytes(chunk.data(), size);
    if (size == 0) break;
    if (!parse) {
      if (absl::string_view(kByteOrderMark) == bytes.substr(0, 3)) bytes.remove_prefix(3);
      parse.emplace(DelimiterOf(bytes), sink);
    }
    FD_RETURN_IF_ERROR(parse->Feed(bytes));
    progress(file.Offset());
  }
  if (!parse) return Malformed(1, "the file is empty; its first line names the columns");
  return parse->Finish();
}

}  // namespace framdrift::cli::migration
