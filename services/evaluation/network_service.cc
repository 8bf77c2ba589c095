#include "services/evaluation/network_service.h"

#include "services/evaluation/resources.h"
#include "services/evaluation/then.h"
#include "services/list.h"
#include "services/query.h"
#include "services/run_command.h"
#include "services/stream_history.h"

namespace framdrift::services {
namespace {

namespace v1 = evaluation::v1;

template <typename Request>
absl::StatusOr<evaluation::FreshId> Fresh(UnitOfWork& work, const Id16&, const Request&) {
  return evaluation::FreshId{work.ChosenId(1)};
}

template <typename Request>
absl::StatusOr<evaluation::ResultFacts> FactsOfResult(UnitOfWork& work, const Id16&,
                                                      const Request& request) {
  evaluation::ResultFacts facts;
  if (request.evaluation_id().empty()) return facts;
  FD_ASSIGN_OR_RETURN(const Id16 id, ParseUuid(request.evaluation_id()));
  FD_ASSIGN_OR_RETURN(const auto* found, work.Load<evaluation::EvaluationDecider>(id));
  facts.evaluation_exists = found->state().commissioned.has_value();
  return facts;
}

bool IsFounded(const evaluation::Network& network, const v1::ListNetworksRequest&) {
  return network.founded.has_value();
}

}  // namespace

NetworkService::NetworkService(Runtime& runtime) : runtime_(runtime) {}

NetworkService::~NetworkService() = default;

using Reactor = NetworkService::Reactor;

Reactor* NetworkService::FoundNetwork(Context* context, const v1::FoundNetworkRequest* request,
                                      v1::FoundNetworkResponse* response) {
  return RunCommand<NetworkResource, Stream::kMayBeNew>(runtime_, context, request, response);
}

Reactor* NetworkService::AdmitNetworkMember(Context* context,
                                            const v1::AdmitNetworkMemberRequest* request,
                                            v1::AdmitNetworkMemberResponse* response) {
  return RunCommand<NetworkResource>(
      runtime_, context, request, response, Fresh<v1::AdmitNetworkMemberRequest>);
}

Reactor* NetworkService::ReleaseNetworkMember(Context* context,
                                              const v1::ReleaseNetworkMemberRequest* request,
                                              v1::ReleaseNetworkMemberResponse* response) {
  return RunCommand<NetworkResource>(runtime_, context, request, response);
}

Reactor* NetworkService::RecordNetworkMeeting(Context* context,
                                              const v1::RecordNetworkMeetingRequest* request,
                                              v1::RecordNetworkMeetingResponse* response) {
  return RunCommand<NetworkResource>(runtime_, context, request, response);
}

Reactor* NetworkService::TakeAssignment(Context* context, const v1::TakeAssignmentRequest* request,
                                        v1::TakeAssignmentResponse* response) {
  return RunCommand<NetworkResource>(
      runtime_, context, request, response, Fresh<v1::TakeAssignmentRequest>);
}

Reactor* NetworkService::ReportAssignment(Context* context,
                                          const v1::ReportAssignmentRequest* request,
                                          v1::ReportAssignmentResponse* response) {
  return RunCommand<NetworkResource>(
      runtime_, context, request, response, FactsOfResult<v1::ReportAssignmentRequest>);
}

Reactor* NetworkService::RecordSeminar(Context* context, const v1::RecordSeminarRequest* request,
                                       v1::RecordSeminarResponse* response) {
  return RunCommand<NetworkResource>(runtime_, context, request, response);
}

Reactor* NetworkService::SpreadResults(Context* context, const v1::SpreadResultsRequest* request,
                                       v1::SpreadResultsResponse* response) {
  return RunCommand<NetworkResource>(
      runtime_, context, request, response, FactsOfResult<v1::SpreadResultsRequest>);
}

Reactor* NetworkService::CorrectNetworkEvent(Context* context,
                                             const v1::CorrectNetworkEventRequest* request,
                                             v1::CorrectNetworkEventResponse* response) {
  return RunCommand<NetworkResource>(runtime_, context, request, response);
}

Reactor* NetworkService::VoidNetworkEvent(Context* context,
                                          const v1::VoidNetworkEventRequest* request,
                                          v1::VoidNetworkEventResponse* response) {
  return RunCommand<NetworkResource>(runtime_, context, request, response);
}

Reactor* NetworkService::GetNetwork(Context* context, const v1::GetNetworkRequest* request,
                                    v1::GetNetworkResponse* response) {
  return RunStreamQuery<NetworkResource>(
      runtime_, context, request, response, AnswerThen<NetworkResource>());
}

Reactor* NetworkService::GetNetworkHistory(Context* context,
                                           const v1::GetNetworkHistoryRequest* request,
                                           v1::GetNetworkHistoryResponse* response) {
  return RunStreamQuery<NetworkResource>(runtime_, context, request, response, AnswerHistory());
}

Reactor* NetworkService::ListNetworks(Context* context, const v1::ListNetworksRequest* request,
                                      v1::ListNetworksResponse* response) {
  return RunList<NetworkResource>(
      runtime_, context, request, response, IsFounded, [](v1::Network& listed) {
        for (v1::NetworkMeeting& meeting : *listed.mutable_meetings()) meeting.clear_minutes();
      });
}

}  // namespace framdrift::services
