// The systems around the case work, as a client writes and reads them.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>

#include "grpcpp/channel.h"

namespace framdrift::testing {

// Writes programmes, places, price tables, evaluations and networks in `tenant` (`tenants/…`), one
// of each after the other with something that happens in it, and calls `answered` after each
// command. Until that returns false, or a command is not answered.
void WriteSystems(const std::shared_ptr<grpc::Channel>& channel, const std::string& tenant,
                  const std::function<bool()>& answered);

// What is listed of them, as known at `position`; each list has to answer.
std::string ListSystems(const std::shared_ptr<grpc::Channel>& channel, const std::string& tenant,
                        int64_t position);

}  // namespace framdrift::testing
