// Where the server may listen: on this machine only, as long as it believes who clients say they
// are.
#pragma once

#include <string>

#include "absl/status/status.h"
#include "absl/strings/string_view.h"

namespace framdrift::services {

// OK for unix:PATH and for HOST:PORT where HOST is localhost, 127.x.y.z or [::1]. LISTEN_NOT_LOCAL
// for another host, LISTEN_INVALID for what is neither, both INVALID_ARGUMENT.
absl::Status CheckListenAddress(absl::string_view listen);

// Whether somebody answers on the unix socket `listen` names. gRPC would take it from them.
bool SocketIsTaken(const std::string& listen);

}  // namespace framdrift::services
