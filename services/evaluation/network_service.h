// Serves competence networks.
#pragma once

#include "framdrift/evaluation/v1/network_service.grpc.pb.h"
#include "services/runtime.h"

namespace framdrift::services {

// Thread-safe. The runtime must outlive it.
class NetworkService final : public evaluation::v1::NetworkService::CallbackService {
 public:
  explicit NetworkService(Runtime& runtime);
  ~NetworkService() override;

  using Context = grpc::CallbackServerContext;
  using Reactor = grpc::ServerUnaryReactor;

  Reactor* FoundNetwork(Context* context, const evaluation::v1::FoundNetworkRequest* request,
                        evaluation::v1::FoundNetworkResponse* response) override;
  Reactor* AdmitNetworkMember(Context* context,
                              const evaluation::v1::AdmitNetworkMemberRequest* request,
                              evaluation::v1::AdmitNetworkMemberResponse* response) override;
  Reactor* ReleaseNetworkMember(Context* context,
                                const evaluation::v1::ReleaseNetworkMemberRequest* request,
                                evaluation::v1::ReleaseNetworkMemberResponse* response) override;
  Reactor* RecordNetworkMeeting(Context* context,
                                const evaluation::v1::RecordNetworkMeetingRequest* request,
                                evaluation::v1::RecordNetworkMeetingResponse* response) override;
  Reactor* TakeAssignment(Context* context, const evaluation::v1::TakeAssignmentRequest* request,
                          evaluation::v1::TakeAssignmentResponse* response) override;
  Reactor* ReportAssignment(Context* context,
                            const evaluation::v1::ReportAssignmentRequest* request,
                            evaluation::v1::ReportAssignmentResponse* response) override;
  Reactor* RecordSeminar(Context* context, const evaluation::v1::RecordSeminarRequest* request,
                         evaluation::v1::RecordSeminarResponse* response) override;
  Reactor* SpreadResults(Context* context, const evaluation::v1::SpreadResultsRequest* request,
                         evaluation::v1::SpreadResultsResponse* response) override;
  Reactor* CorrectNetworkEvent(Context* context,
                               const evaluation::v1::CorrectNetworkEventRequest* request,
                               evaluation::v1::CorrectNetworkEventResponse* response) override;
  Reactor* VoidNetworkEvent(Context* context,
                            const evaluation::v1::VoidNetworkEventRequest* request,
                            evaluation::v1::VoidNetworkEventResponse* response) override;
  Reactor* GetNetwork(Context* context, const evaluation::v1::GetNetworkRequest* request,
                      evaluation::v1::GetNetworkResponse* response) override;
  Reactor* GetNetworkHistory(Context* context,
                             const evaluation::v1::GetNetworkHistoryRequest* request,
                             evaluation::v1::GetNetworkHistoryResponse* response) override;
  Reactor* ListNetworks(Context* context, const evaluation::v1::ListNetworksRequest* request,
                        evaluation::v1::ListNetworksResponse* response) override;

 private:
  Runtime& runtime_;
};

}  // namespace framdrift::services
