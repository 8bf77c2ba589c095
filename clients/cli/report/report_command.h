// Answers that hold a report, in every form a report has.
#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include "absl/status/status.h"
#include "clients/cli/options.h"
#include "clients/cli/values.h"

namespace framdrift::cli::report {

// Whether an answer of `type` holds a report: in a field of its own, or of a thing it is about.
bool HoldsReport(const google::protobuf::Descriptor* type);

// The report in `answer`; null where none is set.
const google::protobuf::Message* ReportIn(const google::protobuf::Message& answer);

// Prints an answer for whose type HoldsReport holds. As Markdown, HTML, a workbook or SVG it is the
// report alone; for people the report comes after what else the thing says of itself; other formats
// are those of any answer, and CSV leaves the report out. Errors are in words for the person who
// asked: NOT_FOUND where there is no report or no such picture, UNKNOWN where a workbook cannot be
// made.
absl::Status PrintAnswer(const google::protobuf::Message& answer, const Options& options,
                         const Reader& reader, bool invented);

}  // namespace framdrift::cli::report
