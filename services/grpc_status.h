// The one place that makes a grpc::Status: canonical code, message, and details for programs.
#pragma once

#include "absl/status/status.h"
#include "absl/time/time.h"
#include "grpcpp/support/status.h"

namespace framdrift::services {

inline constexpr char kErrorDomain[] = "framdrift";

// When to come back after UNAVAILABLE or RESOURCE_EXHAUSTED.
inline constexpr absl::Duration kRetryDelay = absl::Seconds(1);

// `status` as it goes to the client. Every failure carries ErrorInfo with its first reason, or with
// its code's name where it has none of its own; FAILED_PRECONDITION also PreconditionFailure with
// every refusal, INVALID_ARGUMENT also BadRequest with every field at fault, UNAVAILABLE and
// RESOURCE_EXHAUSTED also RetryInfo. Of INTERNAL and UNKNOWN the text stays here: it is logged
// under an incident id, and the client gets that id.
grpc::Status ToGrpcStatus(const absl::Status& status);

// What a request that is not the message it should be is answered with: INVALID_ARGUMENT,
// REQUEST_MALFORMED.
grpc::Status MalformedRequest();

}  // namespace framdrift::services
