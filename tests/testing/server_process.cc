#include "tests/testing/server_process.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <fstream>
#include <sstream>
#include <utility>

#include "base/check.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/support/channel_arguments.h"

namespace framdrift::testing {

std::string ProgramPath(const std::string& name) {
  const char* const directory = std::getenv("FRAMDRIFT_BIN_DIR");
  FD_CHECK(directory != nullptr);
  return std::string(directory) + "/" + name;
}

ServerProcess::ServerProcess(std::string directory, std::vector<std::string> flags)
    : directory_(std::move(directory)), flags_(std::move(flags)) {}

ServerProcess::~ServerProcess() { Kill(); }

bool ServerProcess::Start() {
  std::vector<std::string> words = {
      ProgramPath("framdriftd"), "--data-dir", data_dir(), "--listen", address()};
  words.insert(words.end(), flags_.begin(), flags_.end());
  std::vector<char*> arguments;
  for (std::string& word : words) arguments.push_back(word.data());
  arguments.push_back(nullptr);
  const std::string errors_path = directory_ + "/stderr";

  int out[2];
  FD_CHECK(pipe2(out, O_CLOEXEC) == 0);
  pid_ = fork();
  FD_CHECK(pid_ >= 0);
  if (pid_ == 0) {
    const int errors = open(errors_path.c_str(), O_WRONLY | O_CREAT | O_APPEND, 0600);
    dup2(out[1], STDOUT_FILENO);
    dup2(errors, STDERR_FILENO);
    execv(arguments[0], arguments.data());
    _exit(127);
  }
  close(out[1]);
  ready_line_.clear();
  char c = 0;
  while (read(out[0], &c, 1) == 1 && c != '\n') ready_line_.push_back(c);
  close(out[0]);
  if (c == '\n') return true;
  Wait();
  return false;
}

int ServerProcess::Wait() {
  if (pid_ == 0) return exit_code_;
  int status = 0;
  while (waitpid(pid_, &status, 0) < 0 && errno == EINTR) {
  }
  pid_ = 0;
  exit_code_ = WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
  return exit_code_;
}

int ServerProcess::Stop() {
  if (pid_ != 0) kill(pid_, SIGTERM);
  return Wait();
}

void ServerProcess::Kill() {
  if (pid_ == 0) return;
  kill(pid_, SIGKILL);
  Wait();
}

std::string ServerProcess::errors() const {
  std::ifstream file(directory_ + "/stderr");
  std::ostringstream text;
  text << file.rdbuf();
  return text.str();
}

std::shared_ptr<grpc::Channel> ServerProcess::Connect() const {
  grpc::ChannelArguments arguments;
  // A subchannel of its own: none shared with a channel to a server that is gone.
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  return grpc::CreateCustomChannel(address(), grpc::InsecureChannelCredentials(), arguments);
}

}  // namespace framdrift::testing
