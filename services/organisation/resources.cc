#include "services/organisation/resources.h"

#include "domain/history/when.h"
#include "services/names.h"

namespace framdrift::services {

absl::Status BoardResource::Render(Reading& reading, const StreamView<Decider>& view,
                                   Message& out) {
  const organisation::Board& board = view.state();
  out.set_name(FormatName(reading.tenant(), kCollection, view.id()));
  out.set_etag(FormatEtag(view.revision()));
  out.set_display_name(board.display_name);
  if (board.created) *out.mutable_create_time() = history::TimestampFrom(board.created->at);
  return absl::OkStatus();
}

absl::Status UnitResource::Render(Reading& reading, const StreamView<Decider>& view, Message& out) {
  const organisation::Unit& unit = view.state();
  out.set_name(FormatName(reading.tenant(), kCollection, view.id()));
  out.set_etag(FormatEtag(view.revision()));
  out.set_display_name(unit.display_name);
  if (unit.created) *out.mutable_create_time() = history::TimestampFrom(unit.created->at);
  out.set_board_id(unit.board.ToString());
  out.set_municipality_code(unit.municipality_code);
  out.set_state(unit.open() ? Message::STATE_OPEN : Message::STATE_CLOSED);
  if (!unit.successor.empty()) out.set_successor_unit_id(unit.successor.ToString());
  return absl::OkStatus();
}

}  // namespace framdrift::services
