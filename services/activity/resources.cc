#include "services/activity/resources.h"

#include <algorithm>
#include <vector>

#include "domain/history/when.h"
#include "services/names.h"

namespace framdrift::services {

void RenderSession(const Id16& activity_id, const activity::Activity& activity,
                   const activity::Session& session, activity::v1::Session& out) {
  out.set_session_id(session.id.ToString());
  out.set_activity_id(FormatUuid(activity_id));
  *out.mutable_start_time() = history::TimestampFrom(session.start);
  *out.mutable_end_time() = history::TimestampFrom(session.end);
  out.set_place(session.place.empty() ? activity.place : session.place);
  if (!session.leader.empty()) out.set_leader_staff_id(session.leader.ToString());
  out.set_state(session.is_cancelled() ? activity::v1::Session::STATE_CANCELLED
                                       : activity::v1::Session::STATE_SCHEDULED);
  out.set_cancellation_reason(session.cancelled);
  out.set_unit_id(activity.unit.ToString());
  out.set_activity_display_name(activity.display_name);
}

absl::Status ActivityResource::Render(Reading& reading, const StreamView<Decider>& view,
                                      Message& out) {
  const activity::Activity& activity = view.state();
  out.set_name(FormatName(reading.tenant(), kCollection, view.id()));
  out.set_etag(FormatEtag(view.revision()));
  out.set_display_name(activity.display_name);
  if (activity.opened) *out.mutable_create_time() = history::TimestampFrom(activity.opened->at);
  out.set_type(activity.type);
  out.set_local_type(activity.local_type);
  out.set_unit_id(activity.unit.ToString());
  if (!activity.provider.empty()) out.set_provider_partner_id(activity.provider.ToString());
  out.set_place(activity.place);
  out.set_at_workplace(activity.at_workplace);
  out.set_seats(activity.seats);
  out.set_state(activity.open() ? Message::STATE_OPEN : Message::STATE_CLOSED);
  out.set_cost_ore(activity.cost_ore);
  std::vector<const activity::Session*> by_time;
  for (const activity::Session& session : activity.sessions) by_time.push_back(&session);
  std::stable_sort(by_time.begin(), by_time.end(), [](const auto* a, const auto* b) {
    return a->start < b->start;
  });
  for (const activity::Session* session : by_time) {
    RenderSession(view.id(), activity, *session, *out.add_sessions());
  }
  return absl::OkStatus();
}

}  // namespace framdrift::services
