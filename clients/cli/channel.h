// Calls any method of the contracts by its descriptor, so that no command needs a stub of its own.
#pragma once

#include <functional>
#include <optional>
#include <string>

#include <google/protobuf/descriptor.h>
#include <google/protobuf/message.h>
#include <grpcpp/generic/generic_stub.h>
#include <grpcpp/grpcpp.h>

#include "clients/cli/options.h"

namespace framdrift::cli {

// Not thread-safe. `options` must outlive it.
class Channel {
 public:
  explicit Channel(const Options& options);

  // One answer, or every answer of a stream, each handed to `receive`; a stream ends early when
  // `receive` returns false. A stream has no deadline.
  grpc::Status Call(const google::protobuf::MethodDescriptor* method,
                    const google::protobuf::Message& request,
                    const std::function<bool(const google::protobuf::Message&)>& receive);

  // Whether the server says that nobody in the tenant exists; false when it cannot be asked. Asked
  // once.
  bool Invented();

 private:
  const Options& options_;
  grpc::GenericStub stub_;
  std::optional<bool> invented_;
};

}  // namespace framdrift::cli
