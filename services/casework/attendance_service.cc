#include "services/casework/attendance_service.h"

#include <set>

#include "absl/strings/str_cat.h"
#include "domain/cases/refusals.h"
#include "projections/participation.h"
#include "services/activity/resources.h"
#include "services/casework/case_facts.h"
#include "services/casework/case_view.h"
#include "services/casework/collect.h"
#include "services/casework/part_facts.h"
#include "services/casework/session_sheet.h"
#include "services/run_command.h"

namespace framdrift::services {
namespace {

namespace v1 = casework::v1;

absl::StatusOr<cases::SessionFacts> FactsOfAbsence(UnitOfWork& work, const Id16& id,
                                                   const v1::AnnounceAbsenceRequest& request) {
  return FindSession(work, id, request.activity_id(), request.session_id());
}

// The rule in force today, for a deviation with the id chosen under `ordinal`.
absl::StatusOr<cases::AbsenceRule> RuleToday(UnitOfWork& work, uint32_t ordinal) {
  FD_ASSIGN_OR_RETURN(const policy::Policy* policy, PolicyToday(work));
  cases::AbsenceRule rule;
  rule.policy_version = policy->version;
  rule.days = policy->repeated_absence.days;
  rule.within_days = policy->repeated_absence.within_days;
  if (policy->repeated_absence.raises_deviation) {
    rule.deviation_id = cases::DeviationId(work.ChosenId(ordinal));
  }
  return rule;
}

absl::StatusOr<cases::SessionFacts> FactsOfAttendance(UnitOfWork& work, const Id16& id,
                                                      const v1::RecordAttendanceRequest& request) {
  FD_ASSIGN_OR_RETURN(cases::SessionFacts facts,
                      FindSession(work, id, request.activity_id(), request.session_id()));
  FD_ASSIGN_OR_RETURN(facts.rule, RuleToday(work, 1));
  return facts;
}

absl::StatusOr<cases::DeviationFacts> FactsOfDeviation(UnitOfWork& work, const Id16&,
                                                       const v1::RaiseDeviationRequest&) {
  return cases::DeviationFacts{.fresh_id = cases::DeviationId(work.ChosenId(1))};
}

// The id of the case that `attendance`, the one at `index`, is about.
absl::StatusOr<Id16> CaseOf(const v1::GroupAttendance& attendance, int index,
                            const std::string& tenant) {
  const absl::StatusOr<ResourceName> name =
      ParseName(attendance.case_(), CaseResource::kCollection);
  if (name.ok() && name->id && name->tenant == tenant) return *name->id;
  return InvalidField(absl::StrCat("attendances[", index, "].case"),
                      absl::StrCat("Give a case as tenants/", tenant, "/cases/UUID."));
}

// What is recorded for one person of the group.
v1::RecordAttendanceRequest RequestOf(const v1::RecordGroupAttendanceRequest& group,
                                      const v1::GroupAttendance& attendance) {
  v1::RecordAttendanceRequest request;
  request.set_name(attendance.case_());
  request.set_session_id(group.session_id());
  request.set_code(attendance.code());
  if (attendance.has_minutes()) request.set_minutes(attendance.minutes());
  request.set_correction_reason(attendance.correction_reason());
  request.set_text(attendance.text());
  return request;
}

absl::Status DecideOne(UnitOfWork& work, const Id16& id, const cases::SessionFacts& facts,
                       const v1::RecordAttendanceRequest& request) {
  FD_ASSIGN_OR_RETURN(const auto* snapshot, work.Load<cases::CaseDecider>(id));
  FD_ASSIGN_OR_RETURN(auto events,
                      cases::Decide(snapshot->state(), request, facts, work.context()));
  return CaseResource::Emit(work, id, std::move(events));
}

absl::Status DecideGroup(UnitOfWork& work, const v1::RecordGroupAttendanceRequest& request) {
  FD_ASSIGN_OR_RETURN(const ResourceName name,
                      ParseName(request.name(), ActivityResource::kCollection));
  if (!name.id) return InvalidField("name", "Name the activity by its UUID.");
  FD_ASSIGN_OR_RETURN(const auto* activity, work.LoadExisting<ActivityResource>(*name.id));
  cases::SessionFacts facts = {
      .activity = history::ActivityId(*name.id),
      .session = activity::Find(activity->state(),
                                history::IdOrNone<history::SessionId>(request.session_id())),
      .rule = {}};
  Refusals refusals;
  std::set<Id16> seen;
  for (int i = 0; i < request.attendances_size(); ++i) {
    const v1::GroupAttendance& attendance = request.attendances(i);
    FD_ASSIGN_OR_RETURN(const Id16 id, CaseOf(attendance, i, work.tenant()));
    if (!seen.insert(id).second) {
      refusals.Add(cases::kCaseTwice,
                   "The case stands twice in the group; name it once.",
                   {{"case", attendance.case_()}});
      continue;
    }
    FD_ASSIGN_OR_RETURN(facts.rule, RuleToday(work, static_cast<uint32_t>(i) + 1));
    const absl::Status decided = DecideOne(work, id, facts, RequestOf(request, attendance));
    FD_RETURN_IF_ERROR(Collect(decided, attendance.case_(), refusals));
  }
  return refusals.AsStatus();
}

absl::Status RespondGroup(Answer& answer, const v1::RecordGroupAttendanceRequest& request,
                          v1::RecordGroupAttendanceResponse& response) {
  for (int i = 0; i < request.attendances_size(); ++i) {
    FD_ASSIGN_OR_RETURN(const Id16 id, CaseOf(request.attendances(i), i, answer.tenant()));
    FD_ASSIGN_OR_RETURN(const auto view, answer.View<cases::CaseDecider>(id));
    FD_RETURN_IF_ERROR(CaseResource::Render(answer, view, *response.add_cases()));
  }
  return absl::OkStatus();
}

}  // namespace

AttendanceService::AttendanceService(Runtime& runtime) : runtime_(runtime) {}

AttendanceService::~AttendanceService() = default;

using Reactor = AttendanceService::Reactor;

Reactor* AttendanceService::AnnounceAbsence(Context* context,
                                            const v1::AnnounceAbsenceRequest* request,
                                            v1::AnnounceAbsenceResponse* response) {
  return RunCommand<CaseResource>(runtime_, context, request, response, FactsOfAbsence);
}

Reactor* AttendanceService::RecordAttendance(Context* context,
                                             const v1::RecordAttendanceRequest* request,
                                             v1::RecordAttendanceResponse* response) {
  return RunCommand<CaseResource>(runtime_, context, request, response, FactsOfAttendance);
}

Reactor* AttendanceService::RecordGroupAttendance(Context* context,
                                                  const v1::RecordGroupAttendanceRequest* request,
                                                  v1::RecordGroupAttendanceResponse* response) {
  return RunCommand(runtime_, context, request, response, DecideGroup, RespondGroup);
}

Reactor* AttendanceService::RaiseDeviation(Context* context,
                                           const v1::RaiseDeviationRequest* request,
                                           v1::RaiseDeviationResponse* response) {
  return RunCommand<CaseResource>(runtime_, context, request, response, FactsOfDeviation);
}

Reactor* AttendanceService::GetSessionSheet(Context* context,
                                            const v1::GetSessionSheetRequest* request,
                                            v1::GetSessionSheetResponse* response) {
  return RunRowsQuery(
      runtime_, context, request, response, projections::kParticipation, AnswerSessionSheet);
}

Reactor* AttendanceService::ResolveDeviation(Context* context,
                                             const v1::ResolveDeviationRequest* request,
                                             v1::ResolveDeviationResponse* response) {
  return RunCommand<CaseResource>(runtime_, context, request, response);
}

}  // namespace framdrift::services
