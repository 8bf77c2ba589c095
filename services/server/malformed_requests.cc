#include "services/server/malformed_requests.h"

#include "services/grpc_status.h"

namespace framdrift::services {
namespace {

using grpc::experimental::InterceptionHookPoints;
using grpc::experimental::Interceptor;
using grpc::experimental::InterceptorBatchMethods;
using grpc::experimental::ServerRpcInfo;

class MalformedRequestInterceptor : public Interceptor {
 public:
  // gRPC's callback handlers finish a call with exactly this when the request does not parse; a
  // method that a service does not implement says so in the same way, and is told apart by the
  // message that gRPC could parse.
  void Intercept(InterceptorBatchMethods* methods) override {
    if (methods->QueryInterceptionHookPoint(InterceptionHookPoints::POST_RECV_MESSAGE)) {
      parsed_ = methods->GetRecvMessage() != nullptr;
    }
    if (!parsed_ && methods->QueryInterceptionHookPoint(InterceptionHookPoints::PRE_SEND_STATUS)) {
      const grpc::Status status = methods->GetSendStatus();
      if (status.error_code() == grpc::StatusCode::UNIMPLEMENTED) {
        methods->ModifySendStatus(MalformedRequest());
      }
    }
    methods->Proceed();
  }

 private:
  bool parsed_ = false;
};

class Factory : public grpc::experimental::ServerInterceptorFactoryInterface {
 public:
  Interceptor* CreateServerInterceptor(ServerRpcInfo* info) override {
    // The messages of a client.s stream are read later, by the handler.
    const bool one_request = info->type() == ServerRpcInfo::Type::UNARY ||
                             info->type() == ServerRpcInfo::Type::SERVER_STREAMING;
    if (!one_request) return nullptr;
    return new MalformedRequestInterceptor;
  }
};

}  // namespace

std::vector<std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>>
MalformedRequestInterceptors() {
  std::vector<std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>> factories;
  factories.push_back(std::make_unique<Factory>());
  return factories;
}

}  // namespace framdrift::services
