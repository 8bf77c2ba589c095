#include "services/server/edge_interceptor.h"

#include "absl/strings/match.h"
#include "services/grpc_status.h"

namespace framdrift::services {
namespace {

using grpc::experimental::InterceptionHookPoints;
using grpc::experimental::Interceptor;
using grpc::experimental::InterceptorBatchMethods;
using grpc::experimental::ServerRpcInfo;

// Lives as long as its call.
class EdgeInterceptor : public Interceptor {
 public:
  EdgeInterceptor(CallsUnderWay& calls, ServerRpcInfo::Type type)
      : calls_(calls),
        is_counted_(type != ServerRpcInfo::Type::SERVER_STREAMING),
        // The messages of a client's stream are read later, by the handler.
        parsed_(type != ServerRpcInfo::Type::UNARY &&
                type != ServerRpcInfo::Type::SERVER_STREAMING) {
    if (is_counted_) calls_.Begin();
  }
  ~EdgeInterceptor() override {
    if (is_counted_) calls_.End();
  }

  // gRPC's callback handlers finish a call with exactly this when the request does not parse; a
  // method that a service does not have is told apart by the message that gRPC could parse.
  void Intercept(InterceptorBatchMethods* methods) override {
    if (methods->QueryInterceptionHookPoint(InterceptionHookPoints::POST_RECV_MESSAGE)) {
      parsed_ |= methods->GetRecvMessage() != nullptr;
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
  CallsUnderWay& calls_;
  const bool is_counted_;
  bool parsed_;
};

class Factory : public grpc::experimental::ServerInterceptorFactoryInterface {
 public:
  explicit Factory(CallsUnderWay& calls) : calls_(calls) {}

  Interceptor* CreateServerInterceptor(ServerRpcInfo* info) override {
    // Health and reflection are gRPC's own.
    if (!absl::StartsWith(info->method(), "/framdrift.")) return nullptr;
    return new EdgeInterceptor(calls_, info->type());
  }

 private:
  CallsUnderWay& calls_;
};

}  // namespace

std::vector<std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>>
EdgeInterceptors(CallsUnderWay& calls) {
  std::vector<std::unique_ptr<grpc::experimental::ServerInterceptorFactoryInterface>> factories;
  factories.push_back(std::make_unique<Factory>(calls));
  return factories;
}

}  // namespace framdrift::services
