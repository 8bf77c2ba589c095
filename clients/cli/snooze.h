// Putting an item of a worklist off without looking up what the contract wants to know of it.
#pragma once

#include <string>

#include <google/protobuf/message.h>
#include <grpcpp/grpcpp.h>

#include "clients/cli/channel.h"

namespace framdrift::cli {

// Whether `request` puts an item off.
bool IsSnooze(const google::protobuf::Message& request);

// Writes the item of `request` in full where it is `CASE/KEY`, as a worklist shows them, and asks
// the server for its due time where none is given. NOT_FOUND
// for an item that is not on the list of whoever acts. Anything else is the server's answer.
grpc::Status FillSnooze(Channel& channel, const std::string& tenant,
                        google::protobuf::Message& request);

}  // namespace framdrift::cli
