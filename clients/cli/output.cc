#include "clients/cli/output.h"

#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cstdio>
#include <cstdlib>

#include <fmt/format.h>
#include <google/protobuf/util/json_util.h>

#include "absl/strings/ascii.h"
#include "absl/strings/match.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_join.h"
#include "absl/strings/str_replace.h"
#include "clients/cli/values.h"
#include "google/rpc/error_details.pb.h"

namespace framdrift::cli {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr size_t kDefaultWidth = 120;
constexpr size_t kNarrowestColumn = 8;

size_t TerminalWidth() {
  winsize size{};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0) return size.ws_col;
  return kDefaultWidth;
}

std::string Cut(const std::string& text, size_t width) {
  if (Columns(text) <= width) return text;
  std::string cut;
  size_t columns = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool starts = (static_cast<unsigned char>(text[i]) & 0xc0) != 0x80;
    if (starts && ++columns == width) break;
    cut.push_back(text[i]);
  }
  return cut + "…";
}

std::string Padded(const std::string& text, size_t width) {
  const size_t columns = Columns(text);
  return columns < width ? text + std::string(width - columns, ' ') : text;
}

// Widths that fit the terminal: the widest column gives way first, none below kNarrowestColumn.
std::vector<size_t> Widths(const std::vector<std::string>& header,
                           const std::vector<std::vector<std::string>>& rows, size_t indent) {
  std::vector<size_t> widths;
  for (size_t i = 0; i < header.size(); ++i) {
    size_t width = Columns(header[i]);
    for (const auto& row : rows) width = std::max(width, Columns(row[i]));
    widths.push_back(width);
  }
  const bool fit = isatty(STDOUT_FILENO) != 0;
  while (fit && !widths.empty()) {
    size_t total = indent;
    for (const size_t width : widths) total += width + 2;
    const auto widest = std::max_element(widths.begin(), widths.end());
    if (total <= TerminalWidth() + 2 || *widest <= kNarrowestColumn) break;
    --*widest;
  }
  return widths;
}

void PrintTable(const std::vector<std::string>& header,
                const std::vector<std::vector<std::string>>& rows, size_t indent) {
  const std::vector<size_t> widths = Widths(header, rows, indent);
  const auto line = [&](const std::vector<std::string>& cells) {
    std::string text(indent, ' ');
    for (size_t i = 0; i < cells.size(); ++i) {
      const std::string cell = Cut(cells[i], widths[i]);
      absl::StrAppend(&text, i + 1 == cells.size() ? cell : Padded(cell, widths[i]) + "  ");
    }
    fmt::print("{}\n", text);
  };
  line(header);
  for (const auto& row : rows) line(row);
}

std::string Label(const FieldDescriptor* field) {
  return absl::StrReplaceAll(field->name(), {{"_", " "}});
}

// Drops the columns in which no row says anything.
void DropEmptyColumns(std::vector<std::string>& header,
                      std::vector<std::vector<std::string>>& rows) {
  for (size_t i = header.size(); i-- > 0;) {
    const bool empty =
        std::all_of(rows.begin(), rows.end(), [i](const std::vector<std::string>& row) {
          return row[i].empty();
        });
    if (!empty) continue;
    header.erase(header.begin() + static_cast<std::ptrdiff_t>(i));
    for (auto& row : rows) row.erase(row.begin() + static_cast<std::ptrdiff_t>(i));
  }
}

void PrintSheet(const Message& message, absl::TimeZone zone, size_t indent);

void PrintRows(const Message& message, const FieldDescriptor* field, absl::TimeZone zone,
               size_t indent) {
  const auto* reflection = message.GetReflection();
  std::vector<std::string> header;
  std::vector<std::vector<std::string>> rows;
  for (int i = 0; i < field->message_type()->field_count(); ++i) {
    header.push_back(Label(field->message_type()->field(i)));
  }
  for (int i = 0; i < reflection->FieldSize(message, field); ++i) {
    rows.push_back(CellsOf(reflection->GetRepeatedMessage(message, field, i), zone));
  }
  DropEmptyColumns(header, rows);
  fmt::print("{}{}:\n", std::string(indent, ' '), Label(field));
  PrintTable(header, rows, indent + 2);
}

void PrintSheet(const Message& message, absl::TimeZone zone, size_t indent) {
  const auto* reflection = message.GetReflection();
  for (const FieldDescriptor* field : SetFieldsOf(message)) {
    const bool is_message = field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE;
    if (is_message && field->is_repeated() && !field->is_map()) {
      PrintRows(message, field, zone, indent);
    } else if (is_message && !field->is_repeated() && !IsValueType(field->message_type())) {
      fmt::print("{}{}:\n", std::string(indent, ' '), Label(field));
      PrintSheet(reflection->GetMessage(message, field), zone, indent + 2);
    } else {
      fmt::print(
          "{}{}: {}\n", std::string(indent, ' '), Label(field), CellOf(message, field, zone));
    }
  }
}

std::string Json(const Message& message, bool pretty) {
  google::protobuf::util::JsonPrintOptions options;
  options.preserve_proto_field_names = true;
  options.add_whitespace = pretty;
  std::string json;
  if (!google::protobuf::util::MessageToJsonString(message, &json, options).ok()) return "{}";
  absl::StripTrailingAsciiWhitespace(&json);
  return json;
}

std::string CsvCell(const std::string& text) {
  if (text.find_first_of(",\"\r\n") == std::string::npos) return text;
  return absl::StrCat("\"", absl::StrReplaceAll(text, {{"\"", "\"\""}}), "\"");
}

void PrintCsvLine(const std::vector<std::string>& cells) {
  fmt::print("{}\n", absl::StrJoin(cells, ",", [](std::string* out, const std::string& cell) {
               absl::StrAppend(out, CsvCell(cell));
             }));
}

int ExitCodeOf(grpc::StatusCode code) {
  switch (code) {
    case grpc::StatusCode::OK:
      return kExitOk;
    case grpc::StatusCode::INVALID_ARGUMENT:
    case grpc::StatusCode::OUT_OF_RANGE:
    case grpc::StatusCode::UNIMPLEMENTED:
      return kExitUsage;
    case grpc::StatusCode::NOT_FOUND:
      return kExitNotFound;
    case grpc::StatusCode::ALREADY_EXISTS:
    case grpc::StatusCode::FAILED_PRECONDITION:
    case grpc::StatusCode::ABORTED:
      return kExitConflict;
    case grpc::StatusCode::PERMISSION_DENIED:
    case grpc::StatusCode::UNAUTHENTICATED:
      return kExitDenied;
    case grpc::StatusCode::UNAVAILABLE:
    case grpc::StatusCode::DEADLINE_EXCEEDED:
    case grpc::StatusCode::RESOURCE_EXHAUSTED:
      return kExitUnavailable;
    default:
      return kExitFailed;
  }
}

}  // namespace

const FieldDescriptor* RowsOf(const Descriptor* type) {
  // Lists of few have no pages.
  if (type->FindFieldByName("next_page_token") == nullptr &&
      !absl::StartsWith(type->name(), "List")) {
    return nullptr;
  }
  for (int i = 0; i < type->field_count(); ++i) {
    const FieldDescriptor* field = type->field(i);
    if (field->is_repeated() && field->cpp_type() == FieldDescriptor::CPPTYPE_MESSAGE) return field;
  }
  return nullptr;
}

void RowPrinter::Print(const Message& row) {
  switch (format_) {
    case Format::kJson:
      fmt::print("{}\n", Json(row, false));
      return;
    case Format::kIds:
      fmt::print("{}\n", IdOf(row));
      return;
    case Format::kCsv:
      PrintCsv(row);
      return;
    case Format::kTable:
      break;
  }
  if (header_.empty()) {
    for (int i = 0; i < row.GetDescriptor()->field_count(); ++i) {
      header_.push_back(Label(row.GetDescriptor()->field(i)));
    }
  }
  rows_.push_back(CellsOf(row, zone_));
}

void RowPrinter::PrintCsv(const Message& row) {
  if (header_.empty()) {
    for (int i = 0; i < row.GetDescriptor()->field_count(); ++i) {
      header_.push_back(row.GetDescriptor()->field(i)->name());
    }
    PrintCsvLine(header_);
  }
  PrintCsvLine(CellsOf(row, zone_));
}

void RowPrinter::Finish() {
  if (format_ != Format::kTable) return;
  if (rows_.empty()) {
    fmt::print(stderr, "nothing found\n");
    return;
  }
  DropEmptyColumns(header_, rows_);
  PrintTable(header_, rows_, 0);
}

void PrintAnswer(const Message& answer, Format format, absl::TimeZone zone) {
  switch (format) {
    case Format::kJson:
      fmt::print("{}\n", Json(answer, isatty(STDOUT_FILENO) != 0));
      return;
    case Format::kIds:
      fmt::print("{}\n", IdOf(answer));
      return;
    case Format::kCsv: {
      RowPrinter printer(format, zone);
      printer.Print(answer);
      return;
    }
    case Format::kTable:
      PrintSheet(answer, zone, 0);
      return;
  }
}

void PrintOutcome(const Message& answer) {
  const auto* reflection = answer.GetReflection();
  const Descriptor* type = answer.GetDescriptor();
  const FieldDescriptor* position = type->FindFieldByName("position");
  const FieldDescriptor* duplicate = type->FindFieldByName("duplicate");
  const bool before = duplicate != nullptr && reflection->GetBool(answer, duplicate);
  const int64_t at = position == nullptr ? 0 : reflection->GetInt64(answer, position);
  fmt::print("{} at position {}: {}\n", before ? "recorded before" : "recorded", at, IdOf(answer));
}

int PrintError(const grpc::Status& status) {
  google::rpc::Status details;
  const bool readable = details.ParseFromString(status.error_details());
  std::vector<std::string> lines;
  std::string reason;
  for (const auto& any :
       readable ? details.details() : google::protobuf::RepeatedPtrField<google::protobuf::Any>()) {
    google::rpc::ErrorInfo info;
    google::rpc::PreconditionFailure failure;
    google::rpc::BadRequest bad;
    if (any.UnpackTo(&info)) reason = info.reason();
    if (any.UnpackTo(&failure)) {
      for (const auto& violation : failure.violations()) {
        lines.push_back(absl::StrCat(violation.description(), " [", violation.type(), "]"));
      }
    } else if (any.UnpackTo(&bad)) {
      for (const auto& violation : bad.field_violations()) {
        lines.push_back(absl::StrCat(violation.field(), ": ", violation.description()));
      }
    }
  }
  const bool color = isatty(STDERR_FILENO) != 0 && std::getenv("NO_COLOR") == nullptr;
  const char* red = color ? "\033[31m" : "";
  const char* plain = color ? "\033[0m" : "";
  if (lines.size() > 1 || (lines.size() == 1 && status.error_message().empty())) {
    fmt::print(stderr, "{}refused{} for {} reasons:\n", red, plain, lines.size());
    for (const std::string& line : lines) fmt::print(stderr, "  - {}\n", line);
  } else if (lines.size() == 1) {
    fmt::print(stderr, "{}refused{}: {}\n", red, plain, lines[0]);
  } else if (status.error_code() == grpc::StatusCode::UNAVAILABLE && reason.empty()) {
    fmt::print(
        stderr,
        "{}error{}: the server cannot be reached. Is framdriftd running, and is --server right?\n",
        red,
        plain);
  } else {
    fmt::print(stderr,
               "{}error{}: {}{}\n",
               red,
               plain,
               status.error_message(),
               reason.empty() ? "" : absl::StrCat(" [", reason, "]"));
  }
  return ExitCodeOf(status.error_code());
}

size_t Columns(const std::string& text) {
  return static_cast<size_t>(std::count_if(text.begin(), text.end(), [](char c) {
    return (static_cast<unsigned char>(c) & 0xc0) != 0x80;
  }));
}

}  // namespace framdrift::cli
