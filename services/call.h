// What every call begins with and is held to: who calls, a well-formed request, a deadline.
#pragma once

#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "domain/history/context.h"
#include "google/protobuf/message.h"
#include "grpcpp/server_context.h"
#include "services/runtime.h"

namespace framdrift::services {

// OK when `request` keeps the limits and its fields' rules and `checks`, each OK or InvalidField,
// find nothing more; otherwise every field at fault, each once.
absl::Status CheckEdge(const Runtime& runtime, const google::protobuf::Message& request,
                       const std::vector<absl::Status>& checks);

// The client's deadline on the machine's clock, as gRPC has it, or the server's where that is
// earlier.
absl::Time DeadlineOf(const Runtime& runtime, const grpc::ServerContextBase& context);

// DEADLINE_EXCEEDED once `deadline` has passed.
absl::Status CheckDeadline(absl::Time deadline);

// What a decision or an answer is told: now (to the microsecond, as the log keeps times), the zone
// and the caller.
history::Context ContextOf(const Runtime& runtime, const TenantEntry* tenant,
                           const history::Actor& actor);

}  // namespace framdrift::services
