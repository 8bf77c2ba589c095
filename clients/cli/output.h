// What a person or a program sees of answers: tables, sheets, JSON lines, CSV or ids.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "clients/cli/columns.h"
#include "clients/cli/names.h"
#include "clients/cli/options.h"
#include "clients/cli/small_chart.h"
#include "clients/cli/table.h"
#include "clients/cli/values.h"
#include "clients/cli/workbook.h"

namespace framdrift::cli {

// The field that holds a list answer's rows; null when `type` is no list.
const google::protobuf::FieldDescriptor* RowsOf(const google::protobuf::Descriptor* type);

// Prints rows as they come; a table or spreadsheet by Finish, when all are known. kSvg, kMarkdown
// and kHtml are none of its formats.
class RowPrinter {
 public:
  RowPrinter(Format format, absl::TimeZone zone) : format_(format), zone_(zone) {}
  // What a spreadsheet of the rows is called.
  void set_title(std::string title) { title_ = std::move(title); }
  // Says with what is printed from now on that nobody in it exists.
  void set_invented(bool invented) { invented_ = invented; }
  void Print(const google::protobuf::Message& row);
  // Names for columns that tell somebody by name, from now on beside those there were.
  void AddNames(Names names) { names_.merge(names); }
  // UNKNOWN, in words for the person who asked, where a spreadsheet cannot be made.
  absl::Status Finish();

 private:
  void PrintCsv(const google::protobuf::Message& row);
  void AddToSheet(const google::protobuf::Message& row);
  absl::Status PrintSheet();

  Format format_;
  absl::TimeZone zone_;
  bool invented_ = false;
  Names names_;
  std::vector<Column> columns_;
  Table table_;
  SmallChart chart_;
  std::string title_ = "framdrift";
  Spreadsheet sheet_;
};

// Prints what a stream brings, each as it comes: JSON, CSV or ids as RowPrinter does, and for
// people a line an event. Signs of life are shown to programs only.
class StreamPrinter {
 public:
  StreamPrinter(Format format, absl::TimeZone zone) : format_(format), zone_(zone) {}
  void set_invented(bool invented) { invented_ = invented; }
  // True when something was printed.
  bool Print(const google::protobuf::Message& answer);

 private:
  void PrintLine(const google::protobuf::Message& event);

  const Format format_;
  const absl::TimeZone zone_;
  bool invented_ = false;
  std::vector<Column> columns_;
  RunningTable table_;
  bool begun_ = false;
  std::optional<RowPrinter> rows_;
};

// Prints an answer that is no list: a sheet of its fields, or one JSON object; with `invented` it
// says that nobody in it exists. UNKNOWN as Finish of RowPrinter.
absl::Status PrintAnswer(const google::protobuf::Message& answer, Format format,
                         const Reader& reader, bool invented = false);

// Prints where a command's events stand, on one line.
void PrintOutcome(const google::protobuf::Message& answer, bool invented);

}  // namespace framdrift::cli
