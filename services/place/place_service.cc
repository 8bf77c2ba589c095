#include "services/place/place_service.h"

#include "base/strong_id.h"
#include "domain/history/when.h"
#include "domain/indicators/indicator.h"
#include "domain/organisation/staff.h"
#include "domain/partner/partner.h"
#include "domain/place/report.h"
#include "services/list.h"
#include "services/past.h"
#include "services/place/place_then.h"
#include "services/place/resources.h"
#include "services/query.h"
#include "services/run_command.h"
#include "services/stream_history.h"

namespace framdrift::services {
namespace {

namespace v1 = place::v1;

template <typename Request>
absl::StatusOr<place::PlaceFacts> FactsOfPart(UnitOfWork& work, const Id16& id, const Request&) {
  return place::PlaceFacts{id, work.ChosenId(1)};
}

// What the stream of kind `Decider` that `text` names has come to; `read(state, facts)` fills in.
template <typename Decider, typename ReadFn>
absl::StatusOr<place::NamedFacts> FactsOf(UnitOfWork& work, const std::string& text, ReadFn read) {
  place::NamedFacts facts;
  facts.fresh_id = work.ChosenId(1);
  FD_ASSIGN_OR_RETURN(const Id16 id, ParseUuid(text));
  FD_ASSIGN_OR_RETURN(const auto* snapshot, work.Load<Decider>(id));
  read(snapshot->state(), facts);
  return facts;
}

absl::StatusOr<place::NamedFacts> FactsOfPartner(UnitOfWork& work, const Id16&,
                                                 const v1::AgreePartnerRequest& request) {
  return FactsOf<partner::PartnerDecider>(
      work, request.partner_id(), [](const partner::Partner& partner, place::NamedFacts& facts) {
        facts.exists = partner.registered.has_value();
        facts.display_name = partner.display_name;
      });
}

absl::StatusOr<place::NamedFacts> FactsOfStaff(UnitOfWork& work, const Id16&,
                                               const v1::ShareStaffRequest& request) {
  return FactsOf<organisation::StaffDecider>(
      work, request.staff_id(), [](const organisation::Staff& staff, place::NamedFacts& facts) {
        facts.exists = staff.registered.has_value();
      });
}

absl::StatusOr<place::NamedFacts> FactsOfGoal(UnitOfWork& work, const Id16&,
                                              const v1::SetJointGoalRequest& request) {
  return FactsOf<indicators::IndicatorDecider>(
      work,
      request.indicator_id(),
      [](const indicators::Indicator& indicator, place::NamedFacts& facts) {
        facts.exists = indicator.is_defined() && !indicator.retired;
      });
}

// The report of the evaluation at `position`.
absl::StatusOr<report::v1::Report> FrozenReport(const place::Place& place, int64_t position) {
  for (const place::Evaluation& evaluation : place.evaluations) {
    if (evaluation.position == position) return evaluation.content.report();
  }
  return StatusWithReason(absl::StatusCode::kNotFound,
                          place::kEvaluationNotFound,
                          "The place has no evaluation at that position.");
}

absl::StatusOr<place::GoalIndicators> FactsOfEvaluation(UnitOfWork& work, const Id16& id,
                                                        const v1::EvaluatePlaceRequest& request) {
  const history::Context& context = work.context();
  FD_ASSIGN_OR_RETURN(const history::Occurred occurred,
                      history::PastOccurredFrom(request.occurred(), context.now, context.zone));
  history::AsOf as_of;
  as_of.valid = occurred.at;
  FD_ASSIGN_OR_RETURN(const auto* snapshot, work.Load<place::PlaceDecider>(id));
  FD_ASSIGN_OR_RETURN(const auto ids, IndicatorsOf(snapshot->timeline().At(as_of)));
  place::GoalIndicators indicators;
  for (const auto& [text, indicator_id] : ids) {
    FD_ASSIGN_OR_RETURN(const auto* indicator,
                        work.Load<indicators::IndicatorDecider>(indicator_id));
    indicators[text] = indicator->state();
  }
  return indicators;
}

}  // namespace

PlaceService::PlaceService(Runtime& runtime) : runtime_(runtime) {}

PlaceService::~PlaceService() = default;

using Reactor = PlaceService::Reactor;

Reactor* PlaceService::FoundPlace(Context* context, const v1::FoundPlaceRequest* request,
                                  v1::FoundPlaceResponse* response) {
  return RunCommand<PlaceResource, Stream::kMayBeNew>(runtime_, context, request, response);
}

Reactor* PlaceService::FormGroup(Context* context, const v1::FormGroupRequest* request,
                                 v1::FormGroupResponse* response) {
  return RunCommand<PlaceResource>(
      runtime_, context, request, response, FactsOfPart<v1::FormGroupRequest>);
}

Reactor* PlaceService::RecordNeed(Context* context, const v1::RecordNeedRequest* request,
                                  v1::RecordNeedResponse* response) {
  return RunCommand<PlaceResource>(
      runtime_, context, request, response, FactsOfPart<v1::RecordNeedRequest>);
}

Reactor* PlaceService::MeetNeed(Context* context, const v1::MeetNeedRequest* request,
                                v1::MeetNeedResponse* response) {
  return RunCommand<PlaceResource>(runtime_, context, request, response);
}

Reactor* PlaceService::ReassessNeed(Context* context, const v1::ReassessNeedRequest* request,
                                    v1::ReassessNeedResponse* response) {
  return RunCommand<PlaceResource>(runtime_, context, request, response);
}

Reactor* PlaceService::ShareStaff(Context* context, const v1::ShareStaffRequest* request,
                                  v1::ShareStaffResponse* response) {
  return RunCommand<PlaceResource>(runtime_, context, request, response, FactsOfStaff);
}

Reactor* PlaceService::RecordAvoidedTrip(Context* context,
                                         const v1::RecordAvoidedTripRequest* request,
                                         v1::RecordAvoidedTripResponse* response) {
  return RunCommand<PlaceResource>(runtime_, context, request, response);
}

Reactor* PlaceService::BookAccountEntry(Context* context,
                                        const v1::BookAccountEntryRequest* request,
                                        v1::BookAccountEntryResponse* response) {
  return RunCommand<PlaceResource>(runtime_, context, request, response);
}

Reactor* PlaceService::FixBaseYear(Context* context, const v1::FixBaseYearRequest* request,
                                   v1::FixBaseYearResponse* response) {
  return RunCommand<PlaceResource>(runtime_, context, request, response);
}

Reactor* PlaceService::SetPriceIndex(Context* context, const v1::SetPriceIndexRequest* request,
                                     v1::SetPriceIndexResponse* response) {
  return RunCommand<PlaceResource>(runtime_, context, request, response);
}

Reactor* PlaceService::AgreePartner(Context* context, const v1::AgreePartnerRequest* request,
                                    v1::AgreePartnerResponse* response) {
  return RunCommand<PlaceResource>(runtime_, context, request, response, FactsOfPartner);
}

Reactor* PlaceService::SetServiceHours(Context* context, const v1::SetServiceHoursRequest* request,
                                       v1::SetServiceHoursResponse* response) {
  return RunCommand<PlaceResource>(runtime_, context, request, response);
}

Reactor* PlaceService::SetJointGoal(Context* context, const v1::SetJointGoalRequest* request,
                                    v1::SetJointGoalResponse* response) {
  return RunCommand<PlaceResource>(runtime_, context, request, response, FactsOfGoal);
}

Reactor* PlaceService::RecordPlaceMeeting(Context* context,
                                          const v1::RecordPlaceMeetingRequest* request,
                                          v1::RecordPlaceMeetingResponse* response) {
  return RunCommand<PlaceResource>(
      runtime_, context, request, response, FactsOfPart<v1::RecordPlaceMeetingRequest>);
}

Reactor* PlaceService::RecordCompetenceActivity(Context* context,
                                                const v1::RecordCompetenceActivityRequest* request,
                                                v1::RecordCompetenceActivityResponse* response) {
  return RunCommand<PlaceResource>(runtime_, context, request, response);
}

Reactor* PlaceService::RecordSupervision(Context* context,
                                         const v1::RecordSupervisionRequest* request,
                                         v1::RecordSupervisionResponse* response) {
  return RunCommand<PlaceResource>(runtime_, context, request, response);
}

Reactor* PlaceService::RecordQuality(Context* context, const v1::RecordQualityRequest* request,
                                     v1::RecordQualityResponse* response) {
  return RunCommand<PlaceResource>(runtime_, context, request, response);
}

Reactor* PlaceService::EvaluatePlace(Context* context, const v1::EvaluatePlaceRequest* request,
                                     v1::EvaluatePlaceResponse* response) {
  return RunCommand<PlaceResource>(runtime_, context, request, response, FactsOfEvaluation);
}

Reactor* PlaceService::CorrectPlaceEvent(Context* context,
                                         const v1::CorrectPlaceEventRequest* request,
                                         v1::CorrectPlaceEventResponse* response) {
  return RunCommand<PlaceResource>(
      runtime_, context, request, response, FactsOfPart<v1::CorrectPlaceEventRequest>);
}

Reactor* PlaceService::VoidPlaceEvent(Context* context, const v1::VoidPlaceEventRequest* request,
                                      v1::VoidPlaceEventResponse* response) {
  return RunCommand<PlaceResource>(
      runtime_, context, request, response, FactsOfPart<v1::VoidPlaceEventRequest>);
}

Reactor* PlaceService::GetPlace(Context* context, const v1::GetPlaceRequest* request,
                                v1::GetPlaceResponse* response) {
  return RunStreamQuery<PlaceResource>(
      runtime_,
      context,
      request,
      response,
      [](Reading& reading, const auto& view, const auto& asked, auto& out) -> absl::Status {
        FD_ASSIGN_OR_RETURN(const Past past, PastOf(reading, PastAskedBy(asked)));
        FD_ASSIGN_OR_RETURN(
            const PlaceThen then,
            PlaceThenOf(reading, view.timeline().At(past.as_of), past.as_of, past.evaluated_at));
        PlaceResource::RenderThen(reading, view, then, *out.mutable_place());
        return absl::OkStatus();
      });
}

Reactor* PlaceService::GetPlaceReport(Context* context, const v1::GetPlaceReportRequest* request,
                                      v1::GetPlaceReportResponse* response) {
  return RunStreamQuery<PlaceResource>(
      runtime_,
      context,
      request,
      response,
      [](Reading& reading, const auto& view, const auto& asked, auto& out) -> absl::Status {
        FD_ASSIGN_OR_RETURN(const Past past, PastOf(reading, PastAskedBy(asked)));
        FD_ASSIGN_OR_RETURN(
            const PlaceThen then,
            PlaceThenOf(reading, view.timeline().At(past.as_of), past.as_of, past.evaluated_at));
        report::v1::Report& report = *out.mutable_report();
        if (asked.evaluation_position() != 0) {
          FD_ASSIGN_OR_RETURN(report, FrozenReport(then.state, asked.evaluation_position()));
          return absl::OkStatus();
        }
        if (!then.state.founded) {
          return StatusWithReason(absl::StatusCode::kNotFound,
                                  place::kPlaceNotFound,
                                  "Nothing of the place was known then; ask of a later time.");
        }
        report = place::ReportOf(then.state, then.figures, then.day);
        *report.mutable_as_of_time() = history::TimestampFrom(past.evaluated_at);
        *report.mutable_evaluated_time() = history::TimestampFrom(reading.context().now);
        report.set_position(static_cast<uint64_t>(past.as_of.position));
        return absl::OkStatus();
      });
}

Reactor* PlaceService::GetPlaceHistory(Context* context, const v1::GetPlaceHistoryRequest* request,
                                       v1::GetPlaceHistoryResponse* response) {
  return RunStreamQuery<PlaceResource>(runtime_, context, request, response, AnswerHistory());
}

Reactor* PlaceService::ListPlaces(Context* context, const v1::ListPlacesRequest* request,
                                  v1::ListPlacesResponse* response) {
  return RunList<PlaceResource>(
      runtime_,
      context,
      request,
      response,
      [](const place::Place& place, const v1::ListPlacesRequest&) {
        return place.founded.has_value();
      },
      [](v1::Place& listed) {
        listed.clear_groups();
        listed.clear_needs();
        listed.clear_staff();
        listed.clear_agreements();
        listed.clear_goals();
        listed.clear_meetings();
        listed.clear_price_indices();
        listed.clear_figures();
        listed.clear_evaluations();
      });
}

}  // namespace framdrift::services
