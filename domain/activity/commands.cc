#include "domain/activity/commands.h"

#include <optional>
#include <string>
#include <utility>

#include "base/status_macros.h"
#include "domain/activity/refusals.h"
#include "domain/codes/codes.h"
#include "domain/history/when.h"

namespace framdrift::activity {
namespace {

using codes::v1::ActivityType;
using history::EventsOf;

// The event to fill, after the checks every command but the first has in common.
ActivityEvents Start(const Activity& state, const type::v1::When& occurred,
                     const history::Context& context) {
  if (!state.opened) {
    return StatusWithReason(
        absl::StatusCode::kNotFound, kActivityNotFound, "There is no activity with that id.");
  }
  EventsOf<ActivityDecider> events(1);
  FD_ASSIGN_OR_RETURN(events[0].occurred,
                      history::PastOccurredFrom(occurred, context.now, context.zone));
  return events;
}

absl::Status CheckSessionFound(const Activity& state, const std::string& session_id) {
  if (Find(state, history::IdOrNone<history::SessionId>(session_id))) return absl::OkStatus();
  return StatusWithReason(absl::StatusCode::kNotFound,
                          kSessionNotFound,
                          "The activity has no session with that id.",
                          {{"session_id", session_id}});
}

// UNSPECIFIED when the local code is unknown or counts as another type than the one given.
ActivityType TypeOf(const v1::OpenActivityRequest& command, const codes::CodeLists& codes) {
  if (command.local_type().empty()) return command.type();
  const ActivityType local =
      codes.Find<ActivityType>(command.local_type()).value_or(codes::v1::ACTIVITY_TYPE_UNSPECIFIED);
  const bool agrees =
      command.type() == codes::v1::ACTIVITY_TYPE_UNSPECIFIED || command.type() == local;
  return agrees ? local : codes::v1::ACTIVITY_TYPE_UNSPECIFIED;
}

}  // namespace

ActivityEvents Decide(const Activity& state, const v1::OpenActivityRequest& command,
                      const OpeningFacts& facts, const history::Context& context) {
  if (state.opened) {
    return StatusWithReason(absl::StatusCode::kAlreadyExists,
                            kActivityExists,
                            "There is an activity with that id already.");
  }
  Refusals refusals;
  if (!facts.unit_open) {
    refusals.Add(kUnitNotOpen,
                 "There is no open unit with that id; create it, or choose another.",
                 {{"unit_id", command.unit_id()}});
  }
  if (!command.provider_partner_id().empty() && !facts.partner_known) {
    refusals.Add(kPartnerUnknown,
                 "There is no partner with that id; register it first.",
                 {{"partner_id", command.provider_partner_id()}});
  }
  EventsOf<ActivityDecider> events(1);
  FD_ASSIGN_OR_RETURN(events[0].occurred,
                      history::PastOccurredFrom(command.occurred(), context.now, context.zone));
  const ActivityType type = TypeOf(command, facts.codes);
  v1::ActivityOpened& opened = *events[0].event.mutable_activity_opened();
  opened.set_display_name(command.display_name());
  opened.set_type(type);
  opened.set_local_type(command.local_type());
  opened.set_unit_id(command.unit_id());
  opened.set_provider_partner_id(command.provider_partner_id());
  opened.set_place(command.place());
  opened.set_at_workplace(command.has_at_workplace()
                              ? command.at_workplace()
                              : codes::ModeOf(type) == codes::v1::ACTIVITY_MODE_WORKPLACE);
  opened.set_seats(command.seats());
  return history::Accept<ActivityDecider>(state, std::move(events), std::move(refusals), context);
}

ActivityEvents Decide(const Activity& state, const v1::ScheduleSessionRequest& command,
                      const SchedulingFacts& facts, const history::Context& context) {
  FD_ASSIGN_OR_RETURN(auto events, Start(state, command.occurred(), context));
  Refusals refusals;
  if (!command.leader_staff_id().empty() && !facts.leader_active) {
    refusals.Add(kStaffNotActive,
                 "No member of staff who works here has that id.",
                 {{"staff_id", command.leader_staff_id()}});
  }
  v1::SessionScheduled& scheduled = *events[0].event.mutable_session_scheduled();
  scheduled.set_session_id(command.session_id().empty() ? facts.fresh_id.ToString()
                                                        : command.session_id());
  *scheduled.mutable_start_time() = command.start_time();
  *scheduled.mutable_end_time() = command.end_time();
  scheduled.set_place(command.place());
  scheduled.set_leader_staff_id(command.leader_staff_id());
  return history::Accept<ActivityDecider>(state, std::move(events), std::move(refusals), context);
}

ActivityEvents Decide(const Activity& state, const v1::MoveSessionRequest& command,
                      const history::Context& context) {
  FD_ASSIGN_OR_RETURN(auto events, Start(state, command.occurred(), context));
  FD_RETURN_IF_ERROR(CheckSessionFound(state, command.session_id()));
  v1::SessionMoved& moved = *events[0].event.mutable_session_moved();
  moved.set_session_id(command.session_id());
  *moved.mutable_start_time() = command.start_time();
  *moved.mutable_end_time() = command.end_time();
  moved.set_place(command.place());
  return history::Accept<ActivityDecider>(state, std::move(events), {}, context);
}

ActivityEvents Decide(const Activity& state, const v1::CancelSessionRequest& command,
                      const history::Context& context) {
  FD_ASSIGN_OR_RETURN(auto events, Start(state, command.occurred(), context));
  FD_RETURN_IF_ERROR(CheckSessionFound(state, command.session_id()));
  events[0].event.mutable_session_cancelled()->set_session_id(command.session_id());
  events[0].event.mutable_session_cancelled()->set_reason(command.reason());
  return history::Accept<ActivityDecider>(state, std::move(events), {}, context);
}

ActivityEvents Decide(const Activity& state, const v1::BookActivityCostRequest& command,
                      const history::Context& context) {
  FD_ASSIGN_OR_RETURN(auto events, Start(state, command.occurred(), context));
  FD_RETURN_IF_ERROR(history::DayFrom(command.from_date()).status());
  FD_RETURN_IF_ERROR(history::DayFrom(command.until_date()).status());
  v1::CostBooked& cost = *events[0].event.mutable_cost_booked();
  cost.set_amount_ore(command.amount_ore());
  *cost.mutable_from_date() = command.from_date();
  *cost.mutable_until_date() = command.until_date();
  cost.set_account(command.account());
  return history::Accept<ActivityDecider>(state, std::move(events), {}, context);
}

ActivityEvents Decide(const Activity& state, const v1::CloseActivityRequest& command,
                      const history::Context& context) {
  FD_ASSIGN_OR_RETURN(auto start, Start(state, command.occurred(), context));
  const history::Occurred occurred = start[0].occurred;
  EventsOf<ActivityDecider> events;
  for (const Session& session : state.sessions) {
    if (!command.cancel_remaining_sessions() || session.is_cancelled() ||
        session.start <= occurred.at) {
      continue;
    }
    events.emplace_back().occurred = occurred;
    v1::SessionCancelled& cancelled = *events.back().event.mutable_session_cancelled();
    cancelled.set_session_id(session.id.ToString());
    cancelled.set_reason(v1::CANCELLATION_REASON_ACTIVITY_CLOSED);
  }
  events.emplace_back().occurred = occurred;
  events.back().event.mutable_activity_closed();
  return history::Accept<ActivityDecider>(state, std::move(events), {}, context);
}

}  // namespace framdrift::activity
