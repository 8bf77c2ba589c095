#include "tests/testing/test_server.h"

#include <utility>

#include "base/check.h"
#include "grpcpp/create_channel.h"
#include "grpcpp/security/credentials.h"
#include "grpcpp/support/channel_arguments.h"

namespace framdrift::testing {

void TestServer::Start() {
  options_.data_dir = directory_ / "data";
  options_.listen = address();
  options_.clock = &clock_;
  auto server = services::Server::Start(options_);
  FD_CHECK(server.ok());
  server_ = *std::move(server);
  grpc::ChannelArguments arguments;
  arguments.SetInt(GRPC_ARG_USE_LOCAL_SUBCHANNEL_POOL, 1);
  arguments.SetMaxSendMessageSize(-1);
  channel_ = grpc::CreateCustomChannel(address(), grpc::InsecureChannelCredentials(), arguments);
}

}  // namespace framdrift::testing
