// A server in the test's own process, reached over a unix socket: for tests of what calls answer.
#pragma once

#include <memory>
#include <string>

#include "grpcpp/channel.h"
#include "services/server/server.h"
#include "tests/testing/fixed_clock.h"
#include "tests/testing/temp_dir.h"

namespace framdrift::testing {

// Not thread-safe.
class TestServer {
 public:
  TestServer() { Start(); }

  // Stops it and starts it anew on the same data.
  void Restart() {
    server_.reset();
    Start();
  }
  const std::shared_ptr<grpc::Channel>& channel() const { return channel_; }
  std::string address() const { return "unix:" + (directory_ / "socket"); }
  // Before a restart: with what it starts.
  services::ServerOptions& options() { return options_; }
  // The server's.
  FixedClock& clock() { return clock_; }

 private:
  void Start();

  TempDir directory_;
  FixedClock clock_;
  services::ServerOptions options_;
  std::unique_ptr<services::Server> server_;
  std::shared_ptr<grpc::Channel> channel_;
};

}  // namespace framdrift::testing
