// Who calls: the first thing every method asks.
#pragma once

#include "absl/status/statusor.h"
#include "absl/strings/string_view.h"
#include "domain/history/recorded.h"
#include "grpcpp/server_context.h"

namespace framdrift::services {

// The development sign-in, until a real one exists: a header that says who calls, believed as it
// stands. The server that reads it listens on loopback or a unix socket only.
//
//   framdrift-actor: id=ID; role=ROLE; unit=UUID; on-behalf-of=ID
//
// Each part may be left out, and a value without `key=` is the id. ID is a UUID, or a name of 1 to
// 63 of [a-z0-9._-] that always gives the same pseudonym. ROLE is 1 to 63 of [a-z0-9_-], else
// "developer".
inline constexpr char kActorHeader[] = "framdrift-actor";

// Who acts where the header is absent or names no id.
inline constexpr char kDeveloper[] = "developer";

// The caller of a method. UNAUTHENTICATED, ACTOR_MALFORMED, when the header cannot be read.
absl::StatusOr<history::Actor> Authenticate(const grpc::ServerContextBase& context);

// What Authenticate makes of the header's value.
absl::StatusOr<history::Actor> ActorFrom(absl::string_view header);

}  // namespace framdrift::services
