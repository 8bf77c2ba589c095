#include "services/activity/activity_service.h"

#include "domain/organisation/staff.h"
#include "domain/organisation/unit.h"
#include "domain/partner/partner.h"
#include "domain/policy/adoption.h"
#include "services/activity/resources.h"
#include "services/activity/session_list.h"
#include "services/list.h"
#include "services/query.h"
#include "services/run_command.h"

namespace framdrift::services {
namespace {

namespace v1 = activity::v1;

absl::StatusOr<activity::OpeningFacts> FactsOfOpening(UnitOfWork& work, const Id16&,
                                                      const v1::OpenActivityRequest& request) {
  activity::OpeningFacts facts;
  FD_ASSIGN_OR_RETURN(const Id16 unit_id, ParseUuid(request.unit_id()));
  FD_ASSIGN_OR_RETURN(const auto* unit, work.Load<organisation::UnitDecider>(unit_id));
  facts.unit_open = unit->state().open();
  if (!request.provider_partner_id().empty()) {
    FD_ASSIGN_OR_RETURN(const Id16 partner_id, ParseUuid(request.provider_partner_id()));
    FD_ASSIGN_OR_RETURN(const auto* partner, work.Load<partner::PartnerDecider>(partner_id));
    facts.partner_known = partner->state().registered.has_value();
  }
  if (!request.local_type().empty()) {
    FD_ASSIGN_OR_RETURN(const auto* policy,
                        work.Load<policy::PolicyDecider>(policy::PolicyStreamId(work.tenant())));
    facts.codes = policy::Current(policy->state(), work.context().today()).code_lists;
  }
  return facts;
}

absl::StatusOr<activity::SchedulingFacts> FactsOfScheduling(
    UnitOfWork& work, const Id16&, const v1::ScheduleSessionRequest& request) {
  activity::SchedulingFacts facts;
  facts.fresh_id = history::SessionId(work.ChosenId(1));
  if (!request.leader_staff_id().empty()) {
    FD_ASSIGN_OR_RETURN(const Id16 staff_id, ParseUuid(request.leader_staff_id()));
    FD_ASSIGN_OR_RETURN(const auto* staff, work.Load<organisation::StaffDecider>(staff_id));
    facts.leader_active = staff->state().active();
  }
  return facts;
}

}  // namespace

ActivityService::ActivityService(Runtime& runtime) : runtime_(runtime) {}

ActivityService::~ActivityService() = default;

using Reactor = ActivityService::Reactor;

Reactor* ActivityService::OpenActivity(Context* context, const v1::OpenActivityRequest* request,
                                       v1::OpenActivityResponse* response) {
  return RunCommand<ActivityResource, Stream::kMayBeNew>(
      runtime_, context, request, response, FactsOfOpening);
}

Reactor* ActivityService::ScheduleSession(Context* context,
                                          const v1::ScheduleSessionRequest* request,
                                          v1::ScheduleSessionResponse* response) {
  return RunCommand<ActivityResource>(runtime_, context, request, response, FactsOfScheduling);
}

Reactor* ActivityService::MoveSession(Context* context, const v1::MoveSessionRequest* request,
                                      v1::MoveSessionResponse* response) {
  return RunCommand<ActivityResource>(runtime_, context, request, response);
}

Reactor* ActivityService::CancelSession(Context* context, const v1::CancelSessionRequest* request,
                                        v1::CancelSessionResponse* response) {
  return RunCommand<ActivityResource>(runtime_, context, request, response);
}

Reactor* ActivityService::BookActivityCost(Context* context,
                                           const v1::BookActivityCostRequest* request,
                                           v1::BookActivityCostResponse* response) {
  return RunCommand<ActivityResource>(runtime_, context, request, response);
}

Reactor* ActivityService::CloseActivity(Context* context, const v1::CloseActivityRequest* request,
                                        v1::CloseActivityResponse* response) {
  return RunCommand<ActivityResource>(runtime_, context, request, response);
}

Reactor* ActivityService::CorrectActivityEvent(Context* context,
                                               const v1::CorrectActivityEventRequest* request,
                                               v1::CorrectActivityEventResponse* response) {
  return RunCommand<ActivityResource>(runtime_, context, request, response);
}

Reactor* ActivityService::VoidActivityEvent(Context* context,
                                            const v1::VoidActivityEventRequest* request,
                                            v1::VoidActivityEventResponse* response) {
  return RunCommand<ActivityResource>(runtime_, context, request, response);
}

Reactor* ActivityService::GetActivity(Context* context, const v1::GetActivityRequest* request,
                                      v1::GetActivityResponse* response) {
  return RunGet<ActivityResource>(runtime_, context, request, response);
}

Reactor* ActivityService::ListActivities(Context* context, const v1::ListActivitiesRequest* request,
                                         v1::ListActivitiesResponse* response) {
  return RunList<ActivityResource>(
      runtime_,
      context,
      request,
      response,
      [](const activity::Activity& activity, const v1::ListActivitiesRequest& asked) {
        if (!activity.opened || !(activity.open() || asked.include_closed())) return false;
        return asked.unit_id().empty() ||
               activity.unit == history::IdOrNone<history::UnitId>(asked.unit_id());
      },
      [](v1::Activity& listed) { listed.clear_sessions(); });
}

Reactor* ActivityService::ListSessions(Context* context, const v1::ListSessionsRequest* request,
                                       v1::ListSessionsResponse* response) {
  return RunRowsQuery(
      runtime_, context, request, response, projections::kDirectory, AnswerSessions);
}

}  // namespace framdrift::services
