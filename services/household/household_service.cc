#include "services/household/household_service.h"

#include <map>
#include <utility>

#include "domain/history/appended.h"
#include "domain/household/aid_months.h"
#include "services/household/household_facts.h"
#include "services/household/household_resource.h"
#include "services/livelihood.h"
#include "services/query.h"
#include "services/run_command.h"
#include "services/stream_history.h"

namespace framdrift::services {
namespace {

namespace v1 = household::v1;
using household::HouseholdDecider;

// Writes the months that `events` change into the cases of the adults they concern. An adult
// without a case has nowhere to keep them; a decision is refused before it comes to that.
absl::Status EmitAidMonths(UnitOfWork& work, const Id16& id,
                           const Snapshot<HouseholdDecider>& snapshot,
                           const household::HouseholdEvents& events) {
  const auto after = history::Appended(snapshot.timeline(), events, work.context());
  std::map<history::PersonId, cases::CaseEvents> by_person;
  for (household::AidMonthWrite& write :
       household::AidMonthWrites(history::HouseholdId(id), snapshot.timeline(), after)) {
    cases::CaseEvents::value_type emitted;
    *emitted.event.mutable_aid_month_set() = std::move(write.event);
    emitted.occurred = write.occurred;
    by_person[write.person].push_back(std::move(emitted));
  }
  for (auto& [person, months] : by_person) {
    FD_ASSIGN_OR_RETURN(const auto* found, work.Load<cases::CaseDecider>(person.bytes()));
    if (found->revision() == 0) continue;
    FD_RETURN_IF_ERROR(EmitWithLivelihood(work, person.bytes(), std::move(months)));
  }
  return absl::OkStatus();
}

template <Stream kStream, typename Request>
absl::Status DecideHousehold(UnitOfWork& work, const Request& request) {
  FD_ASSIGN_OR_RETURN(const ResourceName name,
                      ParseName(request.name(), HouseholdResource::kCollection));
  const Id16 id = name.id ? *name.id : work.ChosenId();
  const Snapshot<HouseholdDecider>* snapshot = nullptr;
  if constexpr (kStream == Stream::kExists) {
    FD_ASSIGN_OR_RETURN(snapshot, work.LoadExisting<HouseholdResource>(id));
  } else {
    FD_ASSIGN_OR_RETURN(snapshot, work.Load<HouseholdDecider>(id));
  }
  FD_RETURN_IF_ERROR(work.CheckEtag(*snapshot, request.etag()));
  FD_ASSIGN_OR_RETURN(const auto facts, FactsOf(work, request));
  FD_ASSIGN_OR_RETURN(auto events,
                      DecideOn<HouseholdDecider>(id, *snapshot, request, facts, work.context()));
  FD_RETURN_IF_ERROR(EmitAidMonths(work, id, *snapshot, events));
  return work.Emit<HouseholdDecider>(id, std::move(events));
}

// Every command of the service: the household and the cases it concerns, in one commit.
template <Stream kStream = Stream::kExists, typename Request, typename Response>
grpc::ServerUnaryReactor* Run(Runtime& runtime, grpc::CallbackServerContext* context,
                              const Request* request, Response* response) {
  return RunCommand(runtime,
                    context,
                    request,
                    response,
                    DecideHousehold<kStream, Request>,
                    [](Answer& answer, const Request& asked, Response& out) -> absl::Status {
                      FD_ASSIGN_OR_RETURN(const ResourceName name,
                                          ParseName(asked.name(), HouseholdResource::kCollection));
                      FD_ASSIGN_OR_RETURN(
                          const auto view,
                          answer.View<HouseholdDecider>(name.id ? *name.id : answer.ChosenId()));
                      return HouseholdResource::Render(answer, view, *out.mutable_household());
                    });
}

}  // namespace

HouseholdService::HouseholdService(Runtime& runtime) : runtime_(runtime) {}

HouseholdService::~HouseholdService() = default;

using Reactor = HouseholdService::Reactor;

Reactor* HouseholdService::FormHousehold(Context* context, const v1::FormHouseholdRequest* request,
                                         v1::FormHouseholdResponse* response) {
  return Run<Stream::kMayBeNew>(runtime_, context, request, response);
}

Reactor* HouseholdService::AddMember(Context* context, const v1::AddMemberRequest* request,
                                     v1::AddMemberResponse* response) {
  return Run(runtime_, context, request, response);
}

Reactor* HouseholdService::RemoveMember(Context* context, const v1::RemoveMemberRequest* request,
                                        v1::RemoveMemberResponse* response) {
  return Run(runtime_, context, request, response);
}

Reactor* HouseholdService::ReceiveApplication(Context* context,
                                              const v1::ReceiveApplicationRequest* request,
                                              v1::ReceiveApplicationResponse* response) {
  return Run(runtime_, context, request, response);
}

Reactor* HouseholdService::RequestSupplement(Context* context,
                                             const v1::RequestSupplementRequest* request,
                                             v1::RequestSupplementResponse* response) {
  return Run(runtime_, context, request, response);
}

Reactor* HouseholdService::CompleteApplication(Context* context,
                                               const v1::CompleteApplicationRequest* request,
                                               v1::CompleteApplicationResponse* response) {
  return Run(runtime_, context, request, response);
}

Reactor* HouseholdService::RecordAidDecision(Context* context,
                                             const v1::RecordAidDecisionRequest* request,
                                             v1::RecordAidDecisionResponse* response) {
  return Run(runtime_, context, request, response);
}

Reactor* HouseholdService::ChangeAidDecision(Context* context,
                                             const v1::ChangeAidDecisionRequest* request,
                                             v1::ChangeAidDecisionResponse* response) {
  return Run(runtime_, context, request, response);
}

Reactor* HouseholdService::LodgeAppeal(Context* context, const v1::LodgeAppealRequest* request,
                                       v1::LodgeAppealResponse* response) {
  return Run(runtime_, context, request, response);
}

Reactor* HouseholdService::DecideAppeal(Context* context, const v1::DecideAppealRequest* request,
                                        v1::DecideAppealResponse* response) {
  return Run(runtime_, context, request, response);
}

Reactor* HouseholdService::RecordAidPayment(Context* context,
                                            const v1::RecordAidPaymentRequest* request,
                                            v1::RecordAidPaymentResponse* response) {
  return Run(runtime_, context, request, response);
}

Reactor* HouseholdService::RecordAidReversal(Context* context,
                                             const v1::RecordAidReversalRequest* request,
                                             v1::RecordAidReversalResponse* response) {
  return Run(runtime_, context, request, response);
}

Reactor* HouseholdService::CorrectEvent(Context* context, const v1::CorrectEventRequest* request,
                                        v1::CorrectEventResponse* response) {
  return Run(runtime_, context, request, response);
}

Reactor* HouseholdService::VoidEvent(Context* context, const v1::VoidEventRequest* request,
                                     v1::VoidEventResponse* response) {
  return Run(runtime_, context, request, response);
}

Reactor* HouseholdService::GetHousehold(Context* context, const v1::GetHouseholdRequest* request,
                                        v1::GetHouseholdResponse* response) {
  return RunStreamQuery<HouseholdResource>(
      runtime_,
      context,
      request,
      response,
      [](Reading& reading, const auto& view, const auto& asked, auto& out) {
        const household::Household state =
            StateAsked(view, static_cast<int64_t>(reading.position()), asked);
        const absl::CivilDay day =
            asked.has_valid_time()
                ? absl::ToCivilDay(history::TimeFrom(asked.valid_time()), view.zone())
                : reading.context().today();
        HouseholdResource::RenderState(reading, view, state, day, *out.mutable_household());
        return absl::OkStatus();
      });
}

Reactor* HouseholdService::GetHouseholdHistory(Context* context,
                                               const v1::GetHouseholdHistoryRequest* request,
                                               v1::GetHouseholdHistoryResponse* response) {
  return RunStreamQuery<HouseholdResource>(
      runtime_,
      context,
      request,
      response,
      [](Reading&, const auto& view, const auto& asked, auto& out) {
        return AddHistory(view, asked, out, [&](auto& entry, const auto& recorded) {
          for (const auto& part : view.RecordedParts(recorded.envelope.position)) {
            v1::SealedOfPerson& sealed = *entry.add_sealed();
            sealed.set_person_id(FormatUuid(part.subject));
            *sealed.mutable_sealed() = part.content;
          }
        });
      });
}

}  // namespace framdrift::services
