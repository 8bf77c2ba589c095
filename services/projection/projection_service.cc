#include "services/projection/projection_service.h"

#include "base/status_macros.h"
#include "projections/projector.h"
#include "services/projection/rebuild_call.h"
#include "services/projection/render.h"
#include "services/query.h"
#include "services/rows_query.h"

namespace framdrift::services {

namespace v1 = projection::v1;

namespace {

absl::Status RenderOne(Reading& reading, const std::string& name, v1::Projection& out) {
  FD_ASSIGN_OR_RETURN(const projections::ProjectionStatus status,
                      reading.runtime().projector->Get(reading.tenant(), name));
  Render(reading.tenant(), status, out);
  return absl::OkStatus();
}

}  // namespace

ProjectionService::ProjectionService(Runtime& runtime) : runtime_(runtime) {}

ProjectionService::~ProjectionService() = default;

grpc::ServerUnaryReactor* ProjectionService::ListProjections(
    grpc::CallbackServerContext* context, const v1::ListProjectionsRequest* request,
    v1::ListProjectionsResponse* response) {
  const auto answer = [](Reading& reading,
                         const v1::ListProjectionsRequest&,
                         v1::ListProjectionsResponse& out) -> absl::Status {
    FD_RETURN_IF_ERROR(reading.MayWait());
    FD_ASSIGN_OR_RETURN(const auto list, reading.runtime().projector->List(reading.tenant()));
    for (const projections::ProjectionStatus& status : list) {
      Render(reading.tenant(), status, *out.add_projections());
    }
    return absl::OkStatus();
  };
  return RunQuery(runtime_, context, request, response, answer);
}

grpc::ServerUnaryReactor* ProjectionService::GetProjection(grpc::CallbackServerContext* context,
                                                           const v1::GetProjectionRequest* request,
                                                           v1::GetProjectionResponse* response) {
  const auto answer = [](Reading& reading,
                         const v1::GetProjectionRequest& asked,
                         v1::GetProjectionResponse& out) -> absl::Status {
    FD_RETURN_IF_ERROR(reading.MayWait());
    FD_ASSIGN_OR_RETURN(const std::string name, ParseProjectionName(asked.name()));
    return RenderOne(reading, name, *out.mutable_projection());
  };
  return RunQuery(runtime_, context, request, response, answer, [request] {
    return ParseProjectionName(request->name()).status();
  });
}

grpc::ServerUnaryReactor* ProjectionService::DigestProjection(
    grpc::CallbackServerContext* context, const v1::DigestProjectionRequest* request,
    v1::DigestProjectionResponse* response) {
  const auto answer = [](RowsReading& reading,
                         const v1::DigestProjectionRequest&,
                         v1::DigestProjectionResponse& out) -> absl::Status {
    FD_ASSIGN_OR_RETURN(const projections::RowDigest digest, projections::DigestOf(reading.rows()));
    Render(digest, *out.mutable_digest());
    return absl::OkStatus();
  };
  return RunRowsQuery(runtime_,
                      context,
                      request,
                      response,
                      ParseProjectionName(request->name()).value_or(""),
                      answer,
                      [request] { return ParseProjectionName(request->name()).status(); });
}

grpc::ServerWriteReactor<v1::RebuildProjectionResponse>* ProjectionService::RebuildProjection(
    grpc::CallbackServerContext* context, const v1::RebuildProjectionRequest* request) {
  return StartRebuild(runtime_, *context, *request);
}

grpc::ServerWriteReactor<v1::RollbackProjectionResponse>* ProjectionService::RollbackProjection(
    grpc::CallbackServerContext* context, const v1::RollbackProjectionRequest* request) {
  return StartRollback(runtime_, *context, *request);
}

grpc::ServerUnaryReactor* ProjectionService::DropProjection(
    grpc::CallbackServerContext* context, const v1::DropProjectionRequest* request,
    v1::DropProjectionResponse* response) {
  const auto answer = [](Reading& reading,
                         const v1::DropProjectionRequest& asked,
                         v1::DropProjectionResponse& out) -> absl::Status {
    FD_RETURN_IF_ERROR(reading.MayWait());
    FD_ASSIGN_OR_RETURN(const std::string name, ParseProjectionName(asked.name()));
    FD_RETURN_IF_ERROR(
        reading.runtime().projector->Drop(name, static_cast<uint64_t>(asked.generation())));
    return RenderOne(reading, name, *out.mutable_projection());
  };
  return RunQuery(runtime_, context, request, response, answer, [request] {
    return ParseProjectionName(request->name()).status();
  });
}

}  // namespace framdrift::services
