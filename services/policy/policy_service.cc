#include "services/policy/policy_service.h"

#include <algorithm>

#include "absl/strings/str_cat.h"
#include "domain/history/when.h"
#include "domain/policy/adoption.h"
#include "domain/policy/refusals.h"
#include "services/query.h"
#include "services/run_command.h"

namespace framdrift::services {
namespace {

using policy::Policy;
using policy::PolicyDecider;
using policy::PolicyHistory;
namespace v1 = policy::v1;

std::string PolicyName(absl::string_view tenant) {
  return absl::StrCat("tenants/", tenant, "/policy");
}

absl::Status CheckName(const std::string& name) {
  FD_ASSIGN_OR_RETURN(const std::string tenant, ParseTenant(name, "name"));
  if (name == PolicyName(tenant)) return absl::OkStatus();
  return InvalidField("name", "A tenant has one policy: this name reads tenants/{tenant}/policy.");
}

// The one adopted last, in force or not; the defaults where none was.
const Policy& LatestOf(const PolicyHistory& history) {
  int32_t latest = 0;
  for (const Policy& policy : history.versions) latest = std::max(latest, policy.version);
  return *policy::FindVersion(history, latest);
}

void Render(const Reading& reading, const StreamView<PolicyDecider>& view, const Policy& policy,
            v1::Policy& out) {
  out.set_name(PolicyName(reading.tenant()));
  out.set_etag(FormatEtag(view.revision()));
  out.set_version(policy.version);
  if (policy.version > 0) {
    *out.mutable_create_time() = history::TimestampFrom(policy.adopted.at);
    *out.mutable_effective_date() = history::DateFrom(policy.effective);
  }
  *out.mutable_rules() = policy::RulesFrom(policy);
  out.set_decision_reference(policy.decision_reference);
  out.set_latest_version(LatestOf(view.state()).version);
}

// A command on the tenant's one policy; the answer shows what `choose` picks.
template <typename Request, typename Response, typename Choose>
grpc::ServerUnaryReactor* Run(Runtime& runtime, grpc::CallbackServerContext* context,
                              const Request* request, Response* response, Choose choose) {
  return RunCommand(
      runtime,
      context,
      request,
      response,
      [](UnitOfWork& work, const Request& command) -> absl::Status {
        FD_RETURN_IF_ERROR(CheckName(command.name()));
        const Id16 id = policy::PolicyStreamId(work.tenant());
        FD_ASSIGN_OR_RETURN(const auto* snapshot, work.Load<PolicyDecider>(id));
        FD_RETURN_IF_ERROR(work.CheckEtag(*snapshot, command.etag()));
        FD_ASSIGN_OR_RETURN(
            auto events,
            DecideOn<PolicyDecider>(id, *snapshot, command, NoFacts(), work.context()));
        return work.Emit<PolicyDecider>(id, std::move(events));
      },
      [choose](Answer& answer, const Request&, Response& out) -> absl::Status {
        FD_ASSIGN_OR_RETURN(const auto view,
                            answer.View<PolicyDecider>(policy::PolicyStreamId(answer.tenant())));
        const absl::CivilDay today = answer.context().today();
        Render(answer, view, choose(view.state(), today), *out.mutable_policy());
        return absl::OkStatus();
      });
}

absl::Status AnswerPolicy(Reading& reading, const v1::GetPolicyRequest& request,
                          v1::GetPolicyResponse& response) {
  FD_ASSIGN_OR_RETURN(const auto view,
                      reading.View<PolicyDecider>(policy::PolicyStreamId(reading.tenant())));
  absl::CivilDay day = reading.context().today();
  if (request.has_as_of_date()) {
    FD_ASSIGN_OR_RETURN(day, history::DayFrom(request.as_of_date()));
  }
  const Policy* policy = request.has_version()
                             ? policy::FindVersion(view.state(), request.version())
                             : &policy::Current(view.state(), day);
  if (policy == nullptr) {
    return StatusWithReason(
        absl::StatusCode::kNotFound,
        policy::kPolicyVersionNotFound,
        absl::StrCat("There is no version ", request.version(), " of the policy."),
        {{"version", absl::StrCat(request.version())}});
  }
  Render(reading, view, *policy, *response.mutable_policy());
  return absl::OkStatus();
}

}  // namespace

PolicyService::PolicyService(Runtime& runtime) : runtime_(runtime) {}

PolicyService::~PolicyService() = default;

using Reactor = PolicyService::Reactor;

Reactor* PolicyService::AdoptPolicy(Context* context, const v1::AdoptPolicyRequest* request,
                                    v1::AdoptPolicyResponse* response) {
  return Run(runtime_,
             context,
             request,
             response,
             [](const PolicyHistory& history, absl::CivilDay) -> const Policy& {
               return LatestOf(history);
             });
}

Reactor* PolicyService::CorrectPolicyEvent(Context* context,
                                           const v1::CorrectPolicyEventRequest* request,
                                           v1::CorrectPolicyEventResponse* response) {
  return Run(runtime_, context, request, response, policy::Current);
}

Reactor* PolicyService::VoidPolicyEvent(Context* context, const v1::VoidPolicyEventRequest* request,
                                        v1::VoidPolicyEventResponse* response) {
  return Run(runtime_, context, request, response, policy::Current);
}

Reactor* PolicyService::GetPolicy(Context* context, const v1::GetPolicyRequest* request,
                                  v1::GetPolicyResponse* response) {
  return RunQuery(runtime_, context, request, response, AnswerPolicy, [request] {
    return CheckName(request->name());
  });
}

}  // namespace framdrift::services
