// Taking the attendance of a whole session in one command, and hearing what came of it.
#pragma once

#include <string>
#include <vector>

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <grpcpp/grpcpp.h>

#include "absl/status/status.h"
#include "clients/cli/channel.h"

namespace framdrift::cli {

// Whether requests of `type` record the attendance of a group.
bool IsGroupAttendance(const google::protobuf::Descriptor* type);

// Adds to `request` everybody on `sheet`, a GetSessionSheetResponse, whom it does not name and who
// has no attendance recorded: with the code that the sheet suggests, else with `code`, a short
// name. INVALID_ARGUMENT when that is none.
absl::Status AddOthers(const google::protobuf::Message& sheet, const std::string& code,
                       google::protobuf::Message& request);

// The same with the sheet of the request's session, as the server has it; its answer where it has
// none.
grpc::Status FillOthers(Channel& channel, const std::string& code,
                        google::protobuf::Message& request);

// What rules of the policy raised when `answer` recorded the attendance that `request` asked for: a
// sentence for each deviation. Empty for answers to anything else.
std::vector<std::string> DeviationsRaised(const google::protobuf::Message& request,
                                          const google::protobuf::Message& answer);

}  // namespace framdrift::cli
