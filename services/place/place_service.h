// Serves places: service in a village from actual needs, with its account and its partners.
#pragma once

#include "framdrift/place/v1/place_service.grpc.pb.h"
#include "services/runtime.h"

namespace framdrift::services {

// Thread-safe. The runtime must outlive it.
class PlaceService final : public place::v1::PlaceService::CallbackService {
 public:
  explicit PlaceService(Runtime& runtime);
  ~PlaceService() override;

  using Context = grpc::CallbackServerContext;
  using Reactor = grpc::ServerUnaryReactor;

  Reactor* FoundPlace(Context* context, const place::v1::FoundPlaceRequest* request,
                      place::v1::FoundPlaceResponse* response) override;
  Reactor* FormGroup(Context* context, const place::v1::FormGroupRequest* request,
                     place::v1::FormGroupResponse* response) override;
  Reactor* RecordNeed(Context* context, const place::v1::RecordNeedRequest* request,
                      place::v1::RecordNeedResponse* response) override;
  Reactor* MeetNeed(Context* context, const place::v1::MeetNeedRequest* request,
                    place::v1::MeetNeedResponse* response) override;
  Reactor* ReassessNeed(Context* context, const place::v1::ReassessNeedRequest* request,
                        place::v1::ReassessNeedResponse* response) override;
  Reactor* ShareStaff(Context* context, const place::v1::ShareStaffRequest* request,
                      place::v1::ShareStaffResponse* response) override;
  Reactor* RecordAvoidedTrip(Context* context, const place::v1::RecordAvoidedTripRequest* request,
                             place::v1::RecordAvoidedTripResponse* response) override;
  Reactor* BookAccountEntry(Context* context, const place::v1::BookAccountEntryRequest* request,
                            place::v1::BookAccountEntryResponse* response) override;
  Reactor* FixBaseYear(Context* context, const place::v1::FixBaseYearRequest* request,
                       place::v1::FixBaseYearResponse* response) override;
  Reactor* SetPriceIndex(Context* context, const place::v1::SetPriceIndexRequest* request,
                         place::v1::SetPriceIndexResponse* response) override;
  Reactor* AgreePartner(Context* context, const place::v1::AgreePartnerRequest* request,
                        place::v1::AgreePartnerResponse* response) override;
  Reactor* SetServiceHours(Context* context, const place::v1::SetServiceHoursRequest* request,
                           place::v1::SetServiceHoursResponse* response) override;
  Reactor* SetJointGoal(Context* context, const place::v1::SetJointGoalRequest* request,
                        place::v1::SetJointGoalResponse* response) override;
  Reactor* RecordPlaceMeeting(Context* context, const place::v1::RecordPlaceMeetingRequest* request,
                              place::v1::RecordPlaceMeetingResponse* response) override;
  Reactor* RecordCompetenceActivity(Context* context,
                                    const place::v1::RecordCompetenceActivityRequest* request,
                                    place::v1::RecordCompetenceActivityResponse* response) override;
  Reactor* RecordSupervision(Context* context, const place::v1::RecordSupervisionRequest* request,
                             place::v1::RecordSupervisionResponse* response) override;
  Reactor* RecordQuality(Context* context, const place::v1::RecordQualityRequest* request,
                         place::v1::RecordQualityResponse* response) override;
  Reactor* EvaluatePlace(Context* context, const place::v1::EvaluatePlaceRequest* request,
                         place::v1::EvaluatePlaceResponse* response) override;
  Reactor* GetPlaceReport(Context* context, const place::v1::GetPlaceReportRequest* request,
                          place::v1::GetPlaceReportResponse* response) override;
  Reactor* CorrectPlaceEvent(Context* context, const place::v1::CorrectPlaceEventRequest* request,
                             place::v1::CorrectPlaceEventResponse* response) override;
  Reactor* VoidPlaceEvent(Context* context, const place::v1::VoidPlaceEventRequest* request,
                          place::v1::VoidPlaceEventResponse* response) override;
  Reactor* GetPlace(Context* context, const place::v1::GetPlaceRequest* request,
                    place::v1::GetPlaceResponse* response) override;
  Reactor* GetPlaceHistory(Context* context, const place::v1::GetPlaceHistoryRequest* request,
                           place::v1::GetPlaceHistoryResponse* response) override;
  Reactor* ListPlaces(Context* context, const place::v1::ListPlacesRequest* request,
                      place::v1::ListPlacesResponse* response) override;

 private:
  Runtime& runtime_;
};

}  // namespace framdrift::services
