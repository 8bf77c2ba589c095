#include "services/organisation/organisation_service.h"

#include "services/list.h"
#include "services/organisation/resources.h"
#include "services/query.h"
#include "services/run_command.h"

namespace framdrift::services {
namespace {

using organisation::UnitFacts;
namespace v1 = organisation::v1;

absl::StatusOr<UnitFacts> FactsOfCreateUnit(UnitOfWork& work, const Id16&,
                                            const v1::CreateUnitRequest& request) {
  FD_ASSIGN_OR_RETURN(const Id16 id, ParseUuid(request.board_id()));
  FD_ASSIGN_OR_RETURN(const auto* board, work.Load<organisation::BoardDecider>(id));
  return UnitFacts{.board_known = board->state().created.has_value()};
}

absl::StatusOr<UnitFacts> FactsOfCloseUnit(UnitOfWork& work, const Id16&,
                                           const v1::CloseUnitRequest& request) {
  if (request.successor_unit_id().empty()) return UnitFacts{};
  FD_ASSIGN_OR_RETURN(const Id16 id, ParseUuid(request.successor_unit_id()));
  FD_ASSIGN_OR_RETURN(const auto* successor, work.Load<organisation::UnitDecider>(id));
  return UnitFacts{.successor_open = successor->state().open()};
}

}  // namespace

OrganisationService::OrganisationService(Runtime& runtime) : runtime_(runtime) {}

OrganisationService::~OrganisationService() = default;

using Reactor = OrganisationService::Reactor;

Reactor* OrganisationService::CreateBoard(Context* context, const v1::CreateBoardRequest* request,
                                          v1::CreateBoardResponse* response) {
  return RunCommand<BoardResource, Stream::kMayBeNew>(runtime_, context, request, response);
}

Reactor* OrganisationService::CorrectBoardEvent(Context* context,
                                                const v1::CorrectBoardEventRequest* request,
                                                v1::CorrectBoardEventResponse* response) {
  return RunCommand<BoardResource>(runtime_, context, request, response);
}

Reactor* OrganisationService::VoidBoardEvent(Context* context,
                                             const v1::VoidBoardEventRequest* request,
                                             v1::VoidBoardEventResponse* response) {
  return RunCommand<BoardResource>(runtime_, context, request, response);
}

Reactor* OrganisationService::CreateUnit(Context* context, const v1::CreateUnitRequest* request,
                                         v1::CreateUnitResponse* response) {
  return RunCommand<UnitResource, Stream::kMayBeNew>(
      runtime_, context, request, response, FactsOfCreateUnit);
}

Reactor* OrganisationService::CloseUnit(Context* context, const v1::CloseUnitRequest* request,
                                        v1::CloseUnitResponse* response) {
  return RunCommand<UnitResource>(runtime_, context, request, response, FactsOfCloseUnit);
}

Reactor* OrganisationService::CorrectUnitEvent(Context* context,
                                               const v1::CorrectUnitEventRequest* request,
                                               v1::CorrectUnitEventResponse* response) {
  return RunCommand<UnitResource>(runtime_, context, request, response);
}

Reactor* OrganisationService::VoidUnitEvent(Context* context,
                                            const v1::VoidUnitEventRequest* request,
                                            v1::VoidUnitEventResponse* response) {
  return RunCommand<UnitResource>(runtime_, context, request, response);
}

Reactor* OrganisationService::GetBoard(Context* context, const v1::GetBoardRequest* request,
                                       v1::GetBoardResponse* response) {
  return RunGet<BoardResource>(runtime_, context, request, response);
}

Reactor* OrganisationService::ListBoards(Context* context, const v1::ListBoardsRequest* request,
                                         v1::ListBoardsResponse* response) {
  return RunList<BoardResource>(runtime_,
                                context,
                                request,
                                response,
                                [](const organisation::Board& board, const v1::ListBoardsRequest&) {
                                  return board.created.has_value();
                                });
}

Reactor* OrganisationService::GetUnit(Context* context, const v1::GetUnitRequest* request,
                                      v1::GetUnitResponse* response) {
  return RunGet<UnitResource>(runtime_, context, request, response);
}

Reactor* OrganisationService::ListUnits(Context* context, const v1::ListUnitsRequest* request,
                                        v1::ListUnitsResponse* response) {
  return RunList<UnitResource>(
      runtime_,
      context,
      request,
      response,
      [](const organisation::Unit& unit, const v1::ListUnitsRequest& asked) {
        if (!unit.created || !(unit.open() || asked.include_closed())) return false;
        return asked.board_id().empty() ||
               unit.board == history::IdOrNone<history::BoardId>(asked.board_id());
      });
}

}  // namespace framdrift::services
