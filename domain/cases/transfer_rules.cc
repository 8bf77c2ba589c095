#include "domain/cases/transfer_rules.h"

#include "domain/cases/find.h"
#include "domain/cases/guards.h"
#include "domain/cases/refusals.h"

namespace framdrift::cases {
namespace {

Transfer* FindTransfer(Case& state, const std::string& transfer_id) {
  return FindById(state.cooperation.transfers, history::IdOrNone<TransferId>(transfer_id));
}

}  // namespace

const Transfer* FindTransfer(const Case& state, const TransferId& id) {
  return FindById(state.cooperation.transfers, id);
}

const Episode* TransferableEpisode(const Case& state, const history::Envelope& at, Refusals& out) {
  const Episode* episode = OpenEpisode(state, at, out);
  if (episode == nullptr) return nullptr;
  const Transfer* waiting = state.cooperation.waiting_transfer();
  if (waiting == nullptr) return episode;
  out.Add(kTransferWaiting,
          "Another unit has been asked and has not answered; await its answer.",
          {{"transfer_id", waiting->id.ToString()}});
  return nullptr;
}

void AnswerableTransfer(const Case& state, const TransferId& id, const history::Envelope& at,
                        Refusals& out) {
  if (OpenEpisode(state, at, out) == nullptr) return;
  const std::map<std::string, std::string> named = {{"transfer_id", id.ToString()}};
  const Transfer* transfer = FindTransfer(state, id);
  if (transfer == nullptr) {
    out.Add(kTransferUnknown, "The case has no such transfer; propose it first.", named);
    return;
  }
  if (!transfer->waiting()) {
    out.Add(kTransferAnswered, "The transfer is answered or has lapsed; propose a new one.", named);
  }
  if (IsBefore(at, transfer->proposed)) {
    out.Add(kDatesOutOfOrder,
            "A transfer is answered after it was proposed; give a later time.",
            named);
  }
}

void AnsweringUnit(const Transfer& transfer, const history::Actor& actor, Refusals& out) {
  if (actor.unit.empty() || actor.unit == transfer.to_unit) return;
  out.Add(kTransferOfOtherUnit,
          "Only the unit that was asked answers; act for that unit.",
          {{"unit_id", transfer.to_unit.ToString()}});
}

void TransferToAnswer(const Case& state, const TransferId& id, const history::Envelope& at,
                      Refusals& out) {
  const Transfer* transfer = FindTransfer(state, id);
  if (transfer != nullptr) AnsweringUnit(*transfer, at.actor, out);
  AnswerableTransfer(state, id, at, out);
}

void Evolve(Case& state, const casework::v1::TransferProposed& event,
            const history::Envelope& envelope) {
  Transfer transfer = {.proposed = Stamp::Of(envelope),
                       .id = history::IdOrNone<TransferId>(event.transfer_id()),
                       .from_unit = CurrentEpisode(state).unit(),
                       .to_unit = history::IdOrNone<history::UnitId>(event.to_unit_id()),
                       .to_board = history::IdOrNone<history::BoardId>(event.to_board_id()),
                       .reason = event.reason()};
  for (const int field : event.fields()) {
    transfer.fields.push_back(static_cast<casework::v1::SharedField>(field));
  }
  state.cooperation.transfers.push_back(std::move(transfer));
}

void Evolve(Case& state, const casework::v1::TransferAccepted& event,
            const history::Envelope& envelope) {
  if (Transfer* transfer = FindTransfer(state, event.transfer_id())) {
    transfer->accepted = Stamp::Of(envelope);
  }
  CurrentEpisode(state).assignment = {
      .stamp = Stamp::Of(envelope),
      .caseworker = history::IdOrNone<history::StaffId>(event.caseworker_id()),
      .unit = history::IdOrNone<history::UnitId>(event.unit_id())};
}

void Evolve(Case& state, const casework::v1::TransferRejected& event,
            const history::Envelope& envelope) {
  Transfer* transfer = FindTransfer(state, event.transfer_id());
  if (transfer == nullptr) return;
  transfer->rejected = Stamp::Of(envelope);
  transfer->decline_reason = event.reason();
}

void Check(const Case& before, const casework::v1::TransferProposed& event,
           const history::Envelope& envelope, Refusals& out) {
  TransferableEpisode(before, envelope, out);
  if (FindTransfer(before, history::IdOrNone<TransferId>(event.transfer_id())) != nullptr) {
    out.Add(kTransferExists,
            "The case has a transfer with that id; choose another.",
            {{"transfer_id", event.transfer_id()}});
  }
  const Episode* episode = before.EpisodeAt(envelope);
  const auto to_unit = history::IdOrNone<history::UnitId>(event.to_unit_id());
  if (episode != nullptr && episode->unit() == to_unit) {
    out.Add(kTransferToOwnUnit,
            "The unit answers for the case already; assign a caseworker there.",
            {{"unit_id", event.to_unit_id()}});
  }
}

void Check(const Case& before, const casework::v1::TransferAccepted& event,
           const history::Envelope& envelope, Refusals& out) {
  AnswerableTransfer(before, history::IdOrNone<TransferId>(event.transfer_id()), envelope, out);
}

void Check(const Case& before, const casework::v1::TransferRejected& event,
           const history::Envelope& envelope, Refusals& out) {
  AnswerableTransfer(before, history::IdOrNone<TransferId>(event.transfer_id()), envelope, out);
}

}  // namespace framdrift::cases
