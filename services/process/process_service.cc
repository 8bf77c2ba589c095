#include "services/process/process_service.h"

#include "projections/paths.h"
#include "services/process/case_list.h"
#include "services/process/export_call.h"
#include "services/process/process_queries.h"
#include "services/rows_query.h"

namespace framdrift::services {

ProcessService::ProcessService(Runtime& runtime) : runtime_(runtime) {}

ProcessService::~ProcessService() = default;

namespace v1 = process::v1;
using projections::kPaths;

using Reactor = ProcessService::Reactor;

Reactor* ProcessService::GetProcessMap(Context* context, const v1::GetProcessMapRequest* request,
                                       v1::GetProcessMapResponse* response) {
  return RunRowsQuery(runtime_, context, request, response, kPaths, AnswerMap);
}

Reactor* ProcessService::ListProcessVariants(Context* context,
                                             const v1::ListProcessVariantsRequest* request,
                                             v1::ListProcessVariantsResponse* response) {
  return RunRowsQuery(runtime_, context, request, response, kPaths, AnswerVariants);
}

Reactor* ProcessService::GetProcessThroughput(Context* context,
                                              const v1::GetProcessThroughputRequest* request,
                                              v1::GetProcessThroughputResponse* response) {
  return RunRowsQuery(runtime_, context, request, response, kPaths, AnswerThroughput);
}

Reactor* ProcessService::GetProcessStatus(Context* context,
                                          const v1::GetProcessStatusRequest* request,
                                          v1::GetProcessStatusResponse* response) {
  return RunRowsQuery(runtime_, context, request, response, kPaths, AnswerStatus);
}

Reactor* ProcessService::ListProcessDeviations(Context* context,
                                               const v1::ListProcessDeviationsRequest* request,
                                               v1::ListProcessDeviationsResponse* response) {
  return RunRowsQuery(runtime_, context, request, response, kPaths, AnswerDeviations);
}

Reactor* ProcessService::ListProcessCases(Context* context,
                                          const v1::ListProcessCasesRequest* request,
                                          v1::ListProcessCasesResponse* response) {
  return RunRowsQuery(runtime_, context, request, response, kPaths, AnswerCases);
}

grpc::ServerWriteReactor<v1::ExportProcessResponse>* ProcessService::ExportProcess(
    Context* context, const v1::ExportProcessRequest* request) {
  return StartExport(runtime_, *context, *request);
}

}  // namespace framdrift::services
