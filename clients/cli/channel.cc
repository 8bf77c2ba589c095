#include "clients/cli/channel.h"

#include <chrono>
#include <memory>

#include <grpcpp/support/proto_buffer_reader.h>

#include "absl/strings/str_cat.h"
#include "clients/cli/catalogue.h"

namespace framdrift::cli {
namespace {

using google::protobuf::Message;

constexpr int kMaxMessageBytes = 64 << 20;

std::shared_ptr<grpc::Channel> Connect(const Options& options) {
  grpc::ChannelArguments arguments;
  arguments.SetMaxReceiveMessageSize(kMaxMessageBytes);
  // A watch is to find a server that comes back, soon.
  arguments.SetInt(GRPC_ARG_INITIAL_RECONNECT_BACKOFF_MS, 200);
  // How long one attempt may take, for all its name: a busy server is not one that is gone.
  arguments.SetInt(GRPC_ARG_MIN_RECONNECT_BACKOFF_MS, 10000);
  arguments.SetInt(GRPC_ARG_MAX_RECONNECT_BACKOFF_MS, 2000);
  return grpc::CreateCustomChannel(options.server, grpc::InsecureChannelCredentials(), arguments);
}

grpc::ByteBuffer Encode(const Message& message) {
  const std::string bytes = message.SerializeAsString();
  const grpc::Slice slice(bytes);
  return grpc::ByteBuffer(&slice, 1);
}

bool Decode(grpc::ByteBuffer& buffer, Message& message) {
  grpc::ProtoBufferReader reader(&buffer);
  return message.ParseFromZeroCopyStream(&reader);
}

// Starts an operation with `start` and waits for it; false when the stream is over.
template <typename Start>
bool Await(grpc::CompletionQueue& queue, const Start& start) {
  start(static_cast<void*>(&queue));
  void* tag = nullptr;
  bool ok = false;
  return queue.Next(&tag, &ok) && ok;
}

}  // namespace

Channel::Channel(const Options& options) : options_(options), stub_(Connect(options)) {}

grpc::Status Channel::Call(const google::protobuf::MethodDescriptor* method, const Message& request,
                           const std::function<bool(const Message&)>& receive) {
  grpc::ClientContext context;
  if (!options_.actor.empty()) context.AddMetadata("framdrift-actor", options_.actor);
  if (!method->server_streaming()) {
    context.set_deadline(std::chrono::system_clock::now() +
                         std::chrono::seconds(options_.timeout_seconds));
  }
  const std::string path = "/" + method->service()->full_name() + "/" + method->name();
  grpc::CompletionQueue queue;
  const auto call = stub_.PrepareCall(&context, path, &queue);
  if (Await(queue, [&](void* tag) { call->StartCall(tag); }) &&
      Await(queue, [&](void* tag) { call->Write(Encode(request), tag); }) &&
      Await(queue, [&](void* tag) { call->WritesDone(tag); })) {
    grpc::ByteBuffer buffer;
    const std::unique_ptr<Message> answer = NewMessage(method->output_type());
    while (Await(queue, [&](void* tag) { call->Read(&buffer, tag); })) {
      if (!Decode(buffer, *answer)) {
        context.TryCancel();
        return {grpc::StatusCode::INTERNAL,
                "The server's answer cannot be read; is it of another version?"};
      }
      if (!receive(*answer)) context.TryCancel();
    }
  }
  grpc::Status status;
  Await(queue, [&](void* tag) { call->Finish(&status, tag); });
  return status;
}

bool Channel::Invented() {
  if (invented_) return *invented_;
  bool invented = false;
  const google::protobuf::MethodDescriptor* method = FindMethod("LogService.GetStats");
  const std::unique_ptr<Message> request = NewMessage(method->input_type());
  request->GetReflection()->SetString(request.get(),
                                      method->input_type()->FindFieldByName("parent"),
                                      absl::StrCat("tenants/", options_.tenant));
  const grpc::Status status = Call(method, *request, [&](const Message& answer) {
    invented = answer.GetReflection()->GetBool(answer,
                                               answer.GetDescriptor()->FindFieldByName("invented"));
    return true;
  });
  if (status.ok()) invented_ = invented;
  return invented;
}

}  // namespace framdrift::cli
