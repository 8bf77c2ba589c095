// What holds of every method of every service the server has.
#include <memory>
#include <string>
#include <vector>

#include "google/protobuf/descriptor.h"
#include "grpcpp/client_context.h"
#include "grpcpp/completion_queue.h"
#include "grpcpp/generic/generic_stub.h"
#include "gtest/gtest.h"
#include "services/server/all_services.h"
#include "tests/testing/call.h"
#include "tests/testing/test_server.h"

namespace framdrift {
namespace {

using google::protobuf::MethodDescriptor;
using testing::CallError;

std::vector<const MethodDescriptor*> AllMethods() {
  std::vector<const MethodDescriptor*> methods;
  for (const std::string& name : services::AllServiceNames()) {
    const google::protobuf::ServiceDescriptor* service =
        google::protobuf::DescriptorPool::generated_pool()->FindServiceByName(name);
    EXPECT_NE(service, nullptr) << name;
    for (int i = 0; service != nullptr && i < service->method_count(); ++i) {
      methods.push_back(service->method(i));
    }
  }
  return methods;
}

// Calls `method` with an empty message and `header` as the actor.
CallError CallEmpty(const std::shared_ptr<grpc::Channel>& channel, const MethodDescriptor& method,
                    const std::string& header) {
  grpc::GenericStub stub(channel);
  grpc::CompletionQueue queue;
  grpc::ClientContext context;
  testing::SetDeadline(context);
  context.AddMetadata("framdrift-actor", header);
  const std::string path = "/" + method.service()->full_name() + "/" + method.name();
  const std::unique_ptr<grpc::GenericClientAsyncReaderWriter> call =
      stub.PrepareCall(&context, path, &queue);
  void* tag = nullptr;
  bool ok = false;
  call->StartCall(nullptr);
  queue.Next(&tag, &ok);
  const grpc::Slice nothing;
  const grpc::ByteBuffer request(&nothing, 1);
  call->WriteLast(request, grpc::WriteOptions(), nullptr);
  queue.Next(&tag, &ok);
  grpc::ByteBuffer response;
  call->Read(&response, nullptr);
  queue.Next(&tag, &ok);
  grpc::Status status;
  call->Finish(&status, nullptr);
  queue.Next(&tag, &ok);
  return CallError(status);
}

TEST(EveryMethodTest, AsksWhoCallsBeforeAnythingElse) {
  testing::TestServer server;
  for (const MethodDescriptor* method : AllMethods()) {
    const CallError error = CallEmpty(server.channel(), *method, "nobody I know");
    EXPECT_EQ(error.code, grpc::StatusCode::UNAUTHENTICATED) << method->full_name();
  }
}

TEST(EveryMethodTest, RefusesARequestThatNamesNothing) {
  testing::TestServer server;
  for (const MethodDescriptor* method : AllMethods()) {
    const CallError error = CallEmpty(server.channel(), *method, "developer");
    EXPECT_EQ(error.code, grpc::StatusCode::INVALID_ARGUMENT) << method->full_name();
    EXPECT_EQ(error.info.domain(), "framdrift") << method->full_name();
  }
}

}  // namespace
}  // namespace framdrift
