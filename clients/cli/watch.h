// Shows a list and what changes in it, as it changes.
#pragma once

#include <google/protobuf/message.h>

#include "clients/cli/catalogue.h"
#include "clients/cli/channel.h"
#include "clients/cli/options.h"

namespace framdrift::cli {

// Whether the command watches a list: its stream can be resumed after a position.
bool IsWatch(const Command& command);

// Runs until it is interrupted, `options.limit` messages have come, or the server says no. People
// see a table that is drawn anew in its place; programs get each message as a line of JSON, or the
// items that come or change as CSV or ids. A lost connection is taken up again. Returns the exit
// code.
int RunWatch(Channel& channel, const Command& command, google::protobuf::Message& request,
             const Options& options);

}  // namespace framdrift::cli
