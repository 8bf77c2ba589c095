#include "clients/cli/report/report_command.h"

#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <memory>
#include <string>
#include <vector>

#include <fmt/format.h>

#include "absl/status/statusor.h"
#include "absl/strings/substitute.h"
#include "base/status_macros.h"
#include "clients/cli/output.h"
#include "clients/cli/reflect.h"
#include "clients/cli/report/html.h"
#include "clients/cli/report/markdown.h"
#include "clients/cli/report/pictures.h"
#include "clients/cli/report/sheets.h"
#include "clients/cli/report/terminal.h"
#include "clients/cli/report/view.h"
#include "clients/cli/table.h"
#include "clients/cli/texts.h"

namespace framdrift::cli::report {
namespace {

using google::protobuf::Descriptor;
using google::protobuf::FieldDescriptor;
using google::protobuf::Message;

constexpr char kReport[] = "framdrift.report.v1.Report";

// The part of an answer that a field can hold one of; null where it can hold several or no message.
const Descriptor* PartOfAnswer(const FieldDescriptor* field) {
  return field->is_repeated() ? nullptr : field->message_type();
}

bool IsReport(const Descriptor* type) { return type != nullptr && type->full_name() == kReport; }

// The field of `type` that can hold a report; null where it has none.
const FieldDescriptor* FieldOfReport(const Descriptor* type) {
  for (int i = 0; i < type->field_count(); ++i) {
    if (IsReport(PartOfAnswer(type->field(i)))) return type->field(i);
  }
  return nullptr;
}

// The fields that lead to the answer's report: one of its own, else one of a thing it is about.
std::vector<const FieldDescriptor*> PathToReport(const Message& answer) {
  const auto* reflection = answer.GetReflection();
  const FieldDescriptor* own = FieldOfReport(answer.GetDescriptor());
  if (own != nullptr && reflection->HasField(answer, own)) return {own};
  for (const FieldDescriptor* field : SetFieldsOf(answer)) {
    const Descriptor* part = PartOfAnswer(field);
    const FieldDescriptor* inner = part == nullptr ? nullptr : FieldOfReport(part);
    if (inner == nullptr) continue;
    const Message& thing = reflection->GetMessage(answer, field);
    if (thing.GetReflection()->HasField(thing, inner)) return {field, inner};
  }
  return {};
}

absl::Status PrintText(const std::string& text) {
  std::fwrite(text.data(), 1, text.size(), stdout);
  return absl::OkStatus();
}

absl::Status PrintWorkbook(const ShownReport& shown) {
  const absl::StatusOr<std::string> workbook = WorkbookOf(shown);
  if (workbook.ok()) return PrintText(*workbook);
  return absl::UnknownError(
      absl::Substitute(Say("the spreadsheet cannot be written: $0"), workbook.status().message()));
}

absl::Status PrintPictures(const ShownReport& shown, size_t picture) {
  const absl::StatusOr<std::string> svg = SvgOf(shown, picture);
  if (svg.ok()) return PrintText(*svg);
  return absl::NotFoundError(absl::Substitute(
      Say("the report has $0 pictures; take html or markdown of the rest, or another --picture"),
      svg.status().message()));
}

void PrintLines(const ShownReport& shown, Format format) {
  const bool terminal = isatty(STDOUT_FILENO) != 0;
  const TerminalRoom room = {.width = TerminalWidth(),
                             .whole = format == Format::kWide,
                             .bold = terminal && std::getenv("NO_COLOR") == nullptr};
  for (const std::string& line : LinesOf(shown, room)) fmt::print("{}\n", line);
}

// As any answer, without its report.
absl::Status PrintRest(const Message& answer, Format format, const Reader& reader, bool invented) {
  const std::unique_ptr<Message> rest(answer.New());
  rest->CopyFrom(answer);
  if (const std::vector<const FieldDescriptor*> path = PathToReport(*rest); !path.empty()) {
    Message* holder = rest.get();
    if (path.size() > 1) holder = rest->GetReflection()->MutableMessage(holder, path.front());
    holder->GetReflection()->ClearField(holder, path.back());
  }
  return cli::PrintAnswer(*rest, format, reader, invented);
}

// What stands around the report comes first, and says for both that nobody in it exists.
absl::Status PrintForPeople(const Message& answer, const ::framdrift::report::v1::Report& report,
                            const Options& options, const Reader& reader, bool invented) {
  const bool around = PathToReport(answer).size() > 1;
  if (around) {
    FD_RETURN_IF_ERROR(PrintRest(answer, options.format, reader, invented));
    fmt::print("\n");
  }
  PrintLines(Show(report, reader.zone, invented && !around), options.format);
  return absl::OkStatus();
}

}  // namespace

bool HoldsReport(const Descriptor* type) {
  for (int i = 0; i < type->field_count(); ++i) {
    const Descriptor* part = PartOfAnswer(type->field(i));
    if (IsReport(part) || (part != nullptr && FieldOfReport(part) != nullptr)) return true;
  }
  return false;
}

const Message* ReportIn(const Message& answer) {
  const Message* found = &answer;
  for (const FieldDescriptor* field : PathToReport(answer)) {
    found = &found->GetReflection()->GetMessage(*found, field);
  }
  return found == &answer ? nullptr : found;
}

absl::Status PrintAnswer(const Message& answer, const Options& options, const Reader& reader,
                         bool invented) {
  if (options.format == Format::kCsv) return PrintRest(answer, options.format, reader, invented);
  if (options.format == Format::kJson || options.format == Format::kIds) {
    return cli::PrintAnswer(answer, options.format, reader, invented);
  }
  const Message* message = ReportIn(answer);
  if (message == nullptr && (IsForPeople(options.format) || options.format == Format::kXlsx)) {
    return cli::PrintAnswer(answer, options.format, reader, invented);
  }
  if (message == nullptr) return absl::NotFoundError(Say("the answer holds no report"));
  const auto report = As<::framdrift::report::v1::Report>(*message);
  const ShownReport shown = Show(report, reader.zone, invented);
  switch (options.format) {
    case Format::kMarkdown:
      return PrintText(MarkdownOf(shown));
    case Format::kHtml:
      return PrintText(HtmlOf(shown));
    case Format::kXlsx:
      return PrintWorkbook(shown);
    case Format::kSvg:
      return PrintPictures(shown, options.picture);
    default:
      return PrintForPeople(answer, report, options, reader, invented);
  }
}

}  // namespace framdrift::cli::report
