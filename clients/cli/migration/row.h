// A row of a file from another system: named fields and where it stands.
#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace framdrift::cli::migration {

struct Row {
  int64_t line = 0;
  // In the order of the file; names may repeat, the first counts.
  std::vector<std::pair<std::string, std::string>> fields;
  // Why the row cannot be read, as a sentence; then the fields are what could be. Else empty.
  std::string fault;

  // Null when there is no such field.
  const std::string* Find(absl::string_view name) const {
    for (const auto& [field, value] : fields) {
      if (field == name) return &value;
    }
    return nullptr;
  }
};

// What readers hand rows to; a failure ends the reading and is passed up.
using RowSink = std::function<absl::Status(Row)>;
// Bytes of the file read so far, now and then.
using ReadProgress = std::function<void(int64_t)>;

// Traces' own attributes reach each of their rows under this prefix: `case:concept:name`.
inline constexpr char kCasePrefix[] = "case:";

// Reads an XES log, plain or gzip, with or without its namespace, in memory that does not grow with
// the file but for its longest trace. Nested attributes are named `outer/inner`. Rows keep file
// order; a trace without events has no row, an event outside traces has no `case:` fields.
// INVALID_ARGUMENT with the line where it is no well-formed XES.
absl::Status ReadXes(const std::string& path, const RowSink& sink, const ReadProgress& progress);

// Reads CSV as RFC 4180 has it, plain or gzip, UTF-8 with or without a byte-order mark; the first
// line names the columns and the delimiter is the one of comma, semicolon and tab that it holds
// most of. A quote inside a cell that does not begin with one stands for itself. A row of another
// width, or with bytes that are not UTF-8 (then shown as \xNN), has a fault. INVALID_ARGUMENT with
// the line for a header that is not UTF-8, an open quote, text after a closing one or a carriage
// return alone.
absl::Status ReadCsv(const std::string& path, const RowSink& sink, const ReadProgress& progress);

}  // namespace framdrift::cli::migration
