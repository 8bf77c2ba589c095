// What a person or a program sees: answers as tables, JSON lines, CSV or ids, refusals as a list.
#pragma once

#include <string>
#include <vector>

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <grpcpp/grpcpp.h>

#include "absl/time/time.h"
#include "clients/cli/options.h"

namespace framdrift::cli {

// The field that holds a list answer's rows; null when `type` is no list.
const google::protobuf::FieldDescriptor* RowsOf(const google::protobuf::Descriptor* type);

// Prints rows as they come; a table is printed by Finish, when its widths are known.
class RowPrinter {
 public:
  RowPrinter(Format format, absl::TimeZone zone) : format_(format), zone_(zone) {}
  void Print(const google::protobuf::Message& row);
  void Finish();

 private:
  void PrintCsv(const google::protobuf::Message& row);

  Format format_;
  absl::TimeZone zone_;
  std::vector<std::string> header_;
  std::vector<std::vector<std::string>> rows_;
};

// Prints an answer that is no list: a sheet of its fields, or one JSON object.
void PrintAnswer(const google::protobuf::Message& answer, Format format, absl::TimeZone zone);

// Prints where a command's events stand, on one line.
void PrintOutcome(const google::protobuf::Message& answer);

// Prints what went wrong to stderr, every reason on a line of its own, and returns the exit code.
int PrintError(const grpc::Status& status);

// How many columns `text` takes: å counts as one.
size_t Columns(const std::string& text);

}  // namespace framdrift::cli
