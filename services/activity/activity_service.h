// Serves activities and their sessions.
#pragma once

#include "framdrift/activity/v1/activity_service.grpc.pb.h"
#include "services/runtime.h"

namespace framdrift::services {

// Thread-safe. The runtime must outlive it.
class ActivityService final : public activity::v1::ActivityService::CallbackService {
 public:
  explicit ActivityService(Runtime& runtime);
  ~ActivityService() override;

  using Context = grpc::CallbackServerContext;
  using Reactor = grpc::ServerUnaryReactor;

  Reactor* OpenActivity(Context* context, const activity::v1::OpenActivityRequest* request,
                        activity::v1::OpenActivityResponse* response) override;
  Reactor* ScheduleSession(Context* context, const activity::v1::ScheduleSessionRequest* request,
                           activity::v1::ScheduleSessionResponse* response) override;
  Reactor* MoveSession(Context* context, const activity::v1::MoveSessionRequest* request,
                       activity::v1::MoveSessionResponse* response) override;
  Reactor* CancelSession(Context* context, const activity::v1::CancelSessionRequest* request,
                         activity::v1::CancelSessionResponse* response) override;
  Reactor* BookActivityCost(Context* context, const activity::v1::BookActivityCostRequest* request,
                            activity::v1::BookActivityCostResponse* response) override;
  Reactor* CloseActivity(Context* context, const activity::v1::CloseActivityRequest* request,
                         activity::v1::CloseActivityResponse* response) override;
  Reactor* CorrectActivityEvent(Context* context,
                                const activity::v1::CorrectActivityEventRequest* request,
                                activity::v1::CorrectActivityEventResponse* response) override;
  Reactor* VoidActivityEvent(Context* context,
                             const activity::v1::VoidActivityEventRequest* request,
                             activity::v1::VoidActivityEventResponse* response) override;
  Reactor* GetActivity(Context* context, const activity::v1::GetActivityRequest* request,
                       activity::v1::GetActivityResponse* response) override;
  Reactor* ListActivities(Context* context, const activity::v1::ListActivitiesRequest* request,
                          activity::v1::ListActivitiesResponse* response) override;
  Reactor* ListSessions(Context* context, const activity::v1::ListSessionsRequest* request,
                        activity::v1::ListSessionsResponse* response) override;

 private:
  Runtime& runtime_;
};

}  // namespace framdrift::services
