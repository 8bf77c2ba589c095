#include "services/worklist/worklist_service.h"

#include <string>
#include <utility>
#include <vector>

#include "absl/strings/str_cat.h"
#include "absl/strings/str_split.h"
#include "base/refusal.h"
#include "domain/organisation/worklist_commands.h"
#include "services/names.h"
#include "services/query.h"
#include "services/run_command.h"
#include "services/worklist/listed_items.h"
#include "services/worklist/settings_resource.h"
#include "services/worklist/watch_call.h"
#include "services/worklist/worklist_queries.h"

namespace framdrift::services {
namespace {

namespace v1 = worklist::v1;

absl::StatusOr<organisation::StaffFacts> FactsOfView(UnitOfWork& work, const Id16& id,
                                                     const v1::SaveWorklistViewRequest& request) {
  FD_RETURN_IF_ERROR(WorkItemFilter(request.filter(), work.context().zone).status());
  organisation::StaffFacts facts;
  facts.id = history::StaffId(id);
  return facts;
}

// `tenants/{tenant}/cases/{uuid}/workItems/{key}`.
absl::StatusOr<organisation::SnoozeFacts> FactsOfSnooze(UnitOfWork& work, const Id16&,
                                                        const v1::SnoozeWorkItemRequest& request) {
  const std::vector<std::string> parts = absl::StrSplit(request.item(), '/');
  if (parts.size() == 6 && parts[0] == "tenants" && parts[1] == work.tenant() &&
      parts[2] == "cases" && parts[4] == "workItems" && !parts[5].empty()) {
    const absl::StatusOr<Id16> case_id = ParseUuid(parts[3]);
    if (case_id.ok()) return organisation::SnoozeFacts{history::CaseId(*case_id), parts[5]};
  }
  return InvalidField("item",
                      absl::StrCat("Give the item's name as it was listed: tenants/",
                                   work.tenant(),
                                   "/cases/{uuid}/workItems/{key}."));
}

absl::StatusOr<organisation::CoverFacts> FactsOfCover(UnitOfWork& work, const Id16& id,
                                                      const v1::SetCoverRequest& request) {
  FD_ASSIGN_OR_RETURN(const Id16 colleague, ParseUuid(request.covered_staff_id()));
  organisation::CoverFacts facts;
  facts.id = history::StaffId(id);
  if (colleague == id) return facts;
  FD_ASSIGN_OR_RETURN(const auto* staff, work.Load<organisation::StaffDecider>(colleague));
  facts.colleague_active = staff->state().active();
  return facts;
}

}  // namespace

WorklistService::WorklistService(Runtime& runtime)
    : runtime_(runtime), kept_(runtime.projector->changes()) {}

WorklistService::~WorklistService() = default;

using Reactor = WorklistService::Reactor;

Reactor* WorklistService::ListWorkItems(Context* context, const grpc::ByteBuffer* request,
                                        grpc::ByteBuffer* response) {
  return services::ListWorkItems(runtime_, kept_, context, request, response);
}

Reactor* WorklistService::CountWorkItems(Context* context, const v1::CountWorkItemsRequest* request,
                                         v1::CountWorkItemsResponse* response) {
  return services::CountWorkItems(runtime_, context, request, response);
}

grpc::ServerWriteReactor<v1::WatchWorklistResponse>* WorklistService::WatchWorklist(
    Context* context, const v1::WatchWorklistRequest* request) {
  return StartWatchWorklist(runtime_, *context, *request);
}

Reactor* WorklistService::GetWorklistSettings(Context* context,
                                              const v1::GetWorklistSettingsRequest* request,
                                              v1::GetWorklistSettingsResponse* response) {
  return RunGet<WorklistSettingsResource>(runtime_, context, request, response);
}

Reactor* WorklistService::SaveWorklistView(Context* context,
                                           const v1::SaveWorklistViewRequest* request,
                                           v1::SaveWorklistViewResponse* response) {
  return RunCommand<WorklistSettingsResource>(runtime_, context, request, response, FactsOfView);
}

Reactor* WorklistService::RemoveWorklistView(Context* context,
                                             const v1::RemoveWorklistViewRequest* request,
                                             v1::RemoveWorklistViewResponse* response) {
  return RunCommand<WorklistSettingsResource>(runtime_, context, request, response);
}

Reactor* WorklistService::SnoozeWorkItem(Context* context, const v1::SnoozeWorkItemRequest* request,
                                         v1::SnoozeWorkItemResponse* response) {
  return RunCommand<WorklistSettingsResource>(runtime_, context, request, response, FactsOfSnooze);
}

Reactor* WorklistService::SetCover(Context* context, const v1::SetCoverRequest* request,
                                   v1::SetCoverResponse* response) {
  return RunCommand<WorklistSettingsResource>(runtime_, context, request, response, FactsOfCover);
}

Reactor* WorklistService::EndCover(Context* context, const v1::EndCoverRequest* request,
                                   v1::EndCoverResponse* response) {
  return RunCommand<WorklistSettingsResource>(runtime_, context, request, response);
}

}  // namespace framdrift::services
