// Boards and their units: what they are after their events, and what may happen to them.
#pragma once

#include <optional>
#include <string>

#include "absl/status/statusor.h"
#include "base/refusal.h"
#include "domain/history/accept.h"
#include "domain/history/ids.h"
#include "domain/history/recorded.h"
#include "domain/history/streams.h"
#include "framdrift/organisation/v1/organisation_service.pb.h"

namespace framdrift::organisation {

struct Board {
  // None until the board is created.
  std::optional<history::Occurred> created;
  std::string display_name;
};

struct BoardDecider {
  using Event = v1::BoardEvent;
  using Sealed = v1::BoardSealed;
  using State = Board;
  static constexpr history::StreamKind kKind = history::StreamKind::kBoard;
  static void Evolve(Board& state, const history::Recorded<Event>& entry);
  static void Check(const Board& before, const history::Recorded<Event>& entry, Refusals& out);
};

struct Unit {
  // None until the unit is created.
  std::optional<history::Occurred> created;
  history::BoardId board;
  std::string municipality_code;
  std::string display_name;
  std::optional<history::Occurred> closed;
  // Empty where nobody took over.
  history::UnitId successor;

  bool open() const { return created.has_value() && !closed.has_value(); }
};

struct UnitDecider {
  using Event = v1::UnitEvent;
  using Sealed = v1::UnitSealed;
  using State = Unit;
  static constexpr history::StreamKind kKind = history::StreamKind::kUnit;
  static void Evolve(Unit& state, const history::Recorded<Event>& entry);
  static void Check(const Unit& before, const history::Recorded<Event>& entry, Refusals& out);
};

// What a command on a unit needs to know of other streams; only what it names is looked at.
struct UnitFacts {
  bool board_known = false;
  bool successor_open = false;
};

// ALREADY_EXISTS with BOARD_EXISTS.
absl::StatusOr<history::EventsOf<BoardDecider>> Decide(const Board& state,
                                                       const v1::CreateBoardRequest& command,
                                                       const history::Context& context);

// ALREADY_EXISTS with UNIT_EXISTS; refused with BOARD_UNKNOWN, MUNICIPALITY_CODE_UNKNOWN.
absl::StatusOr<history::EventsOf<UnitDecider>> Decide(const Unit& state,
                                                      const v1::CreateUnitRequest& command,
                                                      const UnitFacts& facts,
                                                      const history::Context& context);

// NOT_FOUND with UNIT_NOT_FOUND; refused with UNIT_CLOSED, OCCURRED_BEFORE_START,
// SUCCESSOR_NOT_OPEN.
absl::StatusOr<history::EventsOf<UnitDecider>> Decide(const Unit& state,
                                                      const v1::CloseUnitRequest& command,
                                                      const UnitFacts& facts,
                                                      const history::Context& context);

}  // namespace framdrift::organisation
