#include "services/projection/projection_service.h"

#include "base/status_macros.h"
#include "projections/projector.h"
#include "services/projection/rebuild_call.h"
#include "services/projection/render.h"
#include "services/query.h"
#include "services/rows_query.h"

namespace framdrift::services {

namespace v1 = projection::v1;

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

}  // namespace framdrift::services
