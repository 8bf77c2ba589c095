// One query as a method of a service states it, and what runs it.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/refusal.h"
#include "base/status_macros.h"
#include "google/protobuf/message.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/server_callback.h"
#include "services/names.h"
#include "services/reading.h"
#include "services/resource.h"
#include "services/runtime.h"

namespace framdrift::services {

// The request it refers to lives until the call ends. `answer` may be called twice: first on the
// handler's thread, where only memory is read, then where it may wait for the disk.
struct Query {
  const google::protobuf::Message* request = nullptr;
  std::string name;  // begins with tenants/{tenant}
  bool is_parent = false;
  int64_t min_position = 0;
  std::function<absl::Status()> check;  // of names, beyond the rules: all InvalidField
  std::function<absl::Status(Reading&)> answer;
  // Where the request is not gRPC's own.
  std::unique_ptr<const google::protobuf::Message> owned_request;
};

// The id that a request's `name` gives.
template <typename Resource, typename Request>
absl::StatusOr<Id16> IdAsked(const Request& request) {
  FD_ASSIGN_OR_RETURN(const ResourceName name, ParseName(request.name(), Resource::kCollection));
  if (name.id.has_value()) return *name.id;
  return InvalidField("name", "Say which one: give its UUID.");
}

// Answers `query` at the log's head, once that has reached min_position, and finishes the reactor
// it returns. TENANT_NOT_FOUND; UNAVAILABLE, POSITION_NOT_REACHED, when the time is over first.
grpc::ServerUnaryReactor* StartQuery(Runtime& runtime, grpc::CallbackServerContext* context,
                                     Query query);

// A query of anything: `answer(Reading&, request, response) → Status`. Position is set here.
template <typename Request, typename Response, typename AnswerFn>
grpc::ServerUnaryReactor* RunQuery(Runtime& runtime, grpc::CallbackServerContext* context,
                                   const Request* request, Response* response, AnswerFn answer,
                                   std::function<absl::Status()> check = nullptr) {
  Query query;
  query.request = request;
  if constexpr (requires { request->name(); }) {
    query.name = request->name();
  } else {
    query.name = request->parent();
    query.is_parent = true;
  }
  if constexpr (requires { request->min_position(); }) query.min_position = request->min_position();
  query.check = std::move(check);
  query.answer = [request, response, answer = std::move(answer)](Reading& reading) -> absl::Status {
    response->Clear();
    if constexpr (requires { response->set_position(1); }) {
      response->set_position(static_cast<int64_t>(reading.position()));
    }
    return answer(reading, *request, *response);
  };
  return StartQuery(runtime, context, std::move(query));
}

// A query of the one stream that `name` names: `answer(Reading&, StreamView, request, response)`.
template <typename Resource, typename Request, typename Response, typename AnswerFn>
grpc::ServerUnaryReactor* RunStreamQuery(Runtime& runtime, grpc::CallbackServerContext* context,
                                         const Request* request, Response* response,
                                         AnswerFn answer) {
  return RunQuery(
      runtime,
      context,
      request,
      response,
      [answer = std::move(answer)](
          Reading& reading, const Request& asked, Response& out) -> absl::Status {
        FD_ASSIGN_OR_RETURN(const Id16 id, IdAsked<Resource>(asked));
        FD_ASSIGN_OR_RETURN(const auto view, reading.ViewExisting<Resource>(id));
        return answer(reading, view, asked, out);
      },
      [request] { return IdAsked<Resource>(*request).status(); });
}

// GetX: the resource as Render shows it.
template <typename Resource, typename Request, typename Response>
grpc::ServerUnaryReactor* RunGet(Runtime& runtime, grpc::CallbackServerContext* context,
                                 const Request* request, Response* response) {
  return RunStreamQuery<Resource>(
      runtime,
      context,
      request,
      response,
      [](Reading& reading, const auto& view, const Request&, Response& out) {
        return Resource::Render(reading, view, ResourceOf<Resource>(out));
      });
}

}  // namespace framdrift::services
