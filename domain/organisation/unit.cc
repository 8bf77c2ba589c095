#include "domain/organisation/unit.h"

#include <utility>

#include "base/status_macros.h"
#include "domain/history/refusals.h"
#include "domain/history/when.h"
#include "domain/organisation/municipality.h"
#include "domain/organisation/refusals.h"

namespace framdrift::organisation {
namespace {

using history::Occurred;

absl::StatusOr<Occurred> OccurredIn(const type::v1::When& when, const history::Context& context) {
  return history::PastOccurredFrom(when, context.now, context.zone);
}

}  // namespace

void BoardDecider::Evolve(Board& state, const history::Recorded<Event>& entry) {
  switch (entry.event.kind_case()) {
    case Event::kBoardCreated:
      state.created = entry.envelope.occurred;
      state.display_name = entry.event.board_created().display_name();
      break;
    case Event::kEventCorrected:
    case Event::kEventVoided:
    case Event::KIND_NOT_SET:
      break;
  }
}

void BoardDecider::Check(const Board& before, const history::Recorded<Event>& entry,
                         Refusals& out) {
  switch (entry.event.kind_case()) {
    case Event::kBoardCreated:
      if (before.created) out.Add(kBoardExists, "The board exists already.");
      break;
    case Event::kEventCorrected:
    case Event::kEventVoided:
    case Event::KIND_NOT_SET:
      break;
  }
}

void UnitDecider::Evolve(Unit& state, const history::Recorded<Event>& entry) {
  switch (entry.event.kind_case()) {
    case Event::kUnitCreated: {
      const v1::UnitCreated& created = entry.event.unit_created();
      state.created = entry.envelope.occurred;
      state.board = history::IdOrNone<history::BoardId>(created.board_id());
      state.municipality_code = created.municipality_code();
      state.display_name = created.display_name();
      break;
    }
    case Event::kUnitClosed:
      state.closed = entry.envelope.occurred;
      state.successor =
          history::IdOrNone<history::UnitId>(entry.event.unit_closed().successor_unit_id());
      break;
    case Event::kEventCorrected:
    case Event::kEventVoided:
    case Event::KIND_NOT_SET:
      break;
  }
}

void UnitDecider::Check(const Unit& before, const history::Recorded<Event>& entry, Refusals& out) {
  switch (entry.event.kind_case()) {
    case Event::kUnitCreated: {
      if (before.created) out.Add(kUnitExists, "The unit exists already.");
      const std::string& code = entry.event.unit_created().municipality_code();
      if (!IsMunicipalityCode(code)) {
        out.Add(kMunicipalityCodeUnknown,
                "No municipality has that code today; give its four digits, such as 1284.",
                {{"municipality_code", code}});
      }
      break;
    }
    case Event::kUnitClosed:
      if (!before.created) {
        out.Add(kUnitNotFound, "The unit was not created yet.");
      } else if (history::Precedes(entry.envelope.occurred, *before.created)) {
        out.Add(history::kOccurredBeforeStart, "The unit did not exist yet; give a later time.");
      }
      if (before.closed) out.Add(kUnitClosed, "The unit is closed already.");
      break;
    case Event::kEventCorrected:
    case Event::kEventVoided:
    case Event::KIND_NOT_SET:
      break;
  }
}

absl::StatusOr<history::EventsOf<BoardDecider>> Decide(const Board& state,
                                                       const v1::CreateBoardRequest& command,
                                                       const history::Context& context) {
  if (state.created) {
    return StatusWithReason(
        absl::StatusCode::kAlreadyExists, kBoardExists, "There is a board with that id already.");
  }
  history::EventsOf<BoardDecider> events(1);
  FD_ASSIGN_OR_RETURN(events[0].occurred, OccurredIn(command.occurred(), context));
  events[0].event.mutable_board_created()->set_display_name(command.display_name());
  return history::Accept<BoardDecider>(state, std::move(events), {}, context);
}

absl::StatusOr<history::EventsOf<UnitDecider>> Decide(const Unit& state,
                                                      const v1::CreateUnitRequest& command,
                                                      const UnitFacts& facts,
                                                      const history::Context& context) {
  if (state.created) {
    return StatusWithReason(
        absl::StatusCode::kAlreadyExists, kUnitExists, "There is a unit with that id already.");
  }
  Refusals refusals;
  if (!facts.board_known) {
    refusals.Add(kBoardUnknown,
                 "There is no board with that id; create it first.",
                 {{"board_id", command.board_id()}});
  }
  history::EventsOf<UnitDecider> events(1);
  FD_ASSIGN_OR_RETURN(events[0].occurred, OccurredIn(command.occurred(), context));
  v1::UnitCreated& created = *events[0].event.mutable_unit_created();
  created.set_board_id(command.board_id());
  created.set_municipality_code(command.municipality_code());
  created.set_display_name(command.display_name());
  return history::Accept<UnitDecider>(state, std::move(events), std::move(refusals), context);
}

absl::StatusOr<history::EventsOf<UnitDecider>> Decide(const Unit& state,
                                                      const v1::CloseUnitRequest& command,
                                                      const UnitFacts& facts,
                                                      const history::Context& context) {
  if (!state.created) {
    return StatusWithReason(
        absl::StatusCode::kNotFound, kUnitNotFound, "There is no unit with that id.");
  }
  Refusals refusals;
  if (!command.successor_unit_id().empty() && !facts.successor_open) {
    refusals.Add(kSuccessorNotOpen,
                 "The unit that takes over is not an open unit; create it first.",
                 {{"successor_unit_id", command.successor_unit_id()}});
  }
  history::EventsOf<UnitDecider> events(1);
  FD_ASSIGN_OR_RETURN(events[0].occurred, OccurredIn(command.occurred(), context));
  events[0].event.mutable_unit_closed()->set_successor_unit_id(command.successor_unit_id());
  return history::Accept<UnitDecider>(state, std::move(events), std::move(refusals), context);
}

}  // namespace framdrift::organisation
