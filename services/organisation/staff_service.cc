#include "services/organisation/staff_service.h"

#include "services/list.h"
#include "services/organisation/resources.h"
#include "services/query.h"
#include "services/run_command.h"

namespace framdrift::services {
namespace {

using organisation::StaffFacts;
namespace v1 = organisation::v1;

// Of a command that names the unit it is about.
template <typename Request>
absl::StatusOr<StaffFacts> FactsOf(UnitOfWork& work, const Id16& id, const Request& request) {
  FD_ASSIGN_OR_RETURN(const Id16 unit_id, ParseUuid(request.unit_id()));
  FD_ASSIGN_OR_RETURN(const auto* unit, work.Load<organisation::UnitDecider>(unit_id));
  return StaffFacts{history::StaffId(id), unit->state().open()};
}

// Roles that ran out by the day of the call are none.
bool IsListed(const organisation::Staff& staff, const v1::ListStaffRequest& asked,
              const history::Context& context) {
  if (!staff.registered || !(staff.active() || asked.include_ended())) return false;
  const auto unit = history::IdOrNone<history::UnitId>(asked.unit_id());
  bool in_unit = unit.empty() || staff.home_unit == unit;
  bool in_role = asked.role() == v1::ROLE_UNSPECIFIED;
  for (const organisation::HeldRole& held : staff.roles) {
    if (held.until && *held.until <= context.today()) continue;
    in_unit |= held.unit == unit;
    in_role |= held.role == asked.role();
  }
  return in_unit && in_role;
}

}  // namespace

StaffService::StaffService(Runtime& runtime) : runtime_(runtime) {}

StaffService::~StaffService() = default;

using Reactor = StaffService::Reactor;

Reactor* StaffService::RegisterStaff(Context* context, const v1::RegisterStaffRequest* request,
                                     v1::RegisterStaffResponse* response) {
  return RunCommand<StaffResource, Stream::kMayBeNew>(
      runtime_, context, request, response, FactsOf<v1::RegisterStaffRequest>);
}

Reactor* StaffService::GrantRole(Context* context, const v1::GrantRoleRequest* request,
                                 v1::GrantRoleResponse* response) {
  return RunCommand<StaffResource>(
      runtime_, context, request, response, FactsOf<v1::GrantRoleRequest>);
}

Reactor* StaffService::RevokeRole(Context* context, const v1::RevokeRoleRequest* request,
                                  v1::RevokeRoleResponse* response) {
  return RunCommand<StaffResource>(runtime_, context, request, response);
}

Reactor* StaffService::SetCapacity(Context* context, const v1::SetCapacityRequest* request,
                                   v1::SetCapacityResponse* response) {
  return RunCommand<StaffResource>(runtime_, context, request, response);
}

Reactor* StaffService::SetLanguages(Context* context, const v1::SetLanguagesRequest* request,
                                    v1::SetLanguagesResponse* response) {
  return RunCommand<StaffResource>(runtime_, context, request, response);
}

Reactor* StaffService::BookStaffCost(Context* context, const v1::BookStaffCostRequest* request,
                                     v1::BookStaffCostResponse* response) {
  return RunCommand<StaffResource>(runtime_, context, request, response);
}

Reactor* StaffService::EndStaff(Context* context, const v1::EndStaffRequest* request,
                                v1::EndStaffResponse* response) {
  return RunCommand<StaffResource>(runtime_, context, request, response);
}

Reactor* StaffService::CorrectStaffEvent(Context* context,
                                         const v1::CorrectStaffEventRequest* request,
                                         v1::CorrectStaffEventResponse* response) {
  return RunCommand<StaffResource>(runtime_, context, request, response);
}

Reactor* StaffService::VoidStaffEvent(Context* context, const v1::VoidStaffEventRequest* request,
                                      v1::VoidStaffEventResponse* response) {
  return RunCommand<StaffResource>(runtime_, context, request, response);
}

Reactor* StaffService::GetStaff(Context* context, const v1::GetStaffRequest* request,
                                v1::GetStaffResponse* response) {
  return RunGet<StaffResource>(runtime_, context, request, response);
}

Reactor* StaffService::ListStaff(Context* context, const v1::ListStaffRequest* request,
                                 v1::ListStaffResponse* response) {
  return RunList<StaffResource>(runtime_, context, request, response, IsListed);
}

}  // namespace framdrift::services
