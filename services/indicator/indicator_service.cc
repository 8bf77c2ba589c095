#include "services/indicator/indicator_service.h"

#include <utility>

#include "base/status_macros.h"
#include "domain/indicators/library.h"
#include "projections/directory.h"
#include "projections/facts.h"
#include "services/indicator/access.h"
#include "services/indicator/indicator_commands.h"
#include "services/indicator/indicator_queries.h"
#include "services/indicator/indicator_resource.h"
#include "services/indicator/published_figures.h"
#include "services/indicator/watch_indicators.h"
#include "services/query.h"
#include "services/run_command.h"
#include "services/stream_history.h"

namespace framdrift::services {
namespace {

namespace v1 = indicator::v1;
using indicators::IndicatorDecider;

// The stream that a command is about: where the server chooses the id it follows from the code.
template <typename Request>
absl::StatusOr<Id16> CommandedId(const Request& request) {
  FD_ASSIGN_OR_RETURN(const IndicatorName name, ParseIndicatorName(request.name()));
  if (name.id) return *name.id;
  if constexpr (std::is_same_v<Request, v1::DefineIndicatorRequest>) {
    FD_ASSIGN_OR_RETURN(const v1::Definition definition, DefinitionAsked(request));
    return IndicatorIdOf(name.tenant, definition.code());
  }
  return IndicatorAsked(request).status();
}

// A command: `decide(UnitOfWork&, id, snapshot, request) → IndicatorEvents`.
template <typename Request, typename Response, typename DecideFn>
grpc::ServerUnaryReactor* Run(Runtime& runtime, grpc::CallbackServerContext* context,
                              const Request* request, Response* response, DecideFn decide) {
  Command command;
  command.request = request;
  command.fields = FieldsOf(*request);
  command.check = [request] { return CommandedId(*request).status(); };
  command.decide = [request, decide = std::move(decide)](UnitOfWork& work) -> absl::Status {
    FD_RETURN_IF_ERROR(CheckCaseAccess(work.context().actor));
    FD_ASSIGN_OR_RETURN(const Id16 id, CommandedId(*request));
    const IndicatorSnapshot* snapshot = nullptr;
    if constexpr (std::is_same_v<Request, v1::DefineIndicatorRequest>) {
      FD_ASSIGN_OR_RETURN(snapshot, work.Load<IndicatorDecider>(id));
    } else {
      FD_ASSIGN_OR_RETURN(snapshot, work.LoadExisting<IndicatorResource>(id));
    }
    FD_RETURN_IF_ERROR(work.CheckEtag(*snapshot, request->etag()));
    FD_ASSIGN_OR_RETURN(auto events, decide(work, id, *snapshot, *request));
    return work.Emit<IndicatorDecider>(id, std::move(events));
  };
  command.respond = [request, response](Answer& answer) -> absl::Status {
    FD_ASSIGN_OR_RETURN(const Id16 id, CommandedId(*request));
    FD_ASSIGN_OR_RETURN(const auto view, answer.View<IndicatorDecider>(id));
    SetOutcome(answer, *response);
    return IndicatorResource::Render(answer, view, *response->mutable_indicator());
  };
  return StartCommand(runtime, context, std::move(command));
}

// One that is decided of the indicator alone.
template <typename Request, typename Response>
grpc::ServerUnaryReactor* Run(Runtime& runtime, grpc::CallbackServerContext* context,
                              const Request* request, Response* response) {
  return Run(runtime,
             context,
             request,
             response,
             [](UnitOfWork& work, const Id16& id, const auto& snapshot, const Request& asked) {
               return DecideIndicator(work, id, snapshot, asked);
             });
}

absl::Status AddIndicatorEvents(Reading& reading, const v1::GetIndicatorHistoryRequest& request,
                                v1::GetIndicatorHistoryResponse& response) {
  FD_ASSIGN_OR_RETURN(const Id16 id, IndicatorAsked(request));
  FD_ASSIGN_OR_RETURN(const auto view, reading.ViewExisting<IndicatorResource>(id));
  return AnswerHistory()(reading, view, request, response);
}

}  // namespace

IndicatorService::IndicatorService(Runtime& runtime)
    : runtime_(runtime), facts_(std::make_shared<FactsAsked>(runtime)) {}

IndicatorService::~IndicatorService() = default;

using Reactor = IndicatorService::Reactor;

Reactor* IndicatorService::DefineIndicator(Context* context,
                                           const v1::DefineIndicatorRequest* request,
                                           v1::DefineIndicatorResponse* response) {
  return Run(runtime_, context, request, response);
}

Reactor* IndicatorService::ReviseIndicator(Context* context,
                                           const v1::ReviseIndicatorRequest* request,
                                           v1::ReviseIndicatorResponse* response) {
  return Run(runtime_, context, request, response);
}

Reactor* IndicatorService::SetBaseline(Context* context, const v1::SetBaselineRequest* request,
                                       v1::SetBaselineResponse* response) {
  return Run(runtime_, context, request, response);
}

Reactor* IndicatorService::SetTarget(Context* context, const v1::SetTargetRequest* request,
                                     v1::SetTargetResponse* response) {
  return Run(runtime_, context, request, response);
}

Reactor* IndicatorService::RecordExternalValue(Context* context,
                                               const v1::RecordExternalValueRequest* request,
                                               v1::RecordExternalValueResponse* response) {
  return Run(runtime_, context, request, response);
}

Reactor* IndicatorService::RetireIndicator(Context* context,
                                           const v1::RetireIndicatorRequest* request,
                                           v1::RetireIndicatorResponse* response) {
  return Run(runtime_, context, request, response);
}

Reactor* IndicatorService::CorrectEvent(Context* context, const v1::CorrectEventRequest* request,
                                        v1::CorrectEventResponse* response) {
  return Run(runtime_, context, request, response);
}

Reactor* IndicatorService::VoidEvent(Context* context, const v1::VoidEventRequest* request,
                                     v1::VoidEventResponse* response) {
  return Run(runtime_, context, request, response);
}

Reactor* IndicatorService::ListIndicators(Context* context,
                                          const v1::ListIndicatorsRequest* request,
                                          v1::ListIndicatorsResponse* response) {
  return RunRowsQuery(runtime_,
                      context,
                      request,
                      response,
                      projections::kDirectory,
                      [this](RowsReading& reading, const auto& asked, auto& out) {
                        return IndicatorQueries{*facts_}.List(reading, asked, out);
                      });
}

Reactor* IndicatorService::GetIndicator(Context* context, const v1::GetIndicatorRequest* request,
                                        v1::GetIndicatorResponse* response) {
  return RunRowsQuery(
      runtime_,
      context,
      request,
      response,
      projections::kFacts,
      [this](RowsReading& reading, const auto& asked, auto& out) {
        return IndicatorQueries{*facts_}.Get(reading, asked, out);
      },
      [request] { return IndicatorAsked(*request).status(); });
}

Reactor* IndicatorService::GetIndicatorHistory(Context* context,
                                               const v1::GetIndicatorHistoryRequest* request,
                                               v1::GetIndicatorHistoryResponse* response) {
  return RunQuery(runtime_, context, request, response, AddIndicatorEvents, [request] {
    return IndicatorAsked(*request).status();
  });
}

Reactor* IndicatorService::ListIndicatorFields(Context* context,
                                               const v1::ListIndicatorFieldsRequest* request,
                                               v1::ListIndicatorFieldsResponse* response) {
  return RunRowsQuery(runtime_,
                      context,
                      request,
                      response,
                      projections::kFacts,
                      [this](RowsReading& reading, const auto& asked, auto& out) {
                        return IndicatorQueries{*facts_}.Fields(reading, asked, out);
                      });
}

Reactor* IndicatorService::ListBuiltInDefinitions(Context* context,
                                                  const v1::ListBuiltInDefinitionsRequest* request,
                                                  v1::ListBuiltInDefinitionsResponse* response) {
  return RunQuery(runtime_, context, request, response, [](Reading&, const auto&, auto& out) {
    for (const v1::Definition& one : indicators::BuiltInDefinitions()) *out.add_definitions() = one;
    return absl::OkStatus();
  });
}

Reactor* IndicatorService::QueryIndicator(Context* context,
                                          const v1::QueryIndicatorRequest* request,
                                          v1::QueryIndicatorResponse* response) {
  return RunRowsQuery(
      runtime_,
      context,
      request,
      response,
      projections::kFacts,
      [this](RowsReading& reading, const auto& asked, auto& out) {
        return IndicatorQueries{*facts_}.Figures(reading, asked, out);
      },
      [request] { return IndicatorAsked(*request).status(); });
}

Reactor* IndicatorService::PreviewIndicator(Context* context,
                                            const v1::PreviewIndicatorRequest* request,
                                            v1::PreviewIndicatorResponse* response) {
  return RunRowsQuery(runtime_,
                      context,
                      request,
                      response,
                      projections::kFacts,
                      [this](RowsReading& reading, const auto& asked, auto& out) {
                        return IndicatorQueries{*facts_}.Preview(reading, asked, out);
                      });
}

Reactor* IndicatorService::ListIndicatorCases(Context* context,
                                              const v1::ListIndicatorCasesRequest* request,
                                              v1::ListIndicatorCasesResponse* response) {
  return RunRowsQuery(
      runtime_,
      context,
      request,
      response,
      projections::kFacts,
      [this](RowsReading& reading, const auto& asked, auto& out) {
        return IndicatorQueries{*facts_}.Cases(reading, asked, out);
      },
      [request] { return IndicatorAsked(*request).status(); });
}

Reactor* IndicatorService::PublishIndicator(Context* context,
                                            const v1::PublishIndicatorRequest* request,
                                            v1::PublishIndicatorResponse* response) {
  return Run(runtime_,
             context,
             request,
             response,
             [this](UnitOfWork& work, const Id16& id, const auto& snapshot, const auto& asked) {
               return DecidePublication(work, *facts_, id, snapshot, asked);
             });
}

Reactor* IndicatorService::ComparePublication(Context* context,
                                              const v1::ComparePublicationRequest* request,
                                              v1::ComparePublicationResponse* response) {
  return RunRowsQuery(
      runtime_,
      context,
      request,
      response,
      projections::kFacts,
      [this](RowsReading& reading, const auto& asked, auto& out) {
        return IndicatorQueries{*facts_}.Compare(reading, asked, out);
      },
      [request] { return IndicatorAsked(*request).status(); });
}

Reactor* IndicatorService::ExportIndicators(Context* context,
                                            const v1::ExportIndicatorsRequest* request,
                                            v1::ExportIndicatorsResponse* response) {
  return RunRowsQuery(
      runtime_, context, request, response, projections::kDirectory, AddPublishedFigures);
}

Reactor* IndicatorService::ListMissingFacts(Context* context,
                                            const v1::ListMissingFactsRequest* request,
                                            v1::ListMissingFactsResponse* response) {
  return RunRowsQuery(runtime_,
                      context,
                      request,
                      response,
                      projections::kFacts,
                      [this](RowsReading& reading, const auto& asked, auto& out) {
                        return IndicatorQueries{*facts_}.Missing(reading, asked, out);
                      });
}

grpc::ServerWriteReactor<v1::WatchIndicatorsResponse>* IndicatorService::WatchIndicators(
    Context* context, const v1::WatchIndicatorsRequest* request) {
  return StartWatchIndicators(runtime_, facts_, *context, *request);
}

}  // namespace framdrift::services
