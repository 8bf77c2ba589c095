// Queries of one stream whose answer follows mostly from the stream alone: that part is rendered
// and encoded once for each state of the stream, and sent as it is kept.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "base/refusal.h"
#include "base/status_macros.h"
#include "google/protobuf/message.h"
#include "grpcpp/support/byte_buffer.h"
#include "services/query.h"

namespace framdrift::services {

// Parses `buffer` into `request`. False when its bytes are not that message.
bool Decode(const grpc::ByteBuffer& buffer, google::protobuf::Message& request);

// Ends a call whose request did not parse.
grpc::ServerUnaryReactor* RefuseMalformed(grpc::CallbackServerContext* context);

// What the answer to `request` depends on besides the stream: all fields but name and min_position.
std::string KeyOf(const google::protobuf::Message& request);

// `kept`, if any, and after it the bytes of `live`: two encodings of one message are one of both
// merged.
grpc::ByteBuffer Join(std::shared_ptr<const std::string> kept,
                      const google::protobuf::Message& live);

// Answers for a method that takes and gives encoded messages (WithRawCallbackMethod_…); `Answer`
// has
//   static StatusOr<std::optional<std::string>> KeyOf(Reading&, view, request): what the answer
//     depends on besides the stream and the request; none where it is for this reader alone;
//   static Status Render(Reading&, view, request, response): the whole answer, for this reader;
//   static Status RenderKept(Reading&, view, request, response): what may be kept under the key;
//   static Status RenderLive(Reading&, view, request, response): the rest.
// Position is set here.
template <typename Resource, typename Answer>
grpc::ServerUnaryReactor* RunEncodedQuery(Runtime& runtime, grpc::CallbackServerContext* context,
                                          const grpc::ByteBuffer* encoded_request,
                                          grpc::ByteBuffer* encoded_response) {
  auto owned = std::make_unique<typename Answer::Request>();
  if (!Decode(*encoded_request, *owned)) return RefuseMalformed(context);
  const typename Answer::Request* request = owned.get();
  Query query;
  query.request = request;
  query.owned_request = std::move(owned);
  query.name = request->name();
  query.min_position = request->min_position();
  query.check = [request] { return IdAsked<Resource>(*request).status(); };
  query.answer = [=](Reading& reading) -> absl::Status {
    FD_ASSIGN_OR_RETURN(const Id16 id, IdAsked<Resource>(*request));
    FD_ASSIGN_OR_RETURN(const auto view, reading.ViewExisting<Resource>(id));
    FD_ASSIGN_OR_RETURN(std::optional<std::string> key, Answer::KeyOf(reading, view, *request));
    typename Answer::Response live;
    live.set_position(static_cast<int64_t>(reading.position()));
    if (!key) {
      FD_RETURN_IF_ERROR(Answer::Render(reading, view, *request, live));
      *encoded_response = Join(nullptr, live);
      return absl::OkStatus();
    }
    absl::StrAppend(&*key, Answer::Request::descriptor()->full_name(), KeyOf(*request));
    std::shared_ptr<const std::string> kept = view.kept(*key);
    if (kept == nullptr) {
      typename Answer::Response rendered;
      FD_RETURN_IF_ERROR(Answer::RenderKept(reading, view, *request, rendered));
      kept = std::make_shared<const std::string>(rendered.SerializeAsString());
      reading.Keep(view, *key, kept);
    }
    FD_RETURN_IF_ERROR(Answer::RenderLive(reading, view, *request, live));
    *encoded_response = Join(std::move(kept), live);
    return absl::OkStatus();
  };
  return StartQuery(runtime, context, std::move(query));
}

}  // namespace framdrift::services
