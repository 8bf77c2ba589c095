#include "services/person/person_service.h"

#include <memory>
#include <optional>
#include <string>

#include "domain/cases/case_decider.h"
#include "domain/person/merger.h"
#include "domain/person/person_commands.h"
#include "services/person/number_reservation.h"
#include "services/person/person_resource.h"
#include "services/query.h"
#include "services/run_command.h"
#include "services/stream_history.h"

namespace framdrift::services {
namespace {

namespace v1 = person::v1;
using person::PersonDecider;
using person::PersonFacts;

// Every command is about the person whose stream it is.
absl::StatusOr<PersonFacts> FactsOf(UnitOfWork&, const Id16& id, const google::protobuf::Message&) {
  return PersonFacts{history::PersonId(id)};
}

absl::StatusOr<person::RepresentativeFacts> FactsOfRepresentative(
    UnitOfWork& work, const Id16& id, const v1::SetRepresentativeRequest& request) {
  person::RepresentativeFacts facts{history::PersonId(id)};
  if (request.representative_person_id().empty()) return facts;
  FD_ASSIGN_OR_RETURN(const Id16 other, ParseUuid(request.representative_person_id()));
  FD_ASSIGN_OR_RETURN(const auto* snapshot, work.Load<PersonDecider>(other));
  facts.representative_known = snapshot->state().registered && !snapshot->state().merged_into;
  return facts;
}

absl::Status DecideRegistration(UnitOfWork& work, const v1::RegisterPersonRequest& request) {
  FD_ASSIGN_OR_RETURN(const ResourceName name,
                      ParseName(request.name(), PersonResource::kCollection));
  Id16 id = name.id.value_or(work.ChosenId());
  FD_ASSIGN_OR_RETURN(const auto* snapshot, work.Load<PersonDecider>(id));
  FD_RETURN_IF_ERROR(work.CheckEtag(*snapshot, request.etag()));
  const PersonFacts asked{history::PersonId(id)};
  FD_ASSIGN_OR_RETURN(auto events, Decide(snapshot->state(), request, asked, work.context()));
  FD_ASSIGN_OR_RETURN(const auto number, person::NumberOf(request, work.context().today()));
  if (number) {
    FD_ASSIGN_OR_RETURN(const Id16 holder, ReserveForRegistration(work, *number, id));
    if (holder != id) {
      id = holder;
      const PersonFacts facts{history::PersonId(id)};
      FD_ASSIGN_OR_RETURN(events, Decide(person::Person(), request, facts, work.context()));
    }
  }
  return work.Emit<PersonDecider>(id, std::move(events));
}

// The number the person has before the change, when the change takes it away.
absl::StatusOr<std::optional<std::string>> DecideChange(
    UnitOfWork& work, const v1::ChangeIdentifierRequest& request) {
  FD_ASSIGN_OR_RETURN(const ResourceName name,
                      ParseName(request.name(), PersonResource::kCollection));
  const Id16 id = name.id.value_or(Id16{});
  FD_ASSIGN_OR_RETURN(const auto* snapshot, work.LoadExisting<PersonResource>(id));
  FD_RETURN_IF_ERROR(work.CheckEtag(*snapshot, request.etag()));
  const PersonFacts facts{history::PersonId(id)};
  FD_ASSIGN_OR_RETURN(auto events, Decide(snapshot->state(), request, facts, work.context()));
  FD_ASSIGN_OR_RETURN(const auto number, person::NumberOf(request, work.context().today()));
  if (number) FD_RETURN_IF_ERROR(ReserveForChange(work, *number, id));
  FD_RETURN_IF_ERROR(work.Emit<PersonDecider>(id, std::move(events)));
  const std::string before =
      NormalisedNumber(StreamView<PersonDecider>(id, *snapshot), snapshot->state());
  const bool replaced = number && number->normalised() != before;
  if (before.empty() || (!replaced && !request.remove_number())) return std::nullopt;
  return before;
}

absl::StatusOr<bool> HasOpenCase(UnitOfWork& work, const Id16& id) {
  FD_ASSIGN_OR_RETURN(const auto* snapshot, work.Load<cases::CaseDecider>(id));
  const cases::Episode* const episode = snapshot->state().latest();
  return episode != nullptr && episode->open();
}

template <typename Request>
absl::Status DecideMerger(UnitOfWork& work, const Request& request) {
  FD_ASSIGN_OR_RETURN(const ResourceName name,
                      ParseName(request.name(), PersonResource::kCollection));
  const Id16 merged = name.id.value_or(Id16{});
  FD_ASSIGN_OR_RETURN(const Id16 survivor, ParseUuid(request.survivor_id()));
  FD_ASSIGN_OR_RETURN(const auto* snapshot, work.LoadExisting<PersonResource>(merged));
  FD_RETURN_IF_ERROR(work.CheckEtag(*snapshot, request.etag()));
  FD_ASSIGN_OR_RETURN(const auto* other, work.LoadExisting<PersonResource>(survivor));
  person::MergerFacts facts{history::PersonId(merged), history::PersonId(survivor), other->state()};
  FD_ASSIGN_OR_RETURN(facts.merged_has_open_case, HasOpenCase(work, merged));
  FD_ASSIGN_OR_RETURN(facts.survivor_has_open_case, HasOpenCase(work, survivor));
  FD_ASSIGN_OR_RETURN(auto events, Decide(snapshot->state(), request, facts, work.context()));
  FD_RETURN_IF_ERROR(work.Emit<PersonDecider>(merged, std::move(events.merged)));
  return work.Emit<PersonDecider>(survivor, std::move(events.survivor));
}

template <typename Response>
absl::Status RenderPerson(Answer& answer, const Id16& id, Response& response) {
  FD_ASSIGN_OR_RETURN(const auto view, answer.View<PersonDecider>(id));
  return PersonResource::Render(answer, view, *response.mutable_person());
}

// Renders the person that `name` names.
template <typename Request, typename Response>
absl::Status RenderNamed(Answer& answer, const Request& request, Response& response) {
  FD_ASSIGN_OR_RETURN(const ResourceName name,
                      ParseName(request.name(), PersonResource::kCollection));
  return RenderPerson(answer, name.id.value_or(Id16{}), response);
}

}  // namespace

PersonService::PersonService(Runtime& runtime) : runtime_(runtime) {}

PersonService::~PersonService() = default;

using Reactor = PersonService::Reactor;

Reactor* PersonService::RegisterPerson(Context* context, const v1::RegisterPersonRequest* request,
                                       v1::RegisterPersonResponse* response) {
  return RunCommand(
      runtime_,
      context,
      request,
      response,
      DecideRegistration,
      [](Answer& answer, const auto&, auto& out) {
        // The decision may have gone on with the id of an earlier registration.
        return RenderPerson(
            answer, answer.Written(PersonDecider::kKind).value_or(answer.ChosenId()), out);
      });
}

Reactor* PersonService::ChangeIdentifier(Context* context,
                                         const v1::ChangeIdentifierRequest* request,
                                         v1::ChangeIdentifierResponse* response) {
  // What the last decision, the one that is committed, takes away.
  const auto released = std::make_shared<std::optional<std::string>>();
  return RunCommand(
      runtime_,
      context,
      request,
      response,
      [released](UnitOfWork& work, const auto& asked) -> absl::Status {
        FD_ASSIGN_OR_RETURN(*released, DecideChange(work, asked));
        return absl::OkStatus();
      },
      [released](Answer& answer, const auto& asked, auto& out) -> absl::Status {
        FD_ASSIGN_OR_RETURN(const ResourceName name,
                            ParseName(asked.name(), PersonResource::kCollection));
        // A repeated request must not free what has been given again since.
        if (released->has_value() && !answer.duplicate()) {
          FD_RETURN_IF_ERROR(ReleaseNumber(answer, **released, *name.id));
        }
        return RenderNamed(answer, asked, out);
      });
}

Reactor* PersonService::ChangeContactDetails(Context* context,
                                             const v1::ChangeContactDetailsRequest* request,
                                             v1::ChangeContactDetailsResponse* response) {
  return RunCommand<PersonResource>(runtime_, context, request, response, FactsOf);
}

Reactor* PersonService::SetBackground(Context* context, const v1::SetBackgroundRequest* request,
                                      v1::SetBackgroundResponse* response) {
  return RunCommand<PersonResource>(runtime_, context, request, response, FactsOf);
}

Reactor* PersonService::SetProtection(Context* context, const v1::SetProtectionRequest* request,
                                      v1::SetProtectionResponse* response) {
  return RunCommand<PersonResource>(runtime_, context, request, response, FactsOf);
}

Reactor* PersonService::LiftProtection(Context* context, const v1::LiftProtectionRequest* request,
                                       v1::LiftProtectionResponse* response) {
  return RunCommand<PersonResource>(runtime_, context, request, response, FactsOf);
}

Reactor* PersonService::SetLivelihood(Context* context, const v1::SetLivelihoodRequest* request,
                                      v1::SetLivelihoodResponse* response) {
  return RunCommand<PersonResource>(runtime_, context, request, response, FactsOf);
}

Reactor* PersonService::CorrectEvent(Context* context, const v1::CorrectEventRequest* request,
                                     v1::CorrectEventResponse* response) {
  return RunCommand<PersonResource>(runtime_, context, request, response, FactsOf);
}

Reactor* PersonService::VoidEvent(Context* context, const v1::VoidEventRequest* request,
                                  v1::VoidEventResponse* response) {
  return RunCommand<PersonResource>(runtime_, context, request, response, FactsOf);
}

Reactor* PersonService::SetRepresentative(Context* context,
                                          const v1::SetRepresentativeRequest* request,
                                          v1::SetRepresentativeResponse* response) {
  return RunCommand<PersonResource>(runtime_, context, request, response, FactsOfRepresentative);
}

Reactor* PersonService::MergePersons(Context* context, const v1::MergePersonsRequest* request,
                                     v1::MergePersonsResponse* response) {
  return RunCommand(runtime_,
                    context,
                    request,
                    response,
                    DecideMerger<v1::MergePersonsRequest>,
                    RenderNamed<v1::MergePersonsRequest, v1::MergePersonsResponse>);
}

Reactor* PersonService::UnmergePersons(Context* context, const v1::UnmergePersonsRequest* request,
                                       v1::UnmergePersonsResponse* response) {
  return RunCommand(runtime_,
                    context,
                    request,
                    response,
                    DecideMerger<v1::UnmergePersonsRequest>,
                    RenderNamed<v1::UnmergePersonsRequest, v1::UnmergePersonsResponse>);
}

Reactor* PersonService::GetPerson(Context* context, const v1::GetPersonRequest* request,
                                  v1::GetPersonResponse* response) {
  return RunStreamQuery<PersonResource>(
      runtime_,
      context,
      request,
      response,
      [](Reading& reading, const auto& view, const auto& asked, auto& out) {
        const person::Person state =
            StateAsked(view, static_cast<int64_t>(reading.position()), asked);
        PersonResource::RenderState(reading, view, state, *out.mutable_person());
        return absl::OkStatus();
      });
}

Reactor* PersonService::FindPerson(Context* context, const v1::FindPersonRequest* request,
                                   v1::FindPersonResponse* response) {
  return RunQuery(runtime_,
                  context,
                  request,
                  response,
                  [](Reading& reading, const auto& asked, auto& out) -> absl::Status {
                    FD_ASSIGN_OR_RETURN(
                        const auto number,
                        person::PersonalNumber::Parse(asked.personal_number(),
                                                      reading.context().today(),
                                                      person::InterimNumbers::kAllowed));
                    FD_ASSIGN_OR_RETURN(const Id16 id, FindByNumber(reading, number));
                    FD_ASSIGN_OR_RETURN(const auto view, reading.View<PersonDecider>(id));
                    return PersonResource::Render(reading, view, *out.mutable_person());
                  });
}

Reactor* PersonService::GetPersonHistory(Context* context,
                                         const v1::GetPersonHistoryRequest* request,
                                         v1::GetPersonHistoryResponse* response) {
  return RunStreamQuery<PersonResource>(runtime_, context, request, response, AnswerHistory());
}

}  // namespace framdrift::services
