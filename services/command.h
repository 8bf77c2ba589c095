// One command as a method of a service states it, and what runs it.
#pragma once

#include <functional>
#include <string>

#include "absl/status/status.h"
#include "google/protobuf/message.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/server_callback.h"
#include "services/reading.h"
#include "services/runtime.h"
#include "services/unit_of_work.h"

namespace framdrift::services {

// A command that lost this many races is ABORTED after one more.
inline constexpr int kMaxRetries = 3;

// What the fields every command has say.
struct CommandFields {
  std::string name;
  bool is_parent = false;  // the field is called `parent`
  std::string request_id;
  std::string etag;
};

// What a method says of its command; the request and response it refers to live until the call
// ends. `decide` may be called several times, each time with a unit of work of its own.
struct Command {
  const google::protobuf::Message* request = nullptr;
  CommandFields fields;
  std::function<absl::Status()> check;  // of names, beyond the rules: all InvalidField
  std::function<absl::Status(UnitOfWork&)> decide;
  std::function<absl::Status(Answer&)> respond;
};

// Runs `command` and finishes the reactor it returns, now or when the append is durable. The
// handler's thread never waits for the disk.
grpc::ServerUnaryReactor* StartCommand(Runtime& runtime, grpc::CallbackServerContext* context,
                                       Command command);

template <typename Request>
CommandFields FieldsOf(const Request& request) {
  CommandFields fields;
  if constexpr (requires { request.name(); }) {
    fields.name = request.name();
  } else {
    fields.name = request.parent();
    fields.is_parent = true;
  }
  if constexpr (requires { request.request_id(); }) fields.request_id = request.request_id();
  if constexpr (requires { request.etag(); }) fields.etag = request.etag();
  return fields;
}

}  // namespace framdrift::services
