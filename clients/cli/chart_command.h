// Answers of figures as a chart: -o svg.
#pragma once

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>

#include "clients/cli/channel.h"
#include "clients/cli/options.h"

namespace framdrift::cli {

// Whether the method answers with figures of an indicator.
bool HasChart(const google::protobuf::MethodDescriptor* method);

// Asks for all figures, draws them and prints the chart. Returns the exit code.
int RunChart(Channel& channel, google::protobuf::Message& request,
             const google::protobuf::MethodDescriptor* method, const Options& options);

}  // namespace framdrift::cli
