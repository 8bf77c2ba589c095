#include "services/server/listen_address.h"

#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <cstring>

#include "absl/strings/match.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/strip.h"
#include "base/refusal.h"
#include "services/server/server.h"

namespace framdrift::services {
namespace {

absl::Status Invalid(absl::string_view reason, absl::string_view listen, absl::string_view why) {
  return StatusWithReason(absl::StatusCode::kInvalidArgument,
                          reason,
                          absl::StrCat("Cannot listen on ", listen, ": ", why),
                          {{"listen", std::string(listen)}});
}

bool IsLoopback(absl::string_view host) {
  return host == "localhost" || host == "[::1]" || absl::StartsWith(host, "127.");
}

}  // namespace

absl::Status CheckListenAddress(absl::string_view listen) {
  absl::string_view path = listen;
  if (absl::ConsumePrefix(&path, "unix:")) {
    if (!path.empty() && path.size() < sizeof(sockaddr_un::sun_path)) return absl::OkStatus();
    return Invalid(
        kListenAddressInvalid,
        listen,
        absl::StrCat("give a path of 1 to ", sizeof(sockaddr_un::sun_path) - 1, " bytes."));
  }
  const size_t colon = listen.rfind(':');
  int port = -1;
  if (colon == absl::string_view::npos || !absl::SimpleAtoi(listen.substr(colon + 1), &port) ||
      port < 0 || port > 65535) {
    return Invalid(kListenAddressInvalid,
                   listen,
                   "give unix:PATH or HOST:PORT, as unix:/run/framdrift.sock or 127.0.0.1:7460.");
  }
  if (!IsLoopback(listen.substr(0, colon))) {
    return Invalid(kListenNotLocal,
                   listen,
                   "the development sign-in believes whatever clients say, so this server listens "
                   "on this machine only; give unix:PATH or a port of 127.0.0.1.");
  }
  return absl::OkStatus();
}

bool SocketIsTaken(const std::string& listen) {
  absl::string_view path = listen;
  sockaddr_un address{};
  if (!absl::ConsumePrefix(&path, "unix:") || path.size() >= sizeof(address.sun_path)) return false;
  address.sun_family = AF_UNIX;
  std::memcpy(address.sun_path, path.data(), path.size());
  const int socket_fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (socket_fd < 0) return false;
  const bool taken =
      connect(socket_fd, reinterpret_cast<const sockaddr*>(&address), sizeof(address)) == 0;
  close(socket_fd);
  return taken;
}

}  // namespace framdrift::services
