#include "clients/cli/output.h"

#include <unistd.h>

#include <algorithm>
#include <cstdio>

#include <fmt/format.h>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "absl/strings/substitute.h"
#include "clients/cli/changes.h"
#include "clients/cli/columns.h"
#include "clients/cli/json.h"
#include "clients/cli/texts.h"
#include "clients/cli/values.h"
#include "clients/cli/zone.h"

namespace framdrift::cli {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

// How wide a table may be; 0 is as wide as it takes.
size_t WidthFor(Format format) { return format == Format::kWide ? 0 : TerminalWidth(); }

std::vector<std::string> HeaderOf(const std::vector<Column>& columns) {
  std::vector<std::string> header;
  for (const Column& column : columns) header.push_back(column.head);
  return header;
}

std::vector<std::string> RowOf(const Message& message, const std::vector<Column>& columns,
                               const Reader& reader) {
  std::vector<std::string> row;
  for (const Column& column : columns) row.push_back(column.cell(message, reader));
  return row;
}

void PrintLines(const Table& table, size_t indent) {
  for (const std::string& line : LinesOf(table, indent)) fmt::print("{}\n", line);
}

void SayLeftOut(size_t columns) {
  if (columns == 0) return;
  const std::string said =
      columns == 1 ? Say("1 column did not fit; -o wide shows all")
                   : absl::Substitute(Say("$0 columns did not fit; -o wide shows all"), columns);
  fmt::print(stderr, "{}\n", said);
}

// A note under a row has this much of a line, however narrow the terminal is.
constexpr size_t kLeastRoom = 20;

// One answer as a sheet: a line a field, a table for what there are several of.
class Sheet {
 public:
  Sheet(const Reader& reader, Format format)
      : reader_(reader), width_(WidthFor(format)), all_(format == Format::kWide) {}

  void Print(const Message& message, size_t indent) {
    const auto* type = message.GetDescriptor();
    for (int i = 0; i < type->field_count(); ++i) {
      const FieldDescriptor* field = type->field(i);
      if (IsShown(message, field, indent)) PrintField(message, field, indent);
    }
  }

  void Finish() const { SayLeftOut(left_out_); }

 private:
  // What holds nothing is not shown, but a count of 0 is an answer, and so is that nothing changed.
  static bool IsShown(const Message& message, const FieldDescriptor* field, size_t indent) {
    const auto* reflection = message.GetReflection();
    if (field->is_repeated()) {
      return reflection->FieldSize(message, field) > 0 ||
             (field->message_type() != nullptr && IsChange(field->message_type()));
    }
    if (reflection->HasField(message, field)) {
      return field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE ||
             IsValueType(field->message_type()) ||
             !SetFieldsOf(reflection->GetMessage(message, field)).empty();
    }
    return indent == 0 && !field->has_presence() &&
           (field->cpp_type() == FieldDescriptor::CPPTYPE_INT64 ||
            field->cpp_type() == FieldDescriptor::CPPTYPE_INT32);
  }

  void PrintField(const Message& message, const FieldDescriptor* field, size_t indent) {
    const bool is_message = field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
    const std::string label = absl::StrCat(std::string(indent, ' '), Label(field), ":");
    if (field->is_repeated() && message.GetReflection()->FieldSize(message, field) == 0) {
      fmt::print("{} {}\n", label, Say("none"));
    } else if (is_message && field->is_repeated() && !field->is_map()) {
      fmt::print("{}\n", label);
      if (IsFlat(field->message_type())) {
        PrintRows(message, field, indent + 2);
      } else {
        PrintSheets(message, field, indent + 2);
      }
    } else if (is_message && !field->is_repeated() && !IsValueType(field->message_type())) {
      fmt::print("{}\n", label);
      Print(message.GetReflection()->GetMessage(message, field), indent + 2);
    } else {
      fmt::print("{} {}\n", label, NamedCellOf(message, field, reader_));
    }
  }

  // Whether a message of `type` fits in a row: none of its fields is a message with parts, or its
  // columns are chosen.
  static bool IsFlat(const Descriptor* type) {
    if (HasChosenColumns(type)) return true;
    for (int i = 0; i < type->field_count(); ++i) {
      const FieldDescriptor* field = type->field(i);
      if (field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE && !field->is_repeated() &&
          !IsValueType(field->message_type())) {
        return false;
      }
    }
    return true;
  }

  void PrintSheets(const Message& message, const FieldDescriptor* field, size_t indent) {
    const auto* reflection = message.GetReflection();
    for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
      fmt::print("{}{}:\n", std::string(indent, ' '), i + 1);
      Print(reflection->GetRepeatedMessage(message, field, i), indent + 2);
    }
  }

  void PrintRows(const Message& message, const FieldDescriptor* field, size_t indent) {
    const auto* reflection = message.GetReflection();
    std::vector<const Message*> rows;
    for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
      rows.push_back(&reflection->GetRepeatedMessage(message, field, i));
    }
    if (IsChange(field->message_type())) return PrintChanges(rows, indent);
    Table table = TableOf(rows, reader_, all_);
    left_out_ += Fit(table, width_, indent);
    const std::vector<std::string> lines = LinesOf(table, indent);
    fmt::print("{}\n", lines.front());
    for (size_t i = 0; i < rows.size(); ++i) {
      fmt::print("{}\n", lines[i + 1]);
      PrintNote(*rows[i], indent + 2);
    }
  }

  void PrintNote(const Message& row, size_t indent) const {
    const std::string note = NoteOf(row, reader_);
    if (note.empty()) return;
    const size_t room = width_ == 0 ? 0 : std::max(width_, indent + kLeastRoom) - indent;
    for (const std::string& line : Wrapped(note, room)) {
      fmt::print("{}{}\n", std::string(indent, ' '), line);
    }
  }

  void PrintChanges(const std::vector<const Message*>& rows, size_t indent) const {
    std::vector<ChangeInWords> changes;
    for (const Message* row : rows) changes.push_back(InWords(*row, reader_));
    for (const std::string& line : LinesOfChanges(changes, width_, indent)) {
      fmt::print("{}\n", line);
    }
  }

  const Reader& reader_;
  const size_t width_;
  const bool all_;
  size_t left_out_ = 0;
};

std::string CsvCell(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  return absl::StrCat("\"", absl::StrReplaceAll(text, {{"\"", "\"\""}}), "\"");
}

void PrintCsvLine(const std::vector<std::string>& cells) {
  fmt::print("{}\n", absl::StrJoin(cells, ",", [](std::string* out, const std::string& cell) {
               absl::StrAppend(out, CsvCell(cell));
             }));
}

// A row for the resource the answer is about, or for each of what it lists, or for itself.
void PrintRowsOf(const Message& answer, RowPrinter& printer) {
  const auto* reflection = answer.GetReflection();
  for (const FieldDescriptor* field : SetFieldsOf(answer)) {
    if (field->cpp_type() != FieldDescriptor::CPPTYPE_MESSAGE || field->is_map()) continue;
    if (!field->is_repeated()) {
      if (IsValueType(field->message_type())) continue;
      return printer.Print(reflection->GetMessage(answer, field));
    }
    for (int i = 0; i < reflection->FieldSize(answer, field); ++i) {
      printer.Print(reflection->GetRepeatedMessage(answer, field, i));
    }
    return;
  }
  printer.Print(answer);
}

void SayInvented(bool invented, FILE* out = stdout) {
  if (invented) fmt::print(out, "{}\n", Say("Invented data: nobody in it exists."));
}

std::string JsonLine(const Message& message, bool pretty, bool invented) {
  const std::string json = JsonOf(message, pretty);
  return invented ? WithInventedNote(json, pretty) : json;
}

// Nothing where there is no id.
void PrintId(const Message& message) {
  const std::string id = IdOf(message);
  if (!id.empty()) fmt::print("{}\n", id);
}

}  // namespace

const FieldDescriptor* RowsOf(const Descriptor* type) {
  const bool is_list =
      type->FindFieldByName("next_page_token") != nullptr || absl::StartsWith(type->name(), "List");
  if (!is_list) return nullptr;
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldDescriptor* field = type->field(i);
    if (field->is_repeated() && field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) return field;
  }
  return nullptr;
}

void RowPrinter::Print(const Message& row) {
  switch (format_) {
    case Format::kJson:
      fmt::print("{}\n", JsonLine(row, false, invented_));
      return;
    case Format::kIds:
      PrintId(row);
      return;
    case Format::kCsv:
      PrintCsv(row);
      return;
    case Format::kXlsx:
      AddToSheet(row);
      return;
    case Format::kSvg:
    case Format::kMarkdown:
    case Format::kHtml:
      return;
    case Format::kTable:
    case Format::kWide:
      break;
  }
  chart_.Add(row);
  if (columns_.empty()) {
    columns_ = ColumnsOf(row.GetDescriptor(), format_ == Format::kWide);
    table_.header = HeaderOf(columns_);
  }
  table_.rows.push_back(RowOf(row, columns_, {.zone = zone_, .names = &names_}));
}

void RowPrinter::PrintCsv(const Message& row) {
  if (table_.header.empty()) {
    for (int i = 0; i < row.GetDescriptor()->field_count(); ++i) {
      table_.header.push_back(row.GetDescriptor()->field(i)->name());
    }
    if (invented_) table_.header.emplace_back("data");
    PrintCsvLine(table_.header);
  }
  std::vector<std::string> cells = CellsOf(row, {.zone = zone_, .person = false});
  if (invented_) cells.emplace_back(kInventedNote);
  PrintCsvLine(cells);
}

void RowPrinter::AddToSheet(const Message& row) {
  if (columns_.empty()) {
    columns_ = ColumnsOf(row.GetDescriptor(), true);
    for (const Column& column : columns_) sheet_.columns.push_back({column.head, column.kind});
    if (invented_) sheet_.columns.push_back({"data"});
  }
  std::vector<std::string>& cells = sheet_.rows.emplace_back();
  for (const Column& column : columns_) {
    cells.push_back(SheetCellOf(column, row, {.zone = zone_, .names = &names_}));
  }
  if (invented_) cells.push_back(Say("invented data"));
}

absl::Status RowPrinter::PrintSheet() {
  const absl::StatusOr<std::string> workbook = WorkbookOf(title_, std::move(sheet_));
  if (workbook.ok()) {
    std::fwrite(workbook->data(), 1, workbook->size(), stdout);
    return absl::OkStatus();
  }
  const std::string why(workbook.status().message());
  return absl::UnknownError(
      absl::IsOutOfRange(workbook.status())
          ? absl::Substitute(Say("$0 rows are more than a spreadsheet holds; take -o csv"), why)
          : absl::Substitute(Say("the spreadsheet cannot be written: $0"), why));
}

absl::Status RowPrinter::Finish() {
  if (format_ == Format::kXlsx) return PrintSheet();
  if (format_ == Format::kIds) SayInvented(invented_, stderr);
  if (!IsForPeople(format_)) return absl::OkStatus();
  SayInvented(invented_);
  if (table_.rows.empty()) {
    fmt::print(stderr, "{}\n", Say("nothing found"));
    return absl::OkStatus();
  }
  DropEmptyColumns(table_);
  chart_.AddBars(table_);
  const size_t left_out = Fit(table_, WidthFor(format_), 0);
  PrintLines(table_, 0);
  const std::string line = chart_.Line();
  if (!line.empty()) fmt::print("{}\n", line);
  SayLeftOut(left_out);
  return absl::OkStatus();
}

bool StreamPrinter::Print(const Message& answer) {
  const Message* item = &answer;
  const Descriptor* type = answer.GetDescriptor();
  if (type->oneof_decl_count() == 1) {
    const FieldDescriptor* set =
        answer.GetReflection()->GetOneofFieldDescriptor(answer, type->oneof_decl(0));
    if (set == nullptr) return false;
    // The first of a choice is what the stream is about; the rest are signs of life.
    const bool event = set->index_in_oneof() == 0;
    if (!event && format_ != Format::kJson) return false;
    if (format_ != Format::kJson) item = &answer.GetReflection()->GetMessage(answer, set);
  }
  if (IsForPeople(format_)) {
    PrintLine(*item);
  } else {
    if (!rows_) rows_.emplace(format_, zone_);
    rows_->set_invented(invented_);
    rows_->Print(*item);
  }
  std::fflush(stdout);
  return true;
}

void StreamPrinter::PrintLine(const Message& event) {
  const size_t width = WidthFor(format_);
  if (columns_.empty()) columns_ = ColumnsOf(event.GetDescriptor(), format_ == Format::kWide);
  const std::vector<std::string> cells = RowOf(event, columns_, {.zone = zone_});
  if (!begun_) {
    SayInvented(invented_);
    table_.LineOf(cells, 0);  // the columns are as wide as the first row needs
    fmt::print("{}\n", table_.LineOf(HeaderOf(columns_), width));
    begun_ = true;
  }
  fmt::print("{}\n", table_.LineOf(cells, width));
}

absl::Status PrintAnswer(const Message& answer, Format format, const Reader& reader,
                         bool invented) {
  switch (format) {
    case Format::kJson:
      fmt::print("{}\n", JsonLine(answer, isatty(STDOUT_FILENO) != 0, invented));
      break;
    case Format::kIds:
      PrintId(answer);
      SayInvented(invented, stderr);
      break;
    case Format::kCsv:
    case Format::kXlsx: {
      RowPrinter printer(format, reader.zone);
      printer.set_invented(invented);
      if (reader.names != nullptr) printer.AddNames(*reader.names);
      PrintRowsOf(answer, printer);
      return printer.Finish();
    }
    case Format::kSvg:
    case Format::kMarkdown:
    case Format::kHtml:
      break;
    case Format::kTable:
    case Format::kWide: {
      SayInvented(invented);
      Sheet sheet(reader, format);
      sheet.Print(answer, 0);
      sheet.Finish();
    }
  }
  return absl::OkStatus();
}

void PrintOutcome(const Message& answer, bool invented) {
  const auto* reflection = answer.GetReflection();
  const Descriptor* type = answer.GetDescriptor();
  const FieldDescriptor* position = type->FindFieldByName("position");
  const FieldDescriptor* duplicate = type->FindFieldByName("duplicate");
  const bool before = duplicate != nullptr && reflection->GetBool(answer, duplicate);
  const int64_t at = position == nullptr ? 0 : reflection->GetInt64(answer, position);
  const std::string id = IdOf(answer);
  const std::string said = absl::Substitute(
      before ? Say("recorded before at position $0") : Say("recorded at position $0"), at);
  fmt::print("{}{}{}{}\n",
             said,
             id.empty() ? "" : ": ",
             id,
             invented ? absl::StrCat(" (", Say("invented data"), ")") : "");
}

}  // namespace framdrift::cli
