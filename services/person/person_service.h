// Serves persons.
#pragma once

#include "framdrift/person/v1/person_service.grpc.pb.h"
#include "services/runtime.h"

namespace framdrift::services {

// Thread-safe. The runtime must outlive it.
class PersonService final : public person::v1::PersonService::CallbackService {
 public:
  explicit PersonService(Runtime& runtime);
  ~PersonService() override;

  using Context = grpc::CallbackServerContext;
  using Reactor = grpc::ServerUnaryReactor;

  Reactor* RegisterPerson(Context* context, const person::v1::RegisterPersonRequest* request,
                          person::v1::RegisterPersonResponse* response) override;
  Reactor* ChangeIdentifier(Context* context, const person::v1::ChangeIdentifierRequest* request,
                            person::v1::ChangeIdentifierResponse* response) override;
  Reactor* ChangeContactDetails(Context* context,
                                const person::v1::ChangeContactDetailsRequest* request,
                                person::v1::ChangeContactDetailsResponse* response) override;
  Reactor* SetBackground(Context* context, const person::v1::SetBackgroundRequest* request,
                         person::v1::SetBackgroundResponse* response) override;
  Reactor* SetRepresentative(Context* context, const person::v1::SetRepresentativeRequest* request,
                             person::v1::SetRepresentativeResponse* response) override;
  Reactor* SetProtection(Context* context, const person::v1::SetProtectionRequest* request,
                         person::v1::SetProtectionResponse* response) override;
  Reactor* LiftProtection(Context* context, const person::v1::LiftProtectionRequest* request,
                          person::v1::LiftProtectionResponse* response) override;
  Reactor* SetLivelihood(Context* context, const person::v1::SetLivelihoodRequest* request,
                         person::v1::SetLivelihoodResponse* response) override;
  Reactor* MergePersons(Context* context, const person::v1::MergePersonsRequest* request,
                        person::v1::MergePersonsResponse* response) override;
  Reactor* UnmergePersons(Context* context, const person::v1::UnmergePersonsRequest* request,
                          person::v1::UnmergePersonsResponse* response) override;
  Reactor* CorrectEvent(Context* context, const person::v1::CorrectEventRequest* request,
                        person::v1::CorrectEventResponse* response) override;
  Reactor* VoidEvent(Context* context, const person::v1::VoidEventRequest* request,
                     person::v1::VoidEventResponse* response) override;
  Reactor* GetPerson(Context* context, const person::v1::GetPersonRequest* request,
                     person::v1::GetPersonResponse* response) override;
  Reactor* FindPerson(Context* context, const person::v1::FindPersonRequest* request,
                      person::v1::FindPersonResponse* response) override;
  Reactor* GetPersonHistory(Context* context, const person::v1::GetPersonHistoryRequest* request,
                            person::v1::GetPersonHistoryResponse* response) override;

 private:
  Runtime& runtime_;
};

}  // namespace framdrift::services
