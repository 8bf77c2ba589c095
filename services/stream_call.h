// What every call that streams its answer begins with.
#pragma once

#include <string>

#include "absl/status/statusor.h"
#include "google/protobuf/message.h"
#include "grpcpp/server_context.h"
#include "services/runtime.h"

namespace framdrift::services {

// Authenticates the caller, checks `request`, and finds the tenant that `parent` names.
absl::StatusOr<const TenantEntry*> BeginStreamCall(const Runtime& runtime,
                                                   const grpc::CallbackServerContext& context,
                                                   const google::protobuf::Message& request,
                                                   const std::string& parent);

}  // namespace framdrift::services
