// Serves attendance and deviations of cases.
#pragma once

#include "framdrift/casework/v1/attendance_service.grpc.pb.h"
#include "services/runtime.h"

namespace framdrift::services {

// Thread-safe. The runtime must outlive it.
class AttendanceService final : public casework::v1::AttendanceService::CallbackService {
 public:
  explicit AttendanceService(Runtime& runtime);
  ~AttendanceService() override;

  using Context = grpc::CallbackServerContext;
  using Reactor = grpc::ServerUnaryReactor;

  Reactor* AnnounceAbsence(Context* context, const casework::v1::AnnounceAbsenceRequest* request,
                           casework::v1::AnnounceAbsenceResponse* response) override;
  Reactor* RecordAttendance(Context* context, const casework::v1::RecordAttendanceRequest* request,
                            casework::v1::RecordAttendanceResponse* response) override;
  Reactor* RecordGroupAttendance(Context* context,
                                 const casework::v1::RecordGroupAttendanceRequest* request,
                                 casework::v1::RecordGroupAttendanceResponse* response) override;
  Reactor* RaiseDeviation(Context* context, const casework::v1::RaiseDeviationRequest* request,
                          casework::v1::RaiseDeviationResponse* response) override;
  Reactor* ResolveDeviation(Context* context, const casework::v1::ResolveDeviationRequest* request,
                            casework::v1::ResolveDeviationResponse* response) override;
  Reactor* GetSessionSheet(Context* context, const casework::v1::GetSessionSheetRequest* request,
                           casework::v1::GetSessionSheetResponse* response) override;

 private:
  Runtime& runtime_;
};

}  // namespace framdrift::services
