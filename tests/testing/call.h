// Calls a method and says what came back: the response, or the error with its details.
#pragma once

#include <chrono>
#include <map>
#include <string>
#include <vector>

#include "gmock/gmock.h"
#include "google/protobuf/text_format.h"
#include "google/rpc/error_details.pb.h"
#include "grpcpp/client_context.h"
#include "grpcpp/support/status.h"
#include "gtest/gtest.h"

namespace framdrift::testing {

// An error as a client's library reads it.
struct CallError {
  explicit CallError(const grpc::Status& status) : code(status.error_code()) {
    details.ParseFromString(status.error_details());
    for (const auto& any : details.details()) {
      any.UnpackTo(&info);
      any.UnpackTo(&bad_request);
      any.UnpackTo(&precondition);
      has_retry |= any.UnpackTo(&retry);
    }
  }
  std::vector<std::string> fields() const {
    std::vector<std::string> names;
    for (const auto& violation : bad_request.field_violations()) names.push_back(violation.field());
    return names;
  }
  std::vector<std::string> refusals() const {
    std::vector<std::string> reasons;
    for (const auto& violation : precondition.violations()) reasons.push_back(violation.type());
    return reasons;
  }

  grpc::StatusCode code;
  google::rpc::Status details;
  google::rpc::ErrorInfo info;
  google::rpc::BadRequest bad_request;
  google::rpc::PreconditionFailure precondition;
  google::rpc::RetryInfo retry;
  bool has_retry = false;
};

// A request from text format.
template <typename Request>
Request Text(const std::string& text) {
  Request request;
  EXPECT_TRUE(google::protobuf::TextFormat::ParseFromString(text, &request)) << text;
  return request;
}
// The same about `name`.
template <typename Request>
Request Named(const std::string& name, const std::string& rest = "") {
  Request request = Text<Request>(rest);
  request.set_name(name);
  return request;
}

// A call's deadline, far beyond what any takes.
inline void SetDeadline(grpc::ClientContext& context) {
  context.set_deadline(std::chrono::system_clock::now() + std::chrono::seconds(30));
}

// Calls `(stub.*method)` with `headers`; OK fills `response`.
template <typename Stub, typename Request, typename Response>
grpc::Status Call(Stub& stub,
                  grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                  const Request& request, Response& response,
                  const std::map<std::string, std::string>& headers = {}) {
  grpc::ClientContext context;
  SetDeadline(context);
  for (const auto& [key, value] : headers) context.AddMetadata(key, value);
  return (stub.*method)(&context, request, &response);
}

// The same for a call that must succeed.
template <typename Stub, typename Request, typename Response>
Response CallOk(Stub& stub,
                grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                const Request& request, const std::map<std::string, std::string>& headers = {}) {
  Response response;
  const grpc::Status status = Call(stub, method, request, response, headers);
  EXPECT_TRUE(status.ok()) << status.error_code() << " " << status.error_message();
  return response;
}

// The same for a call that must fail.
template <typename Stub, typename Request, typename Response>
CallError CallFails(Stub& stub,
                    grpc::Status (Stub::*method)(grpc::ClientContext*, const Request&, Response*),
                    const Request& request,
                    const std::map<std::string, std::string>& headers = {}) {
  Response response;
  const grpc::Status status = Call(stub, method, request, response, headers);
  EXPECT_FALSE(status.ok()) << response.DebugString();
  return CallError(status);
}

}  // namespace framdrift::testing
