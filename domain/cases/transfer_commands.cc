#include "domain/cases/cooperation_commands.h"
#include "domain/cases/refusals.h"
#include "domain/cases/replacement.h"
#include "domain/cases/transfer_rules.h"

namespace framdrift::cases {

absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::ProposeTransferRequest& command,
                                  const ProposalFacts& facts, const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  if (!facts.unit_open) {
    ground.refusals.Add(kUnitNotOpen,
                        "There is no such unit, or it has closed; name another.",
                        {{"unit_id", command.to_unit_id()}});
  }
  casework::v1::CaseEvent event;
  auto& proposed = *event.mutable_transfer_proposed();
  proposed.set_transfer_id(ChosenOr(command.transfer_id(), facts.fresh_id));
  proposed.set_to_unit_id(command.to_unit_id());
  if (!facts.board.empty()) proposed.set_to_board_id(facts.board.ToString());
  proposed.set_reason(command.reason());
  *proposed.mutable_fields() = command.fields();
  casework::v1::CaseSealed sealed;
  if (!command.text().empty()) sealed.mutable_transfer_proposed()->set_text(command.text());
  return Conclude(state, std::move(ground), std::move(event), std::move(sealed), context);
}

absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::AcceptTransferRequest& command,
                                  const AcceptanceFacts& facts, const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  const Transfer* transfer =
      FindTransfer(state, history::IdOrNone<TransferId>(command.transfer_id()));
  if (transfer != nullptr) AnsweringUnit(*transfer, context.actor, ground.refusals);
  if (!command.caseworker_id().empty() && !facts.caseworker_active) {
    ground.refusals.Add(kStaffNotActiveInUnit,
                        "The caseworker has no role in the receiving unit; name another.",
                        {{"caseworker_id", command.caseworker_id()}});
  }
  casework::v1::CaseEvent event;
  auto& accepted = *event.mutable_transfer_accepted();
  accepted.set_transfer_id(command.transfer_id());
  accepted.set_caseworker_id(command.caseworker_id());
  if (transfer != nullptr) {
    accepted.set_unit_id(transfer->to_unit.ToString());
    if (!transfer->to_board.empty()) accepted.set_board_id(transfer->to_board.ToString());
  }
  casework::v1::CaseSealed sealed;
  if (!command.text().empty()) sealed.mutable_transfer_accepted()->set_text(command.text());
  return Conclude(state, std::move(ground), std::move(event), std::move(sealed), context);
}

absl::StatusOr<CaseEvents> Decide(const Case& state,
                                  const casework::v1::RejectTransferRequest& command,
                                  const history::Context& context) {
  FD_ASSIGN_OR_RETURN(Ground ground, GroundOf(command, context));
  const Transfer* transfer =
      FindTransfer(state, history::IdOrNone<TransferId>(command.transfer_id()));
  if (transfer != nullptr) AnsweringUnit(*transfer, context.actor, ground.refusals);
  casework::v1::CaseEvent event;
  event.mutable_transfer_rejected()->set_transfer_id(command.transfer_id());
  event.mutable_transfer_rejected()->set_reason(command.reason());
  casework::v1::CaseSealed sealed;
  if (!command.text().empty()) sealed.mutable_transfer_rejected()->set_text(command.text());
  return Conclude(state, std::move(ground), std::move(event), std::move(sealed), context);
}

}  // namespace framdrift::cases
