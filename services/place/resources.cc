#include "services/place/resources.h"

#include "base/status_macros.h"
#include "domain/history/when.h"
#include "services/names.h"

namespace framdrift::services {
namespace {

namespace v1 = place::v1;

void RenderNeed(const StreamView<place::PlaceDecider>& view, const place::Need& need,
                absl::CivilDay day, v1::Need& out) {
  out.set_need_id(need.id.ToString());
  out.set_statement(need.content.statement());
  out.set_need_source(need.content.need_source());
  out.set_who(need.content.who());
  out.set_service(need.content.service());
  out.set_frequency(need.content.frequency());
  out.set_urgency(need.content.urgency());
  out.set_standing(need.standing);
  out.set_days_open(need.DaysOpen(day));
  out.set_how(need.how);
  if (const auto text = view.Text(need.position)) out.set_note(text->need_recorded().note());
}

void RenderCooperation(const place::Cooperation& cooperation, v1::Place& out) {
  for (const auto& group : cooperation.groups) *out.add_groups() = group;
  for (const auto& agreement : cooperation.agreements) *out.add_agreements() = agreement.content;
  for (const auto& goal : cooperation.goals) *out.add_goals() = goal;
  for (const place::Meeting& meeting : cooperation.meetings) {
    v1::HeldMeeting& held = *out.add_meetings();
    held.set_meeting_id(meeting.content.meeting_id());
    held.set_title(meeting.content.title());
    *held.mutable_held_date() = history::DateFrom(meeting.day);
    held.set_attendees(meeting.content.attendees());
    *held.mutable_actions() = meeting.content.actions();
  }
}

}  // namespace

void PlaceResource::RenderThen(const Reading& reading, const StreamView<Decider>& view,
                               const PlaceThen& then, Message& out) {
  const place::Place& state = then.state;
  out.set_name(FormatName(reading.tenant(), kCollection, view.id()));
  out.set_etag(FormatEtag(view.revision()));
  if (!state.founded) return;
  out.set_display_name(state.founding.display_name());
  *out.mutable_create_time() = history::TimestampFrom(state.founded->at);
  out.set_municipality_code(state.founding.municipality_code());
  out.set_purpose(state.founding.purpose());
  out.set_office(state.founding.office());
  out.set_lead_staff_id(state.founding.lead_staff_id());
  for (const place::Need& need : state.needs) RenderNeed(view, need, then.day, *out.add_needs());
  for (const place::SharedStaff& member : state.staff.members) {
    if (member.is_shared()) *out.add_staff() = member.content;
  }
  RenderCooperation(state.cooperation, out);
  if (state.account.base) out.set_base_year(state.account.base->year);
  for (const auto& [year, index] : state.account.indices) *out.add_price_indices() = index;
  *out.mutable_figures() = then.figures;
  for (const place::Evaluation& evaluation : state.evaluations) {
    v1::PlaceEvaluation& shown = *out.add_evaluations();
    shown.set_position(evaluation.position);
    *shown.mutable_evaluate_time() = history::TimestampFrom(evaluation.at.at);
    shown.set_conclusion(evaluation.content.conclusion());
  }
}

absl::Status PlaceResource::Render(Reading& reading, const StreamView<Decider>& view,
                                   Message& out) {
  history::AsOf as_of;
  as_of.position = static_cast<int64_t>(reading.position());
  FD_ASSIGN_OR_RETURN(const PlaceThen then,
                      PlaceThenOf(reading, view.state(), as_of, reading.context().now));
  RenderThen(reading, view, then, out);
  return absl::OkStatus();
}

}  // namespace framdrift::services
