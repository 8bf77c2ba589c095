// The write path as a service's methods call it: one line for a command on one stream, a short
// function for a command on several.
#pragma once

#include <type_traits>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "base/refusal.h"
#include "base/status_macros.h"
#include "domain/history/amend_commands.h"
#include "services/command.h"
#include "services/names.h"
#include "services/resource.h"

namespace framdrift::services {

// A command on several streams: `decide(UnitOfWork&, request) → Status` loads and emits,
// `respond(Answer&, request, response) → Status` renders; position and duplicate are set here.
template <typename Request, typename Response, typename DecideFn, typename RespondFn>
grpc::ServerUnaryReactor* RunCommand(Runtime& runtime, grpc::CallbackServerContext* context,
                                     const Request* request, Response* response, DecideFn decide,
                                     RespondFn respond) {
  Command command;
  command.request = request;
  command.fields = FieldsOf(*request);
  command.decide = [request, decide = std::move(decide)](UnitOfWork& work) {
    return absl::Status(decide(work, *request));
  };
  command.respond = [request, response, respond = std::move(respond)](Answer& answer) {
    SetOutcome(answer, *response);
    return absl::Status(respond(answer, *request, *response));
  };
  return StartCommand(runtime, context, std::move(command));
}

// Whether the stream a command is about must hold events already.
enum class Stream { kExists, kMayBeNew };

// No facts besides the state.
struct NoFacts {};

// Decide(state, command, [facts,] context), found in the domain by the state's namespace; with the
// whole timeline in place of the state for commands that need it. Corrections and voidings are
// decided the same way for every stream, unless the domain has a Decide for them; what they seal
// is sealed for the subject that the stream is about.
template <typename Decider, typename Request, typename Facts>
absl::StatusOr<history::EventsOf<Decider>> DecideOn(const Id16& id,
                                                    const Snapshot<Decider>& snapshot,
                                                    const Request& request, const Facts& facts,
                                                    const history::Context& context) {
  if constexpr (requires { Decide(snapshot.state(), request, facts, context); }) {
    return Decide(snapshot.state(), request, facts, context);
  } else if constexpr (requires { Decide(snapshot.timeline(), request, facts, context); }) {
    return Decide(snapshot.timeline(), request, facts, context);
  } else if constexpr (requires { Decide(snapshot.state(), request, context); }) {
    return Decide(snapshot.state(), request, context);
  } else if constexpr (requires { Decide(snapshot.timeline(), request, context); }) {
    return Decide(snapshot.timeline(), request, context);
  } else if constexpr (requires { request.replacement(); }) {
    return history::DecideCorrection(snapshot.timeline(), request, id, context);
  } else {
    return history::DecideVoiding(snapshot.timeline(), request, id, context);
  }
}

// A command on the one stream its `name` names.
// `facts(UnitOfWork&, id, request) → StatusOr<Facts>` loads what Decide is told of other streams.
template <typename Resource, Stream kStream = Stream::kExists, typename Request, typename Response,
          typename FactsFn>
requires std::is_invocable_v<FactsFn, UnitOfWork&, const Id16&, const Request&>
    grpc::ServerUnaryReactor* RunCommand(Runtime& runtime, grpc::CallbackServerContext* context,
                                         const Request* request, Response* response,
                                         FactsFn facts) {
  using Decider = typename Resource::Decider;
  Command command;
  command.request = request;
  command.fields = FieldsOf(*request);
  command.check = [request] {
    FD_ASSIGN_OR_RETURN(const ResourceName name, ParseName(request->name(), Resource::kCollection));
    if (!name.id.has_value() && kStream == Stream::kExists) {
      return InvalidField("name", "This command is about one that exists: give its UUID.");
    }
    return absl::OkStatus();
  };
  command.decide = [request, facts = std::move(facts)](UnitOfWork& work) -> absl::Status {
    FD_ASSIGN_OR_RETURN(const ResourceName name, ParseName(request->name(), Resource::kCollection));
    const Id16 id = name.id ? *name.id : work.ChosenId();
    const Snapshot<Decider>* snapshot = nullptr;
    if constexpr (kStream == Stream::kExists) {
      FD_ASSIGN_OR_RETURN(snapshot, work.LoadExisting<Resource>(id));
    } else {
      FD_ASSIGN_OR_RETURN(snapshot, work.Load<Decider>(id));
    }
    if constexpr (requires { request->etag(); }) {
      FD_RETURN_IF_ERROR(work.CheckEtag(*snapshot, request->etag()));
    }
    FD_ASSIGN_OR_RETURN(const auto loaded, facts(work, id, *request));
    FD_ASSIGN_OR_RETURN(auto events,
                        DecideOn<Decider>(id, *snapshot, *request, loaded, work.context()));
    if constexpr (requires { Resource::Emit(work, id, std::move(events)); }) {
      return Resource::Emit(work, id, std::move(events));
    } else {
      return work.Emit<Decider>(id, std::move(events));
    }
  };
  command.respond = [request, response](Answer& answer) -> absl::Status {
    FD_ASSIGN_OR_RETURN(const ResourceName name, ParseName(request->name(), Resource::kCollection));
    FD_ASSIGN_OR_RETURN(const StreamView<Decider> view,
                        answer.View<Decider>(name.id ? *name.id : answer.ChosenId()));
    SetOutcome(answer, *response);
    return Resource::Render(answer, view, ResourceOf<Resource>(*response));
  };
  return StartCommand(runtime, context, std::move(command));
}

// The same without facts.
template <typename Resource, Stream kStream = Stream::kExists, typename Request, typename Response>
grpc::ServerUnaryReactor* RunCommand(Runtime& runtime, grpc::CallbackServerContext* context,
                                     const Request* request, Response* response) {
  return RunCommand<Resource, kStream>(
      runtime, context, request, response, [](UnitOfWork&, const Id16&, const Request&) {
        return absl::StatusOr<NoFacts>(NoFacts());
      });
}

}  // namespace framdrift::services
