#include "domain/activity/activity.h"

#include <algorithm>

#include "domain/activity/refusals.h"
#include "domain/history/cost.h"
#include "domain/history/refusals.h"
#include "domain/history/when.h"

namespace framdrift::activity {
namespace {

using history::IdOrNone;
using history::SessionId;
using Event = ActivityDecider::Event;

constexpr absl::Duration kLongestSession = absl::Hours(24);
constexpr int32_t kMostSeats = 10'000;

auto FindSession(auto& sessions, const std::string& session_id) {
  const auto id = IdOrNone<SessionId>(session_id);
  return std::find_if(
      sessions.begin(), sessions.end(), [&](const Session& session) { return session.id == id; });
}

// `Times` has start_time and end_time.
template <typename Times>
void CheckTimes(const Times& times, Refusals& out) {
  const absl::Time start = history::TimeFrom(times.start_time());
  const absl::Time end = history::TimeFrom(times.end_time());
  if (start >= end || end - start > kLongestSession) {
    out.Add(kSessionTimesInvalid,
            "A session ends after it begins, at most 24 hours later.",
            {{"session_id", times.session_id()}});
  }
}

void CheckOpened(const Activity& before, const v1::ActivityOpened& opened, Refusals& out) {
  if (before.opened) out.Add(kActivityExists, "The activity is open already.");
  if (opened.type() == codes::v1::ACTIVITY_TYPE_UNSPECIFIED ||
      !codes::v1::ActivityType_IsValid(opened.type())) {
    out.Add(kActivityTypeUnknown,
            "There is no such activity type; use a national one or a code of the policy.",
            {{"local_type", opened.local_type()}});
  }
  if (opened.seats() < 0 || opened.seats() > kMostSeats) {
    out.Add(kSeatsOutOfRange, "An activity has 0 to 10,000 seats; 0 sets no limit.");
  }
}

void CheckMoved(const Activity& before, const history::Recorded<Event>& entry, Refusals& out) {
  const v1::SessionMoved& moved = entry.event.session_moved();
  CheckTimes(moved, out);
  const auto session = FindSession(before.sessions, moved.session_id());
  const auto refuse = [&](const char* reason, const char* message) {
    out.Add(reason, message, {{"session_id", moved.session_id()}});
  };
  if (session == before.sessions.end()) {
    refuse(kSessionNotFound, "The activity has no such session.");
    return;
  }
  if (session->is_cancelled()) {
    refuse(kSessionCancelled, "The session is cancelled; schedule another instead.");
  }
  if (session->end <= entry.envelope.occurred.at) {
    refuse(kSessionHeld, "The session is over; correct the event that scheduled it instead.");
  }
}

void CheckCancelled(const Activity& before, const v1::SessionCancelled& cancelled, Refusals& out) {
  const auto session = FindSession(before.sessions, cancelled.session_id());
  if (session == before.sessions.end()) {
    out.Add(kSessionNotFound,
            "The activity has no such session.",
            {{"session_id", cancelled.session_id()}});
  } else if (session->is_cancelled()) {
    out.Add(kSessionCancelled,
            "The session is cancelled already.",
            {{"session_id", cancelled.session_id()}});
  }
  if (cancelled.reason() == v1::CANCELLATION_REASON_UNSPECIFIED ||
      !v1::CancellationReason_IsValid(cancelled.reason())) {
    out.Add(kCancellationReasonUnknown, "Say why, with one of the reasons the contract names.");
  }
}

void CheckClosed(const Activity& before, absl::Time at, Refusals& out) {
  for (const Session& session : before.sessions) {
    if (session.is_cancelled() || session.start <= at) continue;
    out.Add(kSessionsRemain,
            "A session is still to come; cancel it, or close with cancel_remaining_sessions.",
            {{"session_id", session.id.ToString()}});
  }
}

}  // namespace

void ActivityDecider::Evolve(Activity& state, const history::Recorded<Event>& entry) {
  switch (entry.event.kind_case()) {
    case Event::kActivityOpened: {
      const v1::ActivityOpened& opened = entry.event.activity_opened();
      state.opened = entry.envelope.occurred;
      state.display_name = opened.display_name();
      state.type = opened.type();
      state.local_type = opened.local_type();
      state.unit = IdOrNone<history::UnitId>(opened.unit_id());
      state.provider = IdOrNone<history::PartnerId>(opened.provider_partner_id());
      state.place = opened.place();
      state.at_workplace = opened.at_workplace();
      state.seats = opened.seats();
      break;
    }
    case Event::kSessionScheduled: {
      const v1::SessionScheduled& scheduled = entry.event.session_scheduled();
      Session& session = state.sessions.emplace_back();
      session.id = IdOrNone<SessionId>(scheduled.session_id());
      session.start = history::TimeFrom(scheduled.start_time());
      session.end = history::TimeFrom(scheduled.end_time());
      session.place = scheduled.place();
      session.leader = IdOrNone<history::StaffId>(scheduled.leader_staff_id());
      break;
    }
    case Event::kSessionMoved: {
      const v1::SessionMoved& moved = entry.event.session_moved();
      const auto session = FindSession(state.sessions, moved.session_id());
      if (session == state.sessions.end()) break;
      session->start = history::TimeFrom(moved.start_time());
      session->end = history::TimeFrom(moved.end_time());
      session->place = moved.place();
      break;
    }
    case Event::kSessionCancelled: {
      const auto session =
          FindSession(state.sessions, entry.event.session_cancelled().session_id());
      if (session != state.sessions.end()) {
        session->cancelled = entry.event.session_cancelled().reason();
      }
      break;
    }
    case Event::kCostBooked:
      state.cost_ore += entry.event.cost_booked().amount_ore();
      break;
    case Event::kActivityClosed:
      state.closed = entry.envelope.occurred;
      break;
    case Event::kEventCorrected:
    case Event::kEventVoided:
    case Event::KIND_NOT_SET:
      break;
  }
}

void ActivityDecider::Check(const Activity& before, const history::Recorded<Event>& entry,
                            Refusals& out) {
  const Event& event = entry.event;
  if (event.kind_case() == Event::kActivityOpened) {
    CheckOpened(before, event.activity_opened(), out);
    return;
  }
  if (!before.opened) {
    out.Add(kActivityNotFound, "The activity was not opened yet.");
  } else if (history::Precedes(entry.envelope.occurred, *before.opened)) {
    out.Add(history::kOccurredBeforeStart, "The activity was not open yet; give a later time.");
  }
  const bool needs_open =
      event.has_session_scheduled() || event.has_session_moved() || event.has_activity_closed();
  if (before.closed && needs_open) out.Add(kActivityClosed, "The activity is closed.");
  switch (event.kind_case()) {
    case Event::kSessionScheduled: {
      const v1::SessionScheduled& scheduled = event.session_scheduled();
      CheckTimes(scheduled, out);
      if (FindSession(before.sessions, scheduled.session_id()) != before.sessions.end()) {
        out.Add(kSessionExists,
                "The activity has a session with that id already.",
                {{"session_id", scheduled.session_id()}});
      }
      break;
    }
    case Event::kSessionMoved:
      CheckMoved(before, entry, out);
      break;
    case Event::kSessionCancelled:
      CheckCancelled(before, event.session_cancelled(), out);
      break;
    case Event::kCostBooked:
      history::CheckCost(event.cost_booked(), out);
      break;
    case Event::kActivityClosed:
      CheckClosed(before, entry.envelope.occurred.at, out);
      break;
    case Event::kActivityOpened:
    case Event::kEventCorrected:
    case Event::kEventVoided:
    case Event::KIND_NOT_SET:
      break;
  }
}

std::optional<SessionFacts> Find(const Activity& activity, const SessionId& id) {
  for (const Session& session : activity.sessions) {
    if (session.id != id) continue;
    return SessionFacts{id,
                        session.start,
                        session.end,
                        session.is_cancelled(),
                        activity.at_workplace,
                        activity.type};
  }
  return std::nullopt;
}

}  // namespace framdrift::activity
