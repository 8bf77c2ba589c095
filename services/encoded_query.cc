#include "services/encoded_query.h"

#include "base/check.h"
#include "google/protobuf/io/zero_copy_stream_impl_lite.h"
#include "grpcpp/impl/codegen/proto_utils.h"
#include "grpcpp/support/slice.h"
#include "services/event_mapping.h"
#include "services/grpc_status.h"

namespace framdrift::services {

bool Decode(const grpc::ByteBuffer& buffer, google::protobuf::Message& request) {
  grpc::ByteBuffer copy(buffer);
  grpc::ProtoBufferReader reader(&copy);
  return reader.status().ok() && request.ParseFromZeroCopyStream(&reader);
}

grpc::ServerUnaryReactor* RefuseMalformed(grpc::CallbackServerContext* context) {
  grpc::ServerUnaryReactor* reactor = context->DefaultReactor();
  reactor->Finish(MalformedRequest());
  return reactor;
}

std::string KeyOf(const google::protobuf::Message& request) {
  const std::unique_ptr<google::protobuf::Message> copy(request.New());
  copy->CopyFrom(request);
  for (const char* const field : {"name", "min_position"}) {
    copy->GetReflection()->ClearField(copy.get(), copy->GetDescriptor()->FindFieldByName(field));
  }
  return DeterministicBytes(*copy);
}

grpc::ByteBuffer Join(std::shared_ptr<const std::string> kept,
                      const google::protobuf::Message& live) {
  const grpc::Slice rest(live.SerializeAsString());
  if (kept == nullptr) return grpc::ByteBuffer(&rest, 1);
  // The slice holds the kept bytes for as long as they are on their way.
  auto* holder = new std::shared_ptr<const std::string>(std::move(kept));
  const std::string& bytes = **holder;
  const grpc::Slice slices[] = {
      grpc::Slice(
          const_cast<char*>(bytes.data()),
          bytes.size(),
          [](void* held) { delete static_cast<std::shared_ptr<const std::string>*>(held); },
          holder),
      rest};
  return grpc::ByteBuffer(slices, 2);
}

}  // namespace framdrift::services
