// The whole server in one object: store, runtime, services and the port they are served on.
#pragma once

#include <cstdint>
#include <memory>
#include <string>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/time/time.h"
#include "base/clock.h"

namespace framdrift::services {

struct ServerOptions {
  // Where the log, the keys and the read models live; made when missing.
  std::string data_dir;
  // unix:PATH, or HOST:PORT of the loopback; port 0 takes a free one.
  std::string listen;
  bool reflection = false;
  // With fewer free bytes on the disk, commands are refused.
  uint64_t free_space_watermark = uint64_t{512} << 20;
  size_t max_message_bytes = size_t{4} << 20;
  // Folded streams kept in memory.
  size_t stream_cache_bytes = size_t{256} << 20;
  // Of each read model, beside the one that answers.
  size_t kept_generations = 1;
  // What may wait in memory for the reader of one watch.
  size_t max_watch_bytes = size_t{1} << 20;
  // Must outlive the server.
  const Clock* clock = &SystemClock();
};

// Reasons of a server that does not start.
inline constexpr char kAddressInUse[] = "ADDRESS_IN_USE";          // UNAVAILABLE
inline constexpr char kListenAddressInvalid[] = "LISTEN_INVALID";  // INVALID_ARGUMENT
inline constexpr char kListenNotLocal[] = "LISTEN_NOT_LOCAL";      // INVALID_ARGUMENT

// Thread-safe.
class Server {
 public:
  // Opens the store and serves. The errors of EventStore::Open; those above.
  static absl::StatusOr<std::unique_ptr<Server>> Start(const ServerOptions& options);
  ~Server();

  // Where clients reach it: `listen`, with the port it got.
  const std::string& address() const { return address_; }
  // Takes no more calls, ends those under way by `grace` at the latest, and returns when all have
  // ended.
  void Shutdown(absl::Duration grace);

 private:
  struct Parts;
  Server(std::unique_ptr<Parts> parts, std::string address);

  std::unique_ptr<Parts> parts_;
  const std::string address_;
};

}  // namespace framdrift::services
