// The real framdriftd in a process of its own, over a unix socket in a temporary directory.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "grpcpp/channel.h"

namespace framdrift::testing {

// Not thread-safe. Ends the process with itself.
class ServerProcess {
 public:
  // `directory` outlives this; data and socket stand in it. `flags` are added to the server's.
  explicit ServerProcess(std::string directory, std::vector<std::string> flags = {});
  ServerProcess(const ServerProcess&) = delete;
  ServerProcess& operator=(const ServerProcess&) = delete;
  ~ServerProcess();

  // Starts the server and waits for the line that says it is ready. False when it ended before
  // that: exit_code() and errors() then say why.
  bool Start();
  // SIGTERM, and waits. Returns the exit code.
  int Stop();
  // SIGKILL, and waits.
  void Kill();

  int pid() const { return pid_; }
  int exit_code() const { return exit_code_; }
  // The line it said it was ready with.
  const std::string& ready_line() const { return ready_line_; }
  // What it wrote to stderr so far.
  std::string errors() const;
  std::string address() const { return "unix:" + directory_ + "/socket"; }
  std::string data_dir() const { return directory_ + "/data"; }
  // A new channel each time: one of a server that was killed waits before it connects again.
  std::shared_ptr<grpc::Channel> Connect() const;

 private:
  int Wait();

  const std::string directory_;
  const std::vector<std::string> flags_;
  int pid_ = 0;
  int exit_code_ = 0;
  std::string ready_line_;
};

// Where the programs of this build are.
std::string ProgramPath(const std::string& name);

}  // namespace framdrift::testing
