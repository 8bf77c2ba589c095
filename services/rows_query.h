// A query answered from a read model, at the position its rows hold for.
#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <utility>

#include "absl/status/status.h"
#include "google/protobuf/message.h"
#include "grpcpp/server_context.h"
#include "grpcpp/support/server_callback.h"
#include "projections/rows.h"
#include "services/reading.h"
#include "services/runtime.h"

namespace framdrift::services {

// Rows and streams as they stood at one position. Not thread-safe; lives for one answer.
class RowsReading : public Reading {
 public:
  RowsReading(StreamReader& reader, history::Context context, const projections::RowView& rows)
      : Reading(reader, std::move(context)), rows_(rows) {}

  const projections::RowView& rows() const { return rows_; }

 private:
  const projections::RowView& rows_;
};

// The request it refers to lives until the call ends.
struct RowsQuery {
  const google::protobuf::Message* request = nullptr;
  std::string name;  // begins with tenants/{tenant}
  bool is_parent = false;
  int64_t min_position = 0;
  std::string read_model;
  std::function<absl::Status()> check;  // of names, beyond the rules: all InvalidField
  // Called on a thread that may wait for the disk.
  std::function<absl::Status(RowsReading&)> answer;
};

// Answers once the rows have come to min_position, and finishes the reactor it returns. Without a
// min_position it waits a moment for what was recorded when it was asked, and then answers with
// what there is. TENANT_NOT_FOUND, PROJECTION_NOT_FOUND, PROJECTION_BEHIND, PROJECTION_STOPPED.
grpc::ServerUnaryReactor* StartRowsQuery(Runtime& runtime, grpc::CallbackServerContext* context,
                                         RowsQuery query);

// A query of one read model: `answer(RowsReading&, request, response) → Status`. Position is set
// here.
template <typename Request, typename Response, typename AnswerFn>
grpc::ServerUnaryReactor* RunRowsQuery(Runtime& runtime, grpc::CallbackServerContext* context,
                                       const Request* request, Response* response,
                                       std::string read_model, AnswerFn answer,
                                       std::function<absl::Status()> check = nullptr) {
  RowsQuery query;
  query.request = request;
  if constexpr (requires { request->name(); }) {
    query.name = request->name();
  } else {
    query.name = request->parent();
    query.is_parent = true;
  }
  if constexpr (requires { request->min_position(); }) query.min_position = request->min_position();
  query.read_model = std::move(read_model);
  query.check = std::move(check);
  query.answer = [request, response, answer = std::move(answer)](RowsReading& reading) {
    response->set_position(static_cast<int64_t>(reading.position()));
    return answer(reading, *request, *response);
  };
  return StartRowsQuery(runtime, context, std::move(query));
}

}  // namespace framdrift::services
