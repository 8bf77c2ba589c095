// Answers a request whose bytes are not its message with INVALID_ARGUMENT: gRPC 1.51 would answer
// UNIMPLEMENTED, without a word.
#pragma once

#include <memory>
#include <vector>

#include "grpcpp/support/server_interceptor.h"

namespace framdrift::services {

std::vector<std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>>
MalformedRequestInterceptors();

}  // namespace framdrift::services
