// What the server sees of every call besides its handler: that it is under way, and that its
// request did not parse.
#pragma once

#include <memory>
#include <vector>

#include "grpcpp/support/server_interceptor.h"
#include "services/server/calls_under_way.h"

namespace framdrift::services {

// Counts calls in `calls`, which must outlive the server; a stream that only the server writes to
// is not waited for, since it may never end. A request whose bytes are not its message is answered
// with INVALID_ARGUMENT: gRPC 1.51 would answer UNIMPLEMENTED, without a word.
std::vector<std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>>
EdgeInterceptors(CallsUnderWay& calls);

}  // namespace framdrift::services
