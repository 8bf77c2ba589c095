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
  // Units of an import may be without a board.
  if (!unit.board.empty()) out.set_board_id(unit.board.ToString());
  out.set_municipality_code(unit.municipality_code);
  out.set_state(unit.open() ? Message::STATE_OPEN : Message::STATE_CLOSED);
  if (!unit.successor.empty()) out.set_successor_unit_id(unit.successor.ToString());
  return absl::OkStatus();
}

absl::Status StaffResource::Render(Reading& reading, const StreamView<Decider>& view,
                                   Message& out) {
  const organisation::Staff& staff = view.state();
  out.set_name(FormatName(reading.tenant(), kCollection, view.id()));
  out.set_etag(FormatEtag(view.revision()));
  if (staff.registered) *out.mutable_create_time() = history::TimestampFrom(staff.registered->at);
  out.set_unit_id(staff.home_unit.ToString());
  const absl::CivilDay today = reading.context().today();
  for (const organisation::HeldRole& held : staff.roles) {
    if (held.until && *held.until <= today) continue;
    Message::HeldRole& role = *out.add_roles();
    role.set_role(held.role);
    role.set_unit_id(held.unit.ToString());
    if (held.until) *role.mutable_until_date() = history::DateFrom(*held.until);
  }
  out.set_fte_percent(staff.fte_percent);
  out.set_max_load(staff.max_load);
  out.set_state(staff.active() ? Message::STATE_ACTIVE : Message::STATE_ENDED);
  out.set_cost_ore(staff.cost_ore);
  for (const std::string& language : staff.languages) out.add_languages(language);
  if (const auto text = view.Text(staff.registered_position)) {
    out.set_display_name(text->staff_registered().display_name());
    out.set_email(text->staff_registered().email());
    out.set_phone(text->staff_registered().phone());
  }
  return absl::OkStatus();
}

}  // namespace framdrift::services
